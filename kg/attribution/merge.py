"""Proposals of encoder and rules, made one answer for each content."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.attribution import spans
from kg.attribution.grammar import Grammar
from kg.attribution.tidy import tidied
from kg.model import Attribution

_SAME = 0.5  # overlap (Jaccard) from which two contents are one


def merged(
    grammar: Grammar, encoded: Sequence[Attribution], quoted: Sequence[Attribution], clauses: Sequence[Attribution]
) -> list[Attribution]:
    """One answer for each content.

    Args:
        grammar: of the article.
        encoded: the encoder's proposals.
        quoted: direct quotations with their frames, from the marks.
        clauses: reported clauses, from the rules.
    """
    rest = [t for e in encoded if (t := tidied(grammar, e)) is not None]
    answers: list[Attribution] = []
    for proposal in quoted:
        answer, rest = _settle_quotation(grammar, proposal, rest)
        if answer is not None:
            answers.append(answer)
    answers += rest
    for proposal in clauses:
        answers = _settle_clause(grammar, proposal, answers)
    return sorted(answers, key=lambda a: (a.content[0].start, -a.content[-1].end))


def _settle_quotation(
    grammar: Grammar, proposal: Attribution, rest: list[Attribution]
) -> tuple[Attribution | None, list[Attribution]]:
    """A direct quotation and what the encoder says about it: the marks decide the content."""
    touching = [e for e in rest if spans.shared(e.content, proposal.content) > 0]
    inside = [e for e in touching if _is_inside(e, proposal)]
    outside = [e for e in touching if e not in inside]
    left = [e for e in rest if e not in outside]
    if not outside:
        return proposal, left
    if len(outside) == 1 and _is_wider(grammar, outside[0], proposal):
        return outside[0], left
    best = max(outside, key=lambda e: (spans.shared(e.content, proposal.content), -spans.length(e.content)))
    same_cue = bool(proposal.cue) and spans.shared(best.cue, proposal.cue) > 0
    extra = [
        piece
        for s in best.content
        for piece in spans.minus(s, proposal.content)
        if grammar.text[piece.start : piece.end].strip(" ,.;:\"“”") and _near(grammar, piece, proposal)
    ]
    content = spans.joined(grammar.text, [*proposal.content, *extra])
    if not proposal.cue:
        answer = replace(best, content=content, found_by="quoted+encoder")
    else:
        source = proposal.source or (best.source if same_cue or not proposal.source else ())
        if not same_cue:
            content = proposal.content
        answer = replace(proposal, content=content, source=source, found_by="quoted+encoder")
    return answer, left


def _is_inside(encoded: Attribution, quotation: Attribution) -> bool:
    """Whether the encoder's whole attribution lies in the marks: speech inside speech."""
    return bool(encoded.cue) and spans.covered(encoded.cue, quotation.content) > 0.9


def _is_wider(grammar: Grammar, encoded: Attribution, quotation: Attribution) -> bool:
    """Whether the encoder has the marks inside a clause that begins before them, under a cue of its own."""
    start = quotation.content[0].start
    first = min(s.start for s in encoded.content)
    inside = any(s.start < start < s.end for s in encoded.content)
    own = bool(encoded.cue) and spans.shared(encoded.cue, quotation.cue) == 0
    return own and inside and grammar.text[first:start].count(" ") >= 2 and encoded.cue[0].end <= start


def _near(grammar: Grammar, piece: object, proposal: Attribution) -> bool:
    del grammar, piece, proposal
    return True


def _settle_clause(grammar: Grammar, proposal: Attribution, answers: list[Attribution]) -> list[Attribution]:
    del grammar
    for i, answer in enumerate(answers):
        if proposal.cue and spans.shared(answer.cue, proposal.cue) > 0:
            if not answer.source and proposal.source:
                answers[i] = replace(answer, source=proposal.source)
            return answers
        if spans.overlap(answer.content, proposal.content) >= _SAME:
            return answers
    return answers
