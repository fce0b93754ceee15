"""Which actors of different articles are one: links between identifiers, each with its reason; never renames.

A surname alone is linked to a full name when the collection knows only one such person; two given names that
differ keep a family apart. What is not certain is not linked: a missing link costs a count, a wrong one a reputation.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.actors import names, roles
from kg.actors.names import PersonName
from kg.actors.registry import Register
from kg.model import ActorKind, ActorLink, Findings

_MINOR = frozenset({"of", "the", "and", "for", "on", "in", "de", "du", "des", "&"})
_SURNAME, _INITIALS = "surname ", "initials "


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


def joined(several: Iterable[Known]) -> Known | None:
    """What several articles know of one actor, None where no article knows it.

    The longest name, all roles, the kind that most give (a person, where even).
    """
    known = list(several)
    if not known:
        return None
    kinds = Counter(k.kind for k in known)
    kind = max(kinds, key=lambda k: (kinds[k], k is ActorKind.PERSON))
    name = max((k.name for k in known), key=lambda n: (len(n), n))
    return Known(known[0].id, name, kind, frozenset(r for k in known for r in k.roles))


def blocks_of(one: Known) -> set[str]:
    """The blocks in which an actor may be another: its surname's, or its initials'."""
    if one.kind is ActorKind.PERSON:
        return {f"{_SURNAME}{names.parse(one.name).last}"}
    return {f"{_INITIALS}{i}" for i in (_initials(one), _short_form(one)) if i}


def of_blocks(blocks: Sequence[tuple[str, Sequence[Known]]]) -> list[list[ActorLink]]:
    """The links within each of *blocks*, whose members are sorted by id: a pure function, to be run anywhere."""
    return [_of_namesakes(known) if key.startswith(_SURNAME) else _of_bodies(known) for key, known in blocks]


def settled(found: Sequence[ActorLink], register: Register, known: Container[str]) -> tuple[ActorLink, ...]:
    """All links of a collection, sorted: what people decided on those that are *known*, then what was *found*."""
    by_hand = [
        ActorLink(a, b, "merged by hand", 1.0)
        for a, b in register.same
        if a in known and b in known and (a, b) not in register.not_same
    ]
    decided = {(x.a, x.b) for x in by_hand}
    return tuple(sorted(_consistent([*by_hand, *(x for x in found if (x.a, x.b) not in decided)], register)))


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


def _of_namesakes(people: Sequence[Known]) -> list[ActorLink]:
    """The links among persons who share a surname."""
    found: list[ActorLink] = []
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


def _initials(body: Known) -> str:
    """The initials of a name of more than two words."""
    capitals = [w for w in re.split(r"[\s-]+", body.name) if w and w.casefold() not in _MINOR]
    return "".join(w[0] for w in capitals).casefold() if len(capitals) > 2 else ""


def _short_form(body: Known) -> str:
    """A name that is itself initials, or nothing."""
    plain = body.name.replace(".", "")
    return plain.casefold() if plain.isupper() and 3 <= len(plain) <= 6 and " " not in plain else ""


def _of_bodies(bodies: Sequence[Known]) -> list[ActorLink]:
    """The links among bodies that share initials, each written out or not."""
    fits = [one for one in bodies if _initials(one)]
    if len(fits) != 1:
        return []
    reason = f"initials of {fits[0].name}"
    return [_link(one.id, fits[0].id, reason, 0.8) for one in bodies if _short_form(one) and not _initials(one)]


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
