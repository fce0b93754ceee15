"""Who is shown as one: the actors of all articles, joined by the collection's links for display only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from kg.model import Actor, ActorKind, ActorLink, Collection, Findings

T = TypeVar("T", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Figure:
    """One actor as a page shows it: possibly several ids that links hold to be the same.

    Attributes:
        id: the id that stands for all: the one met in most articles, then the first by name.
        roles: printed forms with the number of articles that give them, most frequent first.
        links: why several ids are shown as one.
    """

    id: str
    name: str
    kind: ActorKind
    ids: tuple[str, ...]
    aliases: tuple[str, ...]
    roles: tuple[tuple[str, int], ...]
    links: tuple[ActorLink, ...]


@dataclass(frozen=True, slots=True)
class Cast:
    """All figures, sorted by name, and which of them an actor id belongs to."""

    figures: tuple[Figure, ...]
    index: Mapping[str, int]


def join(pairs: Iterable[tuple[T, T]]) -> dict[T, T]:
    """Union–find: member → the smallest member of its group, for all that occur in *pairs*."""
    parent: dict[T, T] = {}

    def root(x: T) -> T:
        while (up := parent.setdefault(x, x)) != x:
            parent[x] = parent[up]
            x = up
        return x

    for a, b in pairs:
        low, high = sorted((root(a), root(b)))  # type: ignore[type-var]
        parent[high] = low
    return {x: root(x) for x in list(parent)}


def assemble(findings: Sequence[Findings], collection: Collection) -> Cast:
    """The cast of *findings*."""
    met: dict[str, list[Actor]] = {}
    for one in findings:
        for actor in one.actors:
            met.setdefault(actor.id, []).append(actor)
        for actor_id in sorted(_named(one)):
            met.setdefault(actor_id, [])
    group = join((link.a, link.b) for link in collection.links if link.a in met and link.b in met)
    members: dict[str, list[str]] = {}
    for actor_id in sorted(met):
        members.setdefault(group.get(actor_id, actor_id), []).append(actor_id)
    links: dict[str, list[ActorLink]] = {}
    for link in sorted(collection.links):
        if link.a in met and link.b in met:
            links.setdefault(group[link.a], []).append(link)
    figures = [_figure(ids, met, links.get(root, [])) for root, ids in members.items()]
    figures.sort(key=lambda f: (f.name.casefold(), f.id))
    return Cast(tuple(figures), {i: n for n, figure in enumerate(figures) for i in figure.ids})


def _named(findings: Findings) -> set[str]:
    """Ids that utterances and positions name, whether or not an actor stands behind them."""
    ids = {i for u in findings.utterances for i in (*u.speakers, *u.addressees)}
    return ids | {p.actor for p in findings.positions} | {p.via for p in findings.positions if p.via}


def _figure(ids: list[str], met: Mapping[str, list[Actor]], links: list[ActorLink]) -> Figure:
    actors = [a for i in ids for a in met[i]]
    names = Counter(a.name for a in actors)
    first = min(ids, key=lambda i: (-len(met[i]), i))
    name = min(names, key=lambda n: (-names[n], -len(n), n)) if names else first
    kinds = Counter(a.kind for a in actors)
    forms = {form for a in actors for form in (a.name, *a.aliases)} - {name}
    roles = Counter(
        role
        for a in actors
        for role in {f"{r.title}, {r.organisation}" if r.organisation else r.title for r in a.roles}
    )
    return Figure(
        id=first,
        name=name,
        kind=min(kinds, key=lambda k: (-kinds[k], k)) if kinds else ActorKind.UNNAMED,
        ids=tuple(ids),
        aliases=tuple(sorted(forms)),
        roles=tuple(sorted(roles.items(), key=lambda item: (-item[1], item[0]))),
        links=tuple(links),
    )
