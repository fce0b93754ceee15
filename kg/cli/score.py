"""``kg score``: an extraction against gold."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli import console

if TYPE_CHECKING:
    from kg.score import Annotations


def score(
    gold: Annotated[Path, typer.Argument(help="Gold: a folder of .gold.json or brat .ann files, .jsonl, or .spacy.")],
    predicted: Annotated[Path, typer.Argument(help="What kg extract printed (.jsonl), brat, or .spacy.")],
    texts: Annotated[
        Path | None, typer.Option(help="The folder with the articles, if gold does not hold them.")
    ] = None,
    html: Annotated[Path | None, typer.Option(help="Also write a page that shows every miss.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> None:
    """Score an extraction against hand-made gold, per role and kind.

    P: how much of what was found is right. R: how much of what is right was found. n: how many there are.
    """
    import json

    from kg import score as scoring
    from kg.files import write_text

    report = scoring.compare(_read(gold), _read(predicted), texts)
    if report.absent:
        console.say(f"Not among the predictions, counted as missed: {', '.join(report.absent)}")
    rows = {
        name: {"P": round(100 * t.precision, 1), "R": round(100 * t.recall, 1), "F1": round(100 * t.f1, 1), "n": t.gold}
        for name, t in report.tallies().items()
    }
    if as_json:
        typer.echo(json.dumps(rows, indent=1))
    else:
        typer.echo(f"{'':24}{'P':>7}{'R':>7}{'F1':>7}{'n':>7}")
        for name, row in rows.items():
            typer.echo(f"{name:24}{row['P']:7.1f}{row['R']:7.1f}{row['F1']:7.1f}{row['n']:7d}")
    if html:
        from kg.score.page import page

        write_text(html, page(report))
        console.say(f"Wrote {html}")


def _read(path: Path) -> Annotations:
    from kg.score import formats

    if path.suffix == ".spacy":
        from kg.document import docbin

        return formats.merge(docbin.read(path))
    return formats.read(path)
