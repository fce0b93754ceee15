"""A sorted file made anew with a few places changed: these are found by halving, the rest is copied as it is."""

from __future__ import annotations

import hashlib
import mmap
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

_CHUNK = 1 << 20  # bytes copied at a time
_TAB = ord("\t")

Data = mmap.mmap | bytes


@dataclass(frozen=True, slots=True)
class Edit:
    """Bytes *start* to *end* of a file become *data*, which may have a name."""

    start: int
    end: int
    data: bytes
    name: str = ""

    @property
    def growth(self) -> int:
        """By how much the file grows."""
        return len(self.data) - (self.end - self.start)


class Old:
    """A file, looked into.

    Attributes:
        data: its bytes.
    """

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb", buffering=0)
        self._buffer = memoryview(bytearray(_CHUNK))
        self.size = path.stat().st_size
        self.data: Data = mmap.mmap(self._file.fileno(), 0, access=mmap.ACCESS_READ) if self.size else b""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if isinstance(self.data, mmap.mmap):
            self.data.close()
        self._file.close()

    def pieces(self, start: int, end: int) -> Iterator[memoryview]:
        """The bytes from *start* to *end*; each piece holds until the next."""
        self._file.seek(start)  # not from what is mapped, which would count as memory held
        while start < end:
            piece = self._buffer[: min(_CHUNK, end - start)]
            many = self._file.readinto(piece)
            if not many:
                raise OSError("a file that is copied became shorter")
            start += many
            yield piece[:many]

    def lines(self, subject: str) -> tuple[int, list[bytes]]:
        """Of sorted N-Quads: where the lines of *subject* (``<iri>``) begin, and these lines with their ends."""
        key = f"{subject} ".encode()
        start = at = self.first(key, 0, self.size, lambda place: self.data[place : place + len(key)], after=_line)
        found = []
        while at < self.size and self.data[at : at + len(key)] == key:
            end = self.data.find(b"\n", at) + 1
            found.append(self.data[at:end])
            at = end
        return start, found

    def block(self, subject: str, start: int, end: int, long: Callable[[bytes], bytes]) -> tuple[int, int]:
        """Where the block of a subject is in Turtle, or would be.

        Args:
            subject: ``<iri>``.
            start: where to look from.
            end: and to where.
            long: short name → ``<iri>``.
        """
        key = subject.encode()
        at = self.first(key, start, end, lambda place: long(self._token(place)), after=_block)
        if at < end and long(self._token(at)) == key:
            return at, _block(self.data, at, end)
        return at, at

    def _token(self, place: int) -> bytes:
        return self.data[place : self.data.find(b" ", place)]

    def first(
        self, key: bytes, low: int, high: int, read: Callable[[int], bytes], after: Callable[[Data, int, int], int]
    ) -> int:
        """Where the first entry begins whose key is not below *key*.

        Args:
            key: what is looked for.
            low: where an entry begins, the first to be looked at.
            high: where the last ends; the answer if there is none.
            read: the key of the entry that begins at a place.
            after: where the next entry begins after a place.
        """
        best = high
        while low < high:
            middle = (low + high) // 2
            place = after(self.data, middle, high)
            if place >= high:  # of what is left, the last entry holds the middle
                place = low
            if read(place) < key:
                low = after(self.data, place, high)
            elif place == low:
                return low
            else:
                best, high = place, middle + 1
        return best


def _line(data: Data, place: int, high: int) -> int:
    return (data.find(b"\n", place, high) + 1) or high


def _block(data: Data, place: int, high: int) -> int:
    """Where the next subject begins: on a line that is not indented."""
    at = _line(data, place, high)
    while at < high and data[at] == _TAB:
        at = _line(data, at, high)
    return at


class Patched:
    """A file after *edits* that do not overlap; what they put in at one place stands in their order.

    Attributes:
        places: name of an edit → where its data is, and how long it is.
    """

    def __init__(self, edits: Iterable[Edit]) -> None:
        self._edits = sorted((e for e in edits if e.start != e.end or e.data), key=lambda e: (e.start, e.end))
        self._ends = [e.end for e in self._edits]
        self._shifts = [0, *accumulate(e.growth for e in self._edits)]
        placed = zip(self._edits, self._shifts, strict=False)
        self.places = {e.name: (e.start + shift, len(e.data)) for e, shift in placed if e.name}

    def __getitem__(self, place: int) -> int:
        """Where a byte that is left is now; what is put in before it stands before it."""
        return place + self._shifts[bisect_right(self._ends, place)]

    def write(self, old: Old, file: BinaryIO) -> str:
        """Writes the file anew; its SHA-256."""
        digest, place = hashlib.sha256(), 0
        for edit in [*self._edits, Edit(old.size, old.size, b"")]:
            for piece in old.pieces(place, edit.start):
                file.write(piece)
                digest.update(piece)
            file.write(edit.data)
            digest.update(edit.data)
            place = edit.end
        return digest.hexdigest()
