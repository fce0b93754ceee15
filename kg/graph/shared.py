"""The graphs that no single article decides: actors and outlets, quotes, utterances, the plain triples, links.

Each triple stands in exactly one graph, so that counting over their union counts right in every engine.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import kg
from kg.graph import held
from kg.graph.iris import BASE, SHARED_GRAPHS, Iris
from kg.graph.terms import decimal, iri, string
from kg.graph.utterances import Report, utterances
from kg.graph.vocab import KG, PREFIXES
from kg.graph.wording import chain, first_hand, said_by, short, wording
from kg.graph.write import (
    ACTOR_CLASSES,
    LABEL,
    TYPE,
    attribution_iris,
    organisation,
    quote_iri,
    where_and_when,
)
from kg.model import ActorKind, Collection, Findings, Kind, Relation, Stance, Utterance

_PREF, _ALT = f"<{PREFIXES['skos']}prefLabel>", f"<{PREFIXES['skos']}altLabel>"
_QUOTED_FROM = f"<{PREFIXES['prov']}wasQuotedFrom>"
_STANCES = {Stance.SUPPORTS: KG.supports, Stance.OPPOSES: KG.opposes, Stance.AMBIVALENT: KG.ambivalentOn}
_PLAIN = {"said": KG.said, "reportedlySaid": KG.reportedlySaid, "denied": KG.denied}
_RELATIONS = {
    Relation.VERBATIM: KG.Verbatim,
    Relation.TRUNCATED: KG.Truncated,
    Relation.VARIANT: KG.Variant,
    Relation.PARAPHRASE: KG.Paraphrase,
}


@dataclass(frozen=True, slots=True)
class Run:
    """What made the graph: no clock, so that the same inputs give the same bytes.

    Attributes:
        models: ``name@sha256`` of each model.
        settings: a text that stands for all settings (their hash, say).
    """

    software: str = kg.__version__
    models: tuple[str, ...] = ()
    settings: str = ""


def shared_lines(
    findings: Iterable[Findings],
    collection: Collection,
    issues: Mapping[str, str],
    base: str = BASE,
    run: Run | None = None,
) -> list[str]:
    """The N-Quads lines of all shared graphs, sorted, each once; *findings* is read once.

    Args:
        findings: of every article of the collection.
        collection: what is known across them.
        issues: issue id → IRI.
        base: where the data's IRIs begin.
        run: what made the findings.
    """
    writer = SharedWriter(issues, Iris(base))
    for one in findings:
        writer.read(one)
    return writer.lines(collection, run or Run())


class SharedWriter:
    """Gathers what the shared graphs need, article by article, and writes them at the end.

    Lines go to *sink* as they come, unsorted and some more than once, or are kept for :meth:`lines`.
    """

    def __init__(self, issues: Mapping[str, str], iris: Iris, sink: Callable[[str], None] | None = None) -> None:
        self.iris, self.issues = iris, issues
        self._lines: set[str] = set()
        self._sink = sink or self._lines.add
        self._ends = {graph: f" {iri(iris.graph(graph))} ." for graph in SHARED_GRAPHS}
        self._actors: dict[str, str] = {}
        self._kinds: dict[str, Counter[ActorKind]] = defaultdict(Counter)
        self._names: dict[str, Counter[str]] = defaultdict(Counter)
        self._voice: Counter[str] = Counter()
        self._articles: dict[str, tuple[str, str]] = {}
        self._texts: dict[str, tuple[str, str, str]] = {}
        self._reports: dict[tuple[str, str], Report] = {}
        self._local: dict[tuple[str, str], str] = {}

    def read(self, findings: Findings) -> None:
        """Takes in one article."""
        article = findings.article
        day = article.published.isoformat() if article.published else "9999"
        self._articles[article.id] = (day, self.iris.article(article.id))
        if article.outlet:
            outlet = iri(self.iris.outlet(article.outlet))
            self._add("entities", outlet, TYPE, f"<{KG.Outlet}>")
            self._names[outlet][article.outlet] += 1
        local = attribution_iris(self.iris, findings)
        for utterance in findings.utterances:
            self._utterance(findings, utterance, local[utterance.attribution.id], day)
        self._cast(findings)
        self._positions(findings)

    def lines(self, collection: Collection, run: Run) -> list[str]:
        """All lines, sorted, where no sink takes them."""
        self.finish(collection, run)
        return sorted(self._lines)

    def finish(self, collection: Collection, run: Run) -> None:
        """Writes what only the whole collection tells."""
        self._held(collection)
        self._entities()
        self._links(collection)
        self._echoes(collection)
        self._write_utterances(collection)
        self._quotes()
        self._metadata(run)

    def _add(self, graph: str, subject: str, predicate: str, value: str) -> None:
        self._sink(f"{subject} {predicate} {value}{self._ends[graph]}")

    def _actor(self, actor: str) -> str:
        node = self._actors.get(actor)
        if node is None:
            node = self._actors[actor] = iri(self.iris.actor(actor))
        return node

    def _utterance(self, findings: Findings, utterance: Utterance, node: str, day: str) -> None:
        a, article = utterance.attribution, findings.article
        quote = quote_iri(self.iris, article, utterance)
        text = wording(article, a.content)
        self._texts[quote] = min(self._texts.get(quote, ("~", "", "")), (day, article.id, text))
        self._local[article.id, a.id] = node
        plain = said_by(a, chain(findings, a))
        for speaker in utterance.speakers:
            self._voice[speaker] += 1
            if plain:
                self._add("plain", self._actor(speaker), f"<{_PLAIN[plain]}>", iri(quote))
        self._add("plain", iri(quote), f"<{KG.appearsIn}>", iri(self.iris.article(article.id)))
        if utterance.speakers and plain in {"said", "reportedlySaid"}:
            self._reports[article.id, a.id] = Report(
                quote, text, a.kind is not Kind.INDIRECT, day, tuple(sorted(utterance.speakers))
            )

    def _cast(self, findings: Findings) -> None:
        label = f" ({where_and_when(findings.article)})"
        for actor in findings.actors:
            name = actor.name + (label if actor.article else "")
            self._names[actor.id][name] += 1
            for alias in actor.aliases:
                self._names[actor.id][alias] += 0  # known, never preferred
            self._kinds[actor.id][actor.kind] += 1
            for role in actor.roles:
                body = organisation(findings, role)
                if body:
                    self._kinds[body[0]][ActorKind.ORGANISATION] += 0
                    self._names[body[0]][body[1]] += 0
                if body and role.spokesperson:
                    self._add("plain", self._actor(actor.id), f"<{KG.speaksFor}>", self._actor(body[0]))
        for utterance in findings.utterances:
            for actor_id in (*utterance.speakers, *utterance.addressees):
                self._kinds[actor_id][ActorKind.UNNAMED] += 0  # everyone who speaks is described

    def _positions(self, findings: Findings) -> None:
        said = {u.attribution.id: quote_iri(self.iris, findings.article, u) for u in findings.utterances}
        for p in findings.positions:
            issue = iri(self.issues[p.issue])
            for evidence in p.evidence:
                if isinstance(evidence, str):
                    self._add("quotes", iri(said[evidence]), f"<{KG.about}>", issue)
            self._kinds[p.actor][ActorKind.UNNAMED] += 0
            if first_hand(findings, p):
                self._add("plain", self._actor(p.actor), f"<{_STANCES[p.stance]}>", issue)
                self._add("plain", self._actor(p.actor), f"<{KG.positionOn}>", issue)

    def _held(self, collection: Collection) -> None:
        """The register's roles of the actors that the articles name."""
        named = set(self._kinds)
        for role in collection.held:
            if role.actor in named:
                body, name = role.body
                if body:
                    self._kinds[body][ActorKind.ORGANISATION] += 0
                    self._names[body][name] += 0
                for graph, *line in held.lines(role, self.name(role.actor), self.iris):
                    self._add(graph, *line)

    def _entities(self) -> None:
        order = list(ActorKind)
        for actor, kinds in self._kinds.items():
            kind = min(kinds, key=lambda k: (-kinds[k], order.index(k)))
            self._add("entities", self._actor(actor), TYPE, f"<{ACTOR_CLASSES[kind]}>")
            name = self.name(actor)
            self._add("entities", self._actor(actor), LABEL, string(name))
            self._add("entities", self._actor(actor), _PREF, string(name))
            for other in sorted(set(self._names[actor]) - {name}):
                self._add("entities", self._actor(actor), _ALT, string(other))
        for outlet in [n for n in self._names if n.startswith("<")]:
            self._add("entities", outlet, LABEL, string(self.name(outlet)))

    def name(self, actor: str) -> str:
        """The name that most articles use; the longest, then the first by code points, where they tie."""
        names = self._names[actor]
        return min(names, key=lambda n: (-names[n], -len(n), n)) if names else actor

    def _links(self, collection: Collection) -> None:
        group: dict[str, set[str]] = {a: {a} for a in self._kinds}
        for link in sorted(collection.links):
            pair = sorted((link.a, link.b))
            node = iri(self.iris.link(*pair))
            self._add("links", node, TYPE, f"<{KG.ActorLink}>")
            label = f"{self.name(pair[0])} is {self.name(pair[1])}: {link.reason}"
            self._add("links", node, LABEL, string(short(label, 120)))
            self._add("links", node, f"<{KG.reason}>", string(link.reason))
            self._add("links", node, f"<{KG.confidence}>", decimal(link.confidence))
            for one, other in (pair, pair[::-1]):
                self._add("links", node, f"<{KG.linkedActor}>", self._actor(one))
                self._add("links", self._actor(one), f"<{KG.sameActor}>", self._actor(other))
            joined = group.setdefault(pair[0], {pair[0]}) | group.setdefault(pair[1], {pair[1]})
            for actor in joined:
                group[actor] = joined
        for actor, same in group.items():
            # a surname alone is a poor heading for a person whose full name is known
            main = min(same, key=lambda a: (" " not in self.name(a), -self._voice[a], -len(self.name(a)), a))
            self._add("links", self._actor(actor), f"<{KG.mainActor}>", self._actor(main))
        for copies in collection.copies:
            known = sorted(self._articles[a] for a in copies if a in self._articles)
            for _, copy in known[1:]:
                self._add("links", iri(copy), f"<{KG.copyOf}>", iri(known[0][1]))

    def _echoes(self, collection: Collection) -> None:
        for echo in collection.echoes:
            a, b = (echo.article_a, echo.id_a), (echo.article_b, echo.id_b)
            if a not in self._local or b not in self._local:
                continue
            ends = sorted((self._local[a], self._local[b]))
            node = iri(self.iris.echo(*(e.rsplit("/", 1)[-1] for e in ends)))
            self._add("utterances", node, TYPE, f"<{KG.Echo}>")
            self._add("utterances", node, LABEL, string(f"{echo.relation} report of one utterance"))
            self._add("utterances", node, f"<{KG.versionType}>", f"<{_RELATIONS[echo.relation]}>")
            self._add("utterances", node, f"<{KG.confidence}>", decimal(echo.confidence))
            for end in ends:
                self._add("utterances", node, f"<{KG.report}>", iri(end))

    def _quotes(self) -> None:
        for quote, (_, _, text) in self._texts.items():
            self._add("quotes", iri(quote), TYPE, f"<{KG.Quote}>")
            self._add("quotes", iri(quote), LABEL, string(short(text)))
            self._add("quotes", iri(quote), f"<{KG.text}>", string(text))

    def _write_utterances(self, collection: Collection) -> None:
        for one in utterances(self._reports, collection.echoes):
            node = iri(self.iris.utterance(one.anchor))
            self._add("utterances", node, TYPE, f"<{KG.Utterance}>")
            self._add("utterances", node, LABEL, string(short(one.text)))
            self._add("utterances", node, f"<{KG.text}>", string(one.text))
            for speaker in one.speakers:
                self._add("utterances", node, f"<{KG.utteredBy}>", self._actor(speaker))
            for quote, relation in one.versions:
                self._add("utterances", iri(quote), f"<{KG.versionOf}>", node)
                self._add("utterances", iri(quote), f"<{KG.versionType}>", f"<{_RELATIONS[relation]}>")
                if relation is Relation.VERBATIM:
                    self._add("utterances", iri(quote), _QUOTED_FROM, node)

    def _metadata(self, run: Run) -> None:
        node = iri(self.iris.run(run.software, *run.models, run.settings))
        self._add("metadata", node, TYPE, f"<{KG.ExtractionRun}>")
        self._add("metadata", node, LABEL, string(f"kg {run.software}"))
        self._add("metadata", node, f"<{KG.softwareVersion}>", string(run.software))
        for model in run.models:
            self._add("metadata", node, f"<{KG.model}>", string(model))
        if run.settings:
            self._add("metadata", node, f"<{KG.configSha256}>", string(run.settings))
        for article, (_, name) in self._articles.items():
            graph = iri(self.iris.graph(article))
            self._add("metadata", graph, TYPE, f"<{KG.ArticleGraph}>")
            self._add("metadata", graph, LABEL, string(f"Graph of {article}"))
            self._add("metadata", graph, f"<{KG.extractedFrom}>", iri(name))
            self._add("metadata", graph, f"<{KG.generatedBy}>", node)
