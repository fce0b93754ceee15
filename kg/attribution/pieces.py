"""Which of the pieces that a content was found in belong together."""

from __future__ import annotations

from kg.attribution.grammar import Grammar
from kg.model import Span


def related(grammar: Grammar, content: list[Span], others: list[Span]) -> list[Span]:
    """The pieces of an unquoted content that belong together.

    Pieces with a word or two between them are one. A piece far behind another that follows the cue at once, in a
    sentence that has gone on to something else, is not the source's; nor is one before the cue that does not reach it.
    """
    if len(content) < 2 or any(grammar.quoted[k] >= 0 for s in content for k in range(*grammar.within(s))):
        return content
    ordered = _reaching(grammar, _in_sentence(grammar, sorted(content), others), others)
    near = [ordered[0]]
    for span in ordered[1:]:
        low, high = grammar.within(near[-1])[1], grammar.within(span)[0]
        gap = Span(near[-1].end, span.start) if near[-1].end < span.start else None
        between = gap is not None and any(gap.overlaps(o) for o in others)
        if between:
            near.append(span)
        elif high - low <= JOIN and grammar.sentence(low - 1) == grammar.sentence(high):
            near[-1] = Span(near[-1].start, span.end)
        elif high - low <= DROP:
            near.append(span)
    return near


def _in_sentence(grammar: Grammar, ordered: list[Span], others: list[Span]) -> list[Span]:
    """The pieces in the sentences of cue and source, where there are any, and those that join them."""
    sentences = {grammar.sentence(grammar.within(o)[0]) for o in others}
    kept = [s for s in ordered if grammar.sentence(grammar.within(s)[0]) in sentences]
    if not kept:
        return ordered
    return [s for s in ordered if s in kept or any(abs(s.start - k.end) < 3 or abs(k.start - s.end) < 3 for k in kept)]


def _reaching(grammar: Grammar, ordered: list[Span], others: list[Span]) -> list[Span]:
    """The pieces, less those before cue and source that do not reach them while another follows with its "that"."""
    if not others:
        return ordered
    start, end = min(o.start for o in others), max(o.end for o in others)
    after = [s for s in ordered if s.start >= end]
    opened = [s for s in after if grammar.text[s.start : s.start + 5].lower() in {"that ", "to be"}]
    if not opened and not (after and _follows(grammar, after[0], end)):
        return ordered
    kept = []
    for span in ordered:
        low, high = grammar.within(span)
        gap = grammar.within(Span(span.end, start)) if span.end < start else (0, 0)
        relative = high - low == 1 and grammar.tokens[low].tag in {"WDT", "WP"}
        clause = any(grammar.tokens[k].tag in {"VBD", "VBZ", "VBP", "MD"} for k in range(low, high))
        if span.end <= start and not relative and (gap[1] - gap[0] > REACH or not clause):
            continue
        kept.append(span)
    return kept or ordered


def _follows(grammar: Grammar, span: Span, end: int) -> bool:
    """Whether a whole clause comes right after cue or source: "…, experts say the tax would rise"."""
    tags = [grammar.tokens[k].tag for k in range(*grammar.within(span))]
    return span.start - end <= 1 and tags[0] not in _FINITE and any(t in _FINITE for t in tags)


_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
REACH = 2  # words between a piece and the source or cue it leads to
JOIN = 2  # words between two pieces that are one; from PolNeAR dev, as the two below
DROP = 6  # words between pieces beyond which the later one is not the source's
