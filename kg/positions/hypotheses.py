"""Puts an issue to the trained judge: as the claims that its definition and its label make."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.model import Issue
from kg.positions import model

LEAN = 0.3  # least difference between the judge's probabilities of support and of undermining, beside a modal verb
LEAN_ALONE = 0.45  # the same where nothing says that the speaker asserts more than a fact
UNRELATED = 0.45  # its probability of "unrelated" from which it has no say
OPEN = 0.2  # how far the mean over both claims may be from the first's


def claims(issue: Issue) -> tuple[str, ...]:
    """Sentences that somebody who supports *issue* would sign: its definition without "Whether", its label."""
    stated = re.sub(r"^\s*whether\s+", "", issue.definition, flags=re.IGNORECASE)
    return tuple(text[0].upper() + text[1:] for text in (stated, issue.label) if text)


def side(issue: Issue, text: str, bare: int) -> int:
    """The side that *text* takes on *issue*, 1 or -1; 0 where the judge is not sure, or there is none.

    Its definition is asked only where its label leaves it open: a quarter fewer pairs, one of 185 came out otherwise.

    Args:
        issue: what it may be for or against.
        text: the statement.
        bare: the side that the bare assertion is on, 0 for none: to go against it takes more.
    """
    judge = model.load()
    if judge is None:
        return 0
    asked = claims(issue)[::-1]
    lean, unrelated = _answer(judge, asked[:1], text)
    likely = {_decided(lean + off, unrelated, bare) for off in (-OPEN, 0.0, OPEN)}
    if len(likely) > 1 and len(asked) > 1:
        other, apart = _answer(judge, asked[1:], text)
        return _decided((lean + other) / 2, (unrelated + apart) / 2, bare)
    return _decided(lean, unrelated, bare)


def _answer(judge: model.StanceModel, asked: Sequence[str], text: str) -> tuple[float, float]:
    """How far *text* leans to a claim (-1..1), and how likely it is off the point."""
    (p,) = judge.judge([(claim, text) for claim in asked])
    return float(p[0] - p[1]), float(p[2])


def _decided(lean: float, unrelated: float, bare: int) -> int:
    least = LEAN if lean * bare > 0 else LEAN_ALONE
    if abs(lean) < least or unrelated > UNRELATED:
        return 0
    return 1 if lean > 0 else -1
