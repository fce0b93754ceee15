"""Across articles: which actors are one, which utterances are reported twice, which articles are copies."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from kg.actors import copies, gist, linking, links, pairing
from kg.actors.far import Meaning
from kg.actors.gist import Changes
from kg.actors.pairing import Around, Echoes, Speakers
from kg.actors.pairs import Map
from kg.actors.registry import Register
from kg.model import ActorLink, Collection, Echo, Findings


@dataclass(frozen=True, slots=True)
class Linked:
    """What is known across articles, and what of it is not as it was the last time.

    Attributes:
        links, copies: see :class:`kg.model.Collection`.
        links_before: the links of the last time.
        came: echoes that were not there, sorted.
        gone: echoes that are not there any more, sorted.
        around: gives the echoes of a report.
        echoes: how many there are.
    """

    links: tuple[ActorLink, ...]
    copies: tuple[tuple[str, ...], ...]
    links_before: tuple[ActorLink, ...]
    came: tuple[Echo, ...]
    gone: tuple[Echo, ...]
    around: Around
    echoes: int


class Collector:
    """Takes the articles of a collection one by one, keeping compact summaries, and links them at the end.

    Args:
        db: where summaries and links are kept, so that only what changed is looked at again; None for memory.
    """

    def __init__(self, db: sqlite3.Connection | None = None) -> None:
        self.db = db or sqlite3.connect(":memory:", isolation_level=None)
        for statement in filter(str.strip, gist.TABLES.split(";")):
            self.db.execute(statement)
        self._changes = Changes()

    @property
    def gone(self) -> list[str]:
        """The texts of reports that are not there any more, or were taken in anew."""
        return self._changes.texts

    def add(self, findings: Findings) -> None:
        """Takes in one article, in place of what it was before."""
        self.remove(findings.article.id)
        gist.put(self.db, findings, self._changes)

    def remove(self, article: str) -> None:
        """Forgets one article, by its id."""
        gist.remove(self.db, article, self._changes)

    def linked(self, register: Register, *, meaning: Meaning | None = None, run: Map = map) -> Linked:
        """Links, copies and pairs of reports, of which those are looked for that came or went since the last time.

        Args:
            register: known actors; ``not_same`` pairs are never linked.
            meaning: sentence vectors, used to tell paraphrases where words alone do not; may be left out.
            run: maps a pure function over blocks, as ``map`` does; a cluster has its own.
        """
        copied = copies.find(self.db)
        before = linking.before(self.db)
        linked = linking.find(self.db, self._changes.actors, register, run)
        linking.remember(self.db, linked)
        who = Speakers(links.canonical(linked), links.canonical(before))
        pairs = pairing.find(self.db, who, self._changes, meaning, run)
        echoes = Echoes(self.db, self._changes.former)
        came, gone = (tuple(sorted(echoes.of(some))) for some in (pairs.came, pairs.gone))
        self._changes = Changes()
        return Linked(linked, copied, before, came, gone, Around(self.db, pairs.rows, echoes), len(pairs.rows))

    def articles(self) -> list[str]:
        """The ids of the articles that were taken in."""
        return [article for (article,) in self.db.execute("SELECT article FROM gist ORDER BY article")]

    def collection(self, register: Register, *, meaning: Meaning | None = None, run: Map = map) -> Collection:
        """Links, echoes, copies and the register's roles; see :meth:`linked`."""
        found = self.linked(register, meaning=meaning, run=run)
        echoes = tuple(sorted(found.around.among(frozenset(self.articles()))))
        return Collection(found.links, echoes, found.copies, register.held())


def collect(findings: Iterable[Findings], register: Register, *, meaning: Meaning | None = None) -> Collection:
    """Links, echoes and copies of a collection; see :meth:`Collector.collection`."""
    collector = Collector()
    for one in findings:
        collector.add(one)
    return collector.collection(register, meaning=meaning)
