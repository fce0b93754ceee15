"""Small sums over spans: overlap, joining, trimming. Plain."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.model import Span

_CELL = 256  # characters
_EDGE = " \t\r\n,;:"


def length(spans: Iterable[Span]) -> int:
    """Characters in spans that do not overlap."""
    return sum(s.end - s.start for s in spans)


def shared(a: Iterable[Span], b: Sequence[Span]) -> int:
    """Characters that both have; within *a* and within *b* nothing overlaps."""
    return sum(max(0, min(x.end, y.end) - max(x.start, y.start)) for x in a for y in b)


def overlap(a: Sequence[Span], b: Sequence[Span]) -> float:
    """Jaccard overlap in characters, 0..1."""
    both = shared(a, b)
    return both / (length(a) + length(b) - both) if both else 0.0


def covered(a: Sequence[Span], b: Sequence[Span]) -> float:
    """The share of *a* that lies in *b*, 0..1."""
    return shared(a, b) / length(a) if a else 0.0


def joined(text: str, spans: Iterable[Span], through: str = " \t\r\n") -> tuple[Span, ...]:
    """Spans in order, those that overlap or have nothing but *through* between them made one."""
    out: list[Span] = []
    for span in sorted(spans):
        if out and (span.start <= out[-1].end or not text[out[-1].end : span.start].strip(through)):
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return tuple(out)


def trimmed(text: str, span: Span, edge: str = _EDGE) -> Span | None:
    """The span without *edge* characters at its ends; None if nothing is left."""
    start, end = span.start, span.end
    while start < end and text[start] in edge:
        start += 1
    while end > start and text[end - 1] in edge:
        end -= 1
    return Span(start, end) if start < end else None


class Near:
    """Parts by where they stand, so that those that may share a character with a given one are found at once.

    Args:
        parts: the spans of each item; items are numbered in order.
    """

    def __init__(self, parts: Iterable[Sequence[Span]] = ()) -> None:
        self._cells: dict[int, list[int]] = {}
        self._count = 0
        for some in parts:
            self.add(some)

    def add(self, some: Sequence[Span]) -> None:
        """Take in one more item."""
        self._count += 1
        self.widen(self._count - 1, some)

    def widen(self, item: int, some: Sequence[Span]) -> None:
        """Let an item be found at *some* too."""
        for cell in _cells(some):
            self._cells.setdefault(cell, []).append(item)

    def to(self, *some: Span) -> list[int]:
        """Numbers, ascending, of all items that share a character with *some*, and of others close by."""
        return sorted({n for cell in _cells(some) for n in self._cells.get(cell, ())})


def _cells(some: Iterable[Span]) -> set[int]:
    return {cell for s in some for cell in range(s.start // _CELL, (s.end - 1) // _CELL + 1)}


def minus(span: Span, holes: Sequence[Span]) -> list[Span]:
    """What is left of *span* outside *holes*."""
    parts = [span]
    for hole in holes:
        parts = [
            piece
            for part in parts
            for piece in (
                [part]
                if not part.overlaps(hole)
                else [Span(a, b) for a, b in ((part.start, hole.start), (hole.end, part.end)) if a < b]
            )
        ]
    return parts


def hull(spans: Sequence[Span]) -> Span:
    """From the first to the last character."""
    return Span(min(s.start for s in spans), max(s.end for s in spans))
