"""``kg export``: the graph in other people's formats."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli import console, options


def export(
    target: Annotated[Path, typer.Argument(help="The file or folder to write; its ending says the format.")],
    graph: options.Graph = "build",
    output: Annotated[
        str | None, typer.Option("--format", "-f", help="In place of the ending: see above.", show_default=False)
    ] = None,
    no_text: Annotated[
        bool, typer.Option("--no-text", help="RDF without article text: offsets and hashes only.")
    ] = False,
    join: Annotated[
        list[Path] | None, typer.Option(help="Put the text back from these articles.", show_default=False)
    ] = None,
) -> None:
    """Write the graph as RDF, as a network, as a table, or as training data.

    RDF: .nq .trig .ttl .nt .rdf .jsonld · networks: .graphml .gexf · tables: .csv (a row a statement) and .dna
    (Discourse Network Analyzer) · training data: .jsonl (as kg extract prints), .spacy (DocBin), brat/ (a folder).
    """
    from kg import built

    built.export(graph, target, output, no_text=no_text, join=[str(p) for p in join or ()])
    console.say(f"Wrote {target}")
