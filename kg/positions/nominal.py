"""From nouns that are somebody's stance (:mod:`kg.positions.owned`) to claims: on what issue, and which way round."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.model import Kind, Span, Stance, Utterance
from kg.positions import confidence
from kg.positions.anchors import anchors as anchors_of
from kg.positions.anchors import is_attribute, is_matter, names_head, undoing
from kg.positions.gathered import Claim
from kg.positions.grammar import Grammar
from kg.positions.holders import Holders, can_hold
from kg.positions.issues import Match, Matcher
from kg.positions.owned import Owned, owned
from kg.positions.stance import judge
from kg.positions.statements import Statement
from kg.positions.topics import Topics, text_of

_GOVERNING = frozenset({"effect", "act", "attitude"})
Sided = tuple[Match, int]


class Nominal:
    """Reads the nouns of one article; made once its statements have been read."""

    def __init__(
        self, grammar: Grammar, topics: Topics, statements: Sequence[Statement], utterances: Sequence[Utterance]
    ) -> None:
        self._grammar, self._topics, self._statements = grammar, topics, statements
        self._matcher: Matcher = topics.matcher
        said = [s for u in utterances if u.attribution.kind is Kind.DIRECT for s in u.attribution.content]
        self._quoted = frozenset(i for span in said for i in grammar.inside(span))
        self._within: dict[int, int] = {}
        for k in sorted(range(len(statements)), key=lambda k: -len(statements[k].tokens)):
            self._within.update(dict.fromkeys(statements[k].tokens, k))

    def claims(self) -> Iterator[Claim]:
        """A claim for each owner of each noun that names an issue, in text order; a sentence counts once."""
        seen: set[tuple[str, str, Stance, str | Span]] = set()
        for claim in self._all():
            key = claim.actor, claim.issue, claim.stance, claim.evidence
            if key not in seen:
                seen.add(key)
                yield claim

    def _all(self) -> Iterator[Claim]:
        tokens = self._grammar.tokens
        for first, last in self._grammar.reading.sentences:
            sentence = Span(tokens[first].start, tokens[last - 1].end)
            if self._grammar.reading.article.is_furniture(sentence):
                continue
            for noun in range(first, last):
                k = self._within.get(noun)
                if k is None and noun in self._quoted:
                    continue  # nobody known says it
                holders = Holders(self._grammar, self._statements[k]) if k is not None else None
                for found in owned(self._grammar, holders, noun):
                    yield from self._held(found, k, sentence)

    def _held(self, found: Owned, k: int | None, sentence: Span) -> Iterator[Claim]:
        """A quotation's noun is hearsay of its speaker; anywhere else it is the reporter's word."""
        statement = self._statements[k] if k is not None and found.noun in self._quoted else None
        if statement is not None and not statement.speakers:
            return
        evidence = sentence if statement is None else statement.evidence
        token = self._grammar.tokens[found.noun]
        for match, sign in self._about(found, k, evidence):
            stance = Stance.SUPPORTS if found.sign * sign > 0 else Stance.OPPOSES
            for owner in found.owners:
                via = statement.speakers[0] if statement is not None and owner not in statement.speakers else None
                sure = confidence.of_claim("owned", named=True, hearsay=via is not None, source=1.0)
                if can_hold(self._grammar, owner) and not self._is_spoken(owner, match.issue, sentence):
                    issue = self._matcher.issues[match.issue].id
                    yield Claim(owner, issue, stance, evidence, via, sure, (Span(token.start, token.end),))

    def _is_spoken(self, owner: str, issue: int, sentence: Span) -> bool:
        """Whether its owner speaks on the issue in the same sentence: the statement then counts, and not both."""
        for k, statement in enumerate(self._statements):
            if statement.utterance is None or owner not in statement.speakers:
                continue
            extent = statement.utterance.attribution.extent
            near = extent.start < sentence.end and sentence.start < extent.end
            if near and any(about.match.issue == issue for about in self._topics.of(k)):
                return True
        return False

    def _about(self, found: Owned, k: int | None, evidence: str | Span) -> list[Sided]:
        """The issues that a noun is on, each with the way round that its words name it."""
        if found.tokens:
            part = Statement(found.tokens, found.owners, None, evidence, None)
            text = text_of(self._grammar, part)
            seen = self._matcher.look(text) if self._matcher.touches(text) else []
            near = self._matcher.about(seen, self._matcher.found(text))
            if not near and found.is_open and k is not None:
                near = [a.match for a in self._topics.of(k) if a.named]
            sided = [(m, sign) for m in near if (sign := self._sign(part, m))]
            if sided or not found.is_open or found.way != "by":
                return sided
        around = self._around(found.noun, k) if k is not None else []
        main = self._topics.main() if not around and found.way == "from" else None
        return [(main, 1)] if main is not None else around

    def _around(self, noun: int, k: int) -> list[Sided]:
        """What the statement around a bare noun is about: "the toll plan drew [opposition] from Holm"."""
        for about in self._topics.of(k):
            phrase = about.match.phrase
            anchors, undone = anchors_of(self._grammar, self._matcher, self._statements[k], phrase)
            if not about.named or not anchors or noun in anchors:
                continue
            sign = undoing(self._grammar, anchors)
            if sign > 0 or names_head(self._grammar, self._matcher, anchors, phrase):
                return [(about.match, -sign if phrase.flipped != undone else sign)]
        return []

    def _sign(self, part: Statement, match: Match) -> int:
        """Which way round the words of *part* name the issue; 0 where they do not name it."""
        grammar, phrase = self._grammar, match.phrase
        anchors, undone = anchors_of(grammar, self._matcher, part, phrase)
        if all(is_attribute(grammar, i, anchors) for i in anchors) or is_matter(grammar, anchors, phrase):
            return 0
        verdict = judge(grammar, Holders(grammar, part), part.tokens, anchors, literal_without=phrase.flipped)
        sign = -1 if phrase.flipped != undone else 1
        if verdict is not None and verdict.strength >= 1 and verdict.kind in _GOVERNING:
            if verdict.kind == "effect" and not names_head(grammar, self._matcher, anchors, phrase):
                return 0
            sign *= verdict.sign
        return sign
