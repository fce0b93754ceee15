"""The answer to one source: who is meant, why, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.actors.cast import Member
from kg.model import Attribution

_LEAST, _MOST = 0.4, 0.95  # bounds of a confidence that comes from rivals' weights


@dataclass(frozen=True, slots=True)
class Found:
    """Who is meant, why, and how sure that is."""

    members: tuple[Member, ...]
    reason: str
    confidence: float


NOBODY = Found((), "nobody named", 1.0)


def best(ranked: Sequence[tuple[float, Member]], reason: str) -> Found:
    """The first of *ranked*, as sure as it leads the second."""
    if not ranked:
        return Found((), f"{reason}: nobody fits", 0.5)
    first = ranked[0][0]
    second = ranked[1][0] if len(ranked) > 1 else 0.0
    confidence = max(_LEAST, min(_MOST, first / (first + second)))
    return Found((ranked[0][1],), f"{reason}: most talked about", confidence)


def place(a: Attribution) -> int:
    """Where an attribution is read: at its source, else at its first character."""
    return min((s.start for s in a.source), default=a.extent.start)
