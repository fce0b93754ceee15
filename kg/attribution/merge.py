"""Proposals of encoder and rules, made one answer for each content."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.attribution import spans
from kg.attribution.grammar import Grammar
from kg.attribution.lexicon import words
from kg.attribution.sources import mended
from kg.attribution.tidy import tidied
from kg.model import Attribution, Span

_NEAR = 3  # characters
_FAR = 40  # characters between cue or source and a content that is not theirs
_ALL = 0.97  # of a content
ADD = 0.9
_SAME = 0.5  # overlap (Jaccard) from which two contents are one


def merged(
    grammar: Grammar,
    encoded: Sequence[Attribution],
    blocks: Sequence[Attribution],
    quoted: Sequence[Attribution],
    clauses: Sequence[Attribution],
) -> tuple[list[Attribution], list[Attribution]]:
    """One answer for each content, and the proposals that lie inside one.

    Args:
        grammar: of the article.
        encoded: the encoder's proposals.
        blocks: signed posts and turns of a transcript: nothing else has a say there.
        quoted: direct quotations with their frames, from the marks.
        clauses: reported clauses, from the rules.
    """
    clean = [mended(grammar, t) for e in encoded if (t := tidied(grammar, e)) is not None]
    quoted = [q for q in quoted if not any(spans.shared(q.content, b.content) for b in blocks)]
    inside = [e for e in clean if any(_is_inside(e, q) for q in (*quoted, *blocks))]
    clean = [e for e in clean if not any(spans.covered(e.content, b.content) > _SAME for b in blocks)]
    outside = [e for e in clean if e not in inside]
    used: set[int] = set()
    marked = [s for q in quoted for s in q.content]
    settled = [_settle_quotation(grammar, q, outside, used, marked, clauses) for q in quoted]
    answers = [*blocks, *(a for a in settled if a is not None)]
    answers += [_without(grammar, e, marked) for i, e in enumerate(outside) if i not in used]
    answers = _one_for_each_cue(answers)
    for proposal in clauses:
        answers = _settle_clause(grammar, answers, proposal, encoded)
    answers = _without_media(grammar, answers)
    top = [a for a in answers if not any(_holds(b, a) for b in answers if b is not a)]
    inside += [a for a in answers if a not in top]
    return sorted(top, key=lambda a: (a.content[0].start, -a.content[-1].end)), inside


def _holds(outer: Attribution, other: Attribution) -> bool:
    """Whether source, cue and content of *other* all lie in the content of *outer*."""
    parts = (*other.source, *other.cue, *other.content)
    return bool(other.cue) and all(any(s in o for o in outer.content) for s in parts)


def _without_media(grammar: Grammar, answers: Sequence[Attribution]) -> list[Attribution]:
    """The answers, less "according to a statement" around what somebody is named to have said: that is its medium."""
    kept = []
    for answer in answers:
        source = [k for s in answer.source for k in range(*grammar.within(s))]
        medium = any(grammar.tokens[k].lemma in words("medium") for k in source[:4])
        if not (answer.cue_lemma == "according to" or _says_according(grammar, answer)) or not medium or not any(o is not answer and o.source and spans.covered(o.cue, answer.content) > 0 for o in answers):
            kept.append(answer)
    return kept


def _says_according(grammar: Grammar, answer: Attribution) -> bool:
    return any(grammar.text[c.start : c.end].lower().startswith("according") for c in answer.cue)


def _settle_quotation(
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


def _reports_elsewhere(
    grammar: Grammar, encoded: Attribution, proposal: Attribution, clauses: Sequence[Attribution]
) -> bool:
    """Whether the encoder's cue reports a clause in a paragraph before: then the quotation stands alone (GUIDELINES 3.3)."""
    here = grammar.paragraph_at(proposal.content[0].start)
    return any(
        spans.shared(c.cue, encoded.cue)
        and grammar.paragraph_at(c.cue[0].start) < here
        and not spans.shared(c.content, proposal.content)
        for c in clauses
    )


def _is_elsewhere(grammar: Grammar, encoded: Attribution, proposal: Attribution) -> bool:
    """Whether the encoder's cue stands in another paragraph, and content of its own beside it."""
    if not encoded.cue or not proposal.cue or spans.shared(encoded.cue, proposal.cue):
        return False
    home = grammar.paragraph_at(encoded.cue[0].start)
    if home == grammar.paragraph_at(proposal.content[0].start):
        return False
    return any(grammar.paragraph_at(s.start) == home for s in encoded.content)


def _without(grammar: Grammar, encoded: Attribution, marked: Sequence[Span]) -> Attribution:
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
            inside = text[piece.start : piece.end]
            before = any(piece.end == mark.start for mark in proposal.content)
            if any(c.isalnum() for c in inside) and not (before and inside.rstrip().endswith((",", ":"))):
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
    """Further stretches of the encoder's content, in the same paragraphs, with marks that belong to no other quotation."""
    here = {grammar.paragraph_at(s.start) for s in proposal.content}
    return [
        s
        for s in encoded.content
        if grammar.paragraph_at(s.start) in here
        and not spans.shared([s], marked)
        and any(q.span in s for _, q in grammar.outer)
    ]


def _source(grammar: Grammar, proposal: Attribution, encoded: Attribution, *, same_cue: bool) -> tuple[Span, ...]:
    """The phrase that stands beside the cue; between two that do, the longer; away from it, the encoder knows better."""
    if not proposal.source or not encoded.source or not same_cue:
        return proposal.source or encoded.source
    ours, theirs = proposal.source, encoded.source
    if grammar.text[proposal.cue[0].start : proposal.cue[0].end].endswith("ing"):
        return theirs  # a participle may hang on any noun before it
    if (
        spans.covered(theirs, ours) > 0.99
        or (_is_beside(grammar, ours, proposal.cue)
        and not _is_beside(grammar, theirs, proposal.cue))
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


def _is_inside(encoded: Attribution, quotation: Attribution) -> bool:
    """Whether the encoder's cue lies in the marks: speech inside speech."""
    return bool(encoded.cue) and spans.covered(encoded.cue, quotation.content) > 0.9


def _is_wider(grammar: Grammar, encoded: Attribution, quotation: Attribution) -> bool:
    """Whether the encoder has the marks inside a clause that begins before them, under a cue of its own."""
    start = quotation.content[0].start
    first = min(s.start for s in encoded.content)
    inside = any(s.start < start < s.end for s in encoded.content)
    own = bool(encoded.cue) and spans.shared(encoded.cue, quotation.cue) == 0
    return own and inside and grammar.text[first:start].count(" ") >= 2 and encoded.cue[0].end <= start


def _one_for_each_cue(answers: list[Attribution]) -> list[Attribution]:
    """The answers, of those with the same cue only the one whose content begins right after it (else the surer)."""
    kept: list[Attribution] = []
    for answer in sorted(answers, key=lambda a: (-_nearness(a), -a.confidence, a.extent)):
        if not any(spans.shared(answer.cue, other.cue) for other in kept):
            kept.append(answer)
    return kept


def _nearness(answer: Attribution) -> int:
    """2 for quotations, 1 for a content that begins within a few characters after its cue, 0 for others."""
    if answer.found_by != "encoder" or not answer.cue:
        return 2
    return int(any(0 <= s.start - answer.cue[-1].end <= _NEAR for s in answer.content))


def _settle_clause(
    grammar: Grammar, answers: list[Attribution], proposal: Attribution, encoded: Sequence[Attribution]
) -> list[Attribution]:
    """A reported clause beside the answers so far: it fills in what they lack, or stands where they have nothing."""
    for i, answer in enumerate(answers):
        if proposal.cue and spans.shared(answer.cue, proposal.cue) > 0:
            if not answer.source and proposal.source:
                answers[i] = replace(answer, source=proposal.source)
            if answer.found_by == "encoder" and _is_whole(grammar, answer, proposal, encoded):
                answers[i] = replace(answers[i], content=proposal.content)
            return answers
        if spans.overlap(answer.content, proposal.content) >= _SAME:
            return answers
    if proposal.confidence >= ADD and not any(spans.covered(proposal.cue, a.content) > 0 for a in answers):
        answers.append(proposal)
    return answers


def _is_whole(grammar: Grammar, answer: Attribution, proposal: Attribution, encoded: Sequence[Attribution]) -> bool:
    """Whether the rule has the clause of which the encoder has a stump, a far piece, a tail, or two torn pieces."""
    if any(s.overlaps(o) for s in proposal.content for o in (*answer.source, *answer.cue)):
        return False
    if all(_apart(s, o) > _FAR for s in answer.content for o in (*answer.cue, *answer.source)):
        return True
    before = proposal.content[0].end <= proposal.cue[0].start
    if (
        before
        and answer.content[-1].end == proposal.content[0].end
        and answer.content[0].start > proposal.content[0].start
    ):
        return True
    if proposal.confidence < ADD:
        return False
    if not _has_clause(grammar, answer) and _has_clause(grammar, proposal):
        return True
    return any(
        len(e.content) > 1 and spans.shared(e.cue, proposal.cue) and spans.covered(e.content, proposal.content) > _ALL
        for e in encoded
    )


def _apart(a: Span, b: Span) -> int:
    return max(b.start - a.end, a.start - b.end, 0)


def _has_clause(grammar: Grammar, attribution: Attribution) -> bool:
    """Whether there is a finite verb in the content."""
    inside = (grammar.tokens[k].tag for s in attribution.content for k in range(*grammar.within(s)))
    return any(tag in {"VBD", "VBZ", "VBP", "MD"} for tag in inside)
