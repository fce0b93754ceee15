"""Writing files whole or not at all: beside, then renamed; and sorting more lines than memory holds."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from heapq import merge
from pathlib import Path
from typing import BinaryIO, Self

from kg.errors import KgError

_FAN = 64  # files merged at a time: fewer than a process may have open


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A binary file that takes the place of *path* when all went well, and leaves no trace when not.

    Raises:
        KgError: the folder cannot be made or written to, or the disk is full.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    except OSError as error:
        raise KgError(f"cannot write: {error.strerror}", where=str(path)) from None
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
        umask = os.umask(0)
        os.umask(umask)
        os.chmod(beside, 0o666 & ~umask)  # noqa: PTH101  # mkstemp's file is for its owner alone
        os.replace(beside, path)  # noqa: PTH105
    except OSError as error:
        raise KgError(f"cannot write: {error.strerror}", where=str(path)) from None
    finally:
        Path(beside).unlink(missing_ok=True)


def write_bytes(path: Path, data: bytes) -> None:
    """Write *data* to *path*, whole or not at all."""
    with replacing(path) as file:
        file.write(data)


def write_text(path: Path, text: str) -> None:
    """Write *text* to *path* in UTF-8 with its line ends as they are, whole or not at all."""
    write_bytes(path, text.encode("utf-8"))


class LineSorter:
    """Sorts more lines than memory holds: runs sorted in memory go to temporary files, and are merged at the end.

    Args:
        folder: for the temporary files, as large together as the lines; they are gone at the end.
        held: lines of one run.

    Raises:
        KgError: on any use, when the folder cannot be written to or the disk is full.
    """

    def __init__(self, folder: Path, *, held: int = 300_000) -> None:
        self._folder, self._held = folder, held
        self._run: list[bytes] = []
        self._runs: list[BinaryIO] = []  # each sorted, in a temporary file

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._close()

    def _close(self) -> None:
        for file in self._runs:
            file.close()
        self._runs = []

    def add(self, lines: Iterable[bytes]) -> None:
        """Takes *lines*, without line feeds in them."""
        self._run += lines
        if len(self._run) >= self._held:
            self._spill()

    def _spill(self) -> None:
        with told(self._folder):
            self._runs.append(self._kept(_distinct(self._run)))
            self._run = []
            if len(self._runs) >= _FAN:
                whole = self._kept(self._merged())
                self._close()
                self._runs = [whole]

    def sorted(self) -> Iterator[bytes]:
        """All lines by their bytes, each once; call it once, when nothing is to be added any more."""
        with told(self._folder):
            yield from self._merged() if self._runs else _distinct(self._run)

    def _merged(self) -> Iterator[bytes]:
        """The runs on disk and the one in memory, each line once."""
        return _once(merge(*(_lines(file) for file in self._runs), _distinct(self._run)))

    def _kept(self, run: Iterable[bytes]) -> BinaryIO:
        """A sorted run in a temporary file."""
        file: BinaryIO = tempfile.TemporaryFile(dir=self._folder)  # noqa: SIM115
        file.writelines(line + b"\n" for line in run)
        file.seek(0)
        return file


def _lines(file: BinaryIO) -> Iterator[bytes]:
    return (line[:-1] for line in file)


def sorted_lines(lines: Iterable[str], folder: Path, *, held: int = 300_000) -> Iterator[str]:
    """*lines* sorted by their UTF-8 bytes, each once, with about *held* of them in memory; see :class:`LineSorter`."""
    with LineSorter(folder, held=held) as sorter:
        for line in lines:
            sorter.add((line.encode("utf-8"),))
        for line_ in sorter.sorted():
            yield line_.decode("utf-8")


def _distinct(run: list[bytes]) -> list[bytes]:
    return sorted(set(run))


def _once(ordered: Iterable[bytes]) -> Iterator[bytes]:
    last = None
    for line in ordered:
        if line != last:
            yield line
            last = line


@contextmanager
def told(folder: Path) -> Iterator[None]:
    """Says in one line that *folder* cannot be written to, or that the disk is full."""
    try:
        yield
    except OSError as error:
        raise KgError(f"cannot write: {error.strerror}", where=str(folder)) from None
