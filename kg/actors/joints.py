"""Where one source names several speakers: "he and Petrov", "Lund and her aides", "A, B and C"."""

from __future__ import annotations

from collections.abc import Sequence

from kg.actors import heads, lexicon
from kg.actors.cast import Cast
from kg.actors.heads import PRONOUNS
from kg.model import ActorKind

_JOINTS = frozenset({"and", "&", "or", "nor"})


def conjuncts(cast: Cast, first: int, last: int) -> list[tuple[int, int]]:
    """Token ranges of the joint speakers: "he and Duarte", "Holm and his aides", "A, B and C"."""
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
    if any(m.last == left + 1 and not heads.oblique(cast, m, first, i) for m in cast.within(left, left + 1)):
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
    if any(m.first == i and not heads.modifies(cast, m, last) for m in cast.within(i, i + 1)):
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
