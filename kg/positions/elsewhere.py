"""Judgements that stand elsewhere than over the issue: in the cue, or anywhere in a statement that points back."""

from __future__ import annotations

from collections.abc import Collection

from kg.positions.grammar import Grammar
from kg.positions.stance import Verdict

_RAISING = frozenset(
    {"believe", "think", "feel", "see", "consider", "suppose", "expect", "want"}
)  # "does not think that"


def cue_verdict(grammar: Grammar, cue: Collection[int]) -> Verdict | None:
    """What the cue itself says of its content: "rejected", "called for", "was noncommittal about", "did not want"."""
    for index in sorted(cue):
        found = grammar.entry(index, "obj") or (
            grammar.entry(index, "subj") if grammar.tokens[index].pos == "ADJ" else None
        )
        if found is not None:
            row, used = found
            denied = [n for n in grammar.negated(index) if n in cue]
            if row.kind == "open":  # "said" takes no side; "did not say" leaves it open
                if denied:
                    return Verdict(0, 1.0, (), (*denied, *used), "open")
                continue
            return Verdict(row.sign * (-1) ** len(denied), 1.0, (), (*denied, *used), row.kind)
    for index in sorted(cue):
        denied = [n for n in grammar.negated(index) if n in cue]
        if denied and grammar.lemma(index) in _RAISING:
            return Verdict(-1, 0.5, (), (*denied, index), "denial")
    return None


def overall(
    grammar: Grammar, tokens: Collection[int], apart: Collection[int] = (), *, anywhere: bool = True
) -> Verdict | None:
    """The judgements in a statement, but in *apart*: for what does not name its issue in place.

    ``anywhere``: inside what it names, too; else only where they carry the statement.
    """
    found: list[tuple[int, tuple[int, ...]]] = []
    inside = frozenset(tokens)
    for index in sorted(tokens):
        entry = grammar.entry(index, "subj") or grammar.entry(index, "obj")
        if entry is None or entry[0].kind in {"effect", "act"}:
            continue
        row, used = entry
        if row.kind == "evasion" or (row.kind == "open" and grammar.negated(index)):
            return Verdict(0, 1.0, (), used, row.kind)
        if row.kind == "open" or set(used) & set(apart) or not (anywhere or _is_main(grammar, index, inside)):
            continue
        denied = [n for node in (index, grammar.tokens[index].head) for n in grammar.negated(node) if n in tokens]
        found.append((row.sign * (-1) ** len(set(denied)), (*denied, *used)))
    if not found:
        return None
    sign = min(sign for sign, _ in found)  # "an unrealistic objective", "a good idea, badly done"
    return Verdict(sign, 0.75, (), tuple(sorted({i for _, used in found for i in used})), "judgement")


def _is_main(grammar: Grammar, index: int, inside: Collection[int]) -> bool:
    """Whether a word carries a statement: it or what it qualifies is its predicate, not an attribute inside it."""
    token = grammar.tokens[index]
    if token.dep in {"amod", "advmod", "xcomp"} and token.head in inside:
        index = token.head
    while grammar.tokens[index].dep == "conj" and grammar.tokens[index].head in inside:
        index = grammar.tokens[index].head
    head = grammar.tokens[index].head
    return head == index or head not in inside


def is_evasive(grammar: Grammar, tokens: Collection[int]) -> bool:
    """Whether a statement says that no side is taken: "it is too early to tell"."""
    found = [grammar.entry(i, "any") for i in tokens]
    return any(f is not None and f[0].kind == "evasion" for f in found)
