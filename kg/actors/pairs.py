"""Which reports are worth comparing: pairs that share a run of words, or a speaker and words that few have.

Reports are rows of arrays here, blocks of them can be worked on anywhere and in any order: a block is all reports
under one key (the hash of a run of words; a speaker). Weights are whole numbers: a sum is the same in any order.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kg.actors.words import Hashes, Ints, Words

Map = Callable[..., Iterable[Any]]
"""As the built-in ``map``: a pure function over blocks, results in their order. A cluster has its own."""

MOST_PAIRS = 4_000_000  # pairs that a block gives rise to at a time: the bound of the memory used
_SCALE = 1 << 16  # steps of a weight
_HALF, _LOW = 32, (1 << 32) - 1  # a pair of rows as one number
_NONE = np.zeros(0, np.int64)


class Block(NamedTuple):
    """Reports that stand under the same keys: the sizes of groups, then rows of arrays, group after group.

    Of each group, the first *heads* are paired with all; the others are not paired among themselves.
    """

    sizes: Ints
    heads: Ints
    rows: tuple[Ints, ...]

    def pairs(self) -> tuple[Ints, Ints]:
        """The pairs within the groups, as places in the rows."""
        starts = np.cumsum(self.sizes) - self.sizes
        left, right = [_NONE], [_NONE]
        for size, heads in np.unique(np.stack([self.sizes, self.heads]), axis=1).T.tolist():
            first = starts[(self.sizes == size) & (self.heads == heads)][:, None]
            a, b = _triangle(size)
            many = heads * size - heads * (heads + 1) // 2
            left.append((first + a[:many]).ravel())
            right.append((first + b[:many]).ravel())
        return np.concatenate(left), np.concatenate(right)


@lru_cache(maxsize=256)
def _triangle(size: int) -> tuple[Ints, Ints]:
    a, b = np.triu_indices(size, 1)
    return a.astype(np.int64), b.astype(np.int64)


class Groups:
    """Rows of equal key, which stand together.

    Attributes:
        starts, sizes: of each group.
    """

    def __init__(self, key: NDArray[Any]) -> None:
        new = np.ones(len(key), bool)
        new[1:] = key[1:] != key[:-1]
        self.starts = np.flatnonzero(new)
        self.sizes = np.diff(np.append(self.starts, len(key)))

    def rows(self, chosen: NDArray[np.bool_]) -> Ints:
        """The rows of the *chosen* groups, in order."""
        sizes = self.sizes[chosen]
        first: Ints = np.repeat(self.starts[chosen] - (np.cumsum(sizes) - sizes), sizes)
        return np.arange(len(first)) + first

    def blocks(self, whole: NDArray[Any], crowd: int, touched: NDArray[np.bool_], *rows: Ints) -> Iterator[Block]:
        """Groups with 2 to *crowd* members, one *touched* at least; what is equal in *whole* stays in one block."""
        if not len(self.starts):
            return
        heads = np.add.reduceat(touched, self.starts, dtype=np.int64)
        kept = (self.sizes > 1) & (self.sizes <= crowd) & (heads > 0)
        place, sizes, heads = self.rows(kept), self.sizes[kept], heads[kept]
        if not len(sizes):
            return
        group = np.repeat(np.arange(len(sizes)), sizes)
        place = place[np.lexsort((place, ~touched[place], group))]  # in each group what is touched comes first
        many = heads * sizes - heads * (heads + 1) // 2
        before = np.cumsum(many) - many
        of = whole[self.starts[kept]]
        new = np.concatenate([[True], of[1:] != of[:-1]])
        number = before[new][np.cumsum(new) - 1] // MOST_PAIRS
        borders = [0, *(np.flatnonzero(number[1:] != number[:-1]) + 1).tolist(), len(sizes)]
        ends = np.concatenate([[0], np.cumsum(sizes)])
        for first, last in itertools.pairwise(borders):
            some = place[ends[first] : ends[last]]
            yield Block(sizes[first:last], heads[first:last], tuple(row[some] for row in rows))


class Runs:
    """The runs of words of many texts, no two the same.

    Attributes:
        crowded: hashes of the runs that more than *crowd* texts have, sorted; these tell nothing.
    """

    def __init__(self, words: Words, width: int, crowd: int) -> None:
        self._key, self._text = words.runs(width)
        self._groups, self._crowd = Groups(self._key), crowd
        self._total = np.bincount(self._text, minlength=len(words))
        self.crowded: Hashes = self._key[self._groups.starts[self._groups.sizes > crowd]]

    def having(self, runs: Hashes) -> Ints:
        """The texts that have one of *runs* (sorted)."""
        keys = self._key[self._groups.starts]
        return np.unique(self._text[self._groups.rows(among(keys, runs))])

    def sharing(
        self, owners: Ints, touched: NDArray[np.bool_], share: float, run: Map = map
    ) -> Iterator[tuple[int, int]]:
        """Pairs of texts (m < n), one *touched*, that have enough runs in common; sorted.

        Args:
            owners: of each text; two that have different ones are no pair, -1 goes with all.
            touched: of each text.
            share: of the runs of the text that has fewer, at least.
            run: maps over blocks.
        """
        text, total = self._text, self._total
        found = _NONE, _NONE
        blocks = self._groups.blocks(self._key, self._crowd, touched[text], text, owners[text])
        for block in run(count_runs, blocks):
            found = _summed(*(np.concatenate(both) for both in zip(found, block, strict=True)))
        m, n = found[0] >> _HALF, found[0] & _LOW
        enough = found[1] >= share * np.minimum(total[m], total[n])
        return zip(m[enough].tolist(), n[enough].tolist(), strict=True)


def among(values: NDArray[Any], some: NDArray[Any]) -> NDArray[np.bool_]:
    """Which of *values* are among *some* (sorted)."""
    if not len(some):
        return np.zeros(len(values), bool)
    found: NDArray[np.bool_] = some[np.minimum(np.searchsorted(some, values), len(some) - 1)] == values
    return found


def count_runs(block: Block) -> tuple[Ints, Ints]:
    """The pairs of a block whose groups are runs, and in how many runs each meets."""
    left, right = block.pairs()
    text, owner = block.rows
    fits = (owner[left] == owner[right]) | (owner[left] < 0) | (owner[right] < 0)
    return _summed(_coded(text[left[fits]], text[right[fits]]), np.ones(int(fits.sum()), np.int64))


def _coded(a: Ints, b: Ints) -> Ints:
    return (np.minimum(a, b) << _HALF) | np.maximum(a, b)


def significant(value: Ints) -> Ints:
    """Whole numbers to four binary digits: a collection that grows a little keeps its weights."""
    drop = np.maximum(np.floor(np.log2(np.maximum(value, 1))).astype(np.int64) - 3, 0)
    kept: Ints = (value >> drop) << drop
    return kept


def weights(frequency: Ints, reports: int) -> Ints:
    """What words weigh that stand in so many of the *reports*: the rarer the more."""
    all_ = significant(np.array([reports], np.int64))[0]
    share = 1 + all_ / np.maximum(significant(frequency), 1)
    found: Ints = np.rint(np.log(share) ** 2 * _SCALE).astype(np.int64)
    return found


class Spoken:
    """Words by speaker: a row for each word of a report and each of its speakers.

    Args:
        counted: report, word and how often, sorted by report.
        weight: of each row of *counted*.
        articles: of each report.
        speakers: of each report, as (flat, starts).
        crowd: a word that more reports of one speaker have tells nothing.
        only: of each speaker, whether to look at it.
    """

    def __init__(
        self,
        counted: tuple[Ints, Hashes, Ints],
        weight: Ints,
        articles: Ints,
        speakers: tuple[Ints, Ints],
        crowd: int,
        only: NDArray[np.bool_],
    ) -> None:
        report, word, count = counted
        squares = (count * count * weight).astype(np.float64)
        self._norm = np.sqrt(np.bincount(report, squares, minlength=len(articles)))
        who, row = _spread(speakers, report)
        who, row = who[only[who]], row[only[who]]
        order = np.lexsort((report[row], word[row], who))
        row, who = row[order], who[order]
        self.report, self.who, self.word = report[row], who, word[row]
        self._columns = self.report, who, count[row], weight[row], articles[self.report]
        same = np.ones(len(who), bool)
        same[1:] = (who[1:] != who[:-1]) | (self.word[1:] != self.word[:-1])
        self._groups, self._crowd = Groups(np.cumsum(same)), crowd

    @property
    def crowded(self) -> tuple[Ints, Hashes]:
        """Speaker and word of the groups that are too large."""
        first = self._groups.starts[self._groups.sizes > self._crowd]
        return self.who[first], self.word[first]

    def having(self, who: Ints, word: Hashes) -> Ints:
        """The reports in which a speaker uses a word, for each of these pairs."""
        wanted = set(zip(who.tolist(), word.tolist(), strict=True))
        starts = self._groups.starts
        likely = np.flatnonzero(among(self.word[starts], np.unique(word)))
        chosen = np.zeros(len(starts), bool)
        for g in likely.tolist():
            first = starts[g]
            chosen[g] = (int(self.who[first]), int(self.word[first])) in wanted
        return np.unique(self.report[self._groups.rows(chosen)])

    def alike(self, touched: NDArray[np.bool_], least: float, run: Map = map) -> dict[tuple[int, int], float]:
        """Cosine of weighted words for the pairs (i < j) of one speaker in two articles, one of them *touched*.

        Args:
            touched: of each report.
            least: pairs below are left out.
            run: maps over blocks.
        """
        found: dict[tuple[int, int], float] = {}
        for pairs, dot in run(
            weigh_words, self._groups.blocks(self.who, self._crowd, touched[self.report], *self._columns)
        ):
            i, j = pairs >> _HALF, pairs & _LOW
            cosine = dot / (self._norm[i] * self._norm[j])
            kept = cosine >= least
            for pair in zip(i[kept].tolist(), j[kept].tolist(), cosine[kept].tolist(), strict=True):
                found[pair[:2]] = max(found.get(pair[:2], 0.0), pair[2])
        return found


def weigh_words(block: Block) -> tuple[Ints, Ints]:
    """The pairs of a block whose groups are a speaker's word, and the weight of what each shares by that speaker."""
    report, who, count, weight, article = block.rows
    left, right = block.pairs()
    apart = article[left] != article[right]
    left, right = left[apart], right[apart]
    return _summed(_coded(report[left], report[right]), count[left] * count[right] * weight[left], who[left])


def _spread(speakers: tuple[Ints, Ints], report: Ints) -> tuple[Ints, Ints]:
    """Speaker and row, for each row of *report* and each speaker of that report."""
    flat, starts = speakers
    many = np.diff(starts)
    row = np.repeat(np.arange(len(report)), many[report])
    nth = np.arange(len(row)) - np.repeat(np.cumsum(many[report]) - many[report], many[report])
    return flat[starts[:-1][report[row]] + nth], row


def _summed(pairs: Ints, values: Ints, within: Ints | None = None) -> tuple[Ints, Ints]:
    """Each pair once (once *within* each), sorted, with the sum of its values."""
    if not len(pairs):
        return pairs, values
    order = np.argsort(pairs, kind="stable") if within is None else np.lexsort((pairs, within))
    pairs, values = pairs[order], values[order]
    new = np.concatenate([[True], pairs[1:] != pairs[:-1]])
    if within is not None:
        new[1:] |= within[order][1:] != within[order][:-1]
    starts = np.flatnonzero(new)
    return pairs[starts], np.add.reduceat(values, starts)
