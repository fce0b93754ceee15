"""Text and what is known beside it become an :class:`~kg.model.Article`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from kg.articles import metadata, regions
from kg.articles.language import is_english, is_words
from kg.articles.sources import MAX_CHARACTERS
from kg.errors import ReadError
from kg.ids import mint, text_sha256
from kg.model import Article

# Control characters no text file holds (tab, line feed, form feed, carriage return, escape, C1 left out).
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
_HALF = re.compile("[\ud800-\udfff]")  # of a surrogate pair: neither UTF-8 nor RDF can hold it
_MANY_CONTROLS = 0.02  # of all characters; a stray one is an accident, more is a binary file
TEXT_WANTED = "give kg the article's text or page"


@dataclass(frozen=True, slots=True)
class Details:
    """What a file states about an article beside its text; None where it states nothing."""

    name: str = ""
    title: str | None = None
    outlet: str | None = None
    published: date | None = None
    url: str | None = None
    encoding: str = "utf-8"
    guessed: frozenset[str] = frozenset()


def assemble(text: str, details: Details) -> Article:
    """The article of *text*: details that the file states win over those that its lines tell.

    Raises:
        ReadError: the text is empty, too long, no text or not English.
    """
    where = details.name
    if not text.strip():
        raise ReadError("no text in it", where=where)
    if len(text) > MAX_CHARACTERS:
        raise ReadError(
            f"too long for one article: {len(text):,} characters, the limit is {MAX_CHARACTERS:,}",
            where=where,
            remedy="split it into one file per article",
        )
    if "\0" in text or len(_CONTROL.findall(text)) > _MANY_CONTROLS * len(text):
        raise ReadError("not a text: it holds NUL or control characters", where=where, remedy=TEXT_WANTED)
    if half := _HALF.search(text):
        raise ReadError(
            f"character {half.start():,} is half of a surrogate pair (U+{ord(half[0]):04X}), not text",
            where=where,
            remedy="write the text out as UTF-8 again, with that character repaired or left out",
        )
    if not is_words(text):
        raise ReadError("not running text: hardly a letter in it", where=where, remedy=TEXT_WANTED)
    if not is_english(text):
        raise ReadError("not in English, left out", where=where)
    marked = regions.find(text)
    details = _completed(details, metadata.find(text, marked))
    return Article(
        id=article_id(text, details),
        text=text,
        names=(where,) if where else (),
        title=details.title,
        outlet=details.outlet,
        published=details.published,
        url=details.url,
        encoding=details.encoding,
        guessed=details.guessed,
        regions=marked,
    )


def article_id(text: str, details: Details) -> str:
    """The id of an article: its url, else outlet and date, and its text, character by character."""
    day = details.published.isoformat() if details.published else ""
    origin = (details.url,) if details.url else (details.outlet or "", day)
    return mint("ar", "article", *origin, text_sha256(text))


def _completed(stated: Details, told: metadata.Told) -> Details:
    """*stated*, its gaps filled with what the text told."""
    gaps = {
        field: value
        for field in ("title", "outlet", "published", "url")
        if getattr(stated, field) is None and (value := getattr(told, field)) is not None
    }
    guessed = stated.guessed | (told.guessed & gaps.keys())
    if stated.encoding not in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"):
        guessed |= {"encoding"}
    return replace(stated, guessed=guessed, **gaps)
