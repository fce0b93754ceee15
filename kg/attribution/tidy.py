"""Proposals made grammatical: no span cut in a word or in a quotation, no stray marks and commas at its edges."""

from __future__ import annotations

from dataclasses import replace

from kg.attribution import spans
from kg.attribution.grammar import SUBJECTS, Grammar
from kg.attribution.lexicon import words
from kg.attribution.pieces import related
from kg.model import Attribution, Quotation, Span

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_QUOTED_EDGE = 0.5  # an edge inside a quotation takes all of it from this share on, else leaves it


def tidied(grammar: Grammar, proposal: Attribution) -> Attribution | None:
    """The proposal with whole words, whole quotations and clean edges; None where no content is left."""
    text = grammar.text
    cue = tuple(_to_verb(grammar, c) for c in _clean(grammar, proposal.cue))
    source = tuple(_whole_phrase(grammar, s, cue) for s in _clean(grammar, proposal.source) if _names(grammar, s))
    holes = [*cue, *source]
    whole = [_to_quotations(grammar, _to_words(grammar, s), holes) for s in proposal.content]
    whole = list(_own_paragraph(grammar, [s for s in whole if s], cue))
    kin = related(grammar, [s for s in whole if s], holes)
    wide = [_to_phrase_end(grammar, s, [*holes, *(o for o in kin if o != s)]) for s in kin]
    wide = [_before_but(grammar, s) for s in wide]
    content = [t for s in wide for t in [content_edges(grammar, s)] if t]
    joined = spans.joined(text, content, " \t\r\n,;:") if _no_break(grammar, content) else spans.joined(text, content)
    if not joined:
        return None
    joined = (_from_that(grammar, joined[0]), *joined[1:])
    return replace(proposal, content=joined, cue=cue, source=source)


def _names(grammar: Grammar, source: Span) -> bool:
    """Whether a source is more than an article or a preposition: "[the] first official acknowledgment"."""
    return any(grammar.tokens[k].pos not in {"DET", "ADP", "PUNCT"} for k in range(*grammar.within(source)))


def _whole_phrase(grammar: Grammar, source: Span, cue: tuple[Span, ...]) -> Span:
    """A source that is but the apposition of a noun, or a headline's object, mended to what the verb's subject is."""
    if not cue:
        return source
    first, last = grammar.within(source)
    heads = [k for k in range(first, last) if not first <= grammar.tokens[k].head < last]
    if len(heads) != 1:
        return source
    head = heads[0]
    token = grammar.tokens[head]
    noun = token.head
    if token.dep == "appos" and grammar.tokens[noun].dep in SUBJECTS and noun < first:
        low, high = grammar.noun_phrase(noun)
        whole = grammar.span((low, max(high, last)))
        return whole if not any(whole.overlaps(c) for c in cue) else source
    verb = grammar.within(cue[0])[0]
    between = grammar.text[source.end : cue[0].start].strip()
    if token.dep in {"obj", "obl"} and between == "," and grammar.tokens[token.head].head == token.head and last < verb:
        subject = grammar.subject(token.head)  # "X scraps the plan, says it costs too much"
        if subject is not None and subject < first:
            low, high = grammar.noun_phrase(subject)
            if high <= token.head:
                return grammar.span((low, high))
    return source


def _no_break(grammar: Grammar, content: list[Span]) -> bool:
    """Whether the pieces lie in one paragraph, so that a comma between them is part of the content."""
    return len({grammar.paragraph_at(s.start) for s in content}) == 1


def _clean(grammar: Grammar, parts: tuple[Span, ...]) -> tuple[Span, ...]:
    """Sources or cues: whole words, in one paragraph, not running into a quotation, no marks at the edges."""
    whole = [_to_words(grammar, s) for s in parts]
    inside = [_outside_marks(grammar, _in_paragraph(grammar, s, keep_last=True)) for s in whole if s]
    return tuple(t for s in inside if s for t in [spans.trimmed(grammar.text, s, ' \t\r\n,;:—–"“”')] if t)


def _in_paragraph(grammar: Grammar, span: Span, *, keep_last: bool) -> Span:
    """The part of *span* in its last (else its first) paragraph."""
    first, last = grammar.paragraph_at(span.start), grammar.paragraph_at(span.end - 1)
    if first == last:
        return span
    home = grammar.reading.paragraphs[last if keep_last else first]
    return Span(max(span.start, home.start), min(span.end, home.end))


def _outside_marks(grammar: Grammar, span: Span) -> Span | None:
    """The span up to a quotation that it runs into, or from the one it comes out of."""
    start, end = span.start, span.end
    for _, quotation in grammar.outer_marks(span.start, span.end):
        q = quotation.span
        if start < q.start < end < q.end:
            end = q.start
        elif q.start < start < q.end < end:
            start = q.end
        elif start < q.start and q.end == end and any(c in ".,!?" for c in grammar.text[q.end - 2 : q.end]):
            end = q.start
    return Span(start, end) if start < end else None


def _own_paragraph(grammar: Grammar, content: list[Span], cue: tuple[Span, ...]) -> list[Span]:
    """Content without marks stays in the paragraphs it starts in or has its cue in: indirect speech crosses none."""
    kept = []
    places = {grammar.paragraph_at(s.start) for s in content}
    homes = {grammar.paragraph_at(c.start) for c in cue}
    if len(places) > 1 and places & homes:  # a piece in another paragraph is the source's only in marks
        content = [
            s
            for s in content
            if grammar.paragraph_at(s.start) in homes or any(grammar.quoted[k] >= 0 for k in range(*grammar.within(s)))
        ]
    for span in content:
        first, last = grammar.paragraph_at(span.start), grammar.paragraph_at(span.end - 1)
        quoted = any(grammar.quoted[k] >= 0 for k in range(*grammar.within(span)))
        if first == last or quoted:
            kept.append(span)
            continue
        home = grammar.paragraph_at(cue[0].start) if cue else first
        area = grammar.reading.paragraphs[home if first <= home <= last else first]
        start, end = max(span.start, area.start), min(span.end, area.end)
        if start < end:  # else it lies between paragraphs
            kept.append(Span(start, end))
    return kept


def _to_verb(grammar: Grammar, cue: Span) -> Span:
    """A cue of auxiliaries and adverbs alone, widened to the verb they belong to."""
    first, last = grammar.within(cue)
    inside = range(first, last)
    if any(grammar.tokens[k].pos not in {"ADV", "AUX", "PART"} for k in inside):
        return cue
    heads = {grammar.tokens[k].head for k in inside if grammar.tokens[k].head not in inside}
    if len(heads) != 1:
        return cue
    head = heads.pop()
    low, high = grammar.verb_group(head) if grammar.is_verb(head) else (first, last)
    return grammar.span((min(low, first), max(high, last))) if low <= last and high >= first else cue


def _to_words(grammar: Grammar, span: Span) -> Span | None:
    """The span widened to the tokens it touches."""
    first, last = grammar.within(span)
    if first >= last:
        return None
    return Span(grammar.tokens[first].start, grammar.tokens[last - 1].end)


def _to_quotations(grammar: Grammar, span: Span | None, holes: list[Span]) -> Span | None:
    if span is None:
        return None
    start, end = span.start, span.end
    for _, quotation in grammar.outer_marks(span.start, span.end):
        q = quotation.span
        if q.end <= start or q.start >= end or any(h.overlaps(q) for h in holes):
            continue
        if q.start < start:
            start = q.start if _mostly(q, Span(start, end)) else min(q.end, end)
        if q.end > end:
            end = q.end if _mostly(q, Span(min(start, end - 1), end)) else max(q.start, start)
        if start >= end:
            return None
    return Span(start, end)


def _mostly(quotation: Span, span: Span) -> bool:
    return spans.shared([quotation], [span]) >= _QUOTED_EDGE * (quotation.end - quotation.start)


def content_edges(grammar: Grammar, span: Span) -> Span | None:
    """Content without commas and dashes at its edges, and without the full stop of an indirect sentence."""
    text = grammar.text
    for quotation in grammar.around_all:  # marks around everything are nobody's
        if span.start <= quotation.span.start < span.end - 1:
            span = Span(quotation.inner.start, span.end)
        if span.start < quotation.inner.end < span.end:
            span = Span(span.start, quotation.inner.end)
    trimmed = spans.trimmed(text, span, " \t\r\n,;:—–")
    if trimmed is None:
        return None
    trimmed = _without_conjunction(grammar, trimmed)
    if trimmed is None:
        return None
    end = trimmed.end
    quoted = _ending(grammar, end)
    if quoted is None and text[end - 1] in ".!?" and not _is_abbreviation(grammar, end):
        return spans.trimmed(text, Span(trimmed.start, end), " \t\r\n,;:.!?")
    return trimmed


def _from_that(grammar: Grammar, span: Span) -> Span:
    """The span without the day before its "that": "said that day that …", "said Monday that …"."""
    first, last = grammar.within(span)
    for k in range(first + 1, min(first + 3, last - 1)):
        day = grammar.tokens[k - 1].text.lower() in {"day", "week", "month", "year"} | words("weekday") | words("time")
        if day and grammar.tokens[k].text.lower() == "that" and grammar.quoted[first] < 0:
            return Span(grammar.tokens[k].start, span.end)
    return span


def _before_but(grammar: Grammar, span: Span) -> Span:
    """A content opened by "that", up to ", but he …": without a second "that" the reporter goes on (GUIDELINES 2.1)."""
    first, last = grammar.within(span)
    tokens = grammar.tokens
    if last <= first or tokens[first].text.lower() != "that" or grammar.quoted[first] >= 0:
        return span
    for k in range(first + 3, last - 2):
        comma = tokens[k].text == ","
        turns = tokens[k + 1].text.lower() in ({"but", "though", "although"} if comma else {"but"})
        turns = turns and (comma or (k + 3 < last and tokens[k + 3].tag in _FINITE))
        if turns and grammar.quoted[k + 1] < 0 and tokens[k + 2].text.lower() in {"he", "she", "they"}:
            return Span(span.start, tokens[k - comma].end)
    return span


def _to_phrase_end(grammar: Grammar, span: Span, others: list[Span]) -> Span:
    """A content that stops at an article, preposition or the like, widened to the word it leads to and its phrase."""
    first, last = grammar.within(span)
    end = grammar.sentence(last - 1)[1] if last > first else last
    for _ in range(4):
        token = grammar.tokens[last - 1]
        if (
            token.dep not in _LEADS
            or not last <= token.head < end
            or grammar.quoted[token.head] != grammar.quoted[last - 1]
        ):
            break
        last = min(max(grammar.subtree(token.head)[1], last), end)
    wide = grammar.span((first, last)) if last > first else span
    if any(wide.overlaps(o) for o in others):
        return span
    return Span(span.start, max(span.end, wide.end))


_LEADS = frozenset(
    {"det", "case", "amod", "nummod", "compound", "aux", "aux:pass", "mark", "nmod:poss", "cop", "nsubj", "nsubj:pass"}
)


def _without_conjunction(grammar: Grammar, span: Span) -> Span | None:
    """The span without a conjunction, and the comma before it, left over at its end."""
    first, last = grammar.within(span)
    while last - 1 > first and grammar.tokens[last - 1].pos == "CCONJ" and grammar.quoted[last - 1] < 0:
        last -= 1
        while last - 1 > first and grammar.tokens[last - 1].text in {",", ";"} and grammar.quoted[last - 1] < 0:
            last -= 1
        span = Span(span.start, grammar.tokens[last - 1].end)
    return span


def _ending(grammar: Grammar, end: int) -> Quotation | None:
    """The quotation that holds the character before *end*."""
    return next((q for _, q in grammar.outer_marks(end - 1, end) if q.span.start < end <= q.span.end), None)


def _is_abbreviation(grammar: Grammar, end: int) -> bool:
    """Whether the full stop before *end* belongs to its word: "the U.S."."""
    first, last = grammar.within(Span(end - 1, end))
    return last > first and len(grammar.tokens[first].text) > 1
