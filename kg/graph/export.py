"""One set of quads in every format: same quads, same bytes.

Lines of canonical N-Quads go in, sorted; Oxigraph's serialisers write what they are given, in that order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import pyoxigraph as px
from rdflib import Graph
from rdflib.namespace import OWL, RDF

from kg.errors import GraphError
from kg.graph import turtle as write_turtle
from kg.graph.iris import BASE, ISSUES, KINDS, NAMESPACE, ONTOLOGY, SHARED_GRAPHS
from kg.graph.vocab import PREFIXES

HEADER = f"{NAMESPACE}export"
FORMATS = {"nq": "N-Quads", "trig": "TriG", "ttl": "Turtle", "nt": "N-Triples", "rdf": "RDF/XML", "jsonld": "JSON-LD"}
_XML_CANNOT = [f"\\u{i:04X}" for i in range(0x20)] + ["\\b", "\\f", "\ufffe", "\uffff"]


def serialize(lines: Sequence[str], format_: str, *, base: str = BASE) -> bytes:
    """Quads in the format of that file ending: nq, trig, ttl, nt, rdf or jsonld.

    Args:
        lines: canonical N-Quads, sorted.
        format_: a key of :data:`FORMATS`.
        base: where the data's IRIs begin; shortened to prefixes.

    Raises:
        GraphError: an unknown format, or a control character that XML cannot hold.
    """
    match format_:
        case "nq":
            return ("\n".join(lines) + "\n").encode() if lines else b""
        case "nt":
            return _written(_triples(lines), px.RdfFormat.N_TRIPLES)
        case "ttl":
            return turtle(lines, base=base)
        case "trig":
            return trig(lines, base=base)
        case "rdf":
            return _rdf_xml(lines)
        case "jsonld":
            return _written(_parsed(_by_graph(lines)), px.RdfFormat.JSON_LD, prefixes(base))
    known = ", ".join(FORMATS)
    raise GraphError(f"unknown format {format_!r}", remedy=f"one of: {known}")


def prefixes(base: str = BASE) -> dict[str, str]:
    """The prefixes of our files: one for each kind of node."""
    return dict(sorted((PREFIXES | {kind: f"{base}{kind}/" for kind in KINDS}).items()))


def trig(lines: Iterable[str], *, base: str = BASE) -> bytes:
    """TriG, graph by graph; within a graph, subject by subject."""
    return write_turtle.trig(lines, prefixes(base))


def turtle(lines: Iterable[str], *, base: str = BASE) -> bytes:
    """One flat file for tools that know no quads (Protégé): each triple once, with an ontology header.

    It holds ontology and issues as well, so it needs no import. What is known across articles comes first, then
    article by article what each says.
    """
    graphs = write_turtle.by_graph(lines)
    shared = sorted({t for g in graphs if is_shared(g) for t in graphs[g]})
    writer = write_turtle.Writer(prefixes(base))
    pieces = [*turtle_head(writer), *writer.triples(shared)]
    for graph in sorted(g for g in graphs if not is_shared(g)):
        pieces += writer.triples(graphs[graph])
    return "".join(pieces).encode()


def turtle_head(writer: write_turtle.Writer) -> Iterator[str]:
    """What the flat file begins with."""
    yield writer.head() + "\n"
    yield from writer.triples([f"<{HEADER}> <{RDF.type}> <{OWL.Ontology}>"])


def is_shared(graph: str) -> bool:
    """Whether a graph (``<iri>``) is of the collection and not of one article."""
    return graph[1:-1] in {ONTOLOGY, ISSUES} or graph.rsplit("/", 1)[-1][:-1] in SHARED_GRAPHS


def issue_scheme(scheme: Graph) -> bytes:
    """An issue scheme as Turtle that opens in Protégé beside ``kg.ttl``."""
    graph = Graph()
    for triple in scheme:
        graph.add(triple)
    from rdflib import URIRef

    header = URIRef(ISSUES)
    graph.add((header, RDF.type, OWL.Ontology))
    graph.add((header, OWL.imports, URIRef(ONTOLOGY)))
    for prefix in ("kg", "skos", "owl"):
        graph.bind(prefix, PREFIXES[prefix])
    return graph.serialize(format="turtle").encode()


def _rdf_xml(lines: Sequence[str]) -> bytes:
    for line in lines:
        for cannot in _XML_CANNOT:
            if cannot in line and "\\" + cannot not in line:
                raise GraphError(
                    f"RDF/XML cannot hold the control character {cannot!r} of {line.split(' ', 1)[0]}",
                    remedy="use another format, Turtle or JSON-LD",
                )
    written = _written([*_header(), *_triples(lines)], px.RdfFormat.RDF_XML, prefixes())
    return written.replace(b"\r", b"&#13;")  # XML parsers take a bare carriage return for a line feed


def _header() -> list[px.Triple]:
    ontology = px.NamedNode(str(OWL.Ontology))
    return [px.Triple(px.NamedNode(HEADER), px.NamedNode(str(RDF.type)), ontology)]


def _by_graph(lines: Iterable[str]) -> list[str]:
    """Sorted by graph, then as they are: what a serialiser needs to write each graph and subject once."""
    return sorted(lines, key=lambda line: (line.rsplit(" ", 2)[1], line))


def _triples(lines: Iterable[str]) -> list[px.Triple]:
    """The distinct triples of all graphs, in the order of their lines."""
    distinct = dict.fromkeys(line.rsplit(" ", 2)[0] for line in lines)
    data = "".join(f"{triple} .\n" for triple in distinct)
    return [q.triple for q in px.parse(data, format=px.RdfFormat.N_TRIPLES)]


def _parsed(lines: Iterable[str]) -> Iterable[px.Quad]:
    return px.parse("\n".join(lines) + "\n", format=px.RdfFormat.N_QUADS)


def _written(
    statements: Iterable[px.Quad] | Iterable[px.Triple], format_: px.RdfFormat, prefix: dict[str, str] | None = None
) -> bytes:
    return px.serialize(statements, format=format_, prefixes=prefix) or b""
