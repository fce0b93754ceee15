"""``kg extract``: articles in, one JSON object a line out. The public contract other programs read."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import typer

from kg.cli import console, options
from kg.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Findings
    from kg.pipeline import Settings


def extract(
    inputs: options.Inputs,
    issues: options.Issues = None,
    register: options.Register = None,
    corrections: options.Corrections = None,
    spacy_model: options.SpacyModel = None,
    column: options.Columns = None,
    text_column: options.TextColumn = None,
    strict: options.Strict = False,
) -> None:
    """Print what each article says, one JSON object a line.

    Offsets are Python string indices into the decoded file.
    """
    from kg import corrections as deciding
    from kg.graph import issues as scheme
    from kg.pipeline import Settings

    settings, decisions = Settings(spacy_model, scheme.read(issues), register), deciding.load(corrections)
    done = left_out = 0
    with console.progress("Reading") as step:
        for name, findings in lines(inputs, settings, options.columns(column, text_column)):
            if findings is None:
                left_out += 1
                continue
            done += 1
            step(done, None)
            mended, unfit = deciding.apply(findings, decisions)
            for line in unfit:
                console.say(f"kg: {line}")
            _print_line(name, mended)
    if not done:
        raise typer.Exit(1)
    if left_out and strict:
        raise typer.Exit(1)


def lines(
    inputs: list[str], settings: Settings, columns: dict[str, str] | None = None
) -> Iterator[tuple[str, Findings | None]]:
    """(name, findings) of every readable file in input order; (place, None) after reporting one that is not."""
    from kg import articles, engine
    from kg.pipeline import Extractor

    extractor: Extractor | None = None
    seen: dict[str, Findings | ReadError] = {}
    for item in articles.read(inputs, columns=columns or None):
        if isinstance(item, ReadError):
            console.error(item)
            yield item.where, None
            continue
        if extractor is None:
            extractor = Extractor(settings)
            engine.keep_loaded()
        if item.id not in seen:
            seen = {item.id: engine.attempt(extractor, item)}  # identical files mostly stand side by side
        found = seen[item.id]
        if isinstance(found, ReadError):
            console.error(found)
            yield item.name, None
        else:
            yield item.name, found


def _print_line(name: str, findings: Findings) -> None:
    from kg import records

    line = json.dumps(records.public(findings, name), ensure_ascii=False)
    # a lone surrogate cannot be written as UTF-8: such a line is escaped whole
    line = line if line.isascii() or _encodable(line) else json.dumps(records.public(findings, name))
    sys.stdout.buffer.write(line.encode("utf-8") + b"\n")
    sys.stdout.buffer.flush()


def _encodable(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
