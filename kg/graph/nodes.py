"""A graph as nodes with their values."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from urllib.parse import unquote

import pyoxigraph as px

from kg.graph.iris import ONTOLOGY
from kg.graph.vocab import PREFIXES

OWN = f"{ONTOLOGY}#"
_SHORT = {OWN: "", **{PREFIXES[p]: f"{p}:" for p in ("oa", "org", "rdf", "rdfs", "skos")}}

Node = Mapping[str, list[str]]


def nodes_of(lines: Iterable[str]) -> dict[str, dict[str, list[str]]]:
    """By subject and predicate: the values, with kg's own names shortened to their local part."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    short: dict[str, str] = {}
    for quad in px.parse("\n".join(lines) + "\n", format=px.RdfFormat.N_QUADS):
        predicate = short.setdefault(quad.predicate.value, _shortened(quad.predicate.value))
        found[quad.subject.value][predicate].append(quad.object.value)
    return found


def _shortened(iri: str) -> str:
    for namespace, prefix in _SHORT.items():
        if iri.startswith(namespace):
            return prefix + iri[len(namespace) :]
    return iri


def first(node: Node, predicate: str, default: str = "") -> str:
    """The first value, or *default*."""
    values = node.get(predicate)
    return values[0] if values else default


def name_of(iri: str) -> str:
    """The last segment of an IRI, as it was before it was escaped."""
    return unquote(iri.rsplit("/", 1)[-1])


def natural(name: str) -> list[tuple[int, str]]:
    """A key that sorts a10 after a9."""
    return [(int(p), "") if p.isdigit() else (-1, p) for p in re.split(r"(\d+)", name) if p]


def term(node: Node, predicate: str, default: str) -> str:
    """The first value's name in its vocabulary."""
    return first(node, predicate, default).rsplit("#", 1)[-1]
