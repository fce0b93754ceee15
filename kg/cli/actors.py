"""``kg actors``: who was taken for one actor and why; to merge and split by hand, and to take that back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli import console, options
from kg.errors import CorrectionError

app = typer.Typer(help="List actors, merge two that are one, split two that are not.", no_args_is_help=True)

FILE = "corrections.txt"
File = Annotated[
    Path,
    typer.Option(
        "--corrections", "-c", help="The file that keeps what you decide; kg build reads it with --corrections."
    ),
]
First = Annotated[str, typer.Argument(help="A name or an id.", show_default=False)]
Second = Annotated[str, typer.Argument(help="Another.", show_default=False)]


@app.command("list")
def show(
    graph: options.Graph = "build",
    merged: Annotated[
        bool, typer.Option("--merged", help="Only what was taken for one actor, with the reason.")
    ] = False,
    output: Annotated[str, typer.Option("--format", "-f", help="table, csv or json.")] = "table",
) -> None:
    """Who speaks in a graph, or which of its actors were taken for one."""
    from kg.cli.query import query

    query("linked-actors" if merged else "actors", graph=graph, output=output)
    if not merged:
        console.say("Which were taken for one, and why: kg actors list --merged")


@app.command()
def merge(first: First, second: Second, corrections: File = Path(FILE)) -> None:
    """Say that two names are one actor, in every article."""
    _decide("merge", first, second, corrections)


@app.command()
def split(first: First, second: Second, corrections: File = Path(FILE)) -> None:
    """Say that two names are two actors, whatever else seems to make them one."""
    _decide("split", first, second, corrections)


@app.command()
def undo(corrections: File = Path(FILE)) -> None:
    """Take back the last merge or split: the file is then as it was, to the byte."""
    line = take_back(corrections)
    console.say(f"Taken back: {line}.  Next: kg build … --corrections {corrections}")


def _decide(verb: str, first: str, second: str, path: Path) -> None:
    line = write_down(verb, first, second, path)
    console.say(f"Written to {path}: {line}.  Next: kg build … --corrections {path}   To take it back: kg actors undo")


def write_down(verb: str, first: str, second: str, path: Path) -> str:
    """Adds a decision at the end of a corrections file and returns its line.

    A file that ends in a line break gets ``line ⏎``, another ``⏎ line``: so :func:`take_back` can tell what was there.

    Raises:
        CorrectionError: the two are one name, or the file has a line that means nothing.
    """
    from kg import corrections
    from kg.actors import names
    from kg.files import write_text

    if names.actor_id(first) == names.actor_id(second):
        raise CorrectionError(f"{first!r} and {second!r} have one identifier already", where=verb)
    text = _text(path)
    corrections.parse(text, path.name)
    line = f"{verb} {corrections.quote(first)} = {corrections.quote(second)}"
    write_text(path, f"{text}{line}\n" if not text or text.endswith("\n") else f"{text}\n{line}")
    return line


def take_back(path: Path) -> str:
    """Removes the last line of a corrections file, which :func:`write_down` added, and returns it.

    Raises:
        CorrectionError: there is no file, or its last line is no merge or split.
    """
    from kg import corrections
    from kg.files import write_text

    text = _text(path)
    body = text.removesuffix("\n")
    start = body.rfind("\n") + 1
    line = body[start:]
    decided = corrections.parse(line, path.name).lines if line.startswith(("merge ", "split ")) else ()
    if not decided:
        raise CorrectionError("its last line is no merge or split", where=str(path), remedy="edit the file by hand")
    write_text(path, text[:start] if text.endswith("\n") else text[: max(0, start - 1)])
    return line


def _text(path: Path) -> str:
    """The file with its line breaks as they are, or nothing."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return file.read()
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise CorrectionError(f"cannot be read ({error})", where=str(path)) from error
