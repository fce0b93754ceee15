"""Where one source names several speakers: "he and Petrov", "Lund and her aides", "A, B and C"."""

from __future__ import annotations

from collections.abc import Sequence

from kg.actors import heads, lexicon
from kg.actors.cast import Cast
from kg.actors.heads import PRONOUNS
from kg.actors.mentions import Mention
from kg.model import ActorKind

_JOINTS = frozenset({"and", "&", "or", "nor"})
_CORRELATIVE = frozenset({"both", "neither", "either"})
_SOME = frozenset({"some", "several", "many", "other"})
_CLASS = 4  # words of "the class" before "including"


def conjuncts(cast: Cast, first: int, last: int) -> list[tuple[int, int]]:
    """Token ranges of the joint speakers: "he and Duarte", "Holm and his aides", "A, B and C"."""
    tokens = cast.reading.tokens
    first = _members(cast, first, last)
    inside = cast.within(first, last)
    cuts: list[tuple[int, int]] = []
    for i in range(first + 1, last - 1):
        if any(m.first < i < m.last for m in inside):
            continue
        word = tokens[i].text.casefold()
        width = _joint_width([t.text.casefold() for t in tokens[i : i + 3]], word)
        if width and _joins(cast, first, i, i + width, last):
            cuts.append((i, i + width))
    if not cuts:
        return [(first, last)] if last > first else []
    start, out = first + (tokens[first].text.casefold() in _CORRELATIVE), []
    for a, b in cuts:
        out += _listed(cast, start, a)
        start = b
    return [*out, (start, last)]


def _members(cast: Cast, first: int, last: int) -> int:
    """Where those named begin: "Countries including Kenya and Togo" are the two, not all countries."""
    tokens = cast.reading.tokens
    for k in range(first + 1, min(first + 1 + _CLASS, last - 1)):
        width = (
            1
            if tokens[k].text in {"including", "like"}
            else 2 * ([t.text for t in tokens[k : k + 2]] == ["such", "as"])
        )
        if width:
            head = k - 1 - (tokens[k - 1].text == ",")
            bare = all(t.pos in {"NOUN", "ADJ", "PUNCT"} for t in tokens[first:k]) and tokens[head].tag == "NNS"
            named = any(m.kind for m in cast.within(k + width, min(k + width + 2, last)))
            return k + width if bare and named else first
    return first


def _joint_width(words: Sequence[str], word: str) -> int:
    if word in _JOINTS:
        return 1
    phrases = {("together", "with"): 2, ("along", "with"): 2, ("as", "well", "as"): 3}
    return next((n for p, n in phrases.items() if tuple(words[: len(p)]) == p), 0)


def _joins(cast: Cast, first: int, i: int, after: int, last: int) -> bool:
    """Whether the joint at *i* stands between two who speak."""
    if not _begins_speaker(cast, after, last) or _in_apposition(cast, first, i):
        return False
    return _stands_alone(cast, first, i) or _headed(cast, first, i, after, last)


def _stands_alone(cast: Cast, first: int, i: int) -> bool:
    """Whether what stands before a joint can speak by itself: it ends in a name, a pronoun or a noun for people."""
    tokens = cast.reading.tokens
    left = i - 1
    while left > first and tokens[left].text in {",", ")"}:
        left -= 1
    ends = [m for m in cast.within(left, left + 1) if m.last == left + 1 and not heads.oblique(cast, m, first, i)]
    named = any(m.kind is ActorKind.PERSON for m in cast.within(first, i))
    named = named or any(m.kind is ActorKind.ORGANISATION for m in ends)
    if (
        not named
        and tokens[first].pos in {"ADJ", "NOUN", "PROPN"}
        and any(m.kind is ActorKind.PERSON and m.titled for m in cast.within(i, i + 8))
    ):
        return False  # "Former prosecutor and city mayor Ana Duarte": one person, two offices
    return bool(ends) or tokens[left].text.casefold() in PRONOUNS or _is_somebody(cast, left)


def _is_somebody(cast: Cast, i: int) -> bool:
    """Whether the token at *i* is a common noun for people or a body."""
    word = cast.reading.tokens[i].text.casefold()
    body = lexicon.organisations().get(word) == "head" or word in lexicon.bodies()
    return cast.reading.tokens[i].pos == "NOUN" and (word in lexicon.groups() or word in lexicon.roles() or body)


def _headed(cast: Cast, first: int, i: int, after: int, last: int) -> bool:
    """Whether a phrase goes on after its head, and who joins it is of its kind: "A of Oregon, and B", "A of B and C".

    A name joins a name of its kind, a body a part of a body ("the Ohio chapter of the union and the league"), some
    people whatever their number ("the league's head and some members").
    """
    tokens = cast.reading.tokens
    start, end = _last_phrase(cast, first, i)
    if start >= end:
        return False
    joined = heads.head_name(cast, after, last) if tokens[after].text.casefold() not in _SOME else None
    head = heads.head_name(cast, start, end)
    if head:
        return joined is not None and joined.kind is head.kind is not ActorKind.PLACE
    noun = heads.head_noun(cast, start, end)
    if tokens[after].text.casefold() in _SOME:
        return _is_somebody(cast, noun) and _plural_head(cast, after, last)
    word = tokens[noun].text.casefold()
    part = _is_somebody(cast, noun) and word not in lexicon.roles() and word not in lexicon.groups()
    return part and joined is not None and joined.kind is ActorKind.ORGANISATION


def _last_phrase(cast: Cast, first: int, i: int) -> tuple[int, int]:
    """The noun phrase before the joint at *i*: from the comma or joint before it; not what two commas enclose."""
    tokens = cast.reading.tokens
    end = i - (tokens[i - 1].text == ",")
    start = _after_comma(cast, first, end)
    if end < i and start > first + 1 and heads.head_name(cast, start, end) is None:
        end = start - 1
        start = _after_comma(cast, first, end)
    return start, end


def _after_comma(cast: Cast, first: int, end: int) -> int:
    tokens = cast.reading.tokens
    inside = cast.within(first, end)
    marks = (k for k in range(end - 1, first, -1) if tokens[k].text == "," or tokens[k].text.casefold() in _JOINTS)
    return next((k + 1 for k in marks if not any(m.first < k < m.last for m in inside)), first)


def _in_apposition(cast: Cast, first: int, i: int) -> bool:
    """Whether the joint at *i* is inside what explains a name: "Ana Roe, a farmer and a mother of two,"."""
    tokens = cast.reading.tokens
    person = next((m for m in cast.within(first, i) if m.first >= first and m.kind is ActorKind.PERSON), None)
    if person is None:
        return False
    if tokens[i - 1].text == ",":  # "Ana Roe, sponsor of the Roads, Bridges, and Rivers Act"
        joined = cast.within(i + 1, i + 2)
        return bool(joined) and tokens[person.last].text == "," and person.last < i - 1 and _is_loose(cast, joined[0])
    commas = sum(t.text == "," for t in tokens[person.last : i])
    return commas % 2 == 1 and not any(m.last == i and m.kind is ActorKind.PERSON for m in cast.within(i - 1, i))


def _is_loose(cast: Cast, mention: Mention) -> bool:
    """Whether a single word in capitals is named nowhere else: it may be part of a longer name."""
    member = cast.of.get(mention)
    return member is None or (" " not in member.name and len(member.mentions) == 1 and not mention.titled)


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
        if tokens[i].text == "," and not any(m.first < i < m.last for m in cast.within(i, i + 1)):
            after = _next_name(cast, start, i, last)
            if after and (_stands_alone(cast, start, i) or _headed(cast, start, i, i + 1, after)):
                out.append((start, i))
                start = i + 1
    if start < last:
        out.append((start, last))
    return out


def _next_name(cast: Cast, start: int, i: int, last: int) -> int:
    """Where the list's next member ends, if the comma at *i* parts names: 0 if what follows it explains the first."""
    tokens = cast.reading.tokens
    end = next((k for k in range(i + 1, last) if tokens[k].text == ","), last)
    if any(m.first == i + 1 and m.kind for m in cast.within(i + 1, i + 2)):
        return end
    if tokens[i + 1].text != "the":
        return 0
    head, before = heads.head_name(cast, i + 1, end), heads.head_name(cast, start, i)
    bodies = head is not None and before is not None and head.kind is before.kind is ActorKind.ORGANISATION
    return end if bodies else 0
