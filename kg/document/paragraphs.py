"""Where paragraphs begin and end: at blank lines, at line ends unless the text is hard-wrapped, and around regions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from statistics import median

from kg.model import Region, Span

_LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")
_ENDS_SENTENCE = re.compile(r"[.!?:…][\"'”’»)\]]*\s*$")

# A text is hard-wrapped when most of its lines are about as long as a mail or terminal line and stop in mid-sentence.
_WRAP_WIDTHS = (45, 100)  # characters
_WRAP_LINES = 6  # fewer breaks prove nothing
_WRAP_OPEN = 0.6  # share of line ends that are no sentence end; in running paragraphs it is near 0


def split(text: str, regions: Sequence[Region] = ()) -> tuple[Span, ...]:
    """The paragraphs of *text*, without the white space around them, in order, never overlapping.

    Args:
        text: the article.
        regions: marked stretches; each begins and ends paragraphs of its own.
    """
    lines = [Span(m.start(), m.end()) for m in _LINE.finditer(text)]
    blocks = _blocks(text, lines)
    if _is_wrapped(text, blocks):
        pieces = [Span(block[0].start, block[-1].end) for block in blocks]
    else:
        pieces = [line for block in blocks for line in block]
    cuts = sorted({edge for r in regions for edge in (r.span.start, r.span.end)})
    return tuple(_trimmed(text, _cut(pieces, cuts)))


def _blocks(text: str, lines: Sequence[Span]) -> list[list[Span]]:
    """Lines grouped so that blank lines stand between groups."""
    blocks: list[list[Span]] = []
    previous: Span | None = None
    for line in lines:
        if not text[line.start : line.end].strip():
            previous = None
            continue
        if previous and not _is_gap(text[previous.end : line.start]):
            blocks[-1].append(line)
        else:
            blocks.append([line])
        previous = line
    return blocks


def _is_gap(between: str) -> bool:
    """Whether line ends leave an empty line between them (a carriage return with its line feed is one)."""
    return len(between.replace("\r\n", "\n")) > 1


def _is_wrapped(text: str, blocks: Sequence[Sequence[Span]]) -> bool:
    broken = [line for block in blocks for line in block[:-1]]
    if len(broken) < _WRAP_LINES:
        return False
    low, high = _WRAP_WIDTHS
    if not low <= median(line.end - line.start for line in broken) <= high:
        return False
    running = sum(not _ENDS_SENTENCE.search(text, line.start, line.end) for line in broken)
    return running / len(broken) >= _WRAP_OPEN


def _cut(pieces: Sequence[Span], cuts: Sequence[int]) -> Iterator[tuple[int, int]]:
    for piece in pieces:
        start = piece.start
        for edge in cuts:
            if start < edge < piece.end:
                yield start, edge
                start = edge
        yield start, piece.end


def _trimmed(text: str, pieces: Iterator[tuple[int, int]]) -> Iterator[Span]:
    for start, end in pieces:
        inside = text[start:end]
        body = inside.strip()
        if body:
            first = start + len(inside) - len(inside.lstrip())
            yield Span(first, first + len(body))
