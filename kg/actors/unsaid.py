"""Quotations that name nobody: carried on from the paragraph before, signed below, or announced above."""

from __future__ import annotations

import re

from kg.actors.answers import NOBODY, Found
from kg.actors.cast import Member
from kg.actors.scene import Scene
from kg.model import ActorKind, Attribution, Kind, Zone

_SOON = 25  # characters after the dash in which a signature's name begins
_SIGNED = re.compile(r"\s*(?:\n\s*)*[—–-]{1,2}\s*(?=[A-ZÀ-Þ])")


def speaker(scene: Scene, a: Attribution) -> Found:
    """Who says an attribution without a source."""
    if a.continues and a.continues in scene.found:
        before = scene.found[a.continues]
        return Found(before.members, f"continues {a.continues}", before.confidence * 0.97)
    if a.found_by == "transcript":
        guest = _interviewed(scene, a)
        return Found((guest,), "answers, and is whom the article is about", 0.8) if guest else NOBODY
    signed = _signed(scene, a)
    if signed:
        return Found((signed,), "signed below", 0.9)
    announced = _announced(scene, a)
    if announced:
        return Found((announced,), "announced above", 0.85)
    if a.kind is Kind.INDIRECT:
        return NOBODY
    return _carried_on(scene, a) or NOBODY


def _interviewed(scene: Scene, a: Attribution) -> Member | None:
    """Who answers in "Q: … A: …": whom the text names most above the first turn."""
    text, at = scene.reading.article.text, a.cue[0].start
    if text[max(0, at - 1) : at] != "A":
        return None
    return scene.interviewed


def _signed(scene: Scene, a: Attribution) -> Member | None:
    """The author in "— Name (@handle)" after the words."""
    text = scene.reading.article.text
    end = a.content[-1].end
    zone = next(
        (r.span for r in scene.reading.article.regions if r.zone is Zone.POST and r.span.overlaps(a.content[0])),
        None,
    )
    reach = max(end + 60, zone.end if zone else 0)
    window = text[end:reach]
    match = _SIGNED.match(window) or (zone and re.search(r"[—–]\s*(?=[A-ZÀ-Þ])", window))
    if not match:
        return None
    start = end + match.end()
    found = _named(scene, start, start + 60)
    return found[0][1] if found and found[0][0] - start < _SOON else None


def _named(scene: Scene, start: int, end: int) -> list[tuple[int, Member]]:
    """The people and bodies named in a stretch, with where; a full name of unknown kind is taken for a person's."""
    for mention in scene.cast.unknown(start, end):
        if " " in mention.name:
            scene.cast.make_person(mention)
    speaking = {ActorKind.PERSON, ActorKind.ORGANISATION}
    return [(x.span.start, m) for x, m in scene.cast.between(start, end) if m.kind in speaking]


def _announced(scene: Scene, a: Attribution) -> Member | None:
    """The speaker in a line that ends in a colon right before the words: "And from Chairwoman Rossi:"."""
    text = scene.reading.article.text
    start = a.content[0].start
    line = text[max(0, start - 160) : start].rstrip()
    if not line.endswith(":"):
        return None
    begin = start - (len(text[max(0, start - 160) : start]) - max(line.rfind("\n"), line.rfind(". ")) - 1)
    found = [m for _, m in _named(scene, max(0, begin), start)]
    return found[0] if len(set(map(id, found))) == 1 else None


def _carried_on(scene: Scene, a: Attribution) -> Found | None:
    """The speaker of the quotation just before, in this paragraph or at the end of the last."""
    at, block = a.extent.start, scene.discourse.paragraph(a.extent.start)
    before = [
        (b.extent.end, b.id)
        for b in scene.attributions.values()
        if b.id != a.id and not b.parent and b.extent.start < at and scene.found.get(b.id) and scene.found[b.id].members
    ]
    if not before:
        return None
    _, last = max(before)
    b = scene.attributions[last]
    if scene.discourse.paragraph(b.extent.end - 1) < block - 1:
        return None
    same_block = scene.discourse.paragraph(b.extent.end - 1) == block
    across = 0.6 if b.kind is Kind.INDIRECT else 0.75
    confidence = 0.85 if same_block else across
    return Found(scene.found[last].members, f"continues {last}", confidence)
