"""What a build remembers, in ``OUT/.kg/state.sqlite``: safe against a kill at any moment, no larger than its input.

Files are known by their bytes, articles by their content, findings by article and configuration. A build lists its
articles under a number of its own; only when all are read out does that number become the current one. So a build
that was cut short leaves its findings for the next, and the last complete listing stays in force until then.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.engine import codec
from kg.errors import KgError, ReadError
from kg.model import Article, Findings

_VERSION = 1  # of the tables below; another one starts afresh
_TABLES = """
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE input(place INTEGER PRIMARY KEY, given TEXT);
CREATE TABLE source(id INTEGER PRIMARY KEY, sha TEXT UNIQUE);
CREATE TABLE reading(source INTEGER, place INTEGER, name TEXT, key TEXT, reason TEXT, remedy TEXT,
                     PRIMARY KEY(source, place)) WITHOUT ROWID;
CREATE TABLE article(key TEXT PRIMARY KEY, id TEXT, data BLOB) WITHOUT ROWID;
CREATE TABLE findings(key TEXT, fingerprint TEXT, data BLOB, PRIMARY KEY(key, fingerprint)) WITHOUT ROWID;
CREATE TABLE listing(build INTEGER, place INTEGER, source INTEGER, name TEXT, key TEXT, id TEXT,
                     reason TEXT, remedy TEXT, PRIMARY KEY(build, place)) WITHOUT ROWID;
CREATE INDEX listing_name ON listing(build, name, key);
CREATE INDEX listing_id ON listing(build, id, place);
CREATE TABLE failure(key TEXT PRIMARY KEY, reason TEXT, remedy TEXT) WITHOUT ROWID;
"""

# The first of the articles that share an id stands for all.
_CHOSEN = """WITH chosen AS (SELECT min(place) AS place, id, key, name, json_group_array(name) AS names
             FROM listing WHERE build=:build AND key IS NOT NULL GROUP BY id)"""
_NEXT = """SELECT t.rowid, t.key, t.name, a.data FROM todo t JOIN article a ON a.key=t.key
           WHERE t.rowid>? ORDER BY t.rowid LIMIT 1"""


@dataclass(frozen=True, slots=True)
class Item:
    """A place in a source's reading: an article's key and id, or why there is none."""

    name: str
    key: str | None = None
    id: str | None = None
    reason: str = ""
    remedy: str = ""


class State:
    """One connection to the state of the build in *folder*; made when it is not there.

    Raises:
        KgError: the folder cannot be written to.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / ".kg" / "state.sqlite"
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise KgError(f"cannot write: {error.strerror}", where=str(folder)) from error
        self.db = self._open()

    def _open(self) -> sqlite3.Connection:
        try:
            return self._connect()
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise
            for suffix in ("", "-wal", "-shm"):  # not a database, or a broken one: it holds nothing but copies
                self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)
            return self._connect()

    def _connect(self) -> sqlite3.Connection:
        db = sqlite3.connect(self.path, isolation_level=None, timeout=30)
        db.execute("PRAGMA journal_mode=WAL")
        db.execute("PRAGMA synchronous=NORMAL")
        version = db.execute("PRAGMA user_version").fetchone()[0]
        if version != _VERSION:
            db.execute("BEGIN IMMEDIATE")
            for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type='table'").fetchall():
                db.execute(f'DROP TABLE "{name}"')
            for statement in filter(str.strip, _TABLES.split(";")):
                db.execute(statement)
            db.execute(f"PRAGMA user_version={_VERSION}")
            db.execute("COMMIT")
        return db

    def close(self) -> None:
        """Let go of the file; what was not committed is undone."""
        self.db.close()

    # values

    def get(self, key: str) -> str | None:
        """A remembered value."""
        row = self.db.execute("SELECT value FROM meta WHERE key=?", (key,)).fetchone()
        return row[0] if row else None

    def set(self, key: str, value: str) -> None:
        """Remember a value."""
        self.db.execute("INSERT OR REPLACE INTO meta VALUES(?,?)", (key, value))

    @property
    def current(self) -> int:
        """The number of the last complete build; 0 before the first."""
        return int(self.get("current") or 0)

    # what was read

    def known(self, sha: str) -> int | None:
        """The number of a source that was read before, by the hash of its bytes and name."""
        row = self.db.execute("SELECT id FROM source WHERE sha=?", (sha,)).fetchone()
        return row[0] if row else None

    def remember(self, sha: str, items: Iterator[Article | ReadError]) -> int:
        """Keep what a source holds, article by article; whole or not at all."""
        cursor = self.db.execute("INSERT INTO source(sha) VALUES(?)", (sha,))
        number = cursor.lastrowid
        assert number
        for place, item in enumerate(items):
            if isinstance(item, ReadError):
                row: tuple[str, str | None, str, str] = (item.where, None, item.reason, item.remedy)
            else:
                data = codec.article_bytes(item)
                key = codec.key_of(data)
                self.db.execute("INSERT OR IGNORE INTO article VALUES(?,?,?)", (key, item.id, codec.pack(data)))
                row = (item.name, key, "", "")
            self.db.execute("INSERT INTO reading VALUES(?,?,?,?,?,?)", (number, place, *row))
        return number

    def items(self, source: int) -> Iterator[Item]:
        """What a remembered source holds, in its order."""
        rows = self.db.execute(
            "SELECT r.name, r.key, a.id, r.reason, r.remedy FROM reading r LEFT JOIN article a ON a.key=r.key "
            "WHERE r.source=? ORDER BY r.place",
            (source,),
        )
        return (Item(*row) for row in rows)

    # listings

    def begin(self) -> int:
        """A number for a new build; leftovers of unfinished listings are cleared."""
        self.db.execute("DELETE FROM listing WHERE build<>?", (self.current,))
        return self.current + 1

    def list(self, build: int, place: int, source: int | None, item: Item) -> None:
        """Put *item* at *place* of the listing of *build*."""
        row = (build, place, source, item.name, item.key, item.id, item.reason, item.remedy)
        self.db.execute("INSERT INTO listing VALUES(?,?,?,?,?,?,?,?)", row)

    def finish(self, build: int, fingerprint: str) -> None:
        """Make *build* the current one, and drop what no longer belongs to it."""
        self.set("current", str(build))
        self.set("fingerprint", fingerprint)
        self.db.execute("DELETE FROM listing WHERE build<>?", (build,))
        self.db.execute(
            "DELETE FROM findings WHERE fingerprint<>? OR key NOT IN (SELECT key FROM listing WHERE key IS NOT NULL)",
            (fingerprint,),
        )
        self.db.execute("DELETE FROM article WHERE key NOT IN (SELECT key FROM listing WHERE key IS NOT NULL)")
        self.db.execute("DELETE FROM source WHERE id NOT IN (SELECT source FROM listing WHERE source IS NOT NULL)")
        self.db.execute("DELETE FROM reading WHERE source NOT IN (SELECT id FROM source)")

    def counts(self, old: int, new: int) -> tuple[int, int, int, int]:
        """Names that are unchanged, changed, new and removed from build *old* to build *new*."""

        def names(sql: str, *values: int) -> int:
            return int(self.db.execute(f"SELECT count(DISTINCT n.name) FROM listing n {sql}", values).fetchone()[0])  # noqa: S608

        other = "(SELECT 1 FROM listing o WHERE o.build=? AND o.name=n.name AND o.key IS NOT NULL"
        same = names(f"WHERE n.build=? AND n.key IS NOT NULL AND EXISTS {other} AND o.key=n.key)", new, old)
        both = names(f"WHERE n.build=? AND n.key IS NOT NULL AND EXISTS {other})", new, old)
        added = names(f"WHERE n.build=? AND n.key IS NOT NULL AND NOT EXISTS {other})", new, old)
        removed = names(f"WHERE n.build=? AND n.key IS NOT NULL AND NOT EXISTS {other})", old, new)
        return same, both - same, added, removed

    # findings

    def plan(self, build: int, fingerprint: str) -> int:
        """Work out which articles of *build* have still to be read out; how many they are."""
        self.db.execute("DROP TABLE IF EXISTS temp.todo")
        self.db.execute(
            f"CREATE TEMP TABLE todo AS {_CHOSEN} SELECT place, c.key, name FROM chosen c "  # noqa: S608
            "LEFT JOIN findings f ON f.key=c.key AND f.fingerprint=:print WHERE f.key IS NULL ORDER BY place",
            {"build": build, "print": fingerprint},
        )
        return int(self.db.execute("SELECT count(*) FROM todo").fetchone()[0])

    def planned(self) -> Iterator[tuple[str, Article]]:
        """Key and article of what :meth:`plan` found, each once, in input order."""
        row = 0
        while (found := self.db.execute(_NEXT, (row,)).fetchone()) is not None:
            row, key, name, data = found
            yield key, codec.parse_article(codec.unpack(data), (name,))

    def chosen(self, build: int, fingerprint: str) -> Iterator[tuple[str, tuple[str, ...], str]]:
        """Key, names and id of each distinct article of *build* with findings, in input order.

        Identical files are one article with several names.
        """
        rows = self.db.execute(
            f"{_CHOSEN} SELECT c.key, c.names, c.id FROM chosen c "  # noqa: S608
            "JOIN findings f ON f.key=c.key AND f.fingerprint=:print ORDER BY c.place",
            {"build": build, "print": fingerprint},
        )
        for key, names, id_ in rows:
            yield key, tuple(sorted(set(json.loads(names)))), id_

    def findings(self, key: str, names: tuple[str, ...], fingerprint: str) -> Findings:
        """What was found in the article of *key*."""
        (article, found) = self.db.execute(
            "SELECT a.data, f.data FROM article a JOIN findings f ON f.key=a.key WHERE a.key=? AND f.fingerprint=?",
            (key, fingerprint),
        ).fetchone()
        return codec.parse_findings(codec.parse_article(codec.unpack(article), names), codec.unpack(found))

    def left_out(self, build: int) -> Iterator[ReadError]:
        """Why which inputs of *build* have no findings, in input order."""
        rows = self.db.execute(
            "SELECT l.name, coalesce(f.reason, l.reason), coalesce(f.remedy, l.remedy) FROM listing l "
            "LEFT JOIN failure f ON f.key=l.key "
            "WHERE l.build=? AND (l.key IS NULL OR f.key IS NOT NULL) ORDER BY l.place",
            (build,),
        )
        return (ReadError(reason, where=name, remedy=remedy) for name, reason, remedy in rows)

    def store(self, key: str, fingerprint: str, data: bytes) -> None:
        """Keep an article's findings."""
        self.db.execute("INSERT OR REPLACE INTO findings VALUES(?,?,?)", (key, fingerprint, codec.pack(data)))

    def fail(self, key: str, error: ReadError) -> None:
        """Note why an article has no findings this time."""
        self.db.execute("INSERT OR REPLACE INTO failure VALUES(?,?,?)", (key, error.reason, error.remedy))
