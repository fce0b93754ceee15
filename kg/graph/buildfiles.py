"""The files of a build, ``kg.nq``, ``kg.trig`` and ``kg.ttl``, from lines that come graph by graph.

No more than a run of lines is in memory at a time. Where the files of the build before are there, they are renewed
(:mod:`kg.graph.renewal`).
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from heapq import merge
from itertools import islice
from pathlib import Path
from typing import IO, Self

from kg.files import LineSorter, replacing, told
from kg.graph import turtle
from kg.graph.export import is_shared, turtle_head
from kg.graph.iris import Iris
from kg.graph.parts import Ledger, Part, Placed, Spool, Stretch
from kg.graph.rendering import Rendered
from kg.graph.renewal import New, Renewal, Renewed

_BATCH = 10_000  # lines of the shared graphs on their way to the sorter


class BuildFiles:
    """Takes lines, then writes them.

    Args:
        out: the build folder; made if missing.
        ledger: what is known of the build before.
        prefixes: short name → namespace.
        iris: names of graphs.

    Raises:
        KgError: on any use, when a file cannot be written.
    """

    def __init__(self, out: Path, ledger: Ledger, prefixes: Mapping[str, str], iris: Iris) -> None:
        with told(out):
            out.mkdir(parents=True, exist_ok=True)
            self._trig, self._ttl = Spool(out), Spool(out)
        self._out, self._ledger = out, ledger
        self._writer = turtle.Writer(prefixes)
        self._stack = ExitStack()
        self._sorter = self._stack.enter_context(LineSorter(out))
        self._shared_sorter = self._stack.enter_context(LineSorter(out))
        self._waiting: list[str] = []
        self._new: dict[str, New] = {}
        self._kept: dict[str, Part] = {}
        self._renewal = None if ledger.is_fresh else Renewal(out, ledger, prefixes, iris)

    def close(self) -> None:
        """Lets go of the temporary files."""
        self._stack.close()
        self._trig.file.close()
        self._ttl.file.close()

    def copies(self, graph: str, key: str) -> bool:
        """Whether an article's *graph* (``<iri>``) is in the old files already, made from the same."""
        part = self._ledger.parts.get(graph) if key else None
        if part is None or part.key != key:
            return False
        self._kept[graph] = part
        return True

    def add(self, graph: str, key: str, made: Rendered) -> None:
        """Takes an article's graph."""
        lines = made.lines if self._renewal else []
        with told(self._out):
            trig, ttl = self._trig.keep(made.trig), self._ttl.keep(made.ttl)
        self._new[graph] = New(key, len(made.lines), lines, trig, ttl)
        if not self._renewal:
            self._sorter.add(made.lines)

    def add_shared(self, subject: str, lines: list[str]) -> None:
        """Takes lines that the collection's graphs have of a subject (``<iri>``), in any order; none if it went."""
        if self._renewal:
            self._renewal.take(subject, lines)
            return
        self._waiting += lines
        if len(self._waiting) >= _BATCH:
            self._sort_waiting()

    def _sort_waiting(self) -> None:
        self._shared_sorter.add([line.encode() for line in self._waiting])
        self._waiting.clear()

    def write(self, fixed: Iterable[str]) -> Renewed:
        """Puts the files in their places.

        Args:
            fixed: the lines of ontology and issues, which are those of the build before if that is renewed.
        """
        with told(self._out):
            if self._renewal:
                made = self._renewal.write(self._kept, self._new, self._trig, self._ttl)
            else:
                self._waiting += fixed
                made = self._written()
            self._ledger.remember(made.parts, made.shared)
        return made

    def _written(self) -> Renewed:
        """Writes all from nothing."""
        self._sort_waiting()
        with _SharedLines(self._out, self._shared_sorter) as shared:
            with replacing(self._out / "kg.nq") as file:
                file.writelines(merge(shared.all(), (line + b"\n" for line in self._sorter.sorted())))
            trig = self._write_trig(shared)
            ttl, flat = self._write_turtle(shared)
            parts = {g: Part(one.key, trig[g], ttl[g], one.quads) for g, one in self._new.items()}
            parts |= {g: Part("", trig[g], (0, 0), n) for g, n in shared.counts.items()}
        return Renewed(parts, flat, {})

    def _write_trig(self, shared: _SharedLines) -> dict[str, Stretch]:
        parts: dict[str, Stretch] = {}
        with replacing(self._out / "kg.trig") as file:
            placed = Placed(file)
            placed.write(self._writer.head().encode())
            for graph in sorted({*shared.graphs, *self._new}):
                if graph in shared.graphs:
                    parts[graph] = _write_all(placed, self._writer.graph(graph, shared.triples(graph)))
                else:
                    parts[graph] = placed.write(self._trig.read(self._new[graph].trig))
        return parts

    def _write_turtle(self, shared: _SharedLines) -> tuple[dict[str, Stretch], Stretch]:
        """Where each article is, and where all of the collection."""
        with replacing(self._out / "kg.ttl") as file:
            placed = Placed(file)
            _write_all(placed, turtle_head(self._writer))
            flat = _write_all(placed, self._writer.triples(shared.distinct()))
            parts = {graph: placed.write(self._ttl.read(self._new[graph].ttl)) for graph in sorted(self._new)}
        return parts, flat


class _SharedLines:
    """The lines of the collection's graphs, sorted, on disk: all of them, and those of each graph."""

    def __init__(self, folder: Path, sorter: LineSorter) -> None:
        self.counts: dict[str, int] = {}
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
        counts: Counter[bytes] = Counter()
        for line in lines:
            graph = line.rsplit(b" ", 2)[1]
            if graph not in by_graph:
                assert is_shared(graph.decode())
                by_graph[graph] = self._temporary()
            self._all.write(line + b"\n")
            by_graph[graph].write(line + b"\n")
            counts[graph] += 1
        self.counts = {graph.decode(): n for graph, n in counts.items()}
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


def _write_all(placed: Placed, pieces: Iterable[str]) -> Stretch:
    start = placed.end
    stream = iter(pieces)
    while waiting := list(islice(stream, _BATCH)):
        placed.write("".join(waiting).encode())
    return start, placed.end - start
