"""Which articles are copies of one text: a wire story in several papers, with another headline or a cut end."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.actors.shingles import bands, signature, words
from kg.actors.words import Words
from kg.model import Article

WIDTH = 5  # words a shingle
SIZE = 128
ROWS = 2  # 64 bands of 2: half-alike texts meet with near certainty
CONTAINED = 0.6  # share of the shorter article's shingles that the longer one has
RESEMBLES = 0.25  # Jaccard: a short note inside a long article is a source, not a copy
SAMPLED = 2048  # the smallest hashes kept of an article: a fixed-size sketch


@dataclass(frozen=True, slots=True)
class Sketch:
    """An article's shingles: the smallest hashes, and its MinHash."""

    id: str
    hashes: NDArray[np.uint64]
    signature: NDArray[np.uint64]


def sketch(article: Article) -> Sketch:
    """The sketch of an article, page furniture left out."""
    text = article.text
    for region in reversed(article.regions):
        if region.zone.is_furniture:
            text = text[: region.span.start] + "\n" + text[region.span.end :]
    values = np.unique(Words.of([words(text)]).runs(WIDTH)[0] >> np.uint64(3))
    return Sketch(article.id, values[:SAMPLED], signature(values, SIZE))


class Copies:
    """Groups of copies among sketches that are given by their articles' ids, sorted.

    Args:
        signatures: a row for each article.
        decided: pairs of rows → whether the two are copies, as far as that is known; grows.
        compare: decides on a pair.
    """

    def __init__(
        self,
        signatures: NDArray[np.uint64],
        decided: dict[tuple[int, int], bool],
        compare: Callable[[int, int], bool],
    ) -> None:
        self._signatures, self._decided, self._compare = signatures, decided, compare

    def groups(self) -> list[list[int]]:
        """The rows of each group of two and more."""
        parent = list(range(len(self._signatures)))

        def root(i: int) -> int:
            while parent[i] != i:
                parent[i] = parent[parent[i]]
                i = parent[i]
            return i

        for first, other in self._likely():
            # compare with the bucket's first only: copies are alike all together
            a, b = root(first), root(other)
            if a != b and self._is_copy(first, other):
                parent[max(a, b)] = min(a, b)
        groups: defaultdict[int, list[int]] = defaultdict(list)
        for i in range(len(parent)):
            groups[root(i)].append(i)
        return [group for group in groups.values() if len(group) > 1]

    def _is_copy(self, a: int, b: int) -> bool:
        if (a, b) not in self._decided:
            self._decided[a, b] = self._compare(a, b)
        return self._decided[a, b]

    def _likely(self) -> Iterable[tuple[int, int]]:
        """Pairs that share a band, each with the first that has it."""
        pairs = [np.zeros((0, 2), np.int64)]
        for key in bands(self._signatures, ROWS):
            order = np.argsort(key, kind="stable")
            new = np.ones(len(order), bool)
            new[1:] = key[order[1:]] != key[order[:-1]]
            first = order[np.flatnonzero(new)][np.cumsum(new) - 1]
            pairs.append(np.stack([first[~new], order[~new]], axis=1))
        return (tuple(pair) for pair in np.unique(np.concatenate(pairs), axis=0).tolist())


def is_copy(a: NDArray[np.uint64], b: NDArray[np.uint64]) -> bool:
    """Whether two sketches are of one text.

    Both hold every hash below the smaller of their maxima, so that the overlap there is exact.
    """
    if not len(a) or not len(b):
        return False
    limit = min(
        a[-1] if len(a) == SAMPLED else np.uint64(2**62),
        b[-1] if len(b) == SAMPLED else np.uint64(2**62),
    )
    x, y = a[a <= limit], b[b <= limit]
    both = len(np.intersect1d(x, y, assume_unique=True))
    small, union = min(len(x), len(y)), len(x) + len(y) - both
    return small > 0 and both / small >= CONTAINED and both / union >= RESEMBLES


def find(db: sqlite3.Connection) -> tuple[tuple[str, ...], ...]:
    """Groups of copies among the articles of *db*, which remembers who was compared; each sorted, the groups sorted.

    Args:
        db: with the tables of :mod:`kg.actors.gist`.
    """
    rows = db.execute("SELECT number, article, signature FROM gist ORDER BY article").fetchall()
    numbers = [number for number, *_ in rows]
    place = {number: i for i, number in enumerate(numbers)}
    signatures = np.frombuffer(b"".join(s for *_, s in rows), np.uint64).reshape(-1, SIZE)
    kept = db.execute("SELECT data FROM kept WHERE name='compared'").fetchone()
    before = np.frombuffer(kept[0] if kept else b"", np.int64).reshape(-1, 3).tolist()
    decided = {(place[a], place[b]): bool(yes) for a, b, yes in before if a in place and b in place}

    def hashes(i: int) -> NDArray[np.uint64]:
        (data,) = db.execute("SELECT sketch FROM gist WHERE number=?", (numbers[i],)).fetchone()
        return np.frombuffer(data, np.uint64)

    found = Copies(signatures, decided, lambda a, b: is_copy(hashes(a), hashes(b))).groups()
    now = np.array([(numbers[a], numbers[b], yes) for (a, b), yes in decided.items()], np.int64)
    db.execute("INSERT OR REPLACE INTO kept VALUES('compared', ?)", (now.tobytes(),))
    return tuple(sorted(tuple(rows[i][1] for i in group) for group in found))
