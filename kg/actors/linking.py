"""Links between the actors of a collection, block by block; a block whose members are as they were keeps its links."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import islice

from kg.actors import gist, links
from kg.actors.links import Known
from kg.actors.pairs import Map
from kg.actors.registry import Register
from kg.model import ActorKind, ActorLink

_BLOCKS = 2000  # worked on together


class _Known:
    """Which actors the collection knows."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def __contains__(self, actor: object) -> bool:
        return self._db.execute("SELECT 1 FROM person WHERE id=?", (actor,)).fetchone() is not None


def find(db: sqlite3.Connection, actors: Iterable[str], register: Register, run: Map = map) -> tuple[ActorLink, ...]:
    """All links, sorted, in *db*, which remembers them.

    Args:
        db: with the tables of :mod:`kg.actors.gist`.
        actors: ids of those that other articles name than the last time.
        register: what people decided.
        run: maps over blocks.
    """
    blocks = sorted(_changed(db, actors))
    stream = iter(blocks)
    batches = iter(lambda: list(islice(stream, _BLOCKS)), [])
    members = ([(key, _members(db, key)) for key in batch] for batch in batches)
    place = 0
    for answers in run(links.of_blocks, members):
        for key, found in zip(blocks[place : place + len(answers)], answers, strict=True):
            db.execute("DELETE FROM linked WHERE key=?", (key,))
            if found:
                db.execute("INSERT INTO linked VALUES(?,?)", (key, _dumped(found)))
        place += len(answers)
    every = [link for (data,) in db.execute("SELECT data FROM linked ORDER BY key") for link in _parsed(data)]
    return links.settled(every, register, _Known(db))


def before(db: sqlite3.Connection) -> tuple[ActorLink, ...]:
    """The links of the last time."""
    return tuple(_parsed(gist.text(db, "links") or "[]"))


def remember(db: sqlite3.Connection, found: Iterable[ActorLink]) -> None:
    """Keeps the links for the next time."""
    gist.keep_text(db, "links", _dumped(found))


def _dumped(found: Iterable[ActorLink]) -> str:
    return json.dumps([[x.a, x.b, x.reason, x.confidence] for x in found])


def _parsed(data: str) -> Iterator[ActorLink]:
    return (ActorLink(*row) for row in json.loads(data))


def _changed(db: sqlite3.Connection, actors: Iterable[str]) -> set[str]:
    """The blocks whose members are others than before; brings what is known of *actors* up to date."""
    blocks: set[str] = set()
    for actor in sorted(actors):
        rows = db.execute("SELECT id, data FROM known WHERE id=?", (actor,))
        now = links.joined(map(_known, rows))
        row = db.execute("SELECT id, data FROM person WHERE id=?", (actor,)).fetchone()
        old = _known(row) if row else None
        if now == old:
            continue
        if old:
            blocks.update(key for (key,) in db.execute("SELECT key FROM block WHERE id=?", (actor,)))
            db.execute("DELETE FROM block WHERE id=?", (actor,))
            db.execute("DELETE FROM person WHERE id=?", (actor,))
        if now:
            data = json.dumps([now.name, now.kind.value, sorted(now.roles)])
            db.execute("INSERT INTO person VALUES(?,?)", (actor, data))
            keys = {json.dumps(key)[1:-1] for key in links.blocks_of(now)}
            db.executemany("INSERT INTO block VALUES(?,?)", ((key, actor) for key in sorted(keys)))
            blocks |= keys
    return blocks


def _known(row: tuple[str, str]) -> Known:
    name, kind, roles = json.loads(row[1])
    return Known(row[0], name, ActorKind(kind), frozenset(roles))


def _members(db: sqlite3.Connection, key: str) -> list[Known]:
    rows = db.execute("SELECT p.id, p.data FROM block b JOIN person p ON p.id=b.id WHERE b.key=? ORDER BY p.id", (key,))
    return list(map(_known, rows))
