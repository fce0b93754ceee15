"""``kg check``: is the graph valid, and does every quote stand in its article as it says."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli import console


def check(
    graph: Annotated[str, typer.Argument(help="A build folder or a graph file.")] = "build",
    sources: Annotated[
        list[Path] | None,
        typer.Option(
            help="Where the articles lie; the places remembered by the build if not given.", show_default=False
        ),
    ] = None,
) -> None:
    """Check a graph against its shapes and rules, and every quote and span against the articles.

    Faults go to stdout, one a line, with a code; the exit is 1 if there is one.
    """
    from kg import built

    report = built.check(graph, [str(p) for p in sources or ()])
    for fault in report.faults:
        typer.echo(str(fault))
    for line in report.summary:
        console.say(line)
    if report.faults:
        raise typer.Exit(1)
