"""Writing files whole or not at all: beside, then renamed; and sorting more lines than memory holds."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from heapq import merge
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO

from kg.errors import KgError


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


def sorted_lines(lines: Iterable[str], folder: Path, *, held: int = 300_000) -> Iterator[str]:
    """*lines* sorted by their UTF-8 bytes, each once, with no more than *held* of them in memory.

    Args:
        lines: without line feeds in them.
        folder: for temporary files, as large together as the lines; they are gone at the end.
        held: lines of one run that is sorted in memory.

    Raises:
        KgError: the folder cannot be written to, or the disk is full.
    """
    stream = iter(lines)
    run = sorted({line.encode("utf-8") for line in islice(stream, held)})
    try:
        with ExitStack() as stack:
            runs: list[Iterable[bytes]] = []
            while True:
                more = next(stream, None)
                if more is None:
                    break
                runs.append(_kept(run, folder, stack))
                run = sorted({line.encode("utf-8") for line in chain([more], islice(stream, held - 1))})
            last = None
            for line in merge(*runs, run):
                if line != last:
                    yield line.decode("utf-8")
                    last = line
    except OSError as error:
        raise KgError(f"cannot write: {error.strerror}", where=str(folder)) from None


def _kept(run: list[bytes], folder: Path, stack: ExitStack) -> Iterator[bytes]:
    """A sorted run in a temporary file, read back line by line."""
    file = stack.enter_context(tempfile.TemporaryFile(dir=folder))  # noqa: SIM115
    file.writelines(line + b"\n" for line in run)
    file.seek(0)
    return (line[:-1] for line in file)
