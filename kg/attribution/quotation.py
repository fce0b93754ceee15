"""A direct quotation and what the encoder says about it: the marks decide the content, both the cue and source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.attribution import spans
from kg.attribution.grammar import Grammar
from kg.model import Attribution, Span


def settled(
    grammar: Grammar,
    proposal: Attribution,
    encoded: Sequence[Attribution],
    used: set[int],
    marked: Sequence[Span],
    clauses: Sequence[Attribution],
) -> Attribution | None:
    """A direct quotation and what the encoder says about it: the marks decide the content.

    Args:
        grammar: of the article.
        proposal: from the marks.
        encoded: the encoder's proposals; those that have no answer of their own beside this one are added to *used*.
        used: positions in *encoded* already spoken for.
        marked: the contents of all direct quotations.
        clauses: the reported clauses that rules found.
    """
    about = [i for i, e in enumerate(encoded) if spans.shared(e.content, proposal.content) > 0]
    about = [i for i in about if not _is_elsewhere(grammar, encoded[i], proposal)]
    free = [i for i in about if i not in used]
    if len(free) == 1 and _is_wider(grammar, encoded[free[0]], proposal):
        return None
    used.update(free)
    if not about:
        return proposal
    same = [i for i in about if spans.shared(encoded[i].cue, proposal.cue) > 0]
    best = encoded[max(same or about, key=lambda i: (spans.shared(encoded[i].content, proposal.content), -i))]
    if not proposal.cue:
        content = spans.joined(grammar.text, [*proposal.content, *_extra(grammar, best, proposal)], "")
        if _reports_elsewhere(grammar, best, proposal, clauses):
            return proposal
        return replace(best, content=content, found_by="quoted+encoder")
    extra = [*_extra(grammar, best, proposal), *_others(grammar, best, proposal, marked)] if same else []
    return replace(
        proposal,
        content=spans.joined(grammar.text, [*proposal.content, *extra], ""),
        source=_source(grammar, proposal, best, same_cue=bool(same)),
        found_by="quoted+encoder",
    )


def _is_elsewhere(grammar: Grammar, encoded: Attribution, proposal: Attribution) -> bool:
    """Whether the encoder's cue stands in another paragraph, and content of its own beside it."""
    if not encoded.cue or not proposal.cue or spans.shared(encoded.cue, proposal.cue):
        return False
    home = grammar.paragraph_at(encoded.cue[0].start)
    if home == grammar.paragraph_at(proposal.content[0].start):
        return False
    return any(grammar.paragraph_at(s.start) == home for s in encoded.content)


def _reports_elsewhere(
    grammar: Grammar, encoded: Attribution, proposal: Attribution, clauses: Sequence[Attribution]
) -> bool:
    """Whether the encoder's cue reports a clause in a paragraph before: the quotation then stands alone (3.3)."""
    here = grammar.paragraph_at(proposal.content[0].start)
    return any(
        spans.shared(c.cue, encoded.cue)
        and grammar.paragraph_at(c.cue[0].start) < here
        and not spans.shared(c.content, proposal.content)
        for c in clauses
    )


def without(grammar: Grammar, encoded: Attribution, marked: Sequence[Span]) -> Attribution:
    """The encoder's attribution less direct quotations of other paragraphs that have their own answer."""
    if not encoded.cue:
        return encoded
    home = grammar.paragraph_at(encoded.cue[0].start)
    kept = [s for s in encoded.content if grammar.paragraph_at(s.start) == home or not spans.shared([s], marked)]
    return replace(encoded, content=tuple(kept)) if kept else encoded


def _extra(grammar: Grammar, encoded: Attribution, proposal: Attribution) -> list[Span]:
    """Unquoted words that the encoder reads as one stretch with the marks, and no pause stands between."""
    text = grammar.text
    extra: list[Span] = []
    for span in encoded.content:
        if not any(span.overlaps(mark) for mark in proposal.content):
            continue
        for rest in spans.minus(span, proposal.content):
            piece = _same_sentence(grammar, rest, proposal.content)
            if piece is None:
                continue
            before = any(piece.end == mark.start for mark in proposal.content)
            paused = before and text[piece.start : piece.end].rstrip().endswith((",", ":"))
            words = {grammar.tokens[k].pos for k in range(*grammar.within(piece))} - {"PUNCT", "SPACE", "SYM"}
            if words - {"CCONJ"} and not paused:  # "but" between two quotations is the reporter's
                extra.append(piece)
    return extra


def _same_sentence(grammar: Grammar, piece: Span, marks: Sequence[Span]) -> Span | None:
    """The part of *piece* that stands in the sentence of the mark it touches."""
    for mark in marks:
        here = grammar.paragraph_at(mark.start)
        if piece.end == mark.start:
            before = max(0, grammar.within(mark)[0] - 1)
            if grammar.paragraph_at(grammar.tokens[before].start) != here:
                return None
            first = grammar.sentence(before)[0]
            start = max(piece.start, grammar.tokens[first].start)
            return Span(start, piece.end) if start < piece.end else None
        if piece.start == mark.end:
            after = grammar.within(mark)[1]
            if after >= len(grammar.tokens) or grammar.paragraph_at(grammar.tokens[after].start) != here:
                return None
            last = grammar.sentence(after)[1]
            end = min(piece.end, grammar.tokens[last - 1].end)
            return Span(piece.start, end) if piece.start < end else None
    return None


def _others(grammar: Grammar, encoded: Attribution, proposal: Attribution, marked: Sequence[Span]) -> list[Span]:
    """Further stretches of the encoder's content, in the same paragraphs, with marks no other quotation has."""
    here = {grammar.paragraph_at(s.start) for s in proposal.content}
    return [
        s
        for s in encoded.content
        if grammar.paragraph_at(s.start) in here
        and not spans.shared([s], marked)
        and any(q.span in s for _, q in grammar.outer_marks(s.start, s.end))
    ]


def _source(grammar: Grammar, proposal: Attribution, encoded: Attribution, *, same_cue: bool) -> tuple[Span, ...]:
    """The phrase that stands beside the cue, the longer of two; away from the cue the encoder knows better."""
    if not proposal.source or not encoded.source or not same_cue:
        return proposal.source or encoded.source
    ours, theirs = proposal.source, encoded.source
    if grammar.text[proposal.cue[0].start : proposal.cue[0].end].endswith("ing"):
        return theirs  # a participle may hang on any noun before it
    if spans.covered(theirs, ours) > 0.99 or (
        _is_beside(grammar, ours, proposal.cue) and not _is_beside(grammar, theirs, proposal.cue)
    ):
        return ours
    return theirs


def _is_beside(grammar: Grammar, source: Sequence[Span], cue: Sequence[Span]) -> bool:
    """Whether nothing but a comma and adverbs stands between a source and its cue."""
    for s in source:
        for c in cue:
            low, high = (s.end, c.start) if s.end <= c.start else (c.end, s.start)
            if low >= high:
                return True
            between = [grammar.tokens[k] for k in range(*grammar.within(Span(low, high)))]
            if all(t.pos in {"ADV", "PUNCT", "AUX"} for t in between):
                return True
    return False


def _is_wider(grammar: Grammar, encoded: Attribution, quotation: Attribution) -> bool:
    """Whether the encoder has the marks inside a clause that begins before them, under a cue of its own."""
    start = quotation.content[0].start
    first = min(s.start for s in encoded.content)
    inside = any(s.start < start < s.end for s in encoded.content)
    own = bool(encoded.cue) and spans.shared(encoded.cue, quotation.cue) == 0
    return own and inside and grammar.text[first:start].count(" ") >= 2 and encoded.cue[0].end <= start
