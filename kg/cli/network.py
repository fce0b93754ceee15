"""``kg network``: discourse networks as files, or their strongest ties on the screen."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli import console, options

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.view.statements import Filter, Row

NETWORKS = ("bipartite", "congruence", "conflict", "subtract", "issues", "measures")
_PROMINENCE = ("statements", "actors", "supporters", "opponents", "polarisation")
_DAY = ["%Y-%m-%d"]


def network(
    which: Annotated[str, typer.Argument(metavar="NETWORK", help=", ".join(NETWORKS) + ".")] = "congruence",
    graph: options.Graph = "build",
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="A .graphml, .gexf or .csv file.", show_default=False)
    ] = None,
    normalise: Annotated[str, typer.Option(help="none, average (activity), jaccard or cosine.")] = "none",
    duplicates: Annotated[
        str, typer.Option(help="Count a stance once a document, week, month, year, in the range; or all.")
    ] = "document",
    least: Annotated[float, typer.Option("--min-weight", help="Leave out weaker ties.")] = 0.0,
    since: Annotated[datetime | None, typer.Option(formats=_DAY, help="First day.", show_default=False)] = None,
    until: Annotated[datetime | None, typer.Option(formats=_DAY, help="Last day.", show_default=False)] = None,
    outlet: Annotated[list[str] | None, typer.Option(help="Only this outlet; repeatable.", show_default=False)] = None,
    kind: Annotated[
        list[str] | None, typer.Option(help="Only such actors: person, organisation, place, group; repeatable.")
    ] = None,
    issue: Annotated[list[str] | None, typer.Option(help="Only this issue; repeatable.", show_default=False)] = None,
    confidence: Annotated[float, typer.Option(min=0, max=1, help="Least confidence of a position.")] = 0.0,
    hearsay: Annotated[bool, typer.Option("--hearsay", help="Count what others say of an actor's stance.")] = False,
    copies: Annotated[bool, typer.Option("--copies", help="Count each copy of one agency text.")] = False,
) -> None:
    """Who agrees with whom, who stands where: the networks of discourse network analysis.

    bipartite: actors and issues, signed. congruence, conflict, subtract: actors. issues: issues that the same actors
    take one side on. measures: activity, prominence, polarisation and camps.
    """
    from kg.view import files
    from kg.view import network as networks
    from kg.view.statements import DUPLICATES

    _known(which, NETWORKS, "NETWORK")
    _known(normalise, networks.NORMALISATIONS, "--normalise")
    _known(duplicates, DUPLICATES, "--duplicates")
    chosen = _filter(since, until, outlet, kind, issue, confidence, hearsay, copies, duplicates)
    rows = chosen(_rows(graph))
    if which == "measures":
        for line in _measures(rows):
            typer.echo(line)
        return
    made = networks.graph(rows, which, normalise, least)
    if out is not None:
        files.write(made, out)
        ties = console.plural(made.number_of_edges(), "tie")
        console.say(f"Wrote {out}  ({console.plural(made.number_of_nodes(), 'node')}, {ties})")
        return
    typer.echo(files.edge_list(made).decode(), nl=False)


def _known(value: str, allowed: Sequence[str], what: str) -> None:
    if value not in allowed:
        raise typer.BadParameter(f"{value!r} is none of {', '.join(allowed)}", param_hint=what)


def _rows(graph: str) -> list[Row]:
    """The statements of a graph, with the labels of its issues."""
    from kg import built
    from kg.view import statements

    found = built.loaded(graph)
    return statements.rows(found.findings, found.collection, built.issues_of(graph))


def _filter(
    since: datetime | None,
    until: datetime | None,
    outlets: list[str] | None,
    kinds: list[str] | None,
    issues: list[str] | None,
    confidence: float,
    hearsay: bool,
    copies: bool,
    duplicates: str,
) -> Filter:
    from kg.model import ActorKind
    from kg.view.statements import Filter

    for kind in kinds or ():
        _known(kind, tuple(ActorKind), "--kind")
    return Filter(
        since.date() if since else None,
        until.date() if until else None,
        frozenset(outlets or ()),
        frozenset(ActorKind(k) for k in kinds or ()),
        frozenset(issues or ()),
        confidence,
        hearsay,
        copies,
        duplicates,
    )


def _measures(rows: Sequence[Row]) -> list[str]:
    """CSV lines: what is measured, of whom, and how much."""
    from kg.view import files, measures

    camps, modularity = measures.communities(rows)
    camp = {actor: n for n, members in enumerate(camps, 1) for actor in members}
    lines: list[list[object]] = [["modularity", "", "", modularity]]
    for one in measures.activity(rows):
        lines.append(["statements", one.actor, one.name, one.statements])
        lines.append(["issues", one.actor, one.name, one.issues])
        lines.append(["camp", one.actor, one.name, camp[one.actor]])
    for about in measures.prominence(rows):
        lines += [[name, about.issue, about.label, getattr(about, name)] for name in _PROMINENCE]
    return files.lines(("measure", "id", "name", "value"), lines).splitlines()
