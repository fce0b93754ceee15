"""A graph that is there already: its picture, its proof, its way into other formats."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kg import articles, building, engine, graph, records, view
from kg.errors import GraphError, KgError
from kg.files import write_bytes, write_text
from kg.graph import Loaded, Report
from kg.graph import issues as scheme
from kg.graph.export import FORMATS
from kg.ids import text_sha256
from kg.model import Article, Findings, Issue

if TYPE_CHECKING:
    from kg.view.statements import Row


def beside(where: str, name: str) -> Path:
    """The path of *name* in the build folder *where*, or beside the graph file *where*."""
    path = Path(where)
    return (path if path.is_dir() else path.parent) / name


def sources_of(where: str, given: Sequence[str]) -> tuple[str, ...]:
    """The places to read the articles from: those *given*, else those that the build remembers."""
    return tuple(given) or (engine.remembered(Path(where)) if Path(where).is_dir() else ())


def check(where: str, given: Sequence[str] = ()) -> Report:
    """Shapes, rules, and every quote against its article."""
    return graph.check(where, sources_of(where, given))


def issues_of(where: str) -> tuple[Issue, ...]:
    """The issues that a graph holds."""
    return scheme.from_graph(graph.open_graph(where), where)


def _texts(places: Sequence[str]) -> dict[str, Article]:
    """The articles that can be read at *places*, by the hash of their text."""
    found = articles.read(places) if places else ()
    return {text_sha256(a.text): a for a in found if isinstance(a, Article)}


def loaded(where: str, given: Sequence[str] = ()) -> Loaded:
    """What a graph holds, with the articles' texts where their sources are at hand."""
    kept = () if given else building.remembered(Path(where))
    if kept:  # what the graph was made from says a little more than the graph: furniture, mentions
        return Loaded(kept, *graph.load_across(where))
    at_hand = _texts(sources_of(where, given))
    found = graph.load(where, {key: a.text for key, a in at_hand.items()})
    return replace(found, findings=tuple(_with_regions(f, at_hand) for f in found.findings))


def _with_regions(findings: Findings, at_hand: Mapping[str, Article]) -> Findings:
    """The graph keeps no page furniture; the source tells it again."""
    source = at_hand.get(text_sha256(findings.article.text))
    return replace(findings, article=replace(findings.article, regions=source.regions)) if source else findings


def picture(where: str, target: Path, given: Sequence[str] = ()) -> dict[str, int]:
    """Write the page of a graph to *target*; how many articles, actors and issues it shows."""
    found = loaded(where, given)
    issues = issues_of(where)
    write_text(target, view.page(found.findings, found.collection, issues))
    people = {s for f in found.findings for u in f.utterances for s in u.speakers}
    taken = {p.issue for f in found.findings for p in f.positions}
    return {"article": len(found.findings), "actor": len(people), "issue": len(taken)}


def export(
    where: str, target: Path, output: str | None = None, *, no_text: bool = False, join: Sequence[str] = ()
) -> None:
    """Write a graph in the format that *output* or the ending of *target* names.

    Raises:
        KgError: an unknown format, or one that needs the articles' texts and they are not at hand.
    """
    kind = output or target.suffix.lstrip(".") or "brat"
    if kind in FORMATS:
        write_bytes(target, _rdf(where, kind, no_text=no_text, join=join))
        return
    writer = _WRITERS.get(kind)
    if writer is None:
        known = ", ".join([*FORMATS, *_WRITERS])
        raise KgError(f"unknown format {kind!r}", where=str(target), remedy=f"one of: {known}")
    if no_text:
        raise KgError(f"--no-text is for RDF, not for {kind}", where=str(target))
    writer(where, target, join)


def _rdf(where: str, kind: str, *, no_text: bool, join: Sequence[str]) -> bytes:
    if join:
        return graph.join_text(where, list(join), kind)
    return graph.export_graph(where, kind, no_text=no_text)


def _with_texts(where: str, given: Sequence[str], target: Path) -> tuple[Findings, ...]:
    """Findings whose articles hold their whole text.

    Raises:
        GraphError: an article is not at hand.
    """
    at_hand = _texts(sources_of(where, given))
    found = graph.load(where, {key: a.text for key, a in at_hand.items()}).findings
    missing = [f.article.name for f in found if text_sha256(f.article.text) not in at_hand]
    if missing:
        raise GraphError(
            f"{target.name} holds the articles' texts, and {len(missing)} are not at hand: {', '.join(missing[:3])}",
            where=where,
            remedy="name their folder: --join DIR",
        )
    return found


def _jsonl(where: str, target: Path, given: Sequence[str]) -> None:
    import json

    lines = [json.dumps(records.public(f), ensure_ascii=False) for f in _with_texts(where, given, target)]
    write_text(target, "".join(line + "\n" for line in lines))


def _docbin(where: str, target: Path, given: Sequence[str]) -> None:
    from kg.document import docbin

    found = _with_texts(where, given, target)
    write_bytes(target, docbin.to_bytes((records.public(f), f.article.text) for f in found))


def _brat(where: str, target: Path, given: Sequence[str]) -> None:
    from kg.score import formats

    write_text(target / "annotation.conf", formats.BRAT_CONFIGURATION)
    for one in _with_texts(where, given, target):
        name = Path(one.article.name).with_suffix("").as_posix().replace("/", "__")
        write_text(target / f"{name}.txt", one.article.text)
        write_text(target / f"{name}.ann", formats.to_brat(records.public(one), one.article.text))


def _rows(where: str, given: Sequence[str]) -> tuple[Loaded, list[Row]]:
    from kg.view import statements

    found = loaded(where, given)
    return found, statements.rows(found.findings, found.collection, issues_of(where))


def _network(where: str, target: Path, given: Sequence[str]) -> None:
    """Actors and issues, signed: the network that the picture shows. kg network makes the others."""
    from kg.view import files, network

    files.write(network.graph(_rows(where, given)[1], "bipartite"), target)


def _table(where: str, target: Path, given: Sequence[str]) -> None:
    from kg.view import files

    write_bytes(target, files.table(_rows(where, given)[1]))


def _dna(where: str, target: Path, given: Sequence[str]) -> None:
    from kg.view import dna

    found, rows = _rows(where, given)
    dna.write(target, rows, {f.article.id: f.article.text for f in found.findings})


_WRITERS: Mapping[str, Callable[[str, Path, Sequence[str]], None]] = {
    "graphml": _network,
    "gexf": _network,
    "csv": _table,
    "dna": _dna,
    "jsonl": _jsonl,
    "spacy": _docbin,
    "brat": _brat,
}
