"""Issue schemes: any SKOS file that a user writes in ten minutes, read as Issues and as triples.

A label is enough. What "supports" means comes from ``kg:supportMeans``, else the scope note, else the
definition: without it a stance has no direction.
"""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as px
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from kg import resources
from kg.errors import IssuesError
from kg.graph.vocab import KG
from kg.model import Issue

_REMEDY = "a scheme needs skos:Concept nodes with a skos:prefLabel each; see ontology/issues.ttl for a model"


def read(path: str | Path | None = None) -> tuple[Issue, ...]:
    """The issues of a scheme, sorted by id.

    Args:
        path: a SKOS file (Turtle, RDF/XML, JSON-LD, N-Triples, by its name); None for the shipped scheme.

    Raises:
        IssuesError: unreadable, no concepts, a concept without label, or two with one id.
    """
    return from_graph(_load(path), str(path or "issues.ttl"))


def from_graph(graph: Graph, where: str = "the issue scheme") -> tuple[Issue, ...]:
    """As :func:`read`, for a scheme that is already a graph."""
    issues: dict[str, Issue] = {}
    for node in sorted(_concepts(graph)):
        issue = _issue(graph, node, where)
        if issue.id in issues:
            raise IssuesError(
                f"two issues are called {issue.id!r}: <{issues[issue.id].iri}> and <{issue.iri}>",
                where=where,
                remedy="give each its own skos:notation",
            )
        issues[issue.id] = issue
    if not issues:
        raise IssuesError("holds no issue", where=where, remedy=_REMEDY)
    return tuple(issues[i] for i in sorted(issues))


def graph_of(path: str | Path | None = None) -> Graph:
    """The scheme as the build stores it: the user's own triples, and what the ontology needs beside them.

    Every concept becomes a ``kg:Issue`` with a plain ``rdfs:label``, a scheme and ``kg:supportMeans``.
    """
    graph = _load(path)
    graph.remove((None, OWL.imports, None))  # the ontology travels with the build; nothing is fetched
    nodes = {i.iri: i for i in from_graph(graph, str(path or "issues.ttl"))}
    schemes = sorted(
        {
            n
            for n in (*graph.subjects(RDF.type, SKOS.ConceptScheme), *graph.objects(None, SKOS.inScheme))
            if isinstance(n, URIRef)
        }
    )
    scheme = schemes[0] if schemes else URIRef(f"{_parent(next(iter(nodes)))}scheme")
    graph.add((scheme, RDF.type, SKOS.ConceptScheme))
    if graph.value(scheme, RDFS.label) is None:
        label = _text(graph, scheme, SKOS.prefLabel) or "Issues"
        graph.add((scheme, RDFS.label, Literal(label)))
    for iri, issue in nodes.items():
        node = URIRef(iri)
        graph.add((node, RDF.type, KG.Issue))
        graph.add((node, RDF.type, SKOS.Concept))
        graph.remove((node, RDFS.label, None))
        graph.add((node, RDFS.label, Literal(issue.label)))  # untagged: typed as is in a query
        graph.add((node, SKOS.notation, Literal(issue.id)))
        if (node, SKOS.inScheme, None) not in graph:
            graph.add((node, SKOS.inScheme, scheme))
        if (node, KG.supportMeans, None) not in graph:
            graph.add((node, KG.supportMeans, Literal(issue.supports or issue.label)))
    return graph


def _load(path: str | Path | None) -> Graph:
    file = Path(path) if path else resources.folder("ontology") / "issues.ttl"
    try:
        data = file.read_bytes()
    except OSError as error:
        raise IssuesError(error.strerror or "unreadable", where=str(file)) from None
    format_ = px.RdfFormat.from_extension(file.suffix.lstrip(".").lower()) or px.RdfFormat.TURTLE
    try:  # Oxigraph's parsers, since rdflib's JSON-LD would fetch a context from the network
        quads = px.parse(data, format=format_, base_iri="https://example.org/issues#")
        triples = px.serialize((q.triple for q in quads), format=px.RdfFormat.N_TRIPLES)
    except (SyntaxError, ValueError) as error:
        raise IssuesError(f"not valid {format_.name}: {error}", where=str(file), remedy=_REMEDY) from None
    return Graph().parse(data=triples, format="nt")


def _concepts(graph: Graph) -> set[URIRef]:
    kinds = (SKOS.Concept, KG.Issue)
    return {s for kind in kinds for s in graph.subjects(RDF.type, kind) if isinstance(s, URIRef)}


def _issue(graph: Graph, node: URIRef, where: str) -> Issue:
    label = _text(graph, node, SKOS.prefLabel) or _text(graph, node, RDFS.label)
    if not label:
        raise IssuesError(f"<{node}> has no skos:prefLabel", where=where, remedy=_REMEDY)
    definition = _text(graph, node, SKOS.definition)
    supports = _text(graph, node, KG.supportMeans) or _text(graph, node, SKOS.scopeNote) or definition
    others = {str(o) for p in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel) for o in graph.objects(node, p)}
    return Issue(
        id=_text(graph, node, SKOS.notation) or _local(node),
        iri=str(node),
        label=label,
        alternatives=tuple(sorted(others - {label})),
        definition=definition,
        supports=supports,
    )


def _text(graph: Graph, node: URIRef, predicate: URIRef) -> str:
    """The value in English, else without a language, else the first by language tag; "" if there is none."""
    found = [o for o in graph.objects(node, predicate) if isinstance(o, Literal)]
    rank = {"en": "0", None: "1"}
    found.sort(key=lambda o: (rank.get(o.language, "2" + (o.language or "")), str(o)))
    return str(found[0]) if found else ""


def _local(node: URIRef) -> str:
    return str(node).rstrip("/#").replace("#", "/").rsplit("/", 1)[-1]


def _parent(iri: str) -> str:
    cut = max(iri.rfind("/"), iri.rfind("#")) + 1
    return iri[:cut]
