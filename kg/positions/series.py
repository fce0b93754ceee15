"""Names one after the other: "the union, Ida Holm (Greens) of Elmstadt and the chamber of trade"."""

from __future__ import annotations

from kg.model import ActorKind
from kg.positions.grammar import Grammar

_NAMED = frozenset({ActorKind.PERSON, ActorKind.PLACE, ActorKind.ORGANISATION})
_NAMING = frozenset({"PROPN", "NOUN", "ADJ"})
_BETWEEN = _NAMING | {"DET", "CCONJ", "NUM", "ADV"}
_MARKS = frozenset({",", "(", ")", "-", "–", "’s", "'s", "’", "'"})
_APART = frozenset({"who", "which", "that", "after", "before"})
_INTRODUCING = frozenset({"include", "including", "such", "as", "like"})
_OFFICES = frozenset({"administration", "government", "team", "campaign", "lobby"})


def named_in_series(grammar: Grammar, first: int, last: int) -> tuple[str, ...]:
    """The actors named from token *first* on, up to the first word (before *last*) that belongs to no list of names."""
    found: list[str] = []
    aside = False  # in "of Elmstadt": where one is from
    for index in range(first, last):
        token, lemma = grammar.tokens[index], grammar.lemma(index)
        if lemma in {"of", "from", "in"} and found:
            aside = True
        elif lemma in _INTRODUCING or token.text in {",", "and", "or"}:
            aside = False
        elif token.text == "." and grammar.tokens[index - 1].text[:1].isupper():
            continue  # an abbreviation's
        elif token.text not in _MARKS and (token.pos not in _BETWEEN or lemma in _APART):
            break
        elif not aside and token.pos in _NAMING:
            named = [a for a in grammar.actors_at(index) if grammar.actors[a].kind in _NAMED][-1:]
            found += [a for a in named if a not in found and not _qualifies(grammar, index, a)]
    return tuple(found)


def introduced(grammar: Grammar, first: int, until: int) -> tuple[str, ...]:
    """Who is named as one of those that the tokens from *first* to *until* speak of: "towns such as Elmstadt"."""
    _, last = grammar.reading.sentence_of(first)
    for i in range(first, min(until, last - 1)):
        text = grammar.tokens[i].text.casefold()
        such = text == "such" and grammar.lemma(i + 1) == "as"
        if such or text == "including" or (text == "like" and grammar.tokens[i].pos == "ADP"):
            return named_in_series(grammar, i + 1 + such, last)
    return ()


def _qualifies(grammar: Grammar, index: int, actor: str) -> bool:
    """Whether a name only qualifies another noun: "[Elmstadt]'s mayor"; not "the [Holm] team", which is hers."""
    head = grammar.tokens[index].head
    while head != index and actor in grammar.actors_at(head):
        index, head = head, grammar.tokens[head].head
    if head <= index or grammar.tokens[index].dep not in {"compound", "amod", "nmod:desc", "nmod:poss"}:
        return False
    apart = any(grammar.tokens[i].pos in {"PUNCT", "CCONJ"} for i in range(index + 1, head))
    return not apart and grammar.lemma(head) not in _OFFICES
