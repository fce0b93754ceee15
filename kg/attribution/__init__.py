"""Reading ─▶ Attributions: who said what, as the text has it.

The encoder proposes, rules over the Reading propose, :mod:`kg.attribution.merge` decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.attribution import coordinated, nested, spans, turned
from kg.attribution.details import detailed
from kg.attribution.encoder import Encoder, Encoding, load_encoder
from kg.attribution.grammar import Grammar
from kg.attribution.merge import merged
from kg.attribution.rules import according, block, clause, headline, quoted, signed, transcript
from kg.attribution.sources import joint
from kg.model import Attribution, Reading, Span

__all__ = ["Encoder", "Encoding", "decide", "find", "load_encoder"]


def find(reading: Reading, encoding: Encoding) -> tuple[Attribution, ...]:
    """The attributions of an article: ids a1, a2, … in text order, children with their ``parent``.

    Args:
        reading: from :func:`kg.document.read`.
        encoding: of the same text, from :meth:`Encoder.encode`.
    """
    proposals = [
        Attribution(id="", content=p.content, source=p.source, cue=p.cue, confidence=p.confidence, found_by="encoder")
        for p in encoding.proposals
        if p.content
    ]
    return decide(reading, proposals)


def decide(reading: Reading, encoded: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The attributions of an article, from the encoder's proposals and the rules'.

    Args:
        reading: the article's language.
        encoded: the encoder's proposals, in any order.
    """
    grammar = Grammar(reading)
    answers, inside = merged(
        grammar,
        [p for e in encoded if (p := _on_page(reading, e)) is not None],
        blocks=_apart([*signed.find(grammar), *transcript.find(grammar)], block.find(grammar)),
        quoted=list(quoted.find(grammar)),
        clauses=[*headline.find(grammar), *according.find(grammar), *clause.find(grammar)],
    )
    answers = [coordinated.reanchored(grammar, a) for a in answers if not _is_furniture(reading, a)]
    answers = [coordinated.without_addressee(grammar, a) for a in coordinated.together(grammar, answers)]
    answers = [turned.mended(grammar, a) for a in answers]
    top = [detailed(grammar, joint(grammar, a)) for a in coordinated.apart(grammar, answers)]
    family: list[Attribution] = []
    for answer in _continued(grammar, top):
        family += _with_children(grammar, answer, inside)
    return _numbered(family)


def _apart(blocks: list[Attribution], more: Iterable[Attribution]) -> list[Attribution]:
    """The blocks, and those of *more* that share no words with one."""
    held = [s for b in blocks for s in b.content]
    return [*blocks, *(m for m in more if not spans.shared(m.content, held))]


def _on_page(reading: Reading, proposal: Attribution) -> Attribution | None:
    """The proposal without what it takes from page furniture; None where no content is left."""
    furniture = [r.span for r in reading.article.regions if r.zone.is_furniture]
    content = _outside(proposal.content, furniture)
    if not content:
        return None
    return replace(
        proposal,
        content=content,
        source=_outside(proposal.source, furniture),
        cue=_outside(proposal.cue, furniture),
    )


def _outside(parts: Sequence[Span], furniture: Sequence[Span]) -> tuple[Span, ...]:
    return tuple(piece for s in parts for piece in spans.minus(s, furniture))


def _is_furniture(reading: Reading, attribution: Attribution) -> bool:
    """Whether a part of the attribution stands in page furniture."""
    article = reading.article
    return any(article.is_furniture(s) for s in (*attribution.source, *attribution.cue, *attribution.content))


def _with_children(
    grammar: Grammar, parent: Attribution, inside: Sequence[Attribution], depth: int = 0
) -> list[Attribution]:
    """The attribution and all inside it; ``parent`` holds the parent's extent until ids are given."""
    family = [parent]
    if depth < 4:
        for child in nested.find(grammar, parent, inside):
            kept = replace(detailed(grammar, child), kind=child.kind, parent=_key(parent))
            family += _with_children(grammar, kept, inside, depth + 1)
    return family


def _key(attribution: Attribution) -> str:
    return repr((attribution.content, attribution.cue, attribution.source))


def _numbered(family: Sequence[Attribution]) -> tuple[Attribution, ...]:
    family = list({_key(a): a for a in reversed(family)}.values())  # the same twice is one: the first
    ordered = sorted(family, key=lambda a: (a.content[0].start, -a.content[-1].end, a.extent, a.parent or ""))
    ids = {_key(a): f"a{n}" for n, a in enumerate(ordered, 1)}
    return tuple(
        replace(
            a,
            id=ids[_key(a)],
            parent=ids[a.parent] if a.parent else None,
            continues=ids[a.continues] if a.continues else None,
        )
        for a in ordered
    )


def _continued(grammar: Grammar, top: Sequence[Attribution]) -> list[Attribution]:
    """Quotations nobody is named for go on with the attribution before them, in their paragraph or the one above."""
    out: list[Attribution] = []
    for answer in sorted(top, key=lambda a: a.content[0].start):
        if not answer.source and not answer.cue and out:
            before = out[-1]
            here = grammar.paragraph_at(answer.content[0].start)
            if here - grammar.paragraph_at(before.extent.end - 1) <= 1:
                out.append(replace(answer, continues=_key(before)))
                continue
        out.append(answer)
    return out
