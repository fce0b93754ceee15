"""Acts of saying with a noun phrase or an infinitive: "called for …", "agreed with Y that …", "expressed hope".

Only used inside reported speech; in the body the encoder finds them.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.attribution import extent
from kg.attribution.grammar import Grammar, Range
from kg.attribution.lexicon import verbs
from kg.attribution.subjects import speaker
from kg.model import Attribution, Kind

LIKELY = 0.75

_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_WITH = frozenset({"agree", "concur"})
_SHARES = frozenset({"support", "back", "share", "echo", "endorse"})
_HELD = frozenset({"express", "voice"})  # "expressed readiness": the noun is part of the cue
_PARTICLES = {"call": "for", "rule": "out", "push": "for", "press": "for", "appeal": "for"}
_NAMES = frozenset({"call", "describe", "label", "brand", "dub"})  # "had called it a farce"
_ADDRESSED = frozenset({"invite", "urge", "accuse"})


def find(grammar: Grammar, area: Range) -> Iterator[Attribution]:
    """Acts of saying in *area* that take a noun phrase or an infinitive."""
    for verb in range(*area):
        if _is_act(grammar, verb, area):
            found = _at(grammar, verb, area)
            if found is not None:
                yield found


def _is_act(grammar: Grammar, verb: int, area: Range) -> bool:
    token = grammar.tokens[verb]
    lemma = token.lemma
    following = grammar.word(verb + 1)
    particle = following is not None and verb + 1 < area[1] and following.text.lower() == _PARTICLES.get(lemma)
    if lemma in _PARTICLES and not particle and lemma not in _NAMES:
        return False
    if particle:
        lemma = f"{lemma} {_PARTICLES[lemma]}"
    names = lemma in _NAMES and bool(grammar.children(verb, "obj")) and lemma == token.lemma
    if not (lemma in verbs("commit") or names) or not grammar.is_verb(verb):
        return False
    group = range(*grammar.verb_group(verb))
    if any(grammar.tokens[k].tag == "MD" for k in group) or grammar.is_passive(verb):
        return False
    if token.tag in _FINITE:
        return True
    have = any(grammar.tokens[k].lemma in {"have", "’ve", "'ve"} for k in group)
    before = grammar.word(verb - 1)
    return token.tag == "VBN" and (
        have or grammar.subject(verb) is not None or (before is not None and before.pos == "CCONJ")
    )


def _at(grammar: Grammar, verb: int, area: Range) -> Attribution | None:
    tokens = grammar.tokens
    first, last = grammar.verb_group(verb)
    if verb + 1 < area[1] and tokens[verb + 1].text.lower() == _PARTICLES.get(tokens[verb].lemma):
        last = max(last, verb + 2)
    source = speaker(grammar, verb, area)
    if source is None:
        return None
    lemma = tokens[verb].lemma
    partner: Range | None = None
    start = last
    if lemma in _WITH and last < area[1] and tokens[last].text.lower() in {"with", "to"} and tokens[last].tag != "TO":
        last += 1
        start = last
        if tokens[last - 1].text.lower() == "with":
            partner = _partner(grammar, last, area[1])
            start = partner[1] if partner else start
    elif lemma in _HELD:
        while last < area[1] and tokens[last].pos in {"DET", "ADJ", "NOUN", "ADV"}:
            last += 1
        start = last
    elif lemma in _SHARES:
        return _shared(grammar, verb, source, (first, last), area)
    elif lemma in _ADDRESSED:
        told = next((c for c in grammar.children(verb, "obj", "iobj") if c > verb), None)
        start = max(start, grammar.noun_phrase(told)[1]) if told is not None else start
    content = _content(grammar, verb, start, area)
    if content is None:
        return None
    return _made(grammar, verb, [source, *([partner] if partner else [])], (first, last), content)


def _shared(grammar: Grammar, verb: int, source: Range, cue: Range, area: Range) -> Attribution | None:
    """As in "supported Y's view that …", "backed the thesis of Y that …": both hold it."""
    tokens = grammar.tokens
    end = min(grammar.sentence(verb)[1], area[1])
    that = next((k for k in range(cue[1], end) if tokens[k].text.lower() == "that" and tokens[k].tag == "IN"), None)
    if that is None:
        return None
    of = [k for k in range(cue[1], that) if tokens[k].text.lower() == "of"]
    owners = [k for k in range(cue[1], that) if tokens[k].tag == "POS"]
    if of:
        partner, cue = (of[-1] + 1, that), (cue[0], of[-1] + 1)
        owned = [k for k in owners if k > of[-1]]
        partner = (partner[0], owned[0]) if owned else partner
    elif owners:
        partner = (cue[1], owners[0])
    else:
        return None
    content = extent.onward(grammar, that, end, verb)
    return _made(grammar, verb, [source, partner], cue, content) if content and partner[0] < partner[1] else None


def _partner(grammar: Grammar, start: int, end: int) -> Range | None:
    stop = start
    while stop < end and grammar.tokens[stop].pos in {"PROPN", "NOUN", "PRON", "DET", "ADJ", "NUM"}:
        if grammar.tokens[stop].text.lower() in {"that", "what", "which"}:
            break
        stop += 1
    return (start, stop) if stop > start else None


def _content(grammar: Grammar, verb: int, start: int, area: Range) -> Range | None:
    """The object, clause or infinitive that follows, up to the next finite verb that is coordinated with this one."""
    tokens = grammar.tokens
    end = min(grammar.sentence(verb)[1], area[1])
    if start >= end or tokens[start].text in {",", ".", ";"}:
        return None
    ends = [grammar.subtree(c)[1] for c in grammar.children(verb) if c >= start and tokens[c].dep != "punct"]
    stop = min(max(ends, default=end), end)
    for k in range(start + 1, stop):
        following = grammar.word(k + 1)
        if (
            tokens[k].text.lower() in {"and", "but"}
            and following is not None
            and (
                following.tag in _FINITE | {"MD"}
                or (following.tag == "VBN" and following.lemma in verbs("commit") | verbs("clause"))
                or (following.text.lower() == "that" and tokens[start].text.lower() != "that")
            )
        ):
            stop = k
            break
        if tokens[k].text == "," and following is not None and following.text.lower() in {"and", "but"}:
            stop = k
            break
    return extent.onward(grammar, start, stop, verb) if stop > start else None


def _made(grammar: Grammar, verb: int, sources: list[Range], cue: Range, content: Range) -> Attribution:
    return Attribution(
        id="",
        content=(grammar.span(content),),
        source=tuple(sorted(grammar.span(s) for s in sources)),
        cue=(grammar.span(cue),),
        cue_lemma=grammar.tokens[verb].lemma,
        kind=Kind.INDIRECT,
        confidence=LIKELY,
        found_by="commits",
    )
