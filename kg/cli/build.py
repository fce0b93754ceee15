"""``kg build``: articles in, a knowledge graph out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli import console, options

if TYPE_CHECKING:
    from kg.building import Built


def build(
    inputs: options.Inputs,
    out: Annotated[Path, typer.Option("--out", "-o", help="The folder to write.")] = Path("build"),
    issues: options.Issues = None,
    register: options.Register = None,
    corrections: options.Corrections = None,
    spacy_model: options.SpacyModel = None,
    column: options.Columns = None,
    text_column: options.TextColumn = None,
    jobs: options.Jobs = 0,
    base: Annotated[str | None, typer.Option(help="Where the IRIs of the data begin.", show_default=False)] = None,
    engine: Annotated[str, typer.Option(help="local, or dask for a cluster.")] = "local",
    scheduler: Annotated[str | None, typer.Option(help="Address of a Dask scheduler.", show_default=False)] = None,
    force: Annotated[bool, typer.Option("--force", help="Read everything again.")] = False,
    strict: options.Strict = False,
) -> None:
    """Read articles and write their knowledge graph: quads, Turtle for Protégé, a picture, a manifest.

    What has not changed since the last build is not read again.
    """
    from kg import building
    from kg.graph.iris import BASE

    plan = building.Plan(
        inputs,
        out,
        issues=issues,
        register=register,
        corrections=corrections,
        spacy_model=spacy_model,
        base=base or BASE,
        columns=options.columns(column, text_column),
        jobs=jobs,
        force=force,
        engine=engine,
        scheduler=scheduler,
    )
    with console.progress("Reading") as step:
        built = building.build(plan, lambda p: step(p.done, p.total))
    for fault in built.left_out:
        console.error(fault)
    if not built.counts:
        console.error("none of the inputs is an article that kg can read; nothing was written")
        raise typer.Exit(1)
    for unfit in built.unfit:
        console.say(f"kg: {unfit}")
    for line in summary(built):
        console.say(line)
    if built.left_out and strict:
        raise typer.Exit(1)


def summary(built: Built) -> list[str]:
    """What was found, where it is, what to try next."""
    count, many = built.counts, console.plural
    if built.unchanged:
        return [f"{many(count['articles'], 'article')} unchanged, nothing to do.  (--force reads them again)"]
    span = f"  ({built.days[0]} .. {built.days[1]}, {many(len(built.outlets), 'outlet')})" if built.days else ""
    lines = [
        f"Articles   {count['articles']:,}{span}",
        (
            f"Claims     {count['attributions']:,}   {count['direct']:,} direct, {count['mixed']:,} mixed, "
            f"{count['indirect']:,} indirect; {count['nested']:,} inside another"
        ),
        f"Speakers   {many(count['actors'], 'actor')}; {count['nobody named']:,} claims name nobody",
        (
            f"Positions  {count['positions']:,}   {count['supports']:,} for, {count['opposes']:,} against, "
            f"{count['ambivalent']:,} ambivalent"
        ),
        f"Echoes     {many(count['same utterance'], 'pair')} of reports of the same utterance",
        f"Wrote      {built.out}/  {many(count['quads'], 'quad')}: kg.nq kg.trig kg.ttl (Protégé) manifest.json",
        f"Picture    {built.out}/kg.html  (one file, opens offline)",
    ]
    if built.left_out:
        lines.append(f"Left out   {many(len(built.left_out), 'input')}, see above and manifest.json")
    where = "" if str(built.out) == "build" else f" --graph {built.out}"
    ask = f'who-said-what-about --issue "{built.busiest}"' if built.busiest else "most-quoted-actors"
    return [*lines, f"Next       kg query {ask}{where}", f"           kg check {built.out}"]
