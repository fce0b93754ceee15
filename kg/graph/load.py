"""Triples to Findings: the way back, so that pages and networks can be made from any graph of ours.

The graph holds the text only where something points at it. Without the sources, an article's text is put
together from those places, blank in between: every offset holds, and writing it again gives the same quads
but for the hash of the text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kg.graph.across import collection_of, run_of
from kg.graph.nodes import OWN, Node, first, name_of, natural, nodes_of, term
from kg.graph.shared import Run
from kg.graph.store import quad_lines
from kg.graph.write import ACTOR_CLASSES, DASH
from kg.ids import slug
from kg.model import (
    Act,
    Actor,
    ActorKind,
    Article,
    Attribution,
    Collection,
    Findings,
    Kind,
    Position,
    Role,
    Span,
    Stance,
    Utterance,
)

_STANCES = {"Support": Stance.SUPPORTS, "Oppose": Stance.OPPOSES, "Ambivalent": Stance.AMBIVALENT}
_KINDS = {str(cls).removeprefix(OWN): kind for kind, cls in ACTOR_CLASSES.items()}


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a graph holds, as values; articles sorted by id."""

    findings: tuple[Findings, ...]
    collection: Collection
    run: Run


def load(where: str | Path, texts: Mapping[str, str] | None = None) -> Loaded:
    """Findings and Collection from a build folder or a graph file.

    Args:
        where: see :func:`kg.graph.store.graph_file`.
        texts: SHA-256 of a text → the text, where the sources are at hand.

    Raises:
        GraphError: no graph there.
    """
    return from_lines(quad_lines(where), texts)


def from_lines(lines: Iterable[str], texts: Mapping[str, str] | None = None) -> Loaded:
    """As :func:`load`, from N-Quads lines."""
    return Loader(nodes_of(lines), texts or {}).loaded()


class Loader:
    """Reads Findings off the nodes of a graph."""

    def __init__(self, nodes: Mapping[str, Node], texts: Mapping[str, str]) -> None:
        self.nodes, self.texts = nodes, texts
        self._known: dict[str, str] = {}
        self._by_article: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for subject, node in nodes.items():
            for article in node.get("inArticle", ()):
                for kind in node.get("rdf:type", ()):
                    self._by_article[article][kind.removeprefix(OWN)].append(subject)

    def loaded(self) -> Loaded:
        """Everything."""
        articles = sorted(n for n, node in self.nodes.items() if f"{OWN}Article" in node.get("rdf:type", ()))
        return Loaded(tuple(self._findings(a) for a in articles), collection_of(self.nodes), run_of(self.nodes))

    def _findings(self, iri: str) -> Findings:
        article = self._article(iri)
        cast = sorted(self.nodes[iri].get("namesActor", ()))
        mine = self._by_article[iri]
        self._known = self._names(mine)
        utterances = sorted((self._utterance(n) for n in mine["Attribution"]), key=lambda u: natural(u.attribution.id))
        positions = sorted((self._position(n) for n in mine["Position"]), key=_position_order)
        actors = tuple(self._actor(a, article, mine["RoleAttestation"]) for a in cast)
        return Findings(article, tuple(utterances), actors, tuple(positions))

    def _article(self, iri: str) -> Article:
        node = self.nodes[iri]
        id_, day = name_of(iri), first(node, "publishedOn")[:10]
        published = date.fromisoformat(day) if day else None
        text = self.texts.get(first(node, "textSha256"))
        return Article(
            id=id_,
            text=self._sparse(iri) if text is None else text,
            names=tuple(sorted(node.get("fileName", ()))),
            title=first(node, "headline") or None,
            outlet=self._outlet(node, day),
            published=published,
            url=first(node, "url") or None,
            guessed=frozenset(node.get("guessed", ())),
        )

    def _outlet(self, node: Node, day: str) -> str | None:
        """The outlet's name as this article has it: its label ends in ``(outlet, day)``."""
        if not node.get("publishedBy"):
            return None
        match = re.search(
            rf" \(([^()]*(?:\([^()]*\)[^()]*)*?){f', {day}' if day else ''}\)$", first(node, "rdfs:label")
        )
        return match.group(1) if match else first(self.nodes[first(node, "publishedBy")], "rdfs:label")

    def _sparse(self, article: str) -> str:
        spans = [self.nodes[n] for n in self._by_article[article]["TextSpan"]]
        places: list[tuple[int, str]] = []
        for node in spans:
            start, exact = int(first(node, "oa:start", "0")), first(node, "oa:exact")
            before = first(node, "oa:prefix")
            end = int(first(node, "oa:end", "0"))
            places.append((start - len(before), before + (exact or " " * (end - start)) + first(node, "oa:suffix")))
        text = [" "] * max((start + len(words) for start, words in places), default=0)
        for start, words in places:
            text[start : start + len(words)] = words
        return "".join(text)

    def _spans(self, node: Node, predicate: str) -> tuple[Span, ...]:
        return tuple(sorted(self._span(n) for n in node.get(predicate, ())))

    def _span(self, iri: str) -> Span:
        start, _, end = iri.rsplit("#char=", 1)[1].partition(",")
        return Span(int(start), int(end))

    def _local(self, node: Node, predicate: str) -> str | None:
        other = first(node, predicate)
        return first(self.nodes[other], "localId") if other in self.nodes else None

    def _utterance(self, iri: str) -> Utterance:
        node = self.nodes[iri]
        commitment = name_of(first(node, "commitment")).rsplit("#", 1)[-1]
        found = Attribution(
            id=first(node, "localId", name_of(iri)),
            content=self._spans(node, "contentSpan"),
            source=self._spans(node, "sourceSpan"),
            cue=self._spans(node, "cueSpan"),
            kind=Kind(term(node, "quotationType", "Direct").lower()),
            act=Act(term(node, "act", "Statement").lower()),
            parent=self._local(node, "nestedIn"),
            negated=commitment == "Uncommitted",
            denied=commitment == "Denied",
            cue_lemma=first(node, "cueLemma"),
            topic=self._spans(node, "topicSpan"),
            addressee=self._spans(node, "addresseeSpan"),
            continues=self._local(node, "continues"),
            confidence=float(first(node, "confidence", "1")),
            found_by=first(node, "foundBy"),
        )
        return Utterance(
            found,
            tuple(sorted(name_of(s) for s in node.get("source", ()))),
            tuple(sorted(name_of(s) for s in node.get("addressee", ()))),
            first(node, "speakerReason"),
            float(first(node, "speakerConfidence", "1")),
        )

    def _actor(self, iri: str, article: Article, roles: list[str]) -> Actor:
        node, id_ = self.nodes.get(iri, {}), name_of(iri)
        others = {*node.get("skos:altLabel", ()), *node.get("rdfs:label", ())}
        name = self._known.get(iri) or first(node, "rdfs:label", id_)
        scoped = id_.startswith("x-")
        if scoped:
            name = re.sub(r" \([^()]*\)$", "", name)
        kinds = [k for t in node.get("rdf:type", ()) if (k := _KINDS.get(t.removeprefix(OWN)))]
        kind = kinds[0] if kinds else ActorKind.UNNAMED
        mine = sorted(r for r in roles if iri in self.nodes[r].get("org:member", ()))
        return Actor(
            id_,
            name,
            kind,
            tuple(sorted(others - {name})),
            tuple(role for r in mine for role in self._roles(self.nodes[r])),
            article.id if scoped else None,
        )

    def _names(self, mine: Mapping[str, list[str]]) -> dict[str, str]:
        """Actors by IRI: the name that this article has for them, where a label of its nodes begins or ends with it."""
        found: dict[str, str] = {}
        for kind, predicate, cut in (
            ("RoleAttestation", "org:member", r".*: (.+) \("),
            ("Position", "holder", r"(.+) (?:supports|opposes|is ambivalent on) "),
            ("Attribution", "source", f"(.+?){DASH}"),
        ):
            for iri in mine.get(kind, ()):
                actors, label = self.nodes[iri].get(predicate, []), first(self.nodes[iri], "rdfs:label")
                if len(actors) == 1 and (match := re.match(cut, label)):
                    found[actors[0]] = match.group(1)
        return found

    def _roles(self, node: Node) -> list[Role]:
        body = first(node, "org:organization")
        name = self._organisation(body) if body else None
        spokes = f"{OWN}SpokespersonRole" in node.get("rdf:type", ())
        spans: tuple[Span | None, ...] = self._spans(node, "roleSpan") or (None,)
        return [Role(first(node, "roleTitle"), name, spokes, span) for span in spans]

    def _organisation(self, iri: str) -> str:
        """A name of the organisation that leads back to its id."""
        node, id_ = self.nodes.get(iri, {}), name_of(iri)
        names = [*node.get("rdfs:label", ()), *sorted(node.get("skos:altLabel", ()))]
        return next((n for n in names if slug(n) == id_), names[0] if names else id_)

    def _position(self, iri: str) -> Position:
        node = self.nodes[iri]
        evidence = tuple(
            self._span(place) if "#char=" in place else first(self.nodes.get(place, {}), "localId")
            for place in sorted(node.get("evidence", ()))
        )
        issue = first(node, "onIssue")
        via = first(node, "via")
        return Position(
            actor=name_of(first(node, "holder")),
            issue=first(self.nodes.get(issue, {}), "skos:notation") or re.split(r"[/#]", issue)[-1],
            stance=_STANCES[term(node, "stance", "Ambivalent")],
            evidence=evidence,
            via=name_of(via) if via else None,
            confidence=float(first(node, "confidence", "1")),
            decided_by=self._spans(node, "decidedBy"),
        )


def _position_order(p: Position) -> tuple[str, str, str, str]:
    return p.actor, p.issue, p.stance, str(p.evidence)
