"""The nouns of the field, and nothing else.

Every stage of kg takes and gives the types below. All are frozen and compare by value; none knows of
spaCy, RDF or the file system. Offsets are Python string indices into :attr:`Article.text`, half open.

The flow, left to right::

    Article ─▶ Reading ─▶ Attribution ─▶ Utterance ─▶ Position ─▶ Findings        (one article at a time)
                                                       Findings… ─▶ Collection     (across articles)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """How the content is reported (Pareti 2015): in marks, in part, or not at all."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


class Act(StrEnum):
    """Saying, writing, stated opinion; or a wish, belief or plan that was not voiced (GUIDELINES 1)."""

    STATEMENT = "statement"
    ATTITUDE = "attitude"


class Stance(StrEnum):
    """Where an actor stands on an issue, as in discourse network analysis."""

    SUPPORTS = "supports"
    OPPOSES = "opposes"
    AMBIVALENT = "ambivalent"


class ActorKind(StrEnum):
    """What sort of source speaks."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"  # a state, city or seat of power that speaks: Lisbon, the Élysée
    GROUP = "group"  # European leaders, critics
    DOCUMENT = "document"  # a report, a poll, a law: "according to the report"
    UNNAMED = "unnamed"  # two U.S. officials: an actor of one article, never merged


class Relation(StrEnum):
    """How one report of an utterance relates to another (GUIDELINES 8)."""

    VERBATIM = "verbatim"
    TRUNCATED = "truncated"
    VARIANT = "variant"
    PARAPHRASE = "paraphrase"


class Zone(StrEnum):
    """What a stretch of an article is. Those that hold no reporting are furniture."""

    TITLE = "title"
    DECK = "deck"
    SUBHEAD = "subhead"
    DATELINE = "dateline"
    POST = "post"  # an embedded social-media post
    BYLINE = "byline"
    CAPTION = "caption"
    ADVERT = "advert"
    LINK = "link"
    NOTE = "note"  # footnotes, "AP reporter X contributed", where it was first published
    METADATA = "metadata"
    FOREIGN = "foreign"  # a header or footer in another language

    @property
    def is_furniture(self) -> bool:
        """Whether nothing in such a stretch is read as reporting."""
        return self not in _REPORTING


_REPORTING = frozenset({Zone.TITLE, Zone.DECK, Zone.SUBHEAD, Zone.POST})


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of an article's text: ``start`` included, ``end`` not; never empty."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"empty or negative span: {self.start}..{self.end}")

    def __contains__(self, other: Span | int) -> bool:
        if isinstance(other, int):
            return self.start <= other < self.end
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True, order=True)
class Region:
    """A stretch of the text that is not plain body: marked, never cut."""

    span: Span
    zone: Zone


@dataclass(frozen=True, slots=True)
class Article:
    """A news article as it came, never rewritten.

    Attributes:
        id: minted from url, else outlet and date, and text (:func:`kg.ids.mint`).
        text: the file as decoded, line ends kept, a byte-order mark not counted.
        names: the paths below the INPUT given, sorted; several when files are identical.
        guessed: names of the metadata fields that were inferred rather than stated.
        regions: sorted, not overlapping.
    """

    id: str
    text: str
    names: tuple[str, ...] = ()
    title: str | None = None
    outlet: str | None = None
    published: date | None = None
    url: str | None = None
    encoding: str = "utf-8"
    guessed: frozenset[str] = frozenset()
    regions: tuple[Region, ...] = ()

    @property
    def name(self) -> str:
        """The first of :attr:`names`, else the id."""
        return self.names[0] if self.names else self.id

    def quote(self, *spans: Span) -> str:
        """The text of *spans*, a gap shown as ``[…]``."""
        if spans and spans[-1].end > len(self.text):
            raise ValueError(f"{self.id}: {spans[-1]} ends beyond the text ({len(self.text)})")
        return " […] ".join(self.text[s.start : s.end] for s in spans)

    def zone(self, span: Span) -> Zone | None:
        """The zone that *span* lies in, or None for the body."""
        return next((r.zone for r in self.regions if r.span.overlaps(span)), None)

    def is_furniture(self, span: Span) -> bool:
        """Whether *span* touches page furniture."""
        return any(r.zone.is_furniture and r.span.overlaps(span) for r in self.regions)


@dataclass(frozen=True, slots=True)
class Token:
    """A word with its grammar, in Universal Dependencies v2 terms.

    ``head`` is the index of the governing token in :attr:`Reading.tokens`; a root is its own head.
    ``tag`` is the Penn Treebank tag (number, tense); ``pos`` the universal one.
    """

    start: int
    end: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int


@dataclass(frozen=True, slots=True, order=True)
class Entity:
    """A named entity: label PERSON, ORG, GPE, NORP, LOC or EVENT."""

    span: Span
    label: str


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quoted stretch, found from the marks alone.

    Attributes:
        span: with its marks.
        inner: without them.
        level: 0 for an outermost pair, 1 for one inside it, …
        closed: False when the closing mark is missing (the quotation runs on or was never closed).
        continues: index in :attr:`Reading.quotations` of the paragraph before that this one continues.
        whole_article: the one outer pair around everything: belongs to no attribution.
    """

    span: Span
    inner: Span
    level: int = 0
    closed: bool = True
    continues: int | None = None
    whole_article: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """An article's language in plain values: what ``document/`` made of it.

    ``sentences`` are pairs of token indices, half open, in text order; ``paragraphs`` are Spans.
    """

    article: Article
    tokens: tuple[Token, ...]
    sentences: tuple[tuple[int, int], ...]
    paragraphs: tuple[Span, ...]
    entities: tuple[Entity, ...]
    quotations: tuple[Quotation, ...]

    def children(self, index: int) -> Iterator[int]:
        """Indices of the tokens governed by token *index*, in text order (searches its sentence)."""
        first, last = self.sentence_of(index)
        return (i for i in range(first, last) if self.tokens[i].head == index and i != index)

    def sentence_of(self, index: int) -> tuple[int, int]:
        """The sentence that token *index* stands in."""
        low, high = 0, len(self.sentences)
        while low < high:
            middle = (low + high) // 2
            if self.sentences[middle][1] <= index:
                low = middle + 1
            else:
                high = middle
        return self.sentences[low]


@dataclass(frozen=True, slots=True)
class Attribution:
    """A source, a cue and a content, as the text has them (PARC, PolNeAR); nothing resolved.

    ``source`` and ``cue`` may be empty: a quotation nobody is named for. Spans are in text order.

    Attributes:
        id: "a1", "a2", … in text order of the content, unique in the article.
        parent: id of the attribution whose content holds this one (reported speech inside reported speech).
        negated: the cue is negated ("did not say"): never read the content as the speaker's.
        denied: the source rejects the content ("denied that …").
        cue_lemma: lemma of the cue's head ("say"), empty without a cue.
        topic: the phrase outside the content that names what it is about ("Asked about …").
        addressee: the phrase that names who was told.
        confidence: calibrated probability that this is an attribution, 0..1, two decimals.
        found_by: name of the rule, or "encoder".
    """

    id: str
    content: tuple[Span, ...]
    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    kind: Kind = Kind.DIRECT
    act: Act = Act.STATEMENT
    parent: str | None = None
    negated: bool = False
    denied: bool = False
    cue_lemma: str = ""
    topic: tuple[Span, ...] = ()
    addressee: tuple[Span, ...] = ()
    continues: str | None = None
    confidence: float = 1.0
    found_by: str = "hand"

    @property
    def extent(self) -> Span:
        """From the first to the last character of source, cue and content."""
        spans = (*self.source, *self.cue, *self.content)
        return Span(min(s.start for s in spans), max(s.end for s in spans))


@dataclass(frozen=True, slots=True, order=True)
class Role:
    """A title or office that an article gives an actor: "Treasury spokesman" → spokesman of Treasury."""

    title: str
    organisation: str | None = None
    spokesperson: bool = False
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody or some body that can speak, as one article knows it.

    Attributes:
        id: register slug, else slug of the folded full name; ``x-…`` for an actor of one article only.
        name: the fullest form in the article (the register's form where known).
        aliases: other forms in the text, sorted.
        article: the article's id when the actor is of that article only (unnamed sources), else None.
        mentions: where the article names it, sorted.
    """

    id: str
    name: str
    kind: ActorKind = ActorKind.PERSON
    aliases: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    article: str | None = None
    mentions: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Utterance:
    """An attribution whose source is resolved: these actors said this.

    ``speakers`` are actor ids, empty when nobody is named. ``reason`` says how they were found
    ("name", "pronoun: last subject", "role before name", "continues a4", …).
    """

    attribution: Attribution
    speakers: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    reason: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Issue:
    """A contested question; ``supports`` tells what support means, so that a stance has a direction."""

    id: str  # skos:notation, else the IRI's local name
    iri: str
    label: str
    alternatives: tuple[str, ...] = ()
    definition: str = ""
    supports: str = ""


@dataclass(frozen=True, slots=True)
class Position:
    """An actor's stance on an issue in one article, never without evidence.

    Attributes:
        actor: actor id.
        issue: issue id.
        evidence: ids of attributions, or Spans where the reporter's own words show it.
        via: id of the actor who ascribes the stance, when that is not the actor: hearsay.
        decided_by: the words that decided the stance.
    """

    actor: str
    issue: str
    stance: Stance
    evidence: tuple[str | Span, ...]
    via: str | None = None
    confidence: float = 1.0
    decided_by: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Findings:
    """All that was read out of one article; the unit of storing, testing and golden files."""

    article: Article
    utterances: tuple[Utterance, ...] = ()
    actors: tuple[Actor, ...] = ()
    positions: tuple[Position, ...] = ()

    @property
    def attributions(self) -> tuple[Attribution, ...]:
        """The attributions, in text order."""
        return tuple(u.attribution for u in self.utterances)

    def actor(self, actor_id: str) -> Actor:
        """The actor with that id; KeyError if the article has none."""
        for actor in self.actors:
            if actor.id == actor_id:
                return actor
        raise KeyError(actor_id)


@dataclass(frozen=True, slots=True, order=True)
class ActorLink:
    """Two actor ids that name the same actor. A link, never a rename."""

    a: str
    b: str
    reason: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, order=True)
class Echo:
    """Two reports, in two articles, of the same utterance (a before b in article id, then id)."""

    article_a: str
    id_a: str
    article_b: str
    id_b: str
    relation: Relation
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, order=True)
class HeldRole:
    """A role that a register, no article, gives an actor.

    Attributes:
        actor: actor id.
        body: actor id and name of the organisation, place or person that the role is of, both empty if unknown.
        start: ISO date, empty if open; so is ``end``.
        source: where the register has it from.
    """

    actor: str
    title: str
    body: tuple[str, str] = ("", "")
    start: str = ""
    end: str = ""
    source: str = "register"
    spokesperson: bool = False


@dataclass(frozen=True, slots=True)
class Collection:
    """What is known across articles: links between actors, echoes between utterances, copies, roles in the register.

    ``copies`` groups the ids of articles that are copies of one text (syndication), sorted.
    """

    links: tuple[ActorLink, ...] = ()
    echoes: tuple[Echo, ...] = ()
    copies: tuple[tuple[str, ...], ...] = field(default=())
    held: tuple[HeldRole, ...] = ()
