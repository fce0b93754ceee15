"""Whom a description of a person means: "the French president", "his lawyer", "the two leaders"."""

from __future__ import annotations

import re

from kg.actors import authors, bodies, epithets, lexicon, names, roles, sources
from kg.actors.answers import NOBODY, Found
from kg.actors.cast import Member
from kg.actors.scene import Scene
from kg.actors.sources import Referent
from kg.model import ActorKind, Attribution, Role, Zone

_SINGULAR = frozenset(
    [
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
    ],
)
# Whose father, wife or friend somebody is has to be known; whose president is not in doubt.
_KIN = frozenset({"parent", "spouse", "sibling", "child", "relative", "grandparent", "friend", "partner", "lawyer"})
_HEADLINE = 6  # words of a name in capitals; more are a headline
_LEAD = 3  # paragraphs in which "a minister said" can announce somebody named below
_LINKED = 0.5  # least agreement of a description with somebody's roles


def resolve(scene: Scene, r: Referent, a: Attribution) -> Found:
    """Whom a description means, or a new actor of this article only."""
    cast = scene.cast
    head = cast.reading.tokens[r.head]
    word = head.text.casefold()
    name, owner = _owned(scene, r)
    if not re.search(r"\w", name):
        return NOBODY
    explained = scene.discourse.explained(r.head)
    if explained:
        return Found((explained,), "description: explains the name before", 0.85)
    both = _pair(scene, r, a, word)
    if both:
        return Found(both, "description: the two named before", 0.7)
    if word in {"percent", "%", "cent"}:
        return Found((cast.own(name, ActorKind.GROUP, r.span, plural=True),), "description: a share of people", 0.7)
    if _is_common(scene, r.head) and (word in lexicon.documents() or word.removesuffix("s") in lexicon.documents()):
        return _written(scene, r, a) or bodies.document(scene, r, name, word)
    if r.plural or (word in lexicon.groups() and word not in _SINGULAR):
        return bodies.several(scene, r, name, word)
    if word in lexicon.bodies() or (lexicon.organisations().get(word) == "head" and word not in lexicon.roles()):
        return bodies.body(scene, r, name, word)
    wanted = roles.office(name if r.text.casefold().startswith("whose ") else r.text)
    if wanted:
        return _person(scene, r, a, name, wanted, owner)
    if head.text[:1].isupper() and len(name.split()) > _HEADLINE:
        return NOBODY
    if head.text[:1].isupper():
        kind = ActorKind.PERSON if head.pos == "PROPN" and len(name.split()) < 4 else ActorKind.ORGANISATION
        return Found((cast.body(name, kind),), "name, kind unsure", 0.7)
    human = word in {"man", "woman", "person", "one"} or name.casefold().endswith("-old")
    spoke = _spoke_here(scene, r.span.start, None) if human and r.definite else None
    if spoke and spoke.key not in scene.discourse.barred(a):
        return Found((spoke,), "description: who speaks here", 0.6)
    return Found((cast.own(name, ActorKind.UNNAMED, r.span, human=human),), "description: not named", 0.7)


def _pair(scene: Scene, r: Referent, a: Attribution, word: str) -> tuple[Member, ...]:
    """Whom "the two leaders", "both men", "the pair" mean: those who spoke last together, or the two of the story."""
    words = r.text.casefold().split()
    three = words[:2] in (["the", "three"], ["all", "three"])
    if three and (office := roles.office(r.text)):
        return _three(scene, r, office)
    two = words[:2] in (["the", "two"], ["the", "pair"], ["the", "duo"], ["the", "couple"]) or words[0] == "both"
    joint = scene.joint_before(r.span.start)
    office = roles.office(r.text)
    if len(joint) == 2 and (
        two or (r.definite and len(words) == 2 and office and all(_holds(m, office) for m in joint))
    ):
        return joint
    if not two or not (
        office or words[-1] == "us" or word in {"men", "women", "pair", "duo", "couple", "leaders", "rivals"}
    ):
        return ()
    if words[-2:] == ["of", "us"]:
        others = [
            m for _, m in scene.discourse.ranked(r.span.start, "h", {x.key: 0.0 for x in scene.parent_speakers(a)})
        ]
        return (*scene.parent_speakers(a), others[0]) if others and len(scene.parent_speakers(a)) == 1 else ()
    gender = {"men": "m", "women": "f"}.get(word, "h")
    talked = [m for _, m in scene.discourse.ranked(r.span.start, gender, {})]
    fits = [
        m
        for m in talked
        if not office
        or not m.offices
        or _holds(m, roles.Office(office.senses, frozenset(), frozenset(), "", spokesperson=False))
    ]
    fits = sorted(fits[:5], key=lambda m: (-len(m.mentions), m.key))  # two who need no name are the two of the story
    return tuple(fits[:2]) if len(fits) >= 2 else ()


def _three(scene: Scene, r: Referent, office: roles.Office) -> tuple[Member, ...]:
    """Whom "the three leaders" mean: those who spoke last together, or the three of the story who can be called so."""
    joint = scene.joint_before(r.span.start)
    if len(joint) == 3:
        return joint
    talked = [m for _, m in scene.discourse.ranked(r.span.start, "h", {}) if m.kind is ActorKind.PERSON and not m.own]
    fits = [
        m
        for m in talked
        if not m.offices or _holds(m, roles.Office(office.senses, frozenset(), frozenset(), "", spokesperson=False))
    ]
    fits = sorted(fits[:6], key=lambda m: (-len(m.mentions), m.key))
    clear = len(fits) == 3 or (len(fits) > 3 and len(fits[2].mentions) > len(fits[3].mentions))
    return tuple(sorted(fits[:3], key=lambda m: m.key)) if clear else ()


def _holds(member: Member, office: roles.Office) -> bool:
    return member.kind is ActorKind.PERSON and roles.agree(office, member.offices) >= _LINKED


def _owned(scene: Scene, r: Referent) -> tuple[str, str]:
    """The description as a name, "his aides" with the owner's name for the pronoun; and the owner's last name."""
    name = sources.describe(r.text)
    match = re.match(r"^(his|her|their|its|whose)\s+(.*)$", name, flags=re.IGNORECASE | re.DOTALL)
    if re.match(r"^(?:my|our|your)\s", name, flags=re.IGNORECASE):
        kin = (office := roles.office(name)) and office.senses & _KIN
        return name, name.split()[0] if kin else ""
    if not match:
        named = re.match(r"^(.+?)['’]s?\s", name)
        return name, named.group(1).split()[-1] if named else ""
    word = match.group(1).casefold()
    kind = {"his": "m", "her": "f", "their": "p", "its": "n"}.get(word, "h")
    rest = re.sub(r"^(?:top|senior|close|closest|own)\s+", "", match.group(2))
    owner = scene.owner_before(r, kind) if word != "whose" else _of_relative(scene, r)
    if owner is None:
        return rest, ""
    last = owner.name.split()[-1] if owner.kind is ActorKind.PERSON else owner.name
    return (f"{last}’s {rest}" if not last.endswith("s") else f"{last}’ {rest}"), last


def _written(scene: Scene, r: Referent, a: Attribution) -> Found | None:
    """Whose words a paper's are, if it speaks for who wrote it."""
    owner = authors.owner(scene, r)
    if owner:
        return Found((scene.cast.as_speaker(owner),), "whose paper it is", 0.85)
    writer = authors.writer(scene, r, a)
    if writer is None:
        return None
    if writer.member:
        return Found((scene.cast.as_speaker(writer.member),), "who wrote the paper", 0.85)
    return resolve(scene, writer, a)


def _is_common(scene: Scene, i: int) -> bool:
    """Whether the noun at *i* is no name: without a capital, or with one that only opens the sentence."""
    token = scene.reading.tokens[i]
    opens = scene.reading.sentence_of(i)[0] == i
    return token.text.islower() or (opens and (token.pos == "NOUN" or token.text not in lexicon.given()))


def _of_relative(scene: Scene, r: Referent) -> Member | None:
    """Whom "whose" means, at the start of a description."""
    first = sources.token_range(scene.reading, r.span)[0]
    return scene.discourse.antecedent(first)


def _person(scene: Scene, r: Referent, a: Attribution, name: str, wanted: roles.Office, owner: str) -> Found:
    cast, at = scene.cast, r.span.start
    barred = scene.discourse.barred(a)
    headline = cast.reading.article.zone(r.span) in {Zone.TITLE, Zone.DECK}
    if r.definite or headline:
        fits = [(s, m) for s, m in cast.by_role(wanted, at) if s >= _LINKED]
        fits = [(s, m) for s, m in fits if _is_of(m, owner)] if owner else fits
        named = [(s, m) for s, m in fits if min((x.span.start for x in m.mentions), default=at) < at]
        before = [(s, m) for s, m in named if barred.get(m.key, 1) >= 1]
        if before:
            return Found((_most_talked(scene, before, at),), "description: the role was given", 0.85)
        spoke = _spoke_here(scene, at, wanted) if not owner and not headline else None
        if spoke and spoke.key not in barred | scene.beside(r, a):
            return Found((spoke,), "description: who speaks here", 0.65)
        if fits:
            member = _first_named(fits) if headline else _most_talked(scene, fits, at)
            return Found((member,), "description: the role is given elsewhere", 0.65)
    called = epithets.bearer(scene, r, a, wanted, owner) if r.definite and not headline else None
    if called:
        return Found((called,), "description: who is talked about", 0.55)
    if r.definite:
        unnamed = (m for m in cast.members.values() if m.own and m.human)
        earlier = [m for m in unnamed if _same_office(m, wanted) and min(m.spans).start < at]
        if earlier:
            return Found((earlier[-1],), "description: the same role before", 0.8)
    holder = scene.register.holder(wanted, cast.reading.article.published) if r.definite else None
    if holder:
        return Found((cast.body(holder.name, holder.kind),), "description: who held the office, by the register", 0.75)
    leading = scene.discourse.paragraph(at) <= _LEAD and r.text.casefold().startswith(("a ", "an "))
    later = _named_later(scene, r, wanted) if r.definite or leading or headline else None
    if later:
        later.roles.append(Role(name, None, wanted.spokesperson, r.span))
        return Found((later,), "role before the name", 0.75 if r.definite else 0.6)
    spoke = _spoke_here(scene, at, wanted) if r.definite and not owner else None
    if spoke:
        return Found((spoke,), "description: who speaks here", 0.6)
    return Found(
        (cast.own(name, ActorKind.UNNAMED, r.span, gender=wanted.gender, human=True),), "description: not named", 0.75
    )


def _is_of(member: Member, owner: str) -> bool:
    """Whether an office of *member* is *owner*'s."""
    return any(names.fold_word(owner) in map(names.fold_word, o.words | o.places) for o in member.offices)


def _same_office(member: Member, wanted: roles.Office) -> bool:
    held = roles.office(member.name)
    return held is not None and roles.agree(wanted, [held]) >= _LINKED


def _most_talked(scene: Scene, fits: list[tuple[float, Member]], at: int) -> Member:
    best = fits[0][0]
    close = {m.key for s, m in fits if s >= best - 0.1}
    for kind in ("m", "f"):
        ranked = [m for _, m in scene.discourse.ranked(at, kind, {}) if m.key in close]
        if ranked:
            return ranked[0]
    return fits[0][1]


def _first_named(fits: list[tuple[float, Member]]) -> Member:
    """Whom a headline calls by his office: of those whom it fits, the one that the text names first."""
    best = fits[0][0]
    return min(
        (m for s, m in fits if s >= best - 0.1),
        key=lambda m: (min((x.span.start for x in m.mentions), default=0), m.key),
    )


def _named_later(scene: Scene, r: Referent, wanted: roles.Office) -> Member | None:
    """Who is first named, without a role, as the speaker of the next words: the role stood before the name."""
    at = r.span.end
    block = scene.discourse.paragraph(at)
    for b in sorted(scene.attributions.values(), key=lambda x: x.extent.start):
        start = min((s.start for s in b.source), default=-1)
        if b.parent or start <= at or scene.discourse.paragraph(start) > block + 1:
            continue
        named = scene.cast.at(b.source[0])
        people = {m.key for _, m in named if m.kind is ActorKind.PERSON}
        for mention, member in named if len(people) == 1 else ():
            first = min(m.span for m in member.mentions) == mention.span if member.mentions else False
            if (
                member.kind is ActorKind.PERSON
                and first
                and (not member.roles or _narrowed_alike(wanted, member))
                and " " in mention.name
                and _gender_fits(wanted, member)
            ):
                return member
        return None
    return None


def _narrowed_alike(wanted: roles.Office, member: Member) -> bool:
    """Whether the roles of *member* speak of the same: "leader of the rail union", "secretary of the rail union"."""
    return any(wanted.words & o.words and wanted.spokesperson == o.spokesperson for o in member.offices)


def _gender_fits(wanted: roles.Office | None, member: Member) -> bool:
    return not wanted or not wanted.gender or member.gender in {"", wanted.gender}


def _spoke_here(scene: Scene, at: int, wanted: roles.Office | None) -> Member | None:
    """The person who spoke last in this paragraph or the one before, if nothing is known against the role."""
    block = scene.discourse.paragraph(at)
    last: tuple[int, Member] | None = None
    for i, found in scene.found.items():
        b = scene.attributions[i]
        start = min((s.start for s in b.source), default=b.extent.start)
        if (
            not b.parent
            and len(found.members) == 1
            and start < at
            and scene.discourse.paragraph(start) >= block - 1
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
