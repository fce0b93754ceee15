"""How far a reported clause reaches: what is the source's, and where the reporter takes over again."""

from __future__ import annotations

from kg.attribution.grammar import Grammar, Range
from kg.attribution.lexicon import verbs

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_DASHES = frozenset({"—", "–", "--", "―"})
_SUBORDINATE = frozenset({"SCONJ", "ADP"})


def onward(grammar: Grammar, start: int, end: int, verb: int | None) -> Range | None:
    """From *start* to where the content ends: the sentence, or the reporter's next words.

    The reporter takes over (GUIDELINES 2.1) at ", which …", at a dash that adds rather than encloses, at
    ", according to", at a participle that reports again (", adding that"), at ", but he …" after a clause without
    "that", and at a further verb that the source's verb is coordinated with ("said … and indicated …").

    Args:
        grammar: of the article.
        start: first token of the content.
        end: where the sentence (or the area looked at) ends.
        verb: the cue's head, where known.
    """
    tokens = grammar.tokens
    if start >= end:
        return None
    stop = end
    opened = tokens[start].text.lower() == "that"
    for k in range(start, end):
        if grammar.quoted[k] >= 0 and grammar.quoted[k] != grammar.quoted[start]:
            continue
        if tokens[k].text in {",", ";"} and k + 1 < end and _takes_over(grammar, k + 1, end, verb, opened=opened):
            stop = k
            break
        if opened and k > start and _turns(grammar, k, end):
            stop = k
            break
        if tokens[k].text in _DASHES and k > start and not _closes_later(grammar, k, end):
            stop = k
            break
        if verb is not None and k > start and _coordinated(grammar, k, verb):
            stop = k
            break
    while (
        stop > start and tokens[stop - 1].text in {".", ",", ";", ":", "?", "!", "…"} and grammar.quoted[stop - 1] < 0
    ):
        stop -= 1
    while stop > start and tokens[stop - 1].pos == "CCONJ":
        stop -= 1
    return (start, stop) if stop > start else None


def fronted(grammar: Grammar, start: int, stop: int) -> Range | None:
    """The clause between the sentence's start and the comma before "X said"; None if it is no main clause."""
    tokens = grammar.tokens
    while start < stop and tokens[start].pos in {"CCONJ", "PUNCT"} and grammar.quoted[start] < 0:
        start += 1
    if start >= stop or tokens[start].tag in {"VBN", "VBG"} or tokens[start].lemma in {"as", "asked", "when", "after"}:
        return None
    if not any(tokens[k].tag in _FINITE for k in range(start, stop)):
        return None
    if tokens[start].pos in _SUBORDINATE and not any(tokens[k].text == "," for k in range(start, stop)):
        return None  # "When the vote was over, X said": nothing of this is said
    while stop > start and tokens[stop - 1].text in {",", ";"} and grammar.quoted[stop - 1] < 0:
        stop -= 1
    return (start, stop)


def _takes_over(grammar: Grammar, k: int, end: int, verb: int | None, *, opened: bool) -> bool:
    tokens = grammar.tokens
    token = tokens[k]
    word = token.text.lower()
    if grammar.quoted[k] >= 0:
        return False
    if word == "which" or (word == "according" and k + 1 < end and tokens[k + 1].text == "to"):
        return True
    if token.tag == "VBG" and token.lemma in verbs("clause") and token.dep != "conj":
        return True
    if word in {"but", "and", "though", "although"} and k + 2 < end and not opened:
        return tokens[k + 1].text.lower() in {"he", "she", "they"} and tokens[k + 2].lemma in verbs("clause")
    following = grammar.word(k + 1)
    if opened and word in {"but", "though", "although"} and following and following.text in {"he", "she", "they"}:
        return True  # without a second "that" the reporter goes on
    if word in {"and", "but", "so"} and not opened and following is not None and following.text in {"I", "we"}:
        return True  # inside somebody's speech: he goes on in his own name
    if verb is not None and word in {"but", "while", "and"} and k + 1 < end:
        nearby = [j for j in range(k + 1, min(k + 5, end)) if tokens[j].tag in _FINITE]
        return bool(nearby) and tokens[nearby[0]].lemma in verbs("clause") and tokens[nearby[0]].head == verb
    return False


def _turns(grammar: Grammar, k: int, end: int) -> bool:
    """Whether the reporter goes on at *k*: "that he called but he did not say when"."""
    if grammar.tokens[k].text.lower() != "but" or grammar.quoted[k] >= 0 or k + 2 >= end:
        return False
    return grammar.tokens[k + 1].text in {"he", "she", "they"} and grammar.tokens[k + 2].tag in _FINITE


def _closes_later(grammar: Grammar, k: int, end: int) -> bool:
    """Whether the dash at *k* opens an insertion that a second dash closes."""
    return any(grammar.tokens[j].text in _DASHES for j in range(k + 1, end))


def _coordinated(grammar: Grammar, k: int, verb: int) -> bool:
    token = grammar.tokens[k]
    return (
        token.text.lower() in {"and", "but"}
        and token.dep == "cc"
        and grammar.tokens[token.head].head == verb
        and (grammar.tokens[token.head].dep == "conj" and grammar.tokens[token.head].lemma in verbs("clause"))
    )
