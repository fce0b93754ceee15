"""Who does what a verb inside reported speech says, where the parser lost the subject.

Parsers err in long quotations. A finite verb has its subject right before it, less adverbs and one insertion between
commas; a coordinated one ("… and agreed …") shares that of the finite verb before it.
"""

from __future__ import annotations

from kg.attribution.grammar import Grammar, Range
from kg.attribution.lexicon import words

_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_LONGEST_INSERTION = 8  # tokens between two commas: "in his turn"
_NOBODY = frozenset({"nobody", "no", "none", "neither", "either", "each", "anyone", "anybody", "everyone", "everybody"})
_NAME = frozenset({"PROPN", "NOUN", "PRON", "DET", "ADJ", "NUM"})


def speaker(grammar: Grammar, verb: int, area: Range) -> Range | None:
    """The phrase of whoever *verb* has speaking, inside *area*; None if it cannot speak or is not there."""
    found = _own(grammar, verb, area) or _before(grammar, verb, area)
    if found is None and _is_coordinated(grammar, verb, area):
        earlier = _finite_before(grammar, verb, area)
        found = speaker(grammar, earlier, area) if earlier is not None else None
    return found if found and can_speak(grammar, found) else None


def can_speak(grammar: Grammar, phrase: Range) -> bool:
    """Whether a phrase names somebody: a pronoun, a name, or a noun of people and bodies."""
    if grammar.tokens[phrase[0]].text.lower() in _NOBODY:
        return False
    for k in range(*phrase):
        token = grammar.tokens[k]
        if phrase[0] <= token.head < phrase[1] and token.head != k and token.dep not in {"conj", "flat"}:
            continue  # only the heads of the phrase decide
        if token.pos == "PRON":
            return token.lemma not in words("nobody") - {"one"} or token.lemma == "it"
        if token.lemma in words("speaker") or token.lemma.rstrip("s") in words("speaker"):
            return True
        if token.pos == "PROPN":
            return not any(e.label == "EVENT" and grammar.span((k, k + 1)) in e.span for e in grammar.reading.entities)
    span = grammar.span(phrase)
    return any(span.end <= e.span.end for e in grammar.entities(span.start, span.end))


def _own(grammar: Grammar, verb: int, area: Range) -> Range | None:
    head = grammar.subject(verb)
    if head is None or not area[0] <= head < area[1]:
        return None
    first, last = grammar.noun_phrase(head)
    last = min(last, verb) if head < verb else last
    return grammar.trimmed((max(first, area[0]), min(last, area[1])))


def _before(grammar: Grammar, verb: int, area: Range) -> Range | None:
    """The noun phrase that ends right before the verb group."""
    tokens = grammar.tokens
    end = grammar.verb_group(verb)[0]
    if end > area[0] and tokens[end - 1].text == ",":
        low = max(area[0], end - 2 - _LONGEST_INSERTION)
        comma = next((k for k in range(end - 2, low - 1, -1) if tokens[k].text == ","), None)
        if comma is None or any(tokens[k].tag in _FINITE for k in range(comma, end)):
            return None
        end = comma
    start = end
    while (
        start > area[0] and tokens[start - 1].pos in _NAME and tokens[start - 1].text.lower() not in {"that", "which"}
    ):
        start -= 1
    if start == end or tokens[end - 1].pos not in {"PROPN", "NOUN", "PRON"}:
        return None
    left = grammar.word(start - 1) if start > area[0] else None
    if left is not None and (left.pos in {"ADP", "VERB"} or left.tag in {"TO", "POS"}):
        return None  # the object of something else
    return start, end


def _is_coordinated(grammar: Grammar, verb: int, area: Range) -> bool:
    before = grammar.verb_group(verb)[0] - 1
    return before >= area[0] and grammar.tokens[before].pos == "CCONJ"


def _finite_before(grammar: Grammar, verb: int, area: Range) -> int | None:
    first = max(area[0], grammar.sentence(verb)[0])
    for k in range(verb - 1, first - 1, -1):
        token = grammar.tokens[k]
        if token.pos != "VERB":
            continue
        perfect = token.tag == "VBN" and any(grammar.tokens[c].tag in _FINITE for c in grammar.children(k, "aux"))
        if token.tag in _FINITE or perfect:
            return k
    return None
