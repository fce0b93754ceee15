"""The parts of a name, and which two names can be one person's.

A name is compared by what its writers vary: titles and suffixes are dropped, letters folded to Latin
without marks, romanisations filed under one spelling. What they do not vary decides: two different given
names are two people, whatever the surname.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from kg.actors import lexicon
from kg.ids import slug

_SUFFIX = re.compile(r"^(jr|sr|ii|iii|iv|phd|md|qc|kc|mp|obe|mbe|cbe|esq)\.?$", re.IGNORECASE)
PARTICLES = frozenset(
    [
        "de",
        "da",
        "do",
        "dos",
        "das",
        "del",
        "della",
        "di",
        "du",
        "der",
        "den",
        "van",
        "von",
        "zu",
        "zur",
        "ten",
        "ter",
        "te",
        "la",
        "le",
        "el",
        "al",
        "bin",
        "bint",
        "ibn",
        "ben",
        "abu",
        "abd",
        "e",
        "y",
        "af",
        "av",
    ],
)


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name in its folded parts; ``first`` is empty for a surname alone."""

    first: tuple[str, ...]
    last: str
    suffix: str = ""

    @property
    def given(self) -> str:
        """The first given name, or an empty string."""
        return self.first[0] if self.first else ""


def fold_word(word: str) -> str:
    """One word in ASCII, lower case, its romanisation filed under one spelling.

    >>> {fold_word(w) for w in ("Kostynsky", "Kostynskyy", "Kostynskiy", "Костинський")}
    {'kostynsky'}
    """
    plain = unicodedata.normalize("NFC", word.casefold()).translate(lexicon.letters())
    plain = slug(plain) if re.search(r"\w", plain) else ""
    if plain.startswith("n-") and not word.isascii() and len(plain) > 12:
        return plain  # nothing Latin in it: keep the minted form
    plain = lexicon.spellings().get(plain, plain)
    # -yy, -iy, -yi, -ii, -ij, -yj: one Slavic ending, written six ways
    return re.sub(r"(?<=[a-z]{3})(?:[iy][iyj])$", "y", plain)


@lru_cache(maxsize=100_000)
def folded(name: str) -> str:
    """A name's folded words, joined by spaces, titles and suffixes kept."""
    return " ".join(f for w in re.split(r"[\s ]+", name) if (f := fold_word(w)))


def actor_id(name: str) -> str:
    """The id of an actor without a register entry: the slug of the folded name."""
    return slug(folded(re.sub(r"^(?:the|The)\s+", "", name)))


@lru_cache(maxsize=100_000)
def parse(name: str) -> PersonName:
    """The folded parts of a person's name, given without title."""
    words = re.sub(r"[“”\"(].*?[“”\")]", " ", name).replace(",", " ").split()
    suffix = ""
    while len(words) > 1 and _SUFFIX.match(words[-1]):
        suffix = fold_word(words.pop())
    if not words:
        return PersonName((), "")
    start = len(words) - 1
    while start > 0 and words[start - 1].casefold() in PARTICLES and (start > 1 or _opens_surname(words)):
        start -= 1
    first = tuple(f for w in words[:start] if (f := fold_word(w)))
    return PersonName(first, "-".join(f for w in words[start:] if (f := fold_word(w))), suffix)


def _opens_surname(words: list[str]) -> bool:
    """Whether a particle at the very start belongs to a surname alone: "Van der Meer", not "Ben Cole"."""
    return words[0] not in lexicon.given() and (
        len(words) > 2 or words[0].casefold() not in {"al", "abu", "van", "e", "y"}
    )


def _given_agree(a: str, b: str) -> bool:
    if a == b:
        return True
    if len(a) == 1 or len(b) == 1:  # an initial
        return a[0] == b[0]
    if len(a) == 2 and len(b) == 2:
        return False
    return b in lexicon.nicknames().get(a, frozenset())


def same_person(a: PersonName, b: PersonName) -> bool:
    """Whether the two can be one person's: equal surnames, and no given name that speaks against it."""
    if a.suffix and b.suffix and a.suffix != b.suffix:
        return False
    if a.last == b.last:
        if not a.first or not b.first:
            return True
        if _given_agree(a.given, b.given):
            return True
        # "Luiz Inácio Lula da Silva" / a middle name used alone
        return len(a.first) != len(b.first) and (b.given in a.first or a.given in b.first)
    # a double surname of which one half is used: "Rodríguez Zapatero" / "Zapatero"; never on the given name alone
    if not a.first:
        return _half(a, b)
    if not b.first:
        return _half(b, a)
    return False


def _half(short: PersonName, full: PersonName) -> bool:
    return bool(short.last) and (
        (len(full.first) >= 2 and short.last == full.first[-1] and len(full.first[-1]) > 2)
        or short.last in full.last.split("-")[-1:]
        or short.last in full.last.split("-")[:1]
    )


def gender(name: str) -> str:
    """The gender that the given name tells: "m", "f", or empty."""
    words = name.replace("-", " ").split()
    if not words:
        return ""
    found = lexicon.given().get(words[0]) or lexicon.given().get(words[0].capitalize())
    if not found or (len(words) == 1 and found.also):
        return ""
    return found.gender.replace("u", "")
