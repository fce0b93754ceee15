"""Two acts of saying under one subject: "X said the pier is safe and called on all to help" (GUIDELINES 3.1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.attribution import spans
from kg.attribution.claim import is_saying, sayings
from kg.attribution.details import cue_head
from kg.attribution.grammar import Grammar
from kg.attribution.lexicon import verbs
from kg.attribution.subjects import can_speak
from kg.model import Attribution, Kind, Span

_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_NEAR = 6  # attributions before, among which the one that goes on stands
_SHORTEST = 2  # tokens of either content


def apart(grammar: Grammar, answers: Sequence[Attribution]) -> list[Attribution]:
    """The answers, those whose content runs into a further verb of the same speaker cut before it.

    The further verb gets an answer of its own where it has none.
    """
    out: list[Attribution] = []
    for answer in answers:
        found = _second(grammar, answer)
        if found is None:
            out.append(answer)
            continue
        first, second = found
        out.append(first)
        if not any(spans.shared(o.cue, second.cue) for o in answers if o is not answer):
            out.append(second)
    return out


def _second(grammar: Grammar, answer: Attribution) -> tuple[Attribution, Attribution] | None:
    head = cue_head(grammar, answer.cue)
    last = answer.content[-1]
    low, high = grammar.within(last)
    if head is None or not answer.source or any(grammar.quoted[k] >= 0 for k in range(low, high)):
        return None
    for k in range(low + _SHORTEST, high - 1):
        verb = grammar.tokens[k].head
        if _joins(grammar, k, verb, head) and k < verb < high:
            first, after = grammar.verb_group(verb)
            following = grammar.word(after)
            if following is not None and f"{grammar.tokens[verb].lemma} {following.text.lower()}" in sayings():
                after += 1
            before = grammar.trimmed((low, k))
            if before is None or after + _SHORTEST > high or first <= k:
                return None
            cut = replace(answer, content=(*answer.content[:-1], grammar.span(before)))
            cue = grammar.span((first, after))
            rest = Span(grammar.tokens[after].start, last.end)
            return cut, replace(answer, content=(rest,), cue=(cue,), kind=Kind.INDIRECT, cue_lemma="")
    return None


def _joins(grammar: Grammar, k: int, verb: int, head: int) -> bool:
    """Whether *k* is the "and" before a verb of saying that the cue's verb governs, without a subject of its own."""
    token, joined = grammar.tokens[k], grammar.tokens[verb]
    if token.dep != "cc" or joined.dep != "conj" or not _governs(grammar, head, joined.head):
        return False
    if joined.tag not in _FINITE and (joined.tag != "VBN" or grammar.children(verb, "aux", "aux:pass")):
        return False
    following = grammar.word(verb + 1)
    phrase = f"{joined.lemma} {following.text.lower()}" if following is not None else ""
    return grammar.subject(verb) is None and (joined.lemma in sayings() or phrase in sayings())


def _governs(grammar: Grammar, head: int, governor: int) -> bool:
    """Whether what a verb is joined to is the cue's verb, or says something of a thing, which cannot speak itself."""
    if governor == head:
        return True
    subject = grammar.subject(governor)
    if subject is None or grammar.tokens[governor].head != head or grammar.tokens[governor].dep != "ccomp":
        return False
    return not can_speak(grammar, grammar.noun_phrase(subject))


def together(grammar: Grammar, answers: Sequence[Attribution]) -> list[Attribution]:
    """The answers, a verb that follows a participle's clause put back into it.

    In "X left, saying that he and Y had met and agreed to stop" it is he and Y who agreed: what stands after "and",
    without a comma and without a subject, goes with the nearest clause.
    """
    out: list[Attribution] = []
    for answer in sorted(answers, key=lambda a: (a.content[0].start, -a.content[-1].end)):
        near = range(max(0, len(out) - _NEAR), len(out))
        at = next((n for n in near if _goes_on(grammar, out[n], answer)), None)
        if at is None:
            out.append(answer)
        else:
            end = answer.content[-1].end
            out[at] = replace(out[at], content=(*out[at].content[:-1], Span(out[at].content[-1].start, end)))
    return out


def _goes_on(grammar: Grammar, first: Attribution, second: Attribution) -> bool:
    head = cue_head(grammar, first.cue)
    if head is None or grammar.tokens[head].tag != "VBG" or not second.cue or second.source != first.source:
        return False
    between = grammar.text[first.content[-1].end : second.cue[0].start]
    opened = grammar.text[first.content[0].start :][:5].lower() == "that "
    return opened and between == " and " and second.content[0].start > second.cue[0].end - 1


def reanchored(grammar: Grammar, answer: Attribution) -> Attribution:
    """The answer with the participle of saying in it as its cue: "X seemed calm, saying that …" says what follows."""
    head = cue_head(grammar, answer.cue)
    text = " ".join(grammar.text[c.start : c.end] for c in answer.cue).lower().split()
    if head is None or not answer.source or is_saying(text, grammar.tokens[head].lemma):
        return answer
    for n, span in enumerate(answer.content):
        low, high = grammar.within(span)
        for k in range(low, high - _SHORTEST):
            token = grammar.tokens[k]
            opens = grammar.tokens[k + 1].text.lower() == "that" and grammar.quoted[k] < 0
            if opens and token.tag == "VBG" and token.lemma in verbs("clause"):
                rest = (Span(grammar.tokens[k + 1].start, span.end), *answer.content[n + 1 :])
                return replace(answer, content=rest, cue=(grammar.span((k, k + 1)),), cue_lemma="")
    return answer


def without_addressee(grammar: Grammar, answer: Attribution) -> Attribution:
    """The answer without who was told: "told the board it is clear …" says what is clear (GUIDELINES 2.1)."""
    head = cue_head(grammar, answer.cue)
    if head is None or grammar.tokens[head].lemma not in _TELLING or answer.content[0].start < answer.cue[-1].end:
        return answer
    low, high = grammar.within(answer.content[0])
    told = next((c for c in grammar.children(head, "obj", "iobj") if low <= c < high), None)
    if told is None or grammar.quoted[low] >= 0:
        return answer
    first, after = grammar.noun_phrase(told)
    clause = any(grammar.tokens[k].tag in _FINITE | {"MD"} for k in range(after, high))
    opens = after < high and grammar.tokens[after].pos in {"PRON", "DET", "PROPN", "NOUN", "SCONJ"}
    if first > low or not clause or not opens or high - after < 2 * _SHORTEST:
        return answer
    rest = Span(grammar.tokens[after].start, answer.content[0].end)
    return replace(answer, content=(rest, *answer.content[1:]))


_TELLING = frozenset({"tell", "inform", "remind", "assure", "notify"})
