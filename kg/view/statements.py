"""Positions as statements, one row for each piece of evidence: what networks, tables and DNA's database are made of.

The unit is discourse network analysis' (Leifeld 2017): an actor, a concept (issue), agreement, in a document at a date.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kg.model import ActorKind, Collection, Findings, Issue, Position, Span, Stance
from kg.view.cast import Cast, assemble

SIGNS = {Stance.SUPPORTS: 1, Stance.OPPOSES: -1, Stance.AMBIVALENT: 0}
DUPLICATES = ("all", "document", "week", "month", "year", "range")


@dataclass(frozen=True, slots=True, order=True)
class Row:
    """One statement.

    Attributes:
        article: the article's id; ``copy_of`` the id that stands for it among copies of one text, else the same.
        day: when the article was published, or None.
        actor: id of the actor as joined across articles.
        organisation: what the actor's role in this article names, or the actor itself when it is no person.
        via: name of the one who ascribes the position, empty at first hand.
        start, stop: Python string indices of the evidence in the article; ``text`` is what stands there.
    """

    article: str
    start: int
    stop: int
    actor: str
    issue: str
    stance: Stance
    name: str = ""
    kind: ActorKind = ActorKind.PERSON
    organisation: str = ""
    concept: str = ""
    confidence: float = 1.0
    via: str = ""
    text: str = ""
    decided_by: str = ""
    title: str = ""
    outlet: str = ""
    day: date | None = None
    copy_of: str = ""

    @property
    def sign(self) -> int:
        """1 for, -1 against, 0 neither."""
        return SIGNS[self.stance]


@dataclass(frozen=True, slots=True)
class Filter:
    """Which statements count.

    Attributes:
        since, until: days, both included; an undated article is left out when either is given.
        outlets, kinds, issues: empty for all.
        confidence: the least.
        hearsay: whether positions that somebody else ascribes count.
        copies: whether each copy of one text counts, and not the first alone.
        duplicates: once for each actor, issue and stance in a document, week, month, year or the whole range; "all"
            counts every statement.
    """

    since: date | None = None
    until: date | None = None
    outlets: frozenset[str] = frozenset()
    kinds: frozenset[ActorKind] = frozenset()
    issues: frozenset[str] = frozenset()
    confidence: float = 0.0
    hearsay: bool = False
    copies: bool = False
    duplicates: str = "document"

    def __post_init__(self) -> None:
        if self.duplicates not in DUPLICATES:
            raise ValueError(f"unknown rule for duplicates {self.duplicates!r}; one of {', '.join(DUPLICATES)}")

    def __call__(self, rows: Iterable[Row]) -> list[Row]:
        """The rows that count, sorted."""
        kept: list[Row] = []
        seen: set[tuple[object, ...]] = set()
        for row in sorted(rows):
            if not self._takes(row):
                continue
            key = (row.actor, row.issue, row.stance, *self._period(row))
            if self.duplicates != "all" and key in seen:
                continue
            seen.add(key)
            kept.append(row)
        return kept

    def _takes(self, row: Row) -> bool:
        dated = self.since is not None or self.until is not None
        if dated and (row.day is None or not (self.since or row.day) <= row.day <= (self.until or row.day)):
            return False
        return (
            (self.hearsay or not row.via)
            and (self.copies or row.copy_of in {"", row.article})
            and (not self.outlets or row.outlet in self.outlets)
            and (not self.kinds or row.kind in self.kinds)
            and (not self.issues or row.issue in self.issues)
            and row.confidence >= self.confidence
        )

    def _period(self, row: Row) -> tuple[object, ...]:
        """What the rule for duplicates takes together; an undated article stands alone."""
        if self.duplicates == "range":
            return ()
        if self.duplicates == "document" or row.day is None:
            return ("document", row.article)
        if self.duplicates == "week":
            return tuple(row.day.isocalendar()[:2])
        return (row.day.year, row.day.month) if self.duplicates == "month" else (row.day.year,)


def rows(findings: Sequence[Findings], collection: Collection, issues: Sequence[Issue]) -> list[Row]:
    """All statements of *findings*, sorted; actors joined by the collection's links."""
    cast = assemble(findings, collection)
    labels = {issue.id: issue.label for issue in issues}
    first = {article: group[0] for group in collection.copies for article in group}
    return sorted(row for one in findings for row in _rows(one, cast, labels, first))


def _rows(one: Findings, cast: Cast, labels: Mapping[str, str], first: Mapping[str, str]) -> Iterator[Row]:
    article = one.article
    names = {a.id: a.name for a in one.actors}
    bodies = {a.id: next((r.organisation for r in a.roles if r.organisation), "") for a in one.actors}
    for position in one.positions:
        figure = cast.figures[cast.index[position.actor]]
        person = figure.kind is ActorKind.PERSON
        for span in _places(one, position):
            yield Row(
                article=article.id,
                start=span.start,
                stop=span.end,
                actor=figure.id,
                issue=position.issue,
                stance=position.stance,
                name=figure.name,
                kind=figure.kind,
                organisation=(bodies.get(position.actor) or "") if person else figure.name,
                concept=labels.get(position.issue, position.issue),
                confidence=position.confidence,
                via=names.get(position.via, position.via) if position.via else "",
                text=article.quote(span),
                decided_by=article.quote(*position.decided_by),
                title=article.title or article.name,
                outlet=article.outlet or "",
                day=article.published,
                copy_of=first.get(article.id, article.id),
            )


def _places(findings: Findings, position: Position) -> Iterator[Span]:
    contents = {a.id: a.content for a in findings.attributions}
    for evidence in position.evidence:
        if isinstance(evidence, Span):
            yield evidence
        elif contents.get(evidence):
            spans = contents[evidence]
            yield Span(spans[0].start, spans[-1].end)
