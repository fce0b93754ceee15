"""What stands above the running text: section, headline, deck, byline, date; and what opens its first paragraphs."""

from __future__ import annotations

import re

from kg.articles import dates
from kg.articles.units import Unit
from kg.model import Region, Span, Zone

_HEAD_UNITS = 25  # most lines above the text
_TITLE_WORDS = range(4, 31)
_BYLINE_UNITS = 12  # a byline stands among the first lines
_DATED_WORDS = 8  # most, in a line with a date that is no headline
_NAME = r"(?:[A-Z][\w’'.-]*|de|da|di|van|von|der|den|bin|al|el|la|le|du|dos|and|&|in|at|for)"
_BYLINE = re.compile(rf"^(?:[Bb]y|BY|Written by|Story by|From|Words by)[: ]\s*(?:{_NAME}[,|/]?\s*){{2,14}}$")
_BYLINE_AGENCY = re.compile(
    r"^(?:[A-Z][\w’'.-]+ ){1,3}[A-Z][\w’'.-]+\s*(?:,|\||/|-|–|—|in)\s*(?:Reuters|AP|AFP|The Associated Press|"
    r"Associated Press|[A-Z][a-z]+|[\w ]*(?:[Ee]ditor|[Cc]orrespondent|[Rr]eporter|[Ww]riter)[\w ]*)$"
)
_KEYED = re.compile(
    r"^(?P<key>title|headline|outlet|publisher|publication|newspaper|source|date|published|publication date|"
    r"updated|author|authors|by|url|link|section|byline|location|language|copyright)\s*:\s*(?P<value>\S.*)$",
    re.IGNORECASE,
)
# A dateline: a place in capitals, or any place with an agency or a day, then a dash.
_DASH = r"\s*[—–-]{1,2}\s*"
_AGENCY = (
    r"(?:AP|AFP|Reuters|REUTERS|UPI|EFE|DPA|dpa|PA|PTI|ANI|TASS|Xinhua|Kyodo|Yonhap|Bloomberg|CNN|CNS|AAP|ANSA|Anadolu|"
    r"AA|IANS|VOA|NYT|CP|JTA|MENA|WAFA|Ukrinform|Interfax|NBC News|CBS News|BBC)"
)
_SIGNED = r"\((?:[A-Z][\w’'&.-]*(?: [A-Z&][\w’'&.-]*){0,3})\)"  # whatever agency or paper, in brackets
_CAPITALS = r"[A-Z][A-Z.’'\u00c0-\u00de-]+(?:[ /][A-Z.’'\u00c0-\u00de-]+){0,4}"
_PLACE = r"[A-Z][\w.’'-]+(?:[ /-][A-Z][\w.’'-]+){0,4}"
_REGION = r"(?:, [A-Z][\w.]+(?: [A-Z][\w.]+){0,2})?"
_ON = r"(?:, (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8})(?:,? \d{4})?)"
DATELINE = re.compile(
    rf"^(?:{_CAPITALS}{_REGION}{_ON}?(?:,?{_DASH}|,?\s*)(?P<agency1>{_AGENCY}|\({_AGENCY}\)|{_SIGNED}){_DASH}|"
    rf"{_CAPITALS}{_REGION}{_ON}?\s*[—–]{{1,2}}\s*|"
    rf"{_CAPITALS}{_REGION}{_ON}?\s+-{{1,2}}\s+|"
    rf"{_PLACE}{_REGION}{_ON}?,?\s+(?P<agency2>\({_AGENCY}\))\s*[—–.:-]{{1,2}}\s*|"
    rf"{_PLACE}{_REGION}{_ON}\s*[—–]{{1,2}}\s*|{_PLACE}{_REGION}{_ON}\s+-\s+|"
    rf"(?P<agency3>\({_AGENCY}\))\s*[—–-]{{1,2}}\s*)(?=\S)"
)
_LEADING_DATE = re.compile(r"^(?:date|dated|published|publication date|updated)\s*:?\s+(?=\d|[A-Z])", re.IGNORECASE)
_DATELINE_UNITS = 3  # paragraphs of running text at whose start a dateline may stand


def keyed(unit: Unit) -> tuple[str, str] | None:
    """Key (lower case) and value of a header line such as "Outlet: The Example", or None."""
    match = _KEYED.match(unit.text)
    return (match["key"].lower(), match["value"].strip()) if match and len(unit.words) <= 40 else None


def is_byline(unit: Unit) -> bool:
    """Whether *unit* names its writer and says nothing else."""
    if len(unit.words) > 16 or unit.is_quoted:
        return False
    return bool(_BYLINE.match(unit.text) or _BYLINE_AGENCY.match(unit.text))


def mark(units: tuple[Unit, ...], zones: list[Zone | None]) -> None:
    """Gives the lines above the running text their zones, in place."""
    end = _end(units, zones)
    for i in range(min(end, _BYLINE_UNITS)):
        if zones[i] is None and is_byline(units[i]):
            zones[i] = Zone.BYLINE
        elif zones[i] in (None, Zone.METADATA, Zone.LINK):
            key = keyed(units[i])
            if key:
                zones[i] = Zone.TITLE if key[0] in ("title", "headline") else Zone.METADATA
            elif _is_dated(units[i]):
                zones[i] = Zone.METADATA
    title = _title(units, zones, end)
    for i in range(end):
        if zones[i] is not None or i == title:
            continue
        if title is not None and i > title:
            zones[i] = Zone.DECK if len(units[i].words) >= 6 or units[i].is_ended else Zone.METADATA
        elif len(units[i].words) <= 5 and not units[i].is_quoted and not units[i].is_ended:
            zones[i] = Zone.METADATA
    if title is not None:
        zones[title] = Zone.TITLE
        _deck(units, zones, end)


def _is_dated(unit: Unit) -> bool:
    """Whether a line is a whole date and a name beside it ("Marlow, 5 March 2024")."""
    return len(unit.words) <= _DATED_WORDS and not unit.is_quoted and dates.find(unit.text) is not None


def _end(units: tuple[Unit, ...], zones: list[Zone | None]) -> int:
    """How many units stand above the running text; 0 when the text begins at once or has none."""
    for i, unit in enumerate(units[:_HEAD_UNITS]):
        if zones[i] is Zone.POST or (zones[i] is None and (unit.is_prose or DATELINE.match(unit.text))):
            return 0 if zones[i] is Zone.POST else i
        if zones[i] is None and _LEADING_DATE.match(unit.text) and len(unit.words) > 15:
            return i
    return 0


def _title(units: tuple[Unit, ...], zones: list[Zone | None], end: int) -> int | None:
    """The headline: the first line above the text that is long enough and not known as something else."""
    if any(z is Zone.TITLE for z in zones[:end]):
        return None
    fit = [i for i in range(end) if zones[i] is None and len(units[i].words) in _TITLE_WORDS]
    if fit:
        return fit[0]
    short = [i for i in range(end) if zones[i] is None and len(units[i].words) in (2, 3)]
    return short[-1] if short else None


def _deck(units: tuple[Unit, ...], zones: list[Zone | None], end: int) -> None:
    """One sentence between headline and text is the deck where furniture or a dateline follows it."""
    if end == 0 or end + 1 >= len(units) or zones[end] is not None or DATELINE.match(units[end].text):
        return
    if Zone.DECK in zones[:end] or len(units[end].words) > 45 or units[end].is_quoted:
        return
    parted = zones[end + 1] is not None and zones[end + 1] not in (Zone.POST, Zone.CAPTION, Zone.SUBHEAD)
    if DATELINE.match(units[end + 1].text) or (parted and any(u.is_prose for u in units[end + 2 :])):
        zones[end] = Zone.DECK


def openings(units: tuple[Unit, ...], zones: list[Zone | None]) -> list[Region]:
    """Dates and datelines at the start of the first paragraphs of running text."""
    regions: list[Region] = []
    body = [i for i, z in enumerate(zones) if z is None or z is Zone.DECK][:_DATELINE_UNITS]
    for i in body:
        unit, at = units[i], 0
        lead = _LEADING_DATE.match(unit.text)
        if lead and (found := dates.find(unit.text[: lead.end() + 30])) and found[1] <= lead.end():
            regions.append(_region(unit, 0, found[2], Zone.METADATA))
            at = found[2] + len(unit.text[found[2] :]) - len(unit.text[found[2] :].lstrip(" \t—–-:,."))
        match = DATELINE.match(unit.text[at:])
        if match and zones[i] is None:
            regions.append(_region(unit, at, at + match.end(), Zone.DATELINE))
        if regions:
            break
    return regions


def _region(unit: Unit, start: int, end: int, zone: Zone) -> Region:
    text = unit.text[start:end]
    return Region(Span(unit.span.start + start, unit.span.start + start + len(text.rstrip())), zone)
