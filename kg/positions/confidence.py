"""How sure a claim is: shares that came out right on development articles, by what decided.

Counted over 156 claims from three articles with gold and the development cases of ``tests/positions``, then multiplied
by :data:`UNSEEN`, since rules do better on what they were written with. ``training/stance`` calibrates the trained
judge.
"""

from __future__ import annotations

from collections.abc import Sequence

UNSEEN = 0.85  # what is expected to remain on articles not looked at
PRECISION = {
    "quality": 0.95,
    "attitude": 0.85,
    "effect": 0.85,
    "judgement": 0.85,
    "concern": 0.85,
    "side": 0.85,
    "act": 0.8,
    "evasion": 0.8,
    "open": 0.8,
    "denial": 0.75,
    "contrast": 0.7,
    "learned": 0.7,
    "owned": 0.65,  # nouns of :mod:`kg.positions.owned`: 24 of 37 in the articles that they were written with
    "": 0.65,  # nothing but an assertion
}
TAKEN_UP = 0.8  # factor where only what stands around the statement names the issue
REPORTED = 0.7  # factor where the reporter tells it
HEARSAY = 0.85  # factor where somebody else ascribes it
AGAIN = 0.8  # what each further piece of evidence leaves of the doubt: one article's mistakes come together


def of_claim(kind: str, *, named: bool, reported: bool, hearsay: bool, source: float) -> float:
    """The confidence of one claim.

    Args:
        kind: what decided (:attr:`kg.positions.stance.Verdict.kind`).
        named: whether the statement's own words name the issue.
        reported: whether it is the reporter's voice.
        hearsay: whether somebody else ascribes it.
        source: confidence that the actor said it at all.
    """
    sure = PRECISION.get(kind, PRECISION[""]) * UNSEEN * source
    for factor, applies in ((TAKEN_UP, not named), (REPORTED, reported), (HEARSAY, hearsay)):
        sure *= factor if applies else 1.0
    return round(sure, 4)


def of_position(claims: Sequence[float]) -> float:
    """The confidence of a position from those of its claims, two decimals."""
    return round(min(0.97, 1 - (1 - max(claims)) * AGAIN ** (len(claims) - 1)), 2)
