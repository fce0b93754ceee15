"""From statements to positions: what each is about, which side it takes, who holds it; the same position merged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.model import Actor, ActorKind, Issue, Position, Reading, Span, Stance, Utterance
from kg.positions.grammar import Grammar, naming
from kg.positions.holders import Holders
from kg.positions.issues import Match, Matcher, Meaning, Phrase
from kg.positions.stance import Verdict, cue_verdict, judge, overall, pointers
from kg.positions.statements import Statement, split
from kg.positions.terms import located, terms

_NAMED = frozenset({ActorKind.PERSON, ActorKind.PLACE, ActorKind.ORGANISATION})
_STANCES = {1: Stance.SUPPORTS, -1: Stance.OPPOSES, 0: Stance.AMBIVALENT}


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


@dataclass(frozen=True, slots=True)
class About:
    """What a statement is about.

    ``named``: its own words name the issue, not only what stands around it. ``sign``: -1 where it points back to a
    proposition that was against the issue.
    """

    match: Match
    named: bool
    sign: int = 1


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
    named = (name for actor in actors if actor.kind in _NAMED for name in (actor.name, *actor.aliases))
    matcher = Matcher(issues, meaning, frozenset(term for name in named for term in terms(name)))
    claims: list[Claim] = []
    for statement, topics in zip(statements, _topics(grammar, matcher, statements), strict=True):
        for about in topics:
            claims.extend(_claims(grammar, matcher, statement, about))
    return merge(claims)


def _topics(grammar: Grammar, matcher: Matcher, statements: Sequence[Statement]) -> list[list[About]]:
    """For each statement what it is about: by its own words, else by its topic phrase, else by what was said before."""
    texts = [_text(grammar, s) for s in statements]
    own = matcher.match(texts)
    around = matcher.match([s.topic for s in statements])
    found: list[list[About]] = []
    for k, statement in enumerate(statements):
        matches = matcher.about(own[k], terms(texts[k]))
        abouts = [About(m, named=True) for m in matches]
        if not abouts and statement.topic:
            abouts = [About(m, named=False) for m in matcher.about(around[k], terms(statement.topic))[:1]]
        if not abouts and statement.utterance is not None and pointers(grammar, statement.tokens):
            abouts = _inherited(grammar, statements, found, k)
        found.append(abouts)
    return found


def _inherited(grammar: Grammar, statements: Sequence[Statement], found: list[list[About]], k: int) -> list[About]:
    """The issue of the statement before, where it stands in this or the preceding sentence."""
    here = grammar.reading.sentence_of(statements[k].tokens[0])[0]
    for back in range(k - 1, max(-1, k - 4), -1):
        _, end = grammar.reading.sentence_of(statements[back].tokens[0])
        if end < here:
            return []
        if found[back]:
            return [About(found[back][0].match, named=False)]
    return []


def _text(grammar: Grammar, statement: Statement) -> str:
    """The statement's words; a gap in its tokens is a gap in the text."""
    text, parts = grammar.reading.article.text, []
    start = previous = statement.tokens[0]
    for index in (*statement.tokens[1:], -1):
        if index != previous + 1:
            parts.append(text[grammar.tokens[start].start : grammar.tokens[previous].end])
            start = index
        previous = index
    return " ".join(parts)


def _anchors(grammar: Grammar, matcher: Matcher, statement: Statement, phrase: Phrase) -> tuple[list[int], bool]:
    """The tokens that name the issue, names only where nothing else does; and whether they name what it undoes."""
    hits: list[tuple[str, int]] = []
    for index in statement.tokens:
        hits.extend((t, index) for t, _, _ in located(grammar.tokens[index].text) if t in phrase.terms)
    common = [(term, i) for term, i in hits if term not in matcher.names] or hits
    undone = bool(phrase.inner) and bool(common) and all(term in phrase.inner for term, _ in common)
    return [i for _, i in common], undone


def _claims(grammar: Grammar, matcher: Matcher, statement: Statement, about: About) -> list[Claim]:
    holders = Holders(grammar, statement)
    phrase = about.match.phrase
    anchors, undone = _anchors(grammar, matcher, statement, phrase) if about.named else ([], False)
    if not about.named:
        anchors = pointers(grammar, statement.tokens)
    verdict = judge(grammar, holders, statement.tokens, anchors, literal_without=phrase.flipped)
    if statement.utterance is None:
        if verdict is None or not verdict.holders or verdict.strength < 1:
            return []
    elif verdict is None or verdict.strength < 1:
        verdict = _weaker(grammar, statement, verdict, about)
    verdict = _with_cue(grammar, statement, verdict)
    if verdict is None or verdict.holders is None or verdict.strength < 0.5:
        return []
    turned = about.sign * (-1) ** (phrase.flipped + undone)
    return _held(grammar, matcher.issues[about.match.issue].id, statement, verdict, turned)


def _weaker(grammar: Grammar, statement: Statement, verdict: Verdict | None, about: About) -> Verdict | None:
    """Where no word over the issue takes a side: judgements elsewhere in the statement, else the bare assertion."""
    if not about.named or _is_naming(grammar, statement):
        other = overall(grammar, statement.tokens)
        if other is not None and (verdict is None or verdict.strength < other.strength):
            return other
    return verdict if about.named else None


def _is_naming(grammar: Grammar, statement: Statement) -> bool:
    """Whether the cue gives something a name: "called it a mistake"."""
    if statement.utterance is None:
        return False
    cue = [i for span in statement.utterance.attribution.cue for i in grammar.inside(span)]
    return any(grammar.lemma(i) in naming() for i in cue)


def _with_cue(grammar: Grammar, statement: Statement, verdict: Verdict | None) -> Verdict | None:
    """*verdict* as the cue turns it: "rejected", "was noncommittal about"; the cue alone where there is none."""
    if statement.utterance is None:
        return verdict
    cue = cue_verdict(grammar, [i for span in statement.utterance.attribution.cue for i in grammar.inside(span)])
    if cue is None or (verdict is not None and not set(verdict.holders or ()) <= set(statement.speakers)):
        return verdict
    if verdict is None or cue.kind == "evasion":
        return cue
    if cue.kind == "concern" and verdict.strength >= 0.75:
        return verdict
    words = (*cue.words, *verdict.words)
    return Verdict(cue.sign * verdict.sign, cue.strength + verdict.strength, verdict.holders, words, cue.kind)


def _held(grammar: Grammar, issue: str, statement: Statement, verdict: Verdict, turned: int) -> list[Claim]:
    """The claims of all who hold *verdict*."""
    holders = verdict.holders or statement.speakers
    ascriber = statement.via or (statement.speakers[0] if statement.speakers else None)
    spans = tuple(Span(grammar.tokens[i].start, grammar.tokens[i].end) for i in sorted(set(verdict.words)))
    stance = _STANCES[verdict.sign * turned]
    claims = []
    for holder in holders:
        via = statement.via if holder in statement.speakers else ascriber
        claims.append(Claim(holder, issue, stance, statement.evidence, None if via == holder else via, 0.6, spans))
    return claims


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
        sure = round(min(0.99, 1 - doubt), 2)
        positions.append(Position(first.actor, first.issue, first.stance, evidence, first.via, sure, words))
    return tuple(positions)
