"""Where lines of the shared graphs go: each with its subject, so that what is not written any more can be told."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping

from kg.graph.iris import SHARED_GRAPHS, Iris
from kg.graph.terms import iri

Sink = Callable[[str, list[str]], None]
"""Takes a subject (``<iri>``) and its lines, or some of them; none where it may not be there any more."""


class Lines:
    """Makes lines and passes them on.

    Args:
        iris: names of nodes.
        sink: takes them.
        db: remembers what :meth:`remember` wrote.
    """

    def __init__(self, iris: Iris, sink: Sink, db: sqlite3.Connection) -> None:
        self.iris, self.sink, self._db = iris, sink, db
        self._db.execute("CREATE TABLE IF NOT EXISTS written(name TEXT PRIMARY KEY, data TEXT) WITHOUT ROWID")
        self._ends = {graph: f" {iri(iris.graph(graph))} ." for graph in SHARED_GRAPHS}

    def line(self, graph: str, subject: str, predicate: str, value: str) -> str:
        """A line of N-Quads."""
        return f"{subject} {predicate} {value}{self._ends[graph]}"

    def node(self, actor: str) -> str:
        """An actor's node."""
        return iri(self.iris.actor(actor))

    def remembered(self, name: str) -> dict[str, list[str]]:
        """What was remembered under *name* the last time."""
        row = self._db.execute("SELECT data FROM written WHERE name=?", (name,)).fetchone()
        return dict(json.loads(row[0])) if row else {}

    def note(self, name: str, value: Mapping[str, list[str]]) -> None:
        """Remembers *value*."""
        self._db.execute("INSERT OR REPLACE INTO written VALUES(?,?)", (name, json.dumps(value)))

    def remember(self, name: str, subjects: Mapping[str, list[str]]) -> None:
        """Writes *subjects* and takes back those that were written under *name* the last time."""
        for subject in self.remembered(name).keys() - subjects.keys():
            self.sink(subject, [])
        for subject, lines in subjects.items():
            self.sink(subject, lines)
        self.note(name, subjects)
