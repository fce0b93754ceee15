"""What is said of an attribution once its spans stand: kind, negation, topic, addressee, the cue's lemma."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.attribution import spans
from kg.attribution.claim import BY_FORM, act_of
from kg.attribution.grammar import Grammar, Range
from kg.attribution.lexicon import verbs, words
from kg.model import Attribution, Kind, Span

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
    form = attribution.kind if attribution.found_by in BY_FORM else kind(grammar, attribution.content)
    return replace(
        attribution,
        kind=form,
        act=act_of(grammar, attribution, head, lemma, form),
        cue_lemma=lemma,
        negated=negated,
        denied=lemma in _DENIES and not negated,
        topic=_topic(grammar, attribution, head),
        addressee=_addressee(grammar, attribution, head),
    )


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
    plain = [k for k in full if grammar.tokens[k].lemma in verbs("clause") | verbs("object")]
    reporting = plain or [k for k in full if grammar.tokens[k].lemma in verbs("marks")]
    nouns = [k for k in inside if grammar.tokens[k].pos in {"NOUN", "ADJ"}]
    auxiliaries = [k for k in inside if grammar.is_verb(k)]
    return (reporting or full or nouns or auxiliaries or inside)[0]


def _lemma(grammar: Grammar, cue: Sequence[Span], head: int | None) -> str:
    if head is None:
        return ""
    if grammar.text[cue[0].start : cue[0].end].lower().startswith("according"):
        return "according to"
    token = grammar.tokens[head]
    return token.lemma if grammar.is_verb(head) or token.pos == "NOUN" else _of_participle(token.lemma)


def _of_participle(lemma: str) -> str:
    """The verb of saying that the tagger took for an adjective: "urged"."""
    stems = (lemma.removesuffix("d"), lemma.removesuffix("ed")) if lemma.endswith("ed") else ()
    return next((s for s in stems if s in verbs("clause") | verbs("object") | verbs("infinitive")), lemma)


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
