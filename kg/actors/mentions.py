"""Where an article names somebody: every person, body and place, with the title and role it is given there.

A run of capitalised words is split into what stands before a name (nationality, office) and the name itself;
what kind of thing it names is decided by its words, by the entity labels it gets anywhere in the article, and
by the company it keeps (a title before it, a fuller form elsewhere). No single label is trusted.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from kg.actors import lexicon, names
from kg.model import ActorKind, Reading, Role, Span, Token, Zone

_HYPHENS = frozenset("-‐‑–")
_LINKS = frozenset({"of", "for", "and", "&", "the", "on", "de", "du", "des"})
_NOT_INITIAL = frozenset(
    {"DET", "PRON", "ADP", "SCONJ", "CCONJ", "AUX", "INTJ", "PART", "ADV", "VERB", "NUM", "PUNCT", "SYM"}
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text.

    Attributes:
        first: index of its first token.
        last: index after its last token.
        name: the name proper, white space collapsed.
        gender: "m", "f" or empty.
        roles: what the text calls the bearer right here.
        titled: an honorific or office stands before it.
    """

    span: Span
    first: int
    last: int
    name: str
    kind: ActorKind | None
    gender: str = ""
    roles: tuple[Role, ...] = ()
    titled: bool = False


@dataclass(frozen=True, slots=True)
class _Run:
    """A run of capitalised words, cut into what stands before the name and the name."""

    start: int
    name: int
    end: int


def find(reading: Reading) -> tuple[Mention, ...]:
    """All names of the article, in text order."""
    labels = _labels(reading)
    found = [m for run in _runs(reading) if (m := _mention(reading, run, labels))]
    return _agree(found)


def _capital(token: Token) -> bool:
    return token.text[:1].isupper() and bool(re.search(r"\w", token.text))


def _shouted(reading: Reading, first: int, last: int) -> bool:
    """A headline in title case or capitals, where a capital letter tells nothing."""
    words = [t for t in reading.tokens[first:last] if t.text[:1].isalpha()]
    capitals = sum(t.text[:1].isupper() for t in words)
    zone = reading.article.zone(Span(reading.tokens[first].start, reading.tokens[last - 1].end))
    if len(words) < 4 or zone is Zone.METADATA:
        return False
    lower = [t for t in words if t.text[:1].islower() and len(t.text) > 3]
    return capitals >= 0.7 * len(words) and not any(t.pos in {"VERB", "NOUN", "AUX"} for t in lower)


def _runs(reading: Reading) -> Iterator[_Run]:
    tokens, text = reading.tokens, reading.article.text
    for first, last in _lines(reading):
        shouted = _shouted(reading, first, last)
        i = first
        while i < last:
            if not _capital(tokens[i]) or _opens_without_name(reading, i, first):
                i += 1
                continue
            end = i + 1
            while end < last and (step := _step(reading, i, end, last)):
                end += step
            if shouted:
                yield from _known_words(tokens, i, end)
            else:
                yield from _cut(tokens, text, i, end)
            i = end


def _lines(reading: Reading) -> Iterator[tuple[int, int]]:
    """Token ranges that a name cannot cross: sentences, mended where one was cut between two words."""
    tokens, text = reading.tokens, reading.article.text
    start = 0
    for i in range(1, len(tokens) + 1):
        if i == len(tokens) or _ends(tokens[i - 1], text[tokens[i - 1].end : tokens[i].start]):
            if i > start:
                yield start, i
            start = i


def _ends(token: Token, gap: str) -> bool:
    return "\n" in gap or "\r" in gap or token.text[-1] in "!?" or (token.text == ".")


def _opens_without_name(reading: Reading, i: int, first: int) -> bool:
    """Whether the capital is only that of a sentence's or quotation's first word."""
    token = reading.tokens[i]
    if token.text == "I" or (
        token.pos in {"DET", "PRON"} and token.text.casefold() in {"the", "a", "an", "this", "that"}
    ):
        return True
    opening = i == first or reading.tokens[i - 1].text in {"“", '"', "”", "‘", "'", ":", "—", "–", "-", "("}
    if not opening:
        return (
            token.pos in {"DET", "PRON", "AUX", "SCONJ", "CCONJ"} and len(token.text) > 1 and not token.text.isupper()
        )
    word = token.text
    if token.pos in _NOT_INITIAL and not (word in lexicon.given() and not lexicon.given()[word].also):
        return True
    if token.pos in {"NOUN", "ADJ"} and lexicon.bare(word) not in lexicon.titles():
        follows = reading.tokens[i + 1] if i + 1 < len(reading.tokens) else None
        is_adjective = lexicon.bare(word) in lexicon.adjectives()
        return not (is_adjective or (follows and _capital(follows)) or lexicon.bare(word) in lexicon.places())
    return False


def _step(reading: Reading, start: int, i: int, last: int) -> int:
    """How many tokens the run goes on with at token *i*: 0 ends it."""
    tokens, text = reading.tokens, reading.article.text
    gap = text[tokens[i - 1].end : tokens[i].start]
    if "\n" in gap or "\r" in gap:
        return 0
    token = tokens[i]
    if token.text in _HYPHENS and not gap and i + 1 < last and tokens[i + 1].start == token.end:
        return 2 if tokens[i + 1].text[:1].isupper() else 0
    if not gap and tokens[i - 1].text[-1:].isalnum() and not tokens[i - 1].text.endswith("."):
        return 0
    if _capital(token) and token.text != "I":
        return 1
    word, after = token.text.casefold(), tokens[i + 1] if i + 1 < last else None
    if after is None or "\n" in text[token.end : after.start]:
        return 0
    if word in names.PARTICLES and word not in {"y", "e", "a", "la", "le", "do"} and _capital(after):
        return 2
    if word in names.PARTICLES and _capital(after) and tokens[i - 1].text in lexicon.given():
        return 2
    if word in _LINKS:
        ahead = after
        if word in {"of", "for", "on"} and after.text == "the" and i + 2 < last:
            ahead = tokens[i + 2]
        body = any(lexicon.organisations().get(lexicon.bare(t.text)) == "head" for t in tokens[start:i])
        office = lexicon.bare(tokens[i - 1].text) in {"secretary", "minister", "attorney", "speaker", "chief", "leader"}
        if _capital(ahead) and (body or (word == "of" and office)) and ahead.text not in {"I", "The"}:
            return 3 if ahead is not after else 2
    return 0


def _known_words(tokens: Sequence[Token], start: int, end: int) -> Iterator[_Run]:
    """In a headline every word is its own run: those that the rest of the article knows will be kept."""
    i = start
    while i < end:
        width = 2 if tokens[i].text in lexicon.given() and i + 1 < end and tokens[i + 1].pos == "PROPN" else 1
        if tokens[i].pos in {"PROPN", "NOUN", "ADJ"} and tokens[i].text not in _HYPHENS:
            yield _Run(i, i, i + width)
        i += width


def _cut(tokens: Sequence[Token], text: str, start: int, end: int) -> Iterator[_Run]:
    """Cuts a run into names: after the last office or nationality the name begins."""
    if end < len(tokens) and tokens[end].text in _HYPHENS and tokens[end].start == tokens[end - 1].end:
        end -= 1  # "Western" in "Western-leaning"
    notnames = _not_names()
    while end > start and (
        tokens[end - 1].text.casefold() in _LINKS | names.PARTICLES | _HYPHENS
        or lexicon.bare(tokens[end - 1].text) in notnames
    ):
        end -= 1
    if end <= start:
        return
    words = [lexicon.bare(t.text) for t in tokens[start:end]]
    titles, roles = lexicon.titles(), lexicon.roles()
    cut = 0
    for k, word in enumerate(words[:-1]):
        pair = f"{words[k - 1]} {word}" if k else word
        office = word in titles or word in roles or pair in titles
        if office and not _bears(tokens, start, k, len(words)):
            cut = k + 1
    if cut and cut < len(words) and words[cut] == "of":
        cut = _after_portfolio(tokens, start, cut, end)
    if not cut:
        cut = _after_nationality(words, tokens, start)
    if cut >= len(words):
        return
    if words[cut] in roles and len(words) - cut == 1 and cut:
        return  # "Prime Minister" alone: a role, no name
    yield _Run(start, start + cut, end)


@cache
def _not_names() -> frozenset[str]:
    return frozenset(lexicon.bare(w) for (w,) in lexicon.rows("notnames", 1))


def _bears(tokens: Sequence[Token], start: int, k: int, n: int) -> bool:
    """Whether the office word at *k* is rather part of a name: "Dean Smith", "Tim Cook Inc", "Chief Justice"."""
    word = tokens[start + k].text
    if k == 0 and word in lexicon.given() and n == 2:
        return True
    if (
        k
        and tokens[start + k - 1].text in lexicon.given()
        and lexicon.bare(tokens[start + k - 1].text) not in lexicon.titles()
    ):
        return True
    rest = [lexicon.bare(t.text) for t in tokens[start + k + 1 : start + n]]
    return bool(rest) and lexicon.organisations().get(rest[-1]) == "head" and "of" not in rest[:1]


def _after_portfolio(tokens: Sequence[Token], start: int, cut: int, end: int) -> int:
    """The index after "of State" in "Secretary of State Marco Rubio"."""
    for k in range(cut + 1, end - start):
        if k > cut + 1 and tokens[start + k].text in lexicon.given():
            return k
    words = [tokens[start + k].text for k in range(cut, end - start)]
    return cut + 2 if words[1:2] == ["State"] and len(words) > 2 else end - start


def _after_nationality(words: list[str], tokens: Sequence[Token], start: int) -> int:
    """The index after "Russian" in "Russian Ivan Petrov", if a person's name follows."""
    for width in (2, 1):
        place = " ".join(words[:width])
        if len(words) > width + 1 and (place in lexicon.adjectives() or place in lexicon.places()):
            return width if tokens[start + width].text in lexicon.given() else 0
    return 0


def _labels(reading: Reading) -> dict[int, str]:
    """Entity label of each token that has one."""
    labels: dict[int, str] = {}
    spans = sorted(reading.entities)
    k = 0
    for i, token in enumerate(reading.tokens):
        while k < len(spans) and spans[k].span.end <= token.start:
            k += 1
        if k < len(spans) and spans[k].span.start < token.end:
            labels[i] = spans[k].label
    return labels


def _mention(reading: Reading, run: _Run, labels: dict[int, str]) -> Mention | None:
    tokens = reading.tokens
    span = Span(tokens[run.name].start, tokens[run.end - 1].end)
    name = re.sub(r"\s+", " ", reading.article.text[span.start : span.end])
    key = lexicon.bare(name)
    if key in _not_names() or key in lexicon.adjectives():
        return None
    kind = _kind(name, [labels.get(i, "") for i in range(run.name, run.end)], titled=run.name > run.start)
    before = [lexicon.bare(t.text) for t in tokens[run.start : run.name]]
    gender = names.gender(name) if kind in {ActorKind.PERSON, None} else ""
    for word in before:
        title = lexicon.titles().get(word)
        role = lexicon.roles().get(word)
        gender = (title.gender if title else "") or (role.gender if role else "") or gender
    titled = run.name > run.start and any(w in lexicon.titles() or w in lexicon.roles() for w in before)
    return Mention(span, run.name, run.end, name, kind, gender, (), titled)


def _kind(name: str, labels: Sequence[str], *, titled: bool) -> ActorKind | None:
    words = [lexicon.bare(w) for w in re.split(r"[\s-]+", name)]
    key = lexicon.bare(name)
    bodies = lexicon.organisations()
    if titled and len(words) <= 4 and key not in lexicon.places():
        return ActorKind.PERSON
    if key in lexicon.places():
        return ActorKind.PLACE
    if key in bodies and (bodies[key] == "name" or name.isupper()):
        return ActorKind.ORGANISATION
    person = name.split()[0] in lexicon.given() and len(words) > 1
    if (
        len(words) > 1
        and bodies.get(words[-1]) == "head"
        and not (person and words[-1] in {"house", "church", "cross", "guard", "post"})
    ):
        return ActorKind.ORGANISATION
    if len(words) > 1 and any(bodies.get(w) == "head" for w in words[:-1]) and ("of" in words or "for" in words):
        return ActorKind.ORGANISATION
    if re.fullmatch(r"(?:[A-Z]\.?){3,6}s?|[A-Z]{2,6}", name) and len(name) > 2:
        return ActorKind.ORGANISATION
    if person or (len(words) > 1 and re.fullmatch(r"(?:[A-Z]\.\s?){1,3}", name.split()[0]) is not None):
        return ActorKind.PERSON
    vote = Counter(label for label in labels if label)
    label = vote.most_common(1)[0][0] if vote else ""
    return {
        "PERSON": ActorKind.PERSON,
        "ORG": ActorKind.ORGANISATION,
        "GPE": ActorKind.PLACE,
        "LOC": ActorKind.PLACE,
    }.get(label)


def _agree(found: Sequence[Mention]) -> tuple[Mention, ...]:
    """One kind for one name: a surname is its bearer's, else the article's majority decides."""
    votes: defaultdict[str, Counter[ActorKind]] = defaultdict(Counter)
    for m in found:
        if m.kind:
            votes[names.folded(m.name)][m.kind] += 3 if m.titled else 1
    people = {names.parse(m.name) for m in found if m.kind is ActorKind.PERSON and " " in m.name}
    surnames = {p.last for p in people}
    settled = []
    for m in found:
        vote = votes[names.folded(m.name)]
        kind = vote.most_common(1)[0][0] if vote else None
        single = " " not in m.name
        known = lexicon.bare(m.name) in lexicon.places() or lexicon.organisations().get(lexicon.bare(m.name)) == "name"
        if single and names.parse(m.name).last in surnames and (not known or m.titled):
            kind = ActorKind.PERSON
        elif single and kind is ActorKind.PERSON and known and not m.titled:
            kind = m.kind
        settled.append(replace(m, kind=kind))
    return tuple(settled)
