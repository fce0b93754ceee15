"""Writing files whole or not at all: beside, then renamed."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
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
