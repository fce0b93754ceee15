"""Proposals of encoder and rules, made one answer for each content."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.attribution import spans
from kg.attribution.grammar import Grammar
from kg.attribution.lexicon import words
from kg.attribution.quotation import settled, without
from kg.attribution.sources import mended
from kg.attribution.tidy import tidied
from kg.model import Attribution, Span

_NEAR = 3  # characters
_FAR = 40  # characters between cue or source and a content that is not theirs
_ALL = 0.97  # of a content
ADD = 0.9  # confidence from which a rule stands without the encoder
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
    block_at = spans.Near(b.content for b in blocks)
    quoted = [q for q in quoted if not any(spans.shared(q.content, blocks[n].content) for n in block_at.to(*q.content))]
    holders = [*quoted, *blocks]
    holder_at = spans.Near(h.content for h in holders)
    inside = [e for e in clean if any(_is_inside(e, holders[n]) for n in holder_at.to(*e.cue))]
    clean = [
        e
        for e in clean
        if not any(spans.covered(e.content, blocks[n].content) > _SAME for n in block_at.to(*e.content))
    ]
    within = set(inside)
    outside = [e for e in clean if e not in within]
    used: set[int] = set()
    marked = [s for q in quoted for s in q.content]
    direct = [settled(grammar, q, outside, used, marked, clauses) for q in quoted]
    answers = [*blocks, *(a for a in direct if a is not None)]
    answers += [without(grammar, e, marked) for i, e in enumerate(outside) if i not in used]
    answers = _one_for_each_cue(answers)
    answer_at = spans.Near((*a.cue, *a.content) for a in answers)
    for proposal in clauses:
        _settle_clause(grammar, answers, answer_at, proposal, encoded)
    answers = _without_media(grammar, answers, clauses)
    content_at = spans.Near(a.content for a in answers)
    top: list[Attribution] = []
    lower: list[Attribution] = []
    for a in answers:
        held = any(_holds(answers[n], a) for n in content_at.to(*a.cue) if answers[n] is not a)
        (lower if held else top).append(a)
    tops = set(top)
    inside += [a for a in lower if a not in tops]
    return sorted(top, key=lambda a: (a.content[0].start, -a.content[-1].end)), inside


def _holds(outer: Attribution, other: Attribution) -> bool:
    """Whether source, cue and content of *other* all lie in the content of *outer*."""
    parts = (*other.source, *other.cue, *other.content)
    return bool(other.cue) and all(any(s in o for o in outer.content) for s in parts)


def _without_media(
    grammar: Grammar, answers: Sequence[Attribution], clauses: Sequence[Attribution]
) -> list[Attribution]:
    """The answers, less "according to a statement" around what somebody is named to have said: that is its medium.

    So is "according to the Daily" after "“…,” X said": it tells who printed it.
    """
    kept = []
    near = spans.Near(a.cue for a in answers)
    for answer in answers:
        source = [k for s in answer.source for k in range(*grammar.within(s))]
        medium = any(grammar.tokens[k].lemma in words("medium") for k in source[:4])
        if not _says_according(grammar, answer):
            kept.append(answer)
        elif any(_is_frame(answer, answers[n]) for n in near.to(*answer.content) if answers[n] is not answer):
            continue
        elif not medium or not any(
            o is not answer and o.source and spans.covered(o.cue, answer.content) > 0 for o in answers
        ):
            inner = next((c for c in clauses if c.source and _holds(answer, c)), None) if medium else None
            kept.append(inner or answer)
    return kept


def _is_frame(answer: Attribution, other: Attribution) -> bool:
    """Whether all that "according to" is said of is who said the quotation before it."""
    held = [*other.source, *other.cue]
    return (
        bool(other.source and other.cue)
        and all(any(s in c for c in answer.content) for s in held)
        and not spans.shared(answer.content, other.content)
    )


def _says_according(grammar: Grammar, answer: Attribution) -> bool:
    return any(grammar.text[c.start : c.end].lower().startswith("according") for c in answer.cue)


def _is_inside(encoded: Attribution, quotation: Attribution) -> bool:
    """Whether the encoder's cue lies in the marks: speech inside speech."""
    return bool(encoded.cue) and spans.covered(encoded.cue, quotation.content) > 0.9


def _one_for_each_cue(answers: list[Attribution]) -> list[Attribution]:
    """The answers, of those with the same cue only the one whose content begins right after it (else the surer)."""
    kept: list[Attribution] = []
    cue_at = spans.Near()
    for answer in sorted(answers, key=lambda a: (-_nearness(a), -a.confidence, a.extent)):
        if not any(spans.shared(answer.cue, kept[n].cue) for n in cue_at.to(*answer.cue)):
            kept.append(answer)
            cue_at.add(answer.cue)
    return kept


def _nearness(answer: Attribution) -> int:
    """2 for quotations, 1 for a content that begins within a few characters after its cue, 0 for others."""
    if answer.found_by != "encoder" or not answer.cue:
        return 2
    return int(any(0 <= s.start - answer.cue[-1].end <= _NEAR for s in answer.content))


def _settle_clause(
    grammar: Grammar,
    answers: list[Attribution],
    near: spans.Near,
    proposal: Attribution,
    encoded: Sequence[Attribution],
) -> None:
    """A reported clause beside the answers so far: it fills in what they lack, or stands where they have nothing."""
    for i in near.to(*proposal.cue, *proposal.content):
        answer = answers[i]
        if proposal.cue and spans.shared(answer.cue, proposal.cue) > 0:
            if not answer.source and proposal.source:
                answers[i] = replace(answer, source=proposal.source)
            if answer.found_by == "encoder" and _is_whole(grammar, answer, proposal, encoded):
                answers[i] = replace(answers[i], content=proposal.content)
                near.widen(i, proposal.content)
            return
        if spans.overlap(answer.content, proposal.content) >= _SAME:
            if not answer.source and not answer.cue:
                answers[i] = proposal
                near.widen(i, (*proposal.cue, *proposal.content))
            return
    beside = (answers[n] for n in near.to(*proposal.cue))
    if proposal.confidence >= ADD and not any(spans.covered(proposal.cue, a.content) > 0 for a in beside):
        answers.append(proposal)
        near.add((*proposal.cue, *proposal.content))


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
