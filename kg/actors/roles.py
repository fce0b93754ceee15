"""What an article calls somebody: offices before a name, after it, or in its place, and when two of them agree."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.actors import employers, lexicon
from kg.model import Reading, Role, Span

_DROPPED = frozenset(
    [
        "the",
        "a",
        "an",
        "former",
        "ex",
        "then",
        "current",
        "outgoing",
        "incoming",
        "newly",
        "longtime",
        "veteran",
        "senior",
        "top",
        "acting",
        "deputy",
        "his",
        "her",
        "their",
        "its",
    ]
)
# Words that narrow an office, written in two ways.
_SAME = {
    "defence": "defense",
    "labour": "labor",
    "gop": "republican",
    "democrat": "democratic",
    "dem": "democratic",
    "republicans": "republican",
}
_PARTIES = frozenset(
    [
        "republican",
        "democratic",
        "libertarian",
        "green",
        "conservative",
        "labor",
        "liberal",
        "socialist",
        "communist",
        "independent",
    ]
)
_FIELDS = frozenset(
    [
        "foreign",
        "interior",
        "defense",
        "finance",
        "health",
        "education",
        "justice",
        "environment",
        "trade",
        "economy",
        "treasury",
        "agriculture",
        "transport",
        "energy",
        "culture",
        "home",
    ]
)
_MARKS = frozenset({"“", "”", '"', "‘", "’", "''", "``", ",", "(", "—", "–"})
_PREPOSITION = re.compile(r"\s(of|for|at|in|from|by|with|on|to|under|who|that)\s")
_NO_NOUNS = frozenset({"National", "Executive"})
# Broad words that name nobody without saying of what: "the chief", "the leader".
_LOOSE = frozenset({"leader", "chief", "boss", "minister", "secretary", "manager", "coach"})


@dataclass(frozen=True, slots=True)
class Office:
    """A role phrase taken apart: the senses of its head, the places and the other words that narrow it."""

    senses: frozenset[str]
    places: frozenset[str]
    words: frozenset[str]
    gender: str
    spokesperson: bool


def office(phrase: str) -> Office | None:
    """The office that *phrase* names, or None if no noun in it names a person's role."""
    match = _PREPOSITION.search(phrase)
    head, tail = (phrase[: match.start()], phrase[match.end() :]) if match else (phrase, "")
    if match and match.group(1) not in {"of", "for", "at", "in"}:
        tail = ""
    words = re.findall(r"[\w.&'’-]+", head)
    table = lexicon.roles()
    senses: set[str] = set()
    gender, spokesperson, at = "", False, -1
    for i, raw in enumerate(words):
        word = table.get(_singular(raw))
        if word:
            at = i
            if raw.islower() or i == len(words) - 1 or lexicon.bare(raw) in lexicon.titles():
                gender, spokesperson = word.gender or gender, spokesperson or word.spokesperson
    if at < 0 or (at < len(words) - 1 and lexicon.bare(words[at]) == "national"):
        return None  # "a national security speech" is no compatriot
    senses = {table[_singular(words[at])].sense}
    if at and f"{words[at - 1]} {words[at]}".casefold() in {"prime minister", "first minister", "chief minister"}:
        senses = {"premier"}
    if at and lexicon.bare(words[at - 1]) == "vice":
        senses = {"vice " + s for s in senses}
    narrowing = [*words[:at], *re.findall(r"[\w.&'’-]+", re.split(r",|\bwho\b|\bfor\b(?= \w+ing)", tail)[0])]
    places, rest = _places(narrowing)
    if not places and "administration" in rest:
        rest = rest - {"administration"}
    return Office(frozenset(senses), places, rest, gender, spokesperson)


def _singular(word: str) -> str:
    plain = lexicon.bare(word)
    return plain if plain in lexicon.roles() or not plain.endswith("s") else plain[:-1]


def _places(words: list[str]) -> tuple[frozenset[str], frozenset[str]]:
    """The places among *words*, and the other words that tell offices apart."""
    places, rest = set(), set()
    i = 0
    while i < len(words):
        for width in (3, 2, 1):
            key = re.sub(r"'s$|'$", "", lexicon.bare(" ".join(words[i : i + width])))
            place = lexicon.adjectives().get(key) or (lexicon.places()[key].name if key in lexicon.places() else "")
            stands, field = lexicon.metonyms().get(key, ("", ""))
            if (place or stands) and i + width <= len(words):
                places.add(place or stands)
                rest |= {field} - {""}
                break
        else:
            width = 1
            plain = re.sub(r"'s$|'$", "", lexicon.bare(words[i]))
            if (
                plain not in _DROPPED
                and len(plain) > 1
                and plain not in {"of", "for", "prime", "and", "at", "in", "on"}
            ):
                rest.add(_SAME.get(plain, plain))
        i += width
    return frozenset(places), frozenset(rest)


def agree(wanted: Office, held: list[Office]) -> float:
    """How well a description fits a bearer of the offices *held*, 0..1; 0 when something speaks against it.

    >>> agree(office("the French president"), [office("French President")])
    1.0
    >>> agree(office("the French president"), [office("German President")])
    0.0
    """
    if not held:
        return 0.0
    senses = frozenset().union(*(h.senses for h in held))
    places = frozenset().union(*(h.places for h in held))
    words = frozenset().union(*(h.words for h in held))
    genders = {h.gender for h in held if h.gender}
    if wanted.gender and genders and wanted.gender not in genders:
        return 0.0
    if wanted.places and places and not wanted.places & places:
        return 0.0
    exact = bool(wanted.senses & senses)
    covered = frozenset().union(*(lexicon.broader().get(s, frozenset()) for s in wanted.senses))
    if not exact and not covered & senses:
        return 0.0
    if not exact and wanted.senses <= _LOOSE and not (wanted.places & places or wanted.words & words):
        return 0.0
    score = 0.7 if exact else 0.5
    if wanted.places:
        score += 0.2 if wanted.places & places else -0.1
    if "vice" in wanted.words ^ words:
        return 0.0  # "presidential nominee", "vice presidential nominee"
    if wanted.words:
        unmet, idle = wanted.words - words, words - wanted.words
        if rival(unmet, idle):
            return 0.0
        if unmet and idle and not (wanted.words & words) and not wanted.places & places:
            return 0.0
        score += 0.1 if wanted.words & words else -0.15
    if not wanted.places and not wanted.words:
        score += 0.1
    return round(min(1.0, score + (0.1 if exact and wanted.places & places else 0)), 3)


def rival(unmet: frozenset[str], idle: frozenset[str]) -> bool:
    """Whether two narrowings speak of different camps or fields: "Democratic nominee", "Republican nominee"."""
    return any(unmet & camps and idle & camps for camps in (_PARTIES, _FIELDS))


def between(reading: Reading, start: int, end: int) -> Role | None:
    """The role that the tokens from *start* to *end* name, if they name one."""
    while start < end and reading.tokens[start].text in _MARKS:
        start += 1
    if start >= end:
        return None
    span = Span(reading.tokens[start].start, reading.tokens[end - 1].end)
    phrase = " ".join(reading.article.text[span.start : span.end].split())
    return role(phrase, span)


def plural(phrase: str) -> bool:
    """Whether a role phrase speaks of several: "Republican candidates"."""
    words = re.findall(r"[\w-]+", _PREPOSITION.split(phrase, maxsplit=1)[0])
    last = lexicon.bare(words[-1]) if words else ""
    return last not in lexicon.roles() and _singular(last) in lexicon.roles()


def role(phrase: str, span: Span | None = None) -> Role | None:
    """A role phrase as a Role, or None if it names no office."""
    phrase = _tidied(phrase)
    if phrase in _NO_NOUNS or phrase.endswith(" National"):
        return None  # the beginning of a body's name
    found = office(phrase)
    if not found:
        return None
    return Role(phrase, employers.employer(phrase), found.spokesperson, span)


def _tidied(phrase: str) -> str:
    """A role phrase without its determiner, the years it was held, a dangling "and", and a bearer's "Dr"."""
    phrase = re.sub(r"^(?:the|a|an|his|her|their|its)\s+", "", phrase.strip(" ,"), flags=re.IGNORECASE)
    phrase = re.sub(r"\s(?:from|since|until|between|in)\s+(?:\w+\s+)?\d{4}\b.*$", "", phrase)
    words = phrase.split()
    while len(words) > 1 and (words[-1] in {"and", "or", "but"} or _is_honorific(words[-1])):
        words.pop()
    return " ".join(words)


def _is_honorific(word: str) -> bool:
    title = lexicon.titles().get(lexicon.bare(word))
    return title is not None and not title.full and lexicon.bare(word) not in lexicon.roles()
