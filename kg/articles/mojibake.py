"""Text that was decoded wrongly before it came to us ("donâ€™t"): mended for reading, never in the article itself.

ftfy knows which runs of characters are UTF-8 read as something else. Each such run is exchanged for what it was, and
a map leads every stretch of the mended text back to the text as it was read.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from itertools import accumulate

from kg.model import Article, Region, Span

_LOST = re.compile(r"â€(?=[\s.,;:!?)\]]|$)")
_LOST_MARK = "”"  # its third byte, 0x9D, means nothing in Windows' encoding and is dropped on the way


@dataclass(frozen=True, slots=True)
class Mended:
    """A mended text and the way back.

    Attributes:
        text: what to read.
    """

    text: str
    _here: tuple[int, ...]
    _there: tuple[int, ...]
    _same: tuple[bool, ...]

    def back(self, span: Span) -> Span:
        """Where *span* stands in the text as it was read; an exchanged character stands for all that it was."""
        first = bisect_right(self._here, span.start) - 1
        last = bisect_right(self._here, span.end - 1) - 1
        start = self._there[first] + (span.start - self._here[first] if self._same[first] else 0)
        end = self._there[last] + span.end - self._here[last] if self._same[last] else self._there[last + 1]
        return Span(start, end)

    def forth(self, span: Span) -> Span:
        """Where a stretch of the text as it was read stands here."""
        first = bisect_right(self._there, span.start) - 1
        last = bisect_right(self._there, span.end - 1) - 1
        start = self._here[first] + (span.start - self._there[first] if self._same[first] else 0)
        end = self._here[last] + span.end - self._there[last] if self._same[last] else self._here[last + 1]
        return Span(start, end)


def mended(article: Article) -> tuple[Article, Mended | None]:
    """The article to read, and the way back to the one given; the same and None if nothing is wrong with it."""
    way = _mended(article.text)
    if way is None:
        return article, None
    regions = tuple(Region(way.forth(r.span), r.zone) for r in article.regions)
    return replace(article, text=way.text, regions=regions), way


def _mended(text: str) -> Mended | None:
    if text.isascii():
        return None
    from ftfy import fix_encoding
    from ftfy.badness import is_bad
    from ftfy.chardata import UTF8_DETECTOR_RE

    if not is_bad(text):
        return None
    found = [(m.start(), m.end(), _LOST_MARK) for m in _LOST.finditer(text)]
    lost = {start for start, *_ in found}  # ftfy takes one and the space after it for a dagger
    found += [
        (*m.span(), right)
        for m in UTF8_DETECTOR_RE.finditer(text)
        if not lost.intersection(range(*m.span())) and (right := fix_encoding(m.group())) != m.group()
    ]
    if not found:
        return None
    pieces: list[tuple[str, str]] = []
    place = 0
    for start, end, right in sorted(found):
        pieces += [(text[place:start], text[place:start])] if start > place else []
        pieces += _apart(right, text[start:end])
        place = end
    pieces += [(text[place:], text[place:])] if place < len(text) else []
    here = tuple(accumulate((len(new) for new, _ in pieces), initial=0))
    there = tuple(accumulate((len(old) for _, old in pieces), initial=0))
    return Mended("".join(new for new, _ in pieces), here, there, tuple(new == old for new, old in pieces))


def _apart(right: str, wrong: str) -> list[tuple[str, str]]:
    """Several characters mended at once, one by one where each can be told from its neighbours."""
    each = [(c, c.encode("utf-8").decode("sloppy-windows-1252")) for c in right]
    return each if "".join(old for _, old in each) == wrong else [(right, wrong)]
