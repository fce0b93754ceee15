"""What is said of an attribution once its spans stand: kind, negation, topic, addressee, the cue's lemma."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from kg.attribution import spans
from kg.attribution.act import act
from kg.attribution.grammar import Grammar, Range
from kg.attribution.lexicon import verbs, words
from kg.model import Act, Attribution, Kind, Span

_JOINS = frozenset({"and", "or", "but"})  # the reporter's words between two quoted spans
_ABOUT = frozenset({"about", "of", "on", "regarding", "concerning"})
_DENIES = frozenset({"deny", "dispute", "refute", "disavow", "rebut", "contradict"})


def detailed(grammar: Grammar, attribution: Attribution) -> Attribution:
    """The attribution with all that its form shows filled in (GUIDELINES 2.5, 4, 6.4, 6.5)."""
    head = cue_head(grammar, attribution.cue)
    lemma = _lemma(grammar, attribution.cue, head)
    negated = head is not None and (
        grammar.is_negated(grammar.verb_group(head))
        or any(grammar.is_negated(grammar.within(c)) for c in attribution.cue)
    )
    form = attribution.kind if attribution.found_by in {"signed", "transcript"} else kind(grammar, attribution.content)
    return replace(
        attribution,
        kind=form,
        act=_act(grammar, attribution, head, form),
        cue_lemma=lemma,
        negated=negated,
        denied=lemma in _DENIES and not negated,
        topic=_topic(grammar, attribution, head),
        addressee=_addressee(grammar, attribution, head),
    )


def _act(grammar: Grammar, attribution: Attribution, head: int | None, form: Kind) -> Act:
    """Statement or attitude: by the cue's words, and by what the guidelines leave out (1.2, 1.3).

    No statement: nobody who speaks and no marks; a topic alone ("wrote about it"); an event as the source.
    """
    text = " ".join(grammar.text[c.start : c.end] for c in attribution.cue)
    lemma = _lemma(grammar, attribution.cue, head)
    if form is not Kind.INDIRECT or attribution.found_by in {"signed", "transcript"}:
        return act(lemma, text, has_marks=True)
    if not attribution.source:
        return Act.ATTITUDE
    cue = text.lower().split()
    start = grammar.within(attribution.content[0])[0]
    if cue and cue[-1] in {"about", "of", "on"} and grammar.tokens[start].tag not in {"IN", "WRB", "WP", "WDT"}:
        return Act.ATTITUDE
    if lemma in words("topic verb") or not is_saying(cue, lemma) or _is_event(grammar, attribution, lemma):
        return Act.ATTITUDE
    if head is not None and (is_unreal(grammar, head) or not _is_content(grammar, attribution, lemma)):
        return Act.ATTITUDE
    if any(f"{lemma} {word}" in _sayings() for word in cue):
        return Act.STATEMENT  # "pushed for", "pointed out": the verb alone means something else
    return act(lemma, text, has_marks=False)


@cache
def _sayings() -> frozenset[str]:
    frames = ("clause", "tell", "small", "commit", "object", "infinitive")
    return frozenset().union(*(verbs(f) for f in frames)) | words("reporting noun") | {"according to", "call"}


def is_saying(cue: Sequence[str], lemma: str) -> bool:
    """Whether the cue has a word of saying: what a careful editor lists as a claim has one, or marks."""
    phrasal = {f"{lemma} {word}" for word in cue}
    return (
        lemma in _sayings()
        or lemma == ":"
        or bool(phrasal & _sayings())
        or any(w.strip(".,:;") in words("reporting noun") for w in cue)
    )


def is_unreal(grammar: Grammar, head: int) -> bool:
    """Whether a cue's verb says what may or should be said, or what was said of the subject by nobody."""
    group = range(*grammar.verb_group(head))
    modal = any(grammar.tokens[k].tag == "MD" and grammar.tokens[k].lemma != "will" for k in group)
    return modal or bool(grammar.children(head, "aux:pass"))


def _is_content(grammar: Grammar, attribution: Attribution, lemma: str) -> bool:
    """Whether what verbs of saying report is a clause, and no stump of one ("X said the museum")."""
    if lemma not in {"say", "add", "note", "argue", "insist", "claim", "think", "believe"}:
        return True
    return any(
        grammar.is_verb(k) or grammar.tokens[k].tag == "MD"
        for s in attribution.content
        for k in range(*grammar.within(s))
    )


def _is_event(grammar: Grammar, attribution: Attribution, lemma: str) -> bool:
    """Whether a thing that happened, and nobody, shows something: "the call sent a signal that …" (GUIDELINES 1.2)."""
    if lemma not in words("weak verb"):
        return False
    first, last = grammar.within(attribution.source[0])
    heads = [k for k in range(first, last) if not first <= grammar.tokens[k].head < last]
    events = words("event")
    return any(grammar.tokens[k].lemma in events for k in [*heads[:1], first]) or lemma in {"show", "send"}


def kind(grammar: Grammar, content: Sequence[Span], level: int = 0) -> Kind:
    """Direct, mixed or indirect, by the marks of *level* that lie inside the content."""
    if not content:
        return Kind.INDIRECT
    hull = spans.hull(content)
    marks = [q.span for _, q in grammar.marks(hull.start, hull.end) if q.level >= level]
    inside = [m for m in marks if spans.covered([m], content) > 0.9]
    if not inside and level == 0 and any(spans.covered(content, [m]) > 0.99 for m in marks):
        return Kind.DIRECT
    if not inside:
        return Kind.INDIRECT
    free = [piece for c in content for piece in spans.minus(c, inside)]
    rest = {w.lower().strip(".,;:!?—–-") for p in free for w in grammar.text[p.start : p.end].split()}
    outside = {w for w in rest if any(c.isalnum() for c in w)} - _JOINS
    return Kind.MIXED if outside else Kind.DIRECT


def cue_head(grammar: Grammar, cue: Sequence[Span]) -> int | None:
    """The word of a cue that says what is done: a verb of saying, else a full verb, else a noun."""
    inside = [k for c in cue for k in range(*grammar.within(c))]
    if not inside:
        return None
    full = [k for k in inside if grammar.is_verb(k) and grammar.tokens[k].pos != "AUX"]
    reporting = [k for k in full if grammar.tokens[k].lemma in verbs("clause") | verbs("marks") | verbs("object")]
    nouns = [k for k in inside if grammar.tokens[k].pos in {"NOUN", "ADJ"}]
    auxiliaries = [k for k in inside if grammar.is_verb(k)]
    return (reporting or full or nouns or auxiliaries or inside)[0]


def _lemma(grammar: Grammar, cue: Sequence[Span], head: int | None) -> str:
    if head is None:
        return ""
    if grammar.text[cue[0].start : cue[0].end].lower().startswith("according"):
        return "according to"
    return grammar.tokens[head].lemma


def _topic(grammar: Grammar, attribution: Attribution, head: int | None) -> tuple[Span, ...]:
    """As in "Asked about X, …", "Of X, she said …", "said later about X"."""
    if head is None:
        return ()
    first, last = grammar.sentence(head)
    taken = [*attribution.content, *attribution.source, *attribution.cue]
    for k in range(first, last):
        token = grammar.tokens[k]
        if token.text.lower() not in _ABOUT or grammar.quoted[k] >= 0:
            continue
        asked = any(grammar.tokens[j].lemma in {"ask", "question", "press"} for j in range(max(first, k - 3), k))
        fronted = k == first and token.text.lower() in {"of", "on", "about"}
        governed = (
            token.head < len(grammar.tokens)
            and grammar.tokens[token.head].head == head
            and (token.text.lower() in {"about", "of", "regarding"})
        )
        if not (asked or fronted or governed):
            continue
        end = k + 1
        while end < last and grammar.tokens[end].text not in {",", ":", ".", "?"} and grammar.quoted[end] < 0:
            end += 1
        if end > k + 1:
            span = grammar.span((k + 1, end))
            if not any(span.overlaps(t) for t in taken):
                return (span,)
    return ()


def _addressee(grammar: Grammar, attribution: Attribution, head: int | None) -> tuple[Span, ...]:
    """Who was told: the object of a verb of telling, or "to reporters"."""
    if head is None:
        return ()
    taken = [*attribution.content, *attribution.source, *attribution.cue]
    for child in grammar.children(head, "obj", "iobj", "obl"):
        token = grammar.tokens[child]
        to = any(grammar.tokens[c].text.lower() == "to" for c in grammar.children(child, "case"))
        told = token.dep != "obl" and grammar.tokens[head].lemma in verbs("tell")
        if child < head or not (told or (to and token.lemma in words("addressee"))):
            continue
        low, high = grammar.noun_phrase(child)
        span = _without(grammar, (low, high), taken)
        if span is not None:
            return (span,)
    return ()


def _without(grammar: Grammar, tokens: Range, taken: Sequence[Span]) -> Span | None:
    """The span of *tokens*, less a preposition before and what another role holds after."""
    low, high = tokens
    if grammar.tokens[low].pos == "ADP":
        low += 1
    while low < high and any(grammar.span((high - 1, high)).overlaps(t) for t in taken):
        high -= 1
    if low >= high or any(grammar.span((low, low + 1)).overlaps(t) for t in taken):
        return None
    return grammar.span((low, high))
