"""``kg query``: a question to a graph, by name, file or SPARQL text."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli import console, options, table
from kg.errors import QueryError

if TYPE_CHECKING:
    from kg.graph.answers import Answer
    from kg.graph.ask import Question

FORMATS = ("table", "csv", "json", "ttl")


def query(
    question: Annotated[
        str | None, typer.Argument(help="A question's name, a .rq file, or SPARQL text.", show_default=False)
    ] = None,
    param: Annotated[
        list[str] | None,
        typer.Option("--param", "-p", help="A value: name=value. May be repeated.", metavar="NAME=VALUE"),
    ] = None,
    actor: Annotated[str | None, typer.Option(help="An actor, by name, alias or IRI.", show_default=False)] = None,
    issue: Annotated[str | None, typer.Option(help="An issue, by label, alias or IRI.", show_default=False)] = None,
    output: Annotated[str, typer.Option("--format", "-f", help="table, csv, json (SPARQL results) or ttl.")] = "table",
    graph: options.Graph = "build",
    show: Annotated[bool, typer.Option("--show-query", help="Print the SPARQL and ask nothing.")] = False,
) -> None:
    """Ask the graph. Without a question, list the named ones.

    The graph is only read: SERVICE, LOAD, remote FROM and updates are refused.
    """
    from kg import graph as graphs
    from kg.graph import ask

    if output not in FORMATS:
        raise typer.BadParameter(f"{output!r} is none of {', '.join(FORMATS)}", param_hint="--format")
    if question is None:
        for line in listing(ask.questions()):
            typer.echo(line)
        return
    one = ask.question(question)
    if show:
        typer.echo(one.text)
        return
    answer = graphs.query(graph, one, values(param or []), actor=actor, issue=issue)
    _print(answer, output)


def values(given: list[str]) -> dict[str, str]:
    """``["issue=NATO"]`` → ``{"issue": "NATO"}``.

    Raises:
        QueryError: one has no ``=``.
    """
    found = {}
    for pair in given:
        name, sign, value = pair.partition("=")
        if not sign or not name.strip():
            raise QueryError(f"{pair!r} is not name=value", remedy="write it as -p issue=NATO")
        found[name.strip()] = value.strip()
    return found


def listing(questions: tuple[Question, ...]) -> list[str]:
    """One line a question: its name, what it asks, what it takes."""
    width = max((len(q.name) for q in questions), default=0)
    return [
        f"{q.name:{width}}  {q.title}" + (f"  (-p {', -p '.join(p.name for p in q.params)})" if q.params else "")
        for q in questions
    ]


def _print(answer: Answer, output: str) -> None:
    if output == "table" and answer.form == "SELECT":
        if sys.stdout.isatty():
            table.show(answer)
        else:
            typer.echo(answer.text("table"), nl=False)
        console.say(f"{console.plural(len(answer), 'row')}.  As data: --format csv or json.  The SPARQL: --show-query")
        return
    sys.stdout.buffer.write(answer.text(output).encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()
