"""How sure a claim is: shares that came out right, by what decided.

Counted on 156 news articles that the rules had not been written with or hardly so (thirteen schemes on immigration,
climate, US politics and other matters; borderline cases left out), and rounded. ``training/stance`` calibrates the
trained judge, ``training/positions`` the trained chance.
"""

from __future__ import annotations

from collections.abc import Sequence

PRECISION = {
    "quality": 0.45,
    "attitude": 0.45,
    "act": 0.45,
    "side": 0.45,
    "open": 0.45,  # "did not say whether": not seen there, taken for as sure
    "owned": 0.5,  # nouns of :mod:`kg.positions.owned`: 24 of 37 in the articles that they were written with
    "learned": 0.4,
    "effect": 0.35,
    "judgement": 0.35,
    "denial": 0.35,
    "": 0.3,  # nothing but an assertion
    "concern": 0.2,
    "contrast": 0.2,
    "evasion": 0.2,
}
TAKEN_UP = 0.95  # factor where only what stands around the statement names the issue
HEARSAY = 0.85  # factor where somebody else ascribes it; not counted
AGAIN = 0.65  # what each further piece of evidence leaves of the doubt


def of_claim(kind: str, *, named: bool, hearsay: bool, source: float) -> float:
    """The confidence of one claim.

    Args:
        kind: what decided (:attr:`kg.positions.stance.Verdict.kind`).
        named: whether the statement's own words name the issue.
        hearsay: whether somebody else ascribes it.
        source: confidence that the actor said it at all.
    """
    sure = PRECISION.get(kind, PRECISION[""]) * source
    for factor, applies in ((TAKEN_UP, not named), (HEARSAY, hearsay)):
        sure *= factor if applies else 1.0
    return round(sure, 4)


def of_position(claims: Sequence[float]) -> float:
    """The confidence of a position from those of its claims, two decimals."""
    return round(min(0.97, 1 - (1 - max(claims)) * AGAIN ** (len(claims) - 1)), 2)
