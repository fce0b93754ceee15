"""Actors and the links between them, as all articles and a register together tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from kg.graph import held
from kg.graph.differences import Across
from kg.graph.groups import Groups
from kg.graph.lines import Lines
from kg.graph.terms import decimal, iri, string
from kg.graph.vocab import KG, PREFIXES
from kg.graph.voices import ACTOR, OUTLET, Figure, Voices
from kg.graph.wording import short
from kg.graph.write import ACTOR_CLASSES, LABEL, TYPE
from kg.model import ActorKind, ActorLink, Stance

_PREF, _ALT = f"<{PREFIXES['skos']}prefLabel>", f"<{PREFIXES['skos']}altLabel>"
_STANCES = {Stance.SUPPORTS: KG.supports, Stance.OPPOSES: KG.opposes, Stance.AMBIVALENT: KG.ambivalentOn}
_PLAIN = {"said": KG.said, "reportedlySaid": KG.reportedlySaid, "denied": KG.denied}
_KINDS = list(ActorKind)
_REMEMBERED = 20_000  # figures that are kept at hand


class Figures:
    """Writes actors, outlets and links.

    Args:
        out: takes the lines.
        voices: what articles say.
        issues: issue id → IRI.
    """

    def __init__(self, out: Lines, voices: Voices, issues: Mapping[str, str]) -> None:
        self._out, self._voices, self._issues = out, voices, issues
        self._figure = lru_cache(_REMEMBERED)(voices.figure)
        self._named: dict[str, str] = {}  # bodies of the register's roles
        self._speaks: dict[str, set[str]] = {}

    def held(self, across: Across) -> set[str]:
        """The register's roles of the actors that the articles name; gives the actors and bodies that this concerns."""
        roles = [role for role in across.held if self._voices.is_known(ACTOR + role.actor)]
        lines: dict[str, list[str]] = {}
        for role in roles:
            body, name = role.body
            if body:
                self._named[body] = name
        for role in roles:
            for graph, subject, predicate, value in held.lines(role, self.name(role.actor), self._out.iris):
                if graph == "plain":
                    self._speaks.setdefault(role.actor, set()).add(role.body[0])
                else:
                    lines.setdefault(subject, []).append(self._out.line(graph, subject, predicate, value))
        self._out.remember("held", lines)
        now = sorted({x for role in roles for x in (role.actor, role.body[0]) if x})
        before = self._out.remembered("of the register").get("", [])
        self._out.note("of the register", {"": now})
        return {*now, *before}

    def _known(self, actor: str) -> Figure:
        """An actor, with what the register's roles say of it as a body."""
        one = self._figure(ACTOR + actor)
        if actor in self._named:
            one.names.setdefault(self._named[actor], 0)
            one.kinds.setdefault(ActorKind.ORGANISATION.value, 0)
        return one

    def name(self, actor: str) -> str:
        """The name that most articles use, else the id."""
        return self._known(actor).name or actor

    def links(self, across: Across, actors: set[str]) -> None:
        """Links, and the actors that they or an article touch."""
        now, before = set(across.links), set(across.links_before)
        ends = {x for link in now ^ before for x in (link.a, link.b)}
        groups = Groups((link.a, link.b) for link in across.links)
        old = Groups((link.a, link.b) for link in across.links_before)
        touched = {x for a in actors | ends for x in (*groups.of(a), *old.of(a))}
        for link in before - now:
            self._out.sink(iri(self._out.iris.link(*sorted((link.a, link.b)))), [])
        same: dict[str, list[str]] = {}
        for link in sorted(across.links):
            if link.a in touched or link.b in touched:
                self._link(link)
                for one, other in ((link.a, link.b), (link.b, link.a)):
                    same.setdefault(one, []).append(other)
        for actor in touched:
            self._actor(actor, same.get(actor, []), groups.of(actor))

    def _link(self, link: ActorLink) -> None:
        pair = sorted((link.a, link.b))
        node = iri(self._out.iris.link(*pair))
        label = f"{self.name(pair[0])} is {self.name(pair[1])}: {link.reason}"
        told = [
            (TYPE, f"<{KG.ActorLink}>"),
            (LABEL, string(short(label, 120))),
            (f"<{KG.reason}>", string(link.reason)),
            (f"<{KG.confidence}>", decimal(link.confidence)),
            *((f"<{KG.linkedActor}>", self._out.node(a)) for a in pair),
        ]
        self._out.sink(node, [self._out.line("links", node, *one) for one in told])

    def _actor(self, actor: str, same: Iterable[str], group: Iterable[str]) -> None:
        node, one = self._out.node(actor), self._known(actor)
        lines = [self._out.line("links", node, f"<{KG.sameActor}>", self._out.node(other)) for other in same]
        if one.kinds or same:
            # a surname alone is a poor heading for a person whose full name is known
            main = min(group, key=lambda a: (" " not in self.name(a), -self._known(a).voice, -len(self.name(a)), a))
            lines.append(self._out.line("links", node, f"<{KG.mainActor}>", self._out.node(main)))
        if one.kinds:
            lines += self._entity(actor, node, one)
        lines += (self._out.line("plain", node, f"<{_PLAIN[plain]}>", iri(quote)) for plain, quote in one.said)
        for body in one.speaks_for | self._speaks.get(actor, set()):
            lines.append(self._out.line("plain", node, f"<{KG.speaksFor}>", self._out.node(body)))
        for issue, stance in one.stances:
            for predicate in (_STANCES[Stance(stance)], KG.positionOn):
                lines.append(self._out.line("plain", node, f"<{predicate}>", iri(self._issues[issue])))
        self._out.sink(node, lines)

    def _entity(self, actor: str, node: str, one: Figure) -> Iterator[str]:
        kinds = {ActorKind(k): n for k, n in one.kinds.items()}
        kind = min(kinds, key=lambda k: (-kinds[k], _KINDS.index(k)))
        name = self.name(actor)
        yield self._out.line("entities", node, TYPE, f"<{ACTOR_CLASSES[kind]}>")
        yield self._out.line("entities", node, LABEL, string(name))
        yield self._out.line("entities", node, _PREF, string(name))
        for other in one.names.keys() - {name}:
            yield self._out.line("entities", node, _ALT, string(other))

    def outlet(self, subject: str) -> None:
        """An outlet, by its key."""
        node, name = iri(subject[len(OUTLET) :]), self._figure(subject).name
        told = [(TYPE, f"<{KG.Outlet}>"), (LABEL, string(name))] if name else []
        self._out.sink(node, [self._out.line("entities", node, *one) for one in told])
