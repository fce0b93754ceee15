"""``kg issues``: the issues of a scheme, and a draft of a new one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli import console, options

if TYPE_CHECKING:
    from kg.attribution.encoder import Encoder
    from kg.model import Reading, Utterance

app = typer.Typer(help="The issues that positions are taken on.", no_args_is_help=True)


@app.command("list")
def list_(issues: options.Issues = None) -> None:
    """Print a scheme's issues: id, label, what support means."""
    from kg.graph import issues as scheme

    found = scheme.read(issues)
    width = max(len(issue.id) for issue in found)
    for issue in found:
        typer.echo(f"{issue.id:{width}}  {issue.label}" + (f"  ({issue.supports})" if issue.supports else ""))


@app.command()
def suggest(
    inputs: options.Inputs,
    count: Annotated[int, typer.Option("--count", "-n", min=1, help="How many issues to propose.")] = 12,
) -> None:
    """Draft a scheme from what the actors of some articles talk about, as Turtle to edit."""
    from kg import attribution
    from kg.errors import KgError
    from kg.positions import suggest as proposals

    encoder = attribution.load_encoder()
    found = proposals.suggest(_read(inputs, encoder), encoder.meaning, count)
    if not found:
        raise KgError("nobody in these articles is said to talk about anything", remedy="try more or longer articles")
    typer.echo(proposals.turtle(found), nl=False)
    console.say(f"{console.plural(len(found), 'issue')} proposed; edit them and pass the file with --issues")


def _read(inputs: Sequence[str], encoder: Encoder) -> Iterator[tuple[Reading, Sequence[Utterance]]]:
    """The readings and utterances of all articles that can be read; the others are named."""
    from kg import actors, articles, attribution, document
    from kg.errors import ReadError

    nlp, register = document.load(None), actors.load_register(None)
    for article in articles.read(inputs):
        if isinstance(article, ReadError):
            console.say(str(article))
            continue
        encoding = encoder.encode(article.text)
        reading = document.read(article, nlp, encoding.entities)
        yield reading, actors.resolve(reading, attribution.find(reading, encoding), register)[0]
