"""Which actors of different articles are one: links between identifiers, each with its reason; never renames.

A surname alone is linked to a full name when the collection knows only one such person; two given names that
differ keep a family apart. What is not certain is not linked: a missing link costs a count, a wrong one a reputation.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.actors import names, roles
from kg.actors.names import PersonName
from kg.actors.pairs import Map
from kg.actors.registry import Register
from kg.model import ActorKind, ActorLink, Findings

_MINOR = frozenset({"of", "the", "and", "for", "on", "in", "de", "du", "des", "&"})
_GROUPS = 2000  # surnames of one block


@dataclass(frozen=True, slots=True)
class Known:
    """What one article knows of an actor."""

    id: str
    name: str
    kind: ActorKind
    roles: frozenset[str] = frozenset()


def known(findings: Findings) -> list[Known]:
    """The actors of an article that can be actors of others: not those described and unnamed."""
    return [
        Known(a.id, a.name, a.kind, frozenset(r.title for r in a.roles))
        for a in findings.actors
        if not a.article and a.kind in {ActorKind.PERSON, ActorKind.ORGANISATION}
    ]


def find(people: Sequence[Known], register: Register, run: Map = map) -> tuple[ActorLink, ...]:
    """All links of a collection, sorted; *run* maps over blocks."""
    by_id = _joined(people)
    by_hand = [
        ActorLink(a, b, "merged by hand", 1.0)
        for a, b in register.same
        if a in by_id and b in by_id and (a, b) not in register.not_same
    ]
    persons = _by_surname(k for k in by_id.values() if k.kind is ActorKind.PERSON)
    found = [*(link for block in run(of_namesakes, persons) for link in block), *_bodies(list(by_id.values()))]
    decided = {(x.a, x.b) for x in by_hand}
    return tuple(sorted(_consistent([*by_hand, *(x for x in found if (x.a, x.b) not in decided)], register)))


def _joined(people: Iterable[Known]) -> dict[str, Known]:
    """One entry an id: the longest name, all roles, and the kind that most articles give (a person, where even)."""
    by_id: dict[str, Known] = {}
    kinds: defaultdict[str, Counter[ActorKind]] = defaultdict(Counter)
    for one in people:
        kinds[one.id][one.kind] += 1
        old = by_id.get(one.id, one)
        kind = max(kinds[one.id], key=lambda k: (kinds[one.id][k], k is ActorKind.PERSON))
        by_id[one.id] = Known(one.id, max(old.name, one.name, key=lambda n: (len(n), n)), kind, old.roles | one.roles)
    return by_id


def _consistent(found: Sequence[ActorLink], register: Register) -> Iterable[ActorLink]:
    """The links without those that would join, directly or through others, what a person keeps apart; surest first."""
    group: dict[str, frozenset[str]] = {}
    for link in sorted(found, key=lambda x: (-x.confidence, x)):
        a, b = group.get(link.a, frozenset({link.a})), group.get(link.b, frozenset({link.b}))
        if a is not b and any(register.apart(x, y) for x in a for y in b):
            continue
        joined = a | b
        group.update(dict.fromkeys(joined, joined))
        yield link


def _by_surname(people: Iterable[Known]) -> Iterable[list[list[Known]]]:
    """The groups of two and more who share a surname, many groups to a block."""
    by_last: defaultdict[str, list[Known]] = defaultdict(list)
    for one in people:
        by_last[names.parse(one.name).last].append(one)
    several = [group for group in by_last.values() if len(group) > 1]
    return (several[i : i + _GROUPS] for i in range(0, len(several), _GROUPS))


def of_namesakes(groups: Sequence[Sequence[Known]]) -> list[ActorLink]:
    """The links within groups of persons who share a surname: a pure function, to be run anywhere."""
    found: list[ActorLink] = []
    for people in groups:
        group = [(names.parse(one.name), one) for one in people]
        full = [(n, k) for n, k in group if len(n.given) > 1]
        for name, one in group:
            found += _spellings(name, one, full) if len(name.given) > 1 else _bearer(name, one, full)
    return found


def _spellings(name: PersonName, one: Known, full: Sequence[tuple[PersonName, Known]]) -> Iterable[ActorLink]:
    fits = [(n, k) for n, k in full if k.id != one.id and names.same_person(name, n)]
    # "Steve" may be two people's short form: linked only if all that fit are one among themselves
    for n, k in fits:
        if one.id < k.id and all(names.same_person(n, m) for m, _ in fits):
            yield ActorLink(one.id, k.id, f"the same name in two forms: {one.name}, {k.name}", 0.9)


def _bearer(name: PersonName, one: Known, full: Sequence[tuple[PersonName, Known]]) -> Iterable[ActorLink]:
    fits = [(n, k) for n, k in full if names.same_person(name, n)]
    different = {n.given for n, _ in fits}
    alike = all(names.same_person(fits[0][0], n) for n, _ in fits) if fits else False
    if fits and (len(different) == 1 or alike):
        target = min(fits, key=lambda f: f[1].id)[1]
        yield _link(one.id, target.id, f"the only {target.name} of the collection", 0.85 if not name.first else 0.9)
        return
    held = [o for r in one.roles if (o := roles.office(r))]
    by_role = [
        k for _, k in fits if any(roles.agree(o, [h for r in k.roles if (h := roles.office(r))]) >= 0.7 for o in held)
    ]
    if len(by_role) == 1:
        yield _link(one.id, by_role[0].id, f"the {by_role[0].name} with that role", 0.7)


def _bodies(everyone: Sequence[Known]) -> Iterable[ActorLink]:
    bodies = [k for k in everyone if k.kind is ActorKind.ORGANISATION]
    by_initials: defaultdict[str, list[Known]] = defaultdict(list)
    for one in bodies:
        capitals = [w for w in re.split(r"[\s-]+", one.name) if w and w.casefold() not in _MINOR]
        if len(capitals) > 2:
            by_initials["".join(w[0] for w in capitals).casefold()].append(one)
    for one in bodies:
        plain = one.name.replace(".", "")
        if plain.isupper() and 3 <= len(plain) <= 6 and " " not in plain:
            fits = by_initials.get(plain.casefold(), [])
            if len(fits) == 1:
                yield _link(one.id, fits[0].id, f"initials of {fits[0].name}", 0.8)


def _link(a: str, b: str, reason: str, confidence: float) -> ActorLink:
    first, second = sorted((a, b))
    return ActorLink(first, second, reason, confidence)


def canonical(linked: Iterable[ActorLink]) -> Mapping[str, str]:
    """Each linked id → one id for all that are linked with it (the first in order); others are their own."""
    parent: dict[str, str] = {}

    def root(x: str) -> str:
        while parent.setdefault(x, x) != x:
            x = parent[x]
        return x

    for link in linked:
        a, b = sorted((root(link.a), root(link.b)))
        parent[b] = a
    return {x: root(x) for x in sorted(parent)}
