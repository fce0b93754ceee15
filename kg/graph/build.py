"""The files of a build: quads first, every other format from them, each written beside and then renamed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as px
from rdflib import Graph

from kg import resources
from kg.errors import GraphError
from kg.graph import export, issues
from kg.graph.iris import BASE, ISSUES, ONTOLOGY, Iris
from kg.graph.shared import Run, SharedWriter

from kg.graph.write import article_lines
from kg.model import Collection, Findings

CATALOG = """<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<catalog prefer="public" xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">
    <uri id="kg" name="{ontology}" uri="{folder}kg.ttl"/>
    <uri id="kg-version" name="{ontology}/{version}" uri="{folder}kg.ttl"/>
    <uri id="issues" name="{issues}" uri="{folder}issues.ttl"/>
</catalog>
"""
ONTOLOGY_VERSION = "0.1.0"


@dataclass(frozen=True, slots=True)
class Written:
    """What a build wrote.

    Attributes:
        quads: lines of ``kg.nq``.
        graphs: named graphs, the shared ones, ontology and issues included.
        left_out: articles whose findings RDF cannot carry, each with its reason.
    """

    quads: int
    graphs: int
    left_out: tuple[GraphError, ...] = ()


def write_build(
    out: Path,
    findings: Iterable[Findings],
    collection: Collection,
    issues_path: str | Path | None = None,
    *,
    base: str = BASE,
    run: Run | None = None,
) -> Written:
    """Writes ``kg.nq``, ``kg.trig``, ``kg.ttl``, ``ontology/`` and the Protégé catalogues into *out*.

    Args:
        out: the build folder; made if missing.
        findings: of every article, read once, in any order.
        collection: what is known across the articles.
        issues_path: the SKOS scheme that positions are on; None for the shipped one.
        base: where the data's IRIs begin.
        run: what made the findings, for the metadata graph.

    Raises:
        IssuesError: the scheme is not usable.
        OSError: a file cannot be written.
    """
    scheme = issues.graph_of(issues_path)
    iris = {i.id: i.iri for i in issues.from_graph(scheme)}
    shared = SharedWriter(iris, Iris(base))
    lines: list[str] = []
    left_out: list[GraphError] = []
    for one in findings:
        try:
            lines += article_lines(one, iris, base)
        except GraphError as error:
            left_out.append(error)
        else:
            shared.read(one)
    lines += shared.lines(collection, run or Run())
    lines += fixed_lines(scheme)
    out.mkdir(parents=True, exist_ok=True)
    count = write_quads(out, lines)
    _write_ontology(out, scheme)
    graphs = len({line.rsplit(" ", 2)[1] for line in lines})
    return Written(count, graphs, tuple(left_out))


def write_quads(out: Path, lines: Iterable[str]) -> int:
    """Writes ``kg.nq``, ``kg.trig`` and ``kg.ttl`` from unsorted N-Quads lines; returns the number of quads."""
    ordered = sorted(set(lines))
    write_beside(out / "kg.nq", ("\n".join(ordered) + "\n").encode() if ordered else b"")
    write_beside(out / "kg.trig", export.trig(ordered))
    write_beside(out / "kg.ttl", export.turtle(ordered))
    return len(ordered)


def fixed_lines(scheme: Graph) -> list[str]:
    """Ontology and issue scheme as quads in graphs of their own, blank nodes named by RDFC-1.0."""
    dataset = px.Dataset()
    ontology = (resources.folder("ontology") / "kg.ttl").read_bytes()
    for name, data, format_ in (
        (ONTOLOGY, ontology, px.RdfFormat.TURTLE),
        (ISSUES, scheme.serialize(format="nt", encoding="utf-8"), px.RdfFormat.N_TRIPLES),
    ):
        for quad in px.parse(data, format=format_, rename_blank_nodes=True):
            dataset.add(px.Quad(quad.subject, quad.predicate, quad.object, px.NamedNode(name)))
    dataset.canonicalize(px.CanonicalizationAlgorithm.RDFC_1_0)
    return [line.rstrip() for line in _serialize(dataset) if line.strip()]


def _serialize(quads: Iterable[px.Quad]) -> Iterator[str]:
    data = px.serialize(quads, format=px.RdfFormat.N_QUADS)
    yield from (data or b"").decode().split("\n")


def _write_ontology(out: Path, scheme: Graph) -> None:
    folder = out / "ontology"
    folder.mkdir(exist_ok=True)
    write_beside(folder / "kg.ttl", (resources.folder("ontology") / "kg.ttl").read_bytes())
    write_beside(folder / "issues.ttl", export.issue_scheme(scheme))
    for place, below in ((folder, ""), (out, "ontology/")):
        text = CATALOG.format(ontology=ONTOLOGY, issues=ISSUES, version=ONTOLOGY_VERSION, folder=below)
        write_beside(place / "catalog-v001.xml", text.encode())


def write_beside(path: Path, data: bytes) -> None:
    """Writes *data* under another name first, so that *path* is never half a file."""
    beside = path.with_name(f".{path.name}.part")
    beside.write_bytes(data)
    os.replace(beside, path)


def names_of(lines: Sequence[str]) -> set[str]:
    """The named graphs of N-Quads lines."""
    return {line.rsplit(" ", 2)[1][1:-1] for line in lines}
