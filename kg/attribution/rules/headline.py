"""Headlines that report with a colon: "Fenn: cranes must go", "Cranes must go: Fenn"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.attribution.grammar import Grammar, Range
from kg.attribution.lexicon import words
from kg.attribution.subjects import can_speak
from kg.model import Attribution, Kind, Zone

SURE = 0.92

_LONGEST_NAME = 5  # tokens before (or after) the colon
_HEADINGS = frozenset({Zone.TITLE, Zone.DECK, Zone.SUBHEAD})
_VERBAL = frozenset({"VBD", "VBZ", "VBP", "MD", "VB", "TO"})


def find(grammar: Grammar) -> Iterator[Attribution]:
    """Headings with one colon between somebody's name and what reads like a clause or stands in marks."""
    for paragraph in grammar.reading.paragraphs:
        if grammar.reading.article.zone(paragraph) not in _HEADINGS:
            continue
        first, last = grammar.within(paragraph)
        colons = [k for k in range(first, last) if grammar.tokens[k].text == ":" and grammar.quoted[k] < 0]
        if len(colons) == 1:
            found = _at(grammar, (first, last), colons[0])
            if found is not None:
                yield found


def _at(grammar: Grammar, heading: Range, colon: int) -> Attribution | None:
    before, after = (heading[0], colon), grammar.trimmed((colon + 1, heading[1]))
    if after is None or before[0] >= before[1]:
        return None
    for name, said in ((before, after), (after, before)):
        if _is_name(grammar, name) and _is_said(grammar, said):
            return Attribution(
                id="",
                content=(grammar.span(said),),
                source=(grammar.span(name),),
                cue=(grammar.span((colon, colon + 1)),),
                cue_lemma=":",
                kind=Kind.INDIRECT,
                confidence=SURE,
                found_by="headline",
            )
    return None


def _is_name(grammar: Grammar, part: Range) -> bool:
    """Whether a few words name somebody: a person, a body, an office; a place alone is a rubric ("Kenya: …")."""
    tokens = grammar.tokens[part[0] : part[1]]
    if len(tokens) > _LONGEST_NAME or any(t.tag in _VERBAL or t.tag == "CD" for t in tokens):
        return False
    span = grammar.span(part)
    places = [e for e in grammar.reading.entities if e.label in {"GPE", "LOC", "NORP", "EVENT"}]
    seat = tokens[-1].lemma in words("speaker")  # "Treasury: …"
    if not seat and tokens[-1].text.islower() and any(t.text == "-" for t in tokens):
        return False  # "Gung-ho: …", a label
    return can_speak(grammar, part) and (seat or not any(span in e.span for e in places))


def _is_said(grammar: Grammar, part: Range) -> bool:
    quoted = all(grammar.quoted[k] >= 0 for k in range(*part))
    return quoted or (part[1] - part[0] > 2 and any(grammar.tokens[k].tag in _VERBAL for k in range(*part)))
