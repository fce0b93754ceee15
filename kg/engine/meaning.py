"""Vectors of texts, remembered from one build to the next: a vector depends on its text and the model alone."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from kg.engine.guard import disk

Vectors = NDArray[np.float32]
Meaning = Callable[[Sequence[str]], Vectors]


class Meanings:
    """Texts to vectors, kept in ``OUT/.kg/meaning.sqlite``; what a build did not ask for is forgotten at its end.

    Args:
        folder: the build's.
        model: stands for the model; another one starts afresh.
        load: gives what makes vectors; called when a text is met for the first time.
        gone: the texts that may be forgotten; None for all.

    Raises:
        KgError: on any use, when the disk is full.
    """

    def __init__(
        self, folder: Path, model: str, load: Callable[[], Meaning], gone: Iterable[str] | None = None
    ) -> None:
        self._folder, self._model, self._load, self._gone = folder, model, load, gone
        self._path = folder / ".kg" / "meaning.sqlite"
        with disk(folder):
            self._db = self._open()

    def _open(self) -> sqlite3.Connection:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        try:
            return self._connect()
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise
            self._path.unlink(missing_ok=True)  # broken: it holds nothing that cannot be made again
            return self._connect()

    def _connect(self) -> sqlite3.Connection:
        db = sqlite3.connect(self._path)
        db.execute("PRAGMA synchronous=NORMAL")
        db.execute("CREATE TABLE IF NOT EXISTS model(name TEXT)")
        db.execute("CREATE TABLE IF NOT EXISTS vector(text BLOB PRIMARY KEY, data BLOB) WITHOUT ROWID")
        if db.execute("SELECT name FROM model").fetchall() != [(self._model,)]:
            db.execute("DELETE FROM model")
            db.execute("DELETE FROM vector")
            db.execute("INSERT INTO model VALUES(?)", (self._model,))
        db.execute("CREATE TEMP TABLE used(text BLOB PRIMARY KEY) WITHOUT ROWID")
        db.commit()
        return db

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        try:
            if kind is None:
                with disk(self._folder):
                    self._forget()
                    self._db.commit()
        finally:
            self._db.close()

    def _forget(self) -> None:
        if self._gone is None:
            self._db.execute("DELETE FROM vector WHERE text NOT IN (SELECT text FROM used)")
        else:
            gone = [(_key(text),) for text in self._gone]
            self._db.executemany("DELETE FROM vector WHERE text=? AND text NOT IN (SELECT text FROM used)", gone)

    def __call__(self, texts: Sequence[str]) -> Vectors:
        """A row of unit length for each text."""
        with disk(self._folder):
            rows = [self._vector(text) for text in texts]
            self._db.commit()
        return np.stack(rows) if rows else np.zeros((0, 0), np.float32)

    def _vector(self, text: str) -> Vectors:
        key = _key(text)
        self._db.execute("INSERT OR IGNORE INTO used VALUES(?)", (key,))
        row = self._db.execute("SELECT data FROM vector WHERE text=?", (key,)).fetchone()
        if row:
            return np.frombuffer(row[0], np.float32)
        vector: Vectors = self._load()([text])[0]
        self._db.execute("INSERT INTO vector VALUES(?,?)", (key, vector.tobytes()))
        return vector


def _key(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
