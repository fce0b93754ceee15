"""Positions that no rule finds and all that is known makes likely: speakers' sides by a trained chance.

Boosted trees over :mod:`kg.positions.traits`, fitted by ``training/positions`` to annotated articles on thirteen
schemes; model card beside the weights. It adds to what the rules find and takes nothing away.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from kg.model import Position, Stance
from kg.positions import model
from kg.positions.gathered import Claim
from kg.positions.statements import Statement
from kg.positions.traits import Candidate, Numbers, sided

LEAST = 0.27  # least chance; by cross-validation over subjects F1 38.0 becomes 38.9, nearly as precise (42.3, 41.7)
_SIDES = {1: Stance.SUPPORTS, -1: Stance.OPPOSES}


def likely(
    found: Sequence[Candidate], statements: Sequence[Statement], issues: Sequence[str], known: Collection[Position]
) -> list[Claim]:
    """Claims of the speakers' own that are likely enough, on issues on which *known* holds nothing of theirs.

    Args:
        found: speakers, statements and issues.
        statements: the article's.
        issues: ids of the scheme's.
        known: the positions that rules found.
    """
    if not found:
        return []
    held = {(p.actor, p.issue) for p in known if p.via is None}
    chance = {side: chances(sided(found, side)) for side in _SIDES}
    claims = []
    for k, c in enumerate(found):
        side = max(_SIDES, key=lambda s: chance[s][k])
        sure, said, issue = chance[side][k], statements[c.statement].utterance, issues[c.issue]
        if sure >= LEAST and said is not None and _judges(c) and (c.actor, issue) not in held:
            claims.append(Claim(c.actor, issue, _SIDES[side], said.attribution.id, None, round(sure, 2), ()))
    return claims


def _judges(candidate: Candidate) -> bool:
    """Whether a statement holds more than a fact: a word that can take a side, or one that says what should be."""
    return any(candidate.values[name] for name in ("for_", "against", "cue", "demands"))


def chances(rows: Numbers) -> list[float]:
    """How likely each row's speaker is to take its side, 0..1."""
    (answers,) = model.trees().run(None, {"traits": rows})
    chance: list[float] = (1 / (1 + np.exp(-answers[:, 0].astype(np.float64)))).tolist()
    return chance
