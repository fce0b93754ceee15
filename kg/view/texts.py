"""What of an article's text a page holds: all of it, or only the sentences that are evidence.

A browser counts UTF-16 units where Python counts code points, so every offset goes through
:meth:`Shown.at` on its way into the page.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from kg.model import Findings, Span

_SENTENCE_END = re.compile(r"""[.!?]["'”’»)\]]*\s+|\n""")
_REACH = 400  # characters; a sentence longer than this is cut rather than dragged in whole


@dataclass(frozen=True, slots=True)
class Shown:
    """The text that a page holds of one article, and where its characters went.

    Attributes:
        text: what is shown; stretches that lie apart in the article are divided by an empty line.
        kept: the stretches of the article that are shown, in code points, sorted and apart.
        starts: where each of *kept* begins in *text*, in code points.
        wide: positions in *text* of characters that take two UTF-16 units.
    """

    text: str
    kept: tuple[Span, ...]
    starts: tuple[int, ...]
    wide: tuple[int, ...]

    def at(self, offset: int) -> int:
        """The article's *offset* as an index into *text*, in UTF-16 units; a cut one goes to the nearest end."""
        if not self.kept:
            return 0
        i = max(0, bisect_right([s.start for s in self.kept], offset) - 1)
        piece = self.kept[i]
        shown = self.starts[i] + min(max(offset - piece.start, 0), piece.end - piece.start)
        return shown + bisect_left(self.wide, shown)

    def spans(self, spans: Iterable[Span]) -> list[int]:
        """*spans* as a flat list of starts and ends."""
        return [self.at(offset) for span in spans for offset in (span.start, span.end)]

    def clip(self, span: Span) -> list[int]:
        """The parts of *span* that are shown, as a flat list."""
        parts = [Span(max(span.start, k.start), min(span.end, k.end)) for k in self.kept if span.overlaps(k)]
        return self.spans(parts)

    @property
    def gaps(self) -> list[int]:
        """Where text was left out: UTF-16 indices into *text*."""
        return [start + bisect_left(self.wide, start) for start in self.starts[1:]]


def whole(text: str) -> Shown:
    """All of *text*."""
    return _shown(text, [Span(0, len(text))] if text else [])


def evidence(findings: Findings) -> Shown:
    """Only the sentences of an article that an attribution or a position rests on."""
    text = findings.article.text
    wanted = [a.extent for a in findings.attributions]
    wanted += [s for a in findings.attributions for s in (*a.topic, *a.addressee)]
    for position in findings.positions:
        wanted += [e for e in position.evidence if isinstance(e, Span)] + list(position.decided_by)
    kept: list[Span] = []
    for span in sorted(_sentence(text, s) for s in wanted):
        if kept and span.start <= kept[-1].end:
            kept[-1] = Span(kept[-1].start, max(kept[-1].end, span.end))
        else:
            kept.append(span)
    return _shown(text, kept)


def _shown(text: str, kept: list[Span]) -> Shown:
    starts, length = [], 0
    for span in kept:
        starts.append(length)
        length += span.end - span.start + 2
    shown = "\n\n".join(text[s.start : s.end] for s in kept)
    wide = tuple(i for i, c in enumerate(shown) if ord(c) > 0xFFFF) if not shown.isascii() else ()
    return Shown(shown, tuple(kept), tuple(starts), wide)


def _sentence(text: str, span: Span) -> Span:
    """*span* widened to whole sentences."""
    floor = max(0, span.start - _REACH)
    before = [m.end() for m in _SENTENCE_END.finditer(text, floor, span.start)]
    after = _SENTENCE_END.search(text, max(span.end - 2, span.start), min(len(text), span.end + _REACH))
    end = max(span.end, len(text[: after.end()].rstrip())) if after else min(len(text), span.end + _REACH)
    return Span(before[-1] if before else floor, end)


def named(findings: Findings) -> list[tuple[int, int, str]]:
    """Where an article names its actors, as (start, end, actor's id).

    A graph keeps no mentions; wherever one of an actor's names stands in the text counts then, unless two share it.
    """
    known = [(m.start, m.end, actor.id) for actor in findings.actors for m in actor.mentions]
    if known:
        return known
    bearers: dict[str, set[str]] = {}
    for actor in findings.actors:
        for name in (actor.name, *actor.aliases):
            bearers.setdefault(name, set()).add(actor.id)
    whose = {name: ids.pop() for name, ids in bearers.items() if len(ids) == 1 and len(name) > 1}
    if not whose:
        return []
    longest_first = sorted(whose, key=lambda name: (-len(name), name))
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
    return [(m.start(), m.end(), whose[m[0]]) for m in pattern.finditer(findings.article.text)]
