"""Names one after the other: "the union, Ida Holm (Greens) of Elmstadt and the chamber of trade"."""

from __future__ import annotations

from collections.abc import Sequence

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


def introduced(grammar: Grammar, source: Sequence[int]) -> tuple[str, ...]:
    """Who is named as one of those that the tokens of a *source* speak of: "towns such as Elmstadt".

    What is listed must be of the source's own kind: "critics of towns such as Elmstadt" are not the town.
    """
    first, within = source[0], set(source)
    head = next((i for i in source if grammar.tokens[i].head not in within or grammar.tokens[i].head == i), first)
    _, last = grammar.reading.sentence_of(first)
    for i in range(first, min(source[-1] + 3, last - 1)):
        text = grammar.tokens[i].text.casefold()
        such = text == "such" and grammar.lemma(i + 1) == "as"
        if such or text == "including" or (text == "like" and grammar.tokens[i].pos == "ADP"):
            named = named_in_series(grammar, i + 1 + such, last)
            return tuple(a for a in named if _lists(grammar, i, head, grammar.actors[a].kind))
    return ()


def _lists(grammar: Grammar, word: int, head: int, kind: ActorKind) -> bool:
    """Whether what *word* introduces are examples of what the noun *head* names, and not of a noun below that."""
    if any(grammar.tokens[i].pos in {"ADP", "VERB", "AUX"} for i in range(head + 1, word)):
        # "leaders of the Greens, including Holm": only a comma and the parse set her off from the noun in between
        above = next((up for _, up in grammar.path(word) if up < word), None)
        return kind is ActorKind.PERSON and above == head and grammar.tokens[word - 1].text == ","
    return head < word


def _qualifies(grammar: Grammar, index: int, actor: str) -> bool:
    """Whether a name only qualifies another noun: "[Elmstadt]'s mayor"; not "the [Holm] team", which is hers."""
    head = grammar.tokens[index].head
    while head != index and actor in grammar.actors_at(head):
        index, head = head, grammar.tokens[head].head
    if head <= index or grammar.tokens[index].dep not in {"compound", "amod", "nmod:desc", "nmod:poss"}:
        return False
    apart = any(grammar.tokens[i].pos in {"PUNCT", "CCONJ"} for i in range(index + 1, head))
    return not apart and grammar.lemma(head) not in _OFFICES
