"""Quotations with their cue: before ("X said, “…”"), after ("“…,” X said", "“…,” said X"), in the middle; and without.

The reporter's own words around a quotation make its *frame*. A quotation without a frame goes on with the one before it
in its paragraph, or in the paragraph before when that was direct speech too (GUIDELINES 3.3).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.attribution import extent, spans
from kg.attribution.grammar import Grammar, Range
from kg.attribution.rules.frames import (
    GUESS,
    Frame,
    clause_start,
    clause_stop,
    frame_after,
    frame_before,
    reports,
    starts_sentence,
)
from kg.model import Attribution, Kind, Quotation, Span

_LONGEST_TITLE = 7  # words
_SPEECH_WORDS = 4  # a quotation this long with a verb, standing alone, is speech and no scare quote


@dataclass(slots=True)
class _Group:
    """Quotations that are one utterance."""

    frame: Frame | None
    quotations: list[int] = field(default_factory=list)
    paragraph: int = 0
    lead: Span | None = None  # unquoted words of the same clause before the first mark


def find(grammar: Grammar) -> Iterator[Attribution]:
    """Direct quotations of the body, each with its cue and source where the words around it name them."""
    groups: list[_Group] = []
    for paragraph in range(len(grammar.reading.paragraphs)):
        for n in _quotations(grammar, paragraph):
            _place(grammar, n, paragraph, groups)
    for group in groups:
        yield _attribution(grammar, group)


def _quotations(grammar: Grammar, paragraph: int) -> list[int]:
    area = grammar.reading.paragraphs[paragraph]
    return [
        n
        for n, q in grammar.outer
        if q.span in area
        and not grammar.reading.article.is_furniture(q.span)
        and len(_inside(grammar, q))
        and not is_title(grammar, q)
    ]


def _inside(grammar: Grammar, quotation: Quotation) -> range:
    return range(*grammar.within(quotation.inner))


def is_title(grammar: Grammar, quotation: Quotation) -> bool:
    """Whether the marks hold the name of a work or programme: a few capitalised words after "on", "in", "of", "'s"."""
    words = [w for w in grammar.text[quotation.inner.start : quotation.inner.end].split() if w[0].isalpha()]
    before = grammar.word(grammar.within(quotation.span)[0] - 1)
    if before is None or before.end < quotation.span.start - 1 or not (before.pos == "ADP" or before.tag == "POS"):
        return False
    big = [w for w in words if len(w) > 3 or w is words[0]]
    return 0 < len(words) <= _LONGEST_TITLE and all(w[0].isupper() for w in big)


def _place(grammar: Grammar, n: int, paragraph: int, groups: list[_Group]) -> None:
    """Add quotation *n* to the group it belongs to, or open one; leave out what is no direct speech."""
    quotation = grammar.reading.quotations[n]
    last = groups[-1] if groups else None
    same = last is not None and last.paragraph == paragraph
    before = frame_before(grammar, quotation)
    after = frame_after(grammar, quotation)
    if last is not None and same and _is_joined(grammar, last, quotation):
        own = after if after and after is not last.frame else None
        if own is None or (last.frame and own.verb == last.frame.verb):
            last.quotations.append(n)
            return
    frame = before if before and (after is None or before.confidence >= after.confidence) else after
    if frame is not None:
        groups.append(_Group(frame, [n], paragraph, _lead(grammar, quotation, frame)))
        return
    if not is_speech(grammar, quotation):
        return
    if last is not None and same and _follows(grammar, last, quotation):
        last.quotations.append(n)
        return
    if last is not None and _continues(grammar, last, quotation, paragraph):
        last.quotations.append(n)
        last.paragraph = paragraph
        return
    if _stands_alone(grammar, quotation):
        groups.append(_Group(None, [n], paragraph))


def _lead(grammar: Grammar, quotation: Quotation, frame: Frame) -> Span | None:
    """Unquoted words of the content: "The plan is “dead”, X said", "The plan is dead, X said, “and gone”"."""
    first = clause_start(grammar, grammar.within(quotation.span)[0])
    if frame.after:
        if starts_sentence(grammar, quotation):
            return None
        start, stop = first, grammar.within(quotation.span)[0]
    else:
        inner = grammar.text[quotation.inner.start : quotation.inner.end].lstrip()
        if not inner[:1].islower() or frame.source is None or frame.source[0] >= frame.cue[0]:
            return None
        start, stop = first, frame.source[0] - 1
        if stop <= start or grammar.tokens[stop].text != "," or grammar.tokens[frame.cue[1]].text != ",":
            return None
    found = extent.fronted(grammar, start, stop) if not frame.after else _opening(grammar, start, stop)
    return grammar.span(found) if found else None


def _opening(grammar: Grammar, start: int, stop: int) -> Range | None:
    """The words before a mark in mid-sentence, if they begin a clause and report nothing themselves."""
    while start < stop and grammar.tokens[start].pos in {"CCONJ", "PUNCT"}:
        start += 1
    if start >= stop or any(reports(grammar, k) and grammar.is_verb(k) for k in range(start, stop)):
        return None
    return start, stop


def _ends_sentence(grammar: Grammar, quotation: Quotation) -> bool:
    """Whether nothing of the quotation's sentence follows the closing mark."""
    end = quotation.span.end
    paragraph = grammar.reading.paragraphs[grammar.paragraph_at(quotation.span.start)]
    rest = grammar.text[end : paragraph.end].lstrip()
    inner = grammar.text[quotation.inner.start : quotation.inner.end].rstrip("'’ ")
    return not quotation.closed or not rest or rest[0] in ".!?" or inner[-1:] in {".", "!", "?", "…"}


def is_speech(grammar: Grammar, quotation: Quotation) -> bool:
    """Whether the words in the marks are said rather than mentioned: a clause, or the end of a sentence."""
    inside = _inside(grammar, quotation)
    ends = grammar.text[quotation.inner.start : quotation.inner.end].rstrip()[-1:]
    if starts_sentence(grammar, quotation) and (ends in ".?!,…—" or not quotation.closed):
        return True
    finite = any(grammar.tokens[k].tag in {"VBD", "VBZ", "VBP", "MD"} for k in inside)
    return finite and len(inside) >= _SPEECH_WORDS


def _is_joined(grammar: Grammar, group: _Group, quotation: Quotation) -> bool:
    """As in "“…” and “…”", or a cue that interrupts: "“…,” X said, “…”"."""
    last = grammar.reading.quotations[group.quotations[-1]]
    between = grammar.text[last.span.end : quotation.span.start].strip(" ,;")
    if between in {"", "and", "but", "or"} or (between.lower() == "and that"):
        return True
    frame = group.frame
    if frame is None or not frame.after:
        return False
    low, high = grammar.within(last.span)[1], grammar.within(quotation.span)[0]
    stop = clause_stop(grammar, low)
    link = high - 1
    if grammar.tokens[link].text in {"and", "but"}:  # "“…,” X said, but “…”"
        link -= 1
    return (
        stop == high and grammar.tokens[link].text in {",", ":", "—", "–", "--"} and _no_other_cue(grammar, frame, high)
    )


def _no_other_cue(grammar: Grammar, frame: Frame, end: int) -> bool:
    return not any(reports(grammar, k) and grammar.is_verb(k) for k in range(frame.cue[1], end))


def _follows(grammar: Grammar, group: _Group, quotation: Quotation) -> bool:
    """Whether a sentence in marks comes right after the cue of the quotation before it: "“…,” X said. “…”"."""
    last = grammar.reading.quotations[group.quotations[-1]]
    low, high = grammar.within(last.span)[1], grammar.within(quotation.span)[0]
    ends = [k for k in range(low, high) if grammar.tokens[k].text in {".", "!", "?"}]
    if len(ends) > 1 or (ends and ends[0] < high - 2) or not starts_sentence(grammar, quotation):
        return False
    return _ends_sentence(grammar, quotation)


def _continues(grammar: Grammar, group: _Group, quotation: Quotation, paragraph: int) -> bool:
    """Whether a paragraph in marks goes on with the direct speech that ended the paragraph before."""
    if paragraph != group.paragraph + 1:
        return False
    here, before = grammar.reading.paragraphs[paragraph], grammar.reading.paragraphs[group.paragraph]
    if quotation.span.start != here.start:
        return False
    last = grammar.reading.quotations[group.quotations[-1]]
    if not last.closed:
        return True
    rest = grammar.within(Span(last.span.end, before.end)) if last.span.end < before.end else (0, 0)
    tail = [k for k in range(*rest) if grammar.tokens[k].text in {".", "!", "?"}]
    return len(tail) <= 1


def _stands_alone(grammar: Grammar, quotation: Quotation) -> bool:
    paragraph = grammar.reading.paragraphs[grammar.paragraph_at(quotation.span.start)]
    rest = grammar.text[quotation.span.end : paragraph.end].strip(" .")
    return quotation.span.start == paragraph.start and not rest


def _attribution(grammar: Grammar, group: _Group) -> Attribution:
    quotations = grammar.reading.quotations
    content = tuple(quotations[n].span for n in group.quotations)
    if group.lead is not None:
        content = spans.joined(grammar.text, [group.lead, *content], " ")
    frame = group.frame
    if frame is None:
        return Attribution(id="", content=content, kind=Kind.DIRECT, confidence=GUESS, found_by="quoted")
    return Attribution(
        id="",
        content=content,
        source=(grammar.span(frame.source),) if frame.source else (),
        cue=(grammar.span(frame.cue),),
        cue_lemma=grammar.tokens[frame.verb].lemma,
        kind=Kind.DIRECT,
        confidence=frame.confidence,
        found_by="quoted",
    )
