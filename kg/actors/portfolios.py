"""How a name's run goes on over "of", "for" and "and": "Ministry of Health", "Minister for Trade Ana Duarte"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from kg.actors import lexicon
from kg.model import Reading, Token

# As in "Secretary of State".
_OFFICES = frozenset(
    {"secretary", "minister", "attorney", "speaker", "chief", "leader", "commissioner"}
)  # "… of State"
_LONGEST = 4  # words of a name after its portfolio


@cache
def words() -> frozenset[str]:
    """What offices are for: "health", "finance"."""
    return frozenset(w for (w,) in lexicon.rows("portfolios", 1))


def linked(tokens: Sequence[Token], start: int, i: int, last: int) -> int:
    """How many tokens the run from *start* goes on with at the linking word *i*; 0 ends it.

    "Ministry of Health", "Customs and Excise Office", "Committee for a Free Press", not "Congress and the Court".
    """
    word, after_it = tokens[i].text.casefold(), tokens[i + 1]
    skip = word in {"of", "for", "on"} and after_it.text in {"the", "a", "an"} and i + 2 < last
    ahead = tokens[i + 2] if skip else after_it
    if not _capital(ahead) or ahead.text in {"I", "The"}:
        return 0
    if word in {"and", "&"}:
        return _and(tokens, start, i, last)
    body = any(lexicon.organisations().get(lexicon.bare(t.text)) == "head" for t in tokens[start:i])
    office = word in {"of", "for"} and lexicon.bare(tokens[i - 1].text) in _OFFICES
    if office and word == "for" and lexicon.bare(ahead.text) not in words():
        return 0  # "the Secretary for Ana Duarte"
    return (3 if skip else 2) if body or office else 0


def _and(tokens: Sequence[Token], start: int, i: int, last: int) -> int:
    heads = lexicon.organisations()
    ahead = tokens[i + 1]
    if any(t.text in lexicon.given() for t in (*tokens[start:i], ahead)):
        return 0
    before = lexicon.bare(tokens[i - 1].text)
    of = any(t.text in {"of", "for"} for t in tokens[start:i])
    if of and before in words() and lexicon.bare(ahead.text) in words():
        return 2  # "Chamber of Commerce and Industry"
    j = i + 1
    while j < min(last, i + 5) and _capital(tokens[j]):
        j += 1
    closes = heads.get(lexicon.bare(tokens[j - 1].text)) == "head"
    if i - start == 1:  # "Securities and Exchange Commission", not "Congress and the Supreme Court"
        return 2 if closes and before not in lexicon.places() and heads.get(before) != "name" else 0
    return 2 if closes and heads.get(before) != "head" else 0


def owned(tokens: Sequence[Token], i: int, last: int) -> bool:
    """Whether the mark of possession at *i* is inside the name of a body: "People’s Daily", "Workers’ Party"."""
    j = i + 1
    while j < min(last, i + 5) and _capital(tokens[j]):
        j += 1
    closes = j > i + 1 and lexicon.organisations().get(lexicon.bare(tokens[j - 1].text)) == "head"
    return closes and lexicon.bare(tokens[i - 1].text) in lexicon.groups() and i > 0 and _capital(tokens[i - 1])


def is_given(reading: Reading, start: int, i: int) -> bool:
    """Whether the hyphen at *i* is inside a given name after its surname: "Ban Ki-moon", not "New York-based"."""
    after = reading.tokens[i + 1]
    named = any(e.label == "PERSON" and e.span.start < after.start < e.span.end for e in reading.entities)
    return i - start > 1 and (named or after.dep == "flat")


def after(tokens: Sequence[Token], start: int, cut: int, end: int) -> int:
    """Where the bearer's name begins, counted from *start*, after "of State" in "Secretary of State Rossi"."""
    for k in range(cut + 2, end - start):
        if tokens[start + k].text in lexicon.given():
            return k
    k = cut + 1
    while k < end - start and (lexicon.bare(tokens[start + k].text) in words() or tokens[start + k].text == "and"):
        k += 1
    named = cut + 1 < k < end - start <= k + _LONGEST
    return k if named else end - start


def _capital(token: Token) -> bool:
    return token.text[:1].isupper() and any(c.isalnum() for c in token.text)
