"""The command line: thin typer functions over plain ones. Nothing heavy is imported until a command runs."""

from __future__ import annotations

import importlib
import os
import sys
from typing import Annotated

import typer

import kg
from kg.cli import console
from kg.errors import KgError

EXAMPLES = """\
[bold]kg demo[/]                                     a first graph, bundled articles
[bold]kg build articles/ -o build/[/]                your articles: graph, picture
[bold]kg query who-said-what-about -p issue=NATO[/]  a question; kg query lists all
"""

app = typer.Typer(
    name="kg",
    help="Reads news articles and builds a graph of who said what, and who stands where.\n\n" + EXAMPLES,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
)

# module, function, command, panel: in the order in which help shows them
COMMANDS = (
    ("demo", "demo", "demo", "Start"),
    ("doctor", "doctor", "doctor", "Start"),
    ("build", "build", "build", "Build"),
    ("extract", "extract", "extract", "Build"),
    ("query", "query", "query", "Ask"),
    ("view", "view", "view", "Look"),
    ("network", "network", "network", "Look"),
    ("export", "export", "export", "Share"),
    ("push", "push", "push", "Share"),
    ("serve", "serve", "serve", "Share"),
    ("check", "check", "check", "Check"),
    ("score", "score", "score", "Check"),
)
GROUPS = (("actors", "app", "actors", "Correct"), ("issues", "app", "issues", "Correct"))


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"kg {kg.__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def _start(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    del version
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
        raise typer.Exit


for _module, _name, _command, _panel in COMMANDS:
    _function = getattr(importlib.import_module(f"kg.cli.{_module}"), _name)
    app.command(_command, rich_help_panel=_panel)(_function)
for _module, _name, _command, _panel in GROUPS:
    _group = getattr(importlib.import_module(f"kg.cli.{_module}"), _name)
    app.add_typer(_group, name=_command, rich_help_panel=_panel)


def main() -> None:
    """The program ``kg``: exit 0 done, 1 nothing done or faults found, 2 usage, 130 interrupted."""
    try:
        app()
    except KgError as error:
        console.error(error)
        sys.exit(1)
    except KeyboardInterrupt:
        console.say("Stopped. What was finished is kept; the same command goes on from there.")
        sys.exit(130)
    except BrokenPipeError:  # `kg query … | head`: not an error
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:
        console.error(f"{error.filename}: {error.strerror}" if error.filename else str(error))
        sys.exit(1)
