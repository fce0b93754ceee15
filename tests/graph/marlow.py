"""A made-up harbour town in four articles: the worked example that the tests of the graph share.

Findings are put together by searching the texts for phrases, so every offset is real.
"""

from __future__ import annotations

from datetime import date

from kg.graph import Run
from kg.ids import mint, slug
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

ISSUES = "ontology/examples/marlow-issues.ttl"
RUN = Run(software="0.1.0")  # as the files of the worked example say, whatever the version today


class Story:
    """Puts one article's findings together."""

    def __init__(self, name: str, outlet: str | None, day: str | None, title: str, text: str, url: str | None = None):
        self.article = Article(
            id=mint("ar", "article", outlet or "", day or "", text),
            text=text,
            names=(name,),
            title=title,
            outlet=outlet,
            published=date.fromisoformat(day) if day else None,
            url=url,
            guessed=frozenset({"outlet"}) if outlet else frozenset(),
        )
        self.utterances: list[Utterance] = []
        self.actors: dict[str, Actor] = {}
        self.positions: list[Position] = []

    def span(self, phrase: str, after: int = 0) -> Span:
        start = self.article.text.index(phrase, after)
        return Span(start, start + len(phrase))

    def actor(self, name: str, kind: ActorKind = ActorKind.PERSON, *aliases: str, roles: tuple[Role, ...] = ()) -> str:
        local = kind is ActorKind.UNNAMED
        id_ = mint("x", "actor", self.article.id, name) if local else slug(name)
        self.actors[id_] = Actor(id_, name, kind, aliases, roles, self.article.id if local else None)
        return id_

    def says(
        self,
        speakers: list[str],
        source: str,
        cue: str,
        *content: str,
        kind: Kind = Kind.DIRECT,
        lemma: str = "say",
        after: int = 0,
        to: str | None = None,
        confidence: float = 0.9,
        reason: str = "name",
        **more: object,
    ) -> str:
        id_ = f"a{len(self.utterances) + 1}"
        spans = tuple(self.span(c, after) for c in content)
        found = Attribution(
            id_,
            spans,
            source=(self.span(source, after),) if source else (),
            cue=(self.span(cue, after),) if cue else (),
            kind=kind,
            cue_lemma=lemma if cue else "",
            confidence=confidence,
            found_by="hand",
            **more,  # type: ignore[arg-type]
        )
        self.utterances.append(Utterance(found, tuple(speakers), (to,) if to else (), reason, 0.95))
        return id_

    def stands(self, actor: str, issue: str, stance: Stance, *evidence: str | Span, via: str | None = None) -> None:
        self.positions.append(Position(actor, issue, stance, evidence, via, 0.8))

    def findings(self) -> Findings:
        return Findings(self.article, tuple(self.utterances), tuple(self.actors.values()), tuple(self.positions))


def wire() -> Findings:
    """Northern Wire, 1 March: nested speech, a spokesman, unnamed officials, a wish."""
    s = Story(
        "wire/port.txt",
        "Northern Wire",
        "2025-03-01",
        "Minister rules out port closure",
        "MARLOW — “We will not close the port,” Finance Minister Ana Ruiz told reporters on Friday, “now or ever.”\n"
        "\n"
        "Harbour spokesman Tom Lee said Mayor Kofi Mensah had told dockworkers that “the city will keep the port open "
        "whatever it costs.”\n"
        "\n"
        "Officials said a decision was near. Ruiz hopes the dispute ends by May.\n",
        "https://northernwire.example/2025/03/01/port?a=1&b=2",
    )
    ruiz = s.actor(
        "Ana Ruiz", ActorKind.PERSON, "Ruiz", roles=(Role("Finance Minister", None, False, s.span("Finance Minister")),)
    )
    harbour = s.actor("Marlow Harbour", ActorKind.ORGANISATION)
    lee = s.actor("Tom Lee", roles=(Role("Harbour spokesman", "Marlow Harbour", True),))
    mensah = s.actor("Kofi Mensah", ActorKind.PERSON, roles=(Role("Mayor", "City of Marlow"),))
    reporters = s.actor("reporters", ActorKind.GROUP)
    officials = s.actor("Officials", ActorKind.UNNAMED)
    assert harbour
    a1 = s.says(
        [ruiz],
        "Finance Minister Ana Ruiz",
        "told",
        "“We will not close the port,”",
        "“now or ever.”",
        lemma="tell",
        to=reporters,
    )
    a2 = s.says(
        [lee],
        "Harbour spokesman Tom Lee",
        "said",
        "Mayor Kofi Mensah had told dockworkers that “the city will keep the port open whatever it costs.”",
        kind=Kind.MIXED,
        after=100,
    )
    a3 = s.says(
        [mensah],
        "Mayor Kofi Mensah",
        "had told",
        "“the city will keep the port open whatever it costs.”",
        lemma="tell",
        parent=a2,
        confidence=0.85,
    )
    s.says([officials], "Officials", "said", "a decision was near", kind=Kind.INDIRECT, after=230, confidence=0.7)
    s.says(
        [ruiz],
        "Ruiz",
        "hopes",
        "the dispute ends by May",
        kind=Kind.INDIRECT,
        after=260,
        act=Act.ATTITUDE,
        lemma="hope",
    )
    s.stands(ruiz, "port-closure", Stance.OPPOSES, a1)
    s.stands(mensah, "port-closure", Stance.OPPOSES, a3, via=lee)
    return s.findings()


def ledger() -> Findings:
    """The Daily Ledger, 2 March: another spelling, hearsay, a denial, a post, nobody named, a negated cue."""
    s = Story(
        "ledger/marlow.txt",
        "The Daily Ledger",
        "2025-03-02",
        "Who will keep Marlow open?",
        "Finance Minister Ana Ruíz Vega insisted: “We will not close the port.”\r\n"
        "\r\n"
        "Mensah promised that the port would stay open “whatever it costs”, according to Tom Lee.\r\n"
        "\r\n"
        "Union leader Petra Novak denied that dockworkers would strike. “Closing the port would be a betrayal,” she "
        "wrote on Chirper. Novak did not say that talks were over.\r\n"
        "\r\n"
        "It was said that talks had failed.\r\n",
        "https://dailyledger.example/marlow-open",
    )
    ruiz = s.actor("Ana Ruíz Vega", ActorKind.PERSON, "Ruíz")
    lee = s.actor("Tom Lee")
    mensah = s.actor("Kofi Mensah", ActorKind.PERSON, "Mensah")
    novak = s.actor("Petra Novak", ActorKind.PERSON, roles=(Role("leader", "Dockers Union"),))
    b1 = s.says([ruiz], "Finance Minister Ana Ruíz Vega", "insisted", "“We will not close the port.”", lemma="insist")
    b2 = s.says(
        [lee],
        "Tom Lee",
        "according to",
        "Mensah promised that the port would stay open “whatever it costs”",
        kind=Kind.MIXED,
        lemma="accord",
    )
    b3 = s.says(
        [mensah],
        "Mensah",
        "promised",
        "the port would stay open “whatever it costs”",
        kind=Kind.MIXED,
        lemma="promise",
        parent=b2,
        confidence=0.8,
    )
    b4 = s.says(
        [novak],
        "Union leader Petra Novak",
        "denied",
        "dockworkers would strike",
        kind=Kind.INDIRECT,
        lemma="deny",
        denied=True,
    )
    b5 = s.says(
        [novak],
        "she",
        "wrote on Chirper",
        "“Closing the port would be a betrayal,”",
        lemma="write",
        reason="pronoun: last subject",
    )
    s.says([novak], "Novak", "did not say", "talks were over", kind=Kind.INDIRECT, negated=True, after=250)
    s.says([], "", "was said", "talks had failed", kind=Kind.INDIRECT, confidence=0.6, reason="")
    s.stands(ruiz, "port-closure", Stance.OPPOSES, b1)
    s.stands(mensah, "port-closure", Stance.OPPOSES, b3)
    s.stands(novak, "strike", Stance.OPPOSES, b4)
    s.stands(novak, "port-closure", Stance.OPPOSES, b5)
    return s.findings()


def turn() -> Findings:
    """Northern Wire, 10 June: the minister changes her mind; a position in the reporter's words."""
    s = Story(
        "wire/turn.txt",
        "Northern Wire",
        "2025-06-10",
        "Minister changes course on port",
        "Finance Minister Ana Ruiz said she now backed closing the port. Petra Novak called the plan “a betrayal.”\n"
        "The Dockers Union is torn over a strike.\n",
    )
    ruiz, novak = s.actor("Ana Ruiz"), s.actor("Petra Novak")
    union = s.actor("Dockers Union", ActorKind.ORGANISATION)
    c1 = s.says([ruiz], "Finance Minister Ana Ruiz", "said", "she now backed closing the port", kind=Kind.INDIRECT)
    c2 = s.says([novak], "Petra Novak", "called", "the plan “a betrayal.”", kind=Kind.MIXED, lemma="call")
    s.stands(ruiz, "port-closure", Stance.SUPPORTS, c1)
    s.stands(novak, "port-closure", Stance.OPPOSES, c2)
    s.stands(union, "strike", Stance.AMBIVALENT, s.span("is torn over a strike"))
    return s.findings()


def copy() -> Findings:
    """A page without outlet or date that prints Northern Wire's report again, in part."""
    s = Story(
        "web/copy.txt",
        None,
        None,
        "Port stays",
        "“We will not close the port,” Finance Minister Ana Ruiz told reporters on Friday, “now or ever.”\n",
    )
    ruiz = s.actor("Ana Ruiz")
    s.says([ruiz], "Finance Minister Ana Ruiz", "told", "“We will not close the port,”", "“now or ever.”", lemma="tell")
    return s.findings()


def town() -> tuple[tuple[Findings, ...], Collection]:
    """All four, and what is known across them."""
    w, d, t, c = wire(), ledger(), turn(), copy()
    collection = Collection(
        links=(ActorLink("ana-ruiz", "ana-ruiz-vega", "first and one family name, same office", 0.9),),
        echoes=(
            Echo(w.article.id, "a1", d.article.id, "a1", Relation.TRUNCATED, 0.9),
            Echo(w.article.id, "a1", c.article.id, "a1", Relation.VERBATIM, 1.0),
            Echo(w.article.id, "a3", d.article.id, "a3", Relation.PARAPHRASE, 0.7),
        ),
        copies=(tuple(sorted((w.article.id, c.article.id))),),
    )
    return (w, d, t, c), collection
