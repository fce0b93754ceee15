"""Roles that a register gives an actor, as triples and back: beside the entities, since no article attests them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.graph.iris import Iris
from kg.graph.nodes import OWN, Node, first, name_of
from kg.graph.terms import iri, string, typed
from kg.graph.vocab import KG, PREFIXES
from kg.graph.wording import short
from kg.model import HeldRole

_TYPE, _LABEL = f"<{PREFIXES['rdf']}type>", f"<{PREFIXES['rdfs']}label>"
_MEMBER, _ORGANIZATION = f"<{PREFIXES['org']}member>", f"<{PREFIXES['org']}organization>"


def lines(role: HeldRole, holder: str, iris: Iris) -> Iterator[tuple[str, str, str, str]]:
    """Graph, subject, predicate and object of each triple; *holder* is the actor's name."""
    body, body_name = role.body
    node = iri(iris.role("register", role.actor, role.title, body, role.start, role.end, role.source))
    years = f"{role.start or '…'}–{role.end or '…'}"
    label = f"{role.title}{f', {body_name}' if body else ''}: {holder} ({years})"
    kinds = [KG.RoleAttestation, *([KG.SpokespersonRole] if role.spokesperson and body else [])]
    for kind in kinds:
        yield "entities", node, _TYPE, f"<{kind}>"
    yield "entities", node, _LABEL, string(short(label, 120))
    yield "entities", node, _MEMBER, iri(iris.actor(role.actor))
    yield "entities", node, f"<{KG.roleTitle}>", string(role.title)
    yield "entities", node, f"<{KG.roleSource}>", string(role.source)
    for predicate, day in ((KG.validFrom, role.start), (KG.validUntil, role.end)):
        if day:
            yield "entities", node, f"<{predicate}>", typed(f"{day}T00:00:00Z", "dateTime")
    if body:
        yield "entities", node, _ORGANIZATION, iri(iris.actor(body))
        if role.spokesperson:
            yield "plain", iri(iris.actor(role.actor)), f"<{KG.speaksFor}>", iri(iris.actor(body))


def held(nodes: Mapping[str, Node]) -> tuple[HeldRole, ...]:
    """The register's roles in a graph, sorted."""
    found = []
    for node in nodes.values():
        if "roleSource" in node and node.get("org:member"):
            body = first(node, "org:organization")
            found.append(
                HeldRole(
                    name_of(first(node, "org:member")),
                    first(node, "roleTitle"),
                    (name_of(body), _body_name(node, name_of(body))) if body else ("", ""),
                    first(node, "validFrom")[:10],
                    first(node, "validUntil")[:10],
                    first(node, "roleSource"),
                    f"{OWN}SpokespersonRole" in node.get("rdf:type", ()),
                )
            )
    return tuple(sorted(found))


def _body_name(node: Node, body: str) -> str:
    """The body's name as the register has it, out of the role's label; its id where the label is cut."""
    rest = first(node, "rdfs:label").removeprefix(f"{first(node, 'roleTitle')}, ")
    name, found, _ = rest.rpartition(": ")
    return name if found else body
