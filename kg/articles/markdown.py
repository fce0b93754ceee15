"""Markdown: the text as a reader sees it, without marks, addresses of links and the matter before the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.articles.assemble import Details, assemble
from kg.articles.sources import Source
from kg.articles.tables import day
from kg.articles.text import decode
from kg.errors import ReadError
from kg.model import Article

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT = re.compile(r"\A---[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*\r?\n", re.DOTALL)
_PAIR = re.compile(r"^([A-Za-z_-]+)\s*:\s*(.+?)\s*$", re.MULTILINE)


class MarkdownReader:
    """One article per file. Offsets point into the text without markup."""

    name = "Markdown"
    suffixes = (".md", ".markdown")

    def recognises(self, head: bytes, named: bool) -> bool:
        """By its name alone: any text is Markdown."""
        return named and b"\0" not in head

    def read(self, source: Source) -> Iterator[Article | ReadError]:
        """The one article in *source*."""
        raw, encoding = decode(source.read(), source.name)
        front = _FRONT.match(raw)
        facts = {k.lower(): v.strip("\"'") for k, v in _PAIR.findall(front.group(1))} if front else {}
        text = plain(raw[front.end() :] if front else raw)
        url = facts.get("url") or facts.get("canonical") or facts.get("link") or ""
        details = Details(
            name=source.name,
            title=facts.get("title"),
            outlet=facts.get("outlet") or facts.get("publisher") or facts.get("publication") or facts.get("source"),
            published=day(facts.get("date") or facts.get("published")),
            url=url if url.startswith(("http://", "https://")) else None,
            encoding=encoding,
        )
        yield assemble(text, details)


def plain(markdown: str) -> str:
    """The paragraphs of *markdown*, headings and list items among them, with an empty line between."""
    from markdown_it import MarkdownIt

    blocks = []
    for token in MarkdownIt("commonmark").parse(markdown):
        if token.type == "inline":
            blocks.append("".join(_shown(token.children or [])).strip())
        elif token.type in ("fence", "code_block"):
            blocks.append(token.content.strip())
    return "\n\n".join(b for b in blocks if b) + "\n"


def _shown(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in ("text", "code_inline"):
            yield token.content
        elif token.type in ("softbreak", "hardbreak"):
            yield "\n"
        elif token.type == "image" and token.content:
            yield f"Photo: {token.content}"
