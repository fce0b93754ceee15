"""Interviews and transcripts: "FENN: …", "Q: … A: …". The speaker's label opens each turn; marks are not needed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from kg.attribution.grammar import Grammar
from kg.model import Attribution, Kind, Span

SURE = 0.95

_TURN = re.compile(
    r"[\"“”']?(?P<who>(?:[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,3})|Q|A)(?: \([^)]*\))?(?P<cue>:|\.(?=\s))\s+(?=\S)"
)
_INITIALS = re.compile(r"\b[A-Z]\.[A-Z]$")  # of "U.N. envoy Fenn said": the full stop belongs to it
_TURNS = 3  # fewer labelled paragraphs make no transcript
_ASIDE = re.compile(r"^[\"“”]?[(\[][^)\]]*[)\]]\.?[\"”]?$")


def find(grammar: Grammar) -> Iterator[Attribution]:
    """The turns of a transcript, each with the unlabelled paragraphs that go on with it."""
    text, paragraphs = grammar.text, grammar.reading.paragraphs
    heads = {n: m for n, p in enumerate(paragraphs) if (m := _TURN.match(text, p.start, p.end))}
    heads = {n: m for n, m in heads.items() if m["cue"] == ":" or not _INITIALS.search(m["who"])}
    labels = Counter(m["who"] for m in heads.values())
    colons = Counter(m["cue"] for m in heads.values())
    if len(heads) < _TURNS or len(labels) < 2 or labels.most_common(1)[0][1] < 2:
        return
    mark = colons.most_common(1)[0][0]
    heads = {n: m for n, m in heads.items() if m["cue"] == mark}
    ordered = sorted(heads)
    for place, n in enumerate(ordered):
        match = heads[n]
        following = ordered[place + 1] if place + 1 < len(ordered) else n + 1
        block = [Span(match.end(), paragraphs[n].end)]
        if following - n <= _LONGEST_TURN:
            block += [p for p in paragraphs[n + 1 : following] if not _ASIDE.match(text[p.start : p.end])]
        yield Attribution(
            id="",
            content=tuple(s for s in block if s.start < s.end and not grammar.reading.article.is_furniture(s)),
            source=() if match["who"] in {"A", "Q"} else (Span(*match.span("who")),),
            cue=(Span(*match.span("cue")),),
            kind=Kind.DIRECT,
            confidence=SURE,
            found_by="transcript",
        )


_LONGEST_TURN = 8  # paragraphs; beyond this the article has gone back to prose
