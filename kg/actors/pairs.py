"""Which reports are worth comparing: pairs that share a run of words, or a speaker and words that few have.

Reports are rows of arrays here, blocks of them can be worked on anywhere and in any order: a block is all reports
under one key (the hash of a run of words; a speaker). Weights are whole numbers: a sum is the same in any order.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kg.actors.shingles import word_hash

Ints = NDArray[np.int64]
Hashes = NDArray[np.uint64]
Map = Callable[..., Iterable[Any]]
"""As the built-in ``map``: a pure function over blocks, results in their order. A cluster has its own."""

MOST_PAIRS = 4_000_000  # pairs that a block gives rise to at a time: the bound of the memory used
_SCALE = 1 << 16  # steps of a weight
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_HALF, _LOW = 32, (1 << 32) - 1  # a pair of rows as one number
_NONE = np.zeros(0, np.int64)


class Words:
    """The words of many texts as one array of numbers.

    Attributes:
        flat: the words of all texts, one after the other.
        starts: where each text begins, and the end.
        hashes: of each word, the same on every machine.
    """

    def __init__(self, texts: Sequence[Sequence[str]]) -> None:
        known: dict[str, int] = {}
        lengths = np.fromiter((len(t) for t in texts), np.int64, len(texts))
        self.starts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
        self.flat = np.fromiter((known.setdefault(w, len(known)) for t in texts for w in t), np.int64, self.starts[-1])
        self.hashes = np.fromiter(map(word_hash, known), np.uint64, len(known))

    def __len__(self) -> int:
        return len(self.starts) - 1

    def runs(self, width: int) -> tuple[Hashes, Ints]:
        """Hash and text of each run of *width* words, a shorter text being one run; each pair once, by hash."""
        lengths = np.diff(self.starts)
        text = np.repeat(np.arange(len(self)), np.maximum(lengths - width + 1, 1))
        first = np.repeat(self.starts[:-1], np.maximum(lengths - width + 1, 1))
        place = np.arange(len(text)) - np.searchsorted(text, text) + first
        ends = self.starts[text + 1]
        key = np.zeros(len(text), np.uint64)
        for k in range(width):
            inside = place + k < ends
            word = self.hashes[self.flat[np.where(inside, place + k, 0)]] if len(self.flat) else key
            key = np.where(inside, _mixed(key * _FACTOR + word), key)
        order = np.lexsort((text, key))
        key, text = key[order], text[order]
        new = np.ones(len(key), bool)
        new[1:] = (key[1:] != key[:-1]) | (text[1:] != text[:-1])
        return key[new], text[new]

    def counted(self) -> tuple[Ints, Ints, Ints]:
        """Text, word and how often it stands there, sorted by text."""
        text = np.repeat(np.arange(len(self)), np.diff(self.starts))
        keys, counts = np.unique(text * max(1, len(self.hashes)) + self.flat, return_counts=True)
        return keys // max(1, len(self.hashes)), keys % max(1, len(self.hashes)), counts.astype(np.int64)


def _mixed(value: Hashes) -> Hashes:
    value = value ^ (value >> np.uint64(31))
    return value * np.uint64(0xBF58476D1CE4E5B9)


class Block(NamedTuple):
    """Reports that stand under the same keys: the sizes of groups, then rows of arrays, group after group."""

    sizes: Ints
    rows: tuple[Ints, ...]

    def pairs(self) -> tuple[Ints, Ints]:
        """All pairs within the groups, as places in the rows."""
        starts = np.cumsum(self.sizes) - self.sizes
        left, right = [_NONE], [_NONE]
        for size in np.unique(self.sizes).tolist():
            first = starts[self.sizes == size][:, None]
            a, b = np.triu_indices(size, 1)
            left.append((first + a).ravel())
            right.append((first + b).ravel())
        return np.concatenate(left), np.concatenate(right)


def _blocks(key: NDArray[Any], whole: NDArray[Any], crowd: int, *rows: Ints) -> Iterator[Block]:
    """Groups of equal *key* (sorted) with 2 to *crowd* members; what is equal in *whole* stays in one block."""
    if not len(key):
        return
    starts = np.flatnonzero(np.concatenate([[True], key[1:] != key[:-1]]))
    sizes = np.diff(np.append(starts, len(key)))
    kept = (sizes > 1) & (sizes <= crowd)
    starts, sizes = starts[kept], sizes[kept]
    if not len(starts):
        return
    before = np.cumsum(sizes * (sizes - 1) // 2) - sizes * (sizes - 1) // 2
    of = whole[starts]
    new = np.concatenate([[True], of[1:] != of[:-1]])
    number = before[new][np.cumsum(new) - 1] // MOST_PAIRS
    borders = [0, *(np.flatnonzero(number[1:] != number[:-1]) + 1).tolist(), len(starts)]
    for first, last in itertools.pairwise(borders):
        some = sizes[first:last]
        place = np.repeat(starts[first:last] - (np.cumsum(some) - some), some) + np.arange(some.sum())
        yield Block(some, tuple(row[place] for row in rows))


def sharing_runs(
    words: Words, owners: Ints, width: int, crowd: int, share: float, run: Map
) -> Iterator[tuple[int, int]]:
    """Pairs of texts (m < n) that have at least *share* of the shorter one's runs in common, sorted.

    Args:
        words: of the texts, no two the same.
        owners: of each text; two that have different ones are no pair, -1 goes with all.
        width: words of a run.
        crowd: a run that more texts have tells nothing.
        share: of the runs of the text that has fewer.
        run: maps over blocks.
    """
    key, text = words.runs(width)
    total = np.bincount(text, minlength=len(words))
    found = _NONE, _NONE
    for block in run(count_runs, _blocks(key, key, crowd, text, owners[text])):
        found = _summed(*(np.concatenate(both) for both in zip(found, block, strict=True)))
    m, n = found[0] >> _HALF, found[0] & _LOW
    enough = found[1] >= share * np.minimum(total[m], total[n])
    return zip(m[enough].tolist(), n[enough].tolist(), strict=True)


def count_runs(block: Block) -> tuple[Ints, Ints]:
    """The pairs of a block whose groups are runs, and in how many runs each meets."""
    left, right = block.pairs()
    text, owner = block.rows
    fits = (owner[left] == owner[right]) | (owner[left] < 0) | (owner[right] < 0)
    left, right = left[fits], right[fits]
    return _summed((text[left] << _HALF) | text[right], np.ones(len(left), np.int64))


def alike(
    words: Words, articles: Ints, speakers: Sequence[Sequence[int]], crowd: int, least: float, run: Map
) -> dict[tuple[int, int], float]:
    """Cosine of idf-weighted words for the pairs (i < j) of one speaker in two articles, from *least* up.

    Args:
        words: of the reports.
        articles: of each report.
        speakers: of each report.
        crowd: a word that more reports of one speaker have tells nothing.
        least: pairs below are left out.
        run: maps over blocks.
    """
    report, word, count = words.counted()
    frequency = np.bincount(word, minlength=len(words.hashes))
    weight = np.rint(np.log(1 + len(words) / np.maximum(frequency, 1)) ** 2 * _SCALE).astype(np.int64)
    norm = np.sqrt(np.bincount(report, (count * count * weight[word]).astype(np.float64), minlength=len(words)))
    who, row = _spread(speakers, report)
    order = np.lexsort((report[row], word[row], who))
    row, who = row[order], who[order]
    columns = report[row], who, count[row], weight[word[row]], articles[report[row]]
    blocks = _blocks(who * max(1, len(weight)) + word[row], who, crowd, *columns)
    found: dict[tuple[int, int], float] = {}
    for pairs, dot in run(weigh_words, blocks):
        i, j = pairs >> _HALF, pairs & _LOW
        cosine = dot / (norm[i] * norm[j])
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
    return _summed((report[left] << _HALF) | report[right], count[left] * count[right] * weight[left], who[left])


def _spread(speakers: Sequence[Sequence[int]], report: Ints) -> tuple[Ints, Ints]:
    """Speaker and row, for each row of *report* and each speaker of that report."""
    many = np.fromiter((len(s) for s in speakers), np.int64, len(speakers))
    flat = np.fromiter((s for some in speakers for s in some), np.int64, many.sum())
    first = np.cumsum(many) - many
    row = np.repeat(np.arange(len(report)), many[report])
    nth = np.arange(len(row)) - np.repeat(np.cumsum(many[report]) - many[report], many[report])
    return flat[first[report[row]] + nth], row


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
