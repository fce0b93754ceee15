"""Single quotation marks, told from apostrophes by where they stand."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

from kg.model import Quotation, Span

_SINGLE = re.compile(r"(?<!')['‘’‚`](?!')")
_BEFORE = frozenset('([{—–-/:"“”«»')
_AFTER = frozenset(')]}—–-/.,:;!?"“”«»…')
_ELISION = re.compile(r"(?:\d|em\b|til\b|tis\b|twas\b|cause\b|bout\b|round\b|n\b|s\b|re\b|ve\b)", re.IGNORECASE)
_LONGEST = 400  # characters; beyond this a pair of lone single marks is two apostrophes


def pair(text: str, area: Span) -> list[Quotation]:
    """The stretches between single marks inside *area*, not nested, in text order."""
    found: list[Quotation] = []
    marks = [m.start() for m in _SINGLE.finditer(text, area.start, area.end)]
    at = 0
    while at < len(marks):
        opening = marks[at]
        at += 1
        if not _opens(text, opening, area):
            continue
        closing = _closing(text, opening, map(marks.__getitem__, range(at, len(marks))), area)
        if closing is None:
            continue
        found.append(Quotation(Span(opening, closing + 1), Span(opening + 1, closing)))
        at = bisect_right(marks, closing, at)
    return found


def _opens(text: str, at: int, area: Span) -> bool:
    before = text[at - 1] if at > area.start else " "
    after = text[at + 1] if at + 1 < area.end else " "
    if not (before.isspace() or before in _BEFORE) or after.isspace() or after in _AFTER:
        return False
    return not _ELISION.match(text, at + 1)


def _closing(text: str, opening: int, marks: Iterable[int], area: Span) -> int | None:
    """The mark that closes: the first after punctuation or before a pause, else the first that is no plural's."""
    candidates = []
    for at in marks:
        if at - opening > _LONGEST:
            break
        if _opens(text, at, area) and text[at] != "’":
            break
        before = text[at - 1]
        after = text[at + 1] if at + 1 < area.end else " "
        if at > opening + 1 and not before.isspace() and (after.isspace() or after in _AFTER):
            candidates.append(at)
    for at in candidates:
        if not _is_possessive(text, at, area):
            return at
    return candidates[-1] if candidates else None


def _is_possessive(text: str, at: int, area: Span) -> bool:
    """Whether the mark may be a plural's apostrophe: after s, before a small letter."""
    following = text[at + 1 : min(at + 3, area.end)].strip()
    return text[at - 1] in "sS" and following[:1].islower()
