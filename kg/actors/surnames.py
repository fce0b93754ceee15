"""Whose surname a single word is, where several in an article bear it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.actors import apposed, lexicon, names, roles
from kg.model import ActorKind

if TYPE_CHECKING:
    from kg.actors.cast import Cast, Member
    from kg.actors.mentions import Mention

_ESTABLISHED = 3  # plain mentions that make a surname one person's
_FAMILY = frozenset({"parent", "spouse", "sibling", "child", "relative", "grandparent"})
_NEARBY = 600  # characters: about three paragraphs of news


def bearer(cast: Cast, mention: Mention) -> Member | None:
    """Whose surname (or, failing that, given name) a single word is, read where it stands."""
    name = names.parse(mention.name)
    people = [p for p in cast.people() if agree(mention, p)]
    fits = [p for p in people if names.same_person(name, names.parse(p.name))]
    if not fits and " " not in mention.name:
        fits = [p for p in people if name.last == names.parse(p.name).given and " " in p.name]
        return fits[0] if len(fits) == 1 else None
    if len(fits) > 1:
        fits = _by_title(cast, mention, fits) or fits
    if len(fits) > 1:
        # whoever was named in full nearby; else whoever was brought in first: a second bearer is told apart
        before = [p for p in fits if any(x.span < mention.span for x in p.mentions)] or fits
        main = established(cast, mention, fits)
        if main:
            return main
        near = [p for p in before if _is_near(cast, mention, p)]
        if len(near) == 1:
            return near[0]
        return min(before, key=lambda p: (" " in p.name, min(x.span for x in p.mentions)))
    return fits[0] if fits else None


def established(cast: Cast, mention: Mention, fits: Sequence[Member]) -> Member | None:
    """Who owned the plain surname before a second bearer came in: the family's others keep their first names."""
    entries = sorted((min(x.span for x in p.mentions), p.key, p) for p in fits)
    second = entries[1][0]
    last = names.parse(mention.name).last
    plain = [
        m for m in cast.mentions if m.span < second and names.folded(m.name) == last and m.kind is ActorKind.PERSON
    ]
    return entries[0][2] if len(plain) >= _ESTABLISHED else None


def agree(mention: Mention, member: Member) -> bool:
    """Whether a mention's gender, where it tells one, is the member's."""
    return not mention.gender or member.gender in {"", mention.gender}


def _is_near(cast: Cast, mention: Mention, member: Member) -> bool:
    """Whether the member is named in full shortly before, and not as somebody's relative: "his daughter Ana Duarte"."""
    return any(
        0 < mention.span.start - x.span.start < _NEARBY and not _is_kin(cast, x)
        for x in member.mentions
        if " " in x.name
    )


def _is_kin(cast: Cast, mention: Mention) -> bool:
    before = cast.reading.tokens[mention.first - 1].text if mention.first else ""
    word = lexicon.roles().get(lexicon.bare(before))
    return word is not None and word.sense in _FAMILY


def _by_title(cast: Cast, mention: Mention, fits: Sequence[Member]) -> list[Member]:
    role = apposed.before(cast.reading, mention, mention.first)
    wanted = roles.office(role.title) if role else None
    return [p for p in fits if roles.agree(wanted, p.offices)] if wanted else []
