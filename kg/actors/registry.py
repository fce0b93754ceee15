"""The register: actors that a user knows, in a TOML file that the user edits.

::

    not_same = [["Ana Duarte", "Rita Duarte"]]      # never link these two

    [[actor]]
    name = "Mykola Petrenko"
    id = "mykola-petrenko"                           # optional; else the slug of the name
    kind = "person"                                  # person, organisation, place, group; default person
    aliases = ["Petrenko", "Nikolai Petrenko"]
    wikidata = "Q1"                                  # optional
    roles = [{ title = "President of Examplia", from = 2019-05-20, until = 2024-05-20, source = "https://…" }]

A name or alias in an article is the register's actor when it is the same up to spelling and romanisation and no
two entries claim it. The register's id and name then hold in that article, whatever else is in the collection.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from kg.actors import employers, names, roles
from kg.actors.cast import Member
from kg.errors import CorrectionError
from kg.model import Actor, ActorKind, HeldRole, Span

_KEYS = frozenset({"name", "id", "kind", "aliases", "wikidata", "roles"})
_ROLE_KEYS = frozenset({"title", "from", "until", "source", "organisation"})


@dataclass(frozen=True, slots=True)
class Held:
    """A role that a known actor held, from and until (both may be open), with where that is known from."""

    title: str
    start: date | None = None
    end: date | None = None
    source: str = ""
    organisation: str = ""

    def on(self, day: date | None) -> bool:
        """Whether it was held on *day*; an unknown day is not told against it unless the role has ended."""
        if day is None:
            return self.end is None
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class Entry:
    """A known actor."""

    id: str
    name: str
    kind: ActorKind = ActorKind.PERSON
    aliases: tuple[str, ...] = ()
    roles: tuple[Held, ...] = ()
    wikidata: str = ""


@dataclass(frozen=True, slots=True)
class Register:
    """Known actors, and what a person decided on two of them: ``same`` and ``not_same`` are pairs of ids, sorted."""

    entries: tuple[Entry, ...] = ()
    same: frozenset[tuple[str, str]] = frozenset()
    not_same: frozenset[tuple[str, str]] = frozenset()
    _by_form: Mapping[tuple[str, ActorKind], Entry | None] = field(default_factory=dict, compare=False)

    @classmethod
    def of(
        cls, entries: Iterable[Entry], same: Iterable[tuple[str, str]] = (), not_same: Iterable[tuple[str, str]] = ()
    ) -> Register:
        """A register of *entries*; a form that two entries claim is nobody's."""
        entries = tuple(entries)
        table: dict[tuple[str, ActorKind], Entry | None] = {}
        for entry in entries:
            for form in {names.folded(f) for f in (entry.name, *entry.aliases)}:
                key = (form, entry.kind)
                table[key] = entry if key not in table else None
        return cls(entries, frozenset(_pair(*p) for p in same), frozenset(_pair(*p) for p in not_same), table)

    def find(self, name: str, kind: ActorKind) -> Entry | None:
        """The entry that a name means, or None."""
        return self._by_form.get((names.folded(name), kind))

    def holder(self, office: roles.Office, day: date | None) -> Entry | None:
        """Who held an office on a day, if exactly one entry did: "the president of Examplia" whom no article names."""
        if not (office.places or office.words):
            return None
        fits = [
            e
            for e in self.entries
            if any(h.on(day) and (o := roles.office(h.title)) and roles.agree(office, [o]) >= 0.9 for h in e.roles)
        ]
        return fits[0] if len(fits) == 1 else None

    def renames(self, members: Iterable[Member]) -> dict[str, str]:
        """Cast key → register id, for the members that the register knows."""
        found = {}
        for member in members:
            forms = [member.name, *sorted(member.forms)]
            entry = next((e for f in forms if not member.own and (e := self.find(f, member.kind))), None)
            if entry:
                found[member.key] = entry.id
        return found

    def apply(self, actors: Iterable[Actor], renamed: Mapping[str, str]) -> tuple[Actor, ...]:
        """The actors with the register's ids and names; those that it knows to be one are made one."""
        by_id = {e.id: e for e in self.entries}
        out: dict[str, Actor] = {}
        for actor in actors:
            entry = by_id.get(renamed.get(actor.id, ""))
            if entry:
                aliases = tuple(sorted({actor.name, *actor.aliases} - {entry.name}))
                actor = replace(actor, id=entry.id, name=entry.name, kind=entry.kind, aliases=aliases)  # noqa: PLW2901
            known = out.get(actor.id)
            out[actor.id] = _joined(known, actor) if known else actor
        return tuple(sorted(out.values(), key=lambda a: a.id))

    def held(self) -> tuple[HeldRole, ...]:
        """The roles of all entries, for the graph, sorted; whose they are is read off the title where not said."""
        found = set()
        for entry in self.entries:
            for held in entry.roles:
                name = held.organisation or employers.employer(held.title) or ""
                body = (actor_of(self, name), name) if name else ("", "")
                office = roles.office(held.title)
                speaks = bool(name and office and office.spokesperson)
                start, end = (d.isoformat() if d else "" for d in (held.start, held.end))
                found.add(HeldRole(entry.id, held.title, body, start, end, held.source or "register", speaks))
        return tuple(sorted(found))

    def apart(self, a: str, b: str) -> bool:
        """Whether a person said that two ids are not the same actor, or the register lists them as two."""
        listed = {e.id for e in self.entries}
        return _pair(a, b) in self.not_same or (a in listed and b in listed and a != b)


def _joined(a: Actor, b: Actor) -> Actor:
    return replace(
        a,
        aliases=tuple(sorted({*a.aliases, *b.aliases})),
        roles=tuple(sorted({*a.roles, *b.roles}, key=lambda r: (r.span or Span(0, 1), r.title))),
        mentions=tuple(sorted({*a.mentions, *b.mentions})),
    )


def _pair(a: str, b: str) -> tuple[str, str]:
    first, second = sorted((a, b))
    return first, second


def load_register(path: Path | None) -> Register:
    """Reads a register file; None gives the empty register.

    Raises:
        CorrectionError: the file cannot be read, is no TOML, or says something that means nothing.
    """
    if path is None:
        return Register()
    try:
        data = tomllib.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise CorrectionError(f"cannot be read ({error.strerror})", where=str(path)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CorrectionError(f"is no TOML: {error}", where=str(path), remedy='quote names: name = "…"') from error
    _known(data, frozenset({"actor", "not_same"}), str(path))
    entries = [_entry(row, f"{path}: actor {n}") for n, row in enumerate(data.get("actor", []), 1)]
    seen: set[str] = set()
    for entry in entries:
        if entry.id in seen:
            raise CorrectionError(
                f"two actors with the id {entry.id!r}", where=str(path), remedy="give one an id of its own"
            )
        seen.add(entry.id)
    register = Register.of(entries)
    pairs = [_id_pair(register, pair, str(path)) for pair in data.get("not_same", [])]
    return Register.of(entries, not_same=pairs)


def _known(row: Any, keys: frozenset[str], where: str) -> None:
    if not isinstance(row, dict):
        raise CorrectionError("is no table", where=where)
    for key in row:
        if key not in keys:
            raise CorrectionError(
                f"{key!r} means nothing here", where=where, remedy=f"known: {', '.join(sorted(keys))}"
            )


def _entry(row: Any, where: str) -> Entry:
    _known(row, _KEYS, where)
    name = row.get("name")
    if not isinstance(name, str) or not name.strip():
        raise CorrectionError("has no name", where=where)
    try:
        kind = ActorKind(row.get("kind", "person"))
    except ValueError:
        raise CorrectionError(
            f"{row['kind']!r} is no kind of actor", where=where, remedy=f"one of {', '.join(ActorKind)}"
        ) from None
    aliases = row.get("aliases", [])
    if not isinstance(aliases, list) or not all(isinstance(a, str) for a in aliases):
        raise CorrectionError("aliases is no list of names", where=where)
    wikidata = row.get("wikidata", "")
    if wikidata and not re.fullmatch(r"Q\d+", str(wikidata)):
        raise CorrectionError(f"{wikidata!r} is no Wikidata id", where=where, remedy="it is Q and digits")
    held = tuple(_held(r, where) for r in row.get("roles", []))
    return Entry(str(row.get("id") or names.actor_id(name)), name.strip(), kind, tuple(aliases), held, wikidata)


def _held(row: Any, where: str) -> Held:
    _known(row, _ROLE_KEYS, where)
    if not isinstance(row.get("title"), str):
        raise CorrectionError("a role has no title", where=where)
    for key in ("from", "until"):
        if key in row and not isinstance(row[key], date):
            raise CorrectionError(
                f"{key} = {row[key]!r} is no date", where=where, remedy=f"write {key} = 2024-01-31, without quotes"
            )
    if "from" in row and "until" in row and row["until"] < row["from"]:
        raise CorrectionError(f"{row['title']!r} ends before it begins", where=where, remedy="mend from or until")
    texts = [" ".join(str(row.get(key, "")).split()) for key in ("title", "source", "organisation")]
    return Held(texts[0], row.get("from"), row.get("until"), *texts[1:])


def _id_pair(register: Register, pair: Any, where: str) -> tuple[str, str]:
    if not (isinstance(pair, list) and len(pair) == 2 and all(isinstance(x, str) for x in pair)):
        raise CorrectionError("not_same is no list of pairs of names", where=where)
    return _pair(*(actor_of(register, x) for x in pair))


def actor_of(register: Register, name: str) -> str:
    """The id that a name or an id stands for: the register's, else that which the name has in an article."""
    if name in {e.id for e in register.entries}:
        return name
    found = next((e for kind in ActorKind if (e := register.find(name, kind))), None)
    return found.id if found else names.actor_id(name)
