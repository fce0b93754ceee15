"""Which articles are copies of one text: a wire story in several papers, with another headline or a cut end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.actors.pairs import Words
from kg.actors.shingles import bands, signature, words
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
    values = np.unique(Words([words(text)]).runs(WIDTH)[0] >> np.uint64(3))
    return Sketch(article.id, values[:SAMPLED], signature(values, SIZE))


def find(sketches: Sequence[Sketch]) -> tuple[tuple[str, ...], ...]:
    """Groups of copies, each sorted, the groups sorted."""
    buckets: defaultdict[bytes, list[int]] = defaultdict(list)
    for i, one in enumerate(sketches):
        for key in bands(one.signature, ROWS):
            buckets[key].append(i)
    parent = list(range(len(sketches)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for members in buckets.values():
        first = members[0]
        for other in members[1:]:
            # compare with the bucket's first only: copies are alike all together
            if root(first) != root(other) and _copy(sketches[first], sketches[other]):
                parent[root(other)] = root(first)
    groups: defaultdict[int, list[str]] = defaultdict(list)
    for i, one in enumerate(sketches):
        groups[root(i)].append(one.id)
    return tuple(sorted(tuple(sorted(set(g))) for g in groups.values() if len(set(g)) > 1))


def _copy(a: Sketch, b: Sketch) -> bool:
    # both samples hold every hash below the smaller of their maxima, so the overlap there is exact
    if not len(a.hashes) or not len(b.hashes):
        return False
    limit = min(
        a.hashes[-1] if len(a.hashes) == SAMPLED else np.uint64(2**62),
        b.hashes[-1] if len(b.hashes) == SAMPLED else np.uint64(2**62),
    )
    x, y = a.hashes[a.hashes <= limit], b.hashes[b.hashes <= limit]
    both = len(np.intersect1d(x, y, assume_unique=True))
    small, union = min(len(x), len(y)), len(x) + len(y) - both
    return small > 0 and both / small >= CONTAINED and both / union >= RESEMBLES
