"""What a graph says across articles: the way back for links, echoes and copies alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from kg.graph.held import held
from kg.graph.nodes import OWN, Node, first, name_of, nodes_of, term
from kg.graph.shared import Run
from kg.graph.store import graph_file, quad_lines
from kg.model import ActorLink, Collection, Echo, Relation

_SUBJECTS = ("/link/", "/echo/", "/run/")  # of whose kind all lines are needed
_PREDICATES = tuple(f"<{OWN}{name}>" for name in ("inArticle", "localId", "copyOf"))


def load_across(where: str | Path) -> tuple[Collection, Run]:
    """Links, echoes and copies of a graph, and what made it; of a large one no more than these is held.

    Raises:
        GraphError: no graph there.
    """
    nodes = nodes_of(_needed(where))
    return collection_of(nodes), run_of(nodes)


def _needed(where: str | Path) -> Iterator[str]:
    file = graph_file(where)
    if file.suffix != ".nq":
        yield from quad_lines(file)
        return
    with file.open(encoding="utf-8", newline="\n") as lines:
        for line in lines:
            subject, predicate, _ = line.split(" ", 2)
            if predicate in _PREDICATES:
                if "/attribution/" in subject or predicate.endswith("copyOf>"):
                    yield line.rstrip("\n")
            elif any(kind in subject for kind in _SUBJECTS) or (
                "/role/" in subject and line.endswith("/graph/entities> .\n")
            ):
                yield line.rstrip("\n")


def _of_type(nodes: Mapping[str, Node], kind: str) -> list[str]:
    return sorted(n for n, node in nodes.items() if f"{OWN}{kind}" in node.get("rdf:type", ()))


def collection_of(nodes: Mapping[str, Node]) -> Collection:
    """Links, echoes, copies and the roles of a register."""
    links = []
    for iri in _of_type(nodes, "ActorLink"):
        node = nodes[iri]
        pair = sorted(name_of(x) for x in node.get("linkedActor", ()))
        if len(pair) != 2:
            continue  # a broken graph is for kg check to complain of
        a, b = pair
        links.append(ActorLink(a, b, first(node, "reason"), float(first(node, "confidence", "1"))))
    echoes = []
    for iri in _of_type(nodes, "Echo"):
        node = nodes[iri]
        ends = sorted(
            (name_of(first(nodes.get(r, {}), "inArticle")), first(nodes.get(r, {}), "localId"))
            for r in node.get("report", ())
        )
        if len(ends) != 2:
            continue
        relation = Relation(term(node, "versionType", "Variant").lower())
        echoes.append(Echo(*ends[0], *ends[1], relation, float(first(node, "confidence", "1"))))
    copies: dict[str, set[str]] = defaultdict(set)
    for iri, node in nodes.items():
        for original in node.get("copyOf", ()):
            copies[original] |= {name_of(original), name_of(iri)}
    groups = sorted(tuple(sorted(c)) for c in copies.values())
    return Collection(tuple(sorted(links)), tuple(sorted(echoes)), tuple(groups), held(nodes))


def run_of(nodes: Mapping[str, Node]) -> Run:
    """What made the graph."""
    found = _of_type(nodes, "ExtractionRun")
    node = nodes[found[0]] if found else {}
    models = tuple(sorted(node.get("model", ())))
    return Run(first(node, "softwareVersion", "?"), models, first(node, "configSha256"))
