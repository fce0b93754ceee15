"""Whom a description of no single person means: "the ministry", "two officials", "a report"."""

from __future__ import annotations

import re

from kg.actors import discourse, lexicon, sources
from kg.actors.answers import Found
from kg.actors.cast import Member
from kg.actors.scene import Scene
from kg.actors.sources import Referent
from kg.model import ActorKind, Zone

# Words that end the names of bodies that are no company.
_PUBLIC = frozenset(
    {
        "administration",
        "army",
        "assembly",
        "cabinet",
        "commission",
        "committee",
        "congress",
        "council",
        "court",
        "department",
        "duma",
        "force",
        "government",
        "house",
        "ministry",
        "navy",
        "parliament",
        "party",
        "police",
        "senate",
        "tribunal",
        "union",
    }
)
_ANONYMOUS = frozenset({"officials", "sources", "people", "witnesses", "residents"})


def several(scene: Scene, r: Referent, name: str, word: str) -> Found:
    """Several who are not named, or those whom the same words named before."""
    cast = scene.cast
    headline = cast.reading.article.zone(r.span) is Zone.TITLE  # read when the text has named everybody
    groups = [m for m in cast.members.values() if m.own and m.plural]
    before = [m for m in groups if headline or min(m.spans).start < r.span.start]
    earlier = [m for m in before if _last_word(m.name) == word]
    same = [m for m in before if _party(m.name) == _party(name)]
    if same:
        return Found((same[-1],), "description: the same words before", 0.85)
    if r.definite and sources.describe(r.text).casefold() == word and earlier:
        return Found((max(earlier, key=lambda m: min(m.spans)),), f"description: the {word} named before", 0.85)
    kind = ActorKind.UNNAMED if word in _ANONYMOUS else ActorKind.GROUP
    return Found((cast.own(name, kind, r.span, plural=True),), "description: several, not named", 0.8)


def _party(name: str) -> str:
    """A group's name, folded; of a party's members that of the party."""
    return lexicon.parties().get(name.casefold(), name.casefold())


def _is_public(member: Member) -> bool:
    return lexicon.bare(member.name.split()[-1]) in _PUBLIC


def _last_word(name: str) -> str:
    """The head of a description in the plural: its last word before a preposition."""
    return re.split(r"\s(?:of|in|at|by|from|with|for|on|familiar|close)\s", name.casefold())[0].split()[-1]


def document(scene: Scene, r: Referent, name: str, word: str) -> Found:
    """A report, a poll, a law that says something, or the one named before."""
    cast = scene.cast
    earlier = [m for m in cast.members.values() if m.kind is ActorKind.DOCUMENT and _last_word(m.name) == word]
    if r.definite and earlier and sources.describe(r.text).casefold() == word:
        return Found((earlier[-1],), f"description: the {word} named before", 0.8)
    same = [m for m in earlier if m.name.casefold() == name.casefold()]
    if same:
        return Found((same[-1],), "description: the same words before", 0.85)
    return Found((cast.own(name, ActorKind.DOCUMENT, r.span),), "document", 0.8)


def body(scene: Scene, r: Referent, name: str, word: str) -> Found:
    """A body by its kind: by name if it has one, else the one named before that can be called so."""
    cast = scene.cast
    plain = re.sub(r"^(?:a|an)\s+", "", name, flags=re.IGNORECASE)
    plain = re.sub(r"(['’]s? .*) in [A-Z][\w-]+$", r"\1", plain)  # "Lund’s government in Oslo": whose tells enough
    if any(c.isupper() for c in plain) and not plain.casefold().startswith(("one ", "another ")):
        named = [
            m
            for m in cast.members.values()
            if m.kind is ActorKind.ORGANISATION and m.name.casefold() in plain.casefold()
        ]
        longer = cast.longer(plain) if r.definite else None
        whole = [longer] if longer else [m for m in named if lexicon.bare(m.name.split()[-1]) == word]
        return Found((whole[0] if whole else cast.body(plain, ActorKind.ORGANISATION),), "name of a body", 0.85)
    if r.definite and len(name.split()) == 1:
        talked = [m for _, m in scene.discourse.ranked(r.span.start, "n", {})]
        ranked = [m for m in talked if m.kind is ActorKind.ORGANISATION or discourse.is_party(m)]
        known = lexicon.bodies().get(word, lexicon.Body(anybody=False, trade=False, words=frozenset({word})))
        named = [m for m in ranked if known.words & {lexicon.bare(w) for w in m.name.split()}]
        if named:
            return Found((named[0],), f"description: the {word} named before", 0.8)
        ranked = [m for m in ranked if not _is_public(m)] if known.trade else ranked
        if ranked and known.anybody:
            return Found((ranked[0],), f"description: the {word} most talked about", 0.65)
    same = [m for m in cast.members.values() if m.own and m.name.casefold() == name.casefold() and r.definite]
    if same:
        return Found((same[-1],), "description: the same words before", 0.8)
    return Found((cast.own(name, ActorKind.UNNAMED, r.span),), "description: a body not named", 0.7)
