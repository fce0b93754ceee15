"""Whom a description means: "the French president", "the ministry", "two officials", "a report"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.actors import lexicon, names, roles, sources
from kg.actors.cast import Cast, Member
from kg.model import ActorKind, Attribution, Span, Zone

if TYPE_CHECKING:
    from kg.actors.speakers import Found, Resolver
    from kg.actors.sources import Referent

# Nouns for bodies besides those that end names; nouns that any body can be called by; and what else a body's name says.
_BODIES = frozenset(
    {
        "administration",
        "firm",
        "airline",
        "retailer",
        "carmaker",
        "manufacturer",
        "maker",
        "startup",
        "newspaper",
        "magazine",
        "broadcaster",
        "charity",
        "bloc",
        "body",
        "think-tank",
        "outlet",
        "nonprofit",
        "giant",
    }
)
_ANY_BODY = frozenset(
    {
        "company",
        "firm",
        "group",
        "agency",
        "organisation",
        "organization",
        "airline",
        "retailer",
        "carmaker",
        "manufacturer",
        "maker",
        "startup",
        "charity",
        "bloc",
        "body",
        "giant",
        "nonprofit",
        "watchdog",
        "regulator",
    }
)
_FAMILIES = {
    "newspaper": frozenset(
        {"newspaper", "times", "post", "journal", "tribune", "herald", "guardian", "gazette", "daily", "telegraph"}
    ),
    "network": frozenset({"network", "news", "television", "tv", "cnn", "nbc", "abc", "cbs"}),
    "court": frozenset({"court", "tribunal"}),
    "party": frozenset({"party"}),
    "agency": frozenset({"agency", "office", "bureau", "administration", "service", "services"}),
}
_SINGULAR = frozenset(
    {
        "team",
        "staff",
        "crew",
        "public",
        "community",
        "crowd",
        "opposition",
        "coalition",
        "majority",
        "minority",
        "delegation",
    }
)
_LEAD = 3  # paragraphs in which "a minister said" can announce somebody named below
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
    name, owner = _owned(resolver, r)
    if not re.search(r"\w", name):
        return NOBODY
    both = _pair(resolver, r, word)
    if both:
        return Found(both, "description: the two named before", 0.7)
    if word in {"percent", "%", "cent"}:
        return Found((cast.own(name, ActorKind.GROUP, r.span, plural=True),), "description: a share of people", 0.7)
    if head.text.islower() and (word in lexicon.documents() or word.removesuffix("s") in lexicon.documents()):
        return _document(resolver, r, name, word)
    if r.plural or (word in lexicon.groups() and word not in _SINGULAR):
        return _plural(resolver, r, name, word)
    if word in _BODIES or (lexicon.organisations().get(word) == "head" and word not in lexicon.roles()):
        return _body(resolver, r, name, word)
    wanted = roles.office(r.text)
    if wanted:
        return _person(resolver, r, a, name, wanted, owner)
    if head.text[:1].isupper():
        kind = ActorKind.PERSON if head.pos == "PROPN" and len(name.split()) < 4 else ActorKind.ORGANISATION
        return Found((cast.body(name, kind),), "name, kind unsure", 0.7)
    human = word in {"man", "woman", "person", "one"} or name.casefold().endswith("-old")
    if human and r.definite and (spoke := _spoke_here(resolver, r.span.start, None)):
        return Found((spoke,), "description: who speaks here", 0.6)
    return Found((cast.own(name, ActorKind.UNNAMED, r.span, human=human),), "description: not named", 0.7)


def _pair(resolver: Resolver, r: Referent, word: str) -> tuple[Member, ...]:
    """The two people that "the two leaders", "both men" or "the pair" are: those who spoke last together, or were named last."""
    words = r.text.casefold().split()
    two = words[:2] in (["the", "two"], ["the", "pair"], ["the", "duo"], ["the", "couple"]) or words[0] == "both"
    joint = resolver.joint_before(r.span.start)
    office = roles.office(r.text)
    if len(joint) == 2 and (
        two or (r.definite and len(words) == 2 and office and all(_holds(m, office) for m in joint))
    ):
        return joint
    if not two or (r.plural and not office and word not in {"men", "women", "sides"}):
        return ()
    fits = [m for m in resolver.cast.members.values() if m.kind is ActorKind.PERSON and office and _holds(m, office)]
    return tuple(fits) if len(fits) == 2 else ()


def _holds(member: Member, office: roles.Office) -> bool:
    return member.kind is ActorKind.PERSON and roles.agree(office, member.offices) >= _LINKED


def _owned(resolver: Resolver, r: Referent) -> tuple[str, str]:
    """The description as a name, "his aides" with the owner's name for the pronoun; and the owner's last name."""
    name = sources.describe(r.text)
    match = re.match(r"^(his|her|their|its)\s+(.*)$", name, flags=re.IGNORECASE | re.DOTALL)
    if not match:
        named = re.match(r"^(.+?)['’]s?\s", name)
        return name, named.group(1).split()[-1] if named else ""
    kind = {"his": "m", "her": "f", "their": "p", "its": "n"}[match.group(1).casefold()]
    rest = re.sub(r"^(?:top|senior|close|closest|own)\s+", "", match.group(2))
    owner = resolver.owner_before(r, kind)
    if owner is None:
        return rest, ""
    last = owner.name.split()[-1] if owner.kind is ActorKind.PERSON else owner.name
    return (f"{last}’s {rest}" if not last.endswith("s") else f"{last}’ {rest}"), last


def _plural(resolver: Resolver, r: Referent, name: str, word: str) -> Found:
    from kg.actors.speakers import Found

    cast = resolver.cast
    earlier = [
        m
        for m in cast.members.values()
        if m.own and m.plural and _last_word(m.name) == word and min(m.spans).start < r.span.start
    ]
    same = [m for m in earlier if m.name.casefold() == name.casefold()]
    if same:
        return Found((same[-1],), "description: the same words before", 0.85)
    if r.definite and sources.describe(r.text).casefold() == word and earlier:
        return Found((max(earlier, key=lambda m: min(m.spans)),), f"description: the {word} named before", 0.85)
    anonymous = word in {"officials", "sources", "people", "witnesses", "residents"}
    kind = ActorKind.UNNAMED if anonymous else ActorKind.GROUP
    return Found((cast.own(name, kind, r.span, plural=True),), "description: several, not named", 0.8)


def _last_word(name: str) -> str:
    """The head of a description in the plural: its last word before a preposition."""
    return re.split(r"\s(?:of|in|at|from|with|for|on|familiar|close)\s", name.casefold())[0].split()[-1]


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
    plain = re.sub(r"^(?:a|an)\s+", "", name, flags=re.IGNORECASE)
    if any(c.isupper() for c in plain) and not plain.casefold().startswith(("one ", "another ")):
        named = [
            m
            for m in cast.members.values()
            if m.kind is ActorKind.ORGANISATION and m.name.casefold() in plain.casefold()
        ]
        whole = [m for m in named if lexicon.bare(m.name.split()[-1]) == word]
        return Found((whole[0] if whole else cast.body(plain, ActorKind.ORGANISATION),), "name of a body", 0.85)
    if r.definite and len(name.split()) == 1:
        ranked = [m for _, m in resolver.discourse.ranked(r.span.start, "n", {}) if m.kind is ActorKind.ORGANISATION]
        family = _FAMILIES.get(word, frozenset({word}))
        named = [m for m in ranked if family & {lexicon.bare(w) for w in m.name.split()}]
        if named:
            return Found((named[0],), f"description: the {word} named before", 0.8)
        if ranked and word in _ANY_BODY:
            return Found((ranked[0],), f"description: the {word} most talked about", 0.65)
    same = [m for m in cast.members.values() if m.own and m.name.casefold() == name.casefold() and r.definite]
    if same:
        return Found((same[-1],), "description: the same words before", 0.8)
    return Found((cast.own(name, ActorKind.UNNAMED, r.span),), "description: a body not named", 0.7)


def _person(resolver: Resolver, r: Referent, a: Attribution, name: str, wanted: roles.Office, owner: str) -> Found:
    from kg.actors.speakers import Found

    cast, at = resolver.cast, r.span.start
    barred = resolver.discourse.barred(a)
    headline = cast.reading.article.zone(r.span) in {Zone.TITLE, Zone.DECK}
    if r.definite or headline:
        fits = [(s, m) for s, m in cast.by_role(wanted, at) if s >= _LINKED and barred.get(m.key, 1) > 0.2]
        if owner:
            fits = [
                (s, m)
                for s, m in fits
                if any(names.fold_word(owner) in map(names.fold_word, o.words | o.places) for o in m.offices)
            ]
        if fits:
            return Found((_most_talked(resolver, fits, at),), "description: the role was given", 0.85)
    if r.definite:
        earlier = [
            m
            for m in cast.members.values()
            if m.own and m.human and _same_office(m, wanted) and min(m.spans).start < at
        ]
        if earlier:
            return Found((earlier[-1],), "description: the same role before", 0.8)
    holder = resolver.register.holder(wanted, cast.reading.article.published) if r.definite else None
    if holder:
        return Found((cast.body(holder.name, holder.kind),), "description: who held the office, by the register", 0.75)
    leading = resolver.discourse.paragraph(at) <= _LEAD and r.text.casefold().startswith(("a ", "an "))
    later = _named_later(resolver, r, wanted) if r.definite or leading or headline else None
    if later:
        return Found((later,), "role before the name", 0.75 if r.definite else 0.6)
    spoke = _spoke_here(resolver, at, wanted) if r.definite and not owner else None
    if spoke:
        return Found((spoke,), "description: who speaks here", 0.6)
    return Found(
        (cast.own(name, ActorKind.UNNAMED, r.span, gender=wanted.gender, human=True),), "description: not named", 0.75
    )


def _same_office(member: Member, wanted: roles.Office) -> bool:
    held = roles.office(member.name)
    return held is not None and roles.agree(wanted, [held]) >= _LINKED


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


def _gender_fits(wanted: roles.Office | None, member: Member) -> bool:
    return not wanted or not wanted.gender or member.gender in {"", wanted.gender}


def _spoke_here(resolver: Resolver, at: int, wanted: roles.Office | None) -> Member | None:
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
