"""Marks inside marks: "“… As Y said, ‘…’”"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.attribution.grammar import Grammar
from kg.attribution.lexicon import verbs
from kg.attribution.rules.clause import source_of
from kg.model import Attribution, Kind, Span

SURE = 0.97
_REACH = 8  # tokens between verb and inner mark


def find(grammar: Grammar, area: Span) -> Iterator[Attribution]:
    """Quotations of an inner level in *area*, with the verb before or after them."""
    for quotation in grammar.reading.quotations:
        if quotation.level == 0 or quotation.span not in area:
            continue
        first, last = grammar.within(quotation.span)
        low, high = grammar.within(area)
        near = [*range(first - 1, max(low, first - _REACH) - 1, -1), *range(last, min(high, last + _REACH))]
        for k in near:
            if grammar.tokens[k].lemma not in verbs("marks") or not grammar.is_verb(k):
                continue
            cue = grammar.verb_group(k)
            source = source_of(grammar, k, cue)
            if source is None or grammar.tokens[source[1] - 1].pos in {
                "ADP",
                "SCONJ",
            }:  # "an hour of talking without saying"
                continue
            yield Attribution(
                id="",
                content=(quotation.span,),
                source=(grammar.span(source),),
                cue=(grammar.span(cue),),
                cue_lemma=grammar.tokens[k].lemma,
                kind=Kind.DIRECT,
                confidence=SURE,
                found_by="inner",
            )
            break
