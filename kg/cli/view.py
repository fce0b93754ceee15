"""``kg view``: the graph as one HTML page."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from kg.cli import console, options


def view(
    graph: options.Graph = "build",
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="The file to write; kg.html beside the graph if not given.")
    ] = None,
    sources: Annotated[
        list[Path] | None, typer.Option(help="Where the articles lie, to show them whole.", show_default=False)
    ] = None,
    show: Annotated[bool, typer.Option("--open/--no-open", help="Open it in the browser, where there is one.")] = True,
) -> None:
    """Write the picture of a graph: one HTML file that needs no network."""
    from kg import built
    from kg.building import PICTURE

    target = out or built.beside(graph, PICTURE)
    counts = built.picture(graph, target, [str(p) for p in sources or ()])
    shown = ", ".join(console.plural(number, noun) for noun, number in counts.items())
    console.say(f"Wrote {target}  ({shown}, no network needed)")
    if show and sys.stdout.isatty():
        import webbrowser

        webbrowser.open(target.resolve().as_uri())
