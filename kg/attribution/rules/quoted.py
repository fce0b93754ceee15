"""Quotations with their cue: before ("X said, “…”"), after ("“…,” X said", "“…,” said X"), in the middle; and without.

The reporter's own words around a quotation make its *frame*. A quotation without a frame goes on with the one before it
in its paragraph, or in the paragraph before when that was direct speech too (GUIDELINES 3.3).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.attribution import extent, spans
from kg.attribution.grammar import Grammar, Range
from kg.attribution.lexicon import verbs, words
from kg.model import Attribution, Kind, Quotation, Span

SURE, LIKELY, GUESS = 0.97, 0.85, 0.7

_SENTENCE_MARKS = frozenset(".?!…")
_LONGEST_FRAME = 45  # tokens between a quotation and its verb: a name with a long apposition
_LONGEST_LEAD = 14  # tokens between a verb and the quotation it leads to: "said in a statement on Friday:"
_LONGEST_TITLE = 7  # words
_SPEECH_WORDS = 4  # a quotation this long with a verb, standing alone, is speech and no scare quote


@dataclass(slots=True)
class _Frame:
    """A verb of saying beside a quotation, with who says it."""

    verb: int
    cue: Range
    source: Range | None
    after: bool
    confidence: float


@dataclass(slots=True)
class _Group:
    """Quotations that are one utterance."""

    frame: _Frame | None
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


def _lead(grammar: Grammar, quotation: Quotation, frame: _Frame) -> Span | None:
    """Unquoted words that belong to the content: "The plan is “dead”, X said", "The plan is dead, X said, “and gone”"."""
    first = _clause_start(grammar, grammar.within(quotation.span)[0])
    if frame.after:
        if _starts_sentence(grammar, quotation):
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
    if start >= stop or any(_reports(grammar, k) and grammar.is_verb(k) for k in range(start, stop)):
        return None
    return start, stop


def frame_after(grammar: Grammar, quotation: Quotation) -> _Frame | None:
    """The frame right after a quotation: ", X said", "said X", "X told reporters"."""
    tokens = grammar.tokens
    i = grammar.within(quotation.span)[1]
    paragraph = grammar.reading.paragraphs[grammar.paragraph_at(quotation.span.start)]
    if i >= len(tokens) or tokens[i].start >= paragraph.end:
        return None
    stop = _clause_stop(grammar, i)
    comma = i < stop and tokens[i].text in {",", "—", "–", "--"}
    ends = grammar.text[quotation.inner.start : quotation.inner.end].rstrip("'’ ")[-1:]
    if not comma and ends not in {",", "?", "!", "—", "–", "-", "…", "."} and not _starts_sentence(grammar, quotation):
        return None
    if ends == "." and not comma:
        return None
    i += comma
    if i >= stop or tokens[i].lemma in {"and", "but", "while", "although", "which", "because"}:
        return None
    first = i
    while first < stop and tokens[first].pos == "ADV" and tokens[first].lemma not in words("time"):
        first += 1
    if first < stop and _reports(grammar, first) and tokens[first].tag in {"VBD", "VBZ", "VBP"}:
        source = _inverted_subject(grammar, first, stop)
        if source is not None:
            return _Frame(first, grammar.verb_group(first), source, after=True, confidence=SURE)
    for verb in range(i + 1, min(stop, i + _LONGEST_FRAME)):
        if _reports(grammar, verb) and tokens[verb].tag in {"VBD", "VBZ", "VBP", "VBN", "VB"}:
            cue = grammar.verb_group(verb)
            source = _subject_before(grammar, verb, (i, cue[0]))
            if source is None:
                continue
            return _Frame(verb, cue, source, after=True, confidence=SURE if verb - i < 12 else LIKELY)
    return None


def frame_before(grammar: Grammar, quotation: Quotation) -> _Frame | None:
    """The frame right before a quotation: "X said, “", "saying “", "X told reporters: “", "X: “"."""
    tokens = grammar.tokens
    i = grammar.within(quotation.span)[0]
    first = _clause_start(grammar, i)
    at = i - 1
    link = ""
    if at >= first and tokens[at].text in {",", ":"}:
        link = tokens[at].text
        at -= 1
    elif at >= first and tokens[at].lemma in {"that", "with", "by"}:
        return None  # the clause that begins here is more than the quotation
    for verb in range(at, max(first, at - _LONGEST_LEAD) - 1, -1):
        if not _reports(grammar, verb) or not grammar.is_verb(verb):
            if grammar.is_verb(verb) and tokens[verb].tag in {"VBD", "VBZ", "VBP"}:
                break  # another clause stands between
            continue
        if link == "" and tokens[verb].lemma not in verbs("clause") | verbs("tell"):
            return None  # "began “", "was “": the words are part of the reporter's clause
        if verb != at and link != ":" and not _is_lead(grammar, verb, at + 1, linked=link == ","):
            return None
        cue = grammar.verb_group(verb)
        head = grammar.controller(verb)
        source = _usable(grammar, head, cue)
        return _Frame(verb, cue, source, after=False, confidence=SURE if link or verb == at else LIKELY)
    return (_label(grammar, at, first) or _lead_in(grammar, at, first)) if link == ":" else None


def _label(grammar: Grammar, at: int, first: int) -> _Frame | None:
    """ "Fenn: “…”": a name alone before a colon."""
    if (
        first <= at
        and at - first < 6
        and all(grammar.tokens[k].pos in {"PROPN", "PUNCT", "ADP"} for k in range(first, at + 1))
    ):
        return _Frame(at + 1, (at + 1, at + 2), (first, at + 1), after=False, confidence=LIKELY)
    return None


def _lead_in(grammar: Grammar, at: int, first: int) -> _Frame | None:
    """ "She dug in her heels: “…”": a clause about somebody, then his words; its verb is the cue (GUIDELINES 3.5)."""
    for verb in range(first, at + 1):
        if grammar.tokens[verb].tag not in {"VBD", "VBZ", "VBP"} or grammar.tokens[verb].pos != "VERB":
            continue
        cue = grammar.verb_group(verb)
        head = grammar.subject(verb)
        if head is None or not first <= head < verb:
            return None
        token = grammar.tokens[head]
        if token.pos == "PROPN" or token.text.lower() in {"he", "she", "they"}:
            return _Frame(verb, cue, _usable(grammar, head, cue), after=False, confidence=GUESS)
        return None
    return None


def _is_lead(grammar: Grammar, verb: int, end: int, *, linked: bool) -> bool:
    """Whether only addressee, place, time or manner stand between a verb and the quotation.

    Without a comma or colon they must be words for listeners, media or time: else the quotation is part of a clause, or
    the name of a programme.
    """
    between = grammar.tokens[verb + 1 : end]
    if any(t.tag in {"VBD", "VBZ", "VBP", "MD"} or t.lemma in {"that", "if", "whether"} for t in between):
        return False
    if not between or (not linked and between[-1].pos == "ADP"):
        return not between
    if not linked:
        known = words("addressee") | words("medium") | words("time")
        return all(t.lemma in known for t in between if t.pos in {"NOUN", "PROPN", "ADV"})
    nearest = between[0]
    if nearest.pos in {"ADP", "ADV", "SCONJ"} or nearest.lemma in words("time") or nearest.text == ",":
        return True
    return grammar.tokens[verb].lemma in verbs("tell") or between[-1].lemma in words("addressee")


def _reports(grammar: Grammar, i: int) -> bool:
    token = grammar.tokens[i]
    return (
        grammar.quoted[i] < 0
        and token.lemma in verbs("marks")
        and token.tag.startswith(("VB", "NN", "JJ"))
        and (token.tag.startswith("VB") or token.lemma in {"say", "tell"})
    )


def _clause_stop(grammar: Grammar, i: int) -> int:
    """Where the reporter's words that begin at *i* end: next quotation, sentence or paragraph end."""
    if i >= len(grammar.tokens):
        return i
    paragraph = grammar.reading.paragraphs[grammar.paragraph_at(grammar.tokens[i].start)]
    stop = i
    while stop < len(grammar.tokens) and grammar.tokens[stop].end <= paragraph.end and grammar.quoted[stop] < 0:
        if grammar.tokens[stop].text in {".", "?", "!", ";"}:
            break
        stop += 1
    return stop


def _clause_start(grammar: Grammar, i: int) -> int:
    """Where the reporter's words that end before *i* begin; at a paragraph's start also the lead-in above it."""
    if i == 0:
        return 0
    here = grammar.paragraph_at(grammar.tokens[i].start) if i < len(grammar.tokens) else -1
    before = grammar.paragraph_at(grammar.tokens[i - 1].start)
    if here != before and grammar.tokens[i - 1].text != ":":
        return i
    paragraph = grammar.reading.paragraphs[before]
    start = i
    while start > 0 and grammar.tokens[start - 1].start >= paragraph.start and grammar.quoted[start - 1] < 0:
        if grammar.tokens[start - 1].text in {".", "?", "!", ";"}:
            break
        start -= 1
    return start


def _inverted_subject(grammar: Grammar, verb: int, stop: int) -> Range | None:
    head = next((c for c in grammar.children(verb) if c > verb and grammar.tokens[c].dep.startswith("nsubj")), None)
    after = grammar.word(verb + 1)
    if after is None or verb + 1 >= stop or after.pos not in {"PROPN", "NOUN", "DET", "PRON", "ADJ", "NUM"}:
        return None
    if head is not None:
        first, last = grammar.noun_phrase(head)
        return (max(first, verb + 1), min(last, stop))
    last = verb + 1
    while last < stop and grammar.tokens[last].text not in {",", ".", ":"} and grammar.tokens[last].pos != "ADP":
        last += 1
    return grammar.trimmed((verb + 1, last))


def _subject_before(grammar: Grammar, verb: int, words_between: Range) -> Range | None:
    """The subject of a verb after a quotation: by the parse if it lies between, else all that stands between."""
    low, high = words_between
    head = grammar.subject(verb)
    if head is not None and low <= head < high:
        first, last = grammar.noun_phrase(head)
        return grammar.trimmed((max(first, low), min(last, high)))
    nominal = [k for k in range(low, high) if grammar.tokens[k].pos in {"PROPN", "NOUN", "PRON"}]
    finite = [k for k in range(low, high) if grammar.tokens[k].tag in {"VBD", "VBZ", "VBP", "MD"}]
    if not nominal or finite or grammar.tokens[low].pos in {"ADP", "SCONJ", "CCONJ", "ADV"}:
        return None
    return grammar.trimmed((low, high))


def _usable(grammar: Grammar, head: int | None, cue: Range) -> Range | None:
    if head is None or grammar.quoted[head] >= 0:
        return None
    first, last = grammar.noun_phrase(head)
    if first < cue[0] < last:
        last = cue[0]
    return grammar.trimmed((first, last))


def _starts_sentence(grammar: Grammar, quotation: Quotation) -> bool:
    before = grammar.text[: quotation.span.start].rstrip()
    start = grammar.reading.paragraphs[grammar.paragraph_at(quotation.span.start)].start
    return quotation.span.start == start or before[-1:] in _SENTENCE_MARKS or before[-1:] in '"”’»:'


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
    if _starts_sentence(grammar, quotation) and (ends in ".?!,…—" or not quotation.closed):
        return True
    finite = any(grammar.tokens[k].tag in {"VBD", "VBZ", "VBP", "MD"} for k in inside)
    return finite and len(inside) >= _SPEECH_WORDS


def _is_joined(grammar: Grammar, group: _Group, quotation: Quotation) -> bool:
    """ "“…” and “…”", or a cue that interrupts: "“…,” X said, “…”"."""
    last = grammar.reading.quotations[group.quotations[-1]]
    between = grammar.text[last.span.end : quotation.span.start].strip(" ,;")
    if between in {"", "and", "but", "or"} or (between.lower() == "and that"):
        return True
    frame = group.frame
    if frame is None or not frame.after:
        return False
    low, high = grammar.within(last.span)[1], grammar.within(quotation.span)[0]
    stop = _clause_stop(grammar, low)
    return (
        stop == high
        and grammar.tokens[high - 1].text in {",", ":", "—", "–", "--"}
        and _no_other_cue(grammar, frame, high)
    )


def _no_other_cue(grammar: Grammar, frame: _Frame, end: int) -> bool:
    return not any(_reports(grammar, k) and grammar.is_verb(k) for k in range(frame.cue[1], end))


def _follows(grammar: Grammar, group: _Group, quotation: Quotation) -> bool:
    """Whether a sentence in marks comes right after the cue of the quotation before it: "“…,” X said. “…”"."""
    last = grammar.reading.quotations[group.quotations[-1]]
    low, high = grammar.within(last.span)[1], grammar.within(quotation.span)[0]
    ends = [k for k in range(low, high) if grammar.tokens[k].text in {".", "!", "?"}]
    if len(ends) > 1 or (ends and ends[0] < high - 2) or not _starts_sentence(grammar, quotation):
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
