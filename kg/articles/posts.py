"""Social-media posts shown as a block, known by the line that names their author."""

from __future__ import annotations

import re

from kg.articles.units import Unit
from kg.model import Zone

# "— Name (@handle) 12 March 2024", as embedded posts end on the web.
_AUTHOR = re.compile(r"^[—–-]{1,2}\s*\S.{0,80}\(@\w{1,30}\)")
_HANDLE = re.compile(r"^\S.{0,60}\s\(?@\w{1,30}\)?(?:\s*[·•|—–-]?\s*[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4})$")
_POSTLIKE = re.compile(r"(?:pic\.twitter\.com/|\bt\.co/|https?://|(?<!\w)[@#]\w|\b(?:I|we|We|my|My|our|Our|me|us)\b)")
_LONGEST = 8  # paragraphs of one post


def find(units: tuple[Unit, ...], zones: list[Zone | None]) -> list[tuple[int, int]]:
    """First and last unit of each post, its author's line included."""
    found: list[tuple[int, int]] = []
    for i, unit in enumerate(units):
        if _AUTHOR.match(unit.text) or _HANDLE.match(unit.text):
            first = _first(units, zones, i)
            if first < i:
                found.append((first, i))
    return found


def _first(units: tuple[Unit, ...], zones: list[Zone | None], author: int) -> int:
    """Where the post above *author* begins.

    The paragraph right above is the post's; those before it as long as they read like one: no quotation
    marks (a reporter's paragraph has them beside its cue), and a first person, link, tag or handle.
    """
    first = author
    while first > 0 and author - first < _LONGEST:
        above = units[first - 1]
        if zones[first - 1] or above.is_quoted or above.text.endswith(":"):
            break
        if first < author and not _POSTLIKE.search(above.text):
            break
        if first == author and above.is_ended and _reports(above):
            break
        first -= 1
    return first


def _reports(unit: Unit) -> bool:
    return bool(re.search(r"\b(?:he|she|they|who)\s+(?:said|wrote|posted|added|tweeted)\b", unit.text))
