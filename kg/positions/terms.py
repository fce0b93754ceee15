"""What a text is about, as a set of terms: stems of its content words, places under one name.

"Lisbon", "Portuguese" and "Portugal" are one term, so are "negotiate" and "negotiations". Stems are Snowball's (Porter
2001); places come from the gazetteer of :mod:`kg.document` (capitals and peoples of the United Nations' members) and
from ``lexicon/seats.tsv``.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

import snowballstemmer

from kg.document.lexicon import rows as document_rows
from kg.positions.lexicon import rows

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’][^\W\d_]+)?")
_STEMMER = snowballstemmer.stemmer("english")


@cache
def stem(word: str) -> str:
    """The stem of one lower-case word."""
    return str(_STEMMER.stemWord(word))


@cache
def stopwords() -> frozenset[str]:
    """Words that carry no topic."""
    return frozenset(row[0] for row in rows("stopwords"))


@cache
def places() -> dict[str, str]:
    """Lower-case name of a capital, people or seat → lower-case name of its country."""
    known = {}
    for name, label, what in document_rows("gazetteer"):
        relation, _, country = what.partition(" of ")
        if label in {"GPE", "NORP"} and relation in {"capital", "people"} and country:
            known[name.casefold()] = country.casefold()
    known.update((row[0], row[1]) for row in rows("seats"))
    return known


def words(text: str) -> list[tuple[str, int, int]]:
    """The words of *text*, folded, with their offsets; "'s" is cut off, hyphens part words."""
    found = []
    for match in _WORD.finditer(text):
        word = unicodedata.normalize("NFKD", match.group().casefold())
        word = "".join(c for c in word if not unicodedata.combining(c)).replace("’", "'")
        word = re.sub(r"'[a-z]*$", "", word)
        if word:
            found.append((word, match.start(), match.end()))
    return found


@lru_cache(maxsize=4096)  # an article asks for the same statements again, and a scheme for its wordings
def located(text: str) -> tuple[tuple[str, int, int], ...]:
    """The terms of *text* with their offsets, in order; stopwords left out, names of several words joined."""
    found: list[tuple[str, int, int]] = []
    tokens = words(text)
    index = 0
    table = places()
    while index < len(tokens):
        word, start, end = tokens[index]
        for size in (4, 3, 2, 1):
            joined = " ".join(w for w, _, _ in tokens[index : index + size])
            if joined in table and index + size <= len(tokens) and not _is_pronoun(text[start:end]):
                found.append((table[joined], start, tokens[index + size - 1][2]))
                index += size
                break
        else:
            index += 1
            if word in stopwords() or (word.isdigit() and len(word) < 3) or len(word) < 2:
                continue
            if index < len(tokens) and text[end : tokens[index][1]] == "-":  # "cease-fire" is "ceasefire" elsewhere
                found.append((stem(word + tokens[index][0]), start, tokens[index][2]))
            found.append((stem(word), start, end))
    return tuple(found)


def _is_pronoun(surface: str) -> bool:
    """Whether a word is the pronoun, not the country ("US")."""
    return surface == "us"


def topical(text: str, names: frozenset[str]) -> list[tuple[str, int, int]]:
    """As :func:`located`, without titles: a common noun with a capital right before a name ("President Amsel")."""
    return [
        (term, start, end)
        for term, start, end in located(text)
        if term in names or not text[start].isupper() or start < 2 or not _before_name(text, end)
    ]


def _before_name(text: str, end: int) -> bool:
    return text[end : end + 1] == " " and text[end + 1 : end + 2].isupper()


def terms(text: str) -> frozenset[str]:
    """The terms of *text*."""
    return frozenset(term for term, _, _ in located(text))
