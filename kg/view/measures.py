"""Who speaks most, what is talked about most, how far sides stand apart, who forms a camp."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import networkx as nx

from kg.view.network import graph
from kg.view.statements import Row


@dataclass(frozen=True, slots=True)
class Activity:
    """How much an actor says: statements, and different issues."""

    actor: str
    name: str
    statements: int
    issues: int


@dataclass(frozen=True, slots=True)
class Prominence:
    """How much an issue is talked about.

    ``polarisation`` is 1 - |for - against| / (for + against) over actors: 0 where all stand on one side, 1 where sides
    are even. Actors on both sides count on both.
    """

    issue: str
    label: str
    statements: int
    actors: int
    supporters: int
    opponents: int
    polarisation: float


def activity(rows: Sequence[Row]) -> list[Activity]:
    """Actors, the most active first."""
    by: dict[str, list[Row]] = {}
    for row in rows:
        by.setdefault(row.actor, []).append(row)
    found = [Activity(a, own[0].name, len(own), len({r.issue for r in own})) for a, own in by.items()]
    return sorted(found, key=lambda a: (-a.statements, -a.issues, a.actor))


def prominence(rows: Sequence[Row]) -> list[Prominence]:
    """Issues, the most prominent first."""
    by: dict[str, list[Row]] = {}
    for row in rows:
        by.setdefault(row.issue, []).append(row)
    found = []
    for issue, own in by.items():
        pro, con = ({r.actor for r in own if r.sign == sign} for sign in (1, -1))
        sides = len(pro) + len(con)
        apart = 1 - abs(len(pro) - len(con)) / sides if sides else 0.0
        actors = len({r.actor for r in own})
        found.append(Prominence(issue, own[0].concept, len(own), actors, len(pro), len(con), round(apart, 4)))
    return sorted(found, key=lambda p: (-p.statements, p.issue))


def communities(rows: Sequence[Row], normalise: str = "average") -> tuple[list[list[str]], float]:
    """Camps of actors that agree, and their modularity (Louvain, Blondel and others 2008, fixed seed).

    Returns:
        Actor ids, each camp sorted, the largest first; modularity is 0 where nobody agrees with anybody.
    """
    network = graph(rows, "congruence", normalise)
    if not network.number_of_edges():
        return [[node] for node in sorted(network)], 0.0
    camps = nx.community.louvain_communities(network, seed=0)
    modularity = nx.community.modularity(network, camps)
    return sorted((sorted(camp) for camp in camps), key=lambda c: (-len(c), c)), round(float(modularity), 4)
