"""What an article's own lines tell of it: title, outlet, date, address. Nothing is invented; guesses are named."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from kg.articles import dates, head
from kg.articles.units import Unit, split
from kg.model import Region, Zone

_URL = re.compile(r"https?://[^\s<>\"”)\]]+")
_FIRST_IN = re.compile(
    r"(?:originally|first)\s+(?:published|appeared|ran)\s+(?:on|in|by|at)\s+(?P<outlet>(?:[Tt]he\s)?[A-Z0-9][^.,;()]*?"
    r"(?:\.(?:com|org|net|co\.uk|ca|eu|news)\b)?)(?=\s+(?:on|in)\s|[.,;()]|\s*$)"
)
_COPYRIGHT = re.compile(
    r"^(?:(?i:copyright)\s*)?(?:©|\([cC]\)|(?i:copyright))\s*(?:(?i:copyright)\s*)?"
    r"(?:(?:19|20)\d\d(?:\s*[-–]\s*(?:(?:19|20)\d\d|present))?)?,?\s*(?:(?i:by)\s)?"
    r"(?P<outlet>(?:[Tt]he\s)?[A-Z][\w’'&-]*(?:\.(?:com|org|net|co\.uk))?(?:\s(?:[A-Z][\w’'&-]*|of|the|and|&))*?)"
    r"(?=,?\s(?:Inc|Ltd|LLC|plc|Co)\b|[.,]|\s*$|\s+All\b)"
)
_CREDIT = re.compile(
    r"^(?P<agency>AP|AFP|Reuters|The Associated Press|Associated Press)\s"
    r"(?:reporter|writer|journalist|correspondent|staff)s?\b.*\bcontributed\b"
)
_SOURCE = re.compile(r"^(?:Source|Via|Courtesy)\s*:\s*(?P<outlet>[A-Z][\w’'&. -]{1,40})$")
_PUBLISHED = re.compile(r"(?i)\b(?:published|posted|publication date|date)\b")
# "1. Title. Writers. Outlet, edition; Place. 13 Feb 2025: A1." as newspaper databases cite.
_CITED = re.compile(r"^\[?\d+[.\])]\s+(?P<title>.+?)(?:\s+-{2,3}\s+|(?<=[\w”\"’?!])\.\s+)(?P<rest>.+)$", re.DOTALL)
_APART = re.compile(r"\s*[|•·»›,:;–—]\s*|\s-\s")
_NAMED = re.compile(r"^(?:.*[^\x00-\u024f]\s+)?(?P<name>[A-Z][\w’'&.-]*(?: (?:[A-Z][\w’'&.-]*|of|the|and)){1,4})$")
_HEAD_LINES = 15  # in which a date may stand alone
_KEYS_OUTLET = ("outlet", "publisher", "publication", "newspaper", "source")


@dataclass(frozen=True, slots=True)
class Told:
    """What the text tells; None where it tells nothing; ``guessed`` names the fields that were inferred."""

    title: str | None = None
    outlet: str | None = None
    published: date | None = None
    url: str | None = None
    guessed: frozenset[str] = frozenset()


class _Notes:
    """Collects one value for each field: the first stated, else the first guessed."""

    def __init__(self) -> None:
        self.stated: dict[str, object] = {}
        self.guessed: dict[str, object] = {}

    def state(self, field: str, value: object) -> None:
        self.stated.setdefault(field, value)

    def guess(self, field: str, value: object) -> None:
        self.guessed.setdefault(field, value)

    def told(self) -> Told:
        values = self.guessed | self.stated
        return Told(**values, guessed=frozenset(self.guessed.keys() - self.stated.keys()))  # type: ignore[arg-type]


def find(text: str, regions: tuple[Region, ...]) -> Told:
    """What the lines of *text* tell, given its *regions*."""
    notes = _Notes()
    units = split(text)
    zones = {r.span: r.zone for r in regions}
    for i, unit in enumerate(units):
        zone = zones.get(unit.span)
        pair = head.keyed(unit) if zone in (Zone.METADATA, Zone.TITLE) else None
        if pair:
            _keyed(pair, notes)
        elif zone is Zone.TITLE:
            notes.guess("title", unit.text)
        elif zone in (Zone.METADATA, Zone.FOREIGN) and i < _HEAD_LINES:
            _dated(unit.text, notes)
            _named(unit.text, notes)
        elif zone in (Zone.NOTE, Zone.LINK, Zone.METADATA):
            _noted(unit, notes)
        elif zone is None:
            _opening(unit, regions, notes)
    return notes.told()


def _keyed(pair: tuple[str, str], notes: _Notes) -> None:
    key, value = pair
    if key in ("title", "headline"):
        notes.state("title", value)
    elif url := _URL.search(value):
        notes.state("url", url.group())
    elif key in _KEYS_OUTLET:
        notes.state("outlet", value)
    elif key in ("date", "published", "publication date") and (found := dates.find(value)):
        notes.state("published", found[0])


def _dated(line: str, notes: _Notes) -> None:
    found = dates.find(line)
    if found and _PUBLISHED.search(line):
        notes.state("published", found[0])
    elif found:
        notes.guess("published", found[0])


def _named(line: str, notes: _Notes) -> None:
    """A newspaper's or station's name in a line above the text, beside a date or alone."""
    found = dates.find(line)
    rest = f"{line[: found[1]]}|{line[found[2] :]}" if found else line
    for part in _APART.split(rest):
        name = _NAMED.search(part)
        words = name["name"].split() if name else []
        if len(words) >= 2 and any(w in _outlet_words() for w in words) and not _sections() >= set(words[:-1]):
            notes.guess("outlet", " ".join(words))
            return


def _noted(unit: Unit, notes: _Notes) -> None:
    """Notes and links: where it was first published, whose copyright it is, a footnote that cites it."""
    text = unit.text
    first = _FIRST_IN.search(text)
    if first:
        notes.guess("outlet", first["outlet"].strip())
        if url := _URL.search(text):
            notes.guess("url", url.group().rstrip(".,;"))
    elif credit := _CREDIT.match(text):
        notes.guess("outlet", outlet_of(credit["agency"]))
    elif (own := _COPYRIGHT.match(text)) or (own := _SOURCE.match(text)):
        notes.guess("outlet", own["outlet"].strip())
    elif cited := _CITED.match(text):
        _cited(cited["title"], cited["rest"], notes)


def _cited(title: str, rest: str, notes: _Notes) -> None:
    found = dates.find(rest)
    if not found:
        return
    notes.guess("title", title.strip(" “”\"'"))
    notes.guess("published", found[0])
    # Before the date stands the place, before that the outlet: "…. Example Times, Eastern edition; Town, T.T.."
    source = rest[: found[1]].split(";")
    place_cut = source[-2] if len(source) > 1 else source[-1]
    outlet = re.split(r"(?<=[a-z]{2})\.\s+|(?<=\b[A-Z])\.\s+", place_cut)[-1].split(",")[0].strip(" .")
    if outlet[:1].isupper() and len(outlet.split()) <= 6:
        notes.guess("outlet", outlet)


def _opening(unit: Unit, regions: tuple[Region, ...], notes: _Notes) -> None:
    """A date and a dateline that open a paragraph."""
    for region in regions:
        if region.span not in unit.span or region.span == unit.span:
            continue
        stretch = unit.text[region.span.start - unit.span.start : region.span.end - unit.span.start]
        if region.zone is Zone.METADATA and (found := dates.find(stretch)):
            notes.state("published", found[0])
        elif region.zone is Zone.DATELINE:
            match = head.DATELINE.match(stretch + " x")
            agency = match and (match["agency1"] or match["agency2"] or match["agency3"])
            if agency:
                notes.guess("outlet", outlet_of(agency.strip("()")))
            if found := dates.find(stretch):
                notes.guess("published", found[0])


def outlet_of(agency: str) -> str:
    """The full name of a news agency by its credit ("AP" → "The Associated Press"); unknown ones as they are."""
    return _agencies().get(agency.casefold(), agency)


@cache
def _agencies() -> dict[str, str]:
    return {short.casefold(): full for short, full, *_ in _rows("agencies.tsv")}


@cache
def _outlet_words() -> frozenset[str]:
    return frozenset(word for word, use, *_ in _rows("outlet_words.tsv") if use == "outlet")


@cache
def _sections() -> frozenset[str]:
    return frozenset(word for word, use, *_ in _rows("outlet_words.tsv") if use == "section")


def _rows(name: str) -> list[list[str]]:
    table = (files("kg.articles") / "lexicon" / name).read_text("utf-8")
    return [row.split("\t") for row in table.splitlines() if row and not row.startswith("#")]
