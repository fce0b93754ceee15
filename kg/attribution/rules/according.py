"""As in "According to X, …", "…, according to X" and the like: the source follows a preposition."""

from __future__ import annotations

from collections.abc import Iterator

from kg.attribution import extent
from kg.attribution.grammar import Grammar, Range
from kg.model import Attribution, Kind, Span

SURE = 0.93


def find(grammar: Grammar, area: Range | None = None) -> Iterator[Attribution]:
    """Clauses whose source stands after "according to"."""
    low, high = area or (0, len(grammar.tokens))
    for k in range(low, high - 2):
        if grammar.tokens[k].text.lower() == "according" and grammar.tokens[k + 1].text.lower() == "to":
            if area is None and (grammar.quoted[k] >= 0 or _is_furniture(grammar, k)):
                continue
            found = _at(grammar, k, area)
            if found is not None:
                yield found


def _is_furniture(grammar: Grammar, k: int) -> bool:
    return grammar.reading.article.is_furniture(Span(grammar.tokens[k].start, grammar.tokens[k].end))


def _at(grammar: Grammar, k: int, area: Range | None) -> Attribution | None:
    first, last = grammar.sentence(k)
    if area:
        first, last = max(first, area[0]), min(last, area[1])
    source = _source(grammar, k + 2, last)
    if source is None:
        return None
    if all(grammar.tokens[j].pos in {"PUNCT", "CCONJ", "ADV"} for j in range(first, k)):
        start = source[1]
        if start < last and grammar.tokens[start].text == ",":
            start += 1
        parts = [extent.onward(grammar, start, last, None)]
    else:
        before = grammar.trimmed((_clause_start(grammar, first, k), k))
        start = source[1]
        goes_on = start + 2 < last and grammar.tokens[start].text == "," and grammar.tokens[start + 1].tag != "VBG"
        parts = [before, extent.onward(grammar, start + 1, last, None) if goes_on else None]
    content = tuple(grammar.span(p) for p in parts if p)
    if not content:
        return None
    return Attribution(
        id="",
        content=content,
        source=(grammar.span(source),),
        cue=(grammar.span((k, k + 2)),),
        cue_lemma="according to",
        kind=Kind.INDIRECT,
        confidence=SURE,
        found_by="according to",
    )


def _clause_start(grammar: Grammar, first: int, k: int) -> int:
    """Where the clause that the source vouches for begins: the sentence, less a conjunction."""
    while first < k and grammar.tokens[first].pos == "CCONJ":
        first += 1
    return first


def _source(grammar: Grammar, start: int, end: int) -> Range | None:
    """The noun phrase from *start*: the largest phrase of a noun that begins there."""
    best: Range | None = None
    for head in range(start, min(start + 12, end)):
        if grammar.tokens[head].pos not in {"NOUN", "PROPN", "PRON"}:
            continue
        low, high = grammar.subtree(head)
        if low >= start - 2 and low <= start and high <= end:
            best = max(best, (start, high)) if best else (start, high)
    if best is None:
        stop = start
        while stop < end and grammar.tokens[stop].text not in {",", ".", ";", "—", "–"}:
            stop += 1
        best = (start, stop) if stop > start else None
    if best is None:
        return None
    for j in range(*best):  # a source does not reach into the clause after it
        if grammar.tokens[j].text in {",", "—", "–"} and any(
            grammar.tokens[m].tag in {"VBD", "VBZ", "VBP", "MD"} for m in range(j, best[1])
        ):
            return grammar.trimmed((best[0], j))
    return grammar.trimmed(best)
