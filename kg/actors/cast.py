"""The cast of an article: its name mentions gathered into actors, each with its fullest name and its roles."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from kg.actors import lexicon, mentions, names, roles
from kg.actors.mentions import Mention
from kg.actors.roles import Office
from kg.model import Actor, ActorKind, Reading, Role, Span


@dataclass(slots=True, eq=False)
class Member:
    """An actor in the making. ``key`` is unique in the cast; ``name`` is its fullest form so far."""

    key: str
    name: str
    kind: ActorKind
    gender: str = ""
    plural: bool = False
    own: bool = False  # an actor of this article only
    forms: Counter[str] = field(default_factory=Counter)
    roles: list[Role] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    spans: set[Span] = field(default_factory=set)

    @property
    def offices(self) -> list[Office]:
        """Its roles, taken apart."""
        return [o for r in self.roles if (o := roles.office(r.title))]


class Cast:
    """All actors of one article, found by name, by role, by place in the text."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.members: dict[str, Member] = {}
        self.mentions = mentions.find(reading)
        self.of: dict[Mention, Member] = {}
        self._starts = {m.first: m for m in self.mentions}
        self._gather()

    def _gather(self) -> None:
        people = [m for m in self.mentions if m.kind is ActorKind.PERSON]
        full = [m for m in people if " " in m.name and not self._is_title_only(m)]
        for m in sorted(full, key=lambda m: (-len(names.parse(m.name).first), m.span)):
            self._join(m, self._same(m) or self._new(m))
        for m in people:
            if m not in self.of:
                self._join(m, self._bearer(m) or self._new(m))
        for m in self.mentions:
            if m not in self.of and m.kind:
                self._join(m, self._body(m))

    @staticmethod
    def _is_title_only(mention: Mention) -> bool:
        return not names.parse(mention.name).first

    def _same(self, mention: Mention) -> Member | None:
        name = names.parse(mention.name)
        fits = [
            p
            for p in self.members.values()
            if p.kind is ActorKind.PERSON and names.same_person(name, names.parse(p.name))
        ]
        return fits[0] if len(fits) == 1 else None

    def _bearer(self, mention: Mention) -> Member | None:
        """Whose surname (or, failing that, given name) a single word is, read where it stands."""
        name = names.parse(mention.name)
        people = [p for p in self.members.values() if p.kind is ActorKind.PERSON]
        fits = [p for p in people if names.same_person(name, names.parse(p.name))]
        if not fits and " " not in mention.name:
            fits = [p for p in people if name.last == names.parse(p.name).given and " " in p.name]
            if len(fits) != 1:
                return None
        if mention.gender and len(fits) > 1:
            fits = [p for p in fits if p.gender in {"", mention.gender}] or fits
        if len(fits) > 1:
            fits = self._by_title(mention, fits) or fits
        if len(fits) > 1:
            before = [p for p in fits if any(x.span < mention.span for x in p.mentions)]
            fits = sorted(
                before or fits,
                key=lambda p: max((x.span for x in p.mentions if x.span < mention.span), default=Span(0, 1)),
            )
            return fits[-1]
        return fits[0] if fits else None

    def _by_title(self, mention: Mention, fits: list[Member]) -> list[Member]:
        role = roles.before(self.reading, mention, mention.first)
        wanted = roles.office(role.title) if role else None
        return [p for p in fits if roles.agree(wanted, p.offices)] if wanted else []

    def _new(self, mention: Mention) -> Member:
        key = names.actor_id(mention.name)
        number = 2
        while key in self.members:
            key, number = f"{names.actor_id(mention.name)}-{number}", number + 1
        member = Member(key, mention.name, mention.kind or ActorKind.PERSON)
        self.members[key] = member
        return member

    def _body(self, mention: Mention) -> Member:
        """The organisation or place that a mention names; a seat of government is kept as a place of its own."""
        name = mention.name
        if mention.kind is ActorKind.PLACE:
            place = lexicon.places().get(lexicon.bare(name))
            name = place.name if place else name
        return self.body(name, mention.kind or ActorKind.ORGANISATION)

    def body(self, name: str, kind: ActorKind) -> Member:
        """The organisation, place or group of that name, made if need be."""
        key = names.actor_id(name)
        if key not in self.members:
            self.members[key] = Member(key, name, kind)
        return self.members[key]

    def own(self, name: str, kind: ActorKind, span: Span, *, plural: bool = False, gender: str = "") -> Member:
        """An actor of this article only, described and not named."""
        key = "x-" + names.actor_id(name)
        number = 2
        while key in self.members:
            key, number = f"x-{names.actor_id(name)}-{number}", number + 1
        member = Member(key, name, kind, gender, plural, own=True)
        self.members[key] = member
        member.spans.add(span)
        return member

    def _join(self, mention: Mention, member: Member) -> None:
        self.of[mention] = member
        member.mentions.append(mention)
        member.spans.add(mention.span)
        member.forms[mention.name] += 1
        member.gender = member.gender or mention.gender
        if member.kind is not ActorKind.PERSON:
            return
        if len(mention.name.split()) > len(member.name.split()) and mention.name.upper() != mention.name:
            member.name = mention.name
        for role in (
            roles.before(self.reading, mention, mention.first),
            roles.after(self.reading, mention, self._starts),
        ):
            if role and role.title not in {r.title for r in member.roles}:
                member.roles.append(role)
                found = roles.office(role.title)
                member.gender = member.gender or (found.gender if found else "")

    def at(self, span: Span) -> list[tuple[Mention, Member]]:
        """The named mentions inside *span* or overlapping it, in text order."""
        return [(m, self.of[m]) for m in self.mentions if m in self.of and m.span.overlaps(span)]

    def by_role(self, wanted: Office, at: int) -> list[tuple[float, Member]]:
        """Named people whom a description fits, best first; ties by who was named last before *at*."""
        scored = []
        for member in self.members.values():
            if member.kind is ActorKind.PERSON and not member.own:
                score = roles.agree(wanted, member.offices)
                if score > 0:
                    last = max((m.span.start for m in member.mentions if m.span.start < at), default=-1)
                    scored.append((score, last, member.key, member))
        return [(s, m) for s, _, _, m in sorted(scored, key=lambda x: (-x[0], -x[1], x[2]))]

    def actors(self, spoke: set[str], article: str) -> tuple[Actor, ...]:
        """The cast as the model has it; bodies and places only where they are named, sorted by id."""
        out = []
        for m in self.members.values():
            if not m.spans and m.key not in spoke:
                continue
            aliases = sorted({f for f in m.forms if f != m.name})
            out.append(
                Actor(
                    m.key,
                    m.name,
                    m.kind,
                    tuple(aliases),
                    tuple(sorted(m.roles, key=lambda r: (r.span or Span(0, 1), r.title))),
                    article if m.own else None,
                    tuple(sorted(m.spans)),
                ),
            )
        return tuple(sorted(out, key=lambda a: a.id))


def surnames(cast: Cast) -> dict[str, list[Member]]:
    """People by folded surname."""
    table: defaultdict[str, list[Member]] = defaultdict(list)
    for member in cast.members.values():
        if member.kind is ActorKind.PERSON:
            table[names.parse(member.name).last].append(member)
    return dict(table)
