"""Words that stand for what was said before: pronouns, and nouns for a plan or deed that say which by "the" alone."""

from __future__ import annotations

from collections.abc import Collection

from kg.positions.grammar import Grammar, moves
from kg.positions.places import OBJECTS

_DEFINITE = frozenset({"the", "this", "that", "such", "these", "those"})
_POINTERS = frozenset({"it", "that", "this", "them", "those", "these", "so", "such"})


def pointers(grammar: Grammar, tokens: Collection[int]) -> list[int]:
    """Words that can stand for what was said before, in a place where something is said of it: "it", "the decision"."""
    places = OBJECTS | {"nsubj", "obl", "nsubj:outer", "advmod"}
    return [
        i
        for i in tokens
        if grammar.tokens[i].dep.split(":")[0] in places and (grammar.lemma(i) in _POINTERS or is_move(grammar, i))
    ]


def is_move(grammar: Grammar, index: int) -> bool:
    """Whether a noun takes up a plan or deed by its kind alone: "the tough new law", not "the law on trams"."""
    if grammar.lemma(index) not in moves() or grammar.tokens[index].pos != "NOUN":
        return False
    below = grammar.children(index)
    owned = any(grammar.tokens[c].dep == "nmod:poss" for c in below)
    more = any(
        grammar.tokens[c].dep in {"nmod", "acl"}
        or (grammar.tokens[c].dep == "compound" and grammar.tokens[c].pos == "NOUN")
        for c in below
    )
    return not more and (owned or any(grammar.lemma(c) in _DEFINITE for c in below))
