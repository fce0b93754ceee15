"""From statements to positions: what each is about, which side it takes, who holds it; the same position merged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.model import Actor, Issue, Position, Reading, Span, Stance, Utterance
from kg.positions.grammar import Grammar
from kg.positions.issues import Match, Matcher, Meaning
from kg.positions.stance import Verdict, cue_sign, judge
from kg.positions.statements import Statement, split
from kg.positions.terms import located

ABOUT = 1.1  # least score (0..2) of a match


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement's stance on one issue."""

    actor: str
    issue: str
    stance: Stance
    evidence: str | Span
    via: str | None
    confidence: float
    words: tuple[Span, ...]


def find(
    reading: Reading,
    utterances: Sequence[Utterance],
    actors: Sequence[Actor],
    issues: Sequence[Issue],
    meaning: Meaning,
) -> tuple[Position, ...]:
    """The positions that *reading* shows its actors to take on *issues*.

    Args:
        reading: the article's language.
        utterances: who said what in it.
        actors: its actors; positions name their ids.
        issues: the scheme.
        meaning: texts to unit vectors (n, 384).

    Returns:
        One position for each actor, issue, stance and ascriber, sorted by these; evidence in text order.
    """
    if not issues:
        return ()
    grammar = Grammar(reading, actors)
    statements = split(grammar, utterances)
    matcher = Matcher(issues, meaning)
    texts = [_text(grammar, s) for s in statements]
    claims: list[Claim] = []
    for statement, matches in zip(statements, matcher.match(texts), strict=True):
        for match in _accepted(matches):
            claims.extend(_claims(grammar, matcher, statement, match))
    return merge(claims)


def _text(grammar: Grammar, statement: Statement) -> str:
    words = grammar.reading.article.text[
        grammar.tokens[statement.tokens[0]].start : grammar.tokens[statement.tokens[-1]].end
    ]
    return f"{statement.topic} {words}".strip()


def _accepted(matches: list[Match]) -> list[Match]:
    return [m for m in matches if m.score >= ABOUT and m.score >= matches[0].score - 0.35][:2]


def _anchors(grammar: Grammar, matcher: Matcher, statement: Statement, match: Match) -> list[int]:
    """The tokens that name the issue, common nouns before names; the clause's head where only the context names it."""
    text = grammar.reading.article.text
    low, high = grammar.tokens[statement.tokens[0]].start, grammar.tokens[statement.tokens[-1]].end
    by_start = {grammar.tokens[i].start: i for i in statement.tokens}
    hits = [
        (t, by_start[low + s]) for t, s, _ in located(text[low:high]) if t in match.phrase.terms and low + s in by_start
    ]
    common = [i for t, i in hits if t not in matcher.names]
    return common or [i for _, i in hits]


def _claims(grammar: Grammar, matcher: Matcher, statement: Statement, match: Match) -> list[Claim]:
    anchors = _anchors(grammar, matcher, statement, match) or list(statement.tokens[:1])
    verdicts = judge(grammar, statement, anchors)
    cue = cue_sign(grammar, statement)
    if not verdicts:
        return []
    best = max(verdicts, key=lambda v: (v.strength, -(v.words[0] if v.words else 0)))
    return _read(grammar, matcher, statement, match, best, cue)


def _read(
    grammar: Grammar, matcher: Matcher, statement: Statement, match: Match, verdict: Verdict, cue: Verdict | None
) -> list[Claim]:
    sign, strength, words = verdict.sign, verdict.strength, verdict.words
    if cue is not None and not verdict.holders:
        if cue.kind == "evasion":
            sign, strength = 0, 1.0
        elif not (cue.kind == "concern" and strength >= 1):
            sign, strength = sign * cue.sign, strength + cue.strength
        words = (*cue.words, *words)
    if match.phrase.flipped:
        sign = -sign
    if strength < 0.5:
        return []
    holders = verdict.holders or statement.speakers
    via = statement.via
    if verdict.holders and statement.speakers and set(verdict.holders) != set(statement.speakers):
        via = statement.speakers[0]
    stance = {1: Stance.SUPPORTS, -1: Stance.OPPOSES, 0: Stance.AMBIVALENT}[sign]
    spans = tuple(Span(grammar.tokens[i].start, grammar.tokens[i].end) for i in sorted(set(words)))
    return [
        Claim(
            h,
            matcher.issues[match.issue].id,
            stance,
            statement.evidence,
            None if h in statement.speakers else via,
            0.6,
            spans,
        )
        for h in holders
        if not (h in statement.speakers and statement.via == h)
    ]


def merge(claims: Sequence[Claim]) -> tuple[Position, ...]:
    """One position for each actor, issue, stance and ascriber."""
    groups: dict[tuple[str, str, str, str], list[Claim]] = {}
    for claim in claims:
        groups.setdefault((claim.actor, claim.issue, str(claim.stance), claim.via or ""), []).append(claim)
    positions = []
    for key in sorted(groups):
        group = groups[key]
        doubt = 1.0
        for claim in group:
            doubt *= 1 - claim.confidence
        evidence = tuple(dict.fromkeys(c.evidence for c in group))
        words = tuple(sorted({w for c in group for w in c.words}))
        first = group[0]
        positions.append(
            Position(first.actor, first.issue, first.stance, evidence, first.via, round(min(0.99, 1 - doubt), 2), words)
        )
    return tuple(positions)
