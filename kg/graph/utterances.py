"""Which quotes report one utterance: the quotes that echoes join, and how each relates to the fullest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.graph.wording import fold
from kg.model import Echo, Relation


@dataclass(frozen=True, slots=True)
class Report:
    """One statement in one article: its quote's IRI and wording, whether it is in marks, its day, its speakers."""

    quote: str
    text: str
    marked: bool
    day: str
    speakers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OneUtterance:
    """What was said once: the anchor is its fullest wording in marks; every quote relates to that."""

    anchor: str
    text: str
    speakers: tuple[str, ...]
    versions: tuple[tuple[str, Relation], ...]


def utterances(reports: Mapping[tuple[str, str], Report], echoes: Iterable[Echo]) -> Iterator[OneUtterance]:
    """Groups the quotes of *reports* ((article id, local id) → report) by the echoes between them.

    Echoes of denials, wishes and unattributed words join nothing: nobody uttered those.
    """
    group: dict[str, set[str]] = {}
    best: dict[str, Report] = {}
    for report in reports.values():
        group.setdefault(report.quote, {report.quote})
        best[report.quote] = min(best.get(report.quote, report), report, key=_fullest)
    known: dict[frozenset[str], Relation] = {}
    for echo in echoes:
        a, b = reports.get((echo.article_a, echo.id_a)), reports.get((echo.article_b, echo.id_b))
        if a is None or b is None:
            continue
        known[frozenset((a.quote, b.quote))] = echo.relation
        joined = group[a.quote] | group[b.quote]
        for quote in joined:
            group[quote] = joined
    heads: dict[str, set[str]] = defaultdict(set)
    for quote, joined in group.items():
        heads[min(joined)].add(quote)
    for head in sorted(heads):
        anchor = min((best[q] for q in group[head]), key=_fullest)
        versions = tuple((q, _relation(best[q], anchor, known)) for q in sorted(group[head]))
        yield OneUtterance(anchor.quote, anchor.text, anchor.speakers, versions)


def _fullest(report: Report) -> tuple[bool, int, str, str]:
    return not report.marked, -len(report.text), report.day, report.quote


def _relation(report: Report, anchor: Report, known: Mapping[frozenset[str], Relation]) -> Relation:
    if report.quote == anchor.quote:
        return Relation.VERBATIM if report.marked else Relation.PARAPHRASE
    direct = known.get(frozenset((report.quote, anchor.quote)))
    if direct is not None:
        return direct
    if not report.marked:
        return Relation.PARAPHRASE
    return Relation.TRUNCATED if fold(report.text) in fold(anchor.text) else Relation.VARIANT
