"""Findings to triples: with :mod:`kg.graph.shared`, the only place that decides what a triple looks like.

One named graph holds the evidence of one article. It is a function of that article's findings alone, so
that it can be made anywhere, in any order, and replaced without touching the others.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from kg.errors import GraphError
from kg.graph.iris import BASE, Iris
from kg.graph.terms import decimal, iri, string, typed, uri
from kg.graph.vocab import KG, PREFIXES
from kg.graph.wording import chain, commitment, first_hand, fold, phrase, selector, short, wording
from kg.ids import slug, text_sha256
from kg.model import Actor, ActorKind, Article, Attribution, Findings, Position, Role, Span, Stance, Utterance

TYPE = f"<{PREFIXES['rdf']}type>"
LABEL = f"<{PREFIXES['rdfs']}label>"
_OA = PREFIXES["oa"]
_MEMBER, _ORGANIZATION = f"<{PREFIXES['org']}member>", f"<{PREFIXES['org']}organization>"
_START, _END, _EXACT, _PREFIX, _SUFFIX = (f"<{_OA}{n}>" for n in ("start", "end", "exact", "prefix", "suffix"))

KINDS = {"direct": KG.Direct, "mixed": KG.Mixed, "indirect": KG.Indirect}
ACTS = {"statement": KG.Statement, "attitude": KG.Attitude}
COMMITMENTS = {"Asserted": KG.Asserted, "Denied": KG.Denied, "Uncommitted": KG.Uncommitted}
STANCES = {Stance.SUPPORTS: KG.Support, Stance.OPPOSES: KG.Oppose, Stance.AMBIVALENT: KG.Ambivalent}
ACTOR_CLASSES = {
    ActorKind.PERSON: KG.Person,
    ActorKind.ORGANISATION: KG.Organization,
    ActorKind.PLACE: KG.GeopoliticalActor,
    ActorKind.GROUP: KG.Group,
    ActorKind.DOCUMENT: KG.DocumentSource,
    ActorKind.UNNAMED: KG.UnnamedSource,
}
DASH = " – "  # between the parts of an attribution's label; the first names the speakers
_VERBS = {Stance.SUPPORTS: "supports", Stance.OPPOSES: "opposes", Stance.AMBIVALENT: "is ambivalent on"}


def article_lines(findings: Findings, issues: Mapping[str, str], base: str = BASE) -> list[str]:
    """The N-Quads lines of one article's own graph, sorted, each once, without line ends.

    Args:
        findings: what was read out of the article.
        issues: issue id → IRI, for every issue that positions are on.
        base: where the data's IRIs begin.

    Raises:
        GraphError: a text that RDF cannot carry, or a position on an unknown issue; names the article.
    """
    try:
        return ArticleWriter(findings, issues, Iris(base)).lines()
    except GraphError as error:
        raise GraphError(error.reason, where=error.where or findings.article.name, remedy=error.remedy) from None


def date_time(day: date) -> str:
    """A day as xsd:dateTime, since OWL 2 knows no xsd:date: midnight UTC stands for the day."""
    return typed(f"{day.isoformat()}T00:00:00Z", "dateTime")


def where_and_when(article: Article) -> str:
    """``outlet, date`` of an article for labels, or its file's name."""
    day = article.published.isoformat() if article.published else ""
    return ", ".join(p for p in (article.outlet, day) if p) or article.name


def quote_iri(iris: Iris, article: Article, utterance: Utterance) -> str:
    """The node of a wording by its speakers; of this article alone where nobody is named."""
    speakers = sorted(utterance.speakers) or [f"in {article.id}"]
    return iris.quote(*speakers, "says", fold(wording(article, utterance.attribution.content)))


def attribution_iris(iris: Iris, findings: Findings) -> dict[str, str]:
    """Local id → IRI of each attribution: decided by where it stands, not by its number."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for a in findings.attributions:
        place = [",".join(f"{s.start}-{s.end}" for s in spans) for spans in (a.content, a.cue, a.source)]
        depth = str(len(chain(findings, a)))
        key = iris.attribution(findings.article.id, *place, depth)
        again = 1
        while key in taken:  # the same place twice: told apart by order
            again += 1
            key = iris.attribution(findings.article.id, *place, depth, str(again))
        taken.add(key)
        found[a.id] = key
    return found


def organisation(findings: Findings, role: Role) -> tuple[str, str] | None:
    """Actor id and name of a role's organisation: the article's actor of that name, else one named so."""
    if not role.organisation:
        return None
    wanted = role.organisation.casefold()
    for actor in findings.actors:
        if wanted in {n.casefold() for n in (actor.name, *actor.aliases)}:
            return actor.id, actor.name
    return slug(role.organisation), role.organisation


class ArticleWriter:
    """Writes the graph of one article."""

    def __init__(self, findings: Findings, issues: Mapping[str, str], iris: Iris) -> None:
        self.findings, self.issues, self.iris = findings, issues, iris
        self.article = findings.article
        self.node = iri(iris.article(self.article.id))
        self.graph = iri(iris.graph(self.article.id))
        self.attributions = attribution_iris(iris, findings)
        self._names = {a.id: a.name for a in findings.actors}
        self._lines: set[str] = set()
        self._spans: dict[Span, str] = {}

    def lines(self) -> list[str]:
        """All lines, sorted."""
        self._article()
        for utterance in self.findings.utterances:
            self._attribution(utterance)
        for actor in self.findings.actors:
            self._add(self.node, KG.namesActor, self._actor(actor.id))
            for role in actor.roles:
                self._role(actor, role)
        seen: set[tuple[str, ...]] = set()
        for position in sorted(self.findings.positions, key=lambda p: -p.confidence):
            key = self._position_key(position)
            if key not in seen:  # the same said twice: the surer one
                seen.add(key)
                self._position(position)
        return sorted(self._lines)

    def _add(self, subject: str, predicate: str, value: str) -> None:
        self._lines.add(f"{subject} <{predicate}> {value} {self.graph} .")

    def _type(self, subject: str, kind: str, label: str) -> None:
        self._lines.add(f"{subject} {TYPE} <{kind}> {self.graph} .")
        self._lines.add(f"{subject} {LABEL} {string(label)} {self.graph} .")

    def _actor(self, actor: str) -> str:
        return iri(self.iris.actor(actor))

    def _article(self) -> None:
        article, node = self.article, self.node
        outlet = f" ({where_and_when(article)})" if article.outlet or article.published else ""
        self._type(node, KG.Article, f"{short(article.title or article.name)}{outlet}")
        for name in article.names:
            self._add(node, KG.fileName, string(name))
        if article.title:
            self._add(node, KG.headline, string(article.title))
        if article.outlet:
            self._add(node, KG.publishedBy, iri(self.iris.outlet(article.outlet)))
        if article.published:
            self._add(node, KG.publishedOn, date_time(article.published))
        if article.url:
            self._add(node, KG.url, uri(article.url))
        for name in article.guessed:
            self._add(node, KG.guessed, string(name))
        self._add(node, KG.textSha256, string(text_sha256(article.text)))

    def _span(self, span: Span) -> str:
        node = self._spans.get(span)
        if node is not None:
            return node
        if span.end > len(self.article.text):
            raise GraphError(f"{span} ends beyond the text ({len(self.article.text)} characters)")
        node = self._spans[span] = iri(self.iris.span(self.article.id, span))
        before, exact, after = selector(self.article, span)
        self._type(node, KG.TextSpan, f"{short(exact)} [{span.start}–{span.end}]")
        self._add(node, KG.inArticle, self.node)
        line, graph = f"{node} ", self.graph
        self._lines.add(f"{line}{_START} {typed(str(span.start), 'integer')} {graph} .")
        self._lines.add(f"{line}{_END} {typed(str(span.end), 'integer')} {graph} .")
        for predicate, text in ((_EXACT, exact), (_PREFIX, before), (_SUFFIX, after)):
            self._lines.add(f"{line}{predicate} {string(text)} {graph} .")
        return node

    def _attribution(self, utterance: Utterance) -> None:
        a, article = utterance.attribution, self.article
        node = iri(self.attributions[a.id])
        who = " and ".join(sorted(self._names.get(s, s) for s in utterance.speakers)) or "nobody named"
        cue = phrase(article, a.cue)
        said = short(wording(article, a.content), 40)
        words = DASH.join([who, *([short(cue, 30)] if cue else []), said])
        self._type(node, KG.Attribution, f"{words} ({where_and_when(article)})")
        self._add(node, KG.localId, string(a.id))
        self._add(node, KG.inArticle, self.node)
        self._add(node, KG.content, iri(quote_iri(self.iris, article, utterance)))
        self._add(node, KG.quotationType, f"<{KINDS[a.kind]}>")
        self._add(node, KG.act, f"<{ACTS[a.act]}>")
        self._add(node, KG.commitment, f"<{COMMITMENTS[commitment(a)]}>")
        self._add(node, KG.confidence, decimal(a.confidence))
        self._add(node, KG.foundBy, string(a.found_by))
        for text, predicate in ((cue, KG.cue), (a.cue_lemma, KG.cueLemma), (phrase(article, a.source), KG.sourceText)):
            if text:
                self._add(node, predicate, string(text))
        self._places(node, a)
        self._speakers(node, utterance)

    def _places(self, node: str, a: Attribution) -> None:
        around = chain(self.findings, a)
        self._add(node, KG.depth, typed(str(len(around)), "integer"))
        if around:
            self._add(node, KG.nestedIn, iri(self.attributions[around[0].id]))
        if a.continues in self.attributions:
            self._add(node, KG.continues, iri(self.attributions[a.continues]))
        for predicate, spans in (
            (KG.contentSpan, a.content),
            (KG.cueSpan, a.cue),
            (KG.sourceSpan, a.source),
            (KG.topicSpan, a.topic),
            (KG.addresseeSpan, a.addressee),
        ):
            for span in spans:
                self._add(node, predicate, self._span(span))

    def _speakers(self, node: str, utterance: Utterance) -> None:
        for speaker in utterance.speakers:
            self._add(node, KG.source, self._actor(speaker))
        for addressee in utterance.addressees:
            self._add(node, KG.addressee, self._actor(addressee))
        if utterance.reason:
            self._add(node, KG.speakerReason, string(utterance.reason))
        self._add(node, KG.speakerConfidence, decimal(utterance.confidence))

    def _role(self, actor: Actor, role: Role) -> None:
        body = organisation(self.findings, role)
        spokes = role.spokesperson and body is not None
        key = (self.article.id, actor.id, role.title, body[0] if body else "", str(spokes))
        node = iri(self.iris.role(*key))
        label = f"{role.title}{f', {body[1]}' if body else ''}: {actor.name} ({where_and_when(self.article)})"
        self._type(node, KG.SpokespersonRole if spokes else KG.RoleAttestation, short(label, 120))
        if spokes:
            self._lines.add(f"{node} {TYPE} <{KG.RoleAttestation}> {self.graph} .")
        self._lines.add(f"{node} {_MEMBER} {self._actor(actor.id)} {self.graph} .")
        self._add(node, KG.roleTitle, string(role.title))
        self._add(node, KG.inArticle, self.node)
        if body:
            self._lines.add(f"{node} {_ORGANIZATION} {self._actor(body[0])} {self.graph} .")
        if role.span:
            self._add(node, KG.roleSpan, self._span(role.span))
        if self.article.published:
            self._add(node, KG.attestedOn, date_time(self.article.published))

    def _position(self, p: Position) -> None:
        if p.issue not in self.issues:
            raise GraphError(f"a position is on {p.issue!r}, which the issue scheme lacks", remedy="check --issues")
        node = iri(self.iris.position(*self._position_key(p)))
        name = self._names.get(p.actor, p.actor)
        self._type(node, KG.Position, f"{name} {_VERBS[p.stance]} {p.issue} ({where_and_when(self.article)})")
        self._add(node, KG.inArticle, self.node)
        self._add(node, KG.holder, self._actor(p.actor))
        self._add(node, KG.onIssue, iri(self.issues[p.issue]))
        self._add(node, KG.stance, f"<{STANCES[p.stance]}>")
        self._add(node, KG.basis, f"<{KG.FirstHand if first_hand(self.findings, p) else KG.Hearsay}>")
        self._add(node, KG.confidence, decimal(p.confidence))
        if p.via:
            self._add(node, KG.via, self._actor(p.via))
        for evidence in p.evidence:
            place = self._span(evidence) if isinstance(evidence, Span) else iri(self.attributions[evidence])
            self._add(node, KG.evidence, place)
        for span in p.decided_by:
            self._add(node, KG.decidedBy, self._span(span))

    def _position_key(self, p: Position) -> tuple[str, ...]:
        """One node a statement: actor, issue, stance and the places that show it."""
        if not p.evidence or any(isinstance(e, str) and e not in self.attributions for e in p.evidence):
            raise GraphError(f"the position of {p.actor!r} on {p.issue!r} has no evidence in the article")
        places = sorted(
            f"{e.start}-{e.end}" if isinstance(e, Span) else self.attributions[e].rsplit("/", 1)[-1] for e in p.evidence
        )
        return self.article.id, p.actor, p.issue, p.stance, p.via or "", *places
