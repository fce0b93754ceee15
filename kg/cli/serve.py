"""``kg serve``: a SPARQL server on this machine."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli import console, options


def serve(
    graph: options.Graph = "build",
    port: Annotated[int, typer.Option(help="The port on 127.0.0.1.", min=1, max=65535)] = 7878,
) -> None:
    """Serve the graph to SPARQL clients on this machine, read-only, until interrupted (needs: pip install oxigraph)."""
    from kg import graph as graphs

    def ready(address: str) -> None:
        console.say(f"SPARQL at {address}/query; a page to type in at {address}.  Stop with Ctrl-C.")

    graphs.serve(graph, port, ready)
