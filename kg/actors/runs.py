"""Runs of capitalised words, cut into what stands before a name (nationality, office) and the name itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kg.actors import datelines, lexicon, names, portfolios
from kg.model import Reading, Span, Token, Zone

_HYPHENS = frozenset("-‐‑–")
_LINKS = frozenset({"of", "for", "and", "&", "the", "on", "de", "du", "des"})
_FUNCTION = frozenset(
    {"DET", "PRON", "ADP", "SCONJ", "CCONJ", "AUX", "INTJ", "PART", "ADV", "VERB", "NUM", "PUNCT", "SYM"}
)
_OPENERS = frozenset({"“", '"', "”", "‘", "'", ":", "—", "–", "-", "("})
MONTHS_TOO = frozenset({"March", "April", "May", "June", "August"})  # months that are names as well
_SHORT = frozenset({"sen", "rep", "gen", "col", "gov", "del", "hon"})  # short titles never end a role: "MP Mitali Sen"
_NOT_LINKING = frozenset({"y", "e", "a", "la", "le", "do"})  # particles that are also words of other kinds


# Names in captions help; those of bylines, adverts and notes are no part of the story.
_NAMELESS = frozenset({Zone.BYLINE, Zone.ADVERT, Zone.LINK, Zone.NOTE, Zone.METADATA, Zone.FOREIGN})


@dataclass(frozen=True, slots=True)
class Run:
    """Token indices: where the run starts, where the name in it does, where both end.

    ``sure`` is False in headlines and at the start of a sentence, where a capital letter tells nothing.
    """

    start: int
    name: int
    end: int
    sure: bool = True


def find(reading: Reading) -> Iterator[Run]:
    """All runs that may be names, in text order."""
    tokens = reading.tokens
    for first, last in _lines(reading):
        line = Span(tokens[first].start, tokens[last - 1].end)
        if any(line in r.span for r in reading.article.regions if r.zone in _NAMELESS):
            continue
        shouted = _shouted(reading, first, last)
        i = first
        while i < last:
            if not capital(tokens[i]) or _is_word(reading, i) or datelines.is_dateline(reading, i):
                i += 1
                continue
            if _is_inverted(tokens, i, first):
                i += 1
                continue
            if _opens_without_name(reading, i, first):
                yield Run(i, i, i + 1, sure=False)
                i += 1
                continue
            end = i + 1
            while end < last and (step := _step(reading, i, end, last)):
                end += step
            yield from _words_of_headline(tokens, i, end) if shouted else _cut(tokens, i, end)
            i = end


def capital(token: Token) -> bool:
    """Whether a token is a word with a capital letter."""
    return token.text[:1].isupper() and bool(re.search(r"\w", token.text))


def _lines(reading: Reading) -> Iterator[tuple[int, int]]:
    """Token ranges that a name cannot cross: sentences, mended where one was cut between two words."""
    tokens, text = reading.tokens, reading.article.text
    start = 0
    for i in range(1, len(tokens) + 1):
        last = tokens[i - 1]
        gap = text[last.end : tokens[i].start] if i < len(tokens) else "\n"
        stop = last.text == "." and not (i > 1 and lexicon.bare(tokens[i - 2].text) in lexicon.titles())
        if "\n" in gap or "\r" in gap or last.text[-1] in "!?" or stop:
            yield start, i
            start = i


def _shouted(reading: Reading, first: int, last: int) -> bool:
    """A headline in title case or capitals."""
    words = [t for t in reading.tokens[first:last] if t.text[:1].isalpha()]
    zone = reading.article.zone(Span(reading.tokens[first].start, reading.tokens[last - 1].end))
    if len(words) < 4 or zone is Zone.METADATA:
        return False
    capitals = sum(t.text[:1].isupper() for t in words)
    lower = [t for t in words if t.text[:1].islower()]
    return capitals >= 0.7 * len(words) and not any(t.pos in {"VERB", "NOUN"} and t.text != "is" for t in lower)


def _is_word(reading: Reading, i: int) -> bool:
    token = reading.tokens[i]
    return token.text == "I" or (
        token.pos in {"DET", "PRON"} and token.text.casefold() in {"the", "a", "an", "this", "that"}
    )


def _opens_without_name(reading: Reading, i: int, first: int) -> bool:
    """Whether the capital may be only that of a sentence's or quotation's first word."""
    tokens = reading.tokens
    token, word = tokens[i], lexicon.bare(tokens[i].text)
    if i != first and tokens[i - 1].text not in _OPENERS:
        function = token.pos in {"DET", "PRON", "AUX", "SCONJ", "CCONJ"}
        return function and len(token.text) > 1 and not token.text.isupper()
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if after and f"{word} {lexicon.bare(after.text)}" in lexicon.places():
        return False
    if word in lexicon.titles() and after and capital(after):
        return False
    if word in names.PARTICLES and after and (after.text in names.PARTICLES or capital(after)):
        return False
    if token.text.isupper() and lexicon.organisations().get(word) == "name" and not _is_shouted(tokens, i):
        return False  # "WHO"
    given = lexicon.given().get(token.text)
    if token.pos in _FUNCTION and not (given and not given.also):
        return True
    if token.pos in {"NOUN", "ADJ"}:
        known = word in lexicon.adjectives() or word in lexicon.places() or (given and not given.also)
        return not (known or (after and capital(after)))
    return False


def _is_inverted(tokens: Sequence[Token], i: int, first: int) -> bool:
    """Whether a line opens with a verb of saying or an adverb before a name: "Said Ana Duarte:", "Meanwhile Lund"."""
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    opener = lexicon.bare(tokens[i].text) in openers()
    return i == first and opener and after is not None and capital(after)


@cache
def openers() -> frozenset[str]:
    """Words that open a sentence before a name and are no part of it, as keys."""
    return frozenset(lexicon.bare(w) for (w,) in lexicon.rows("openers", 1))


def _is_shouted(tokens: Sequence[Token], i: int) -> bool:
    """Whether the word after is in capitals too."""
    after = tokens[i + 1].text if i + 1 < len(tokens) else ""
    return len(after) > 1 and after.isupper()


def _step(reading: Reading, start: int, i: int, last: int) -> int:
    """How many tokens the run goes on with at token *i*: 0 ends it."""
    tokens, text = reading.tokens, reading.article.text
    token, before = tokens[i], tokens[i - 1]
    gap = text[before.end : token.start]
    after = tokens[i + 1] if i + 1 < last else None
    if token.text in _HYPHENS and not gap and after and after.start == token.end:
        return 2 if after.text[:1].isupper() or portfolios.is_given(reading, start, i) else 0
    if token.tag == "POS" and after and portfolios.owned(tokens, i, last):
        return 2  # "People’s Daily"
    if (not gap and before.text[-1:].isalnum()) or before.text.endswith(("’s", "'s")):
        return 0
    if capital(token) and token.text != "I":
        return 1
    if token.text == "." and not gap and lexicon.bare(before.text) in lexicon.titles() and after and capital(after):
        return 1
    if after is None or not (capital(after) or after.text in {"the", "a", "an", *names.PARTICLES}):
        return 0
    word = token.text.casefold()
    if word in names.PARTICLES and after.text in names.PARTICLES and i + 2 < last and capital(tokens[i + 2]):
        return 3
    if word in names.PARTICLES and capital(after) and (word not in _NOT_LINKING or before.text in lexicon.given()):
        return 2
    return portfolios.linked(tokens, start, i, last) if word in _LINKS else 0


def _words_of_headline(tokens: Sequence[Token], start: int, end: int) -> Iterator[Run]:
    """In a headline every word is its own run; the rest of the article tells which of them are names."""
    i = start
    while i < end:
        given = lexicon.given().get(tokens[i].text)
        person = given is not None and not given.also and i + 1 < end and tokens[i + 1].pos == "PROPN"
        width = 2 if person else 1
        if tokens[i].pos in {"PROPN", "NOUN", "ADJ", "VERB"} and tokens[i].text not in _HYPHENS:
            yield Run(i, i, i + width, sure=person)
        i += width


def _cut(tokens: Sequence[Token], start: int, end: int) -> Iterator[Run]:
    """Cuts a run: after the last office or nationality the name begins."""
    end = _trimmed(tokens, start, end)
    words = [lexicon.bare(t.text) for t in tokens[start:end]]
    if not words or _is_role(tokens, start, words):
        if len(words) == 1:
            yield Run(start, start, end, sure=False)  # "Dean": an office, unless somebody of that name is known
        return
    if len(words) == 1 and tokens[start].text in MONTHS_TOO:
        yield Run(start, start, end, sure=False)
        return
    cut = 0
    for k, word in enumerate(words[:-1]):
        pair = f"{words[k - 1]} {word}" if k else word
        if (is_office(word) or pair in lexicon.titles()) and not _bears(tokens, start, k, len(words)):
            cut = k + 1
    if cut and words[cut] in {"of", "for"}:
        cut = portfolios.after(tokens, start, cut, end)
    cut = cut or _after_nationality(words, tokens, start)
    cut = _at_given_name(tokens, start, cut, words)
    if cut < len(words):
        yield Run(start, start + cut, end)


def _trimmed(tokens: Sequence[Token], start: int, end: int) -> int:
    if end < len(tokens) and tokens[end].text in _HYPHENS and tokens[end].start == tokens[end - 1].end:
        end -= 1  # "Western" in "Western-leaning"
    loose = _LINKS | names.PARTICLES | _HYPHENS
    while end > start and (tokens[end - 1].text.casefold() in loose or _is_date(tokens, end)):
        end -= 1
    return end


def _is_date(tokens: Sequence[Token], end: int) -> bool:
    """Whether the last word is no part of the name: "Lund Tuesday", "Lund May 9", but not "Theresa May"."""
    word = tokens[end - 1].text
    if word in MONTHS_TOO:
        return end < len(tokens) and tokens[end].tag == "CD"
    return lexicon.bare(word) in not_names()


def _is_role(tokens: Sequence[Token], start: int, words: list[str]) -> bool:
    """Whether the run is an office without a bearer: "Prime Minister", "White House Chief", but not "Tim Cook"."""
    if not is_office(words[-1]) or (len(words) > 1 and words[-1] in _SHORT):
        return False
    if len(words) == 1:
        return words[0] in lexicon.titles() or tokens[start].pos == "NOUN"
    before = words[-2]
    title = lexicon.titles().get(before)
    if title and (not title.full or words[-1] not in lexicon.titles()):
        return False  # "Mr King", "Judge Baker"
    return not (tokens[start + len(words) - 2].text in lexicon.given() and before not in lexicon.titles())


@cache
def not_names() -> frozenset[str]:
    """Capitalised words that name no speaker, as keys."""
    return frozenset(lexicon.bare(w) for (w,) in lexicon.rows("notnames", 1))


def is_office(word: str) -> bool:
    """Whether a word (a key) is a title or a role, in the singular or plural."""
    table = (lexicon.titles(), lexicon.roles())
    return any(word in t or (word.endswith("s") and word[:-1] in t) for t in table)


def _bears(tokens: Sequence[Token], start: int, k: int, n: int) -> bool:
    """Whether the office word at *k* is rather part of a name: "Dean Smith", "Marshall Cook Group"."""
    if k == 0 and tokens[start].text in lexicon.given() and n == 2:
        return True
    before = tokens[start + k - 1].text if k else ""
    pair = " ".join(lexicon.bare(t.text) for t in tokens[start + k - 2 : start + k]) if k > 1 else ""
    if pair in lexicon.places():
        return False  # "South Carolina Rep. Duarte"
    if before in lexicon.given() and lexicon.bare(before) not in lexicon.titles():
        return True
    rest = [lexicon.bare(t.text) for t in tokens[start + k + 1 : start + n]]
    bodies = [lexicon.organisations().get(w) == "head" for w in rest]
    return bool(rest) and (bodies[-1] or (bodies[0] and "of" in rest[1:2])) and "of" not in rest[:1]


def _after_nationality(words: list[str], tokens: Sequence[Token], start: int) -> int:
    """The index after "Russian" in "Russian Ivan Petrov", if a person's name follows."""
    for width in (2, 1):
        place = " ".join(words[:width])
        if len(words) > width + 1 and (place in lexicon.adjectives() or place in lexicon.places()):
            return width if tokens[start + width].text in lexicon.given() else 0
    return 0


def _at_given_name(tokens: Sequence[Token], start: int, cut: int, words: list[str]) -> int:
    """Where a given name starts inside what is left, if what precedes it can be no given name of its own."""
    bodies = lexicon.organisations()
    if any(bodies.get(w) == "head" for w in words[cut:]) or tokens[start + cut].text in lexicon.given():
        return cut
    for k in range(cut + 1, len(words) - 1):
        given = lexicon.given().get(tokens[start + k].text)
        if given and not given.also and words[k] not in names.PARTICLES:
            previous = tokens[start + k - 1]
            if re.fullmatch(r"(?:[A-Z]\.?){1,2}", previous.text) or previous.text in _HYPHENS:
                return cut
            ordinary = (
                previous.pos in {"ADJ", "NOUN", "VERB"}
                or previous.tag in {"NNPS", "NNS"}
                or words[k - 1]
                in {
                    *lexicon.places(),
                    *lexicon.adjectives(),
                }
            )
            opens = k == 1 and (
                start == 0 or tokens[start - 1].text in {".", ":"} or tokens[start].start - tokens[start - 1].end > 1
            )
            return k if ordinary or (opens and len(words) == 3) or bodies.get(words[k - 1]) == "name" else cut
    return cut
