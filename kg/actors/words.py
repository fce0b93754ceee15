"""The words of many texts as one array of hashes: 64 bits stand for a word, the same on every machine."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kg.actors.shingles import word_hash

Ints = NDArray[np.int64]
Hashes = NDArray[np.uint64]

_FACTOR = np.uint64(0x9E3779B97F4A7C15)


class Words:
    """The words of many texts as one array.

    Attributes:
        hashes: of the words of all texts, one after the other; the same on every machine.
        starts: where each text begins, and the end.
    """

    def __init__(self, hashes: Hashes, starts: Ints) -> None:
        self.hashes, self.starts = hashes, starts

    @classmethod
    def of(cls, texts: Sequence[Sequence[str]]) -> Words:
        """Of *texts*."""
        lengths = np.fromiter((len(t) for t in texts), np.int64, len(texts))
        starts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
        return cls(np.fromiter((word_hash(w) for t in texts for w in t), np.uint64, starts[-1]), starts)

    def __len__(self) -> int:
        return len(self.starts) - 1

    def some(self, texts: Ints) -> Words:
        """Of some of the texts."""
        lengths = np.diff(self.starts)[texts]
        starts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
        place = np.arange(starts[-1]) + np.repeat(self.starts[:-1][texts] - starts[:-1], lengths)
        return Words(self.hashes[place], starts)

    def runs(self, width: int) -> tuple[Hashes, Ints]:
        """Hash and text of each run of *width* words, a shorter text being one run; each pair once, by hash."""
        lengths = np.diff(self.starts)
        many = np.maximum(lengths - width + 1, 1)
        text = np.repeat(np.arange(len(self)), many)
        place = np.arange(len(text)) + np.repeat(self.starts[:-1] - (np.cumsum(many) - many), many)
        ends = self.starts[text + 1]
        key = np.zeros(len(text), np.uint64)
        for k in range(width):
            inside = place + k < ends
            word = self.hashes[np.where(inside, place + k, 0)] if len(self.hashes) else key
            key = np.where(inside, _mixed(key * _FACTOR + word), key)
        order = np.argsort(key, kind="stable")  # texts stay in order
        key, text = key[order], text[order]
        new = np.ones(len(key), bool)
        new[1:] = (key[1:] != key[:-1]) | (text[1:] != text[:-1])
        return key[new], text[new]

    def counted(self) -> tuple[Ints, Hashes, Ints]:
        """Text, word and how often it stands there, sorted by text."""
        text = np.repeat(np.arange(len(self)), np.diff(self.starts))
        order = np.lexsort((self.hashes, text))
        text, word = text[order], self.hashes[order]
        new = np.ones(len(text), bool)
        new[1:] = (text[1:] != text[:-1]) | (word[1:] != word[:-1])
        first = np.flatnonzero(new)
        return text[first], word[first], np.diff(np.append(first, len(text)))


def _mixed(value: Hashes) -> Hashes:
    value = value ^ (value >> np.uint64(31))
    return value * np.uint64(0xBF58476D1CE4E5B9)
