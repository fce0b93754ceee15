"""Sources after the noun of saying, or in a relative clause: "criticism from Y", "met Y who resist it, saying"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.attribution import extent
from kg.attribution.act import is_attitude
from kg.attribution.claim import sayings
from kg.attribution.details import cue_head
from kg.attribution.grammar import Grammar, Range
from kg.attribution.lexicon import verbs, words
from kg.attribution.subjects import can_speak
from kg.model import Attribution, Kind, Span

LIKELY = 0.75

_FROM = frozenset({"from", "by"})
_ECHOES = frozenset({"echo", "repeat", "endorse", "support", "back", "share", "join"})  # these hold it too
_LONGEST = 10  # tokens of who asks, before what is asked


def mended(grammar: Grammar, answer: Attribution) -> Attribution:
    """The answer with the source that its noun or its relative clause shows, where the proposal has another."""
    found = _after_noun(grammar, answer) or _of_relative(grammar, answer)
    if found is None or any(found.overlaps(s) for s in (*answer.source, *answer.content, *answer.cue)):
        return answer
    return replace(answer, source=(found,))


def _after_noun(grammar: Grammar, answer: Attribution) -> Span | None:
    """Who utters the cue's noun: "addressed arguments by Y that", "came under heavy criticism from Y over"."""
    head = cue_head(grammar, answer.cue)
    if head is None or grammar.tokens[head].lemma in _ECHOES or not answer.source:
        return None
    low, high = grammar.within(answer.cue[-1])
    for k in range(low, min(high + 1, len(grammar.tokens) - 2)):
        if grammar.tokens[k].lemma in _nouns() and grammar.tokens[k].pos == "NOUN":
            return _named_after(grammar, k)
    return None


def _nouns() -> frozenset[str]:
    return words("reporting noun") | words("judging noun")


def _named_after(grammar: Grammar, noun: int) -> Span | None:
    """The phrase after "from" or "by" after a noun, if it can speak."""
    if grammar.tokens[noun + 1].text.lower() not in _FROM:
        return None
    head = grammar.tokens[noun + 1].head
    if head <= noun + 1:
        return None
    first, last = max(grammar.noun_phrase(head)[0], noun + 2), head + 1
    return grammar.span((first, last)) if first < last and can_speak(grammar, (first, last)) else None


def _of_relative(grammar: Grammar, answer: Attribution) -> Span | None:
    """The "who" of a clause on a stance that a participle goes on with: "met owners who resist the deal, saying …"."""
    head = cue_head(grammar, answer.cue)
    if head is None or grammar.tokens[head].tag != "VBG" or grammar.tokens[head].lemma not in verbs("clause"):
        return None
    tokens, first = grammar.tokens, grammar.sentence(head)[0]
    if head - 1 <= first or tokens[head - 1].text != "," or len(answer.source) != 1:
        return None
    for k in range(head - 2, first, -1):
        if tokens[k].text == "," or grammar.quoted[k] != grammar.quoted[head]:
            return None
        if tokens[k].text.lower() == "who":
            verb = tokens[k].head
            main = tokens[tokens[verb].head].head if tokens[verb].dep.startswith("acl") else verb
            holds = k < verb < head and _is_stance(grammar, verb)
            before = answer.source[0].end <= tokens[k].start and tokens[main].lemma not in sayings()
            return grammar.span((k, k + 1)) if holds and before else None
    return None


def _is_stance(grammar: Grammar, verb: int) -> bool:
    lemma = grammar.tokens[verb].lemma
    return lemma in verbs("object") | verbs("commit") or is_attitude(lemma, [lemma])


def asked(grammar: Grammar, area: Range) -> Iterator[Attribution]:
    """What others ask or claim, inside reported speech: "rejected a request from Y to reopen the pier"."""
    tokens = grammar.tokens
    for k in range(area[0], area[1] - 3):
        if tokens[k].pos != "NOUN" or tokens[k].lemma not in words("reporting noun") | words("asking noun"):
            continue
        if tokens[k + 1].text.lower() not in _FROM:
            continue
        ends = range(k + 3, min(area[1] - 1, k + 2 + _LONGEST))
        stop = next(
            (j for j in ends if tokens[j].tag == "TO" or tokens[j].pos == "PUNCT" or _is_that(grammar, j)), None
        )
        if stop is None or tokens[stop].pos == "PUNCT" or not can_speak(grammar, (k + 2, stop)):
            continue
        content = extent.onward(grammar, stop, min(area[1], grammar.sentence(k)[1]), None)
        if content is not None:
            yield Attribution(
                id="",
                content=(grammar.span(content),),
                source=(grammar.span((k + 2, stop)),),
                cue=(grammar.span((k, k + 1)),),
                cue_lemma=tokens[k].lemma,
                kind=Kind.INDIRECT,
                confidence=LIKELY,
                found_by="asked",
            )


def _is_that(grammar: Grammar, k: int) -> bool:
    return grammar.tokens[k].text.lower() == "that" and grammar.tokens[k].tag != "DT"
