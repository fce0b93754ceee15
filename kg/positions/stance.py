"""For or against: the words that govern what a statement is about, multiplied from the inside out.

From the word that names the issue the reading climbs to the top of the clause. Every word on the way that takes a side
(``stance.tsv``) or denies (``negators.tsv``) turns the sign or keeps it: "refused to support the ban" is minus times
plus; "a mistake to end the ban" is minus times minus (compositional valence shifting: Polanyi and Zaenen 2006; Choi and
Cardie 2008). Whose stance it is depends on the subject of the word that takes the side.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from kg.positions.denial import denied, denied_after
from kg.positions.grammar import FIRST_PERSON, Entry, Grammar
from kg.positions.holders import Holders
from kg.positions.places import OBJECTS, Found, attribute_of, entry_at, place_of

_ASSERTIVE = frozenset({"will", "would", "must", "should", "shall", "'ll", "’ll", "’d", "'d", "can", "could", "need"})
_DEED = frozenset({"will", "would", "must", "should", "shall", "'ll", "’ll", "’d", "'d"})
_CONTRAST = frozenset({"but", "though", "although", "however", "yet", "while"})
_BESIDE = frozenset(
    {"after", "following", "amid", "before", "during", "since", "despite", "besides", "ahead", "because"}
)
_ADVICE = frozenset({"should", "must", "ought", "can", "could", "may", "might"})
_SIDES = {"against": -1, "for": 1, "behind": 1}
_CAUSING = frozenset(
    {"instruct", "order", "tell", "direct", "require", "force", "oblige", "compel", "get", "enable", "send"}
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the words of one statement say.

    Attributes:
        sign: 1 for, -1 against, 0 neither side.
        strength: how many words took a side; a denial or a modal verb alone counts a half.
        holders: actor ids; empty when the statement's speakers hold it; None when somebody unknown does.
        words: the tokens that decided.
        kind: kind of the outermost entry that decided, "" for none.
    """

    sign: int
    strength: float
    holders: tuple[str, ...] | None = ()
    words: tuple[int, ...] = ()
    kind: str = ""


@dataclass(slots=True)
class _Climb:
    """What has been gathered on the way up."""

    sign: int = 1
    strength: float = 0.0
    kind: str = ""
    words: list[int] = field(default_factory=list)
    holders: tuple[str, ...] | None = ()
    owned: bool = False
    attribute: Found | None = None

    def take(self, row: Entry, used: tuple[int, ...]) -> None:
        self.sign *= row.sign
        self.strength += 1
        self.kind = row.kind
        self.words.extend(used)

    def deny(self, negator: int) -> None:
        self.sign = -self.sign
        self.strength += 0.5
        self.words.append(negator)


def judge(
    grammar: Grammar,
    holders: Holders,
    tokens: Collection[int],
    anchors: Collection[int],
    *,
    literal_without: bool = False,
) -> Verdict | None:
    """The clearest verdict over the top anchors: tokens that name the issue and are under no other such token."""
    inside = frozenset(tokens)
    marked = inside & frozenset(anchors)
    tops = [a for a in sorted(marked) if not any(head in marked for _, head in grammar.path(a))]
    tops += _relative(grammar, tops, inside)
    verdicts = [_climb(grammar, holders, inside, top, marked, literal_without) for top in tops]
    clear = {v.sign for v in verdicts if v.strength >= 1}
    best = max(verdicts, key=lambda v: v.strength, default=None)
    if best is not None and len(clear) > 1 and any(grammar.lemma(i) in _CONTRAST for i in inside):
        words = tuple(sorted({i for v in verdicts for i in v.words}))
        return Verdict(0, best.strength, best.holders, words, "contrast")
    return best


def _relative(grammar: Grammar, tops: list[int], inside: frozenset[int]) -> list[int]:
    """Relative pronouns that stand for an anchor: "the wall, [which] they reject"."""
    found = []
    for top in tops:
        for child in grammar.children(top):
            if grammar.tokens[child].dep.endswith("relcl"):
                found += [
                    i
                    for i in grammar.children(child)
                    if i in inside and grammar.lemma(i) in {"which", "that"} and grammar.tokens[i].pos == "PRON"
                ]
    return found


def _climb(
    grammar: Grammar,
    holders: Holders,
    inside: frozenset[int],
    anchor: int,
    marked: frozenset[int],
    literal_without: bool,
) -> Verdict:
    state = _Climb(attribute=attribute_of(grammar, anchor))
    node, place = anchor, "own"
    while True:
        found = entry_at(grammar, node, place)
        if found is not None and not set(found[1]) & marked:
            row, used = found
            if row.kind == "evasion" or (row.kind == "open" and grammar.negated(node)):
                owner = _owner(grammar, holders, node)
                return Verdict(0, 1.0, owner or state.holders, used, row.kind)
            _take(grammar, holders, state, node, found)
        elif node == anchor:
            _secondary(grammar, state, node)
        _preposition(grammar, holders, state, node)
        _denials(grammar, state, node, inside, anchor, literal_without)
        if _is_beside(grammar, node):
            return Verdict(1, 0.0, None)
        if (beside := _noun_before(grammar, node)) is not None and not set(beside[1]) & marked:
            state.take(*beside)
        head = grammar.tokens[node].head
        if head == node or head not in inside or (grammar.tokens[node].dep.endswith("relcl") and _is_settled(state)):
            break
        if _is_supposed(grammar, node) and state.kind in {"act", "effect", ""}:
            state.strength, state.words = 0.0, []  # that it is supposed to happen says nothing of who wants it
        place = place_of(grammar, node, place)
        node = head
    if not state.strength and state.attribute is not None and not set(state.attribute[1]) & marked:
        state.take(*state.attribute)
    if not state.strength or (state.strength < 1 and not state.kind):
        _modal(grammar, state, anchor, inside)
        _promise(grammar, holders, state, anchor)
    return Verdict(state.sign, state.strength, state.holders, tuple(sorted(set(state.words))), state.kind)


def _take(grammar: Grammar, holders: Holders, state: _Climb, node: int, found: Found) -> None:
    """Count what a word on the way says, what stands with it, and whose it is."""
    row, used = found
    if row.kind != "open" and (row.kind != "concern" or not state.strength):
        state.take(row, used)
        if row.kind in {"act", "effect"} and _is_all_it_does(grammar, node):
            state.sign = -state.sign
    _secondary(grammar, state, node)
    for negator in denied_after(grammar, node):
        state.deny(negator)
    if row.kind in {"attitude", "concern", "side"} or (not state.owned and row.kind in {"act", "quality"}):
        _own(grammar, holders, state, node, row)


def _is_supposed(grammar: Grammar, node: int) -> bool:
    """Whether a clause says in what case something holds: "[if the law were passed], people would leave"."""
    marks = {grammar.lemma(c) for c in grammar.children(node) if grammar.tokens[c].dep in {"mark", "advmod"}}
    return grammar.tokens[node].dep == "advcl" and bool(marks & {"if", "unless", "once", "when", "whenever"})


def _noun_before(grammar: Grammar, node: int) -> Found | None:
    """The noun that a phrase belongs to, where it was parsed as the verb's: "backed the [ban] on it"."""
    cases = [c for c in grammar.children(node) if grammar.tokens[c].dep == "case"]
    if (
        not grammar.tokens[node].dep.startswith("obl")
        or not cases
        or grammar.lemma(cases[0]) not in {"on", "of", "against"}
    ):
        return None
    noun = cases[0] - 1
    if noun < 0 or grammar.tokens[noun].head != grammar.tokens[node].head or grammar.tokens[noun].pos != "NOUN":
        return None
    found = grammar.entry(noun, "obj") if grammar.tokens[noun].dep in OBJECTS else None
    return found if found is not None and found[0].kind == "effect" else None


def _is_settled(state: _Climb) -> bool:
    """Whether a clause has said who thinks what, not only what is or would be done."""
    return state.owned or (state.strength >= 1 and state.kind not in {"act", "effect"})


def _is_beside(grammar: Grammar, node: int) -> bool:
    """Whether what is said by the way ends here: an apposition; when, or despite what, something happens."""
    below = (c for c in grammar.children(node) if grammar.tokens[c].dep in {"case", "mark"})
    if grammar.tokens[node].text.casefold() == "following":  # a preposition that may be read as a verb
        return True
    if grammar.lemma(node) == "end" and any(grammar.lemma(c) in {"at", "by", "until"} for c in grammar.children(node)):
        return True  # "at the end of the talks": when, not what
    return grammar.tokens[node].dep == "appos" or any(
        {grammar.lemma(c), grammar.tokens[c].text.casefold()} & _BESIDE for c in below
    )


def _preposition(grammar: Grammar, holders: Holders, state: _Climb, node: int) -> None:
    """A side taken by a preposition alone: "she is against the ban", "they are for it"."""
    below = grammar.children(node)
    if not any(grammar.tokens[c].dep == "cop" for c in below):
        return
    for child in below:
        sign = _SIDES.get(grammar.lemma(child)) if grammar.tokens[child].dep == "case" else None
        subject = grammar.subject(node)
        if sign is not None and subject is not None:
            row = Entry((grammar.lemma(child),), sign, "obj", "attitude")
            state.take(row, (child,))
            _own(grammar, holders, state, node, row)


def _secondary(grammar: Grammar, state: _Climb, node: int) -> None:
    """What is to be done to it: "wants the target [postponed]"."""
    for child in grammar.children(node):
        token = grammar.tokens[child]
        if token.tag == "VBN" and token.dep in {"acl", "xcomp", "ccomp", "advcl"}:
            found = grammar.entry(child, "obj")
            if found is not None and found[0].kind == "effect":
                state.take(*found)


def _denials(
    grammar: Grammar, state: _Climb, node: int, inside: frozenset[int], anchor: int, literal_without: bool
) -> None:
    if state.kind == "concern" and state.words and grammar.tokens[state.words[-1]].pos == "NOUN":
        return  # "nobody should live in fear of it": against the thing, not against the fear
    for negator in denied(grammar, node):
        if (
            negator in inside
            and negator not in state.words
            and not (literal_without and grammar.lemma(negator) == "without")
        ):
            state.deny(negator)
    if node != anchor and grammar.lemma(node) in {"nothing", "nobody", "none", "neither"}:
        state.deny(node)


def _is_all_it_does(grammar: Grammar, node: int) -> bool:
    """Whether an effect is held against what brings it about: "it would only prolong the strike"."""
    below = {grammar.lemma(c) for c in grammar.children(node) if grammar.tokens[c].dep in {"aux", "advmod"}}
    subject = grammar.subject(node)
    first = subject is not None and grammar.tokens[subject].text.casefold() in FIRST_PERSON
    return (
        bool(below & {"only", "merely"}) and bool(below & {"will", "would", "can", "could", "'ll", "’ll"}) and not first
    )


def _modal(grammar: Grammar, state: _Climb, anchor: int, inside: frozenset[int]) -> None:
    """Nothing but an assertion: "would be a full participant"."""
    for node in (anchor, *(head for _, head in grammar.path(anchor))):
        modal = [c for c in grammar.children(node) if grammar.lemma(c) in _ASSERTIVE and grammar.tokens[c].dep == "aux"]
        if node in inside and modal:
            state.strength = max(state.strength, 0.5)
            state.words.extend(modal[:1])
            return


def _promise(grammar: Grammar, holders: Holders, state: _Climb, anchor: int) -> None:
    """The issue is a deed, and the clause says who will do it, or who must: "we will deport them"."""
    node = anchor  # "we will tell the police to check them": what is to be done hangs on the verb of who will see to it
    while grammar.tokens[node].pos == "VERB" and grammar.tokens[node].dep in {"xcomp", "advcl", "ccomp"}:
        below_node = grammar.children(node)
        head = grammar.tokens[node].head
        if grammar.lemma(head) not in _CAUSING or not any(grammar.tokens[c].tag == "TO" for c in below_node):
            break
        node = head
    below = {grammar.lemma(c) for c in grammar.children(node) if grammar.tokens[c].dep == "aux"}
    if grammar.tokens[anchor].pos == "VERB" and below & _DEED:
        state.strength, state.kind = max(state.strength, 1.0), "act"
        _own(grammar, holders, state, node, Entry((grammar.lemma(anchor),), 1, "obj", "act"))


def _owner(grammar: Grammar, holders: Holders, node: int) -> tuple[str, ...] | None:
    subject = grammar.subject(node)
    return None if subject is None else holders.of(subject)


def _own(grammar: Grammar, holders: Holders, state: _Climb, node: int, row: Entry) -> None:
    """Settle whose stance it is, where the word has a subject that can hold one."""
    if row.kind == "act" and any(grammar.lemma(c) in _ADVICE for c in grammar.children(node)):
        return  # what somebody should do is not that one's stance
    outdone = grammar.outdone_by(node)
    subject = grammar.subject(node) if outdone is None else outdone
    if subject is None:
        before = holders.before(node) if grammar.tokens[node].head == node else ()
        if before:
            state.holders, state.owned = before, True
        return
    owner = holders.of(subject, deed=row.kind == "act")
    if owner:
        state.holders, state.owned = owner, True
    elif holders.is_somebody(subject, row.kind):
        state.holders, state.owned = None, True
