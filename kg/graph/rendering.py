"""An article's graph as it stands in the files: a pure function, so that it can be made anywhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.errors import GraphError
from kg.graph import turtle
from kg.graph.export import prefixes
from kg.graph.write import article_lines
from kg.model import Findings


@dataclass(frozen=True, slots=True)
class Rendered:
    """One graph.

    Attributes:
        lines: its lines of N-Quads, sorted, without their ends.
        trig, ttl: the same as it stands in ``kg.trig`` and ``kg.ttl``.
    """

    lines: list[bytes]
    trig: bytes
    ttl: bytes


def render(several: Iterable[Findings], issues: Mapping[str, str], base: str) -> list[Rendered | GraphError]:
    """The graphs of *several* articles, in their order; an error where RDF cannot carry one.

    Args:
        several: what was read out of each.
        issues: issue id → IRI.
        base: where the data's IRIs begin.
    """
    writer = turtle.Writer(prefixes(base))
    made: list[Rendered | GraphError] = []
    for one in several:
        try:
            lines = article_lines(one, issues, base)
        except GraphError as error:
            made.append(error)
            continue
        trig: list[str] = []
        ttl: list[str] = []
        for graph, triples in turtle.by_graph(lines).items():
            trig += writer.graph(graph, triples)
            ttl += writer.triples(triples)
        made.append(Rendered([line.encode() for line in lines], "".join(trig).encode(), "".join(ttl).encode()))
    return made
