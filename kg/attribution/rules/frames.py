"""The reporter's words beside a quotation: a verb of saying, and who says it."""

from __future__ import annotations

from dataclasses import dataclass

from kg.attribution.grammar import Grammar, Range
from kg.attribution.lexicon import verbs, words
from kg.model import Quotation

SURE, LIKELY, GUESS = 0.97, 0.85, 0.7

_SENTENCE_MARKS = frozenset(".?!…")
_LONGEST_FRAME = 45  # tokens between a quotation and its verb: a name with a long apposition
_LONGEST_LEAD = 14  # tokens between a verb and the quotation it leads to: "said in a statement on Friday:"


@dataclass(slots=True)
class Frame:
    """A verb of saying beside a quotation, with who says it."""

    verb: int
    cue: Range
    source: Range | None
    after: bool
    confidence: float


def frame_after(grammar: Grammar, quotation: Quotation) -> Frame | None:
    """The frame right after a quotation: ", X said", "said X", "X told reporters"."""
    tokens = grammar.tokens
    i = grammar.within(quotation.span)[1]
    paragraph = grammar.reading.paragraphs[grammar.paragraph_at(quotation.span.start)]
    if i >= len(tokens) or tokens[i].start >= paragraph.end:
        return None
    stop = clause_stop(grammar, i)
    comma = i < stop and tokens[i].text in {",", "—", "–", "--"}
    ends = grammar.text[quotation.inner.start : quotation.inner.end].rstrip("'’ ")[-1:]
    if not comma and ends not in {",", "?", "!", "—", "–", "-", "…", "."} and not starts_sentence(grammar, quotation):
        return None
    if ends == "." and not comma:
        return None
    i += comma
    if i >= stop or tokens[i].lemma in {"and", "but", "while", "although", "which", "because"}:
        return None
    first = i
    while first < stop and tokens[first].pos == "ADV" and tokens[first].lemma not in words("time"):
        first += 1
    if first < stop and reports(grammar, first) and tokens[first].tag in {"VBD", "VBZ", "VBP"}:
        source = _inverted_subject(grammar, first, stop)
        if source is not None:
            return Frame(first, grammar.verb_group(first), source, after=True, confidence=SURE)
    for verb in range(i + 1, min(stop, i + _LONGEST_FRAME)):
        if reports(grammar, verb) and tokens[verb].tag in {"VBD", "VBZ", "VBP", "VBN", "VB"}:
            cue = grammar.verb_group(verb)
            source = _subject_before(grammar, verb, (i, cue[0]))
            if source is None:
                continue
            return Frame(verb, cue, source, after=True, confidence=SURE if verb - i < 12 else LIKELY)
    return None


def frame_before(grammar: Grammar, quotation: Quotation) -> Frame | None:
    """The frame right before a quotation: "X said, “", "saying “", "X told reporters: “", "X: “"."""
    return frame_to(grammar, grammar.within(quotation.span)[0])


def frame_to(grammar: Grammar, i: int) -> Frame | None:
    """The frame that leads to the words that begin at token *i*."""
    tokens = grammar.tokens
    first = clause_start(grammar, i)
    at = i - 1
    link = ""
    if at >= first and tokens[at].text in {",", ":"}:
        link = tokens[at].text
        at -= 1
    elif at >= first and tokens[at].lemma in {"that", "with", "by"}:
        return None  # the clause that begins here is more than the quotation
    for verb in range(at, max(first, at - _LONGEST_LEAD) - 1, -1):
        if not reports(grammar, verb) or not grammar.is_verb(verb):
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
        return Frame(verb, cue, source, after=False, confidence=SURE if link or verb == at else LIKELY)
    return (_label(grammar, at, first) or _lead_in(grammar, at, first)) if link == ":" else None


def _label(grammar: Grammar, at: int, first: int) -> Frame | None:
    """As in "Fenn: “…”": a name alone before a colon."""
    if (
        first <= at
        and at - first < 6
        and all(grammar.tokens[k].pos in {"PROPN", "PUNCT", "ADP"} for k in range(first, at + 1))
    ):
        return Frame(at + 1, (at + 1, at + 2), (first, at + 1), after=False, confidence=LIKELY)
    return None


def _lead_in(grammar: Grammar, at: int, first: int) -> Frame | None:
    """As in "She dug in her heels: “…”": a clause about somebody, whose verb is the cue (GUIDELINES 3.5)."""
    for verb in range(first, at + 1):
        if grammar.tokens[verb].tag not in {"VBD", "VBZ", "VBP"} or grammar.tokens[verb].pos != "VERB":
            continue
        cue = grammar.verb_group(verb)
        head = grammar.subject(verb)
        if head is None or not first <= head < verb:
            return None
        token = grammar.tokens[head]
        if token.pos == "PROPN" or token.text.lower() in {"he", "she", "they"}:
            return Frame(verb, cue, _usable(grammar, head, cue), after=False, confidence=GUESS)
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


def reports(grammar: Grammar, i: int) -> bool:
    """Whether token *i*, outside all marks, is a verb that introduces words in marks."""
    token = grammar.tokens[i]
    return (
        grammar.quoted[i] < 0
        and token.lemma in verbs("marks")
        and token.tag.startswith(("VB", "NN", "JJ"))
        and (token.tag.startswith("VB") or token.lemma in {"say", "tell"})
    )


def clause_stop(grammar: Grammar, i: int) -> int:
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


def clause_start(grammar: Grammar, i: int) -> int:
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


def starts_sentence(grammar: Grammar, quotation: Quotation) -> bool:
    """Whether the quotation opens a sentence: first in its paragraph, after a full stop, a colon or other marks."""
    before = grammar.text[: quotation.span.start].rstrip()
    start = grammar.reading.paragraphs[grammar.paragraph_at(quotation.span.start)].start
    return quotation.span.start == start or before[-1:] in _SENTENCE_MARKS or before[-1:] in '"”’»:'
