"""Where articles come from: a path, a folder or standard input become named, openable sources."""

from __future__ import annotations

import difflib
import io
import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from kg.errors import ReadError

MAX_BYTES = 10_000_000  # of one article: some 300 newspaper pages
MAX_CHARACTERS = 400_000  # of one article: some 65,000 words, which take minutes to read out
STDIN = "-"
_ABOUT = re.compile(r"(?i)(?:readme|license|licence|changelog|contributing|copying)(?:\.\w+)?$")


@dataclass(frozen=True)
class Source:
    """Bytes with a name, opened when wanted.

    Attributes:
        name: the path below the INPUT given, with ``/`` on every system.
        open: gives a new binary stream at its start.
        size: in bytes where known without reading, else -1.
        path: the file on disk that it lies in, None for standard input.
        columns: for tables: pairs of a field of an article ("text", "title", …) and the column that holds it.
        depth: how many archives it lies in.
    """

    name: str
    open: Callable[[], BinaryIO]
    size: int = -1
    path: Path | None = None
    columns: tuple[tuple[str, str], ...] = ()
    depth: int = 0

    def read(self, limit: int = MAX_BYTES) -> bytes:
        """All of it.

        Raises:
            ReadError: it is longer than *limit* bytes, or cannot be read.
        """
        try:
            with self.open() as stream:
                data = stream.read(limit + 1)
        except OSError as error:
            raise ReadError(f"cannot be read: {error.strerror or error}", where=self.name) from error
        if len(data) > limit:
            size = f"{self.size / 1e6:.1f} MB" if self.size > 0 else f"more than {limit / 1e6:.0f} MB"
            raise ReadError(
                f"too large for one article: {size}, the limit is {limit / 1e6:.0f} MB",
                where=self.name,
                remedy="split it into one file per article",
            )
        return data

    def head(self, length: int = 4096) -> bytes:
        """Its first bytes.

        Raises:
            ReadError: it cannot be read.
        """
        try:
            with self.open() as stream:
                return stream.read(length)
        except OSError as error:
            raise ReadError(f"cannot be read: {error.strerror or error}", where=self.name) from error


def find(inputs: Sequence[str], columns: tuple[tuple[str, str], ...] = ()) -> Iterator[Source | ReadError]:
    """The sources that *inputs* name, in the order given; a folder's in the order of their paths."""
    for found in _find(inputs):
        yield replace(found, columns=columns) if columns and isinstance(found, Source) else found


def _find(inputs: Sequence[str]) -> Iterator[Source | ReadError]:
    for given in inputs:
        if given == STDIN:
            yield _standard_input()
            continue
        path = Path(given)
        if path.is_dir():
            yield from _folder(path)
        elif path.exists():
            yield _file(path, path.name)
        else:
            yield missing(given)


def missing(given: str) -> ReadError:
    """The error for a path that is not there, with the nearest one that is."""
    path = Path(given)
    if "://" in given:
        return ReadError("not a file", where=given, remedy="kg opens no network: save the page and give kg that file")
    parent = path.parent
    try:
        names = sorted(p.name for p in parent.iterdir())
    except OSError:
        names = []
    near = difflib.get_close_matches(path.name, names, n=1, cutoff=0.6)
    remedy = f"did you mean {parent / near[0]}?" if near else "give a file, a folder or - for standard input"
    return ReadError("no such file or folder", where=given, remedy=remedy)


def _file(path: Path, name: str) -> Source:
    try:
        size = path.stat().st_size
    except OSError:
        size = -1
    return Source(name, lambda: path.open("rb"), size, path)


def _folder(root: Path) -> Iterator[Source | ReadError]:
    """Every file below *root*, hidden ones left out, links to folders not followed, sorted by path."""
    found: list[tuple[str, Path]] = []
    errors: list[OSError] = []
    for where, folders, files in os.walk(root, onerror=errors.append):
        folders[:] = [f for f in folders if not f.startswith(".")]
        for file in files:
            if not file.startswith("."):
                path = Path(where, file)
                found.append((path.relative_to(root).as_posix(), path))
    for error in sorted(errors, key=str):
        yield ReadError(f"cannot be opened: {error.strerror}", where=str(error.filename))
    if not found and not errors:
        yield ReadError("no articles in this folder", where=str(root), remedy="give a folder that holds .txt files")
    for name, path in sorted(found):
        if _ABOUT.match(path.name):
            yield ReadError("left out: by its name it is about the folder, not an article", where=name)
        elif path.is_file():  # neither a pipe nor a device, which might never end
            yield _file(path, name)
        else:
            yield ReadError("not a regular file", where=name)


def _standard_input() -> Source:
    """Standard input, read once and kept, up to the limit of one article and a byte."""
    kept: list[bytes] = []

    def reopen() -> BinaryIO:
        if not kept:
            kept.append(sys.stdin.buffer.read(MAX_BYTES + 1))
        return io.BytesIO(kept[0])

    return Source(STDIN, reopen)
