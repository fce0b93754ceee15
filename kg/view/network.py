"""Discourse networks: actors and issues, actors and actors, issues and issues, as sparse matrices and networkx graphs.

After Leifeld (2017, Discourse network analysis, in: Oxford Handbook of Political Networks) and Leifeld, Gruber and
Bossner (2019, Discourse Network Analyzer Manual): congruence counts the issues on which two actors take the same side,
conflict those on which they take opposite sides, subtract is the difference. Weights are products of counts, which
are 0 or 1 where duplicates are counted once in the range.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import networkx as nx
import numpy as np
from scipy import sparse

from kg.view.statements import Row

NETWORKS = ("bipartite", "congruence", "conflict", "subtract", "issues")
NORMALISATIONS = ("none", "average", "jaccard", "cosine")


@dataclass(frozen=True, slots=True)
class Incidence:
    """Who stands where, as counts.

    ``pro`` and ``con`` are (actors, issues) matrices; ``actors`` and ``issues`` name their rows and columns, sorted.
    """

    actors: tuple[str, ...]
    issues: tuple[str, ...]
    pro: sparse.csr_array
    con: sparse.csr_array

    def turned(self) -> Incidence:
        """Issues by actors."""
        return Incidence(self.issues, self.actors, sparse.csr_array(self.pro.T), sparse.csr_array(self.con.T))


def incidence(rows: Sequence[Row]) -> Incidence:
    """Counts of support and opposition; ambivalent statements take no side and count in neither."""
    actors = tuple(sorted({r.actor for r in rows}))
    issues = tuple(sorted({r.issue for r in rows}))
    row_of, column_of = {a: i for i, a in enumerate(actors)}, {c: i for i, c in enumerate(issues)}
    shape = (len(actors), len(issues))

    def counted(sign: int) -> sparse.csr_array:
        at = [(row_of[r.actor], column_of[r.issue]) for r in rows if r.sign == sign]
        i, j = (np.array([p[k] for p in at], dtype=np.int64) for k in (0, 1))
        return sparse.csr_array((np.ones(len(at), np.int32), (i, j)), shape=shape)  # doubles are summed

    return Incidence(actors, issues, counted(1), counted(-1))


def pairs(x: Incidence, network: str = "congruence", normalise: str = "none") -> sparse.csr_array:
    """Weights between all pairs of *x*'s rows, zero on the diagonal, symmetric.

    Normalisations, for counts a and b of two rows and their weight w: *average* activity w / ((Σa + Σb) / 2), *jaccard*
    (Tanimoto) w / (Σa² + Σb² - w), *cosine* w / (|a| |b|).

    Raises:
        ValueError: an unknown network or normalisation.
    """
    if normalise not in NORMALISATIONS:
        raise ValueError(f"unknown normalisation {normalise!r}; one of {', '.join(NORMALISATIONS)}")
    match network:
        case "congruence":
            found = _normalised(x, x.pro @ x.pro.T + x.con @ x.con.T, normalise)
        case "conflict":
            across = x.pro @ x.con.T
            found = _normalised(x, across + across.T, normalise)
        case "subtract":
            found = pairs(x, "congruence", normalise) - pairs(x, "conflict", normalise)
        case _:
            raise ValueError(f"unknown network {network!r}; one of congruence, conflict, subtract")
    found = sparse.csr_array(found)
    found.setdiag(0)
    found.eliminate_zeros()
    return found


def _normalised(x: Incidence, weights: Any, normalise: str) -> sparse.csr_array:
    coo = sparse.coo_array(weights)
    if normalise == "none" or not coo.nnz:
        return sparse.csr_array(coo)
    total = np.asarray(x.pro.sum(axis=1) + x.con.sum(axis=1), float).ravel()
    square = np.asarray(x.pro.multiply(x.pro).sum(axis=1) + x.con.multiply(x.con).sum(axis=1), float).ravel()
    i, j, w = coo.row, coo.col, coo.data.astype(float)
    below = {
        "average": lambda: (total[i] + total[j]) / 2,
        "jaccard": lambda: square[i] + square[j] - w,
        "cosine": lambda: np.sqrt(square[i] * square[j]),
    }[normalise]()
    return sparse.csr_array((w / np.where(below > 0, below, 1.0), (i, j)), shape=coo.shape)


def graph(rows: Sequence[Row], network: str = "congruence", normalise: str = "none", least: float = 0.0) -> nx.Graph:
    """A network of *rows* to draw or write.

    Args:
        rows: statements as :class:`~kg.view.statements.Filter` leaves them.
        network: "bipartite" (actors and issues, signed), "congruence", "conflict" or "subtract" of actors, or
            "issues" (issues that the same actors take one side on).
        normalise: for networks of one mode.
        least: edges whose weight lies below (by amount) are left out.

    Returns:
        Nodes carry ``label``, ``mode``, ``kind``, ``statements``; edges ``weight`` and, where it says more,
        ``supports``, ``opposes``, ``sign``, ``first`` and ``last``.
    """
    if network == "bipartite":
        return _bipartite(rows)
    x = incidence(rows)
    described = _nodes(rows)
    mode, weights = ("issue", pairs(x.turned(), "congruence", normalise)) if network == "issues" else ("actor", None)
    if weights is None:
        weights = pairs(x, network, normalise)
    names = x.issues if mode == "issue" else x.actors
    made = nx.Graph(name=network)
    made.add_nodes_from((node, described[mode, node]) for node in names)
    upper = sparse.coo_array(sparse.triu(weights, k=1))
    order = np.lexsort((upper.col, upper.row))
    for i, j, w in zip(upper.row[order], upper.col[order], upper.data[order], strict=True):
        if abs(w) >= least:
            made.add_edge(names[i], names[j], weight=_plain(w))
    return made


def _plain(weight: Any) -> float | int:
    value = float(weight)
    return int(value) if value == int(value) else round(value, 6)


def _bipartite(rows: Sequence[Row]) -> nx.Graph:
    """Actors and issues; ``weight`` is supports minus opposes."""
    made = nx.Graph(name="bipartite")
    described = _nodes(rows)
    for mode, node in sorted(described):
        made.add_node(f"{mode}:{node}", **described[mode, node])
    for row in rows:
        ends = (f"actor:{row.actor}", f"issue:{row.issue}")
        if not made.has_edge(*ends):
            made.add_edge(*ends, supports=0, opposes=0, ambivalent=0, weight=0, sign="neither", first="", last="")
        edge = made.edges[ends]
        edge[{1: "supports", -1: "opposes", 0: "ambivalent"}[row.sign]] += 1
        edge["weight"] += row.sign
        edge["sign"] = {1: "supports", -1: "opposes", 0: "neither"}[(edge["weight"] > 0) - (edge["weight"] < 0)]
        if row.day is not None:
            day = row.day.isoformat()
            edge["first"] = min(edge["first"] or day, day)
            edge["last"] = max(edge["last"], day)
    return made


def _nodes(rows: Sequence[Row]) -> dict[tuple[str, str], dict[str, Any]]:
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for row in rows:
        for mode, node, label, kind in (
            ("actor", row.actor, row.name, str(row.kind)),
            ("issue", row.issue, row.concept, "issue"),
        ):
            attributes = found.setdefault(
                (mode, node), {"label": label or node, "mode": mode, "kind": kind, "statements": 0}
            )
            attributes["statements"] += 1
    return found


def windows(rows: Sequence[Row], days: int, step: int | None = None) -> Iterator[tuple[str, list[Row]]]:
    """Moving time windows: (first day as ISO date, the dated rows in it), *days* long, every *step* days."""
    dated = sorted((r for r in rows if r.day is not None), key=lambda r: (r.day, r))
    if not dated:
        return
    begin, end = dated[0].day, dated[-1].day
    assert begin is not None
    assert end is not None
    while begin <= end:
        until = begin + timedelta(days=days)
        yield begin.isoformat(), [r for r in dated if r.day is not None and begin <= r.day < until]
        begin += timedelta(days=step or days)
