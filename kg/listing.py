"""Which articles of a build are not as they were in the files of the build before, with what is counted of each."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterator

from kg import corrections, engine, graph, records
from kg.corrections import Corrections
from kg.ids import text_sha256
from kg.model import Findings
from kg.tally import Tally, card
from kg.view import Shelf

_TABLE = "CREATE TABLE IF NOT EXISTS card(article TEXT PRIMARY KEY, key TEXT, text TEXT, data TEXT) WITHOUT ROWID"


class Listing:
    """The articles of *result*, corrected by *decisions*, against those that *writer* has written.

    Attributes:
        ids: of all articles.
        unfit: a line for each decision that does not fit its article any more.
    """

    def __init__(self, result: engine.BuildResult, decisions: Corrections, writer: graph.BuildWriter) -> None:
        self._result, self._decisions = result, decisions
        self._listed = list(result.listed())
        self.ids = {one.id for one in self._listed}
        self.unfit: tuple[str, ...] = ()
        keys = {one.id: one.key for one in self._listed}
        concerned = {one.key for one in self._listed if self._is_concerned(one, writer.db)} if decisions.lines else ()
        for _, found in result.keyed(concerned) if concerned else ():
            one, unfit = corrections.apply(found, decisions)
            self.unfit += unfit
            if one is not found:
                keys[one.article.id] = _stamp(one)
        self._keys, self._wanted = keys, writer.prepare(keys)
        self._db = writer.db or sqlite3.connect(":memory:")

    def _is_concerned(self, one: engine.Listed, db: sqlite3.Connection | None) -> bool:
        """Whether a decision may be about an article."""
        if any(d.is_about(one.id, one.names) for d in self._decisions.lines):
            return True
        texts = [d.article.removeprefix("sha256:") for d in self._decisions.lines if d.by_text]
        if not texts or db is None:
            return bool(texts)
        db.execute(_TABLE)
        row = db.execute("SELECT text FROM card WHERE article=? AND key=?", (one.id, one.key)).fetchone()
        return row is None or any(row[0].startswith(text) for text in texts)

    def changed(self, told: Callable[[Findings], None]) -> Iterator[tuple[str, Findings]]:
        """Key and findings, corrected, of the articles that are to be written; each is *told* first."""
        self._db.execute(_TABLE)
        wanted = {one.key for one in self._listed if one.id in self._wanted}
        for key, found in self._result.keyed(wanted) if wanted else ():
            one, _ = corrections.apply(found, self._decisions)
            row = one.article.id, key, text_sha256(one.article.text), json.dumps(card(one))
            self._db.execute("INSERT OR REPLACE INTO card VALUES(?,?,?,?)", row)
            told(one)
            yield self._keys[one.article.id], one

    def counted(self) -> tuple[Tally, Shelf]:
        """The counts over all articles, and which of them a page has room for; call it after :meth:`changed`."""
        tally, shelf = Tally(), Shelf()
        for article, key, data in self._db.execute("SELECT article, key, data FROM card").fetchall():
            if article not in self.ids:
                self._db.execute("DELETE FROM card WHERE article=?", (article,))
                continue
            one = json.loads(data)
            tally.add(one)
            shelf.note(key, one["day"], one["outlet"], article, one["count"].get("attributions", 0))
        return tally, shelf


def _stamp(findings: Findings) -> str:
    """Stands for findings that a person has corrected."""
    return hashlib.sha256(json.dumps(records.dump(findings), sort_keys=True).encode()).hexdigest()
