"""The overview as pyvis's network: which nodes and edges it has, where they stand, how vis-network behaves.

pyvis is given numbers only. Names, labels and quotes, which come from articles, never pass through it:
it puts what it is given into script and HTML as it is.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.model import Stance
from kg.view.layout import place

LEGIBLE = 150
"""Nodes that the overview shows at most; the others are one search away."""

LEGIBLE_EDGES = 300
"""Edges that it draws at most, the heaviest."""

EDGES_A_NODE = 3
"""Edges for each node that a dense network draws at most."""

ISSUES = 0.4
"""Share of the nodes that may be issues, each of which gathers more statements than any actor."""

STANCES = [str(stance) for stance in Stance]

Edge = tuple[int, int, int]
"""Actor's node, issue's node, stance."""

_SOURCE_MAP = re.compile(r"^//# sourceMappingURL=.*$", re.MULTILINE)

_OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False, "randomSeed": 0},
    "interaction": {"hover": True, "keyboard": False, "multiselect": False, "selectConnectedEdges": False},
    "nodes": {"shape": "dot", "size": 8, "borderWidth": 1.5, "chosen": False},
    "edges": {"smooth": {"enabled": True, "type": "curvedCW", "roundness": 0.05}, "chosen": False},
}


def overview(data: dict[str, Any], limit: int = LEGIBLE) -> dict[str, Any]:
    """Nodes, edges and options of the actor–issue network, as pyvis has them.

    An actor's node is its row; an issue's node is its row after the last actor. An edge joins an actor
    and an issue, one for each stance; its ``value`` counts distinct statements.

    Args:
        data: what :func:`kg.view.data.columns` made.
        limit: how many nodes to show; those with the most statements are taken.
    """
    from pyvis.network import Network  # brings IPython along: 1 s that others need not pay

    weights = edges(data)
    most = _most_said(weights, limit, len(data["actors"]["id"]))
    kept = _thin({edge: n for edge, n in weights.items() if edge[0] in most and edge[1] in most}, len(most))
    taken = sorted({node for (a, b, _), _ in kept for node in (a, b)})
    at = _positions(data, taken, kept)
    net = Network(directed=True, cdn_resources="in_line")  # undirected, pyvis drops parallel edges
    net.set_options(json.dumps(_OPTIONS))
    for node in taken:
        net.add_node(node, label=" ", x=int(at[node][0]), y=int(at[node][1]))
    for (actor, issue, stance), value in kept:
        net.add_edge(actor, issue, value=value, stance=STANCES[stance])
    return {"nodes": net.nodes, "edges": net.edges, "options": net.options}


def script() -> str:
    """vis-network, as the installed pyvis brings it."""
    library = resources.files("pyvis") / "templates" / "lib"
    newest = max((entry.name for entry in library.iterdir() if entry.name.startswith("vis-")), key=_version)
    source = (library / newest / "vis-network.min.js").read_text(encoding="utf-8")
    return _SOURCE_MAP.sub("", source.replace("\r\n", "\n"))  # browsers hash what they have read: LF alone


def _version(name: str) -> tuple[int, ...]:
    return tuple(int(part) for part in name.removeprefix("vis-").split("."))


def edges(data: dict[str, Any]) -> dict[Edge, int]:
    """(actor node, issue node, stance) → distinct statements; wire copies and repeats count once."""
    stands, quotes, articles = data["stands"], data["quotes"], data["articles"]
    first = _first_of_copies(articles["copy"])
    offset = len(data["actors"]["id"])
    distinct: dict[Edge, set[Any]] = defaultdict(set)
    for row, actor in enumerate(stands["actor"]):
        article, quote = stands["article"][row], stands["quote"][row]
        if article not in first:
            continue
        group = quotes["group"][quote] if quote >= 0 else -1
        key = ("g", group) if group >= 0 else ("q", quote) if quote >= 0 else (article, *stands["span"][row])
        distinct[actor, offset + stands["issue"][row], stands["stance"][row]].add(key)
    return {edge: len(keys) for edge, keys in sorted(distinct.items())}


def _first_of_copies(copy: list[int]) -> set[int]:
    """Rows of the articles that are no copy of an earlier one."""
    seen: set[int] = set()
    kept = set()
    for row, group in enumerate(copy):
        if group < 0 or group not in seen:
            kept.add(row)
        seen.add(group)
    return kept


def _most_said(weights: dict[Edge, int], limit: int, first_issue: int) -> set[int]:
    """The nodes with the most statements, actors and issues each their share."""
    total: dict[int, int] = defaultdict(int)
    for (actor, issue, _), value in weights.items():
        total[actor] += value
        total[issue] += value
    order = sorted(total, key=lambda node: (-total[node], node))
    issues = [node for node in order if node >= first_issue]
    actors = [node for node in order if node < first_issue]
    few = min(len(issues), max(round(ISSUES * limit), limit - len(actors)))
    return {*issues[:few], *actors[: limit - few]}


def _thin(weights: dict[Edge, int], nodes: int) -> list[tuple[Edge, int]]:
    """Each node's heaviest edge, then the heaviest of all, as many as can be read; sorted."""
    order = sorted(weights, key=lambda e: (-weights[e], (e[0] * 7919 + e[1] * 104729) % 1009, e))  # equals by lot
    met: set[int] = set()
    kept = []
    for edge in order:
        if not met.issuperset(edge[:2]):
            kept.append(edge)
            met.update(edge[:2])
    room = max(0, min(LEGIBLE_EDGES, EDGES_A_NODE * nodes) - len(kept))
    chosen = set(kept)
    kept += [edge for edge in order if edge not in chosen][:room]
    return [(edge, weights[edge]) for edge in sorted(kept)]


def _positions(data: dict[str, Any], nodes: list[int], kept: list[tuple[Edge, int]]) -> dict[int, NDArray[np.int64]]:
    names = [*data["actors"]["name"], *data["issues"]["label"]]
    actors = len(data["actors"]["name"])
    boxes = [_box(names[node], issue=node >= actors) for node in nodes]
    row = {node: i for i, node in enumerate(nodes)}
    pairs = np.array([(row[a], row[b]) for (a, b, _), _ in kept], dtype=np.int64).reshape(-1, 2)
    at = place(np.array(boxes, dtype=np.float64).reshape(-1, 2), pairs, np.array([float(v) for _, v in kept]))
    return {node: at[i] for node, i in row.items()}


def _box(name: str, *, issue: bool) -> tuple[float, float]:
    """Width and height of a node with its label in pixels, as the page draws it: 13 px type, wrapped."""
    width = 20 if issue else 24  # characters a line
    lines = min(3, -(-len(name) // width))
    return min(len(name), width) * 7.2 + 26, lines * 17 + (26 if issue else 34)
