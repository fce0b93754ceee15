"""Cuts an article into the stretches that can hold a stance: a clause group of one speaker, or of the reporter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.model import Span, Utterance
from kg.positions.grammar import SUBJECTS, Grammar
from kg.positions.series import introduced

_PREDICATES = frozenset({"VERB", "AUX", "ADJ", "NOUN", "PROPN", "ADV"})


@dataclass(frozen=True, slots=True)
class Statement:
    """Tokens of one sentence that one utterance holds, or that the reporter tells.

    Attributes:
        tokens: indices in text order.
        speakers: actor ids; empty for the reporter's voice.
        via: the one who ascribes the utterance, when it stands inside another's.
        evidence: the attribution's id, or the sentence's span for the reporter's voice.
        utterance: None for the reporter's voice.
        topic: the words outside the content that name what it is about.
    """

    tokens: tuple[int, ...]
    speakers: tuple[str, ...]
    via: str | None
    evidence: str | Span
    utterance: Utterance | None
    topic: str = ""


def split(grammar: Grammar, utterances: Sequence[Utterance]) -> list[Statement]:
    """The statements of an article, in text order."""
    by_id = {u.attribution.id: u for u in utterances}
    found: list[Statement] = []
    taken: set[int] = set()
    for utterance in utterances:
        a = utterance.attribution
        inside = [i for span in a.content for i in grammar.inside(span)]
        taken.update(inside)
        taken.update(i for span in a.cue for i in grammar.inside(span))
        if not utterance.speakers:
            continue
        via = _via(utterance, by_id)
        topic = grammar.reading.article.quote(*a.topic) if a.topic else ""
        nested = {
            i
            for child in utterances
            if child.attribution.parent == a.id and set(child.speakers) - set(utterance.speakers)
            for span in child.attribution.content
            for i in grammar.inside(span)
        }
        parts = _clauses(grammar, [i for i in inside if i not in nested])
        speakers = _speakers(grammar, utterance)
        found.extend(Statement(part, speakers, via, a.id, utterance, topic) for part in parts)
    found.extend(_reporter(grammar, taken))
    return sorted(found, key=lambda s: s.tokens)


def _speakers(grammar: Grammar, utterance: Utterance) -> tuple[str, ...]:
    """The speakers, and who the source names as one of them: "six towns, including Elmstadt"."""
    source = [i for span in utterance.attribution.source for i in grammar.inside(span)]
    among = introduced(grammar, source) if source else ()
    return tuple(dict.fromkeys((*utterance.speakers, *among)))


def _via(utterance: Utterance, by_id: dict[str, Utterance]) -> str | None:
    """The speaker of the utterance around this one, if that is somebody else."""
    parent = by_id.get(utterance.attribution.parent or "")
    if parent is None or not parent.speakers:
        return None
    other = [s for s in parent.speakers if s not in utterance.speakers]
    return other[0] if len(other) == len(parent.speakers) else None


def _reporter(grammar: Grammar, taken: set[int]) -> Iterator[Statement]:
    article = grammar.reading.article
    for first, last in grammar.reading.sentences:
        free = [i for i in range(first, last) if i not in taken]
        if len(free) < 4:
            continue
        span = Span(grammar.tokens[free[0]].start, grammar.tokens[free[-1]].end)
        if not article.is_furniture(span):
            for part in _clauses(grammar, free):
                yield Statement(part, (), None, Span(grammar.tokens[part[0]].start, grammar.tokens[part[-1]].end), None)


def _clauses(grammar: Grammar, tokens: list[int]) -> Iterator[tuple[int, ...]]:
    """*tokens* by sentence, a sentence cut where coordinated clauses have subjects of their own."""
    groups: dict[int, list[int]] = {}
    for i in tokens:
        groups.setdefault(grammar.reading.sentence_of(i)[0], []).append(i)
    for group in groups.values():
        inside = set(group)
        parts: dict[int, list[int]] = {}
        for i in group:
            parts.setdefault(_clause_head(grammar, i, inside), []).append(i)
        for part in parts.values():
            if any(grammar.tokens[i].pos != "PUNCT" for i in part):
                yield tuple(part)


def _clause_head(grammar: Grammar, index: int, inside: set[int]) -> int:
    """The nearest coordinated clause with a subject of its own around a token, else -1 for the first clause."""
    node = index
    while True:
        token = grammar.tokens[node]
        if (
            token.dep in {"conj", "parataxis"}
            and token.pos in _PREDICATES
            and token.head in inside
            and any(grammar.tokens[c].dep in SUBJECTS and c in inside for c in grammar.children(node))
        ):
            return node
        if token.head == node or token.head not in inside:
            return -1
        node = token.head
