"""For or against: the words that govern what a statement is about, multiplied from the inside out.

From the word that names the issue the reading climbs to the top of the clause. Every word on the way that takes a side
(``stance.tsv``) or denies (``negators.tsv``) turns the sign or keeps it: "refused to support the ban" is minus times plus;
"a mistake to end the ban" is minus times minus (compositional valence shifting: Polanyi and Zaenen 2006; Choi and Cardie
2008). Whose stance it is depends on the subject of the word that takes the side.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.model import ActorKind, Kind
from kg.positions.grammar import FIRST_PERSON, SUBJECTS, THIRD_PERSON, Entry, Grammar
from kg.positions.statements import Statement

_OBJECTS = frozenset(
    {"obj", "iobj", "xcomp", "ccomp", "obl", "nmod", "acl", "nsubj:pass", "csubj:pass", "advcl", "dislocated"}
)
_ASSERTIVE = frozenset({"will", "would", "must", "should", "shall", "'ll", "’ll", "’d", "'d", "can"})
_TRANSPARENT = frozenset({"conj", "compound", "nmod:poss", "appos", "flat", "amod", "nummod", "acl:relcl"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the words of one statement say.

    Attributes:
        sign: 1 for, -1 against, 0 neither side.
        strength: how many words took a side; an assertion by a modal verb alone counts a half.
        holders: actor ids; empty when the statement's speakers hold it; None when it is nobody known.
        words: the tokens that decided.
        kind: kind of the entry that decided, "" for none.
    """

    sign: int
    strength: float
    holders: tuple[str, ...] | None
    words: tuple[int, ...]
    kind: str = ""


def judge(grammar: Grammar, statement: Statement, anchors: Iterable[int]) -> list[Verdict]:
    """One verdict for each top anchor (a token that names the issue and is under no other such token)."""
    marked = set(anchors) & set(statement.tokens)
    tops = [a for a in sorted(marked) if not any(head in marked for _, head in grammar.path(a))]
    return [_climb(grammar, statement, top) for top in tops]


def _climb(grammar: Grammar, statement: Statement, anchor: int) -> Verdict:
    inside = set(statement.tokens)
    sign, strength, kind = 1, 0.0, ""
    holders: tuple[str, ...] | None = ()
    words: list[int] = []
    decided = False
    node, place = anchor, "own"
    while True:
        entry = _entry_at(grammar, node, place)
        if entry is not None:
            row, used = entry
            if row.kind == "evasion":
                return Verdict(0, 1.0, holders, tuple(used), row.kind)
            if not (row.kind == "concern" and strength):
                sign *= row.sign
                strength += 1
                words.extend(used)
                kind = row.kind
            if row.kind in {"attitude", "act", "quality"} and not decided:
                owner = _owner(grammar, statement, node, row)
                if owner is not None:
                    holders, decided = owner, True
        for negator in grammar.negated(node):
            if negator in inside and negator != anchor:
                sign, strength = -sign, strength + 0.5
                words.append(negator)
        if not strength or strength == 0.5:
            modal = [
                c
                for c in grammar.children(node)
                if grammar.lemma(c) in _ASSERTIVE and grammar.tokens[c].dep.startswith("aux")
            ]
            if modal and strength < 1:
                strength = max(strength, 0.5)
                words.extend(modal)
        head = grammar.tokens[node].head
        if head == node or head not in inside:
            break
        place = _place(grammar, node, place)
        node = head
    return Verdict(sign, strength, holders, tuple(sorted(set(words))), kind)


def _place(grammar: Grammar, child: int, before: str) -> str:
    """How what is below stands to *head*: its object, its subject, or nothing that matters."""
    dep = grammar.tokens[child].dep
    if dep in {"nsubj", "csubj", "nsubj:outer"}:
        return "subj"
    if dep in _OBJECTS or dep.startswith(("obl", "advcl")):
        return "obj"
    return before if dep == "conj" and before != "own" else "through"


def _entry_at(grammar: Grammar, node: int, place: str) -> tuple[Entry, tuple[int, ...]] | None:
    """The entry of *node* that fits the place of what is below; qualities also of an attribute or a copular noun."""
    if place in {"subj", "obj"}:
        found = grammar.entry(node, place)
        if found is None and place == "obj":  # "it is important to …", "a mistake to …", "ready to …", "in favour of …"
            found = grammar.entry(node, "subj")
            if found is not None and found[0].kind != "quality":
                found = None
        if found is not None:
            return found
        if place == "subj":
            return _modifier(grammar, node)
        return None
    if place == "own":
        return _modifier(grammar, node)
    return None


def _modifier(grammar: Grammar, node: int) -> tuple[Entry, tuple[int, ...]] | None:
    """A judging attribute of *node*: "an unrealistic objective"."""
    for child in grammar.children(node):
        if grammar.tokens[child].dep in {"amod", "appos", "nmod:desc"}:
            found = grammar.entry(child, "subj")
            if found is not None and found[0].kind == "quality":
                return found
    return None


def _owner(grammar: Grammar, statement: Statement, node: int, row: Entry) -> tuple[str, ...] | None:
    """Whose stance *node* shows: () the speakers', actor ids, or None when its subject does not tell."""
    subject = grammar.subject(node)
    if subject is None or (row.kind == "quality" and not _is_disposition(grammar, subject)):
        return None
    found: list[str] = []
    for part in grammar.conjuncts(subject):
        who = _who(grammar, statement, part)
        found.extend(w for w in who if w not in found)
    return tuple(found) if found else None


def _is_disposition(grammar: Grammar, subject: int) -> bool:
    """Whether a quality is said of somebody ("he is ready to …") rather than of a thing."""
    return grammar.lemma(subject) in FIRST_PERSON | THIRD_PERSON or grammar.actor_at(subject) is not None


def _who(grammar: Grammar, statement: Statement, index: int) -> tuple[str, ...]:
    """The actors that a subject token stands for; () if unknown."""
    word = grammar.tokens[index].text.casefold()
    own = statement.speakers
    if word in FIRST_PERSON:
        return own
    named = grammar.actor_at(index)
    if named is not None:
        return (named,)
    if word in THIRD_PERSON and own and statement.utterance is not None:
        indirect = statement.utterance.attribution.kind is not Kind.DIRECT
        persons = all(grammar.actors[a].kind is ActorKind.PERSON for a in own if a in grammar.actors)
        if indirect and (word in {"he", "she"}) == persons:
            return own
    for child in grammar.children(index):  # "his team", "our side"
        if grammar.tokens[child].dep == "nmod:poss" and grammar.lemma(child) in FIRST_PERSON | {"his", "her", "its"}:
            return own if grammar.lemma(child) in FIRST_PERSON or grammar.tokens[child].text.casefold() != "its" else ()
    return ()


def cue_sign(grammar: Grammar, statement: Statement) -> Verdict | None:
    """What the cue itself says of its content: "rejected", "called for", "was noncommittal about"."""
    if statement.utterance is None:
        return None
    cue = [i for span in statement.utterance.attribution.cue for i in grammar.inside(span)]
    for index in cue:
        found = grammar.entry(index, "obj") or (
            grammar.entry(index, "subj") if grammar.tokens[index].pos == "ADJ" else None
        )
        if found is not None:
            row, used = found
            return Verdict(row.sign, 1.0, (), used, row.kind)
    return None


def subjects(grammar: Grammar, index: int) -> list[int]:
    """Subject tokens right below *index*."""
    return [c for c in grammar.children(index) if grammar.tokens[c].dep in SUBJECTS]
