"""Web pages: the article that the page states in JSON-LD, else what trafilatura takes for it."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any, cast

from kg.articles import dates
from kg.articles.assemble import Details, assemble
from kg.articles.sources import Source
from kg.errors import ReadError
from kg.model import Article

_PAGE = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<article[\s>]", re.IGNORECASE)
_LINKED_DATA = re.compile(
    r"<script[^>]*type\s*=\s*[\"']?application/ld\+json[\"']?[^>]*>(.*?)</script>", re.IGNORECASE | re.DOTALL
)
_TYPES = ("NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "Article", "BlogPosting", "LiveBlogPosting")
_SHORTEST_BODY = 200  # characters of an articleBody that is the article and not its teaser
_TAG = re.compile(r"<[^>]{1,300}>")
# Only what the page marks as its date; no limit that moves with the clock.
_DATES = {"extensive_search": False, "original_date": True, "max_date": "2100-01-01"}
_MOST_DATA = 2_000_000  # characters of one JSON-LD block
_DEEPEST = 40  # lists and graphs inside each other


class HtmlReader:
    """One article per page. Its text is what the page shows of it: offsets point into that text."""

    name = "web page"
    suffixes = (".html", ".htm", ".xhtml")

    def recognises(self, head: bytes, named: bool) -> bool:
        """By its name, or by a document type or one of the tags that every page has near its start."""
        return named or bool(_PAGE.search(head))

    def read(self, source: Source) -> Iterator[Article | ReadError]:
        """The one article in *source*."""
        yield page(source.read(), source.name)


def page(data: bytes, name: str, url: str | None = None) -> Article:
    """The article in the page *data*.

    Args:
        data: the page as it was sent.
        name: the article's.
        url: where it was fetched, where that is known from outside of the page.

    Raises:
        ReadError: there is no article in it.
    """
    from trafilatura import bare_extraction
    from trafilatura.utils import decode_file

    _quiet()

    if not data.strip():
        raise ReadError("the file is empty", where=name)
    markup = decode_file(data)
    stated = _stated(markup)
    try:
        found: Any = bare_extraction(
            markup,
            url=url,
            include_comments=False,
            include_tables=False,
            with_metadata=True,
            date_extraction_params=_DATES,
        )
    except Exception as error:
        raise ReadError(f"not readable as a web page: {type(error).__name__}", where=name) from error
    body = _TAG.sub("", str(stated.get("articleBody") or "")).strip()
    if len(body) < _SHORTEST_BODY or (found and len(found.text or "") > 2 * len(body)):
        body = (found.text or "").replace("\n", "\n\n").strip() if found else body
    if not body:
        raise ReadError("no article found in this web page", where=name)
    title = _line(stated.get("headline")) or (_line(found.title) if found else None)
    text = body if not title or body.startswith(title) else f"{title}\n\n{body}"
    return assemble(text, _details(stated, found, name, title, url))


@cache
def _quiet() -> None:
    """The libraries tell of each odd page on stderr; our own message is enough."""
    for name in ("trafilatura", "htmldate", "justext", "courlan"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def _details(stated: dict[str, Any], found: Any, name: str, title: str | None, url: str | None) -> Details:
    """What JSON-LD states; what trafilatura found elsewhere on the page is a guess."""
    facts: dict[str, Any] = {
        "outlet": _name(stated.get("publisher")),
        "published": _day(stated.get("datePublished")),
        "url": url or _address(stated.get("url")) or _address(stated.get("mainEntityOfPage")),
    }
    guesses: dict[str, Any] = {}
    if found:
        guesses = {"outlet": _line(found.sitename), "published": _day(found.date), "url": _address(found.url)}
    guessed = {field for field, value in facts.items() if value is None and guesses.get(field)}
    if title and not stated.get("headline"):
        guessed.add("title")
    return Details(
        name=name,
        title=title,
        guessed=frozenset(guessed),
        **cast("Any", {field: value if value is not None else guesses.get(field) for field, value in facts.items()}),
    )


def _stated(markup: str) -> dict[str, Any]:
    """The first news article that the page's JSON-LD describes, or nothing."""
    for block in _LINKED_DATA.findall(markup):
        if len(block) > _MOST_DATA:
            continue
        try:
            data = json.loads(block, strict=False)
        except (ValueError, RecursionError):
            continue
        article = _article(data, 0)
        if article:
            return article
    return {}


def _article(data: Any, depth: int) -> dict[str, Any] | None:
    if depth > _DEEPEST:
        return None
    if isinstance(data, list):
        return next((a for d in data if (a := _article(d, depth + 1))), None)
    if not isinstance(data, dict):
        return None
    types = data.get("@type")
    if any(t in _TYPES for t in (types if isinstance(types, list) else [types])):
        return data
    return _article(data.get("@graph") or data.get("mainEntity"), depth + 1)


def _line(value: Any) -> str | None:
    return " ".join(_TAG.sub("", value).split()) or None if isinstance(value, str) else None


def _name(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    return _line(value.get("name")) if isinstance(value, dict) else _line(value)


def _address(value: Any) -> str | None:
    if isinstance(value, dict):
        value = value.get("@id")
    return value.strip() if isinstance(value, str) and value.strip().startswith(("http://", "https://")) else None


def _day(value: Any) -> date | None:
    found = dates.find(value) if isinstance(value, str) else None
    return found[0] if found else None
