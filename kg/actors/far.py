"""Far pairs of reports (variant, paraphrase): one speaker, and enough rare words, numbers or meaning in common."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from kg.actors.close import CROWD
from kg.actors.echoes import RUN
from kg.actors.pairs import Map, Spoken, weights
from kg.actors.reports import Flags, Reports
from kg.actors.words import Hashes, Ints

Meaning = Callable[[Sequence[str]], Any]
"""Texts → unit-length vectors, one row each (a NumPy array of shape (n, d))."""

# Set on the gold articles: cosine of idf-weighted words plus cosine of meaning.
FAR = 0.9
FAR_WORDS = 0.15  # least cosine of words, whatever the meaning
WORDS_ALONE = 0.5  # cosine of words that is enough without vectors, and for two quotations
WORD = np.dtype([("word", "<u8"), ("reports", "<i8")])


class Vocabulary:
    """In how many reports each word stands, and what it weighs.

    Attributes:
        words: hashes, sorted.
    """

    def __init__(self, words: Hashes, frequency: Ints, reports: int) -> None:
        self.words, self.frequency = words, frequency
        self._weights = weights(frequency, reports)

    @classmethod
    def of(cls, reports: Reports) -> Vocabulary:
        """Of all *reports*, counted anew."""
        _, word, _ = reports.words.counted()
        words, frequency = np.unique(word, return_counts=True)
        return cls(words, frequency.astype(np.int64), len(reports))

    def changed(self, plus: Sequence[Hashes], minus: Sequence[Hashes], reports: int) -> Vocabulary:
        """After reports came and went, given as the words of each."""
        several = [*(np.unique(r) for r in plus), *(np.unique(r) for r in minus)]
        sign = [np.full(len(r), 1 if n < len(plus) else -1) for n, r in enumerate(several)]
        word = np.concatenate([self.words, *several])
        words, place = np.unique(word, return_inverse=True)
        frequency = np.bincount(place, np.concatenate([self.frequency, *sign]), minlength=len(words))
        there = frequency > 0
        return Vocabulary(words[there], np.rint(frequency[there]).astype(np.int64), reports)

    def weight(self, words: Hashes) -> Ints:
        """Of *words*, all of which are known."""
        found: Ints = self._weights[np.searchsorted(self.words, words)] if len(words) else np.zeros(0, np.int64)
        return found

    def differs(self, other: Vocabulary) -> Hashes:
        """The words that weigh otherwise in *other*, sorted."""
        both, here, there = np.intersect1d(self.words, other.words, assume_unique=True, return_indices=True)
        found: Hashes = both[self._weights[here] != other._weights[there]]
        return found


def spoken(reports: Reports, who: Ints, vocabulary: Vocabulary) -> Spoken:
    """The words of the speakers *who*."""
    chosen = np.flatnonzero(reports.of_speakers(who))
    report, word, count = reports.words.some(chosen).counted()
    only = np.zeros(len(reports.names), bool)
    only[who] = True
    counted = chosen[report], word, count
    return Spoken(counted, vocabulary.weight(word), reports.article, reports.speakers, CROWD, only)


def pairs(
    db: sqlite3.Connection,
    reports: Reports,
    words: Spoken,
    touched: Flags,
    close: set[tuple[int, int]],
    meaning: Meaning | None,
    run: Map,
) -> Iterator[tuple[int, int, float]]:
    """Pairs (i < j), one *touched*, that say the same in other words and are not *close*, with a confidence."""
    found = []
    for (i, j), words_alike in sorted(words.alike(touched, FAR_WORDS, run).items()):
        if (i, j) not in close and _may_echo(reports, i, j, words_alike):
            found.append((i, j, words_alike))
    wanted = {k for i, j, _ in found for k in (i, j)} if meaning else set()
    order = sorted(wanted)
    vectors = dict(zip(order, meaning(_texts(db, reports, order)), strict=True)) if meaning and order else {}
    for i, j, words_alike in found:
        alike = float(vectors[i] @ vectors[j]) if vectors else 0.0
        if (words_alike >= WORDS_ALONE or alike + words_alike >= FAR) and not _part_of_close(reports, i, j, close):
            yield i, j, round(min(0.9, max(words_alike, (alike + words_alike) / 1.5)), 2)


def _may_echo(reports: Reports, i: int, j: int, words_alike: float) -> bool:
    starts = reports.words.starts
    if min(starts[i + 1] - starts[i], starts[j + 1] - starts[j]) < RUN:
        return False
    if reports.direct[i] and reports.direct[j]:
        return words_alike >= WORDS_ALONE  # two quotations in other words are two utterances
    same_speakers = reports.sets[i] == reports.sets[j]
    as_deep = reports.nested[i] == reports.nested[j]
    return bool(as_deep or (same_speakers and words_alike >= 0.3) or words_alike >= 0.4)


def _part_of_close(reports: Reports, i: int, j: int, close: set[tuple[int, int]]) -> bool:
    """Whether one is only the inner speech of a report that the other is close to."""
    for inner, outer in ((i, j), (j, i)):
        parent = int(reports.parent[inner])
        if parent >= 0 and not reports.nested[outer] and (min(parent, outer), max(parent, outer)) in close:
            return True
    return False


def _texts(db: sqlite3.Connection, reports: Reports, wanted: Sequence[int]) -> list[str]:
    """The words of reports as they are printed."""
    found: list[str] = []
    last, texts = -1, []
    for report in wanted:
        number, place = reports.number(report)
        if number != last:
            (data,) = db.execute("SELECT texts FROM gist WHERE number=?", (number,)).fetchone()
            last, texts = number, json.loads(data)
        found.append(texts[place])
    return found
