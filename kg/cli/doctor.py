"""``kg doctor``: is everything here that kg needs, and what to do if not."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata

import typer

import kg

PACKAGE = "claim-quote-kg"
SENTENCE = "“We will rebuild the bridge,” Mayor Ida Holm told reporters."
OPTIONAL = (
    ("distributed", "builds on a cluster", "dask"),
    ("oxigraph", "kg serve", "serve"),
)


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the report: ``state`` is "ok", "absent" (optional) or "fault"."""

    state: str
    what: str
    remedy: str = ""


def doctor() -> None:
    """Check this installation and say what to do about any fault."""
    faults = 0
    for check in examine():
        faults += check.state == "fault"
        typer.echo(f"{check.state:7} {check.what}" + (f"\n        → {check.remedy}" if check.remedy else ""))
    if faults:
        raise typer.Exit(1)
    typer.echo("All is well. Next:  kg demo")


def examine() -> Iterator[Check]:
    """Every check in turn; none raises."""
    yield Check("ok", f"kg {kg.__version__}")
    yield _python()
    yield from _libraries()
    for check in (_files, _reads):
        yield _guarded(check)
    yield from _optional()


def _guarded(check: Callable[[], Check]) -> Check:
    try:
        return check()
    except Exception as error:  # noqa: BLE001  # whatever is broken is what the user came to learn
        return Check("fault", f"{check.__name__.strip('_')}: {type(error).__name__}: {error}", _reinstall())


def _python() -> Check:
    version = sys.version.split()[0]
    if sys.version_info < (3, 11):  # noqa: UP036  # a copied source tree may run under any Python
        return Check("fault", f"Python {version}", "kg needs Python 3.11 or later")
    return Check("ok", f"Python {version}")


def _libraries() -> Iterator[Check]:
    from packaging.requirements import Requirement

    try:
        wanted = [Requirement(line) for line in metadata.requires(PACKAGE) or ()]
    except metadata.PackageNotFoundError:
        yield Check("fault", "kg is run from its source and not installed", "pip install -e .  in its folder")
        return
    wrong = []
    needed = [w for w in wanted if w.marker is None or w.marker.evaluate({"extra": ""})]
    for want in needed:
        try:
            have = metadata.version(want.name)
        except metadata.PackageNotFoundError:
            wrong.append(f"{want.name} is missing")
            continue
        if not want.specifier.contains(have, prereleases=True):
            wrong.append(f"{want.name} {have} is not {want.specifier}")
    if wrong:
        yield Check("fault", "; ".join(wrong), _reinstall())
    else:
        yield Check("ok", f"{len(needed)} libraries, all in the versions that kg needs")


def _files() -> Check:
    from kg import resources

    counts = {name: sum(1 for p in resources.folder(name).rglob("*") if p.is_file()) for name in _SHIPPED}
    empty = [name for name, count in counts.items() if not count]
    if empty:
        return Check("fault", f"nothing in {', '.join(empty)}", _reinstall())
    return Check("ok", "shipped with it: " + ", ".join(f"{count} files in {name}" for name, count in counts.items()))


_SHIPPED = ("ontology", "queries", "seeds")


def _reads() -> Check:
    findings = kg.extract(SENTENCE)
    names = [actor.name for actor in findings.actors]
    if not findings.attributions or not any("Holm" in name for name in names):
        return Check("fault", f"the models found {len(findings.attributions)} quotes in {SENTENCE}", _reinstall())
    return Check("ok", "the models read a sentence and find its speaker")


def _optional() -> Iterator[Check]:
    for distribution, use, extra in OPTIONAL:
        try:
            metadata.version(distribution)
        except metadata.PackageNotFoundError:
            remedy = f'pip install "{PACKAGE}[{extra}]"   (in a clone: pip install ".[{extra}]")'
            yield Check("absent", f"optional: {use}", remedy)
        else:
            yield Check("ok", f"optional: {use}")


def _reinstall() -> str:
    return f"pip install --force-reinstall {PACKAGE}"
