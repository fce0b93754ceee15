"""The files of a build, ``kg.nq``, ``kg.trig`` and ``kg.ttl``, from lines that come graph by graph.

No more than a run of lines is in memory at a time; what is the same as in the build before is copied from its files.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from heapq import merge
from pathlib import Path
from typing import IO, Self

from kg.files import LineSorter, replacing, told
from kg.graph import turtle
from kg.graph.export import is_shared, turtle_head
from kg.graph.parts import Part, Placed, Previous, Spool, Stretch, remember
from kg.graph.rendering import Rendered

_BATCH = 10_000  # lines of the shared graphs on their way to the sorter


class BuildFiles:
    """Takes lines, then writes them.

    Args:
        out: the build folder; made if missing.
        context: see :class:`kg.graph.build.BuildWriter`; empty to keep nothing for the next build.
        prefixes: short name → namespace.

    Raises:
        KgError: on any use, when a file cannot be written.
    """

    def __init__(self, out: Path, context: str, prefixes: Mapping[str, str]) -> None:
        with told(out):
            out.mkdir(parents=True, exist_ok=True)
            self._trig, self._ttl = Spool(out), Spool(out)
        self._out, self._context = out, context
        self._old = Previous(out, context) if context else None
        self._writer = turtle.Writer(prefixes)
        self._stack = ExitStack()
        self._sorter = self._stack.enter_context(LineSorter(out))
        self._shared_sorter = self._stack.enter_context(LineSorter(out))
        self._waiting: list[str] = []
        self._new: dict[str, Part] = {}
        self._kept: dict[str, Part] = {}

    def close(self) -> None:
        """Lets go of the temporary files."""
        self._stack.close()
        self._trig.file.close()
        self._ttl.file.close()

    def copies(self, graph: str, key: str) -> bool:
        """Whether an article's *graph* (``<iri>``) is in the old files already, made from the same."""
        part = self._old.parts.get(graph) if self._old and key else None
        if part is None or part.key != key:
            return False
        self._kept[graph] = part
        return True

    def add(self, graph: str, key: str, made: Rendered) -> None:
        """Takes an article's graph."""
        with told(self._out):
            self._new[graph] = Part(key, self._trig.keep(made.trig), self._ttl.keep(made.ttl), len(made.lines))
        self._sorter.add(made.lines)

    def add_shared(self, line: str) -> None:
        """Takes a line of a graph of the collection, in any order."""
        self._waiting.append(line)
        if len(self._waiting) >= _BATCH:
            self._shared_sorter.add([line.encode() for line in self._waiting])
            self._waiting.clear()

    def write(self) -> tuple[int, int]:
        """Puts the files in their places; how many quads and graphs they hold."""
        self._shared_sorter.add([line.encode() for line in self._waiting])
        with told(self._out), _SharedLines(self._out, self._shared_sorter) as shared:
            self._write_quads(shared)
            with self._old_file("kg.trig") as old:
                trig = self._write_trig(shared, old)
            with self._old_file("kg.ttl") as old:
                ttl = self._write_turtle(shared, old)
            of_all = self._kept | self._new
            if self._context:
                places = ((g, Part(p.key, trig[g], ttl[g], p.quads)) for g, p in of_all.items())
                remember(self._out, self._context, places)
            return shared.count + sum(p.quads for p in of_all.values()), len(shared.graphs) + len(of_all)

    def _write_quads(self, shared: _SharedLines) -> None:
        kept = {graph.encode() for graph in self._kept}
        new = merge(shared.all(), (line + b"\n" for line in self._sorter.sorted()))
        with replacing(self._out / "kg.nq") as file:
            file.writelines(self._old.lines(kept, new) if self._old and kept else new)

    def _old_file(self, name: str) -> IO[bytes]:
        return self._old.open(name) if self._old and self._kept else tempfile.TemporaryFile()

    def _write_trig(self, shared: _SharedLines, old: IO[bytes]) -> dict[str, Stretch]:
        parts: dict[str, Stretch] = {}
        with replacing(self._out / "kg.trig") as file:
            placed = Placed(file)
            placed.write(self._writer.head().encode())
            for graph in sorted({*shared.graphs, *self._kept, *self._new}):
                if graph in shared.graphs:
                    _write_all(placed, self._writer.graph(graph, shared.triples(graph)))
                else:
                    parts[graph] = self._copy(placed, graph, self._trig.file, old, lambda p: p.trig)
        return parts

    def _write_turtle(self, shared: _SharedLines, old: IO[bytes]) -> dict[str, Stretch]:
        parts: dict[str, Stretch] = {}
        with replacing(self._out / "kg.ttl") as file:
            placed = Placed(file)
            _write_all(placed, turtle_head(self._writer))
            _write_all(placed, self._writer.triples(shared.distinct()))
            for graph in sorted({*self._kept, *self._new}):
                parts[graph] = self._copy(placed, graph, self._ttl.file, old, lambda p: p.ttl)
        return parts

    def _copy(
        self, placed: Placed, graph: str, new: IO[bytes], old: IO[bytes], place: Callable[[Part], Stretch]
    ) -> Stretch:
        if graph in self._new:
            return placed.copy(new, place(self._new[graph]))
        return placed.copy(old, place(self._kept[graph]))


class _SharedLines:
    """The lines of the collection's graphs, sorted, on disk: all of them, and those of each graph."""

    def __init__(self, folder: Path, sorter: LineSorter) -> None:
        self.count = 0
        self._stack = ExitStack()
        self._folder = folder
        self._all = self._temporary()
        self.graphs: dict[str, IO[bytes]] = {}
        self._split(sorter.sorted())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def _temporary(self) -> IO[bytes]:
        file: IO[bytes] = self._stack.enter_context(tempfile.TemporaryFile(dir=self._folder))  # noqa: SIM115
        return file

    def _split(self, lines: Iterable[bytes]) -> None:
        by_graph: dict[bytes, IO[bytes]] = {}
        for line in lines:
            graph = line.rsplit(b" ", 2)[1]
            if graph not in by_graph:
                assert is_shared(graph.decode())
                by_graph[graph] = self._temporary()
            self._all.write(line + b"\n")
            by_graph[graph].write(line + b"\n")
            self.count += 1
        self.graphs = {graph.decode(): file for graph, file in by_graph.items()}

    def all(self) -> Iterator[bytes]:
        """Every line, with its end."""
        self._all.seek(0)
        return iter(self._all)

    def triples(self, graph: str) -> Iterator[str]:
        """Those of one graph."""
        self.graphs[graph].seek(0)
        return (line.decode().rsplit(" ", 2)[0] for line in self.graphs[graph])

    def distinct(self) -> Iterator[str]:
        """Those of all graphs, each once."""
        last = ""
        for line in self.all():
            triple = line.decode().rsplit(" ", 2)[0]
            if triple != last:
                yield triple
            last = triple


def _write_all(placed: Placed, pieces: Iterable[str]) -> None:
    waiting: list[str] = []
    for piece in pieces:
        waiting.append(piece)
        if len(waiting) >= _BATCH:
            placed.write("".join(waiting).encode())
            waiting = []
    placed.write("".join(waiting).encode())
