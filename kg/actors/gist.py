"""What a collection must know of an article: its actors, its reports, its sketch; kept in tables, article by article.

An article has a number that no other gets after it. So what is known of two numbers stays true while both are there.
Names and texts are kept as ASCII JSON, which carries the half of a surrogate pair that a damaged text may hold.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
from numpy.typing import NDArray

from kg.actors import copies, echoes, links
from kg.actors.shingles import word_hash
from kg.model import Findings

TABLES = """
CREATE TABLE IF NOT EXISTS gist(number INTEGER PRIMARY KEY AUTOINCREMENT, article TEXT UNIQUE, ids TEXT, speakers TEXT,
                                texts TEXT, reports BLOB, words BLOB, sketch BLOB, signature BLOB);
CREATE TABLE IF NOT EXISTS known(number INTEGER, id TEXT, data TEXT);
CREATE INDEX IF NOT EXISTS known_number ON known(number);
CREATE INDEX IF NOT EXISTS known_id ON known(id);
CREATE TABLE IF NOT EXISTS person(id TEXT PRIMARY KEY, data TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS block(key TEXT, id TEXT, PRIMARY KEY(key, id)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS block_id ON block(id);
CREATE TABLE IF NOT EXISTS linked(key TEXT PRIMARY KEY, data TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS kept(name TEXT PRIMARY KEY, data BLOB) WITHOUT ROWID;
"""
ROW = np.dtype([("text", "<u8"), ("words", "<u4"), ("parent", "<i4"), ("flags", "<u4")])
QUOTED, DIRECT, NESTED = 1, 2, 4
_FOUND = "SELECT number, ids, speakers, texts, reports, words FROM gist WHERE article=?"
_SEPARATOR = "\x1f"


@dataclass(slots=True)
class Changes:
    """What has come and gone since the collection was last looked at.

    Attributes:
        new: numbers of the articles that came.
        actors: ids of the actors that these or those that went name.
        gone: text, words and speakers of each report that went.
        texts: their texts as they were printed.
        former: number → id and reports' ids of the articles that went.
    """

    new: set[int] = field(default_factory=set)
    actors: set[str] = field(default_factory=set)
    gone: list[tuple[int, NDArray[np.uint64], tuple[str, ...]]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    former: dict[int, tuple[str, list[str]]] = field(default_factory=dict)


def put(db: sqlite3.Connection, findings: Findings, changes: Changes) -> None:
    """Takes in an article that is not there."""
    reports = echoes.reports(findings)
    sketch = copies.sketch(findings.article)
    places = {r.id: i for i, r in enumerate(reports)}
    rows = np.zeros(len(reports), ROW)
    for i, r in enumerate(reports):
        flags = QUOTED * r.quoted + DIRECT * r.direct + NESTED * r.nested
        rows[i] = (word_hash(_SEPARATOR.join(r.words)), len(r.words), places.get(r.parent or "", -1), flags)
    words = np.fromiter((word_hash(w) for r in reports for w in r.words), np.uint64)
    cursor = db.execute(
        "INSERT INTO gist(article, ids, speakers, texts, reports, words, sketch, signature) VALUES(?,?,?,?,?,?,?,?)",
        (
            findings.article.id,
            json.dumps([r.id for r in reports]),
            json.dumps([r.speakers for r in reports]),
            json.dumps([r.text for r in reports]),
            rows.tobytes(),
            words.tobytes(),
            sketch.hashes.tobytes(),
            sketch.signature.tobytes(),
        ),
    )
    number = cursor.lastrowid
    assert number
    people = links.known(findings)
    rows_of = ((number, k.id, json.dumps([k.name, k.kind.value, sorted(k.roles)])) for k in people)
    db.executemany("INSERT INTO known VALUES(?,?,?)", rows_of)
    changes.new.add(number)
    changes.actors.update(k.id for k in people)


def remove(db: sqlite3.Connection, article: str, changes: Changes) -> None:
    """Forgets an article."""
    found = db.execute(_FOUND, (article,)).fetchone()
    if found is None:
        return
    number, ids, speakers, texts, reports, words = found
    rows = np.frombuffer(reports, ROW)
    split = np.split(np.frombuffer(words, np.uint64), np.cumsum(rows["words"])[:-1]) if len(rows) else []
    for row, some, who in zip(rows, split, json.loads(speakers), strict=True):
        changes.gone.append((int(row["text"]), some, tuple(who)))
    changes.texts += json.loads(texts)
    changes.former[number] = article, json.loads(ids)
    changes.actors.update(i for (i,) in db.execute("SELECT id FROM known WHERE number=?", (number,)))
    db.execute("DELETE FROM known WHERE number=?", (number,))
    db.execute("DELETE FROM gist WHERE number=?", (number,))
    changes.new.discard(number)


def array(db: sqlite3.Connection, name: str, kind: npt.DTypeLike) -> NDArray[Any]:
    """A kept array; empty where none is."""
    row = db.execute("SELECT data FROM kept WHERE name=?", (name,)).fetchone()
    return np.frombuffer(row[0] if row else b"", np.dtype(kind))


def keep(db: sqlite3.Connection, name: str, values: NDArray[Any]) -> None:
    """Keeps an array for the next time."""
    db.execute("INSERT OR REPLACE INTO kept VALUES(?,?)", (name, values.tobytes()))


def text(db: sqlite3.Connection, name: str) -> str | None:
    """A kept text."""
    row = db.execute("SELECT data FROM kept WHERE name=?", (name,)).fetchone()
    return row[0] if row else None


def keep_text(db: sqlite3.Connection, name: str, value: str) -> None:
    """Keeps a text for the next time."""
    db.execute("INSERT OR REPLACE INTO kept VALUES(?,?)", (name, value))
