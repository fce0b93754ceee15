"""Reported clauses: "X said that …", "…, saying …", "X told reporters …", "…, X said", "…, X said, …".

Where the parser gives the verb a clause, its extent is the proposal; where it does not, the words from the verb to the
end of the sentence are.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.attribution import extent
from kg.attribution.grammar import Grammar, Range
from kg.attribution.lexicon import verbs, words
from kg.attribution.subjects import can_speak, speaker
from kg.model import Attribution, Kind, Span

SURE, FRONTED, LIKELY, GUESS = 0.95, 0.9, 0.8, 0.6

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_SAYING = frozenset(
    {"say", "tell", "add", "note", "claim", "argue", "insist", "acknowledge", "warn", "announce", "state"}
)


def find(grammar: Grammar, area: Range | None = None) -> Iterator[Attribution]:
    """Clauses that verbs of saying report.

    Args:
        grammar: of the article.
        area: tokens to look at; in an area marks do not matter (speech inside speech). None for the whole body.
    """
    for verb in range(*(area or (0, len(grammar.tokens)))):
        token = grammar.tokens[verb]
        if token.lemma not in verbs("clause") or not grammar.is_verb(verb):
            continue
        if area is None and (grammar.quoted[verb] >= 0 or _outside(grammar, verb)):
            continue
        found = _after(grammar, verb, area) or _around(grammar, verb, area)
        if found is not None:
            yield found


def _outside(grammar: Grammar, verb: int) -> bool:
    token = grammar.tokens[verb]
    return grammar.reading.article.is_furniture(Span(token.start, token.end))


def source_of(grammar: Grammar, verb: int, cue: Range) -> Range | None:
    """The phrase that names who does what *verb* says; None where there is none that can speak."""
    head = grammar.controller(verb)
    if head is None or grammar.tokens[head].lemma in words("nobody") - words("relative"):
        return None
    if grammar.is_passive(verb):
        return None
    first, last = grammar.noun_phrase(head)
    if first <= cue[0] < last:
        last = cue[0]
    if first >= last:
        return None
    return grammar.trimmed((first, last))


def _after(grammar: Grammar, verb: int, area: Range | None) -> Attribution | None:
    """As in "X said (that) …": the clause follows its verb."""
    tokens = grammar.tokens
    clauses = [c for c in grammar.children(verb, "ccomp") if c > verb]
    cue = grammar.verb_group(verb)
    limit = min(area[1], grammar.sentence(verb)[1]) if area else grammar.sentence(verb)[1]
    if clauses:
        start = max(grammar.subtree(clauses[0])[0], cue[1])
        sure = SURE
    else:
        that = next((k for k in range(cue[1], min(cue[1] + 8, limit)) if tokens[k].text.lower() == "that"), None)
        if that is None or tokens[that].tag not in {"IN", "WDT", "DT"} or not _clausal(grammar, that + 1, limit):
            return None
        if any(tokens[k].tag in _FINITE or tokens[k].pos == "CCONJ" for k in range(cue[1], that)):
            return None
        start, sure = that, LIKELY
    while start < limit and (
        tokens[start].text in {",", ":"} or (tokens[start].pos == "PUNCT" and grammar.quoted[start] < 0)
    ):
        start += 1
    start = _from_that(grammar, start, limit)
    content = extent.onward(grammar, start, limit, verb)
    source = source_of(grammar, verb, cue) if area is None else speaker(grammar, verb, area)
    if area is not None and any(tokens[k].tag == "MD" for k in range(*cue)):
        return None  # "would say": not said
    if content is None or (source is None and tokens[verb].tag != "VBG"):
        return None
    confidence = sure if tokens[verb].lemma in _SAYING else min(sure, LIKELY)
    return _made(grammar, verb, cue, source, (content,), confidence if source else GUESS)


def _from_that(grammar: Grammar, start: int, limit: int) -> int:
    """Where the clause begins after a day: "said that day that …"."""
    day = {"day", "week", "month", "year"} | words("weekday")
    low = [grammar.tokens[k].text.lower() for k in range(start, min(start + 3, limit))]
    at = low.index("that", 1) if "that" in low[1:] else 0
    return start + at if at and low[at - 1] in day else start


def _around(grammar: Grammar, verb: int, area: Range | None) -> Attribution | None:
    """As in "…, X said." and "…, X said, …": the clause stands before its verb, or on both sides of it."""
    tokens = grammar.tokens
    if tokens[verb].lemma not in verbs("marks") or tokens[verb].tag not in _FINITE | {"VBN"}:
        return None
    first, last = grammar.sentence(verb)
    if area:
        first, last = max(first, area[0]), min(last, area[1])
    cue = grammar.verb_group(verb)
    head = grammar.subject(verb)
    if head is None or tokens[head].lemma in words("nobody") | words("relative"):
        return None
    phrase = grammar.noun_phrase(head)
    left = min(phrase[0], cue[0])
    inverted = phrase[0] > verb  # "…, said X"
    phrase = (max(phrase[0], cue[1]), phrase[1]) if inverted else (phrase[0], min(phrase[1], cue[0]))
    if phrase[0] >= phrase[1] or left - 1 <= first or tokens[left - 1].text not in {",", "—", "–", "--"}:
        return None
    right = max(cue[1], phrase[1])
    before = extent.fronted(grammar, first, left - 1)
    tail = _rest(grammar, right, last)
    if before is None:
        noun = grammar.trimmed((first, left - 1))
        if not tail or noun is None or not _is_subject_of(grammar, noun, tail[0]):
            return None
        return _made(grammar, verb, cue, phrase, (noun, *tail), SURE)
    if tail is None:
        return None
    plain = not tail and tokens[verb].lemma in _SAYING and can_speak(grammar, phrase)
    return _made(grammar, verb, cue, phrase, (before, *tail), FRONTED if plain else LIKELY)


def _is_subject_of(grammar: Grammar, noun: Range, tail: Range) -> bool:
    """Whether a clause is torn in two: "The pier, X said, will go": a noun phrase, and a finite verb that goes on."""
    tokens = grammar.tokens
    if any(grammar.is_verb(k) or tokens[k].pos in {"ADP", "SCONJ"} for k in range(noun[0], min(noun[0] + 1, noun[1]))):
        return False
    return tokens[noun[1] - 1].pos in {"NOUN", "PROPN", "PRON"} and tokens[tail[0]].tag in _FINITE


def _rest(grammar: Grammar, start: int, end: int) -> tuple[Range, ...] | None:
    """What follows the cue of an interrupted clause: nothing, or its second part; None if the clause is no content."""
    tokens = grammar.tokens
    at = start
    while at < end and tokens[at].text not in {",", "—", "–", "--"} and tokens[at].tag not in _FINITE:
        at += 1
    if at >= end or tokens[at].text in {".", "!", "?"}:
        return ()
    if tokens[at].tag in _FINITE:
        return None
    after = grammar.word(at + 1)
    if (
        after is None
        or at + 1 >= end
        or after.tag == "VBG"
        or after.lemma in {"who", "which", "and", "but", "while", "as"}
    ):
        return ()
    if grammar.quoted[at + 1] >= 0 or _is_reporters(grammar, at + 1, end):
        return ()
    part = extent.onward(grammar, at + 1, end, None)
    return (part,) if part and part[1] - part[0] > 1 else ()


def _is_reporters(grammar: Grammar, start: int, end: int) -> bool:
    """Whether what follows tells when or how it was said: "…, X said, hours before …"."""
    near = [grammar.tokens[k].text.lower() for k in range(start, min(start + 3, end))]
    return any(w in {"before", "after", "as", "when", "while", "during", "hours", "minutes", "days"} for w in near)


def _clausal(grammar: Grammar, start: int, end: int) -> bool:
    return any(grammar.tokens[k].tag in _FINITE for k in range(start, end))


def _made(
    grammar: Grammar, verb: int, cue: Range, source: Range | None, content: tuple[Range, ...], confidence: float
) -> Attribution:
    return Attribution(
        id="",
        content=tuple(grammar.span(c) for c in content),
        source=(grammar.span(source),) if source else (),
        cue=(grammar.span(cue),),
        cue_lemma=grammar.tokens[verb].lemma,
        kind=Kind.INDIRECT,
        confidence=confidence,
        found_by="clause",
    )
