"""What the source of an attribution is made of: one or more referents, each a name, a pronoun or a description."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from kg.actors import lexicon, roles
from kg.actors.cast import Cast, Member
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
        owner: the pronoun or name that owns it ("his aides", "Putin's adviser").
    """

    span: Span
    text: str
    form: Form
    head: int
    member: Member | None = None
    mention: Mention | None = None
    definite: bool = False
    plural: bool = False


RELATIVES = frozenset({"who", "which", "whom", "that", "whose"})
PRONOUNS = {
    "he": "m", "him": "m", "himself": "m", "his": "m", "she": "f", "her": "f", "herself": "f", "hers": "f",
    "they": "p", "them": "p", "themselves": "p", "their": "p", "it": "n", "its": "n", "itself": "n",
    "i": "1", "me": "1", "my": "1", "we": "1p", "us": "1p", "our": "1p", "you": "2",
    "this": "n", "that": "n", "these": "p", "those": "p", "one": "s", "both": "p", "neither": "p", "each": "p",
    "some": "x", "many": "x", "others": "x", "another": "x", "most": "x", "few": "x", "several": "x", "all": "x",
    "someone": "x", "everyone": "x", "anyone": "x", "nobody": "x", "somebody": "x", "people": "x", "none": "x",
}  # fmt: skip
_JOINTS = frozenset({"and", "&", "or", "nor"})
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
        for a, b in _conjuncts(cast, first, last):
            referent = _referent(cast, a, b)
            if referent:
                out.append(referent)
    return out


def _conjuncts(cast: Cast, first: int, last: int) -> list[tuple[int, int]]:
    """Token ranges of the joint speakers: "he and Putin", "Trump and his aides", "A, B and C"."""
    tokens = cast.reading.tokens
    inside = cast.within(first, last)
    cuts: list[tuple[int, int]] = []
    for i in range(first + 1, last - 1):
        if any(m.first < i < m.last for m in inside):
            continue
        word = tokens[i].text.casefold()
        width = _joint_width([t.text.casefold() for t in tokens[i : i + 3]], word)
        if (
            width
            and _stands_alone(cast, first, i)
            and _begins_speaker(cast, i + width, last)
            and not _in_apposition(cast, first, i)
        ):
            cuts.append((i, i + width))
    if not cuts:
        return [(first, last)] if last > first else []
    start, out = first, []
    for a, b in cuts:
        out += _listed(cast, start, a)
        start = b
    return [*out, (start, last)]


def _joint_width(words: Sequence[str], word: str) -> int:
    if word in _JOINTS:
        return 1
    phrases = {("together", "with"): 2, ("along", "with"): 2, ("as", "well", "as"): 3}
    return next((n for p, n in phrases.items() if tuple(words[: len(p)]) == p), 0)


def _stands_alone(cast: Cast, first: int, i: int) -> bool:
    """Whether what stands before a joint can speak by itself: it ends in a name, a pronoun or a noun for people."""
    tokens = cast.reading.tokens
    left = i - 1
    while left > first and tokens[left].text in {",", ")"}:
        left -= 1
    named = any(m.kind is ActorKind.PERSON for m in cast.within(first, i))
    if (
        not named
        and tokens[first].pos in {"ADJ", "NOUN", "PROPN"}
        and any(m.kind is ActorKind.PERSON and m.titled for m in cast.within(i, i + 8))
    ):
        return False  # "Former prosecutor and city mayor Ana Duarte": one person, two offices
    if any(m.last == left + 1 and not _oblique(cast, m, first, i) for m in cast.within(left, left + 1)):
        return True
    word = tokens[left].text.casefold()
    nouns = word in lexicon.groups() or word in lexicon.roles() or lexicon.organisations().get(word) == "head"
    return word in PRONOUNS or (tokens[left].pos == "NOUN" and nouns)


def _in_apposition(cast: Cast, first: int, i: int) -> bool:
    """Whether the joint at *i* is inside what explains a name: "Ana Roe, a farmer and a mother of two,"."""
    tokens = cast.reading.tokens
    person = next((m for m in cast.within(first, i) if m.first >= first and m.kind is ActorKind.PERSON), None)
    if person is None or tokens[i - 1].text == ",":
        return False
    commas = sum(t.text == "," for t in tokens[person.last : i])
    return commas % 2 == 1 and not any(m.last == i and m.kind is ActorKind.PERSON for m in cast.within(i - 1, i))


def _begins_speaker(cast: Cast, i: int, last: int) -> bool:
    tokens = cast.reading.tokens
    if i >= last:
        return False
    if (
        tokens[i].pos in {"DET", "PRON"}
        or tokens[i].text.casefold() in PRONOUNS
        or tokens[i].text.casefold() in {"other", "several"}
    ):
        return True
    if any(m.first == i and not _modifies(cast, m, last) for m in cast.within(i, i + 1)):
        return True
    if tokens[i].text[:1].isupper() or lexicon.bare(tokens[i].text) in lexicon.adjectives():
        if lexicon.bare(tokens[i].text) in lexicon.adjectives() and tokens[last - 1].text in lexicon.roles():
            return True  # "US president and Russian leader"
        return any(i <= m.first and m.kind is ActorKind.PERSON for m in cast.within(i, last)) or _plural_head(
            cast, i, last
        )
    return _plural_head(cast, i, last) or any(
        i <= m.first and m.kind is ActorKind.PERSON and m.titled for m in cast.within(i, last)
    )


def _plural_head(cast: Cast, i: int, last: int) -> bool:
    return any(t.text.casefold() in lexicon.groups() for t in cast.reading.tokens[i : min(last, i + 4)])


def _listed(cast: Cast, first: int, last: int) -> list[tuple[int, int]]:
    """The members of "A, B" before the joint: a comma parts names, not an apposition."""
    tokens = cast.reading.tokens
    out, start = [], first
    for i in range(first + 1, last - 1):
        if (
            tokens[i].text == ","
            and any(m.first == i + 1 and m.kind for m in cast.within(i + 1, i + 2))
            and _stands_alone(cast, start, i)
        ):
            out.append((start, i))
            start = i + 1
    if start < last:
        out.append((start, last))
    return out


def _oblique(cast: Cast, mention: Mention, first: int, last: int) -> bool:
    """Whether a name inside a source is not its head: owned, after a preposition, or in a clause of its own."""
    tokens = cast.reading.tokens
    if _possessive(cast, mention, last):
        return True
    if mention.first - 1 > first and tokens[mention.first - 1].text in {"-", "‑"}:
        return tokens[mention.first - 1].end == mention.span.start  # "a pro-Lund group"
    for i in range(mention.first - 1, first - 1, -1):
        token = tokens[i]
        if token.text in {",", "(", "—", "–"}:
            return False
        if token.pos in {"ADP", "SCONJ"} and not (mention.titled and _portfolio(cast, i, first)):
            return True
        if token.pos == "VERB" and any(t.pos in {"NOUN", "PROPN"} for t in tokens[first:i]):
            return True
    return False


def _possessive(cast: Cast, mention: Mention, last: int) -> bool:
    tokens, end = cast.reading.tokens, mention.span.end
    if tokens[mention.last - 1].end > end:  # an 's that the tokenizer left on the name
        return mention.last < last
    return mention.last < last and tokens[mention.last].tag == "POS"


def _portfolio(cast: Cast, i: int, first: int) -> bool:
    """Whether the "of" at *i* is inside an office: "Secretary of State"."""
    before = cast.reading.tokens[i - 1]
    return i > first and before.text[:1].isupper() and lexicon.bare(before.text) in lexicon.titles()


def _modifies(cast: Cast, mention: Mention, last: int) -> bool:
    """Whether a name only narrows the noun after it: "the Rossi administration", "Ukraine officials"."""
    tokens = cast.reading.tokens
    if mention.last >= last:
        return False
    after = tokens[mention.last]
    if after.text in {"-", "/"} and after.start == mention.span.end:
        return True
    if after.text.casefold() in lexicon.roles() and any(
        m.first > mention.last for m in cast.within(mention.last, last)
    ):
        return True  # "Lund Challenger Ana Duarte", in a headline
    return after.text.islower() and (
        after.pos == "NOUN" or after.text in lexicon.groups() or after.text in lexicon.roles()
    )


def _referent(cast: Cast, first: int, last: int) -> Referent | None:
    tokens, text = cast.reading.tokens, cast.reading.article.text
    while first < last - 1 and (
        tokens[first].pos == "PUNCT"
        or tokens[first].text.casefold() in {"according", "to", "by", "said", "for", "from"}
    ):
        first += 1
    while last > first and (
        (tokens[last - 1].pos == "PUNCT" and tokens[last - 1].text not in {")", "."}) or tokens[last - 1].tag == "POS"
    ):
        last -= 1
    if first >= last:
        return None
    span = Span(tokens[first].start, tokens[last - 1].end)
    words = [t.text.casefold() for t in tokens[first:last]]
    if words[0] in RELATIVES and (len(words) == 1 or words[0] == "who") and not (words[0] == "that" and len(words) > 1):
        return Referent(span, words[0], Form.RELATIVE, first)
    if words[0] in PRONOUNS and (
        len(words) == 1 or words[1] in {"both", "all", "himself", "herself", "themselves", "also", "each"}
    ):
        return Referent(span, words[0], Form.PRONOUN, first)
    mention = _head_name(cast, first, last)
    if mention:
        return Referent(span, mention.name, Form.NAME, mention.first, cast.of[mention], mention)
    head = _head_noun(cast, first, last)
    end = _phrase_end(cast, head, last)
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


def _head_name(cast: Cast, first: int, last: int) -> Mention | None:
    inside = [m for m in cast.within(first, last) if m in cast.of]
    heads = [m for m in inside if not _oblique(cast, m, first, last) and not _modifies(cast, m, last)]
    people = [m for m in heads if cast.of[m].kind is ActorKind.PERSON]
    if people:
        return people[0]
    if (
        heads
        and _head_noun(cast, first, last) < heads[0].first
        and roles.office(_text(cast, first, heads[0].first)) is None
    ):
        return None
    return heads[0] if heads and heads[0].last >= _first_noun_end(cast, first, last) else None


def _text(cast: Cast, first: int, last: int) -> str:
    return " ".join(t.text for t in cast.reading.tokens[first:last])


def _first_noun_end(cast: Cast, first: int, last: int) -> int:
    return _head_noun(cast, first, last) + 1 if last > first else 0


def _head_noun(cast: Cast, first: int, last: int) -> int:
    """The last noun before a preposition, comma, verb or relative: the head of an English noun phrase."""
    tokens = cast.reading.tokens
    head = -1
    for i in range(first, last):
        t = tokens[i]
        if t.tag == "POS":
            head = -1
            continue
        if head >= 0 and (t.pos in {"ADP", "SCONJ", "PUNCT", "VERB", "AUX", "PRON", "CCONJ"} and t.text != "-"):
            break
        if t.pos in {"NOUN", "PROPN"} or t.text.casefold() in lexicon.groups():
            head = i
    return head if head >= 0 else last - 1


def _phrase_end(cast: Cast, head: int, last: int) -> int:
    """Where a description stops being a name for its bearer: at a comma, a relative or a dash."""
    tokens = cast.reading.tokens
    i = head + 1
    while (
        i < last
        and not (tokens[i].tag in {"VBD", "VBZ", "VBP", "MD"} and i + 1 < last)
        and tokens[i].text not in {",", ";", ":", "—", "–", "("}
        and tokens[i].text.casefold() not in {"who", "which", "whose"}
    ):
        i += 1
    return i


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
