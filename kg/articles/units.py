"""The lines or wrapped paragraphs of a text, as spans: what furniture is judged by."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from kg.model import Span

_LINE = re.compile(r"[^\r\n\f\v\x85\u2028\u2029]+")
_WORD = re.compile(r"\w+(?:['’.&/-]\w+)*")
MARKS = '"“”„«»‟＂'
_QUOTED = re.compile(f"[{MARKS}]")
# A sentence's end, whatever closes after it: marks, brackets, a footnote's number.
_END = re.compile(rf"[.!?…:][{MARKS}'’‘)\]]*\s*(?:\[\d+\])?$|[.!?…,][{MARKS}'’‘)\]]+\s*(?:\[\d+\])?$")
_INNER_END = re.compile(rf"[a-z0-9)][.!?][{MARKS}'’]*\s+[{MARKS}]?[A-Z]")
_WRAPPED_WIDTH = 100  # columns: mail and wire copy is wrapped at 65–80
_LONG = 40  # words that no heading has


@dataclass(frozen=True, slots=True)
class Unit:
    """One line of the text, or one hard-wrapped paragraph, without the white space around it."""

    span: Span
    text: str
    words: tuple[str, ...]

    @property
    def is_quoted(self) -> bool:
        """Whether a double quotation mark stands in it."""
        return bool(_QUOTED.search(self.text))

    @property
    def is_ended(self) -> bool:
        """Whether it ends as a sentence does."""
        return bool(_END.search(self.text))

    @property
    def is_prose(self) -> bool:
        """Whether it reads like running text: a whole sentence, or several, or too long for a heading."""
        if len(self.words) >= _LONG:
            return True
        if self.is_ended and not self.text.endswith(":"):
            return len(self.words) >= 6
        return bool(_INNER_END.search(self.text)) and len(self.words) >= 12


def split(text: str) -> tuple[Unit, ...]:
    """The units of *text* in order; white space alone makes none."""
    lines = [m for m in _LINE.finditer(text) if m.group().strip()]
    spans = [_trim(text, m.start(), m.end()) for m in lines]
    if _is_wrapped(text, spans):
        spans = _join(text, spans)
    return tuple(Unit(s, t := text[s.start : s.end], tuple(_WORD.findall(t))) for s in spans)


def _trim(text: str, start: int, end: int) -> Span:
    stretch = text[start:end]
    return Span(start + len(stretch) - len(stretch.lstrip()), end - len(stretch) + len(stretch.rstrip()))


def _blank_between(text: str, a: Span, b: Span) -> bool:
    gap = text[a.end : b.start]
    return gap.replace("\r\n", "\n").count("\n") + gap.replace("\r\n", "").count("\r") > 1


def _is_wrapped(text: str, lines: list[Span]) -> bool:
    """Whether lines are broken at a width: most that another follows at once end in mid sentence, near one width."""
    followed = [a for a, b in pairwise(lines) if not _blank_between(text, a, b)]
    if len(followed) < 4 or max(s.end - s.start for s in lines) > _WRAPPED_WIDTH:
        return False
    broken = sum(not _END.search(text[s.start : s.end]) for s in followed)
    widths = sorted(s.end - s.start for s in followed)
    return broken > 0.6 * len(followed) and widths[len(widths) // 2] >= 50


def _join(text: str, lines: list[Span]) -> list[Span]:
    joined: list[Span] = []
    for line in lines:
        if joined and not _blank_between(text, joined[-1], line):
            joined[-1] = Span(joined[-1].start, line.end)
        else:
            joined.append(line)
    return joined
