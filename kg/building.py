"""From articles to a build folder: extraction, what is known across articles, graph, picture, manifest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import kg
from kg import actors, attribution, corrections, engine, fingerprint, graph, resources, view
from kg.errors import KgError, ReadError
from kg.files import write_text
from kg.graph import issues as scheme
from kg.graph.iris import BASE
from kg.listing import Listing
from kg.model import Collection, Echo, Findings
from kg.pipeline import Settings

if TYPE_CHECKING:
    from kg.engine import Progress

PICTURE, MANIFEST, PRODUCT, DECISIONS = "kg.html", "manifest.json", ".kg/product", ".kg/corrections.txt"
PRODUCED = ("kg.nq", "kg.trig", "kg.ttl", PICTURE, MANIFEST)


@dataclass(frozen=True, slots=True)
class Plan:
    """What to build and how.

    Attributes:
        inputs: files, folders or ``-``.
        out: the build folder.
        issues: a SKOS scheme, or None for the shipped one.
        base: where the data's IRIs begin.
        columns: for tables of articles: field → column.
        engine: "local" or "dask"; ``scheduler`` its address.
    """

    inputs: Sequence[str]
    out: Path
    issues: Path | None = None
    register: Path | None = None
    corrections: Path | None = None
    spacy_model: str | None = None
    base: str = BASE
    columns: Mapping[str, str] = field(default_factory=dict)
    jobs: int = 0
    force: bool = False
    engine: str = "local"
    scheduler: str | None = None


@dataclass(slots=True)
class Built:
    """What came of it.

    ``counts`` are those of the manifest, empty where no input could be read and nothing was written; ``unfit`` are
    the corrections that no longer fit their text.
    """

    out: Path
    counts: dict[str, int] = field(default_factory=dict)
    left_out: tuple[ReadError | KgError, ...] = ()
    unfit: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    days: tuple[str, str] | None = None
    read: int = 0
    unchanged: bool = False
    busiest: str = ""  # label of the issue with most positions


def build(plan: Plan, on_progress: Callable[[Progress], None] | None = None) -> Built:
    """Make or renew the build folder that *plan* describes; each file is replaced whole.

    Raises:
        KgError: the folder cannot be written.
    """
    settings = Settings(plan.spacy_model, scheme.read(plan.issues), plan.register)
    result = engine.build_findings(
        plan.inputs,
        settings,
        plan.out,
        jobs=plan.jobs,
        force=plan.force,
        columns=plan.columns or None,
        on_progress=on_progress,
        engine=plan.engine,
        scheduler=plan.scheduler,
    )
    try:
        built = Built(plan.out, left_out=result.left_out, read=result.read)
        if not len(result):
            return built
        product = _product(plan, result.digest)
        if _is_written(plan.out, product) and not plan.force:
            built.unchanged = True
            built.counts = json.loads((plan.out / MANIFEST).read_text("utf-8"))["counts"]
            return built
        (plan.out / PRODUCT).unlink(missing_ok=True)  # from here on the folder is between two states
        with engine.disk(plan.out):
            _write(plan, settings, result, built)
        write_text(plan.out / DECISIONS, plan.corrections.read_text("utf-8-sig") if plan.corrections else "")
        write_text(plan.out / PRODUCT, product)
        result.mark_written()
        return built
    finally:
        result.close()


def remembered(out: Path) -> tuple[Findings, ...]:
    """The findings that the files in *out* were made from, corrections applied; none if it is not a finished build."""
    if not (out / PRODUCT).is_file():
        return ()
    decisions = corrections.load(out / DECISIONS)
    return tuple(corrections.apply(one, decisions)[0] for one in engine.remembered_findings(out))


def _write(plan: Plan, settings: Settings, result: engine.BuildResult, built: Built) -> None:
    """Takes in what changed, links it, writes the files; reads again the findings that the page shows."""
    decisions = corrections.load(plan.corrections)
    known = corrections.register(actors.load_register(plan.register), decisions)
    context = f"{result.fingerprint} {fingerprint.output_sha256()}"
    with (
        engine.mapping(plan.engine, plan.scheduler, plan.jobs) as run,
        graph.BuildWriter(plan.out, plan.issues, base=plan.base, context=context) as writer,
    ):
        listing = Listing(result, decisions, writer)
        collector = actors.Collector(writer.db)
        for article in set(collector.articles()) - listing.ids:
            collector.remove(article)
        writer.add(listing.changed(collector.add), run)
        built.unfit = listing.unfit
        linked = _linked(plan, collector, known, run, is_fresh=writer.is_fresh)
        made_by = graph.Run(models=fingerprint.models(plan.spacy_model), settings=fingerprint.configuration(settings))
        around = _alone if writer.is_fresh else linked.around
        across = graph.Across(
            linked.links, linked.copies, known.held(), linked.came, around, linked.gone, linked.links_before
        )
        tally, shelf = listing.counted()
        keys, left_out = shelf.newest()
        drawn = [corrections.apply(one, decisions)[0] for _, one in result.keyed(set(keys))]
        shown = frozenset(one.article.id for one in drawn)
        seen = Collection(linked.links, tuple(sorted(linked.around.among(shown))), linked.copies, known.held())
        page = view.page(drawn, seen, settings.issues, left_out=left_out)
        written = writer.finish(across, made_by)
    write_text(plan.out / PICTURE, page)
    built.left_out += written.left_out
    built.counts, built.outlets, built.days = tally.counts(), tally.outlets, tally.days
    built.busiest = {issue.id: issue.label for issue in settings.issues}.get(tally.busiest, tally.busiest)
    built.counts |= {
        "merged actors": len(linked.links),
        "same utterance": linked.echoes,
        "copies": sum(len(group) - 1 for group in linked.copies),
        "quads": written.quads,
    }
    manifest = _manifest(plan, settings, built, written.hashes)
    write_text(plan.out / MANIFEST, json.dumps(manifest, indent=1, ensure_ascii=False) + "\n")


def _alone(*_: str) -> tuple[Echo, ...]:
    """The echoes of a report where all are new, and none is to be looked up."""
    return ()


def _linked(
    plan: Plan, collector: actors.Collector, known: actors.Register, run: engine.Map, *, is_fresh: bool
) -> actors.Linked:
    model = next(m for m in fingerprint.models() if m.startswith("attribution@"))
    gone = None if is_fresh else collector.gone
    with engine.Meanings(plan.out, model, lambda: attribution.load_encoder().meaning, gone) as meaning:
        return collector.linked(known, meaning=meaning, run=run)


def _manifest(plan: Plan, settings: Settings, built: Built, hashes: Mapping[str, str]) -> dict[str, Any]:
    """Versions, hashes and counts; no clock and no path of the machine."""
    files = [p for p in sorted(plan.out.rglob("*")) if p.is_file() and not _is_hidden(p, plan.out)]
    return {
        "kg": kg.__version__,
        "base": plan.base,
        "models": list(fingerprint.models(plan.spacy_model)),
        "configuration_sha256": fingerprint.configuration(settings),
        "counts": built.counts,
        "left_out": [{"name": _below(error.where, plan.inputs), "reason": error.reason} for error in built.left_out],
        "corrections_that_do_not_fit": list(built.unfit),
        "files": {
            name: hashes.get(name) or _sha256(p)
            for p in files
            if (name := p.relative_to(plan.out).as_posix()) != MANIFEST
        },
    }


def _is_hidden(path: Path, below: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(below).parts)


def _below(where: str, inputs: Sequence[str]) -> str:
    """The name of a place below the input that it was found in."""
    for given in inputs:
        if where == given:
            return Path(given).name
        if where.startswith(f"{given.rstrip('/')}/"):
            return where[len(given.rstrip("/")) + 1 :]
    return where


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _product(plan: Plan, digest: str) -> str:
    """One hash of all that the files of the build depend on."""
    parts = [digest, plan.base, fingerprint.output_sha256(), str(plan.corrections is not None)]
    parts += [_sha256(p) for p in (plan.issues, plan.register, plan.corrections) if p]
    parts += [_sha256(p) for p in sorted(resources.folder("ontology").glob("*.ttl"))]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def _is_written(out: Path, product: str) -> bool:
    done = out / PRODUCT
    return done.is_file() and done.read_text("utf-8") == product and all((out / name).is_file() for name in PRODUCED)
