"""The encoder's source against the sentence: the verb's own subject, or the owner of a noun of saying."""

from __future__ import annotations

from dataclasses import replace

from kg.attribution.details import cue_head
from kg.attribution.grammar import Grammar, Range
from kg.attribution.lexicon import verbs, words
from kg.model import Attribution, Span


def mended(grammar: Grammar, proposal: Attribution) -> Attribution:
    """The proposal with the source that its cue's grammar shows, where that is plain and the proposal has another.

    "X's claim that …": the owner. "…, which Y disputes", "since Y cited …": the subject that stands beside its verb.
    """
    proposal = replace(proposal, source=tuple(_without_time(grammar, s) for s in proposal.source))
    head = cue_head(grammar, proposal.cue)
    if head is None:
        return proposal
    found = _owner(grammar, head) if not grammar.is_verb(head) else _subject(grammar, head)
    if found is None:
        return proposal
    span = _without_time(grammar, grammar.span(found))
    if any(span.overlaps(s) for s in (*proposal.source, *proposal.content, *proposal.cue)):
        return proposal
    if not proposal.source:
        fill = grammar.tokens[head].lemma in verbs("clause") | verbs("tell")
        return replace(proposal, source=(span,)) if fill else proposal
    if _is_nearer(span, proposal.source, proposal.cue[0]):
        return replace(proposal, source=(span,))
    return proposal


def _without_time(grammar: Grammar, source: Span) -> Span:
    """The source without when it spoke: "the minister on Friday", "the court this month", "Ada Fenn in May"."""
    first, last = grammar.within(source)
    lower = [t.text.lower() for t in grammar.tokens[first:last]]
    end = len(lower)
    while end > 1:
        word, before = lower[end - 1], lower[end - 2]
        if word in words("weekday") or word in {"today", "yesterday", "tonight"}:
            end -= 1
        elif word in words("span of time") and before in words("which time") | words("weekday"):
            end -= 1 if before in words("weekday") else 2
        elif word in words("month") and before in {"in", "last", "since", "this"}:
            end -= 1
        else:
            break
    # a preposition alone is left over where the day went elsewhere
    if end > 1 and lower[end - 1] in {"on", "in", "during", "over", "last", "this", "late", "early"}:
        end -= 1
    return grammar.span((first, first + end)) if 0 < end < last - first else source


def joint(grammar: Grammar, attribution: Attribution) -> Attribution:
    """The attribution with all who share in it: "agreed with Y that …", "joined Y in vowing …" (GUIDELINES 5.3)."""
    head = cue_head(grammar, attribution.cue)
    if head is None or not attribution.source:
        return attribution
    token = grammar.tokens[head]
    partner: int | None = None
    leader: int | None = None
    if token.lemma in {"agree", "concur"}:
        partner = next((c for c in grammar.children(head, "obl") if c > head and _has_case(grammar, c, "with")), None)
    elif token.tag == "VBG" and grammar.tokens[token.head].lemma == "join" and _has_mark(grammar, head, "in"):
        partner = next((c for c in grammar.children(token.head, "obj") if c < head), None)
        leader = grammar.controller(token.head)
    sources = list(attribution.source)
    for noun in (leader, partner):
        if noun is None:
            continue
        first, last = grammar.noun_phrase(noun)
        while first < last and grammar.tokens[first].pos == "ADP":
            first += 1
        if first < last:
            sources.append(grammar.span((first, min(last, head) if noun < head else last)))
    taken = [*attribution.content, *attribution.cue]
    apart: list[Span] = []
    for s in sources:
        if not any(s.overlaps(o) for o in (*taken, *apart)):
            apart.append(s)
    return replace(attribution, source=tuple(sorted(apart))) if apart else attribution


def _has_case(grammar: Grammar, noun: int, word: str) -> bool:
    return any(grammar.tokens[c].text.lower() == word for c in grammar.children(noun, "case"))


def _has_mark(grammar: Grammar, verb: int, word: str) -> bool:
    return any(grammar.tokens[c].text.lower() == word for c in grammar.children(verb, "mark", "case"))


def _owner(grammar: Grammar, noun: int) -> Range | None:
    """As in "Ada Fenn's" in "Ada Fenn's claim"."""
    if grammar.tokens[noun].lemma not in words("reporting noun"):
        return None
    owner = next((c for c in grammar.children(noun, "nmod:poss") if c < noun), None)
    if owner is None:
        return None
    first, last = grammar.subtree(owner)
    return (first, last) if last <= noun else None


def _subject(grammar: Grammar, verb: int) -> Range | None:
    """The phrase of the verb's own active subject, if it stands right before the verb group."""
    head = grammar.subject(verb)
    if head is None or grammar.tokens[head].dep != "nsubj" or head > verb or grammar.is_passive(verb):
        return None
    if (
        not _agrees(grammar, head, verb)
        or grammar.tokens[head].lemma in {"there", "what"}
        or grammar.tokens[head].dep.startswith("csubj")
    ):
        return None
    first, last = grammar.noun_phrase(head)
    last = min(last, grammar.verb_group(verb)[0])
    return grammar.trimmed((first, last)) if first < last else None


def _agrees(grammar: Grammar, noun: int, verb: int) -> bool:
    """Whether a noun in the singular has no verb in the plural ("have", "are")."""
    plural = any(grammar.tokens[k].text.lower() in {"have", "are", "were"} for k in range(*grammar.verb_group(verb)))
    joined = any(grammar.tokens[c].dep == "conj" for c in grammar.children(noun))
    return not plural or joined or grammar.tokens[noun].tag not in {"NN", "NNP"}


def _is_nearer(span: Span, sources: tuple[Span, ...], cue: Span) -> bool:
    """Whether *span* stands nearer to the cue than any of the sources."""
    return all(_gap(span, cue) < _gap(s, cue) for s in sources)


def _gap(a: Span, b: Span) -> int:
    return max(b.start - a.end, a.start - b.end, 0)
