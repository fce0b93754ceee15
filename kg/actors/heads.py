"""What heads a noun phrase: the name, or the noun, that a source is about."""

from __future__ import annotations

from kg.actors import lexicon, roles
from kg.actors.cast import Cast
from kg.actors.mentions import Mention
from kg.model import ActorKind

RELATIVES = frozenset({"who", "which", "whom", "that", "whose"})
PRONOUNS = {
    "he": "m", "him": "m", "himself": "m", "his": "m", "she": "f", "her": "f", "herself": "f", "hers": "f",
    "they": "p", "them": "p", "themselves": "p", "their": "p", "it": "n", "its": "n", "itself": "n",
    "i": "1", "me": "1", "my": "1", "we": "1p", "us": "1p", "our": "1p", "you": "2",
    "this": "n", "that": "n", "these": "p", "those": "p", "one": "s", "both": "p", "neither": "p", "each": "p",
    "some": "x", "many": "x", "others": "x", "another": "x", "most": "x", "few": "x", "several": "x", "all": "x",
    "someone": "x", "everyone": "x", "anyone": "x", "nobody": "x", "somebody": "x", "people": "x", "none": "x",
}  # fmt: skip


def oblique(cast: Cast, mention: Mention, first: int, last: int) -> bool:
    """Whether a name inside a source is not its head: owned, after a preposition, or in a clause of its own."""
    tokens = cast.reading.tokens
    if _possessive(cast, mention, last):
        return True
    if mention.first - 1 > first and tokens[mention.first - 1].text in {"-", "‑"}:
        return tokens[mention.first - 1].end == mention.span.start  # "a pro-Lund group"
    for i in range(mention.first - 1, first - 1, -1):
        token = tokens[i]
        if token.text == "," and i == mention.first - 1 and mention.kind is ActorKind.PLACE:
            before = [m for m in cast.within(first, i) if m.last == i and m.kind is ActorKind.PLACE]
            return bool(before) and oblique(cast, before[0], first, last)  # "offices in Kenya, Togo and Chad"
        if token.text in {",", "(", "—", "–"}:
            return False
        if (
            token.pos in {"ADP", "SCONJ"}
            and token.text not in lexicon.roles()
            and not (mention.titled and _portfolio(cast, i, first))
        ):
            return True
        if token.pos == "VERB" and token.dep != "amod" and any(t.pos in {"NOUN", "PROPN"} for t in tokens[first:i]):
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


def modifies(cast: Cast, mention: Mention, last: int) -> bool:
    """Whether a name only narrows the noun after it: "the Rossi administration", "Portugal officials"."""
    tokens = cast.reading.tokens
    if mention.last >= last:
        return False
    after = tokens[mention.last]
    if after.text in {"-", "/"} and after.start == mention.span.end:
        return True
    office = next((t for t in tokens[mention.last : last] if t.pos != "ADJ"), after)
    if office.text.casefold() in lexicon.roles() and any(
        m.first > mention.last for m in cast.within(mention.last, last)
    ):
        return True  # "Lund Challenger Ana Duarte", in a headline; "House Democratic leader Ana Duarte"
    return after.text.islower() and (
        after.pos == "NOUN" or after.text in lexicon.groups() or after.text in lexicon.roles()
    )


def head_name(cast: Cast, first: int, last: int) -> Mention | None:
    """The name that a source is about, if it is about a name: a person before a body or place."""
    inside = [m for m in cast.within(first, last) if m in cast.of]
    heads = [m for m in inside if not oblique(cast, m, first, last) and not modifies(cast, m, last)]
    people = [m for m in heads if cast.of[m].kind is ActorKind.PERSON]
    if people:
        return people[0]
    if (
        heads
        and head_noun(cast, first, last) < heads[0].first
        and roles.office(_text(cast, first, heads[0].first)) is None
    ):
        return None
    return heads[0] if heads and heads[0].last >= _first_noun_end(cast, first, last) else None


def _text(cast: Cast, first: int, last: int) -> str:
    return " ".join(t.text for t in cast.reading.tokens[first:last])


def _first_noun_end(cast: Cast, first: int, last: int) -> int:
    return head_noun(cast, first, last) + 1 if last > first else 0


def head_noun(cast: Cast, first: int, last: int) -> int:
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
        general = t.text.casefold() == "general" and head == i - 1 and tokens[head].tag in {"NNS", "NNPS"}
        if not general and (t.pos in {"NOUN", "PROPN"} or t.text.casefold() in lexicon.groups()):
            head = i  # "attorneys general" are attorneys
    return head if head >= 0 else last - 1


def _lists_places(cast: Cast, i: int) -> bool:
    """Whether the comma at *i* stands between two places: "offices in Kenya, Togo and Chad"."""
    around = cast.within(i - 1, i + 2)
    ends, starts = {m.kind for m in around if m.last == i}, {m.kind for m in around if m.first == i + 1}
    return cast.reading.tokens[i].text == "," and ends == starts == {ActorKind.PLACE}


def phrase_end(cast: Cast, head: int, last: int) -> int:
    """Where a description stops being a name for its bearer: at a comma, a relative, a dash; at what it does."""
    tokens = cast.reading.tokens
    i = head + 1
    told = any(t.pos in {"ADJ", "NOUN", "PROPN"} for t in tokens[max(0, head - 1) : head])
    if told and i + 1 < last and tokens[i].tag == "VBG" and tokens[i + 1].pos in {"DET", "PRON"}:
        return i  # "Democratic leaders praising the plan", not "residents living near the plant"
    if told and i + 1 < last and tokens[i].tag == "VBN" and tokens[i + 1].text == "by":
        return i  # "coal states led by Ohio"
    while (
        i < last
        and not (tokens[i].tag in {"VBD", "VBZ", "VBP", "MD"} and i + 1 < last)
        and (tokens[i].text not in {",", ";", ":", "—", "–", "("} or _lists_places(cast, i))
        and tokens[i].text.casefold() not in {"who", "which", "whose"}
        and not (tokens[i].tag == "WDT" and i > head)
    ):
        i += 1
    return i
