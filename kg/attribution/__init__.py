"""Reading ─▶ Attributions: who said what, as the text has it.

The encoder proposes, rules over the Reading propose, :mod:`kg.attribution.merge` decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.attribution import nested
from kg.attribution.details import detailed
from kg.attribution.grammar import Grammar
from kg.attribution.merge import merged
from kg.attribution.rules import according, clause, quoted
from kg.model import Attribution, Reading


def decide(reading: Reading, encoded: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The attributions of an article, from the encoder's proposals and the rules'.

    Args:
        reading: the article's language.
        encoded: the encoder's proposals, in any order.
    """
    grammar = Grammar(reading)
    answers = merged(grammar, encoded, list(quoted.find(grammar)), [*according.find(grammar), *clause.find(grammar)])
    top = [detailed(grammar, a) for a in answers if not reading.article.is_furniture(a.extent)]
    family: list[Attribution] = []
    for answer in top:
        family += _with_children(grammar, answer)
    return _numbered(family)


def _with_children(grammar: Grammar, parent: Attribution, depth: int = 0) -> list[Attribution]:
    """The attribution and all inside it; ``parent`` holds the parent's extent until ids are given."""
    family = [parent]
    if depth < 4:
        for child in nested.find(grammar, parent):
            kept = replace(detailed(grammar, child), kind=child.kind, parent=_key(parent))
            family += _with_children(grammar, kept, depth + 1)
    return family


def _key(attribution: Attribution) -> str:
    return repr((attribution.content, attribution.cue, attribution.source))


def _numbered(family: Sequence[Attribution]) -> tuple[Attribution, ...]:
    ordered = sorted(family, key=lambda a: (a.content[0].start, -a.content[-1].end, a.extent, a.parent or ""))
    ids = {_key(a): f"a{n}" for n, a in enumerate(ordered, 1)}
    return tuple(replace(a, id=ids[_key(a)], parent=ids[a.parent] if a.parent else None) for a in ordered)
