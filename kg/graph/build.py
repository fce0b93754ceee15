"""Findings to the files of a build folder, and a loaded graph written anew."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, Self, TypeVar

import pyoxigraph as px
from rdflib import Graph
from rdflib.namespace import OWL, SKOS

from kg import resources
from kg.errors import GraphError
from kg.files import write_bytes
from kg.graph import export, issues
from kg.graph.buildfiles import BuildFiles
from kg.graph.differences import Across
from kg.graph.iris import BASE, ISSUES, ONTOLOGY, Iris
from kg.graph.load import Loaded
from kg.graph.parts import Ledger
from kg.graph.rendering import render
from kg.graph.shared import Run, SharedWriter, shared_lines
from kg.graph.terms import iri
from kg.graph.write import article_lines
from kg.ids import text_sha256
from kg.model import Collection, Findings

CATALOG = """<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<catalog prefer="public" xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">
    <uri id="kg" name="{ontology}" uri="{folder}kg.ttl"/>
    <uri id="kg-version" name="{ontology}/{version}" uri="{folder}kg.ttl"/>
    <uri id="issues" name="{issues}" uri="{folder}issues.ttl"/>
</catalog>
"""
ONTOLOGY_VERSION = "0.1.0"
_BATCH = 20  # articles written at a time
_FEW, _MANY = 20, 500  # new articles: so few are always put in place, so many are a tenth of any collection

T = TypeVar("T")
Map = Callable[..., Iterable[Any]]


@dataclass(frozen=True, slots=True)
class Written:
    """What a build wrote.

    Attributes:
        quads: lines of ``kg.nq``.
        graphs: named graphs, the shared ones, ontology and issues included.
        left_out: articles whose findings RDF cannot carry, each with its reason.
        hashes: SHA-256 of the files, as far as it is known: file name → hexadecimal digits.
    """

    quads: int
    graphs: int
    left_out: tuple[GraphError, ...] = ()
    hashes: Mapping[str, str] = field(default_factory=dict)


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
        KgError: a file cannot be written.
    """
    with BuildWriter(out, issues_path, base=base) as writer:
        writer.add(("", one) for one in findings)
        return writer.finish(Across.of(collection), run or Run())


class BuildWriter:
    """Writes the files of a build, article by article; memory holds no more than the shared graphs need.

    Args:
        out: the build folder.
        issues_path: the SKOS scheme; None for the shipped one.
        base: where the data's IRIs begin.
        context: stands for all that the files depend on besides findings and what is known across them. With it, what
            was written is remembered, and the next build only changes what is not as it was.

    Attributes:
        db: what is remembered, in one transaction; others may have tables in it. None without *context*.
        is_fresh: whether nothing is remembered.

    Raises:
        IssuesError: the scheme is not usable.
        KgError: a file cannot be written.
    """

    def __init__(
        self, out: Path, issues_path: str | Path | None = None, *, base: str = BASE, context: str = ""
    ) -> None:
        self._out, self._iris = out, Iris(base)
        self._scheme = issues.graph_of(issues_path)
        self._fixed = sorted(fixed_lines(self._scheme))  # in an order that stands
        self._issues = {i.id: i.iri for i in issues.from_graph(self._scheme)}
        whole = _digest(context, base, *(f"{i}={n}" for i, n in sorted(self._issues.items())), *self._fixed)
        self._ledger = Ledger(out, whole if context else "")
        self._prefixes = export.prefixes(base)
        self._left_out: list[GraphError] = []
        self._open()

    def _open(self) -> None:
        self.db, self.is_fresh = self._ledger.db, self._ledger.is_fresh
        self._files = BuildFiles(self._out, self._ledger, self._prefixes, self._iris)
        self._shared = SharedWriter(self._issues, self._iris, self._files.add_shared, self.db)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._files.close()
        self._ledger.close()

    def prepare(self, articles: Mapping[str, str]) -> set[str]:
        """Says which articles there will be, id → key; gives those that are to be added.

        The others are kept as they are; what is not among them goes. Where much has changed, all are to be added.
        """
        graphs = {article: iri(self._iris.graph(article)) for article in articles}
        wanted = {a for a, graph in graphs.items() if not self._files.copies(graph, articles[a])}
        if not self.is_fresh and len(wanted) > max(_FEW, min(_MANY, len(articles) // 10)):
            self._files.close()
            self._ledger.start_afresh()
            self._open()
            return set(articles)
        if not self.is_fresh:
            for article in set(self._shared.articles()) - (articles.keys() - wanted):
                self._shared.remove(article)
        return wanted

    def add(self, keyed: Iterable[tuple[str, Findings]], run: Map = map) -> None:
        """Takes articles, each with a key that stands for its findings (empty: none is known), read once.

        Args:
            keyed: keys and findings.
            run: maps a pure function over batches of articles, as ``map`` does; a cluster has its own.
        """
        waiting: deque[list[tuple[str, Findings]]] = deque()

        def batches() -> Iterator[list[Findings]]:
            for batch in _batches(keyed):
                waiting.append(batch)
                yield [one for _, one in batch]

        for made in run(partial(render, issues=self._issues, base=self._iris.base), batches()):
            for (key, one), part in zip(waiting.popleft(), made, strict=True):
                if isinstance(part, GraphError):
                    self._left_out.append(part)
                else:
                    self._files.add(iri(self._iris.graph(one.article.id)), key, part)
                    self._shared.read(one)

    def finish(self, across: Across, run: Run) -> Written:
        """Writes the files, each whole; call it once."""
        self._shared.finish(across, run)
        made = self._files.write(self._fixed)
        _write_ontology(self._out, self._scheme)
        quads = sum(p.quads for p in made.parts.values())
        return Written(quads, len(made.parts), tuple(self._left_out), made.hashes)


def _batches(items: Iterable[T]) -> Iterator[list[T]]:
    stream = iter(items)
    while batch := list(islice(stream, _BATCH)):
        yield batch


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def rewritten(loaded: Loaded, fixed: Sequence[str], *, titles: Mapping[str, str | None], base: str = BASE) -> list[str]:
    """The lines of a loaded graph written anew, sorted.

    Args:
        loaded: findings on the articles' real texts.
        fixed: the lines of ontology and issues, kept as they are.
        titles: SHA-256 of a text → the article's headline, where the graph has lost it.
        base: where the data's IRIs begin.
    """
    iris = issue_iris(fixed)
    lines, whole = list(fixed), []
    for one in loaded.findings:
        title = one.article.title or titles.get(text_sha256(one.article.text))
        whole.append(replace(one, article=replace(one.article, title=title)))
        lines += article_lines(whole[-1], iris, base)
    lines += shared_lines(whole, loaded.collection, iris, base, loaded.run)
    return sorted(set(lines))


def fixed_from(lines: Iterable[str]) -> list[str]:
    """Of a graph's lines, those of ontology and issues."""
    ends = tuple(f" <{name}> ." for name in (ONTOLOGY, ISSUES))
    return [line for line in lines if line.endswith(ends)]


def issue_iris(lines: Iterable[str]) -> dict[str, str]:
    """Issue id → IRI, from the lines of a graph."""
    found = {}
    for quad in px.parse("\n".join(lines) + "\n", format=px.RdfFormat.N_QUADS):
        if quad.predicate.value == str(SKOS.notation):
            found[quad.object.value] = quad.subject.value
    return found


def fixed_lines(scheme: Graph) -> list[str]:
    """Ontology and issue scheme as quads in graphs of their own, blank nodes named by RDFC-1.0."""
    dataset = px.Dataset()
    ontology = (resources.folder("ontology") / "kg.ttl").read_bytes()
    for name, data, format_ in (
        (ONTOLOGY, ontology, px.RdfFormat.TURTLE),
        (ISSUES, scheme.serialize(format="nt", encoding="utf-8"), px.RdfFormat.N_TRIPLES),
    ):
        for quad in px.parse(data, format=format_, rename_blank_nodes=True):
            if quad.predicate.value == str(OWL.versionIRI):
                continue  # it names the file kg.ttl, and would be taken for the version of a flat export
            dataset.add(px.Quad(quad.subject, quad.predicate, quad.object, px.NamedNode(name)))
    dataset.canonicalize(px.CanonicalizationAlgorithm.RDFC_1_0)
    return [line.rstrip() for line in _serialize(dataset) if line.strip()]


def _serialize(quads: Iterable[px.Quad]) -> Iterator[str]:
    data = px.serialize(quads, format=px.RdfFormat.N_QUADS)
    yield from (data or b"").decode().split("\n")


def _write_ontology(out: Path, scheme: Graph) -> None:
    folder = out / "ontology"
    folder.mkdir(exist_ok=True)
    write_bytes(folder / "kg.ttl", (resources.folder("ontology") / "kg.ttl").read_bytes())
    write_bytes(folder / "issues.ttl", export.issue_scheme(scheme))
    for place, below in ((folder, ""), (out, "ontology/")):
        text = CATALOG.format(ontology=ONTOLOGY, issues=ISSUES, version=ONTOLOGY_VERSION, folder=below)
        write_bytes(place / "catalog-v001.xml", text.encode())
