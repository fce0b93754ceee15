"""What a careful editor lists as a claim: by the cue's words, by what the content is, by how sure the encoder is.

No claim (GUIDELINES 1.2, 1.3): nobody who speaks and no marks; a topic alone ("wrote about it"); an event as the
source; what may or should be said; a thing and no thought ("rejects the deal").
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from kg.attribution.act import act, is_attitude
from kg.attribution.grammar import Grammar
from kg.attribution.lexicon import verbs, words
from kg.model import Act, Attribution, Kind, Zone

# Least confidence of the encoder; on 14 articles annotated for this, 0 of 9 indirect ones below were claims.
FLOOR = 0.6
MARKED_FLOOR = 0.4  # where some of the words stand in marks
CLAUSE_FLOOR = 0.42  # where a verb of saying has its source and a clause
UNKNOWN = 0.85  # from here on a verb that no list has is one of saying, if it has its source and a "that"-clause
SHORTEST = 5  # words of a content that is no clause

_HEADLINE = 3  # words of what a headline says
_STUMP = 7  # words; a longer content has a verb, whether the tagger saw it or not

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
BY_FORM = frozenset({"signed", "transcript", "block"})  # found by their form alone


def act_of(grammar: Grammar, attribution: Attribution, head: int | None, lemma: str, form: Kind) -> Act:
    """Statement or attitude.

    Args:
        grammar: of the article.
        attribution: with content, source and cue.
        head: the cue's head, if it has one.
        lemma: the cue's lemma.
        form: direct, mixed or indirect.
    """
    text = " ".join(grammar.text[c.start : c.end] for c in attribution.cue)
    if attribution.found_by == "transcript" and _is_question(grammar, attribution):
        return Act.ATTITUDE
    if form is not Kind.INDIRECT or attribution.found_by in BY_FORM:
        unsure = attribution.found_by == "encoder" and attribution.confidence < MARKED_FLOOR
        said = text.lower().split()
        nobody = form is Kind.MIXED and not attribution.source and not is_saying(said, lemma)
        return Act.ATTITUDE if unsure or (nobody and said) else act(lemma, text, has_marks=True)
    cue = text.lower().split()
    if not attribution.source or not (attribution.parent or _is_thought(grammar, attribution, lemma)):
        return Act.ATTITUDE
    if _is_topic(grammar, attribution, cue, lemma) or not _is_said(grammar, attribution, cue, lemma):
        return Act.ATTITUDE
    if head is not None and (is_unreal(grammar, head) or not _is_content(grammar, attribution, lemma)):
        return Act.ATTITUDE
    if any(f"{lemma} {word}" in sayings() for word in cue):
        return Act.STATEMENT  # "pushed for", "pointed out": the verb alone means something else
    return act(lemma, text, has_marks=False)


def _is_question(grammar: Grammar, attribution: Attribution) -> bool:
    """Whether a turn is the interviewer's: "Q: …"."""
    at = attribution.cue[0].start
    return not attribution.source and grammar.text[max(0, at - 1) : at] == "Q"


@cache
def sayings() -> frozenset[str]:
    """Verbs, verbs with their particle, and nouns of saying."""
    frames = ("clause", "tell", "small", "commit", "object", "infinitive")
    return frozenset().union(*(verbs(f) for f in frames)) | words("reporting noun") | {"according to", "call"}


@cache
def _with_nouns() -> frozenset[str]:
    """Verbs that report a noun phrase as well as a clause: "denied the charge"."""
    return verbs("object") | verbs("commit") | verbs("small")


def is_saying(cue: Sequence[str], lemma: str) -> bool:
    """Whether the cue has a word of saying: what a careful editor lists as a claim has one, or marks."""
    phrasal = {f"{lemma} {word}" for word in cue}
    return (
        lemma in sayings()
        or lemma == ":"
        or bool(phrasal & sayings())
        or any(w.strip(".,:;").removesuffix("s") in words("reporting noun") for w in cue)
    )


def is_unreal(grammar: Grammar, head: int) -> bool:
    """Whether a cue's verb says what may or should be said, or what was said of the subject by nobody."""
    group = range(*grammar.verb_group(head))
    modal = any(grammar.tokens[k].tag == "MD" and grammar.tokens[k].lemma != "will" for k in group)
    return modal or grammar.is_passive(head)


def _is_said(grammar: Grammar, attribution: Attribution, cue: Sequence[str], lemma: str) -> bool:
    """Whether the cue is one of saying, and not the show of an event."""
    if lemma in words("topic verb"):
        return False
    if lemma in words("finding"):
        return _is_finding(grammar, attribution)
    if is_saying(cue, lemma):
        return not _is_event(grammar, attribution, lemma)
    opened = grammar.text[attribution.content[0].start :][:5].lower() == "that "
    known = is_attitude(lemma, cue) or lemma in words("weak verb")
    return opened and not known and attribution.confidence >= UNKNOWN


def _is_topic(grammar: Grammar, attribution: Attribution, cue: Sequence[str], lemma: str) -> bool:
    """As in "wrote about it", "spoke of …": what it was about, not what was said."""
    start = grammar.within(attribution.content[0])[0]
    topical = bool(cue) and cue[-1] in {"about", "of", "on"} and f"{lemma} {cue[-1]}" not in sayings()
    return topical and grammar.tokens[start].tag not in {"IN", "WRB", "WP", "WDT"}


def _is_thought(grammar: Grammar, attribution: Attribution, lemma: str) -> bool:
    """Whether the content says something, and, where the encoder found it, surely enough."""
    inside = [k for s in attribution.content for k in range(*grammar.within(s)) if grammar.tokens[k].pos != "PUNCT"]
    tags = {grammar.tokens[k].tag for k in inside}
    clause = bool(tags & _FINITE)
    if not clause and not tags & {"VB", "VBG", "VBN", "TO"}:
        bound = lemma in verbs("infinitive") | verbs("tell") and lemma not in _with_nouns()
        least = SHORTEST - 2 * (lemma in verbs("small"))  # "called the deal unfair"
        if bound or (len(inside) < least and not _demands(grammar, attribution, lemma)):
            return False
    if attribution.found_by != "encoder":
        return True
    floor = CLAUSE_FLOOR if lemma == "say" or (clause and lemma in verbs("clause")) else FLOOR
    return attribution.confidence >= floor


def _demands(grammar: Grammar, attribution: Attribution, lemma: str) -> bool:
    """Whether the thing alone is what is asked for or denied: "called for more schools"."""
    cue = grammar.text[attribution.cue[-1].start : attribution.cue[-1].end].lower().split() if attribution.cue else []
    called = {f"{lemma} {w}" for w in cue} & verbs("commit")
    return bool(called) or lemma in {"demand", "deny"}


def _is_content(grammar: Grammar, attribution: Attribution, lemma: str) -> bool:
    """Whether what verbs of saying report is a clause, and no stump of one ("X said the museum")."""
    count = sum(len(range(*grammar.within(s))) for s in attribution.content)
    heading = grammar.reading.article.zone(attribution.content[0]) in {Zone.TITLE, Zone.DECK}
    if count > (_HEADLINE if heading else _STUMP) or lemma not in {
        "say",
        "add",
        "note",
        "argue",
        "insist",
        "claim",
        "think",
        "believe",
    }:
        return True
    return any(
        grammar.is_verb(k) or grammar.tokens[k].tag == "MD"
        for s in attribution.content
        for k in range(*grammar.within(s))
    )


def _is_finding(grammar: Grammar, attribution: Attribution) -> bool:
    """Whether a study, a survey, a court or an inquiry finds or shows that something is so."""
    start = grammar.text[attribution.content[0].start :][:5].lower()
    source = [grammar.tokens[k] for s in attribution.source for k in range(*grammar.within(s))]
    return start == "that " and any(t.lemma in words("finder") or t.lemma == "judge" for t in source)


def _is_event(grammar: Grammar, attribution: Attribution, lemma: str) -> bool:
    """Whether a thing that happened, and nobody, shows something: "the call sent a signal that …" (GUIDELINES 1.2)."""
    if lemma not in words("weak verb"):
        return False
    first, last = grammar.within(attribution.source[0])
    heads = [k for k in range(first, last) if not first <= grammar.tokens[k].head < last]
    events = words("event")
    return any(grammar.tokens[k].lemma in events for k in [*heads[:1], first]) or lemma in {"show", "send"}
