"""A quotation or post with its author after it ("“…” — Ada Fenn") or before it ("And from Chair Ada Fenn:")."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from kg.attribution.grammar import Grammar
from kg.model import Attribution, Kind, Span, Zone

SURE, LIKELY = 0.95, 0.85

_SIGNATURE = re.compile(r"\s*(?P<dash>[—–―]|--?)\s*(?P<who>[^\W\d_][^\n]*)")
_HANDLE = re.compile(r"[(（]?@\w+[)）]?")
_DATE = re.compile(
    r"\s*[,|]?\s*(?:(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?|\d{1,2}[./-]|\d{4}).*$"
)
_FROM = re.compile(r"^(?:and\s+)?(?:this\s+)?(?:(?:is\s+|comes\s+)?from)\s+(?P<who>[^:\n]{3,90}):?$", re.IGNORECASE)
_DESK = re.compile(r"from the (?:desk|office) of\s+(?P<who>[^:\n]{3,60})", re.IGNORECASE)
_LONGEST = 12  # words of a signature


def find(grammar: Grammar) -> Iterator[Attribution]:
    """Signed quotations and posts, the author after or before."""
    paragraphs = grammar.reading.paragraphs
    for n, paragraph in enumerate(paragraphs):
        if grammar.reading.article.is_furniture(paragraph):
            continue
        for found in (_same_line(grammar, paragraph), _line_after(grammar, n), _line_before(grammar, n)):
            if found is not None:
                yield found


def _author(text: str, start: int, end: int) -> Span | None:
    """The name in a signature, without handle and date; None if it does not look like a name."""
    who = text[start:end]
    if handle := _HANDLE.search(who):
        who = who[: handle.start()]
    if date := _DATE.search(who):
        who = who[: date.start()]
    who = who.rstrip(" .,|(")
    words = who.split()
    if not words or len(words) > _LONGEST or not (words[0][0].isupper() or words[0] in {"the", "a", "an"}):
        return None
    named = sum(w[:1].isupper() for w in words)
    return Span(start, start + len(who)) if 2 * named >= len(words) else None


def _same_line(grammar: Grammar, paragraph: Span) -> Attribution | None:
    """As in "“…” — Ada Fenn": nothing but marks before the dash, nothing but a name after it."""
    quotations = [q for _, q in grammar.outer if q.span in paragraph]
    if not quotations or quotations[0].span.start != paragraph.start:
        return None
    last = quotations[-1].span.end
    match = _SIGNATURE.fullmatch(grammar.text, last, paragraph.end)
    if match is None:
        return None
    between = "".join(grammar.text[a.span.end : b.span.start] for a, b in itertools.pairwise(quotations))
    who = _author(grammar.text, match.start("who"), match.end("who"))
    if who is None or any(c.isalnum() for c in between):
        return None
    return _made(tuple(q.span for q in quotations), who, (match.start("dash"), match.end("dash")), SURE)


def _line_after(grammar: Grammar, n: int) -> Attribution | None:
    """A line "— Ada Fenn (@ada) 3 May" under a post or a block of quoted paragraphs."""
    paragraphs, text = grammar.reading.paragraphs, grammar.text
    match = _SIGNATURE.fullmatch(text, paragraphs[n].start, paragraphs[n].end)
    if match is None or n == 0:
        return None
    who = _author(text, match.start("who"), match.end("who"))
    block = _block_before(grammar, n)
    if who is None or not block:
        return None
    handle = "@" in text[paragraphs[n].start : paragraphs[n].end]
    confidence = SURE if handle or _is_post(grammar, paragraphs[n - 1]) else LIKELY
    return _made(tuple(block), who, (match.start("dash"), match.end("dash")), confidence)


def _block_before(grammar: Grammar, n: int) -> list[Span]:
    """The paragraphs that a signature in paragraph *n* signs: a post's, or the quoted ones right above."""
    paragraphs = grammar.reading.paragraphs
    block: list[Span] = []
    handle = "@" in grammar.text[paragraphs[n].start : paragraphs[n].end]
    for k in range(n - 1, -1, -1):
        if _is_post(grammar, paragraphs[k]) or (_is_all_quoted(grammar, paragraphs[k]) and not handle):
            block.insert(0, paragraphs[k])
        else:
            break
    if not block and handle:
        block = [paragraphs[n - 1]]
    return [s for p in block for s in [_without_links(grammar.text, p)] if s]


def _without_links(text: str, paragraph: Span) -> Span | None:
    end = paragraph.end
    words = re.search(r"(?:\s*(?:https?://\S+|pic\.twitter\.com/\S+|t\.co/\S+))+$", text[paragraph.start : end])
    if words:
        end = paragraph.start + words.start()
    return Span(paragraph.start, end) if end > paragraph.start else None


def _line_before(grammar: Grammar, n: int) -> Attribution | None:
    """As in "And from Chair Ada Fenn:" over a paragraph, or "From the desk of Ada Fenn" over all that follows."""
    paragraphs, text = grammar.reading.paragraphs, grammar.text
    line = text[paragraphs[n].start : paragraphs[n].end]
    match = _DESK.fullmatch(line.strip(" *_.:—–-")) or _FROM.match(line)
    if match is None or n + 1 >= len(paragraphs):
        return None
    desk = match.re is _DESK
    if not desk and not line.endswith(":"):
        return None
    shift = line.index(match.group("who"))
    start = paragraphs[n].start + shift
    who = _author(text, start, start + len(match.group("who")))
    if who is None:
        return None
    block = (
        [p for p in paragraphs[n + 1 :] if not grammar.reading.article.is_furniture(p)] if desk else [paragraphs[n + 1]]
    )
    cue = (paragraphs[n].start, start)
    return _made(tuple(block), who, cue, LIKELY) if block else None


def _is_post(grammar: Grammar, paragraph: Span) -> bool:
    return grammar.reading.article.zone(paragraph) is Zone.POST


def _is_all_quoted(grammar: Grammar, paragraph: Span) -> bool:
    return any(q.span.start == paragraph.start and q.span.end >= paragraph.end - 1 for _, q in grammar.outer)


def _made(content: tuple[Span, ...], who: Span, cue: tuple[int, int], confidence: float) -> Attribution:
    return Attribution(
        id="",
        content=content,
        source=(who,),
        cue=(Span(*cue),),
        kind=Kind.DIRECT,
        confidence=confidence,
        found_by="signed",
    )
