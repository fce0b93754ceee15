"""The reports of an article as they are compared with others', and how the words of two reports relate."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.actors.shingles import words
from kg.model import Findings, Kind, Relation

RUN = 4  # words that a close pair has in common at least (a truncated report keeps a run of four or more)
KEPT = 0.9  # share of the shorter report's words that the longer has: words were left out, not changed
VARIANT = 0.6  # the same share for two quotations that were reworded

Worded = tuple[tuple[int, ...], bool]
"""The words of a report, as hashes, and whether it is in quotation marks."""


@dataclass(frozen=True, slots=True)
class Report:
    """One attribution as echoes see it: who, and which words."""

    article: str
    id: str
    speakers: tuple[str, ...]
    text: str
    words: tuple[str, ...]
    quoted: bool
    direct: bool
    parent: str | None = None

    @property
    def nested(self) -> bool:
        """Whether it is speech inside somebody's speech."""
        return self.parent is not None


def reports(findings: Findings) -> list[Report]:
    """The reports of an article."""
    out = []
    for u in findings.utterances:
        a = u.attribution
        text = " ".join(findings.article.text[s.start : s.end] for s in a.content)
        folded = words(text)
        if folded and folded[0] in {"that", "to"}:
            folded = folded[1:]
        if folded:
            out.append(
                Report(
                    findings.article.id,
                    a.id,
                    u.speakers,
                    text,
                    folded,
                    quoted=a.kind is not Kind.INDIRECT,
                    direct=a.kind is Kind.DIRECT,
                    parent=a.parent,
                ),
            )
    return out


def compared(pairs: Iterable[tuple[Worded, Worded]]) -> list[Relation | None]:
    """How the words of two reports relate, pair by pair: a pure function, to be run anywhere."""
    return [_close(a, b, quoted and too) for (a, quoted), (b, too) in pairs]


def _close(a: Sequence[int], b: Sequence[int], quoted: bool) -> Relation | None:
    if a == b:
        return Relation.VERBATIM
    short, long = sorted((a, b), key=len)
    if len(short) >= RUN and any(long[k : k + len(short)] == short for k in range(len(long) - len(short) + 1)):
        return Relation.TRUNCATED
    matcher = difflib.SequenceMatcher(None, short, long, autojunk=False)
    kept = sum(block.size for block in matcher.get_matching_blocks())
    if kept >= KEPT * len(short) and len(short) >= RUN:
        return Relation.TRUNCATED if len(short) < KEPT * len(long) else Relation.VARIANT
    if kept >= VARIANT * len(short) and len(short) >= 2 * RUN and quoted:
        return Relation.VARIANT
    return None


def difference(a: str, b: str) -> tuple[tuple[str, str], ...]:
    """The word-level difference of two reports, in order.

    Returns:
        Pairs of ("same" | "left out" | "added", words): what both have, what only *a* has, what only *b* has.

    >>> difference("“We will stay.”", "We will not stay")
    (('same', 'We will'), ('added', 'not'), ('same', 'stay'))
    """
    from kg.actors.shingles import _WORD, fold

    x, y = [m.group() for m in _WORD.finditer(a)], [m.group() for m in _WORD.finditer(b)]
    matcher = difflib.SequenceMatcher(None, [fold(w) for w in x], [fold(w) for w in y], autojunk=False)
    out: list[tuple[str, str]] = []
    for tag, i, i2, j, j2 in matcher.get_opcodes():
        if tag == "equal":
            out.append(("same", " ".join(x[i:i2])))
        else:
            if i2 > i:
                out.append(("left out", " ".join(x[i:i2])))
            if j2 > j:
                out.append(("added", " ".join(y[j:j2])))
    return tuple(out)
