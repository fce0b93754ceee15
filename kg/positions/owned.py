"""Which nouns are whose stance: "Holm's opposition to the toll", "the deal reached by Berg", "Holm, a critic of it".

Such a noun takes for granted that its owner holds the stance; whoever uses it, the reporter or a speaker, only refers
to it. What it is on is its complement ("opposition to …") or what it names itself ("… deal").
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache

from kg.model import ActorKind
from kg.positions.grammar import Grammar
from kg.positions.holders import Holders
from kg.positions.lexicon import rows
from kg.positions.series import named_in_series

_LINKS = frozenset(
    {"to", "of", "for", "against", "on", "over", "about", "with", "toward", "towards", "at", "in", "that"}
)
_NEAR = 8  # tokens from a participle to its "by": "unveiled at the end of the year by"
_BEFORE = 5  # tokens before a noun in which a word that makes it past or doubtful may stand
_WORDS = re.compile(r"\w+(?:-\w+)*")


@dataclass(frozen=True, slots=True)
class Owned:
    """A noun that is somebody's stance.

    Attributes:
        noun: its token.
        owners: actor ids.
        sign: 1 for, -1 against what *tokens* name.
        tokens: what it is on, as token indices; empty where nothing beside the noun says so.
        way: how it is owned: ``poss``, ``from``, ``by`` or ``side``.
        is_open: whether what stands around it may say what it is on, where *tokens* name no issue.
    """

    noun: int
    owners: tuple[str, ...]
    sign: int
    tokens: tuple[int, ...]
    way: str
    is_open: bool


@cache
def nouns() -> dict[str, tuple[int, bool]]:
    """Lemmas of stance nouns → sign, and whether the stance is on what the noun names itself."""
    return {lemma: (1 if sign == "+" else -1, on == "own") for lemma, sign, on in rows("nominal")}


@cache
def making() -> dict[str, str]:
    """Lemmas of verbs for bringing a plan or a law about → the kind of thing that must be made, "any" for all."""
    return {row[0]: row[1] for row in rows("making")}


@cache
def made() -> dict[str, str]:
    """Lemmas of nouns for what somebody wants and brings about → its kind: a plan, a law or a deal."""
    return {row[0]: row[1] for row in rows("made")}


@cache
def unreal() -> dict[str, frozenset[str]]:
    """Words (kind "word") and governing verbs (kind "verb") that make a noun past or doubtful: "former", "deny"."""
    kinds: dict[str, set[str]] = {}
    for word, kind in rows("unreal"):
        kinds.setdefault(kind, set()).add(word)
    return {kind: frozenset(words) for kind, words in kinds.items()}


@cache
def chambers() -> frozenset[str]:
    """Names of bodies in which both sides sit."""
    return frozenset(row[0] for row in rows("chambers"))


def owned(grammar: Grammar, holders: Holders | None, noun: int) -> Iterator[Owned]:
    """The stances that token *noun* is; *holders* resolves pronouns where somebody is quoted."""
    if grammar.tokens[noun].pos not in {"NOUN", "PROPN"} or _is_unreal(grammar, noun):
        return
    yield from _made(grammar, noun)
    yield from _sided(grammar, noun)
    row = nouns().get(grammar.lemma(noun))
    if row is None or any(grammar.actors[a].kind is not ActorKind.DOCUMENT for a in grammar.actors_at(noun)):
        return  # no such noun, or one inside a name
    sign, own = row
    if own and _is_modifier(grammar, noun):
        return
    for way, apart, owners in _owners(grammar, holders, noun, own=own):
        tokens = tuple(sorted(set(grammar.subtree(noun)) - apart)) if own else _complement(grammar, noun, apart)
        if owners and tokens != (noun,):  # "her plan" may be on anything
            yield Owned(noun, owners, sign, tokens, way, is_open=not own)


def _owners(
    grammar: Grammar, holders: Holders | None, noun: int, *, own: bool
) -> Iterator[tuple[str, frozenset[int], tuple[str, ...]]]:
    """How a noun is owned, the tokens that say so, and by whom."""
    possessor = next((c for c in grammar.children(noun) if grammar.tokens[c].dep == "nmod:poss"), None)
    if possessor is None and (at := _apart(grammar, noun)) is not None:
        yield "poss", frozenset(), _named(grammar, at)
    elif possessor is not None:
        if grammar.tokens[possessor].pos != "PRON":
            owners = _named(grammar, possessor)
        else:  # whose plan "its plan" is, is guessed too badly
            owners = holders.of(possessor) if holders is not None and not own else ()
        yield "poss", frozenset(grammar.subtree(possessor)) - {noun}, owners
    _, last = grammar.reading.sentence_of(noun)
    after = noun + 2 if not own and noun + 2 < last and grammar.lemma(noun + 1) == "from" else last
    if (owners := named_in_series(grammar, after, last)) and not grammar.negated(grammar.tokens[noun].head):
        yield "from", frozenset(grammar.subtree(grammar.tokens[noun + 1].head)) - {noun}, owners


def _apart(grammar: Grammar, noun: int) -> int | None:
    """The possessor of a noun that was parsed apart from it: "at [Holm]'s (Greens) resistance"."""
    first, _ = grammar.reading.sentence_of(noun)
    for i in range(noun - 1, max(first, noun - 9), -1):
        token = grammar.tokens[i]
        if grammar.lemma(i) == "'s" and token.pos == "PART":
            return token.head
        if token.pos in {"VERB", "AUX", "ADP", "PRON", "CCONJ"} or token.text == ",":
            break
    return None


def _is_unreal(grammar: Grammar, noun: int) -> bool:
    """Whether the words deny a noun, doubt it or put it in the past: "no critic", "alleged support", "a former fan"."""
    if grammar.negated(noun):
        return True
    first, _ = grammar.reading.sentence_of(noun)
    at = noun
    while at > max(first, noun - _BEFORE) and _qualifies(grammar, at - 1):
        at -= 1
    before = grammar.reading.article.text[grammar.tokens[at].start : grammar.tokens[noun].start].casefold()
    if unreal()["word"].intersection(_WORDS.findall(before)):
        return True
    head = grammar.tokens[noun].head
    if grammar.tokens[noun].dep not in {"nsubj:pass", "obj"} or grammar.tokens[head].pos != "VERB":
        return False
    return grammar.lemma(head) in unreal()["verb"]


def _qualifies(grammar: Grammar, index: int) -> bool:
    """Whether a token may stand before a noun to qualify it."""
    token = grammar.tokens[index]
    if token.pos == "VERB":
        return token.dep == "amod"
    return token.pos not in {"ADP", "PRON", "CCONJ", "AUX"} and token.text != "," and grammar.lemma(index) != "'s"


def _made(grammar: Grammar, noun: int) -> Iterator[Owned]:
    """Who brought about what *noun* names: "a deal reached by", "the ban was introduced by"."""
    token, kind = grammar.tokens[noun], made().get(grammar.lemma(noun))
    if kind is None:
        return
    below = list(_participles(grammar, noun))
    for verb in [*below, *([token.head] if token.dep == "nsubj:pass" else [])]:
        _, last = grammar.reading.sentence_of(verb)
        near = range(verb + 1, min(last, verb + _NEAR + 1))
        by = next((i for i in near if grammar.lemma(i) == "by" and grammar.tokens[i].pos == "ADP"), None)
        if making().get(grammar.lemma(verb)) not in {"any", kind} or by is None or _is_doubted(grammar, verb):
            continue
        apart = set(grammar.subtree(verb)) if verb in below else set()
        tokens = tuple(sorted(set(grammar.subtree(noun)) - apart))
        if owners := named_in_series(grammar, by + 1, last):
            yield Owned(noun, owners, 1, tokens, "by", is_open=verb in below)


def _participles(grammar: Grammar, noun: int) -> Iterator[int]:
    """The participles after *noun*, also those parsed with a noun below it: "a deal on a bridge [reached] by"."""
    for child in grammar.children(noun):
        token = grammar.tokens[child]
        if token.dep == "acl" and token.tag == "VBN":
            yield child
        elif child > noun and token.dep in {"nmod", "acl", "obj", "obl"} and grammar.lemma(child) not in made():
            yield from _participles(grammar, child)


def _is_doubted(grammar: Grammar, verb: int) -> bool:
    """Whether it is denied or doubted that a deed was done: "never drafted by", "reportedly drafted by"."""
    said = {grammar.tokens[c].text.casefold() for c in grammar.children(verb)}
    return bool(grammar.negated(verb) or said & unreal()["word"])


def _sided(grammar: Grammar, noun: int) -> Iterator[Owned]:
    """Who is called a supporter or a critic by the way: "Holm, a critic of it", "Holm and other critics of it"."""
    found, token = grammar.entry(noun, "obj"), grammar.tokens[noun]
    if found is None or found[0].kind != "side":
        return
    others = token.dep == "conj" and any(grammar.lemma(c) == "other" for c in grammar.children(noun))
    if token.dep != "appos" and not others:
        return
    owners = _named(grammar, token.head)[: None if others else 1]
    tokens = _complement(grammar, noun, frozenset())
    if owners and tokens:
        yield Owned(noun, owners, found[0].sign, tokens, "side", is_open=False)


def _named(grammar: Grammar, index: int) -> tuple[str, ...]:
    """The actors that a token and what is coordinated with it name; bodies with both sides in them left out."""
    named = (a for i in grammar.conjuncts(index) for a in grammar.actors_at(i)[-1:])
    return tuple(dict.fromkeys(a for a in named if not _is_chamber(grammar.actors[a].name)))


def _is_chamber(name: str) -> bool:
    words = name.casefold().removeprefix("the ").split()
    return bool(words) and (words[-1] in chambers() or words[0] == "house")


def _is_modifier(grammar: Grammar, noun: int) -> bool:
    """Whether a noun stands before another one that it qualifies: "Holm's [bill] pledge"."""
    after = grammar.tokens[noun + 1] if noun + 1 < len(grammar.tokens) else None
    return grammar.tokens[noun].dep == "compound" or (after is not None and after.pos == "NOUN")


def _complement(grammar: Grammar, noun: int, apart: Collection[int]) -> tuple[int, ...]:
    """The tokens that say what a noun is about: "opposition [to the bridge]"."""
    found: set[int] = set()
    for child in grammar.children(noun):
        marks = {grammar.lemma(c) for c in grammar.children(child) if grammar.tokens[c].dep in {"case", "mark"}}
        if child > noun and child not in apart and marks & _LINKS:
            found.update(i for i in grammar.subtree(child) if i not in apart)
    return tuple(sorted(found))
