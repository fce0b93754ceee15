"""Is the graph what it promises: shapes, rules over the whole set, and every span against its article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, RDFS, SH
from rdflib.term import Node

from kg import articles, resources
from kg.errors import GraphError, KgError
from kg.graph import ask
from kg.graph.export import serialize
from kg.graph.load import Loaded, from_lines
from kg.graph.proof import Fault, prove
from kg.graph.sources import LocalSource
from kg.graph.store import open_store, quad_lines
from kg.ids import text_sha256
from kg.model import Article

SHAPES_UP_TO = 150_000  # quads; pySHACL takes about 40 s for them, and longer than the square beyond
_SHOWN = 200  # faults of one code; the rest is counted


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found.

    Attributes:
        faults: sorted by code and place; empty for a good graph.
        summary: lines for a person: what was checked, and what was not.
    """

    faults: tuple[Fault, ...]
    summary: tuple[str, ...]


def check(
    where: str | Path = "build", sources: Sequence[str | Path] | None = None, *, shapes: bool | None = None
) -> Report:
    """Checks a build folder or a graph file.

    Args:
        where: the graph.
        sources: files and folders that hold the articles; without them, spans are compared with each other only.
        shapes: validate against the SHACL shapes; None: where the graph is small enough.

    Raises:
        GraphError: no graph there.
    """
    lines = quad_lines(where)
    faults: list[Fault] = []
    summary: list[str] = []
    if shapes is None:
        shapes = len(lines) <= SHAPES_UP_TO
    if shapes:
        faults += shape_faults(lines)
        summary.append(f"Shapes: {_count(faults, 'shape')}")
    else:
        summary.append(f"Shapes: not checked, {len(lines)} quads are too many for pySHACL")
    rules = list(rule_faults(LocalSource(open_store(where))))
    faults += rules
    summary.append(f"Rules over the whole graph: {len(rules) or 'no'} fault{'s' * (len(rules) != 1)}")
    proofs, line = source_faults(lines, sources)
    faults += proofs
    summary.append(line)
    return Report(tuple(_limited(sorted(faults))), tuple(summary))


def shape_faults(lines: Sequence[str], shapes: str = "shapes.ttl") -> list[Fault]:
    """What the SHACL shapes find in N-Quads lines. pySHACL is faster on rdflib's own memory than on Oxigraph."""
    import pyshacl

    data = Graph().parse(data=serialize(lines, "nt"), format="nt")
    rules = Graph().parse(resources.folder("ontology") / shapes)
    _, report, text = pyshacl.validate(data, shacl_graph=rules, inference="none", allow_infos=True, allow_warnings=True)
    if not isinstance(report, Graph):
        raise GraphError(f"the shapes cannot be checked: {text}")
    return sorted(_from_result(report, data, node) for node in report.subjects(RDF.type, SH.ValidationResult))


def rule_faults(source: LocalSource) -> Iterator[Fault]:
    """One fault for each row of each query in ``queries/checks``: rows are offenders, none is good."""
    for path in sorted((resources.folder("queries") / "checks").glob("*.rq")):
        for row in ask.query(source, ask.question(str(path))).rows:
            rule, node, value = (term.shown if term else "" for term in row)
            yield Fault(f"rule/{path.stem}", node, f"{rule}: {value}" if value else rule)


def source_faults(lines: Sequence[str], sources: Sequence[str | Path] | None) -> tuple[list[Fault], str]:
    """Every quote, span, selector and hash against the articles, and a line on how it went."""
    texts, faults = _texts(sources or ())
    loaded = from_lines(lines, {h: a.text for h, a in texts.items()})
    proven = 0
    for fault in prove(lines, loaded, texts if sources else None):
        faults.append(fault)
    missing = sum(f.code == "source/missing" for f in faults)
    proven = len(loaded.findings) - missing
    if not sources:
        return faults, "Sources: not given; each span was compared with the others of its article"
    return faults, f"Sources: {proven} of {len(loaded.findings)} articles re-read, {_spans(loaded)} attributions proven"


def _texts(sources: Sequence[str | Path]) -> tuple[dict[str, Article], list[Fault]]:
    """The articles in *sources* by the hash of their text."""
    found: dict[str, Article] = {}
    faults: list[Fault] = []
    for one in articles.read([str(s) for s in sources]):
        if isinstance(one, KgError):
            continue  # the build left it out as well, or the graph will say that it is missing
        found.setdefault(text_sha256(one.text), one)
    return found, faults


def _spans(loaded: Loaded) -> int:
    return sum(len(f.utterances) for f in loaded.findings)


def _from_result(report: Graph, data: Graph, node: Node) -> Fault:
    focus = report.value(node, SH.focusNode)
    path = report.value(node, SH.resultPath)
    messages = sorted(str(m) for m in report.objects(node, SH.resultMessage))
    value = report.value(node, SH.value)
    name = str(path).rsplit("#", 1)[-1].rsplit("/", 1)[-1] if isinstance(path, URIRef) else "node"
    label = data.value(focus, RDFS.label) if focus else None
    shown = f" ({value})" if isinstance(value, Literal | URIRef) and value != focus else ""
    return Fault(f"shape/{name}", str(focus), f"{messages[0] if messages else 'not as it should be'}{shown}: {label}")


def _count(faults: Sequence[Fault], kind: str) -> str:
    number = sum(f.code.startswith(f"{kind}/") for f in faults)
    return f"{number or 'no'} violation{'s' * (number != 1)}"


def _limited(faults: Sequence[Fault]) -> Iterator[Fault]:
    """At most so many of one code; the last says how many more there are."""
    counts: dict[str, int] = {}
    for fault in faults:
        counts[fault.code] = counts.get(fault.code, 0) + 1
        if counts[fault.code] <= _SHOWN:
            yield fault
    for code, number in sorted(counts.items()):
        if number > _SHOWN:
            yield Fault(code, "", f"and {number - _SHOWN} more")
