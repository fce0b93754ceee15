"""Lines that are known by their words alone: adverts, links, notes, captions and their credits."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from kg.articles import dates
from kg.articles.language import is_foreign_line
from kg.articles.units import Unit
from kg.model import Zone

_AT_MOST = 40  # words of a line that a phrase inside it may mark
_EDGE = re.compile(r"^[\s\W]+|[\s\W]+$")
_EDGE_START = re.compile(r"^[\s>»›▶►•*|\[{]+")
_SEPARATOR = re.compile(r"^[\s_*=~#—–·•.<>|+-]{2,}$")
_URL = re.compile(r"^<?(?:https?://|www\.)\S+>?$", re.IGNORECASE)
_AGENCY = (
    r"(?:AP|AFP|REUTERS|Reuters|EPA|EFE|PA|TASS|Sputnik|Anadolu|Xinhua|Bloomberg|Getty(?: Images)?|Shutterstock|"
    r"Alamy|Pool|Handout|File|DPA|dpa|ANI|PTI|UPI|AAP|NurPhoto|iStock|Kyodo|Yonhap|SIPA|Sipa)"
)
# A photographer's credit: "(Ann Example / Agency)", "[Ann Example/Agency via AP]", "AP Photo/Ann Example".
_CREDIT = re.compile(
    rf"[(\[](?:[^()\[\]]{{0,80}}?(?:/|\bvia\b|©|:|,)\s*{_AGENCY}\b[^()\[\]]{{0,40}}|"
    rf"(?:{_AGENCY}\s+)?(?:photo|image|picture|file photo|photograph|handout)s?\b[^()\[\]]{{0,60}}|"
    rf"{_AGENCY}\s+(?:photo|image|file)[^()\[\]]{{0,60}}|Getty Images[^()\[\]]{{0,30}}|"
    r"AP Photo[^()\[\]]{0,60})[)\]]\.?$",
    re.IGNORECASE,
)
# Whoever the agency is: "(Ann Example / Somebody)" at a line's end, two names before the stroke.
_ANY_CREDIT = re.compile(r"\((?:[A-Z][\w.’'-]+ ){1,3}[A-Z][\w.’'-]+\s?/\s?[A-Z][^()]{1,40}\)\.?$")
_TRAILING_CREDIT = re.compile(
    r"[.!?…]['’”\"]?\s+(?:Image|Photo|Photograph|Picture|Credit|Illustration)s?(?: credit)?: "
    r"[A-Z©][^.!?]{1,60}(?:\.[^.!?]{0,40})?$"
)
_BARE_CREDIT = re.compile(
    rf"(?:\b(?:AP Photo|AFP Photo|REUTERS|EPA|AFP)\s?/\s?[A-Z][^.!?]{{2,60}}|"
    rf"(?:/|\bvia )\s?(?:{_AGENCY})(?:\s(?:Images|file))?|\bGetty Images(?: file)?)\.?$"
)
_LINK_LIST = re.compile(r"\s(?:\|\|?|•|·|»|›)\s")


def zone_of(unit: Unit) -> Zone | None:
    """The furniture that *unit* is by its own words, or None."""
    if _SEPARATOR.match(unit.text):
        return Zone.NOTE
    if _URL.match(unit.text):
        return Zone.LINK
    if is_foreign_line(unit.text):
        return Zone.FOREIGN
    zone = _by_phrase(unit)
    if zone:
        return zone
    if _is_credited(unit):
        return Zone.CAPTION
    if dates.is_line(unit.text):
        return Zone.METADATA
    if _is_link_list(unit):
        return Zone.LINK
    return None


def _by_phrase(unit: Unit) -> Zone | None:
    lines, starts, insides = _phrases()
    plain = unit.text.casefold().replace("’", "'")
    whole = lines.get(_EDGE.sub("", plain)) or lines.get(plain)
    if whole:
        return whole
    if len(unit.words) > _AT_MOST:
        return None
    opened = _EDGE_START.sub("", plain)
    zone = next((z for start, z in starts if opened.startswith(start)), None)
    if zone and not _is_reporting(unit, zone):
        return zone
    if not unit.is_quoted:
        return next((z for phrase, z in insides if phrase in plain), None)
    return None


def _is_reporting(unit: Unit, zone: Zone) -> bool:
    """Whether a line that begins like furniture is a sentence of the article after all.

    A link may quote a headline; a sentence with a quotation of its own and an end is reporting.
    """
    if zone in (Zone.ADVERT, Zone.CAPTION):
        return False
    return unit.is_quoted and unit.is_ended and len(unit.words) > 15


def _is_credited(unit: Unit) -> bool:
    if _CREDIT.search(unit.text) or _ANY_CREDIT.search(unit.text) or _TRAILING_CREDIT.search(unit.text):
        return not unit.text.startswith(("“", '"'))
    return bool(_BARE_CREDIT.search(unit.text)) and not unit.is_quoted and len(unit.words) <= 60


def _is_link_list(unit: Unit) -> bool:
    """Several short entries with bars or dots between them, none a sentence."""
    entries = [e.strip() for e in _LINK_LIST.split(unit.text)]
    if len(entries) < 3 or unit.is_quoted or unit.is_ended:
        return False
    return all(len(e.split()) <= 4 for e in entries)


@cache
def _phrases() -> tuple[dict[str, Zone], tuple[tuple[str, Zone], ...], tuple[tuple[str, Zone], ...]]:
    lines: dict[str, Zone] = {}
    starts: list[tuple[str, Zone]] = []
    insides: list[tuple[str, Zone]] = []
    for row in (files("kg.articles") / "lexicon" / "furniture.tsv").read_text("utf-8").splitlines():
        if row and not row.startswith("# "):
            zone, match, phrase = row.split("\t")
            phrase = phrase.casefold().replace("’", "'")
            if match == "line":
                lines[phrase] = Zone(zone)
            else:
                (starts if match == "start" else insides).append((phrase, Zone(zone)))
    return lines, tuple(starts), tuple(insides)
