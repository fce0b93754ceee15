"""A small world of findings, written by hand: four outlets on a toll for the bridge of Port Ellery."""

from datetime import date

from kg.model import (
    Actor,
    ActorKind,
    ActorLink,
    Article,
    Attribution,
    Collection,
    Echo,
    Findings,
    Issue,
    Kind,
    Position,
    Region,
    Relation,
    Role,
    Span,
    Stance,
    Utterance,
    Zone,
)

REWORDED = "Written for kg. Quotations are reworded, not the speakers' words."

TOLL = Issue("toll", "https://example.org/toll", "Toll on the harbour bridge", ("bridge fee",), "Whether lorries pay.")
FERRY = Issue("ferry", "https://example.org/ferry", "Night ferry to the islands", supports="the ferry should sail")
ISSUES = (TOLL, FERRY)


class Desk:
    """Builds the findings of one article: spans are given as the words that stand there."""

    def __init__(self, article_id, text, **fields):
        self.text = text
        self.article = Article(article_id, text, names=(f"{article_id}.txt",), **fields)
        self.utterances, self.actors, self.positions = [], [], []

    def span(self, words, nth=0):
        start = -1
        for _ in range(nth + 1):
            start = self.text.index(words, start + 1)
        return Span(start, start + len(words))

    def spans(self, words):
        return tuple(self.span(w) for w in ([words] if isinstance(words, str) else words or []))

    def zones(self, **zones):
        regions = sorted(Region(self.span(words), Zone(zone)) for zone, words in zones.items())
        self.article = Article(
            self.article.id,
            self.text,
            self.article.names,
            self.article.title,
            self.article.outlet,
            self.article.published,
            self.article.url,
            regions=tuple(regions),
        )
        return self

    def actor(self, actor_id, name, kind=ActorKind.PERSON, aliases=(), roles=(), mentions=()):
        spans = tuple(sorted(self.span(m) for m in mentions))
        titles = tuple(Role(*role) for role in roles)
        self.actors.append(Actor(actor_id, name, kind, tuple(aliases), titles, mentions=spans))
        return self

    def says(self, attribution_id, who, content, source="", cue="", kind=Kind.DIRECT, clause="", to=(), **more):
        """An attribution; source and cue are looked for in *clause*, a longer stretch of the text."""
        start = self.span(clause).start if clause else 0

        def near(words):
            return (Span((at := self.text.index(words, start)), at + len(words)),) if words else ()

        spans = {"content": self.spans(content), "source": near(source), "cue": near(cue)}
        attribution = Attribution(attribution_id, kind=kind, **spans, **more)
        speakers = (who,) if isinstance(who, str) else tuple(who)
        self.utterances.append(Utterance(attribution, speakers, tuple(to), "name", 0.9))
        return self

    def stands(self, actor, issue, stance, evidence, via=None, decided=None, confidence=0.8):
        shown = tuple(e if e[0] == "a" and e[1:].isdigit() else self.span(e) for e in evidence)
        place = self.spans(decided)
        self.positions.append(Position(actor, issue.id, Stance(stance), shown, via, confidence, place))
        return self

    def done(self):
        return Findings(self.article, tuple(self.utterances), tuple(self.actors), tuple(self.positions))


def wire():
    text = (
        "PORT ELLERY (Northern Wire) - Mayor Ines Okoro said on Monday that the bridge toll would be gone by spring.\n\n"
        '"We built this bridge for the people who work here, and we will not sell it back to them lorry by lorry," '
        "Okoro told the council.\n\n"
        "Harbour minister Tomas Weld said Okoro had promised him the toll would stay. "
        '"It pays for the cranes," Weld said.\n\n'
        "The dockers want the night ferry back.\n\n"
        "Photo: the bridge in fog\n"
        f"{REWORDED}\n"
    )
    desk = Desk("wire", text, title="Mayor: toll to go by spring", outlet="Northern Wire", published=date(2024, 3, 4))
    desk.zones(dateline="PORT ELLERY (Northern Wire) - ", caption="Photo: the bridge in fog")
    desk.actor("ines-okoro", "Ines Okoro", aliases=["Okoro"], roles=[("mayor", "Port Ellery")], mentions=["Okoro had"])
    desk.actor("tomas-weld", "Tomas Weld", aliases=["Weld"], roles=[("minister", "Harbour")], mentions=["Tomas Weld"])
    desk.actor("dockers", "Dockers", ActorKind.GROUP)
    gone = "that the bridge toll would be gone by spring"
    desk.says("a1", "ines-okoro", gone, "Mayor Ines Okoro", "said", Kind.INDIRECT)
    whole = '"We built this bridge for the people who work here, and we will not sell it back to them lorry by lorry,"'
    desk.says("a2", "ines-okoro", whole, "Okoro", "told", clause="Okoro told", to=["dockers"], confidence=0.97)
    promise = "Okoro had promised him the toll would stay"
    desk.says("a3", "tomas-weld", promise, "Harbour minister Tomas Weld", "said", Kind.INDIRECT, "Harbour minister")
    desk.says("a4", "ines-okoro", "the toll would stay", "Okoro", "had promised", Kind.INDIRECT, promise, parent="a3")
    desk.says("a5", "tomas-weld", '"It pays for the cranes,"', "Weld", "said", clause="Weld said.")
    desk.stands("ines-okoro", TOLL, "opposes", ["a1", "a2"], decided="will not sell it back")
    desk.stands("ines-okoro", TOLL, "supports", ["a4"], via="tomas-weld", confidence=0.5)
    desk.stands("tomas-weld", TOLL, "supports", ["a5"], decided="pays for the cranes")
    desk.stands("dockers", FERRY, "supports", ["The dockers want the night ferry back."], decided="want")
    return desk.done()


def post():
    text = (
        "The toll will fall\n\n"
        'Ines Okoro, the mayor, said: "We built this bridge for the people who work here."\n\n'
        "Mr Weld, the minister, called the plan “a bill for our children”.\n\n"
        "According to a survey by the Harbour Office, four in ten drivers would pay.\n"
    )
    desk = Desk("post", text, title="The toll will fall", outlet="The Ellery Post", published=date(2024, 3, 5))
    desk.zones(title="The toll will fall")
    desk.actor("ines-okoro", "Ines Okoro", roles=[("mayor", None)], mentions=["Ines Okoro"])
    desk.actor("t-weld", "Mr Weld", roles=[("minister", None)])
    desk.actor("harbour-office-survey", "survey by the Harbour Office", ActorKind.DOCUMENT)
    short = '"We built this bridge for the people who work here."'
    desk.says("a1", "ines-okoro", short, "Ines Okoro, the mayor", "said")
    desk.says("a2", "t-weld", "the plan “a bill for our children”", "Mr Weld, the minister", "called", Kind.MIXED)
    survey = "a survey by the Harbour Office"
    desk.says("a3", "harbour-office-survey", "four in ten drivers would pay", survey, "According to", Kind.INDIRECT)
    desk.stands("ines-okoro", TOLL, "opposes", ["a1"])
    desk.stands("t-weld", TOLL, "supports", ["a2"], decided="a bill for our children")
    return desk.done()


def channel():
    text = (
        "Mayor Okoro says the bridge belongs to those who use it 🌉 and promises free passage.\n\n"
        "“Let the night ferry sail,” she said. “The islands have waited long enough.”\n"
    )
    desk = Desk("channel", text, title="Free passage?", outlet="Channel Nine", published=date(2024, 3, 7))
    desk.actor("mayor-okoro", "Mayor Okoro")
    desk.says("a1", "mayor-okoro", "the bridge belongs to those who use it 🌉", "Mayor Okoro", "says", Kind.INDIRECT)
    split = ["“Let the night ferry sail,”", "“The islands have waited long enough.”"]
    desk.says("a2", "mayor-okoro", split, "she", "said", clause="she said")
    desk.stands("mayor-okoro", FERRY, "supports", ["a2"], decided="Let the night ferry sail")
    return desk.done()


def copy():
    first = wire()
    article = Article(
        "copy", first.article.text, ("copy.txt",), first.article.title, "Island Gazette", date(2024, 3, 5)
    )
    return Findings(article, first.utterances, first.actors, first.positions)


def world():
    """Findings, collection and issues of all four articles."""
    same = [("wire", "a2", "post", "a1", Relation.TRUNCATED), ("channel", "a1", "wire", "a2", Relation.PARAPHRASE)]
    same += [("copy", f"a{i}", "wire", f"a{i}", Relation.VERBATIM) for i in range(1, 6)]
    echoes = tuple(sorted(Echo(a, i, b, j, how) if a < b else Echo(b, j, a, i, how) for a, i, b, j, how in same))
    links = (
        ActorLink("ines-okoro", "mayor-okoro", "role and family name", 0.9),
        ActorLink("t-weld", "tomas-weld", "role and family name", 0.8),
    )
    return [wire(), post(), channel(), copy()], Collection(links, echoes, (("copy", "wire"),)), ISSUES
