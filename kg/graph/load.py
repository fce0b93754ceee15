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
from urllib.parse import unquote

import pyoxigraph as px

from kg.graph.iris import ONTOLOGY
from kg.graph.shared import Run
from kg.graph.store import quad_lines
from kg.graph.vocab import PREFIXES
from kg.graph.write import ACTOR_CLASSES, DASH
from kg.ids import slug
from kg.model import (
    Act,
    Actor,
    ActorKind,
    ActorLink,
    Article,
    Attribution,
    Collection,
    Echo,
    Findings,
    Kind,
    Position,
    Relation,
    Role,
    Span,
    Stance,
    Utterance,
)

_KG = f"{ONTOLOGY}#"
_SHORT = {_KG: "", **{PREFIXES[p]: f"{p}:" for p in ("oa", "org", "rdf", "rdfs", "skos")}}
_STANCES = {"Support": Stance.SUPPORTS, "Oppose": Stance.OPPOSES, "Ambivalent": Stance.AMBIVALENT}
_KINDS = {str(cls).removeprefix(_KG): kind for kind, cls in ACTOR_CLASSES.items()}

Node = Mapping[str, list[str]]


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
    return Loader(_nodes(lines), texts or {}).loaded()


def _nodes(lines: Iterable[str]) -> dict[str, dict[str, list[str]]]:
    """By subject and predicate: the values, with kg's own names shortened to their local part."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    short: dict[str, str] = {}
    for quad in px.parse("\n".join(lines) + "\n", format=px.RdfFormat.N_QUADS):
        predicate = short.setdefault(quad.predicate.value, _shortened(quad.predicate.value))
        found[quad.subject.value][predicate].append(quad.object.value)
    return found


def _shortened(iri: str) -> str:
    for namespace, prefix in _SHORT.items():
        if iri.startswith(namespace):
            return prefix + iri[len(namespace) :]
    return iri


def _one(node: Node, predicate: str, default: str = "") -> str:
    values = node.get(predicate)
    return values[0] if values else default


def _last(iri: str) -> str:
    return unquote(iri.rsplit("/", 1)[-1])


def _natural(name: str) -> list[tuple[int, str]]:
    return [(int(p), "") if p.isdigit() else (-1, p) for p in re.split(r"(\d+)", name) if p]


class Loader:
    """Reads Findings off the nodes of a graph."""

    def __init__(self, nodes: Mapping[str, Node], texts: Mapping[str, str]) -> None:
        self.nodes, self.texts = nodes, texts
        self._known: dict[str, str] = {}
        self._by_article: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for subject, node in nodes.items():
            for article in node.get("inArticle", ()):
                for kind in node.get("rdf:type", ()):
                    self._by_article[article][kind.removeprefix(_KG)].append(subject)

    def loaded(self) -> Loaded:
        """Everything."""
        articles = sorted(n for n, node in self.nodes.items() if f"{_KG}Article" in node.get("rdf:type", ()))
        return Loaded(tuple(self._findings(a) for a in articles), self._collection(), self._run())

    def _of_type(self, kind: str) -> list[str]:
        return sorted(n for n, node in self.nodes.items() if f"{_KG}{kind}" in node.get("rdf:type", ()))

    def _findings(self, iri: str) -> Findings:
        article = self._article(iri)
        cast = sorted(self.nodes[iri].get("namesActor", ()))
        mine = self._by_article[iri]
        self._known = self._names(mine)
        utterances = sorted((self._utterance(n) for n in mine["Attribution"]), key=lambda u: _natural(u.attribution.id))
        positions = sorted((self._position(n) for n in mine["Position"]), key=_position_order)
        actors = tuple(self._actor(a, article, mine["RoleAttestation"]) for a in cast)
        return Findings(article, tuple(utterances), actors, tuple(positions))

    def _article(self, iri: str) -> Article:
        node = self.nodes[iri]
        id_, day = _last(iri), _one(node, "publishedOn")[:10]
        published = date.fromisoformat(day) if day else None
        text = self.texts.get(_one(node, "textSha256"))
        return Article(
            id=id_,
            text=self._sparse(iri) if text is None else text,
            names=tuple(sorted(node.get("fileName", ()))),
            title=_one(node, "headline") or None,
            outlet=self._outlet(node, day),
            published=published,
            url=_one(node, "url") or None,
            guessed=frozenset(node.get("guessed", ())),
        )

    def _outlet(self, node: Node, day: str) -> str | None:
        """The outlet's name as this article has it: its label ends in ``(outlet, day)``."""
        if not node.get("publishedBy"):
            return None
        match = re.search(rf" \(([^()]*(?:\([^()]*\)[^()]*)*?){f', {day}' if day else ''}\)$", _one(node, "rdfs:label"))
        return match.group(1) if match else _one(self.nodes[_one(node, "publishedBy")], "rdfs:label")

    def _sparse(self, article: str) -> str:
        spans = [self.nodes[n] for n in self._by_article[article]["TextSpan"]]
        places: list[tuple[int, str]] = []
        for node in spans:
            start, exact = int(_one(node, "oa:start", "0")), _one(node, "oa:exact")
            before = _one(node, "oa:prefix")
            end = int(_one(node, "oa:end", "0"))
            places.append((start - len(before), before + (exact or " " * (end - start)) + _one(node, "oa:suffix")))
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
        other = _one(node, predicate)
        return _one(self.nodes[other], "localId") if other in self.nodes else None

    def _utterance(self, iri: str) -> Utterance:
        node = self.nodes[iri]
        commitment = _last(_one(node, "commitment")).rsplit("#", 1)[-1]
        found = Attribution(
            id=_one(node, "localId", _last(iri)),
            content=self._spans(node, "contentSpan"),
            source=self._spans(node, "sourceSpan"),
            cue=self._spans(node, "cueSpan"),
            kind=Kind(_value(node, "quotationType", "Direct").lower()),
            act=Act(_value(node, "act", "Statement").lower()),
            parent=self._local(node, "nestedIn"),
            negated=commitment == "Uncommitted",
            denied=commitment == "Denied",
            cue_lemma=_one(node, "cueLemma"),
            topic=self._spans(node, "topicSpan"),
            addressee=self._spans(node, "addresseeSpan"),
            continues=self._local(node, "continues"),
            confidence=float(_one(node, "confidence", "1")),
            found_by=_one(node, "foundBy"),
        )
        return Utterance(
            found,
            tuple(sorted(_last(s) for s in node.get("source", ()))),
            tuple(sorted(_last(s) for s in node.get("addressee", ()))),
            _one(node, "speakerReason"),
            float(_one(node, "speakerConfidence", "1")),
        )

    def _actor(self, iri: str, article: Article, roles: list[str]) -> Actor:
        node, id_ = self.nodes.get(iri, {}), _last(iri)
        others = {*node.get("skos:altLabel", ()), *node.get("rdfs:label", ())}
        name = self._known.get(iri) or _one(node, "rdfs:label", id_)
        scoped = id_.startswith("x-")
        if scoped:
            name = re.sub(r" \([^()]*\)$", "", name)
        kinds = [k for t in node.get("rdf:type", ()) if (k := _KINDS.get(t.removeprefix(_KG)))]
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
                actors, label = self.nodes[iri].get(predicate, []), _one(self.nodes[iri], "rdfs:label")
                if len(actors) == 1 and (match := re.match(cut, label)):
                    found[actors[0]] = match.group(1)
        return found

    def _roles(self, node: Node) -> list[Role]:
        body = _one(node, "org:organization")
        name = self._organisation(body) if body else None
        spokes = f"{_KG}SpokespersonRole" in node.get("rdf:type", ())
        spans: tuple[Span | None, ...] = self._spans(node, "roleSpan") or (None,)
        return [Role(_one(node, "roleTitle"), name, spokes, span) for span in spans]

    def _organisation(self, iri: str) -> str:
        """A name of the organisation that leads back to its id."""
        node, id_ = self.nodes.get(iri, {}), _last(iri)
        names = [*node.get("rdfs:label", ()), *sorted(node.get("skos:altLabel", ()))]
        return next((n for n in names if slug(n) == id_), names[0] if names else id_)

    def _position(self, iri: str) -> Position:
        node = self.nodes[iri]
        evidence = tuple(
            self._span(place) if "#char=" in place else _one(self.nodes.get(place, {}), "localId")
            for place in sorted(node.get("evidence", ()))
        )
        issue = _one(node, "onIssue")
        via = _one(node, "via")
        return Position(
            actor=_last(_one(node, "holder")),
            issue=_one(self.nodes.get(issue, {}), "skos:notation") or re.split(r"[/#]", issue)[-1],
            stance=_STANCES[_value(node, "stance", "Ambivalent")],
            evidence=evidence,
            via=_last(via) if via else None,
            confidence=float(_one(node, "confidence", "1")),
            decided_by=self._spans(node, "decidedBy"),
        )

    def _collection(self) -> Collection:
        links = []
        for iri in self._of_type("ActorLink"):
            node = self.nodes[iri]
            pair = sorted(_last(x) for x in node.get("linkedActor", ()))
            if len(pair) != 2:
                continue  # a broken graph is for kg check to complain of
            a, b = pair
            links.append(ActorLink(a, b, _one(node, "reason"), float(_one(node, "confidence", "1"))))
        echoes = []
        for iri in self._of_type("Echo"):
            node = self.nodes[iri]
            ends = sorted(
                (_last(_one(self.nodes.get(r, {}), "inArticle")), _one(self.nodes.get(r, {}), "localId"))
                for r in node.get("report", ())
            )
            if len(ends) != 2:
                continue
            relation = Relation(_value(node, "versionType", "Variant").lower())
            echoes.append(Echo(*ends[0], *ends[1], relation, float(_one(node, "confidence", "1"))))
        copies: dict[str, set[str]] = defaultdict(set)
        for iri, node in self.nodes.items():
            for original in node.get("copyOf", ()):
                copies[original] |= {_last(original), _last(iri)}
        groups = sorted(tuple(sorted(c)) for c in copies.values())
        return Collection(tuple(sorted(links)), tuple(sorted(echoes)), tuple(groups))

    def _run(self) -> Run:
        found = self._of_type("ExtractionRun")
        node = self.nodes[found[0]] if found else {}
        models = tuple(sorted(node.get("model", ())))
        return Run(_one(node, "softwareVersion", "?"), models, _one(node, "configSha256"))


def _value(node: Node, predicate: str, default: str) -> str:
    return _one(node, predicate, default).rsplit("#", 1)[-1]


def _position_order(p: Position) -> tuple[str, str, str, str]:
    return p.actor, p.issue, p.stance, str(p.evidence)
