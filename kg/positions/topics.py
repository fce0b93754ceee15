"""What each statement of an article is about: by its own words, else its topic phrase, else what was said before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.positions.anchors import anchors, undoing
from kg.positions.elsewhere import cue_verdict, is_evasive
from kg.positions.grammar import Grammar, moves
from kg.positions.issues import Match, Matcher
from kg.positions.pointers import pointers
from kg.positions.statements import Statement

_PROPOSITION = frozenset({"that", "so"})  # pronouns that take up a whole proposition, its denial included
_AGREEING = frozenset({"agree", "disagree", "true", "untrue", "correct", "think", "believe", "say"})  # verbs that do so
WORDED = 0.2  # least share of a wording in the content, where the topic phrase has named the issue
SIDED = 0.3  # least cosine with it of what a cue takes a side on
SIDED_FOCUS = 0.4  # least focus of that issue
MAIN = 0.3  # least focus of the issue that "the bill" of an article stands for
_FARTHER = 12  # statements to look back for what "the decision" takes up
_FAR = 4  # statements to look back for what a pronoun takes up


@dataclass(frozen=True, slots=True)
class About:
    """What a statement is about.

    ``named``: its own words name the issue, not only what stands around it. ``sign``: -1 where it takes up a
    proposition that was against the issue.
    """

    match: Match
    named: bool
    sign: int = 1


class Topics:
    """Asked for one statement after the other, and told what came of each."""

    def __init__(self, grammar: Grammar, matcher: Matcher, statements: Sequence[Statement]) -> None:
        self._grammar, self.matcher, self._statements = grammar, matcher, statements
        self.texts = [text_of(grammar, s) for s in statements]
        matcher.focus_on([text for text, s in zip(self.texts, statements, strict=True) if s.utterance is not None])
        self._found: dict[int, list[About]] = {}
        self._signs: dict[int, int] = {}

    def of(self, k: int) -> list[About]:
        """What statement *k* is about, most certain first; looked up when first asked for."""
        if k in self._found:
            return self._found[k]
        statement, text = self._statements[k], self.texts[k]
        own = self.matcher.look(text) if self.matcher.touches(text) else []  # meaning alone names no issue
        abouts = [About(m, named=True) for m in self.matcher.about(own, self.matcher.found(text))]
        if not abouts and statement.topic:
            near = self.matcher.about(self.matcher.look(statement.topic), self.matcher.found(statement.topic))[:1]
            inside = {m.issue: m for m in own if m.lexical >= WORDED}
            abouts = [About(inside.get(m.issue, m), named=m.issue in inside) for m in near]
        if not abouts and statement.utterance is not None:
            abouts = self._inherited(k) or self._sided(k)
        self._found[k] = abouts
        return abouts

    def known(self, k: int) -> Sequence[About]:
        """What statement *k* is about, where that has been looked up; nothing otherwise."""
        return self._found.get(k, ())

    def settle(self, k: int, sign: int) -> None:
        """Remember that statement *k* came out for (1), against (-1) or neither (0)."""
        self._signs.setdefault(k, sign)

    def _matches(self, text: str) -> list[Match]:
        return self.matcher.match([text])[0]

    def _inherited(self, k: int) -> list[About]:
        """The issue of a statement just before, in the same or the preceding sentence."""
        grammar, statement = self._grammar, self._statements[k]
        taken_up = {grammar.lemma(i) for i in pointers(grammar, statement.tokens)}
        if not taken_up and not is_evasive(grammar, statement.tokens):
            return []
        here = grammar.reading.sentence_of(statement.tokens[0])[0]
        at_hand = not taken_up & moves()
        if not at_hand and (main := self.main()) is not None:
            return [About(main, named=False)]
        for back in range(k - 1, max(-1, k - 1 - (_FAR if at_hand else _FARTHER)), -1):
            if at_hand and grammar.reading.sentence_of(self._statements[back].tokens[0])[1] < here:
                break
            if abouts := self.of(back):
                return [About(abouts[0].match, named=False, sign=self._taken_up(k, back, abouts[0], taken_up))]
        return []

    def main(self) -> Match | None:
        """The match of the issue that the article is mostly about: "the bill" of an article on one bill."""
        focus = self.matcher.focus
        first = max(range(len(focus)), key=lambda i: (focus[i], -i), default=None)
        if first is None or focus[first] < MAIN:
            return None
        label = next(p for p in self.matcher.phrases if p.issue == first)
        return Match(first, 0.0, 0.0, 0.0, label)

    def _sided(self, k: int) -> list[About]:
        """What the article is about, where the cue takes a side and nothing is nearer: "backed [a no-fly zone]"."""
        said = self._statements[k].utterance
        cue = [i for span in said.attribution.cue for i in self._grammar.inside(span)] if said else []
        verdict = cue_verdict(self._grammar, cue)
        if verdict is None or verdict.kind not in {"attitude", "concern"} or self.matcher.is_elsewhere:
            return []
        nearest = max(self._matches(self.texts[k]), key=lambda m: m.meaning, default=None)
        if nearest is None or nearest.meaning < SIDED or self.matcher.focus[nearest.issue] < SIDED_FOCUS:
            return []
        return [About(nearest, named=False, sign=self._done_to(self._statements[k].tokens))]

    def _done_to(self, tokens: Sequence[int]) -> int:
        """-1 where a statement's first predicate does away with its object: "asked them [to prevent the move]"."""
        inside = frozenset(tokens)
        top = next((i for i in tokens if self._grammar.tokens[i].head not in inside), tokens[0])
        row = self._grammar.entry(top, "obj")
        return -1 if row is not None and row[0].kind == "effect" else 1

    def _taken_up(self, k: int, back: int, before: About, pronouns: set[str]) -> int:
        """Which way round statement *k* takes up the issue of statement *back*: a proposition, or a thing."""
        grammar = self._grammar
        agreeing = _AGREEING & {grammar.lemma(i) for i in self._statements[k].tokens}
        if pronouns & _PROPOSITION or ("this" in pronouns and agreeing):
            return -1 if self._signs.get(back) == -1 else 1
        if not before.named:
            return before.sign
        found, undone = anchors(grammar, self.matcher, self._statements[back], before.match.phrase)
        return undoing(grammar, found) * (-1 if undone else 1)


def text_of(grammar: Grammar, statement: Statement) -> str:
    """The statement's words; a gap in its tokens is a gap in the text."""
    text, parts = grammar.reading.article.text, []
    start = previous = statement.tokens[0]
    for index in (*statement.tokens[1:], -1):
        if index != previous + 1:
            parts.append(text[grammar.tokens[start].start : grammar.tokens[previous].end])
            start = index
        previous = index
    return " ".join(parts)
