"""Verbs that commit, direct or agree: "vowed to …", "called for …", "agreed with Y that …", "expressed readiness to …".

Only used inside reported speech; in the body the encoder finds them.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.attribution import extent
from kg.attribution.grammar import Grammar, Range
from kg.attribution.lexicon import verbs
from kg.attribution.rules.clause import source_of
from kg.model import Attribution, Kind

LIKELY = 0.75

_PARTICLES = {"call": {"for", "on"}, "agree": {"to", "with", "on"}, "speak": {"of"}, "point": {"to", "out"}}
_NOUNS = frozenset({"readiness", "willingness", "support", "hope", "concern", "desire", "interest", "thesis", "theses", "view"})


def find(grammar: Grammar, area: Range) -> Iterator[Attribution]:
    """Acts of saying in *area* that take a noun phrase or an infinitive."""
    for verb in range(*area):
        token = grammar.tokens[verb]
        if token.lemma not in verbs("object") | verbs("infinitive") | {"call"} or not grammar.is_verb(verb):
            continue
        if token.tag == "VBN" and not any(grammar.tokens[c].lemma == "have" for c in grammar.children(verb, "aux")):
            continue
        found = _at(grammar, verb, area)
        if found is not None:
            yield found


def _at(grammar: Grammar, verb: int, area: Range) -> Attribution | None:
    tokens = grammar.tokens
    first, last = grammar.verb_group(verb)
    source = source_of(grammar, verb, (first, last))
    if source is None or any(tokens[k].tag == "MD" for k in range(first, last)):
        return None
    lemma = tokens[verb].lemma
    start = last
    particle = grammar.word(last)
    if lemma in _PARTICLES and particle and particle.text.lower() in _PARTICLES[lemma] and last < area[1]:
        if not (particle.text.lower() == "to" and particle.pos == "PART"):
            last += 1
            start = last
    elif lemma == "call":
        return None
    partner = None
    if lemma == "agree" and last > verb + 1 and tokens[last - 1].text.lower() == "with":
        partner = _phrase(grammar, last, area[1])
        if partner is None:
            return None
        start = partner[1]
    elif start < area[1] and tokens[start].lemma in _NOUNS:
        last = start = start + 1
    elif tokens[verb].lemma in verbs("tell") or lemma in {"invite", "urge", "ask", "order"}:
        told = next((c for c in grammar.children(verb, "obj", "iobj") if c > verb), None)
        if told is not None:
            start = max(start, grammar.noun_phrase(told)[1])
    content = _content(grammar, verb, start, area)
    if content is None:
        return None
    sources = [source] + ([partner] if partner else [])
    return Attribution(
        id="",
        content=(grammar.span(content),),
        source=tuple(sorted(grammar.span(s) for s in sources)),
        cue=(grammar.span((first, last)),),
        cue_lemma=lemma,
        kind=Kind.INDIRECT,
        confidence=LIKELY,
        found_by="commits",
    )


def _phrase(grammar: Grammar, start: int, end: int) -> Range | None:
    stop = start
    while stop < end and grammar.tokens[stop].pos in {"PROPN", "NOUN", "PRON", "DET", "ADJ", "NUM"}:
        if grammar.tokens[stop].text.lower() == "that":
            break
        stop += 1
    return (start, stop) if stop > start else None


def _content(grammar: Grammar, verb: int, start: int, area: Range) -> Range | None:
    """The object, clause or infinitive that belongs to the verb."""
    ends = [
        grammar.subtree(c)[1]
        for c in grammar.children(verb, "obj", "ccomp", "xcomp", "advcl", "obl")
        if c >= start and grammar.tokens[c].dep != "advcl" or c == start
    ]
    stop = min(max(ends, default=start), area[1])
    if stop <= start:
        return None
    return extent.onward(grammar, start, stop, verb)
