"""Reported speech inside reported speech, to any depth (GUIDELINES 5).

The rules for reported clauses are run over each content; a verb in it whose subject is somebody else reports again. A
speaker's report of his own words is no child ("X said he agreed"), unless it is shared ("he agreed with Y that").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.attribution import spans, turned
from kg.attribution.claim import is_saying, is_unreal
from kg.attribution.details import cue_head, kind
from kg.attribution.grammar import Grammar
from kg.attribution.rules import according, clause, commits, inner
from kg.attribution.sources import joint
from kg.attribution.subjects import can_speak
from kg.model import Attribution, Kind, Span

_SELF = frozenset({"i", "we", "me", "us", "myself"})
_ECHO = frozenset({"he", "she", "it"})
_SHARED = frozenset({"agree", "join", "share", "concur"})


def find(grammar: Grammar, parent: Attribution, proposals: Sequence[Attribution] = ()) -> list[Attribution]:
    """The attributions that lie directly inside *parent*'s content, outermost only.

    Args:
        grammar: of the article.
        parent: an attribution whose content is searched.
        proposals: further candidates (the encoder's) that lie inside the content.
    """
    found: list[Attribution] = []
    place = spans.Near()
    candidates = [c for span in parent.content for c in _candidates(grammar, span)]
    candidates += [p for p in proposals if _is_plain(grammar, p)]
    for candidate in sorted(candidates, key=lambda a: (-a.confidence, a.extent)):
        child = _fitted(grammar, candidate, parent)
        if child is None or _is_self_report(grammar, child, parent):
            continue
        if any(_same(child, found[n]) for n in place.to(*child.cue, *child.content)):
            continue
        found.append(child)
        place.add((*child.cue, *child.content))
    return sorted(
        (a for a in found if not any(_holds(found[n], a) for n in place.to(*a.cue) if found[n] is not a)),
        key=lambda a: a.content[0].start,
    )


def _is_plain(grammar: Grammar, proposal: Attribution) -> bool:
    """Whether a proposal of the encoder reports within one sentence what somebody says: it was not made for nesting."""
    head = cue_head(grammar, proposal.cue)
    if head is None or not proposal.source:
        return False
    sentence = grammar.sentence(head)
    here = all(sentence[0] <= grammar.within(s)[0] < sentence[1] for s in proposal.content)
    cue = [grammar.tokens[k].text.lower() for c in proposal.cue for k in range(*grammar.within(c))]
    ends = [k for s in (*proposal.content, *proposal.cue) for k in grammar.within(s)]
    here = here and len({grammar.quoted[k - n % 2] for n, k in enumerate(ends)}) == 1  # all in the same marks
    able = can_speak(grammar, grammar.within(proposal.source[0]))
    return here and able and is_saying(cue, grammar.tokens[head].lemma) and not is_unreal(grammar, head)


def _candidates(grammar: Grammar, span: Span) -> Iterator[Attribution]:
    area = grammar.within(span)
    if area[0] >= area[1]:
        return
    if any(q.level for _, q in grammar.marks(span.start, span.end)):  # the rule looks at all the article's marks
        yield from inner.find(grammar, span)
    yield from clause.find(grammar, area)
    yield from according.find(grammar, area)
    yield from commits.find(grammar, area)
    yield from turned.asked(grammar, area)


def _fitted(grammar: Grammar, candidate: Attribution, parent: Attribution) -> Attribution | None:
    """The candidate cut to what lies in the parent's content; None if a part of it lies outside it."""
    content = [
        Span(max(s.start, p.start), min(s.end, p.end))
        for s in candidate.content
        for p in parent.content
        if s.overlaps(p)
    ]
    inside = all(any(s in p for p in parent.content) for s in (*candidate.source, *candidate.cue))
    if not content or not inside or not candidate.source or not candidate.cue:
        return None
    if spans.covered(parent.content, content) > 0.95 or all(" " not in grammar.text[s.start : s.end] for s in content):
        return None
    fitted = [t for s in content for t in [_edges(grammar, s)] if t]
    if not fitted:
        return None
    candidate = _shared(grammar, candidate, parent)
    marks = kind(grammar, fitted, level=1 if parent.kind is Kind.DIRECT else 0)
    return replace(candidate, content=tuple(fitted), kind=marks, parent=parent.id or "?")


def _shared(grammar: Grammar, candidate: Attribution, parent: Attribution) -> Attribution:
    """The candidate with its second speaker ("agreed with Y that …"), if he too stands in the parent's content."""
    both = joint(grammar, candidate)
    return both if all(any(s in p for p in parent.content) for s in both.source) else candidate


def _edges(grammar: Grammar, span: Span) -> Span | None:
    text = grammar.text
    end = span.end
    closed = any(q.span.end == end for _, q in grammar.marks(span.start, end) if q.span.start >= span.start)
    if not closed and not any(q.span.end == end and q.span.start >= span.start for q in grammar.around_all):
        while end > span.start and text[end - 1] in "\"”’'.,;:!? \n":
            end -= 1
            if text[end : end + 1] == "." and text[end - 1].isupper():
                end += 1
                break
    return Span(span.start, end) if end > span.start else None


def _is_self_report(grammar: Grammar, child: Attribution, parent: Attribution) -> bool:
    """Whether the speaker reports himself, alone."""
    if child.cue_lemma in _SHARED and len(child.source) > 1:
        return False
    own = {grammar.text[s.start : s.end].lower() for s in child.source}
    if own & _SELF and len(own) == 1:
        return True
    theirs = {grammar.text[s.start : s.end].lower() for s in parent.source}
    if own <= theirs:
        return True
    cue = child.cue[0].start
    in_marks = any(q.span.start <= cue < q.span.end for _, q in grammar.outer_marks(cue, cue + 1))
    return len(child.source) == 1 and own <= _ECHO and not in_marks and _is_first_subject(grammar, child, parent)


def _is_first_subject(grammar: Grammar, child: Attribution, parent: Attribution) -> bool:
    """Whether the pronoun can only be the speaker: no other person stands in the content before it."""
    start = parent.content[0].start
    end = child.source[0].start
    return not any(e.label in {"PERSON", "ORG", "GPE"} for e in grammar.entities(start, end))


def _same(a: Attribution, b: Attribution) -> bool:
    if spans.shared(a.cue, b.cue) > 0:
        return True
    return spans.overlap(a.content, b.content) > 0.8


def _holds(outer: Attribution, other: Attribution) -> bool:
    return all(any(s in o for o in outer.content) for s in (*other.cue, *other.content))
