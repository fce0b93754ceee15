"""Puts an issue to the trained judge: as the claims that its definition and its label make."""

from __future__ import annotations

import re

from kg.model import Issue
from kg.positions import model


def claims(issue: Issue) -> tuple[str, ...]:
    """Sentences that somebody who supports *issue* would sign: its definition without "Whether", its label."""
    stated = re.sub(r"^\s*whether\s+", "", issue.definition, flags=re.IGNORECASE)
    return tuple(text[0].upper() + text[1:] for text in (stated, issue.label) if text)


def judgement(issue: Issue, text: str) -> tuple[float, float] | None:
    """How far *text* leans to supporting *issue* (-1..1), and how likely it is off the point; None without a model."""
    judge = model.load()
    if judge is None:
        return None
    p = judge.judge([(claim, text) for claim in claims(issue)]).mean(axis=0)
    return float(p[0] - p[1]), float(p[2])
