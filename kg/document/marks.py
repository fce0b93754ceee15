"""Quotation marks, paired by paragraph and position.

Type setters, editors and web pages mix the shapes (a typographic opening mark closed by a straight one, a mark the
wrong way round, ``''``), so the shape of a mark is only a hint: a mark opens where a word begins and closes where one
ends. Pairs lie inside one paragraph. A paragraph that opens a quotation and does not close it runs on into the next one
that opens with a mark (or closes one it never opened). An odd mark costs one quotation, never the article.

Single marks count inside double ones, and outside them where they can be no apostrophe.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.document import singles
from kg.model import Quotation, Span

_DOUBLE = re.compile(r"``|''|[\"“”„‟«»＂]")
_OPENS = frozenset("“„«")
_CLOSES = frozenset("”»")
_BEFORE_OPEN = frozenset("([{<—–-/…:;,'‘’“”\"«»*_")  # may stand before an opening mark, besides white space
_STOP = re.compile(r"[.!?](?=\s)")
_NEVER_FIRST = frozenset(",.;:!?)]}")  # a word or a quotation never begins with one, but for an ellipsis
_AFTER_CLOSE = frozenset(")]}>—–-/….,:;!?'‘’”\"»*_")  # may stand after a closing one

_DEEPEST = 8  # levels; people stop at three, and what reads nested marks takes time by the level

# Where an opening mark has lost its partner, the quotation ends before the reporter's ", she said": a comma, at most
# this many words, and the end of the sentence or another mark.
_VERBS = "said|says|told|wrote|added|asked|replied|tweeted|explained|noted|continued|warned"
_TAIL = re.compile(
    rf"[,!?](?=\s+(?!where|which|who|that|and|but|when|as|if)(?:\w[\w.'’-]*\s+){{0,5}}(?:{_VERBS})(?:\s+\w+){{0,4}}[.,:])"
)


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    opens: bool
    closes: bool


@dataclass(slots=True)
class _Paragraph:
    """What one paragraph's marks come to."""

    span: Span
    pairs: list[tuple[_Mark, _Mark]]
    lone_openers: list[_Mark]
    lone_closer: _Mark | None  # only where nothing was open: it may close the paragraph before


def pair(text: str, paragraphs: Sequence[Span]) -> tuple[Quotation, ...]:
    """The quotations of *text*, in text order, an outer one before what lies inside it.

    No two overlap in part; each lies inside one paragraph, but for the one pair (``whole_article``) that some pages put
    around everything: it counts for no level.
    """
    read = [_read(text, p) for p in paragraphs]
    whole = _take_whole_article(read)
    found: list[Quotation] = []
    runs_on: int | None = None  # index in found of a quotation the paragraph before left open
    for paragraph in read:
        first = len(found)
        found += _quotations(text, paragraph, continued=runs_on is not None)
        opening = next((i for i in range(first, len(found)) if found[i].span.start == paragraph.span.start), None)
        if runs_on is not None and opening is not None:
            found[opening] = replace(found[opening], continues=runs_on)
        runs_on = _open_at_end(text, found, first, paragraph)
    found = _settle_ends(text, found)
    return tuple(_levelled(found, whole))


def _read(text: str, paragraph: Span) -> _Paragraph:
    """Pair the double marks of one paragraph with a stack."""
    stack: list[_Mark] = []
    result = _Paragraph(paragraph, [], [], None)
    for match in _DOUBLE.finditer(text, paragraph.start, paragraph.end):
        mark = _placed(text, match, paragraph)
        if _is_inches(text, match, stack):
            continue
        opening = not stack if mark.opens and mark.closes else mark.opens
        if opening:
            stack.append(mark)
        elif stack:
            result.pairs.append((stack.pop(), mark))
        elif result.lone_closer is None:
            result.lone_closer = mark
    result.lone_openers = stack
    result.pairs = [(a, b) for a, b in result.pairs if b.start > a.end]
    return result


def _placed(text: str, match: re.Match[str], paragraph: Span) -> _Mark:
    """What the mark can be by where it stands; by its shape only where the place does not tell."""
    start, end, shape = match.start(), match.end(), match[0]
    before = text[start - 1] if start > paragraph.start else " "
    after = text[end] if end < paragraph.end else " "
    begins = not after.isspace() and (after not in _NEVER_FIRST or text.startswith("...", end))
    opens = (before.isspace() or before in _BEFORE_OPEN) and begins
    closes = not before.isspace() and (after.isspace() or after in _AFTER_CLOSE)
    if before in ",.;:!?…" and after.isalnum():  # a space is missing on one side: 'said:"No' or 'no."He'
        opens, closes = before in ":,;", True
    if opens == closes:
        if shape in _OPENS or shape == "``":
            return _Mark(start, end, opens=True, closes=False)
        if shape in _CLOSES:
            return _Mark(start, end, opens=False, closes=True)
        return _Mark(start, end, opens=True, closes=True)
    return _Mark(start, end, opens, closes)


def _is_inches(text: str, match: re.Match[str], stack: Sequence[_Mark]) -> bool:
    """Whether a straight mark after a digit measures something and quotes nothing: 6'2" tall."""
    before = text[max(0, match.start() - 4) : match.start()]
    return match[0] in {'"', "''"} and not stack and bool(re.search(r"\d['’]?\d*$", before))


def _take_whole_article(read: Sequence[_Paragraph]) -> Quotation | None:
    """Find the one pair around everything, and take its two marks out of their paragraphs.

    The first paragraph with words opens it and leaves it open, and the last lone closing mark stands in a later
    paragraph with no lone opener before it in that paragraph, while the paragraph after the first does not go on
    as a quotation that needs it: its own marks are paired.
    """
    quoted = [p for p in read if p.pairs or p.lone_openers or p.lone_closer]
    if len(quoted) < 3:
        return None
    first = quoted[0]
    opener = first.lone_openers[0] if first.lone_openers else None
    if opener is None or opener.start != first.span.start or len(first.lone_openers) > 1:
        return None
    enders = [p for p in quoted[1:] if p.lone_closer]
    others = [p for p in quoted[1:] if p.lone_openers]
    between = [p for p in quoted[1:-1] if p.pairs]
    if len(enders) != 1 or others or not between:
        return None
    closer = enders[0].lone_closer
    if closer is None or (closer.end < first.span.start + (read[-1].span.end - first.span.start) // 2):
        return None
    first.lone_openers.clear()
    enders[0].lone_closer = None
    return Quotation(
        span=Span(opener.start, closer.end), inner=Span(opener.end, closer.start), level=0, whole_article=True
    )


def _quotations(text: str, paragraph: _Paragraph, *, continued: bool) -> list[Quotation]:
    """The quotations of one paragraph, outermost first, each with its single marks inside."""
    end = paragraph.span.end
    found = [Quotation(Span(a.start, b.end), Span(a.end, b.start)) for a, b in paragraph.pairs]
    found += [
        Quotation(Span(m.start, end), Span(m.end, end), closed=False) for m in paragraph.lone_openers if m.end < end
    ]
    closer = paragraph.lone_closer
    if continued and closer and closer.start > paragraph.span.start:
        start = paragraph.span.start
        found.append(Quotation(Span(start, closer.end), Span(start, closer.start)))
    found.sort(key=lambda q: (q.span.start, -q.span.end))
    outer: list[Quotation] = []
    for quotation in found:  # each starts at or after those before it, so the outer ones do not overlap
        if not outer or quotation.span.end > outer[-1].span.end:
            outer.append(quotation)
    inside = [q for area in outer for q in singles.pair(text, area.inner)]
    free = _between(paragraph.span, [q.span for q in outer])
    return sorted(
        [*found, *inside, *(q for area in free for q in singles.pair(text, area))],
        key=lambda q: (q.span.start, -q.span.end),
    )


def _between(whole: Span, parts: Sequence[Span]) -> list[Span]:
    edges = [whole.start, *(e for p in parts for e in (p.start, p.end)), whole.end]
    return [Span(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b]


def _open_at_end(text: str, found: Sequence[Quotation], first: int, paragraph: _Paragraph) -> int | None:
    """The first from *first* that may run on into the next paragraph: unclosed, and no reporter took over since."""
    end = paragraph.span.end
    unclosed = [i for i in range(first, len(found)) if not found[i].closed and found[i].span.end == end]
    if not unclosed:
        return None
    tails = [m.start() for m in _TAIL.finditer(text, found[unclosed[0]].inner.start, end)]
    return next((i for i in unclosed if not tails or tails[-1] < found[i].inner.start), None)


def _settle_ends(text: str, found: list[Quotation]) -> list[Quotation]:
    """End each unclosed quotation that no later paragraph continues where the reporter's words begin."""
    continued = {q.continues for q in found if q.continues is not None}
    settled = []
    for i, quotation in enumerate(found):
        changed = quotation
        if not quotation.closed and i not in continued:
            nested = _first_inside(found, i)
            limit = quotation.span.end if nested is None else nested
            tail = _TAIL.search(text, quotation.inner.start, limit)
            end = (
                tail.end() if tail else quotation.span.end if nested is None else _sentence_end(text, quotation, limit)
            )
            if end > quotation.inner.start:
                changed = replace(
                    quotation, span=Span(quotation.span.start, end), inner=Span(quotation.inner.start, end)
                )
        settled.append(changed)
    return settled


def _first_inside(found: Sequence[Quotation], i: int) -> int | None:
    """Where the first quotation inside the *i*-th starts; *found* is in text order."""
    area = found[i].span
    for n in range(i + 1, len(found)):
        quotation = found[n]
        if quotation.span.start >= area.end:
            return None
        if quotation.span in area:
            return quotation.span.start
    return None


def _sentence_end(text: str, quotation: Quotation, limit: int) -> int:
    """The last sentence end before *limit*, else the end of the quotation as it was."""
    ends = [m.end() for m in _STOP.finditer(text, quotation.inner.start, limit)]
    return ends[-1] if ends else quotation.span.end


def _levelled(found: Sequence[Quotation], whole: Quotation | None) -> list[Quotation]:
    """Levels by containment; what would overlap in part is left out, so that an odd mark costs itself only."""
    kept: list[tuple[int, Quotation]] = []
    place: dict[int, int] = {}
    open_: list[Quotation] = []
    for i, quotation in sorted(enumerate(found), key=lambda x: (x[1].span.start, -x[1].span.end)):
        while open_ and open_[-1].span.end <= quotation.span.start:
            open_.pop()
        if open_ and quotation.span not in open_[-1].inner:
            continue
        if len(open_) > _DEEPEST:
            continue
        place[i] = len(kept)
        kept.append((i, replace(quotation, level=len(open_))))
        open_.append(quotation)
    shift = 1 if whole else 0
    final = [replace(q, continues=None if q.continues not in place else place[q.continues] + shift) for _, q in kept]
    return [whole, *final] if whole else final
