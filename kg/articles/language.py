"""Whether a text is English, by the share of its function words: an article in another language is left out.

The idea is Cavnar and Trenkle's least costly form (1994): the commonest words give a language away.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[a-zA-Z\u00c0-\u024f]")
_LETTER = re.compile(r"[^\W\d_]")
# English running text has 0.35–0.5 of these words, other languages in Latin letters below 0.07.
_FEWEST = 0.12
_TOO_SHORT = 12  # words: below this nothing can be told, and the text is taken as English
_FEWEST_LETTERS = 0.25  # of all signs; running text has 0.9, tables of results 0.4
_SAMPLE = 200_000  # characters


def is_english(text: str) -> bool:
    """Whether *text* is English, or too short to tell."""
    sample = text[:_SAMPLE]
    letters = len(_LETTER.findall(sample))
    if letters and len(_LATIN.findall(sample)) < 0.5 * letters:
        return False
    words = [w.lower() for w in _WORD.findall(sample)]
    return len(words) < _TOO_SHORT or share(words) >= _FEWEST


def is_words(text: str) -> bool:
    """Whether *text* is made of words, and not of marks or numbers alone."""
    sample = text[:_SAMPLE]
    signs = len(sample) - sum(map(str.isspace, sample))
    return len(_LETTER.findall(sample)) > _FEWEST_LETTERS * signs


def share(words: list[str]) -> float:
    """The share of English function words in *words* (lower case), 0..1."""
    return sum(w in _function_words() for w in words) / max(1, len(words))


def is_foreign_line(text: str) -> bool:
    """Whether a line of an English page is in another language: another script, or its letters and no English word."""
    letters = _LETTER.findall(text)
    if len(letters) < 3:
        return False
    if sum(not _LATIN.match(c) for c in letters) > 0.6 * len(letters):
        return True
    words = [w.lower() for w in _WORD.findall(text)]
    marked = sum(any(c > "\x7f" for c in w) for w in words)
    return share(words) == 0.0 and marked > 0 and marked >= 0.5 * len(words)


@cache
def _function_words() -> frozenset[str]:
    table = (files("kg.articles") / "lexicon" / "function_words.tsv").read_text("utf-8")
    return frozenset(w for row in table.splitlines() if not row.startswith("#") for w in row.split())
