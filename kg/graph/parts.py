"""What each named graph is in the files of a build, so that the next build copies what has not changed.

``kg.trig`` and ``kg.ttl`` hold the graph of an article as one stretch each; ``kg.nq`` holds its lines among the
others', in order. An index in ``.kg/parts.json`` says which stretches are whose, and what each was made from.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from kg.files import write_text

INDEX = ".kg/parts.json"
FILES = ("kg.nq", "kg.trig", "kg.ttl")

Stretch = tuple[int, int]  # first byte and length


@dataclass(frozen=True, slots=True)
class Part:
    """One graph's place in the files.

    Attributes:
        key: stands for all that it was made from.
        trig, ttl: its stretches.
        quads: how many lines it has in ``kg.nq``.
    """

    key: str
    trig: Stretch
    ttl: Stretch
    quads: int


class Previous:
    """The files of the build before in *out*, if they are those that its index is of; else nothing."""

    def __init__(self, out: Path, context: str) -> None:
        self._out = out
        self.parts: dict[str, Part] = {}
        try:
            data = json.loads((out / INDEX).read_text("utf-8"))
            if data["context"] == context and data["files"] == stamps(out):
                self.parts = {g: Part(key, tuple(a), tuple(b), n) for g, (key, a, b, n) in data["parts"].items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):  # a list where a table should be
            self.parts = {}

    def lines(self, graphs: Container[bytes], new: Iterator[bytes]) -> Iterator[bytes]:
        """The lines of ``kg.nq`` in one of *graphs* (each ``<iri>``), and among them *new* ones; all sorted."""
        waiting = next(new, None)
        with self.open("kg.nq") as file:
            for line in file:  # of a large build this loop is most of the work: nothing is called that need not be
                if line.rsplit(b" ", 2)[1] in graphs:
                    while waiting is not None and waiting < line:
                        yield waiting
                        waiting = next(new, None)
                    yield line
        if waiting is not None:
            yield waiting
            yield from new

    def open(self, name: str) -> IO[bytes]:
        """A file of it."""
        return (self._out / name).open("rb")


class Spool:
    """Stretches of text on disk until they find their place in a file."""

    def __init__(self, folder: Path) -> None:
        self.file: IO[bytes] = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115
        self._end = 0

    def keep(self, data: bytes) -> Stretch:
        """Where *data* lies."""
        start, self._end = self._end, self._end + len(data)
        self.file.write(data)
        return start, len(data)


class Placed:
    """A file in the writing that knows how far it is."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.end = 0

    def write(self, data: bytes) -> Stretch:
        """Adds *data*; where it lies."""
        start, self.end = self.end, self.end + len(data)
        self._file.write(data)
        return start, len(data)

    def copy(self, source: IO[bytes], stretch: Stretch) -> Stretch:
        """Adds a stretch of another file; where it lies."""
        source.seek(stretch[0])
        return self.write(source.read(stretch[1]))


def stamps(out: Path) -> list[Any]:
    """Size and time of the files: what tells whether somebody has changed one."""
    found = [(out / name).stat() for name in FILES]
    return [[one.st_size, one.st_mtime_ns] for one in found]


def remember(out: Path, context: str, parts: Iterable[tuple[str, Part]]) -> None:
    """Writes the index of the files in *out*."""
    rows = {graph: [p.key, p.trig, p.ttl, p.quads] for graph, p in parts}
    data = {"context": context, "files": stamps(out), "parts": rows}
    write_text(out / INDEX, json.dumps(data, separators=(",", ":")))
