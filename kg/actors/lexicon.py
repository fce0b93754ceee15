"""The word lists of this room, read once from ``lexicon/*.tsv``; each file names its source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

_FOLDER = Path(__file__).resolve().parent / "lexicon"


def rows(name: str, width: int) -> Iterator[tuple[str, ...]]:
    """The rows of ``lexicon/<name>.tsv``, each padded with empty cells to *width*."""
    for line in (_FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            cells = line.split("\t")
            yield tuple(c.strip() for c in (*cells, *[""] * (width - len(cells))))[:width]


@dataclass(frozen=True, slots=True)
class Given:
    """A given name: the gender it tells ("m", "f", "u"), and what else the word can be."""

    gender: str
    also: str


@dataclass(frozen=True, slots=True)
class Title:
    """A word before a name; ``full`` is empty for a mere honorific."""

    gender: str
    full: str


@dataclass(frozen=True, slots=True)
class RoleWord:
    """A noun that heads a description of a person."""

    sense: str
    gender: str
    spokesperson: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A place; ``sort`` is state, union, region or city."""

    name: str
    sort: str


@cache
def given() -> Mapping[str, Given]:
    """Given names as written."""
    return MappingProxyType({n: Given(g, also) for n, g, also in rows("given", 3)})


@cache
def titles() -> Mapping[str, Title]:
    """Titles, lower case without full stops: ``"sen"``, ``"prime minister"``."""
    return MappingProxyType({n.casefold(): Title(g, full) for n, g, _, full in rows("titles", 4)})


@cache
def roles() -> Mapping[str, RoleWord]:
    """Role nouns in the singular, lower case."""
    return MappingProxyType({w.casefold(): RoleWord(s, g, bool(x)) for w, s, g, x in rows("roles", 4)})


@cache
def places() -> Mapping[str, Place]:
    """Names of places, folded with :func:`bare`, other forms included."""
    table: dict[str, Place] = {}
    for name, sort, _seat, _adjectives, also in rows("places", 5):
        for form in (name, *also.split("|")):
            if form:
                table.setdefault(bare(form), Place(name, sort))
    for seat in seats():
        table.setdefault(seat, Place(_seat_names()[seat], "city"))
    return MappingProxyType(table)


@cache
def seats() -> Mapping[str, str]:
    """Seats of government → their state."""
    return MappingProxyType({bare(seat): name for name, _, seat, *_ in rows("places", 5) if seat})


@cache
def _seat_names() -> Mapping[str, str]:
    return MappingProxyType({bare(seat): seat for _, _, seat, *_ in rows("places", 5) if seat})


@cache
def adjectives() -> Mapping[str, str]:
    """Adjectives and inhabitants → the place: ``"french"`` → ``"France"``."""
    return MappingProxyType(
        {bare(a): name for name, _, _, adjs, _ in rows("places", 5) for a in adjs.split("|") if a},
    )


@cache
def organisations() -> Mapping[str, str]:
    """Words and names of bodies → "head" or "name"."""
    return MappingProxyType({bare(w): sort for w, sort in rows("organisations", 2)})


@dataclass(frozen=True, slots=True)
class Body:
    """A noun for a body: whether any body (in trade) can be called so, and the words in the names of those that are."""

    anybody: bool
    trade: bool
    words: frozenset[str]


@cache
def bodies() -> Mapping[str, Body]:
    """Nouns for bodies, lower case."""
    return MappingProxyType(
        {
            w: Body(bool(a), a == "trade", frozenset(f.split("|")) - {""} or frozenset({w}))
            for w, a, f in rows("bodies", 3)
        },
    )


@cache
def metonyms() -> Mapping[str, tuple[str, str]]:
    """Seats and bodies → the state that they stand for, and the field, both possibly empty."""
    return MappingProxyType({bare(name): (state, field) for name, state, field in rows("metonyms", 3)})


@cache
def broader() -> Mapping[str, frozenset[str]]:
    """A sense → the senses that it covers."""
    return MappingProxyType({a: frozenset(b.split("|")) for a, b in rows("broader", 2)})


@cache
def groups() -> frozenset[str]:
    """Nouns that name several speakers at once, lower case."""
    return frozenset(w.casefold() for (w,) in rows("groups", 1))


@cache
def documents() -> frozenset[str]:
    """Nouns of things that say something in writing."""
    return frozenset(w.casefold() for (w,) in rows("documents", 1))


@cache
def parties() -> Mapping[str, str]:
    """Another word for a party's members → the one it is filed under: ``"tories"`` → ``"conservatives"``."""
    return MappingProxyType({row[0]: row[1] for row in rows("parties", 2)})


@cache
def nicknames() -> Mapping[str, frozenset[str]]:
    """A given name, lower case → all forms that the same person can go by."""
    table: dict[str, frozenset[str]] = {}
    for (line,) in rows("nicknames", 1):
        family = frozenset(line.casefold().split())
        for form in family:
            table[form] = table.get(form, frozenset()) | family
    return MappingProxyType(table)


@cache
def spellings() -> Mapping[str, str]:
    """A romanised word → the spelling it is filed under."""
    return MappingProxyType({row[0]: row[1] for row in rows("spellings", 2)})


@cache
def letters() -> Mapping[int, str]:
    """A table for :meth:`str.translate`: Cyrillic and Greek letters → Latin."""
    return MappingProxyType({ord(a): b for a, b in rows("letters", 2)})


def bare(text: str) -> str:
    """Lower case, without full stops and apostrophes' shape: the key of the tables above."""
    return text.casefold().replace(".", "").replace("’", "'").strip()
