"""Options that several commands share, spelled and explained once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Inputs = Annotated[
    list[str],
    typer.Argument(help="Files or folders of articles; - reads one from standard input.", show_default=False),
]
Issues = Annotated[
    Path | None,
    typer.Option(help="A SKOS scheme of issues (Turtle); the one shipped with kg if not given.", show_default=False),
]
Register = Annotated[
    Path | None, typer.Option(help="A register of known actors, to name and merge by.", show_default=False)
]
Corrections = Annotated[
    Path | None, typer.Option(help="A file of corrections, applied to what was read.", show_default=False)
]
SpacyModel = Annotated[
    str | None, typer.Option(help="A spaCy pipeline to use in place of the shipped one.", show_default=False)
]
Jobs = Annotated[int, typer.Option("--jobs", "-j", help="Processes; 0 uses all cores when it pays.")]
Graph = Annotated[
    str, typer.Option("--graph", "-g", help="A build folder, a graph file, or the address of a SPARQL endpoint.")
]
Strict = Annotated[bool, typer.Option("--strict", help="Exit 1 if anything was left out.")]
