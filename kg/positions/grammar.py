"""An article's grammar, ready to be asked: who governs what, who is meant, which words take a side."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kg.model import Actor, Reading, Span
from kg.positions.lexicon import rows

SUBJECTS = frozenset({"nsubj", "csubj", "nsubj:pass", "csubj:pass", "nsubj:outer"})
_TAGS = {"n": "NOUN", "a": "ADJ"}
FIRST_PERSON = frozenset({"i", "we", "me", "us", "my", "our", "mine", "ours", "myself", "ourselves"})
THIRD_PERSON = frozenset({"he", "she", "they", "it", "him", "her", "them", "his", "their", "its", "theirs"})


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of ``lexicon/stance.tsv``: a word that takes a side.

    ``sign`` is 1, -1 or 0; ``place`` where the issue stands to it: ``obj``, ``subj`` or ``any``;
    ``pos`` v, n, a or any.
    """

    words: tuple[str, ...]
    sign: int
    place: str
    kind: str
    pos: str = ""


@cache
def entries() -> dict[str, tuple[Entry, ...]]:
    """The entries by their first word, longest first."""
    table: dict[str, list[Entry]] = defaultdict(list)
    signs = {"+": 1, "-": -1, "0": 0}
    for lemma, sign, place, kind, *pos in rows("stance"):
        words = tuple(lemma.split())
        table[words[0]].append(Entry(words, signs[sign], place, kind, pos[0] if pos else ""))
    return {word: tuple(sorted(found, key=lambda e: (-len(e.words), e.kind))) for word, found in table.items()}


@cache
def negators() -> dict[str, str]:
    """Negating lemma → relation it must bear to what it negates ("*" any)."""
    return {row[0]: row[1] for row in rows("negators")}


@cache
def naming() -> frozenset[str]:
    """Lemmas of verbs that give something a name or a description: "call", "describe"."""
    return frozenset(row[0] for row in rows("naming"))


@cache
def discussing() -> frozenset[str]:
    """Lemmas of verbs that say what was talked about and nothing of it: "discuss", "mention"."""
    return frozenset(row[0] for row in rows("discussing"))


@cache
def moves() -> frozenset[str]:
    """Lemmas of nouns that take up what was decided or proposed: "the decision"."""
    return frozenset(row[0] for row in rows("moves"))


class Grammar:
    """Lookups over a :class:`~kg.model.Reading` and its actors; built once an article."""

    def __init__(self, reading: Reading, actors: Sequence[Actor] = ()) -> None:
        self.reading = reading
        self.tokens = reading.tokens
        self._starts = [t.start for t in self.tokens]
        self._lemmas = [(t.lemma or t.text).casefold() for t in self.tokens]
        table = entries()
        self._begins = [
            lm in table or t.text.casefold() in table for lm, t in zip(self._lemmas, self.tokens, strict=True)
        ]
        self._negated: dict[int, list[int]] = {}
        self._entries: dict[tuple[int, str], tuple[Entry, tuple[int, ...]] | None] = {}
        self._children: list[list[int]] = [[] for _ in self.tokens]
        for index, token in enumerate(self.tokens):
            if token.head != index:
                self._children[token.head].append(index)
        mentions = sorted((m.start, -m.end, a.id) for a in actors for m in a.mentions)
        self._mentions = [(start, -end, actor) for start, end, actor in mentions]
        self.actors = {a.id: a for a in actors}

    def inside(self, span: Span) -> range:
        """Indices of the tokens that begin in *span*."""
        return range(bisect_left(self._starts, span.start), bisect_left(self._starts, span.end))

    def starting_at(self, offset: int) -> int | None:
        """The token that begins at *offset* into the text."""
        index = bisect_left(self._starts, offset)
        return index if index < len(self._starts) and self._starts[index] == offset else None

    def children(self, index: int) -> list[int]:
        """Indices of the tokens that token *index* governs, in text order."""
        return self._children[index]

    def subtree(self, index: int) -> Iterator[int]:
        """Token *index* and all below it."""
        stack, seen = [index], set()
        while stack:
            node = stack.pop()
            if node not in seen:
                seen.add(node)
                yield node
                stack.extend(self._children[node])

    def path(self, index: int) -> Iterator[tuple[int, int]]:
        """Pairs (child, governor) from token *index* up to its root."""
        seen = {index}
        while (head := self.tokens[index].head) not in seen:
            yield index, head
            seen.add(head)
            index = head

    def lemma(self, index: int) -> str:
        """The lemma, in small letters."""
        return self._lemmas[index]

    def subject(self, index: int) -> int | None:
        """The subject of predicate *index*, looked for through shared subjects and relative clauses."""
        node = index
        for _ in range(6):
            for child in self.children(node):
                if self.tokens[child].dep in SUBJECTS:
                    return self._antecedent(child, node)
            token = self.tokens[node]
            if token.dep in {"acl", "acl:relcl"}:
                return token.head
            if token.dep not in {"conj", "xcomp", "aux", "advcl"} or token.head == node:
                return None
            node = token.head
        return None

    def is_relative(self, clause: int) -> bool:
        """Whether a noun's clause lacks what the noun stands for; "a goal that nobody reached" is parsed either way."""
        below = {self.tokens[c].dep for c in self.children(clause)}
        dep = self.tokens[clause].dep
        return dep.endswith("relcl") or (
            dep == "acl" and bool(below & SUBJECTS) and not below & {"obj", "ccomp", "xcomp", "obl", "cop"}
        )

    def _antecedent(self, subject: int, predicate: int) -> int:
        """What a relative pronoun stands for."""
        token = self.tokens[predicate]
        if self.tokens[subject].text.casefold() in {"who", "which", "that"} and token.dep.endswith("relcl"):
            return token.head
        return subject

    def conjuncts(self, index: int) -> list[int]:
        """Token *index* and what is coordinated with it."""
        return [index, *(c for c in self.children(index) if self.tokens[c].dep == "conj")]

    def actor_at(self, index: int) -> str | None:
        """The actor whose mention covers token *index*; the longest mention wins."""
        found = self.actors_at(index)
        return found[0] if found else None

    def actors_at(self, index: int) -> tuple[str, ...]:
        """The actors whose mentions cover token *index*, the longest mention first."""
        start = self.tokens[index].start
        upto = bisect_right(self._mentions, (start, 0, "￿"))
        near = self._mentions[max(0, upto - 8) : upto + 8]
        over = sorted((begin - end, k, actor) for k, (begin, end, actor) in enumerate(near) if begin <= start < end)
        return tuple(dict.fromkeys(actor for _, _, actor in over))

    def negated(self, index: int) -> list[int]:
        """The tokens that negate token *index* from right below it."""
        if index not in self._negated:
            self._negated[index] = self._negators_of(index)
        return self._negated[index]

    def _negators_of(self, index: int) -> list[int]:
        found = []
        for child in self.children(index):
            relation = negators().get(self.lemma(child))
            if relation is None or (relation != "*" and not self.tokens[child].dep.startswith(relation)):
                continue
            if self._is_emphatic(child) or (self._is_nobody(child) and self.outdone_by(index) is not None):
                continue
            found.append(child)
        return found

    def _is_emphatic(self, negator: int) -> bool:
        """Whether a negator denies nothing: "not only", "no doubt", "no one wants it more than"."""
        after = self.lemma(negator + 1) if negator + 1 < len(self.tokens) else ""
        return after in {"only", "just", "doubt", "longer"} and not (after == "just" and self.lemma(negator) == "no")

    def outdone_by(self, index: int) -> int | None:
        """Who does more of it than anybody: "no one wants it more than [we]"; None where *index* says no such thing."""
        for more in self.children(index):
            if self.lemma(more) not in {"more", "better", "much"}:
                continue
            for below in self.children(more):
                marks = {self.lemma(c) for c in self.children(below)}
                if "than" in marks:
                    subject = next((c for c in self.children(below) if self.tokens[c].dep in SUBJECTS), below)
                    return subject if self._is_nobody(self.subject(index)) else None
        return None

    def _is_nobody(self, index: int | None) -> bool:
        if index is None:
            return False
        denied = any(self.lemma(c) == "no" for c in self.children(index))
        return denied or self.lemma(index) in {"nobody", "none", "noone"}

    def _is_a(self, index: int, pos: str) -> bool:
        """Whether a token is the part of speech that an entry is of; a root counts as a verb, whatever its tag."""
        token = self.tokens[index]
        verb = token.pos in {"VERB", "AUX"} or token.tag.startswith("VB") or token.head == index
        return not pos or (verb if pos == "v" else token.pos == _TAGS[pos])

    def entry(self, index: int, place: str) -> tuple[Entry, tuple[int, ...]] | None:
        """The longest entry for *place* with token *index* as its first word, and the tokens that make it up."""
        if not self._begins[index]:
            return None
        key = index, place
        if key not in self._entries:
            self._entries[key] = self._entry(index, place)
        return self._entries[key]

    def _entry(self, index: int, place: str) -> tuple[Entry, tuple[int, ...]] | None:
        surface = self.tokens[index].text.casefold()  # "disappointing" may be read as a form of a verb
        rows_here = entries().get(self.lemma(index), ())
        if surface != self.lemma(index) and surface.endswith(("ing", "ed")):
            rows_here += tuple(e for e in entries().get(surface, ()) if e.place in {"subj", "any"})
        if not rows_here:
            return None
        _, high = self.reading.sentence_of(index)
        near = range(index + 1, min(high, index + 7))
        for entry in rows_here:
            if entry.place not in {place, "any"} or not self._is_a(index, entry.pos):
                continue
            if entry.kind == "evasion" and any(self.tokens[c].dep == "aux:pass" for c in self.children(index)):
                continue  # "is considered": by somebody else
            used, at = [index], index
            for word in entry.words[1:]:
                step = next((i for i in near if i > at and self.lemma(i) == word), None)
                if step is None or (step - at > 2 and self.tokens[step].head not in {index, at}):
                    break
                used.append(step)
                at = step
            if len(used) == len(entry.words):
                return None if entry.kind == "idle" else (entry, tuple(used))
        return None
