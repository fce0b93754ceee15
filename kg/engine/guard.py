"""A build's folder, kept from other builds and from a full disk."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from kg.errors import KgError


def locked(out: Path) -> IO[str]:
    """The folder, held against another build in it until the file is closed or the process ends."""
    folder = out / ".kg"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / "lock").open("w")
    except OSError as error:
        raise KgError(f"cannot write: {error.strerror}", where=str(out)) from error
    if os.name == "posix":
        import fcntl

        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            lock.close()
            raise KgError(
                "another kg is building here", where=str(out), remedy="wait, or give -o another folder"
            ) from error
    return lock


@contextmanager
def disk(out: Path) -> Iterator[None]:
    """Turns a full disk or an unwritable folder into one line; what was done is kept."""
    try:
        yield
    except sqlite3.Error as error:
        raise KgError(
            f"cannot keep the state of the build: {error}",
            where=str(out / ".kg"),
            remedy="make room or choose another folder; what was done is kept, run the same command again",
        ) from error
