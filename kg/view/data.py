"""Findings as columns: the compact form in which a page carries them.

A table is an object of equally long lists; a row is an index. Rows refer to each other by index, -1
is "none", spans are flat lists of UTF-16 offsets into the text that the page holds, confidences are
whole per cent. Tables: ``articles``, ``actors``, ``issues``, ``quotes`` (one row an attribution),
``stands`` (one row a piece of evidence for a position), ``echoes`` (pairs of quotes).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Any

from kg.model import Act, Article, Collection, Findings, Issue, Kind, Relation, Span, Stance, Utterance
from kg.view import texts
from kg.view.cast import Cast, assemble, join

WHOLE_ARTICLES = 200
"""Up to so many articles a page holds whole texts; above, only the sentences that are evidence."""

MOST_STATEMENTS = 60_000
"""More than a page stays quick with; the oldest articles are then left to the graph, and the page says so."""

REWORDED = "Written for kg. Quotations are reworded, not the speakers' words."
"""The line that ends an article made for demonstration; a page that shows one repeats it."""

_KINDS = {kind: i for i, kind in enumerate(Kind)}
_STANCES = {stance: i for i, stance in enumerate(Stance)}
_RELATIONS = {relation: i for i, relation in enumerate(Relation)}
_ATTITUDE, _NEGATED, _DENIED = 1, 2, 4

Table = dict[str, list[Any]]


class Shelf:
    """Which articles a page has room for: the newest, up to :data:`MOST_STATEMENTS`."""

    def __init__(self) -> None:
        self._cards: list[tuple[str, str, str, str, int]] = []

    def add(self, key: str, one: Findings) -> str:
        """Notes an article under *key*, which it gives back."""
        day = one.article.published.isoformat() if one.article.published else ""
        self.note(key, day, one.article.outlet or "", one.article.id, len(one.utterances))
        return key

    def note(self, key: str, day: str, outlet: str, article: str, statements: int) -> None:
        """The same of what is known of the article: its day and outlet (or empty), id and number of statements."""
        self._cards.append((day, outlet, article, key, statements))

    def newest(self) -> tuple[tuple[str, ...], int]:
        """The keys of those that are shown, in order of date, and how many are not."""
        ordered = sorted(self._cards)
        total, first = 0, len(ordered)
        while first and (total := total + ordered[first - 1][-1]) <= MOST_STATEMENTS:
            first -= 1
        return tuple(key for *_, key, _ in ordered[first:]), first


def columns(
    findings: Iterable[Findings], collection: Collection, issues: Sequence[Issue], left_out: int = 0
) -> dict[str, Any]:
    """All that a page needs to know, as plain JSON values; the same for the same input in any order.

    *left_out* articles were not given at all.
    """
    shelf = Shelf()
    books = {shelf.add(str(n), one): one for n, one in enumerate(findings)}
    newest, more = shelf.newest()
    ordered, left_out = [books[key] for key in newest], left_out + more
    cast = assemble(ordered, collection)
    whole = len(ordered) <= WHOLE_ARTICLES
    shown = [texts.whole(f.article.text) if whole else texts.evidence(f) for f in ordered]
    rows = {(f.article.id, u.attribution.id): i for i, (f, u) in enumerate(_utterances(ordered))}
    outlets = sorted({f.article.outlet for f in ordered if f.article.outlet})
    echoes = _echoes(collection, rows)
    return {
        "whole": whole,
        "leftOut": left_out,
        "reworded": REWORDED if any(f.article.text.rstrip().endswith(REWORDED) for f in ordered) else "",
        "outlets": outlets,
        "articles": _articles([f.article for f in ordered], shown, outlets, collection),
        "actors": _actors(cast),
        "issues": _issues(ordered, issues),
        "quotes": _quotes(ordered, shown, cast, rows, echoes),
        "stands": _stands(ordered, shown, cast, rows, _issues(ordered, issues)["id"]),
        "echoes": echoes,
        "reasons": _reasons(ordered),
    }


def _reasons(findings: Sequence[Findings]) -> list[str]:
    """How speakers and attributions were found: few strings, said of many rows."""
    return sorted({text for _, u in _utterances(findings) for text in (u.reason, u.attribution.found_by)})


def _utterances(findings: Sequence[Findings]) -> list[tuple[Findings, Utterance]]:
    return [(f, u) for f in findings for u in f.utterances]


def _table(*names: str) -> Table:
    return {name: [] for name in names}


def _add(table: Table, **row: Any) -> None:
    for name, value in row.items():
        table[name].append(value)


def _articles(
    articles: Sequence[Article], shown: Sequence[texts.Shown], outlets: list[str], collection: Collection
) -> Table:
    copies = {article: n for n, group in enumerate(collection.copies) for article in group}
    table = _table("id", "title", "outlet", "date", "url", "names", "guessed", "copy", "text", "zones", "gaps")
    for article, part in zip(articles, shown, strict=True):
        zones = [[str(r.zone), r.zone.is_furniture, part.clip(r.span)] for r in article.regions]
        _add(
            table,
            id=article.id,
            title=article.title or "",
            outlet=bisect_left(outlets, article.outlet) if article.outlet else -1,
            date=article.published.isoformat() if article.published else "",
            url=article.url or "",
            names=list(article.names),
            guessed=sorted(article.guessed),
            copy=copies.get(article.id, -1),
            text=part.text,
            zones=[zone for zone in zones if zone[2]],
            gaps=part.gaps,
        )
    return table


def _actors(cast: Cast) -> Table:
    table = _table("id", "name", "kind", "aliases", "roles", "links")
    for figure in cast.figures:
        names = [[link.a, link.b, link.reason, _percent(link.confidence)] for link in figure.links]
        _add(
            table,
            id=figure.id,
            name=figure.name,
            kind=str(figure.kind),
            aliases=list(figure.aliases),
            roles=[list(role) for role in figure.roles],
            links=names,
        )
    return table


def _issues(findings: Sequence[Findings], issues: Sequence[Issue]) -> Table:
    """The issues of the scheme, then those that positions name and the scheme lacks."""
    known = {issue.id for issue in issues}
    others = sorted({p.issue for f in findings for p in f.positions} - known)
    table = _table("id", "label", "alternatives", "definition", "supports")
    for issue in [*issues, *(Issue(i, "", i) for i in others)]:
        _add(
            table,
            id=issue.id,
            label=issue.label,
            alternatives=list(issue.alternatives),
            definition=issue.definition,
            supports=issue.supports,
        )
    return table


def _echoes(collection: Collection, rows: dict[tuple[str, str], int]) -> list[list[int]]:
    """Pairs of quote rows with their relation and confidence; pairs of which one is not shown are left out."""
    pairs = []
    for echo in sorted(collection.echoes):
        a, b = rows.get((echo.article_a, echo.id_a), -1), rows.get((echo.article_b, echo.id_b), -1)
        if min(a, b) >= 0 and a != b:
            pairs.append([a, b, _RELATIONS[echo.relation], _percent(echo.confidence)])
    return pairs


def _quotes(
    findings: Sequence[Findings],
    shown: Sequence[texts.Shown],
    cast: Cast,
    rows: dict[tuple[str, str], int],
    echoes: list[list[int]],
) -> Table:
    groups = join((a, b) for a, b, *_ in echoes)
    table = _table("article", "id", "kind", "flags", "sure", "who", "whoSure", "reason", "by", "parent", "to", "about")
    table |= _table("source", "cue", "content", "topic", "group")
    reasons = {reason: i for i, reason in enumerate(_reasons(findings))}
    for n, (one, part) in enumerate(zip(findings, shown, strict=True)):
        mentions = sorted((start, end, cast.index[actor]) for start, end, actor in texts.named(one))
        for utterance in one.utterances:
            a, row = utterance.attribution, len(table["id"])
            who = _unique(cast.index[i] for i in utterance.speakers)
            _add(
                table,
                article=n,
                id=a.id,
                kind=_KINDS[a.kind],
                flags=_ATTITUDE * (a.act is Act.ATTITUDE) + _NEGATED * a.negated + _DENIED * a.denied,
                sure=_percent(a.confidence),
                who=who,
                whoSure=_percent(utterance.confidence),
                reason=reasons[utterance.reason],
                by=reasons[a.found_by],
                parent=rows.get((one.article.id, a.parent), -1) if a.parent else -1,
                to=_unique(cast.index[i] for i in utterance.addressees),
                about=_about(mentions, a.content, who),
                source=part.spans(a.source),
                cue=part.spans(a.cue),
                content=part.spans(a.content),
                topic=part.spans(a.topic),
                group=groups.get(row, -1),
            )
    return table


def _about(mentions: list[tuple[int, int, int]], content: Sequence[Span], speakers: list[int]) -> list[int]:
    """The actors whom *content* names, but for the speakers."""
    found = []
    for span in content:
        for start, end, actor in mentions[bisect_left(mentions, (span.start,)) :]:
            if start >= span.end:
                break
            if end <= span.end and actor not in speakers:
                found.append(actor)
    return _unique(found)


def _stands(
    findings: Sequence[Findings],
    shown: Sequence[texts.Shown],
    cast: Cast,
    rows: dict[tuple[str, str], int],
    issue_ids: list[str],
) -> Table:
    issue_row = {issue: i for i, issue in enumerate(issue_ids)}
    table = _table("actor", "issue", "stance", "via", "sure", "article", "quote", "span", "decided")
    for n, (one, part) in enumerate(zip(findings, shown, strict=True)):
        for position in one.positions:
            for evidence in position.evidence:
                by_id = isinstance(evidence, str)
                _add(
                    table,
                    actor=cast.index[position.actor],
                    issue=issue_row[position.issue],
                    stance=_STANCES[position.stance],
                    via=cast.index[position.via] if position.via else -1,
                    sure=_percent(position.confidence),
                    article=n,
                    quote=rows.get((one.article.id, str(evidence)), -1) if by_id else -1,
                    span=part.spans([evidence]) if isinstance(evidence, Span) else [],
                    decided=part.spans(position.decided_by),
                )
    return table


def _percent(confidence: float) -> int:
    return round(100 * confidence)


def _unique(values: Any) -> list[int]:
    return list(dict.fromkeys(values))
