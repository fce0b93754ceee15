"""What the wordings of a scheme give, whatever the article: names, weights of terms, vectors; made once."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from kg.model import Actor, ActorKind, Issue
from kg.positions.terms import terms
from kg.positions.wordings import Phrase, common_in, names_in, phrases_of

_NAMED = frozenset({ActorKind.PERSON, ActorKind.PLACE, ActorKind.ORGANISATION})
Meaning = Callable[[Sequence[str]], NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Scheme:
    """What a scheme's wordings give, whatever the article: idf weights are 0..1."""

    names: frozenset[str]
    common: frozenset[str]
    phrases: tuple[Phrase, ...]
    idf: dict[str, float]


def names_of(cast: Sequence[Actor], common: frozenset[str]) -> frozenset[str]:
    """Terms of the names of people, places and bodies, but for what the scheme writes as common nouns.

    An "Iraq War" or a "Border Force" makes no name of what an issue is called after.
    """
    named = (name for actor in cast if actor.kind in _NAMED for name in (actor.name, *actor.aliases))
    return frozenset(term for name in named for term in terms(name)) - common


@lru_cache(maxsize=4)
def scheme_of(issues: tuple[Issue, ...]) -> Scheme:
    """The wordings of *issues*, which of their terms are names, and how much each term tells."""
    phrases = tuple(p for k, issue in enumerate(issues) for p in phrases_of(k, issue))
    used = Counter(
        t for k in range(len(issues)) for t in frozenset().union(*(p.terms for p in phrases if p.issue == k))
    )
    size = len(issues)
    idf = {t: math.log((size + 1) / (n + 0.5)) / math.log((size + 1) / 1.5) for t, n in used.items()}
    return Scheme(names_in(issues), common_in(issues), phrases, idf)


@lru_cache(maxsize=4)
def vectors_of(meaning: Meaning, texts: tuple[str, ...]) -> NDArray[np.float32]:
    """The vectors of a scheme's wordings, made once for all articles."""
    return meaning(texts) if texts else np.zeros((0, 1), np.float32)


def spans_of(phrases: Sequence[Phrase]) -> list[tuple[int, int, int]]:
    """Each issue with the first of its wordings and the one after its last: an issue's stand together."""
    firsts = [k for k, p in enumerate(phrases) if k == 0 or p.issue != phrases[k - 1].issue]
    return [(phrases[a].issue, a, b) for a, b in pairwise((*firsts, len(phrases)))]
