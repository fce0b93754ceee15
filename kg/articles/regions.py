"""What the stretches of an article are: headline, dateline, caption, advert … marked as Regions, never cut.

Precision comes first: furniture that is missed costs a false attribution at worst, a real quotation that is taken
for furniture is lost. So a line is furniture only by its own words (:mod:`~kg.articles.furniture`), or by standing
before the first or after the last paragraph of running text without being a sentence itself.
"""

from __future__ import annotations

import re

from kg.articles import dates, head, posts
from kg.articles.furniture import zone_of
from kg.articles.language import is_foreign_line
from kg.articles.units import Unit, split
from kg.model import Region, Span, Zone

_SUBHEAD_WORDS = 14  # most
_TAIL_WORDS = 8  # most words of a closing line that is taken for a link without being known
_SAYING = re.compile(r"\b(?:said|says|say|told|tells|added|wrote|asked)\b")
_REFERENCE = re.compile(r"[\"”“’'.!?]\s*(\[(\d+)\])\s*$")
_OPENING = ("“", '"', "”", "„", "«")
_BETWEEN = 6  # most paragraphs between a quoted article and the footnote that says where it is from


def find(text: str) -> tuple[Region, ...]:
    """The regions of *text*, sorted, not overlapping."""
    units = split(text)
    zones: list[Zone | None] = [zone_of(u) for u in units]
    inner = _quoted_whole(units, zones)
    for first, last in posts.find(units, zones):
        zones[first : last + 1] = [Zone.POST] * (last + 1 - first)
    _captions_twice(units, zones)
    head.mark(units, zones)
    _tail(units, zones)
    _subheads(units, zones)
    parts = inner + [r for r in head.openings(units, zones) if not any(r.span.overlaps(i.span) for i in inner)]
    whole = [Region(u.span, z) for u, z in zip(units, zones, strict=True) if z]
    return _joined(sorted(parts + whole))


def _quoted_whole(units: tuple[Unit, ...], zones: list[Zone | None]) -> list[Region]:
    """A page that quotes a whole article and names it in a footnote: what stands between is the host's own.

    The article opens with a mark in its first unit, closes with a mark and a reference "[1]", and a unit
    "1. …" follows soon after. Returns the stretch of the reference; marks the host's words and the footnote.
    """
    if not units or not units[0].text.startswith(_OPENING):
        return []
    for i, unit in enumerate(units):
        reference = _REFERENCE.search(unit.text)
        if not reference or i == 0:
            continue
        note = re.compile(rf"^\[?{reference.group(2)}[.\])]\s")
        after = range(i + 1, min(len(units), i + 2 + _BETWEEN))
        foot = next((j for j in after if note.match(units[j].text)), None)
        if foot is not None:
            for j in range(i + 1, foot + 1):
                zones[j] = zones[j] or Zone.NOTE
            start = unit.span.start
            return [Region(Span(start + reference.start(1), start + reference.end(1)), Zone.NOTE)]
    return []


def _captions_twice(units: tuple[Unit, ...], zones: list[Zone | None]) -> None:
    """The neighbour of a credited caption that repeats its words is the same caption without the credit."""
    for i, unit in enumerate(units):
        if zones[i] is not Zone.CAPTION or len(unit.words) < 8:
            continue
        for j in (i - 1, i + 1):
            if 0 <= j < len(units) and zones[j] is None and not units[j].is_quoted:
                shared = set(map(str.lower, unit.words)) & set(map(str.lower, units[j].words))
                same_start = unit.words[:6] == units[j].words[:6]
                if same_start and len(shared) >= 0.5 * len(set(units[j].words)):
                    zones[j] = Zone.CAPTION


def _tail(units: tuple[Unit, ...], zones: list[Zone | None]) -> None:
    """Short closing lines that are no sentences are links or credits, once running text has been seen."""
    last = max((i for i, u in enumerate(units) if zones[i] is None and u.is_prose), default=None)
    if last is None:
        return
    for i in range(last + 1, len(units)):
        unit = units[i]
        if zones[i] or unit.is_quoted or len(unit.words) > _TAIL_WORDS or _SAYING.search(unit.text):
            continue
        if unit.is_ended and not unit.text.endswith(":"):
            continue
        if head.is_byline(unit):
            zones[i] = Zone.BYLINE
        else:
            zones[i] = Zone.FOREIGN if is_foreign_line(unit.text) else Zone.LINK


def _subheads(units: tuple[Unit, ...], zones: list[Zone | None]) -> None:
    """A short line without an end, capitalised, between two paragraphs of running text."""
    for i in range(1, len(units) - 1):
        unit = units[i]
        if (
            zones[i]
            or not 1 <= len(unit.words) <= _SUBHEAD_WORDS
            or not unit.text.lstrip("“\"‘'«„").lstrip()[:1].isupper()
        ):
            continue
        if unit.text[-1] in ".:;,!…" or unit.is_prose or dates.AGO.match(unit.text):
            continue
        if _is_text(units, zones, range(i - 1, -1, -1)) and _is_text(units, zones, range(i + 1, len(units))):
            zones[i] = Zone.SUBHEAD


def _is_text(units: tuple[Unit, ...], zones: list[Zone | None], order: range) -> bool:
    """Whether the first unit in *order* that is no furniture is running text."""
    for j in order:
        zone = zones[j]
        if zone is None or not zone.is_furniture:
            return units[j].is_prose
    return False


def _joined(regions: list[Region]) -> tuple[Region, ...]:
    """Neighbouring posts as one region: a post of several paragraphs is one thing."""
    out: list[Region] = []
    for region in regions:
        if out and out[-1].zone is region.zone is Zone.POST:
            out[-1] = Region(Span(out[-1].span.start, region.span.end), Zone.POST)
        elif not out or out[-1].span.end <= region.span.start:
            out.append(region)
    return tuple(out)
