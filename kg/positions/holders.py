"""Whose stance a word shows: the actors that its subject stands for."""

from __future__ import annotations

from functools import cache

from kg.model import ActorKind, Kind, Span
from kg.positions.grammar import FIRST_PERSON, THIRD_PERSON, Grammar
from kg.positions.statements import Statement
from kg.positions.terms import places, terms

_GENERIC = frozenset(
    {"you", "one", "people", "everyone", "everybody", "anyone", "there", "it", "that", "this", "which"}
)


class Holders:
    """Resolves subjects inside one statement."""

    def __init__(self, grammar: Grammar, statement: Statement) -> None:
        self._grammar = grammar
        self._own = statement.speakers
        utterance = statement.utterance
        self._indirect = utterance is not None and utterance.attribution.kind is not Kind.DIRECT
        self._quoted = utterance is not None and utterance.attribution.kind is not Kind.INDIRECT

    def of(self, subject: int, *, deed: bool = False) -> tuple[str, ...]:
        """Actor ids for a subject and what is coordinated with it; () where nobody known is meant.

        ``deed``: what a country is to do is the stance of the one who speaks for it, not the country's own.
        """
        found: list[str] = []
        for part in self._grammar.conjuncts(subject):
            found.extend(actor for actor in self._one(part) if actor not in found)
        spoken_for = [a for a in found if any(represents(self._grammar, s, a) for s in self._own if s != a)]
        if deed and spoken_for:
            found = [a for a in found if a not in spoken_for]
        return tuple(found)

    def before(self, node: int) -> tuple[str, ...]:
        """The actor named last before *node* in its sentence: for a predicate whose subject was not parsed as one."""
        low, _ = self._grammar.reading.sentence_of(node)
        for index in range(node - 1, low - 1, -1):
            if self._grammar.tokens[index].pos in {"VERB", "PUNCT"}:
                return ()
            if named := self._grammar.actor_at(index):
                return (named,)
        return ()

    def is_somebody(self, subject: int, kind: str) -> bool:
        """Whether a subject that is no known actor is somebody else all the same: the stance is not the speaker's."""
        token = self._grammar.tokens[subject]
        if self._grammar.lemma(subject) in _GENERIC:
            return False
        return kind in {"attitude", "concern", "side"} or token.pos == "PROPN" or token.text.casefold() in THIRD_PERSON

    def _one(self, index: int) -> tuple[str, ...]:
        word = self._grammar.tokens[index].text.casefold()
        if word in FIRST_PERSON:
            return self._own
        named = self._grammar.actor_at(index)
        if named is not None:
            return self._with_representatives(named)
        if word in THIRD_PERSON:
            return self._own if self._points_back(word) else ()
        for child in self._grammar.children(index):  # "his team", "our side"
            owner = self._grammar.tokens[child].text.casefold()
            if self._grammar.tokens[child].dep != "nmod:poss":
                continue
            if owner in FIRST_PERSON or (owner in {"his", "her"} and self._indirect):
                return self._own
        return ()

    def _points_back(self, word: str) -> bool:
        """Whether a third person pronoun in indirect speech is the speaker."""
        if not self._indirect or not self._own:
            return False
        known = [self._grammar.actors[a].kind for a in self._own if a in self._grammar.actors]
        persons = all(kind is ActorKind.PERSON for kind in known)
        return (word in {"he", "she"}) == persons or (word == "they" and not persons)

    def _with_representatives(self, named: str) -> tuple[str, ...]:
        """A country named as the holder by one who speaks for it: both hold the stance."""
        own = tuple(a for a in self._own if a != named and represents(self._grammar, a, named))
        return (named, *own)


def can_hold(grammar: Grammar, actor: str) -> bool:
    """Whether an actor can take a side that tells anything.

    A bill, a poll or a draft says things, its authors hold them; and nobody knows who "critics" or "others" are.
    """
    known = grammar.actors.get(actor)
    if known is None:
        return True
    if known.kind in {ActorKind.GROUP, ActorKind.UNNAMED}:
        return any(_is_name(grammar, span) for span in known.mentions)
    return known.kind is not ActorKind.DOCUMENT


def _is_name(grammar: Grammar, span: Span) -> bool:
    """Whether a mention holds a name: "U.S. officials", "Republicans"; not "two officials"."""
    return any(grammar.tokens[i].pos == "PROPN" for i in grammar.inside(span))


def represents(grammar: Grammar, person: str, body: str) -> bool:
    """Whether an actor's roles name the country or organisation *body*."""
    speaker, whole = grammar.actors.get(person), grammar.actors.get(body)
    if speaker is None or whole is None or whole.kind not in {ActorKind.PLACE, ActorKind.ORGANISATION}:
        return False
    table = places()
    names = {table.get(n.casefold(), n.casefold()) for n in (whole.name, *whole.aliases)}
    if any(_stateless(role.title) and not role.organisation for role in speaker.roles):
        return "united states" in names
    for role in speaker.roles:
        if role.organisation and table.get(role.organisation.casefold(), role.organisation.casefold()) in names:
            return True
        if terms(role.title) & names:
            return True
    return False


def _stateless(title: str) -> bool:
    """Whether a role names no country: English-language news leaves out its own, most often the United States."""
    return not terms(title) & _countries()


@cache
def _countries() -> frozenset[str]:
    return frozenset(places().values())
