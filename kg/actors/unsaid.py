"""Quotations that name nobody: carried on from the paragraph before, signed below, or announced above."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.actors.cast import Member
from kg.model import ActorKind, Attribution, Kind, Span, Zone

if TYPE_CHECKING:
    from kg.actors.speakers import Found, Resolver

_SIGNED = re.compile(r"\s*(?:\n\s*)*[—–-]{1,2}\s*(?=[A-ZÀ-Þ])")


def speaker(resolver: Resolver, a: Attribution) -> Found:
    """Who says an attribution without a source."""
    from kg.actors.speakers import NOBODY, Found

    if a.continues and a.continues in resolver.found:
        before = resolver.found[a.continues]
        return Found(before.members, f"continues {a.continues}", before.confidence * 0.97)
    signed = _signed(resolver, a)
    if signed:
        return Found((signed,), "signed below", 0.9)
    announced = _announced(resolver, a)
    if announced:
        return Found((announced,), "announced above", 0.85)
    if a.kind is Kind.INDIRECT:
        return NOBODY
    return _carried_on(resolver, a) or NOBODY


def _signed(resolver: Resolver, a: Attribution) -> Member | None:
    """The author in "— Name (@handle)" after the words."""
    text = resolver.reading.article.text
    end = a.content[-1].end
    zone = next(
        (r.span for r in resolver.reading.article.regions if r.zone is Zone.POST and r.span.overlaps(a.content[0])),
        None,
    )
    reach = max(end + 60, zone.end if zone else 0)
    window = text[end:reach]
    match = _SIGNED.match(window) or (zone and re.search(r"[—–]\s*(?=[A-ZÀ-Þ])", window))
    if not match:
        return None
    start = end + match.end()
    found = resolver.cast.at(Span(start, min(len(text), start + 60)))
    return found[0][1] if found and found[0][0].span.start - start < 25 else None


def _announced(resolver: Resolver, a: Attribution) -> Member | None:
    """The speaker in a line that ends in a colon right before the words: "And from Chairwoman Rossi:"."""
    text = resolver.reading.article.text
    start = a.content[0].start
    line = text[max(0, start - 160) : start].rstrip()
    if not line.endswith(":"):
        return None
    begin = start - (len(text[max(0, start - 160) : start]) - max(line.rfind("\n"), line.rfind(". ")) - 1)
    found = [
        m
        for x, m in resolver.cast.at(Span(max(0, begin), start))
        if m.kind in {ActorKind.PERSON, ActorKind.ORGANISATION}
    ]
    return found[0] if len(set(map(id, found))) == 1 else None


def _carried_on(resolver: Resolver, a: Attribution) -> Found | None:
    """The speaker of the quotation just before, in this paragraph or at the end of the last."""
    from kg.actors.speakers import Found

    at, block = a.extent.start, resolver.discourse.paragraph(a.extent.start)
    before = [
        (b.extent.end, b.id)
        for b in resolver.attributions.values()
        if b.id != a.id
        and not b.parent
        and b.extent.start < at
        and resolver.found.get(b.id)
        and resolver.found[b.id].members
    ]
    if not before:
        return None
    _, last = max(before)
    b = resolver.attributions[last]
    if resolver.discourse.paragraph(b.extent.end - 1) < block - 1:
        return None
    same_block = resolver.discourse.paragraph(b.extent.end - 1) == block
    if not same_block and b.kind is Kind.INDIRECT:
        confidence = 0.6
    else:
        confidence = 0.85 if same_block else 0.75
    return Found(resolver.found[last].members, f"continues {last}", confidence)
