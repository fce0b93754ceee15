"""``kg demo``: the first graph, from the articles that come with kg."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli import console
from kg.errors import KgError


def demo(
    folder: Annotated[Path, typer.Argument(help="The folder to make.")] = Path("kg-demo"),
) -> None:
    """Copy the bundled articles to a folder and build their graph.

    The articles are written for kg on a public event; their quotations are reworded.
    """
    from kg.cli.build import build

    articles = folder / "articles"
    names = copy_seeds(articles)
    console.say(f"{console.plural(len(names), 'article')} in {articles}/, written for kg: quotations are reworded.")
    console.say(f"$ kg build {articles}/ -o {folder / 'build'}/")
    build([str(articles)], out=folder / "build")


def copy_seeds(target: Path) -> list[str]:
    """Put the bundled articles into *target*; what is there already is left as it is.

    Returns:
        The file names, sorted.

    Raises:
        KgError: the folder cannot be made, or the installation lacks its articles.
    """
    from kg import resources
    from kg.files import write_text

    try:
        sources = sorted(resources.folder("seeds").glob("*.txt"))
        target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise KgError(str(error), where=str(target), remedy="kg doctor says what is wrong") from error
    for source in sources:
        if not (target / source.name).exists():
            with source.open(encoding="utf-8", newline="") as file:
                write_text(target / source.name, file.read())
    return [source.name for source in sources]
