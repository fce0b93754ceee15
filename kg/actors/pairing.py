"""The same utterance in two articles: pairs of reports, kept from one build to the next.

What is known of a pair stays while nothing that it depends on has changed: the words and speakers of both, how rare
their words are, which runs of words and which words of a speaker are too common to tell anything. Reports of which
that is not so are *touched*, and all their pairs are looked for anew. Where nothing is known, all are.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kg.actors import far, gist
from kg.actors.close import Texts
from kg.actors.far import Meaning, Vocabulary
from kg.actors.gist import Changes
from kg.actors.pairs import Map
from kg.actors.reports import WITHIN, Flags, Reports, split
from kg.actors.shingles import word_hash
from kg.actors.words import Ints
from kg.model import Echo, Relation

PAIR = np.dtype([("a", "<i8"), ("b", "<i8"), ("relation", "u1"), ("confidence", "u1")])
_CROWDED = np.dtype([("who", "<u8"), ("word", "<u8")])
RELATIONS = tuple(Relation)
_NUMBERS = {relation: i for i, relation in enumerate(RELATIONS)}

_REMEMBERED = 20_000  # articles whose reports' ids are kept at hand

Rows = NDArray[Any]
Pairs = set[tuple[int, int, int, int]]


@dataclass(frozen=True, slots=True)
class Speakers:
    """Whom reports are said by.

    Attributes:
        same: actor id → one id for all that are linked with it.
        before: the same the last time.
    """

    same: Mapping[str, str]
    before: Mapping[str, str]

    @property
    def moved(self) -> frozenset[str]:
        """Ids that stand under another now."""
        both = {*self.same, *self.before}
        return frozenset(i for i in both if self.same.get(i, i) != self.before.get(i, i))


@dataclass(frozen=True, slots=True)
class Paired:
    """All pairs, by their reports' ids; those that were not there the last time, and those that are not any more."""

    rows: Rows
    came: Pairs
    gone: Pairs


def find(
    db: sqlite3.Connection, who: Speakers, changes: Changes, meaning: Meaning | None = None, run: Map = map
) -> Paired:
    """Pairs of all reports in *db*, which remembers them.

    Args:
        db: with the tables of :mod:`kg.actors.gist`.
        who: as whom speakers count.
        changes: since the last time.
        meaning: texts to vectors, or None to go by words alone.
        run: maps over blocks.
    """
    reports = Reports(db, who.same, who.moved)
    fresh = gist.text(db, "paired") is None
    anew = np.ones(len(reports), bool) if fresh else reports.of_articles(changes.new) | reports.said_by_linked
    close = _close(db, reports, anew, fresh, changes, run)
    touched = anew if fresh else anew | _ends(reports, close.came | close.went)
    distant = _far(db, reports, _Far(touched, anew, close.rows), who, changes, meaning, run)
    gist.keep(db, "close", close.rows)
    gist.keep(db, "far", distant.rows)
    gist.keep_text(db, "paired", "yes")
    rows = _joined(close.rows, distant.rows)
    return Paired(rows, close.came | distant.came, close.went | distant.went)


def _rows(pairs: Iterable[tuple[int, int, int, int]]) -> Rows:
    return np.array(list(pairs), PAIR)


def _joined(a: Rows, b: Rows) -> Rows:
    return np.concatenate([a, b]) if len(a) and len(b) else (a if len(a) else b)


class _Renewed(NamedTuple):
    """Pairs that stay, that went, and that were found anew, some of them as they were."""

    kept: Rows
    gone: Rows
    found: Rows

    @property
    def rows(self) -> Rows:
        return _joined(self.kept, self.found)

    @property
    def came(self) -> Pairs:
        return set(self.found.tolist()) - set(self.gone.tolist())

    @property
    def went(self) -> Pairs:
        return set(self.gone.tolist()) - set(self.found.tolist())


def _renewed(reports: Reports, before: Rows, touched: Flags, found: Rows) -> _Renewed:
    """Of pairs those stay that have both reports there and not *touched*."""
    a, b = reports.places(before["a"]), reports.places(before["b"])
    there = (a >= 0) & (b >= 0)
    there[there] &= ~(touched[a[there]] | touched[b[there]])
    return _Renewed(before[there], before[~there], found)


def _ends(reports: Reports, pairs: Pairs) -> Flags:
    """The reports of *pairs*, and what is said inside them."""
    found = np.zeros(len(reports) + 1, bool)
    found[reports.places(np.array([p for pair in pairs for p in pair[:2]], np.int64))] = True
    found[-1] = False
    return found[:-1] | found[reports.parent]


def _close(db: sqlite3.Connection, reports: Reports, anew: Flags, fresh: bool, changes: Changes, run: Map) -> _Renewed:
    """Close pairs."""
    texts = Texts(reports)
    if fresh:
        touched = np.ones(len(texts.hashes), bool)
    else:
        touched = texts.touched(anew, (text for text, *_ in changes.gone), gist.array(db, "crowded runs", "<u8"))
    rows = []
    for i, j, relation in texts.pairs(touched, run):
        sure = round(100 * texts.confidence(i, j))
        rows.append((int(reports.ids[i]), int(reports.ids[j]), _NUMBERS[relation], sure))
    gist.keep(db, "crowded runs", texts.runs.crowded)
    return _renewed(reports, gist.array(db, "close", PAIR), touched[texts.of], _rows(sorted(set(rows))))


@dataclass(frozen=True, slots=True)
class _Far:
    """What far pairs are looked for with: which reports are touched, which are new, the close pairs."""

    touched: Flags
    anew: Flags
    near: Rows


def _far(
    db: sqlite3.Connection,
    reports: Reports,
    at: _Far,
    who: Speakers,
    changes: Changes,
    meaning: Meaning | None,
    run: Map,
) -> _Renewed:
    """Far pairs."""
    old = gist.array(db, "far", PAIR)
    vocabulary, touched = _vocabulary(db, reports, at, changes)
    touched = touched | _crowds(db, reports, at.anew, who, changes, vocabulary)
    words = far.spoken(reports, reports.speakers_of(touched), vocabulary)
    a, b = reports.places(at.near["a"]), reports.places(at.near["b"])
    close = set(zip(a.tolist(), b.tolist(), strict=True))
    rows = []
    for i, j, confidence in far.pairs(db, reports, words, touched, close, meaning, run):
        relation = Relation.VARIANT if reports.quoted[i] and reports.quoted[j] else Relation.PARAPHRASE
        rows.append((int(reports.ids[i]), int(reports.ids[j]), _NUMBERS[relation], round(100 * confidence)))
    return _renewed(reports, old, touched, _rows(rows))


def _vocabulary(db: sqlite3.Connection, reports: Reports, at: _Far, changes: Changes) -> tuple[Vocabulary, Flags]:
    """How rare each word is, and the touched reports with those that have a word which became rarer or commoner."""
    kept = gist.array(db, "vocabulary", far.WORD)
    if not len(kept):
        now = Vocabulary.of(reports)
        touched = np.ones(len(reports), bool)
    else:
        count = int(gist.text(db, "reports") or 0)
        before = Vocabulary(kept["word"], kept["reports"], count)
        new = np.flatnonzero(reports.of_articles(changes.new)).tolist()
        came = [np.array(reports.words_of(i), np.uint64) for i in new]
        now = before.changed(came, [words for _, words, _ in changes.gone], len(reports))
        touched = at.touched | reports.with_words(before.differs(now))
    rows = np.zeros(len(now.words), far.WORD)
    rows["word"], rows["reports"] = now.words, now.frequency
    gist.keep(db, "vocabulary", rows)
    gist.keep_text(db, "reports", str(len(reports)))
    return now, touched


def _crowds(
    db: sqlite3.Connection, reports: Reports, anew: Flags, who: Speakers, changes: Changes, vocabulary: Vocabulary
) -> Flags:
    """The reports with a word of which a speaker came to have too many, or no longer has."""
    speaking = reports.speakers_of(anew)
    hashes = reports.hashes
    numbers = {h: n for n, h in enumerate(hashes.tolist())}
    former = {s for *_, some in changes.gone for s in some} | who.moved
    concerned = {word_hash(x) for s in former for x in (who.before.get(s, s), who.same.get(s, s))}
    concerned |= {int(h) for h in hashes[speaking]}
    speaking = np.array(sorted(numbers[h] for h in concerned if h in numbers), np.int64)
    words = far.spoken(reports, speaking, vocabulary)
    new = set(zip(hashes[words.crowded[0]].tolist(), words.crowded[1].tolist(), strict=True))
    kept = gist.array(db, "crowded words", _CROWDED)
    about = np.isin(kept["who"], np.array(sorted(concerned), np.uint64))
    flipped = [(numbers[w], x) for w, x in set(kept[about].tolist()) ^ new if w in numbers]
    gist.keep(db, "crowded words", _joined(kept[~about], np.array(sorted(new), _CROWDED)))
    found = np.zeros(len(reports), bool)
    found[words.having(_column(flipped, 0, np.int64), _column(flipped, 1, np.uint64))] = True
    return found


def _column(rows: list[tuple[int, int]], n: int, kind: type) -> NDArray[Any]:
    return np.array([row[n] for row in rows], kind)


class Echoes:
    """Pairs as echoes.

    Args:
        db: with the tables of :mod:`kg.actors.gist`.
        former: see :class:`kg.actors.gist.Changes`.
    """

    def __init__(self, db: sqlite3.Connection, former: Mapping[int, tuple[str, list[str]]]) -> None:
        self._db, self._former = db, former
        self._article = lru_cache(_REMEMBERED)(self._looked_up)

    def _looked_up(self, number: int) -> tuple[str, list[str]]:
        if number in self._former:
            return self._former[number]
        name, ids = self._db.execute("SELECT article, ids FROM gist WHERE number=?", (number,)).fetchone()
        return name, json.loads(ids)

    def _end(self, report: int) -> tuple[str, str]:
        number, place = split(report)
        article, ids = self._article(number)
        return article, ids[place]

    def numbers(self, articles: Container[str]) -> Ints:
        """The numbers of articles."""
        rows = self._db.execute("SELECT number, article FROM gist ORDER BY number")
        return np.array([number for number, article in rows if article in articles], np.int64)

    def of(self, rows: Iterable[tuple[int, int, int, int]]) -> Iterator[Echo]:
        """The echoes of pairs."""
        for a, b, relation, confidence in rows:
            yield Echo(*self._end(a), *self._end(b), RELATIONS[relation], confidence / 100)


class Around:
    """The pairs that a report is in."""

    def __init__(self, db: sqlite3.Connection, rows: Rows, echoes: Echoes) -> None:
        self._rows, self._echoes = rows, echoes
        self._order = {end: np.argsort(rows[end], kind="stable") for end in ("a", "b")}
        self._sorted = {end: rows[end][order] for end, order in self._order.items()}
        self._ids = lru_cache(_REMEMBERED)(lambda article: _report_ids(db, article))

    def __call__(self, article: str, local: str) -> list[Echo]:
        """The echoes of the report with this id in its article."""
        report = self._ids(article).get(local)
        if report is None:
            return []
        found: list[Echo] = []
        for end, values in self._sorted.items():
            first, last = np.searchsorted(values, [report, report + 1]).tolist()
            found += self._echoes.of(self._rows[self._order[end][first:last]].tolist())
        return found

    def among(self, articles: Container[str]) -> Iterator[Echo]:
        """The echoes between some of the articles."""
        numbers = self._echoes.numbers(articles)
        a, b = (np.isin(self._rows[end] >> WITHIN, numbers) for end in ("a", "b"))
        return self._echoes.of(self._rows[a & b].tolist())


def _report_ids(db: sqlite3.Connection, article: str) -> dict[str, int]:
    """Local id → id of each report of an article."""
    row = db.execute("SELECT number, ids FROM gist WHERE article=?", (article,)).fetchone()
    return {local: (row[0] << WITHIN) | i for i, local in enumerate(json.loads(row[1]))} if row else {}
