"""What the source of an attribution is made of: one or more referents, each a name, a pronoun or a description."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from kg.actors import datelines, heads, joints
from kg.actors.cast import Cast, Member
from kg.actors.heads import PRONOUNS, RELATIVES
from kg.actors.mentions import Mention
from kg.model import ActorKind, Attribution, Reading, Span


class Form(StrEnum):
    """How a referent is expressed."""

    NAME = "name"
    PRONOUN = "pronoun"
    RELATIVE = "relative"
    DESCRIPTION = "description"


@dataclass(frozen=True, slots=True)
class Referent:
    """One of the speakers that a source names.

    Attributes:
        text: its words, without what follows a comma or a relative clause.
        head: the token that decides what it is.
        member: the named actor, for a name.
        definite: "the …", "that …", "his …", as against "a …", "two …".
        plural: it names several.
    """

    span: Span
    text: str
    form: Form
    head: int
    member: Member | None = None
    mention: Mention | None = None
    definite: bool = False
    plural: bool = False


_ELSEWHERE = frozenset({"at", "during", "with", "in", "on"})  # "at a news conference": where, not who
_INDEFINITE = frozenset(
    {"a", "an", "one", "another", "some", "any", "every", "each", "no", "such", "many", "several", "other"}
)
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "his", "her", "their", "its", "my", "our"})


def token_range(reading: Reading, span: Span) -> tuple[int, int]:
    """Indices of the tokens that *span* touches, half open."""
    inside = [i for i, t in _window(reading, span)]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def _window(reading: Reading, span: Span) -> list[tuple[int, object]]:
    tokens = reading.tokens
    low, high = 0, len(tokens)
    while low < high:
        middle = (low + high) // 2
        if tokens[middle].end <= span.start:
            low = middle + 1
        else:
            high = middle
    out: list[tuple[int, object]] = []
    while low < len(tokens) and tokens[low].start < span.end:
        out.append((low, tokens[low]))
        low += 1
    return out


def referents(cast: Cast, attribution: Attribution) -> list[Referent]:
    """All referents of an attribution's source, in text order."""
    out = []
    for span in attribution.source:
        first, last = token_range(cast.reading, span)
        if last == first + 1 and datelines.is_dateline(cast.reading, first):  # the name after it is the subject
            named = next(iter(cast.within(last, last + 2)), None)
            first, last = (named.first, named.last) if named else (first, last)
        for a, b in joints.conjuncts(cast, first, last):
            referent = _referent(cast, a, b)
            if referent:
                out.append(referent)
    return out


def _referent(cast: Cast, first: int, last: int) -> Referent | None:
    tokens, text = cast.reading.tokens, cast.reading.article.text
    first, last = _trimmed(cast.reading, first, last)
    if first >= last or tokens[first].text.casefold() in _ELSEWHERE:
        return None
    span = Span(tokens[first].start, tokens[last - 1].end)
    words = [t.text.casefold() for t in tokens[first:last]]
    if tokens[first].text != "WHO" and words[0] in RELATIVES and (len(words) == 1 or words[0] == "who"):
        return Referent(span, words[0], Form.RELATIVE, first)
    if words[0] in PRONOUNS and (
        len(words) == 1 or words[1] in {"both", "all", "himself", "herself", "themselves", "also", "each"}
    ):
        return Referent(span, words[0], Form.PRONOUN, first)
    mention = heads.head_name(cast, first, last)
    branch = _branch(cast, mention, last) if mention else None
    if mention and branch:
        return Referent(span, branch.name, Form.NAME, mention.first, branch)
    if mention:
        return Referent(span, mention.name, Form.NAME, mention.first, cast.of[mention], mention)
    head = heads.head_noun(cast, first, last)
    end = heads.phrase_end(cast, head, last)
    phrase = " ".join(text[tokens[first].start : tokens[end - 1].end].split())
    single = words[0] in {"a", "an", "one", "another", "each", "every"} and "of" not in words[1:2]
    plural = (tokens[head].tag in {"NNS", "NNPS"} and not single) or words[0] in {
        "two",
        "three",
        "several",
        "many",
        "some",
    }
    counted = words[0] in _INDEFINITE or tokens[first].tag == "CD" or plural
    # headlines drop the article: "Pentagon chief rules out …" is the chief
    definite = words[0] in _DEFINITE or any(t.tag == "POS" for t in tokens[first:head]) or not counted
    return Referent(span, phrase, Form.DESCRIPTION, head, definite=definite, plural=plural)


def _branch(cast: Cast, mention: Mention, last: int) -> Member | None:
    """The branch of a body that its initials and a place name: "the ACLU of Arizona" is not the ACLU."""
    tokens = cast.reading.tokens
    after = mention.last + 1
    if mention.kind is not ActorKind.ORGANISATION or not mention.name.isupper() or after >= last:
        return None
    place = next((m for m in cast.within(after, after + 1) if m.first == after and m.kind is ActorKind.PLACE), None)
    if place is None or tokens[mention.last].text != "of":
        return None
    return cast.body(f"{mention.name} of {place.name}", ActorKind.ORGANISATION)


def _trimmed(reading: Reading, first: int, last: int) -> tuple[int, int]:
    """The tokens of a source without marks around them and words that lead to it."""
    tokens = reading.tokens
    while first < last - 1 and (
        tokens[first].pos == "PUNCT"
        or tokens[first].text.casefold() in {"according", "to", "by", "said", "for", "from"}
    ):
        first += 1
    while first < last - 1 and datelines.is_dateline(reading, first):
        first += 1
    if [t.text.casefold() for t in tokens[first : first + 3]] == ["the", "likes", "of"] and first + 3 < last:
        first += 3
    while last > first and (
        (tokens[last - 1].pos == "PUNCT" and tokens[last - 1].text not in {")", "."}) or tokens[last - 1].tag == "POS"
    ):
        last -= 1
    return first, last


def describe(text: str) -> str:
    """A description as the name of its bearer: no article, no word of praise or quantity that tells nobody apart.

    >>> describe("the other NATO members")
    'NATO members'
    >>> describe("two senior officials")
    'two senior officials'
    """
    text = re.sub(r"^(?:the|these|those|this|that)\s+(?!who|close|with|in|from|\w+ed\b)", "", text, flags=re.IGNORECASE)
    return re.sub(
        r"^(?:other|key|various)\s+|^(?:previous|former|current|new)\s+(?=[A-Z][a-z]+ administration$)",
        "",
        text,
    )
