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
Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        help="For CSV and JSON: FIELD=COLUMN, where FIELD is text, title, outlet, published or url. Repeatable.",
        metavar="FIELD=COLUMN",
        show_default=False,
    ),
]
TextColumn = Annotated[str | None, typer.Option(help="Short for --column text=COLUMN.", show_default=False)]
FIELDS = ("text", "title", "outlet", "published", "url")


def columns(given: list[str] | None, text: str | None) -> dict[str, str]:
    """``["title=head"]``, "body" → ``{"title": "head", "text": "body"}``.

    Raises:
        typer.BadParameter: not FIELD=COLUMN.
    """
    found = {"text": text} if text else {}
    for pair in given or ():
        field, sign, column = pair.partition("=")
        if field not in FIELDS or not sign or not column:
            raise typer.BadParameter(
                f"{pair!r} is not FIELD=COLUMN; fields: {', '.join(FIELDS)}", param_hint="--column"
            )
        found[field] = column
    return found
