"""The claims of an article's statements, gathered into positions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kg.model import Position, Span, Stance
from kg.positions import confidence


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement's stance on one issue."""

    actor: str
    issue: str
    stance: Stance
    evidence: str | Span
    via: str | None
    confidence: float
    words: tuple[Span, ...]


def gathered(
    claims: Sequence[Claim], sure: Callable[[Sequence[float]], float] = confidence.of_position
) -> tuple[Position, ...]:
    """One position for each actor, issue, stance and ascriber; *sure* makes its confidence of its claims'."""
    groups: dict[tuple[str, str, str, str], list[Claim]] = {}
    for claim in _settled(claims):
        groups.setdefault((claim.actor, claim.issue, str(claim.stance), claim.via or ""), []).append(claim)
    positions = []
    for key in sorted(groups):
        group = groups[key]
        evidence = tuple(dict.fromkeys(c.evidence for c in group))
        words = tuple(sorted({w for c in group for w in c.words}))
        first = group[0]
        of_all = sure([c.confidence for c in group])
        positions.append(Position(first.actor, first.issue, first.stance, evidence, first.via, of_all, words))
    return tuple(positions)


def _settled(claims: Sequence[Claim]) -> list[Claim]:
    """Without the sides of who leaves it open in the same breath: "a mistake, perhaps, but it is too early to tell"."""
    open_ = {(c.actor, c.issue, c.evidence) for c in claims if c.stance is Stance.AMBIVALENT}
    kept = [c for c in claims if c.stance is Stance.AMBIVALENT or (c.actor, c.issue, c.evidence) not in open_]
    sums: dict[tuple[str, str, str | None, Stance], float] = defaultdict(float)
    for c in kept:
        sums[c.actor, c.issue, c.via, c.stance] += c.confidence
    # a side taken elsewhere in the article outweighs an evasion that is less sure
    return [
        c
        for c in kept
        if c.stance is not Stance.AMBIVALENT
        or all(
            sums.get((c.actor, c.issue, c.via, side), 0.0) <= sums[c.actor, c.issue, c.via, c.stance]
            for side in (Stance.SUPPORTS, Stance.OPPOSES)
        )
    ]
