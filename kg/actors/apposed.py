"""The role beside a name: "Treasury spokesman …", "Minister for Trade …", "its chief, …", "…, head of studies"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from kg.actors import lexicon, roles
from kg.model import ActorKind, Reading, Role, Token

if TYPE_CHECKING:
    from kg.actors.mentions import Mention

_PREMODIFIERS = frozenset({"NOUN", "ADJ", "PROPN", "NUM", "ADV"})


def before(reading: Reading, mention: Mention, run_start: int) -> Role | None:
    """The role that stands before a name: "Treasury spokesman", "Duarte's adviser", "retired general"."""
    tokens, text = reading.tokens, reading.article.text
    i = run_start
    while i > 0 and _joins(tokens[i - 1], tokens[i], text):
        i -= 1
    if 1 < i < mention.first and tokens[i - 1].text in {"of", "for"} and tokens[i - 2].text[:1].isupper():
        k = i - 2  # "Minister for Health Ana Duarte"
        while k > 0 and _joins(tokens[k - 1], tokens[k], text):
            k -= 1
        i = k if lexicon.bare(tokens[i - 2].text) in lexicon.roles() else i
    if 0 < i < mention.first and f"{tokens[i - 1].text} {tokens[i].text}".casefold() in lexicon.places():
        i -= 1  # "United States President", whatever the tagger takes "United" for
    found = roles.between(reading, i, mention.first)
    if found is None and i == mention.first and i > 2 and tokens[i - 1].text == ",":
        found = _apposed(reading, i - 1, mention)
    return found


def _apposed(reading: Reading, comma: int, mention: Mention) -> Role | None:
    """The role in a description that a comma parts from the name after it: "its foreign minister, Ana Duarte"."""
    tokens, text = reading.tokens, reading.article.text
    i = comma
    while i > 0 and comma - i < 15 and _joins(tokens[i - 1], tokens[i], text):
        i -= 1
    if i > 1 and roles.between(reading, i, comma) is None:
        i = _governor(reading, i)  # "an attorney for the clinic, Ana Duarte"
    determined = i > 0 and (tokens[i - 1].text.casefold() in _ARTICLES or tokens[i - 1].tag == "PRP$")
    owned = any(t.tag == "POS" for t in tokens[i:comma])
    if not (determined or owned) or _is_of_another_clause(reading, i, comma, mention):
        return None
    return roles.between(reading, i, comma)


def _is_of_another_clause(reading: Reading, first: int, comma: int, mention: Mention) -> bool:
    """Whether the phrase closes a clause in front of the name's own: "Asked if it was an equal member, Duarte said"."""
    tokens = reading.tokens
    name = next(
        (i for i in range(mention.first, mention.last) if not mention.first <= tokens[i].head < mention.last), -1
    )
    if name < 0 or not tokens[name].dep.startswith("nsubj") or tokens[name].head < mention.last:
        return False
    head = next((i for i in range(first, comma) if not first <= tokens[i].head < comma), -1)
    if head < 0 or tokens[head].head >= first or tokens[head].dep == "appos":
        return False
    start = reading.sentence_of(name)[0]
    opens = tokens[start].pos in {"VERB", "SCONJ", "AUX"} or tokens[start].text.casefold() in {
        "when",
        "while",
        "as",
        "if",
    }
    return tokens[head].tag in {"NNS", "NNPS"} or opens


_ARTICLES = frozenset({"the", "its", "a", "an", "another"})


def _governor(reading: Reading, i: int) -> int:
    """Where the noun begins that the phrase from *i* belongs to, if only a preposition stands between; else *i*."""
    tokens, text = reading.tokens, reading.article.text
    j = i - 1 if tokens[i - 1].pos == "DET" or tokens[i - 1].tag == "PRP$" else i
    if j < 1 or tokens[j - 1].text not in {"of", "for", "at", "in"}:
        return i
    k = j - 1
    while k > 0 and j - k < 8 and _joins(tokens[k - 1], tokens[k], text):
        k -= 1
    return k if k < j - 1 else i


def _joins(left: Token, right: Token, text: str) -> bool:
    gap = text[left.end : right.start]
    if "\n" in gap or "\r" in gap:
        return False
    if left.text in {"'s", "’s", "'", "’"} or left.tag == "POS":
        return True
    if left.pos == "NOUN" and right.text == "former":
        return False  # a new phrase begins: "in its inquiry former minister …"
    if left.text in {"-", "&"}:
        return True
    return left.pos in _PREMODIFIERS and left.tag != "CD"


def _owns(tokens: Sequence[Token], i: int) -> bool:
    return i < len(tokens) and tokens[i].tag == "POS"


def after(reading: Reading, mention: Mention, names_at: Mapping[int, Mention]) -> Role | None:
    """The role in an apposition: ", head of studies at …,", ", 45, a farmer,".

    *names_at* tells which names begin at which token: a list of people is no apposition.
    """
    tokens, text = reading.tokens, reading.article.text
    i = mention.last
    if i >= len(tokens) or tokens[i].text not in {",", "("}:
        return None
    closing = ")" if tokens[i].text == "(" else ","
    i += 1
    if i + 1 < len(tokens) and tokens[i].tag == "CD" and tokens[i + 1].text == ",":
        i += 2
    if i + 1 < len(tokens) and tokens[i].text == "who" and tokens[i + 1].lemma == "be":
        i += 2
    start = i
    while (
        i < len(tokens) and i - start < 30 and tokens[i].text not in {closing, ".", ";", "who", "which", "“", '"', "—"}
    ):
        if "\n" in text[tokens[i - 1].end : tokens[i].start] or tokens[i].tag in {"VBD", "VBZ", "VBP", "MD"}:
            break
        other = names_at.get(i)
        if other and other.kind is ActorKind.PERSON and tokens[i - 1].pos != "ADP" and not _owns(tokens, other.last):
            return None
        i += 1
    if i == start or (tokens[start].pos in {"ADP", "SCONJ", "CCONJ", "VERB", "PRON"} and tokens[start].tag != "PRP$"):
        return None
    found = roles.between(reading, start, i)
    return None if found and roles.plural(found.title) else found
