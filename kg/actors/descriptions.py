"""Whom a description means: "the French president", "the ministry", "two officials", "a report"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.actors import lexicon, names, roles, sources
from kg.actors.cast import Cast, Member
from kg.model import ActorKind, Attribution, Span

if TYPE_CHECKING:
    from kg.actors.speakers import Found, Resolver
    from kg.actors.sources import Referent

_COMPANY = frozenset(
    "company firm group bank airline retailer maker carmaker manufacturer operator bank carrier giant startup start-up publisher newspaper broadcaster network club team union charity agency organisation organization ministry department office bureau party commission council committee court police university school hospital association federation institute think-tank watchdog regulator government bloc alliance body".split()
)
_LINKED = 0.5  # least agreement of a description with somebody's roles


def as_speaker(cast: Cast, member: Member) -> Member:
    """Who speaks when that actor is named as a source: a seat of government is its state."""
    if member.kind is ActorKind.PLACE:
        state = lexicon.seats().get(lexicon.bare(member.name))
        if state:
            return cast.body(state, ActorKind.PLACE)
    return member


def time_frame(cast: Cast, a: Attribution, members: tuple[Member, ...]) -> Member | None:
    """The administration in "Under the Rossi administration, the U.S. said": it speaks, not the state at large."""
    if len(members) != 1 or members[0].kind is not ActorKind.PLACE or not a.cue:
        return None
    first, last = cast.reading.sentence_of(sources.token_range(cast.reading, a.cue[0])[0])
    sentence = Span(cast.reading.tokens[first].start, cast.reading.tokens[last - 1].end)
    text = cast.reading.article.text
    for match in re.finditer(
        r"\b[Uu]nder (?:the )?((?:previous |former )?[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?) (administration|government|presidency)",
        text[sentence.start : sentence.end],
    ):
        at = sentence.start + match.start()
        if not any(at in s for s in a.content):
            return cast.body(f"{match.group(1)} {match.group(2)}", ActorKind.ORGANISATION)
    return None


def narrows(cast: Cast, noun: int | None) -> bool:
    """Whether the token is a common noun that a name only narrows ("the Rossi administration, which …")."""
    return noun is not None and not any(m.first <= noun < m.last for m in cast.mentions)


def phrase_around(cast: Cast, noun: int) -> Span:
    """The noun phrase before a relative clause that ends in *noun*."""
    tokens = cast.reading.tokens
    first, _ = cast.reading.sentence_of(noun)
    i = noun
    while i > first and (
        tokens[i - 1].pos in {"NOUN", "PROPN", "ADJ", "NUM", "DET"}
        or tokens[i - 1].tag in {"POS", "PRP$"}
        or tokens[i - 1].text == "-"
    ):
        i -= 1
        if tokens[i].pos == "DET":
            break
    end = noun
    while end + 1 < len(tokens) and tokens[end + 1].text == "-":
        end += 2
    return Span(tokens[i].start, tokens[min(end, len(tokens) - 1)].end)


def resolve(resolver: Resolver, r: Referent, a: Attribution) -> Found:
    """Whom a description means, or a new actor of this article only."""
    from kg.actors.speakers import NOBODY, Found  # the two modules resolve each other's parts

    cast = resolver.cast
    head = cast.reading.tokens[r.head]
    word = head.text.casefold()
    name = _owned(resolver, r)
    if not re.search(r"\w", name) or word in {"%", "percent"}:
        return NOBODY
    if r.plural or word in lexicon.groups():
        return _plural(resolver, r, name, word)
    if word in lexicon.documents():
        return _document(resolver, r, name, word)
    if word == "administration" or _is_body(cast, r, word):
        return _body(resolver, r, name, word)
    wanted = roles.office(r.text)
    if wanted:
        return _person(resolver, r, a, name, wanted)
    if head.text[:1].isupper():
        kind = ActorKind.ORGANISATION if len(name.split()) == 1 or head.pos != "PROPN" else ActorKind.PERSON
        return Found((cast.body(name, kind),), "name, kind unsure", 0.7)
    return Found((cast.own(name, ActorKind.UNNAMED, r.span),), "description: not named", 0.7)


def _is_body(cast: Cast, r: Referent, word: str) -> bool:
    return word in _COMPANY or lexicon.organisations().get(word) == "head" and word not in lexicon.roles()


def _owned(resolver: Resolver, r: Referent) -> str:
    """The description as a name: "his aides" with the owner's name in place of the pronoun."""
    name = sources.describe(r.text)
    match = re.match(r"^(his|her|their|its)\s+(.*)$", name, flags=re.IGNORECASE | re.DOTALL)
    if not match:
        return name
    kind = {"his": "m", "her": "f", "their": "p", "its": "n"}[match.group(1).casefold()]
    ranked = resolver.discourse.ranked(r.span.start, kind, {})
    rest = re.sub(r"^(?:top|senior|close|closest|own)\s+", "", match.group(2))
    if not ranked:
        return rest
    owner = names.parse(ranked[0][1].name).last if False else ranked[0][1].name.split()[-1]
    return f"{owner}’s {rest}" if not owner.endswith("s") else f"{owner}’ {rest}"


def _plural(resolver: Resolver, r: Referent, name: str, word: str) -> Found:
    from kg.actors.speakers import Found

    cast = resolver.cast
    earlier = [
        m
        for m in cast.members.values()
        if m.own
        and m.plural
        and m.name.casefold().split(" of ")[0].split()[-1:] == [word]
        and min(m.spans).start < r.span.start
    ]
    same = [m for m in earlier if m.name.casefold() == name.casefold()]
    if same:
        return Found((same[-1],), "description: the same words before", 0.85)
    bare_head = sources.describe(r.text).casefold() == word
    if r.definite and bare_head and earlier:
        return Found((max(earlier, key=lambda m: min(m.spans)),), f"description: the {word} named before", 0.85)
    anonymous = word in {"officials", "sources", "people", "witnesses", "residents"}
    kind = ActorKind.UNNAMED if anonymous else ActorKind.GROUP
    return Found((cast.own(name, kind, r.span, plural=True),), "description: several, not named", 0.8)


def _document(resolver: Resolver, r: Referent, name: str, word: str) -> Found:
    from kg.actors.speakers import Found

    cast = resolver.cast
    earlier = [m for m in cast.members.values() if m.kind is ActorKind.DOCUMENT and word in m.name.casefold().split()]
    if r.definite and earlier and sources.describe(r.text).casefold() == word:
        return Found((earlier[-1],), f"description: the {word} named before", 0.8)
    same = [m for m in earlier if m.name.casefold() == name.casefold()]
    if same:
        return Found((same[-1],), "description: the same words before", 0.85)
    return Found((cast.own(name, ActorKind.DOCUMENT, r.span),), "document", 0.8)


def _body(resolver: Resolver, r: Referent, name: str, word: str) -> Found:
    from kg.actors.speakers import Found

    cast = resolver.cast
    if any(c.isupper() for c in name):
        return Found((cast.body(name, ActorKind.ORGANISATION),), "name of a body", 0.85)
    if r.definite and len(name.split()) == 1:
        ranked = [
            (s, m) for s, m in resolver.discourse.ranked(r.span.start, "n", {}) if m.kind is ActorKind.ORGANISATION
        ]
        named = [
            m
            for _, m in ranked
            if word in m.name.casefold().split() or word in {lexicon.bare(w) for w in m.name.split()}
        ]
        if named:
            return Found((named[0],), f"description: the {word} named before", 0.85)
        if ranked and word in _COMPANY:
            return Found((ranked[0][1],), f"description: the {word} most talked about", 0.65)
    return Found((cast.own(name, ActorKind.UNNAMED, r.span),), "description: a body not named", 0.7)


def _person(resolver: Resolver, r: Referent, a: Attribution, name: str, wanted: roles.Office) -> Found:
    from kg.actors.speakers import Found

    cast, at = resolver.cast, r.span.start
    if not r.definite:
        return Found((cast.own(name, ActorKind.UNNAMED, r.span, gender=wanted.gender),), "description: not named", 0.8)
    barred = resolver.discourse.barred(a)
    fits = [(s, m) for s, m in cast.by_role(wanted, at) if s >= _LINKED and barred.get(m.key, 1) > 0.2]
    if fits:
        return Found((_most_talked(resolver, fits, at),), "description: the role was given", 0.85)
    earlier = [
        m
        for m in cast.members.values()
        if m.own and not m.plural and (o := roles.office(m.name)) and roles.agree(wanted, [o]) >= _LINKED
    ]
    if earlier:
        return Found((earlier[-1],), "description: the same role before", 0.8)
    later = _named_later(resolver, r, wanted)
    if later:
        return Found((later,), "role before the name", 0.75)
    spoke = _spoke_here(resolver, at, wanted)
    if spoke:
        return Found((spoke,), "description: who speaks here", 0.6)
    return Found((cast.own(name, ActorKind.UNNAMED, r.span, gender=wanted.gender),), "description: not named", 0.7)


def _most_talked(resolver: Resolver, fits: list[tuple[float, Member]], at: int) -> Member:
    best = fits[0][0]
    close = {m.key for s, m in fits if s >= best - 0.1}
    for kind in ("m", "f"):
        ranked = [m for _, m in resolver.discourse.ranked(at, kind, {}) if m.key in close]
        if ranked:
            return ranked[0]
    return fits[0][1]


def _named_later(resolver: Resolver, r: Referent, wanted: roles.Office) -> Member | None:
    """Who is first named, without a role, as the speaker of the next words: the role stood before the name."""
    at = r.span.end
    block = resolver.discourse.paragraph(at)
    for b in sorted(resolver.attributions.values(), key=lambda x: x.extent.start):
        start = min((s.start for s in b.source), default=-1)
        if b.parent or start <= at or resolver.discourse.paragraph(start) > block + 1:
            continue
        for mention, member in resolver.cast.at(b.source[0]):
            first = min(m.span for m in member.mentions) == mention.span if member.mentions else False
            if (
                member.kind is ActorKind.PERSON
                and first
                and not member.roles
                and " " in mention.name
                and _gender_fits(wanted, member)
            ):
                return member
        return None
    return None


def _gender_fits(wanted: roles.Office, member: Member) -> bool:
    return not wanted.gender or member.gender in {"", wanted.gender}


def _spoke_here(resolver: Resolver, at: int, wanted: roles.Office) -> Member | None:
    """The person who spoke last in this paragraph or the one before, if nothing is known against the role."""
    block = resolver.discourse.paragraph(at)
    last: tuple[int, Member] | None = None
    for i, found in resolver.found.items():
        b = resolver.attributions[i]
        start = min((s.start for s in b.source), default=b.extent.start)
        if (
            not b.parent
            and len(found.members) == 1
            and start < at
            and resolver.discourse.paragraph(start) >= block - 1
            and (not last or start > last[0])
        ):
            last = (start, found.members[0])
    if (
        last
        and last[1].kind is ActorKind.PERSON
        and not last[1].own
        and not last[1].roles
        and _gender_fits(wanted, last[1])
    ):
        return last[1]
    return None
