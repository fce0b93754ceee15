"""Questions about a Reading's grammar: subjects, verb groups, noun phrases, what stands in marks.

Positions are token indices; ranges of tokens are half open. Parsers err most around quotations, so whatever asks here
should treat an answer as a proposal.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property

from kg.attribution.lexicon import words
from kg.model import Entity, Quotation, Reading, Span, Token

Range = tuple[int, int]

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer", "csubj", "csubj:pass"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "SYM"})
_GROUP_DEPS = frozenset({"aux", "aux:pass", "advmod", "cop", "neg"})
_GROUP_POS = frozenset({"AUX", "ADV", "PART"})
_PASSIVE = frozenset({"be", "get", "'s", "’s"})
_NEGATIONS = frozenset({"not", "n't", "n’t", "never", "neither", "nor"})
_OPENERS = frozenset("\"“”«»„'‘’`([—–-,;:.…") | {"``", "''", "--"}


class Grammar:
    """A Reading with its tree turned into lists, so that questions cost little.

    Attributes:
        reading: what is asked about.
        quoted: for each token the index of the outermost quotation that holds it, or -1.
    """

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.text = reading.article.text
        self.tokens = reading.tokens
        self._starts = [t.start for t in self.tokens]
        self._ends = [t.end for t in self.tokens]
        self._children: list[list[int]] = [[] for _ in self.tokens]
        for i, token in enumerate(self.tokens):
            if token.head != i:
                self._children[token.head].append(i)
        self.quoted = [-1] * len(self.tokens)
        for n, quotation in self.outer:
            for i in range(*self.within(quotation.span)):
                self.quoted[i] = n

    @cached_property
    def outer(self) -> list[tuple[int, Quotation]]:
        """The outermost quotations with their indices in the reading."""
        return [(n, q) for n, q in enumerate(self.reading.quotations) if q.level == 0 and not q.whole_article]

    @cached_property
    def _outer_starts(self) -> list[int]:
        return [q.span.start for _, q in self.outer]

    def marks(self, low: int, high: int) -> Iterator[tuple[int, Quotation]]:
        """The quotations of any level that share a character with low..high, with their indices, in text order."""
        at = bisect_right(self._outer_starts, low) - 1
        for n in range(self.outer[at][0] if at >= 0 else 0, len(self.reading.quotations)):
            quotation = self.reading.quotations[n]
            if quotation.span.start >= high and not quotation.whole_article:
                return
            if quotation.span.end > low and not quotation.whole_article:
                yield n, quotation

    def outer_marks(self, low: int, high: int) -> list[tuple[int, Quotation]]:
        """The outermost quotations that share a character with low..high or touch it, with their indices."""
        first = max(0, bisect_right(self._outer_starts, low) - 2)
        last = bisect_right(self._outer_starts, high)
        return self.outer[first:last]

    @cached_property
    def around_all(self) -> list[Quotation]:
        """The pair around the whole article, where there is one."""
        return [q for q in self.reading.quotations if q.whole_article]

    @cached_property
    def _entity_starts(self) -> list[int]:
        return [e.span.start for e in self.reading.entities]

    def entities(self, low: int, high: int) -> tuple[Entity, ...]:
        """The entities that start at low..high (which itself is left out)."""
        return self.reading.entities[bisect_left(self._entity_starts, low) : bisect_left(self._entity_starts, high)]

    @cached_property
    def _paragraph_starts(self) -> list[int]:
        return [p.start for p in self.reading.paragraphs]

    def paragraph_at(self, offset: int) -> int:
        """Index of the paragraph that holds *offset*, or of the last one before it."""
        return max(0, bisect_right(self._paragraph_starts, offset) - 1)

    def within(self, span: Span) -> Range:
        """The tokens that lie in *span*, those it cuts included."""
        return bisect_right(self._ends, span.start), bisect_left(self._starts, span.end)

    def span(self, tokens: Range) -> Span:
        """The text from the first token's start to the last one's end."""
        return Span(self.tokens[tokens[0]].start, self.tokens[tokens[1] - 1].end)

    def sentence(self, i: int) -> Range:
        """The sentence of token *i*."""
        return self.reading.sentence_of(i)

    def children(self, i: int, *deps: str) -> list[int]:
        """The tokens governed by *i* (with one of *deps*, if any are given), in text order."""
        if not deps:
            return self._children[i]
        return [c for c in self._children[i] if self.tokens[c].dep in deps]

    def subtree(self, i: int) -> Range:
        """From the first to the last token that *i* governs, itself included."""
        low = high = i
        todo = [i]
        while todo:
            k = todo.pop()
            low, high = min(low, k), max(high, k)
            todo += self._children[k]
        return low, high + 1

    def is_verb(self, i: int) -> bool:
        """Whether token *i* is a verb by either tag set."""
        token = self.tokens[i]
        return token.pos == "VERB" or token.tag.startswith("VB")

    def is_passive(self, verb: int) -> bool:
        """Whether the verb has a passive auxiliary; a surname that the parser took for one is none."""
        return any(self.tokens[c].lemma in _PASSIVE for c in self.children(verb, "aux:pass"))

    def subject(self, verb: int) -> int | None:
        """Head of the verb's own subject; "today" before a verb is none."""
        return next((c for c in self._children[verb] if self.tokens[c].dep in SUBJECTS and not self._is_time(c)), None)

    def _is_time(self, i: int) -> bool:
        return self.tokens[i].lemma in words("time") and not self._children[i]

    def controller(self, verb: int) -> int | None:
        """Head of the phrase that does what *verb* says: own subject, or that of the verb it hangs on.

        Coordinated verbs share a subject; a participle or infinitive takes the governing verb's.
        """
        seen = set()
        while verb not in seen:
            seen.add(verb)
            found = self.subject(verb)
            if found is not None:
                return found
            token = self.tokens[verb]
            if token.dep in {"conj", "advcl", "xcomp", "parataxis", "dep"}:
                verb = token.head
            elif token.dep in {"acl", "acl:relcl"} and token.tag in {"VBG", "VB"}:
                return token.head
            else:
                return None
        return None

    def verb_group(self, verb: int) -> Range:
        """The verb with auxiliaries, negation and adverbs right before it, and its particle right after."""
        first = verb
        while first > 0:
            token = self.tokens[first - 1]
            mine = token.head == verb and token.dep in _GROUP_DEPS and token.pos in _GROUP_POS
            if not mine or token.lemma in words("time"):
                break
            first -= 1
        last = verb + 1
        if last < len(self.tokens) and self.tokens[last].dep == "compound:prt" and self.tokens[last].head == verb:
            last += 1
        return first, last

    def noun_phrase(self, head: int) -> Range:
        """The phrase of a noun with title, apposition and clauses, without marks and commas around it."""
        first, last = self.subtree(head)
        sentence = self.sentence(head)
        first, last = max(first, sentence[0]), min(last, sentence[1])
        first = self._named_from(first, sentence[0])
        place = self.quoted[head]
        while first < head and self.quoted[first] != place:
            first += 1
        while last > head + 1 and self.quoted[last - 1] != place:
            last -= 1
        skip = {"CCONJ", "SCONJ", "ADV", "PUNCT"}
        while first < head and (self.tokens[first].text in _OPENERS or self.tokens[first].pos in skip):
            first += 1
        while last > head + 1 and self.tokens[last - 1].pos == "PUNCT" and self.tokens[last - 1].text not in {")", "]"}:
            last -= 1
        return first, last

    def _named_from(self, first: int, limit: int) -> int:
        """Where a name's title begins, when the parser left part of it behind: "press secretary | Ada Fenn"."""
        if self.tokens[first].pos != "PROPN":
            return first
        start = first
        while start > limit and (
            self.tokens[start - 1].pos in {"PROPN", "NOUN", "ADJ"} or self.tokens[start - 1].tag == "POS"
        ):
            start -= 1
        if start > limit and self.tokens[start - 1].pos == "DET":
            start -= 1
        return start

    def is_negated(self, group: Range) -> bool:
        """Whether a verb group holds a negation."""
        return any(self.tokens[i].text.lower() in _NEGATIONS for i in range(*group))

    def word(self, i: int) -> Token | None:
        """Token *i*, or None beyond the ends."""
        return self.tokens[i] if 0 <= i < len(self.tokens) else None

    def trimmed(self, tokens: Range) -> Range | None:
        """A range without commas, colons, dashes and full stops at its edges; None if nothing is left."""
        first, last = tokens
        while first < last and self.tokens[first].text in {",", ";", ":", ".", "—", "–", "-", "--", "…"}:
            first += 1
        while last > first and self.tokens[last - 1].text in {",", ";", ":", ".", "—", "–", "-", "--", "…"}:
            last -= 1
        return (first, last) if first < last else None
