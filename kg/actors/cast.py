"""The cast of an article: its name mentions gathered into actors, each with its fullest name and its roles."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.actors import apposed, lexicon, mentions, names, roles, surnames
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
    human: bool = False  # described as a person, though not named
    own: bool = False  # an actor of this article only
    places: set[str] = field(default_factory=set)  # "Portugal's Ana Duarte"
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

    def __init__(self, reading: Reading, sources: Iterable[Span] = ()) -> None:
        self.reading = reading
        self.members: dict[str, Member] = {}
        self.mentions = mentions.find(reading, sources)
        self.of: dict[Mention, Member] = {}
        self._positions = [m.span.start for m in self.mentions]
        self._ends = {m.last: m for m in self.mentions}
        self._starts = {m.first: m for m in self.mentions}
        self._gather()

    def _gather(self) -> None:
        people = [m for m in self.mentions if m.kind is ActorKind.PERSON]
        full = [m for m in people if names.parse(m.name).first]
        for m in sorted(full, key=lambda m: (-len(names.parse(m.name).first), m.span)):
            self._join(m, self._same(m) or self._new(m))
        singles = [m for m in people if m not in self.of]
        # those whose title tells their gender first: "Mr Obama" is not the only Michelle Obama of the article
        for m in sorted(singles, key=lambda m: (not m.gender, m.span)):
            self._join(m, surnames.bearer(self, m) or self._new(m))
        for m in self.mentions:
            if m not in self.of and m.kind:
                longer = self.longer(m.name) if m.kind is ActorKind.ORGANISATION else None
                self._join(m, longer or self._body(m))
        self._abbreviations()
        for p in self.people():
            p.gender = p.gender or ("" if names.parse(p.name).first else names.gender(p.name))

    def _same(self, mention: Mention) -> Member | None:
        name = names.parse(mention.name)
        fits = [p for p in self.people() if names.same_person(name, names.parse(p.name)) and surnames.agree(mention, p)]
        return fits[0] if len(fits) == 1 else None

    def people(self) -> list[Member]:
        """Everybody who is named."""
        return [p for p in self.members.values() if p.kind is ActorKind.PERSON and p.mentions]

    def _new(self, mention: Mention) -> Member:
        key = names.actor_id(mention.name)
        number = 2
        while key in self.members:
            key, number = f"{names.actor_id(mention.name)}-{number}", number + 1
        member = Member(key, mention.name, mention.kind or ActorKind.PERSON)
        self.members[key] = member
        return member

    def longer(self, name: str) -> Member | None:
        """The one body named so far whose name ends in that word: "the Forum", after "the Ferry Owners Forum"."""
        key = lexicon.bare(name)
        if lexicon.organisations().get(key) != "head":
            return None
        bodies = [m for m in self.members.values() if m.kind is ActorKind.ORGANISATION and " " in m.name]
        fits = [m for m in bodies if lexicon.bare(m.name.split()[-1]) == key]
        return fits[0] if len(fits) == 1 else None

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

    def own(
        self, name: str, kind: ActorKind, span: Span, *, plural: bool = False, gender: str = "", human: bool = False
    ) -> Member:
        """An actor of this article only, described and not named."""
        key = "x-" + names.actor_id(name)
        number = 2
        while key in self.members:
            key, number = f"x-{names.actor_id(name)}-{number}", number + 1
        member = Member(key, name, kind, gender, plural, human, own=True)
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
        member.name = max(member.forms, key=lambda f: _fullness(f, member.forms[f]))
        for role in (
            apposed.before(self.reading, mention, mention.first),
            apposed.after(self.reading, mention, self._starts),
        ):
            if role and role.title not in {r.title for r in member.roles}:
                member.roles.append(role)
                found = roles.office(role.title)
                member.gender = member.gender or (found.gender if found else "")

    def _abbreviations(self) -> None:
        """Joins "(AROS)" to the name that it follows and stands for."""
        tokens = self.reading.tokens
        for m in self.mentions:
            short = m.name.replace(".", "")
            before = self._ends.get(m.first - 1)
            if not (
                before and before in self.of and m in self.of and short.isupper() and tokens[m.first - 1].text == "("
            ):
                continue
            initials = "".join(w[0] for w in re.split(r"[\s-]+", before.name) if w[:1].isalpha() and (w[0].isupper()))
            old, new = self.of[m], self.of[before]
            stands_for = initials.startswith(short[:2]) or (len(short) > 2 and short in initials)
            if old is new or not stands_for or old.kind is ActorKind.PERSON:
                continue
            for x in old.mentions:
                self.of[x] = new
                new.forms[x.name] += 1
                new.spans.add(x.span)
            new.mentions += old.mentions
            new.kind = ActorKind.ORGANISATION
            self.members.pop(old.key, None)

    def bearers(self, mention: Mention) -> list[Member]:
        """All the people that a surname alone can name here."""
        if " " in mention.name:
            return [self.of[mention]]
        name = names.parse(mention.name)
        fits = [p for p in self.people() if surnames.agree(mention, p) and names.same_person(name, names.parse(p.name))]
        main = surnames.established(self, mention, fits) if len(fits) > 1 else None
        return [main] if main else fits

    def as_speaker(self, member: Member) -> Member:
        """Who speaks when that actor is named as a source: a seat of government is its state."""
        state = lexicon.seats().get(lexicon.bare(member.name)) if member.kind is ActorKind.PLACE else None
        return self.body(state, ActorKind.PLACE) if state else member

    def at(self, span: Span) -> list[tuple[Mention, Member]]:
        """The named mentions inside *span* or overlapping it, in text order."""
        return self.between(span.start, span.end)

    def between(self, start: int, end: int) -> list[tuple[Mention, Member]]:
        """The named mentions that share a character with the stretch, which may be empty."""
        i = max(0, bisect_left(self._positions, start) - 1)
        out = []
        while i < len(self.mentions) and self.mentions[i].span.start < end:
            m = self.mentions[i]
            if m.span.end > start and m in self.of:
                out.append((m, self.of[m]))
            i += 1
        return out

    def unknown(self, start: int, end: int) -> list[Mention]:
        """The capitalised words in a stretch of which nothing tells what they name."""
        return [m for m in self.mentions if m.span.start < end and m.span.end > start and m not in self.of]

    def make_person(self, mention: Mention) -> None:
        """Takes a name of unknown kind for a person's, because of where it stands."""
        self._join(mention, self._same(mention) or self._new(mention))

    def covering(self, token: int) -> Member | None:
        """The actor whose name the token at that index is part of."""
        found = self.at(Span(self.reading.tokens[token].start, self.reading.tokens[token].end))
        return found[0][1] if found else None

    def within(self, first: int, last: int) -> list[Mention]:
        """The mentions that share a token with the range, half open, kind known or not."""
        tokens = self.reading.tokens
        last = min(last, len(tokens))
        if first >= last:
            return []
        start, end = tokens[first].start, tokens[last - 1].end
        i = max(0, bisect_left(self._positions, start) - 1)
        out = []
        while i < len(self.mentions) and self.mentions[i].span.start < end:
            if self.mentions[i].span.end > start:
                out.append(self.mentions[i])
            i += 1
        return out

    def by_role(self, wanted: Office, at: int) -> list[tuple[float, Member]]:
        """Named people whom a description fits, best first; ties by who was named last before *at*."""
        scored = []
        for member in self.members.values():
            if member.kind is ActorKind.PERSON and not member.own:
                score = roles.agree(wanted, member.offices) if member.offices else _leads(wanted, member)
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


def _leads(wanted: Office, member: Member) -> float:
    """Whether "Russia's leader" can be whom the text only calls "Russia's Ivan Petrov"."""
    return 0.6 if wanted.senses <= {"leader", "president", "premier"} and wanted.places & member.places else 0.0


def _fullness(form: str, count: int) -> tuple[bool, bool, int, int, int]:
    """Orders forms of a name: no capitals throughout, no bare initial, the most words, the most often, the longest."""
    words = form.split()
    bare_initial = len(words) > 1 and len(words[0].rstrip(".")) == 1 and len(words) == 2
    return (form.upper() != form or len(words) == 1, not bare_initial, len(words), count, len(form))
