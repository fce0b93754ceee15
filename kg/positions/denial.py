"""What denies a word: from right below it, from its subject, by a prefix, or from a noun's own clause."""

from __future__ import annotations

from kg.positions.grammar import SUBJECTS, Grammar

_NOBODY = frozenset({"nothing", "nobody", "none", "neither"})


def denied(grammar: Grammar, node: int) -> list[int]:
    """The tokens that deny *node*, each of which turns its sense round."""
    return [*grammar.negated(node), *_by_subject(grammar, node), *_by_prefix(grammar, node)]


def denied_after(grammar: Grammar, node: int) -> list[int]:
    """What a noun's own clause denies: "a goal [nobody] can reach"."""
    if grammar.tokens[node].pos != "NOUN":
        return []
    clauses = [c for c in grammar.children(node) if grammar.is_relative(c)]
    return [n for c in clauses for n in dict.fromkeys((*grammar.negated(c), *_by_subject(grammar, c)))]


def _by_subject(grammar: Grammar, node: int) -> list[int]:
    """What denies a predicate from its subject: "[no] state shall", "[nobody] wants"."""
    if grammar.outdone_by(node) is not None:
        return []
    found = []
    for child in grammar.children(node):
        if grammar.tokens[child].dep in SUBJECTS:
            below = (c for c in grammar.children(child) if grammar.lemma(c) == "no" and grammar.tokens[c].dep == "det")
            found += [child] if grammar.lemma(child) in _NOBODY else list(below)
    return found


def _by_prefix(grammar: Grammar, node: int) -> list[int]:
    """The prefix that turns a word round: "the [anti]-tram party"."""
    before = [i for i in (node - 2, node - 1) if i >= 0 and grammar.tokens[node].start - grammar.tokens[i].end <= 1]
    return [i for i in before if grammar.tokens[i].text.casefold() in {"anti", "anti-"}]
