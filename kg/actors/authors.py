"""Whose words a paper's are: "Duarte's letter said", "a statement from the union", "a plan signed by the ministers"."""

from __future__ import annotations

from kg.actors import lexicon, sources
from kg.actors.cast import Member
from kg.actors.scene import Scene
from kg.actors.sources import Form, Referent
from kg.model import ActorKind, Attribution, Span

# Papers that speak for who wrote them; a report, a study or a law speaks for itself.
_VOICES = frozenset(
    [
        "article",
        "blog",
        "book",
        "declaration",
        "e-mail",
        "editorial",
        "email",
        "leaflet",
        "letter",
        "manifesto",
        "memo",
        "memoir",
        "memorandum",
        "message",
        "note",
        "op-ed",
        "petition",
        "plea",
        "post",
        "statement",
        "tweet",
    ]
)
_SIGNED = frozenset({"agreement", "declaration", "letter", "petition", "statement", "treaty", "communique", "pledge"})


def owner(scene: Scene, r: Referent) -> Member | None:
    """The named owner of a paper that speaks for its writer: "Ms Duarte's letter"."""
    tokens = scene.reading.tokens
    if tokens[r.head].text.casefold() not in _VOICES:
        return None
    first, _ = sources.token_range(scene.reading, r.span)
    for mention in scene.cast.within(first, r.head):
        member = scene.cast.of.get(mention)
        owns = tokens[mention.last].tag == "POS" or tokens[mention.last - 1].end > mention.span.end
        if member and owns and mention.last <= r.head and member.kind in {ActorKind.PERSON, ActorKind.ORGANISATION}:
            return member
    return None


def writer(scene: Scene, r: Referent, a: Attribution) -> Referent | None:
    """Who follows "from", "by" or "signed by" after a paper that speaks for its writer, if that can speak."""
    tokens, word = scene.reading.tokens, scene.reading.tokens[r.head].text.casefold()
    following = [t.text.casefold() for t in tokens[r.head + 1 : r.head + 3]]
    width = 2 * (following == ["signed", "by"] and word in _SIGNED)
    width = width or (following[:1] in (["from"], ["by"]) and word in _VOICES)
    source = next((s for s in a.source if tokens[r.head].start in s), None)
    if not width or source is None or tokens[r.head + width].end >= source.end:
        return None
    span = Span(tokens[r.head + 1 + width].start, source.end)
    inner = sources.referents(scene.cast, Attribution("_", a.content, (span,), parent=a.parent))
    return inner[0] if inner and _can_write(scene, inner[0]) else None


def _can_write(scene: Scene, r: Referent) -> bool:
    word = lexicon.bare(scene.reading.tokens[r.head].text)
    if r.form is Form.NAME:
        return r.member is not None and r.member.kind is not ActorKind.PLACE
    known = word in lexicon.groups() or word in lexicon.roles() or word in lexicon.bodies()
    return r.form is Form.DESCRIPTION and (known or lexicon.organisations().get(word) == "head")
