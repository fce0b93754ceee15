"""Where a report was filed, in capitals before its first words: "BRUSSELS Leaders of the union agreed"."""

from __future__ import annotations

from kg.actors import lexicon
from kg.model import Reading

_SHORT = 3  # letters of "USA", which names a speaker


def is_dateline(reading: Reading, i: int) -> bool:
    """Whether the word at *i* is such a place: in capitals before a word that only begins with one."""
    tokens = reading.tokens
    place, after = tokens[i].text, tokens[i + 1].text if i + 1 < len(tokens) else ""
    if len(place) <= _SHORT or not (place.isalpha() and place.isupper()) or after.isupper() or not after[:1].isupper():
        return False
    return lexicon.bare(place) in lexicon.places() or place.capitalize() in reading.article.text
