"""Where a statement names an issue, and which way round: the thing itself or what undoes it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache

from kg.positions.grammar import Grammar
from kg.positions.issues import Matcher
from kg.positions.lexicon import rows
from kg.positions.statements import Statement
from kg.positions.terms import terms
from kg.positions.wordings import Phrase


def anchors(grammar: Grammar, matcher: Matcher, statement: Statement, phrase: Phrase) -> tuple[list[int], bool]:
    """The tokens that name the issue, names only where nothing else does; and whether they name what it undoes."""
    text = grammar.reading.article.text
    start = grammar.tokens[statement.tokens[0]].start
    near = matcher.topical(text[start : grammar.tokens[statement.tokens[-1]].end])
    hits = [
        (term, i)
        for term, s, _ in near
        if term in phrase.terms and (i := grammar.starting_at(start + s)) is not None and i in statement.tokens
    ]
    common = [(term, i) for term, i in hits if term not in matcher.names] or hits
    undone = bool(phrase.inner) and bool(common) and all(term in phrase.inner for term, _ in common)
    return [i for _, i in common], undone


def names_head(grammar: Grammar, matcher: Matcher, found: Sequence[int], phrase: Phrase) -> bool:
    """Whether the anchors hold what the wording's other terms only qualify; or what the issue does something to.

    Any wording of the issue that the anchors touch will do, if it stands for the same pole.
    """
    text = grammar.reading.article.text
    named = {t for i in found for t in terms(text[grammar.tokens[i].start : grammar.tokens[i].end])}
    others = (
        p
        for p in matcher.phrases
        if p.issue == phrase.issue and p.flipped == phrase.flipped and p.head and not p.inner and p.terms & named
    )
    return bool(phrase.inner) or not phrase.head or any(_has_head(p, named) for p in (phrase, *others))


def _has_head(phrase: Phrase, named: Collection[str]) -> bool:
    return phrase.head in named or phrase.head in _doing() or phrase.text.split()[0].endswith("ing")


def is_attribute(grammar: Grammar, index: int, found: Collection[int]) -> bool:
    """Whether a word is a mere attribute of something that is not the issue: "military" in "military alliance"."""
    token = grammar.tokens[index]
    return token.pos in {"ADJ", "VERB"} and token.dep == "amod" and token.head not in found


def is_matter(grammar: Grammar, found: Collection[int], phrase: Phrase) -> bool:
    """Whether the anchors only name a field: "migration" in "migration policy", where the wording says no "policy"."""
    heads = [grammar.tokens[i].head for i in found if grammar.tokens[i].dep in {"compound", "amod"}]
    named = [h for h in heads if h not in found and grammar.lemma(h) in matters()]
    return len(named) == len(found) > 0 and not any(terms(grammar.lemma(h)) & phrase.terms for h in named)


@cache
def matters() -> frozenset[str]:
    """Lemmas of nouns for a field of policy or a matter of talk."""
    return frozenset(row[0] for row in rows("matters"))


def undoing(grammar: Grammar, found: Collection[int]) -> int:
    """-1 where the thing that the anchors name is done away with: "the [closing] of the camp"; else 1.

    What a later "it" or "this" takes up is that, not the issue itself.
    """
    marked = frozenset(found)
    tops = [a for a in sorted(marked) if not any(head in marked for _, head in grammar.path(a))]
    sign = 1
    for _, head in grammar.path(tops[0]) if tops else ():
        row = grammar.entry(head, "obj")
        if row is not None and row[0].kind == "effect":
            sign *= row[0].sign
        if grammar.tokens[head].pos == "VERB" and (row is None or row[0].kind != "effect"):
            break
    return sign


@cache
def _doing() -> frozenset[str]:
    """Stems of words for bringing something about: "admission", "expansion", "support"."""
    return frozenset(
        term
        for lemma, sign, place, kind, *_ in rows("stance")
        if sign == "+" and place == "obj" and kind in {"act", "attitude"} and " " not in lemma
        for term in terms(lemma)
    ) | frozenset({"access", "admiss", "accept", "right"})
