"""Databases of the Discourse Network Analyzer (versions 2 and 3): their documents as articles.

Leifeld, Gruber, Bossner: Discourse Network Analyzer Manual (2019), for the table ``DOCUMENTS``.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from kg.articles.assemble import Details, assemble
from kg.articles.sources import Source
from kg.articles.tables import day
from kg.errors import ReadError
from kg.model import Article

_MAGIC = b"SQLite format 3\0"
_LARGEST = 2_000_000_000  # bytes
_STEPS = 50_000_000  # of SQLite's machine for one row: a hostile database could make it run for ever


class DnaReader:
    """One article per document, called ``file#id``."""

    name = "DNA database"
    suffixes = (".dna",)

    def recognises(self, head: bytes, named: bool) -> bool:  # noqa: ARG002
        """An SQLite database, whatever its name."""
        return head.startswith(_MAGIC)

    def read(self, source: Source) -> Iterator[Article | ReadError]:
        """The articles in *source*."""
        with tempfile.TemporaryDirectory(prefix="kg-") as folder:
            path = source.path
            if path is None or source.name.rpartition("/")[2] != path.name:  # inside an archive
                path = Path(folder, "copy.dna")
                path.write_bytes(source.read(_LARGEST))
            try:
                with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as db:
                    yield from _documents(db, source.name)
            except sqlite3.Error as error:
                yield ReadError(f"not a readable DNA database: {error}", where=source.name)


def _documents(db: sqlite3.Connection, name: str) -> Iterator[Article | ReadError]:
    db.execute("PRAGMA trusted_schema=OFF")
    db.text_factory = lambda data: data.decode("utf-8", "replace")
    kind = db.execute("SELECT type FROM sqlite_master WHERE upper(name)='DOCUMENTS'").fetchone()
    if kind is None or kind[0] != "table":
        raise ReadError("an SQLite database without DNA's table of documents", where=name)
    db.set_progress_handler(lambda: 1, _STEPS)
    rows = db.execute("SELECT ID, Title, Text, Source, Date FROM DOCUMENTS ORDER BY ID")
    for number, title, text, outlet, when in rows:
        where = f"{name}#{number}"
        if not isinstance(text, str):
            yield ReadError("no text in it", where=where)
            continue
        try:
            # Date is in seconds (version 3) or milliseconds (version 2) since 1970
            yield assemble(text, Details(where, title or None, outlet or None, day(when)))
        except ReadError as error:
            yield error
