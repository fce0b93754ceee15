"""``kg push``: the changed graphs to a SPARQL server."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli import console, options


def push(
    endpoint: Annotated[
        str,
        typer.Argument(
            help="http://host:7200/repositories/ID (GraphDB, RDF4J), http://host:3030/DATASET (Fuseki), "
            "http://host:7878 (Oxigraph)"
        ),
    ],
    graph: options.Graph = "build",
    force: Annotated[bool, typer.Option("--force", help="Send every graph, changed or not.")] = False,
) -> None:
    """Bring a SPARQL server up to date: only the graphs that changed are sent, each whole or not at all.

    A push that was cut off is repaired by the next one.
    """
    from kg import graph as graphs

    done = graphs.push(graph, endpoint, force=force, on_graph=lambda name: console.say(f"  {name}"))
    console.say(f"{done}.  Ask it: kg query --graph {endpoint}")
