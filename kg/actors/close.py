"""Close pairs of reports (verbatim, truncated): they share a run of words, whoever is said to speak.

Found by an index over runs of words, never by comparing all; equal texts are looked up once. Only pairs with a
*touched* text are looked for: what is known of the others stays.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import numpy as np

from kg.actors.echoes import RUN, Worded, compared
from kg.actors.pairs import Map, Runs, among
from kg.actors.reports import Flags, Reports
from kg.actors.words import Hashes, Ints
from kg.model import Relation

CROWD = 100  # an index entry with more texts than this tells nothing
SHARED = 0.1  # least share of the shorter text's runs that a close pair has in common
MANY = 60  # reports in the same words that are paired each with each; more are paired with the first
_COMPARED = 5000  # pairs of one block


class Texts:
    """The different texts of all reports.

    Attributes:
        hashes: of each, sorted.
        of: the text of each report.
    """

    def __init__(self, reports: Reports) -> None:
        self._reports = reports
        self.hashes, first, self.of = np.unique(reports.text, return_index=True, return_inverse=True)
        self._members = np.argsort(self.of, kind="stable")
        self._starts = np.concatenate([[0], np.cumsum(np.bincount(self.of, minlength=len(first)))]).astype(np.int64)
        self.runs = Runs(reports.words.some(first), RUN, CROWD)
        self._speakers = [reports.sets_of[n] for n in reports.sets.tolist()]
        self._long: list[bool] = (np.diff(reports.words.starts) >= 2 * RUN).tolist()

    def touched(self, reports: Flags, gone: Iterable[int], crowded: Hashes) -> Flags:
        """The texts of *reports*, of those *gone*, and those that have a run which became or was *crowded*."""
        found = np.zeros(len(self.hashes), bool)
        found[self.of[reports]] = True
        found |= among(self.hashes, np.array(sorted(set(gone)), np.uint64))
        found[self.runs.having(np.setxor1d(self.runs.crowded, crowded))] = True
        return found

    def _owners(self) -> Ints:
        """Of each text the one speaker of all its reports, as a number; -1 where there is none or another as well."""
        if not len(self.hashes):
            return np.zeros(0, np.int64)
        sets = self._reports.sets[self._members]
        low, high = (f.reduceat(sets, self._starts[:-1]) for f in (np.minimum, np.maximum))
        single = np.array([len(s) == 1 for s in self._reports.sets_of])
        owners: Ints = np.where((low == high) & single[low], low, -1)
        return owners

    def _reports_of(self, text: int) -> list[int]:
        members: list[int] = self._members[self._starts[text] : self._starts[text + 1]].tolist()
        return members

    def pairs(self, touched: Flags, run: Map) -> Iterator[tuple[int, int, Relation]]:
        """Pairs of reports (i < j) in different articles whose words are close, one of a *touched* text."""
        for text in np.flatnonzero(touched & (np.diff(self._starts) > 1)).tolist():
            same = self._reports_of(text)
            pairs = self._across(same, same)
            yield from ((i, j, Relation.VERBATIM) for i, j in pairs if i < j and self._compatible(i, j))
        likely = (
            (min(i, j), max(i, j))
            for m, n in self.runs.sharing(self._owners(), touched, SHARED, run)
            for i, j in self._across(self._reports_of(m), self._reports_of(n))
            if self._compatible(i, j)
        )
        waiting: deque[list[tuple[int, int]]] = deque()

        def blocks() -> Iterator[list[tuple[Worded, Worded]]]:
            while block := list(islice(likely, _COMPARED)):
                waiting.append(block)
                yield [(self._worded(i), self._worded(j)) for i, j in block]

        for relations in run(compared, blocks()):
            for (i, j), relation in zip(waiting.popleft(), relations, strict=True):
                if relation:
                    yield i, j, relation

    def _worded(self, report: int) -> Worded:
        return self._reports.words_of(report), bool(self._reports.quoted[report])

    def _across(self, a: Sequence[int], b: Sequence[int]) -> Iterator[tuple[int, int]]:
        """Pairs of one of *a* and one of *b* in different articles; a crowd is held together by its first."""
        if len(a) * len(b) > MANY**2:
            a, b = (a[:1], b) if a is b else (a[:MANY], b[:MANY])
        article = self._reports.article
        return ((i, j) for i in a for j in b if article[i] != article[j])

    def _compatible(self, i: int, j: int) -> bool:
        """Whether two reports in like words can be of one act: no two speakers, no two depths of reported speech."""
        x, y = self._speakers[i], self._speakers[j]
        as_deep = self._reports.nested[i] == self._reports.nested[j]
        if x and y:
            return bool(x & y) and (bool(as_deep) or x == y)
        return self._long[i] and self._long[j] and bool(as_deep)

    def confidence(self, i: int, j: int) -> float:
        """Of a close pair."""
        return 0.95 if self._speakers[i] & self._speakers[j] else 0.8
