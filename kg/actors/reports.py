"""All reports of a collection as columns, in the order of their articles' ids: the order of the input does not show."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from kg.actors.gist import DIRECT, NESTED, QUOTED, ROW
from kg.actors.shingles import word_hash
from kg.actors.words import Hashes, Ints, Words

WITHIN = 20  # bits of a report's place in its article
Flags = NDArray[np.bool_]


def split(report: int) -> tuple[int, int]:
    """The number of a report's article, and its place there, from its id."""
    return report >> WITHIN, report & ((1 << WITHIN) - 1)


class Reports:
    """The reports of all articles.

    Attributes:
        ids: of each, by article's number and place; never given to another.
        article: the place of its article in the order.
        text: hash of its words.
        quoted, direct, nested: of each.
        parent: the report that it stands in, -1 for none.
        words: of each.
        speakers: of each, as numbers: flat, and where each begins.
        names: the ids that the numbers stand for; those that are linked are one.
        sets: of each, a number for its set of speakers.
        said_by_linked: those of whose speakers one is among the *moved*.
    """

    def __init__(self, db: sqlite3.Connection, same: Mapping[str, str], moved: frozenset[str]) -> None:
        numbers, rows, words, speakers = [], [], [], []
        for number, row, some, who in db.execute("SELECT number, reports, words, speakers FROM gist ORDER BY article"):
            numbers.append(number)
            rows.append(np.frombuffer(row, ROW))
            words.append(np.frombuffer(some, np.uint64))
            speakers += json.loads(who)
        many = np.fromiter((len(r) for r in rows), np.int64, len(rows))
        first = np.cumsum(many) - many
        whole = np.concatenate(rows) if rows else np.zeros(0, ROW)
        self.article: Ints = np.repeat(np.arange(len(rows)), many)
        place = np.arange(len(whole)) - first[self.article]
        self.ids: Ints = (np.array(numbers, np.int64)[self.article] << WITHIN) | place
        self.text: Hashes = whole["text"].copy()
        flags = whole["flags"]
        self.quoted, self.direct, self.nested = ((flags & bit) > 0 for bit in (QUOTED, DIRECT, NESTED))
        parent = whole["parent"].astype(np.int64)
        self.parent: Ints = np.where(parent >= 0, parent + first[self.article], -1)
        starts = np.concatenate([[0], np.cumsum(whole["words"], dtype=np.int64)]).astype(np.int64)
        self.words = Words(np.concatenate(words) if words else np.zeros(0, np.uint64), starts)
        self._take_speakers(speakers, same, moved)
        self._order = np.argsort(self.ids)

    def __len__(self) -> int:
        return len(self.ids)

    def _take_speakers(self, speakers: list[list[str]], same: Mapping[str, str], moved: frozenset[str]) -> None:
        known: dict[str, int] = {}
        sets: dict[frozenset[int], int] = {}
        flat: list[int] = []
        ends, of = [0], []
        self.said_by_linked: Flags = np.zeros(len(speakers), bool)
        for n, some in enumerate(speakers):
            who = sorted({known.setdefault(same.get(s, s), len(known)) for s in some})
            flat += who
            ends.append(len(flat))
            of.append(sets.setdefault(frozenset(who), len(sets)))
            if moved and not moved.isdisjoint(some):
                self.said_by_linked[n] = True
        self.names = list(known)
        self.sets_of = list(sets)
        self.sets: Ints = np.array(of, np.int64)
        self.speakers = np.array(flat, np.int64), np.array(ends, np.int64)

    @property
    def hashes(self) -> Hashes:
        """One for each of the names."""
        return np.fromiter(map(word_hash, self.names), np.uint64, len(self.names))

    def of_speakers(self, who: Ints) -> Flags:
        """Which reports have one of the speakers *who*."""
        flat, starts = self.speakers
        chosen = np.zeros(len(self.names), bool)
        chosen[who] = True
        found = np.zeros(len(self), bool)
        found[np.repeat(np.arange(len(self)), np.diff(starts))[chosen[flat]]] = True
        return found

    def speakers_of(self, reports: Flags) -> Ints:
        """The speakers of some of the reports, each once."""
        flat, starts = self.speakers
        return np.unique(flat[np.repeat(reports, np.diff(starts))])

    def places(self, ids: Ints) -> Ints:
        """Where the reports of *ids* are, -1 for those that are gone."""
        if not len(self):
            return np.full(len(ids), -1, np.int64)
        at = self._order[np.minimum(np.searchsorted(self.ids, ids, sorter=self._order), len(self) - 1)]
        return np.where(self.ids[at] == ids, at, -1)

    def of_articles(self, numbers: Iterable[int]) -> Flags:
        """Which reports are of these articles."""
        return np.isin(self.ids >> WITHIN, np.array(sorted(numbers), np.int64))

    def with_words(self, words: Hashes) -> Flags:
        """Which reports have one of *words* (sorted)."""
        from kg.actors.pairs import among

        found = np.zeros(len(self), bool)
        if len(words):
            found[np.repeat(np.arange(len(self)), np.diff(self.words.starts))[among(self.words.hashes, words)]] = True
        return found

    def number(self, report: int) -> tuple[int, int]:
        """The number of a report's article, and its place there."""
        return split(int(self.ids[report]))

    def words_of(self, report: int) -> tuple[int, ...]:
        """The words of a report, as hashes."""
        starts = self.words.starts
        return tuple(self.words.hashes[starts[report] : starts[report + 1]].tolist())
