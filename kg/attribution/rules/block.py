"""A block that a colon announces, without marks: "The governor added:" over a paragraph in his own words."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from kg.attribution.grammar import Grammar
from kg.attribution.lexicon import verbs
from kg.attribution.rules.frames import frame_to
from kg.model import Attribution, Kind, Span

SURE = 0.9

_SHORTEST = 8  # words of a block
_LONGEST_LEAD = 30  # words of the line above it
_LISTED = frozenset("-–—•*·▪‣>")
_POINTS = frozenset({"following", "below", "here", "these", "this"})  # "said the following things:" opens a list


def find(grammar: Grammar) -> Iterator[Attribution]:
    """Paragraphs of running text right below a line that says who speaks and ends in a colon."""
    article, paragraphs = grammar.reading.article, grammar.reading.paragraphs
    for above, block in itertools.pairwise(paragraphs):
        line = grammar.text[above.start : above.end].rstrip()
        if not line.endswith(":") or article.is_furniture(above) or article.is_furniture(block):
            continue
        if _is_block(grammar, block) and len(line.rsplit(". ", 1)[-1].split()) <= _LONGEST_LEAD:
            found = _at(grammar, block)
            if found is not None:
                yield found


def _is_block(grammar: Grammar, block: Span) -> bool:
    """Whether a paragraph is prose without marks: no list, no heading, no quotation."""
    text = grammar.text[block.start : block.end]
    listed = text[0] in _LISTED or text[:2].rstrip(".)").isdigit()
    marked = any(q.span.start < block.end and q.span.end > block.start for _, q in grammar.outer)
    return not listed and not marked and len(text.split()) >= _SHORTEST and text.rstrip()[-1:] in ".!?…"


def _at(grammar: Grammar, block: Span) -> Attribution | None:
    frame = frame_to(grammar, grammar.within(block)[0])
    if frame is None or frame.source is None or not grammar.is_verb(frame.verb):
        return None
    tokens = grammar.tokens
    if tokens[frame.verb].lemma not in verbs("clause") | verbs("tell"):
        return None
    if any(tokens[k].text.lower() in _POINTS for k in range(frame.cue[1], grammar.within(block)[0])):
        return None
    return Attribution(
        id="",
        content=(block,),
        source=(grammar.span(frame.source),),
        cue=(grammar.span(frame.cue),),
        cue_lemma=tokens[frame.verb].lemma,
        kind=Kind.DIRECT,
        confidence=SURE,
        found_by="block",
    )
