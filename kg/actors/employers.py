"""Of whom or of what a role is: "Kremlin spokesman" → Kremlin, "German defence minister" → Germany."""

from __future__ import annotations

import re
from itertools import takewhile

from kg.actors import lexicon, portfolios

_WORD = r"[\w.&-]+"
# Standing, time and courtesy, wherever they stand; and ranks, which also begin the names of bodies ("General …").
_STANDING = frozenset(
    [
        "former",
        "ex",
        "then",
        "current",
        "outgoing",
        "incoming",
        "acting",
        "interim",
        "deputy",
        "vice",
        "assistant",
        "senior",
        "shadow",
        "top",
        "retired",
        "veteran",
        "longtime",
        "the",
        "mr",
        "mrs",
        "ms",
        "dr",
    ]
)
_RANKS = _STANDING | frozenset(
    [
        "associate",
        "special",
        "junior",
        "chief",
        "prime",
        "first",
        "honorary",
        "general",
        "executive",
        "managing",
        "press",
    ]
)
# Titles that bodies' names begin with as well: they are a person's only before a given name.
_NAMES_TOO = frozenset(
    [
        "general",
        "king",
        "queen",
        "prince",
        "princess",
        "major",
        "father",
        "sister",
        "brother",
        "lord",
        "lady",
        "cardinal",
        "bishop",
    ]
)
# Adjectives of camps; as nouns they are no party's name.
_CAMPS = frozenset(
    ["republican", "democratic", "democrat", "liberal", "socialist", "communist", "independent", "conservative"]
)
# Offices that have a field rather than a body: "defence minister", "health secretary".
_FIELDED = frozenset({"minister", "secretary", "undersecretary", "adviser", "commissioner", "spokesperson"})
# Senses whose bearers stand for the place before them: a mayor does, a teacher does not.
_CIVIC = frozenset(
    [
        "president",
        "premier",
        "chancellor",
        "leader",
        "chief",
        "minister",
        "secretary",
        "monarch",
        "mayor",
        "governor",
        "spokesperson",
        "ambassador",
        "diplomat",
        "lawmaker",
        "councillor",
        "official",
        "counterpart",
        "envoy",
        "prosecutor",
        "commissioner",
    ]
)
_LIVING = frozenset({"resident", "citizen", "native", "national"})  # "… of Lund" is where they live
_PREPOSITION = re.compile(r"\s(of|for|at|with|to|in|from|by|on|under|who|that|which|responsible)\s")
_EMPLOYED = re.compile(r"\b(?:of|at|for|with)\s+(?:the\s+|its\s+)?(?=[A-Z])")
_ELSEWHERE = (" from ", " in ", " by ", " on ", " to ")  # "teacher from …", "ambassador to …"
_JOINING = frozenset({"of", "for", "and", "&", "the", "de", "du", "la"})


def employer(phrase: str) -> str | None:
    """The body, place or person that a role phrase names as the bearer's, or None.

    >>> employer("US Defense Secretary")
    'United States'
    >>> employer("head of studies at the Lund Institute")
    'Lund Institute'
    >>> employer("Secretary of State") is employer("Pennsylvania teacher") is None
    True
    """
    match = _PREPOSITION.search(phrase)
    head = phrase[: match.start()] if match else phrase
    sense = _sense(head)
    ahead = _before(head, sense)
    if ahead and not _is_place(ahead):
        return ahead
    return (_behind(phrase[match.start() :], sense) if match else None) or ahead


def _sense(head: str) -> str:
    """The sense of the role noun that heads a phrase."""
    for word in reversed(re.findall(_WORD, head)):
        plain = lexicon.bare(word)
        found = lexicon.roles().get(plain) or lexicon.roles().get(plain.removesuffix("s"))
        if found:
            return found.sense
    return ""


def _before(head: str, sense: str) -> str | None:
    """The employer in what stands before the role noun."""
    owner = re.match(r"^(.+?)(?:['’]s|(?<=s)['’])\s", head)
    if owner:
        words = owner.group(1).split()
        if all(w[:1].isupper() for w in words):
            return _settled(words, sense, owned=True)
        if any(_is_role(w) for w in words):
            return None  # "the Russian leader's spokesman" speaks for a person whom this does not name
    words = list(takewhile(lambda w: w[:1].isupper(), re.findall(_WORD, head)[:-1]))
    return _settled(words, sense, owned=False)


def _settled(words: list[str], sense: str, *, owned: bool) -> str | None:
    """The capitalised words as a name, without ranks, fields and offices; None if they only tell where one is from."""
    while words and lexicon.bare(words[0]) in _STANDING:
        words = words[1:]
    words = _untitled(words) if owned else words
    while words and not owned and _is_loose(words[-1], sense):
        words = words[:-1]
    name = " ".join(words)
    key = lexicon.bare(name)
    if not name or key in _CAMPS or len(key) < 2:  # 1: an initial
        return None
    place = lexicon.places()[key].name if key in lexicon.places() else lexicon.adjectives().get(key)
    if place:
        return place if owned or sense in _CIVIC else None
    return name


def _untitled(words: list[str]) -> list[str]:
    """A person's name without titles: "President Ana Duarte", not "General Lund Hospital"."""
    while len(words) > 1 and (title := lexicon.bare(words[0])) in lexicon.titles():
        if title in _NAMES_TOO and words[1] not in lexicon.given():
            break
        words = words[1:]
    return words


def _is_loose(word: str, sense: str) -> bool:
    plain = lexicon.bare(word)
    field = plain in portfolios.words() and sense in _FIELDED and lexicon.organisations().get(plain) != "name"
    return plain in _RANKS or field or _is_role(word)


def _is_role(word: str) -> bool:
    plain = lexicon.bare(word)
    return plain in lexicon.roles() or plain in lexicon.titles()


def _is_place(name: str) -> bool:
    return lexicon.bare(name) in lexicon.places()


def _behind(tail: str, sense: str) -> str | None:
    """The employer after the role noun: "of the Lund Council", "of studies at the Lund Institute"."""
    if sense in _LIVING:
        return None
    start = re.match(r"\sto\s+(?:the\s+)?(?=[A-Z])", tail) if sense == "adviser" else None
    start = start or _EMPLOYED.search(tail)
    if not start or (tail.startswith(_ELSEWHERE) and start.start()):
        return None
    words = re.findall(rf"{_WORD}|[,;:()]", tail[start.end() :])
    name: list[str] = []
    for i, word in enumerate(words):
        joins = word in _JOINING and any(w[:1].isupper() for w in words[i + 1 : i + 3] if w not in ",;:()")
        if not (word[:1].isupper() or (joins and name)):
            break
        name.append(word)
    if name and sense in _FIELDED and all(lexicon.bare(w) in portfolios.words() | _JOINING for w in name):
        return None  # "Secretary of State", "Minister for Health"
    name = _untitled(name)
    while name and name[-1] in _JOINING:
        name = name[:-1]
    key = lexicon.bare(" ".join(name))
    return lexicon.places()[key].name if key in lexicon.places() else " ".join(name) or None
