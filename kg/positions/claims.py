"""From statements to positions: what each is about, which side it takes, who holds it; the same position merged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from kg.model import Actor, Issue, Position, Reading, Span, Stance, Utterance
from kg.positions import confidence
from kg.positions.anchors import anchors as anchors_of
from kg.positions.anchors import is_attribute, is_matter, names_head
from kg.positions.elsewhere import cue_verdict, overall
from kg.positions.gathered import Claim, gathered
from kg.positions.grammar import Grammar, discussing
from kg.positions.holders import Holders, can_hold
from kg.positions.hypotheses import side
from kg.positions.issues import Match, Matcher
from kg.positions.likely import likely
from kg.positions.nominal import Nominal
from kg.positions.pointers import pointers
from kg.positions.saying import asserts, first_verb, is_asked, is_disputed, is_naming, is_nobodys, is_question
from kg.positions.scheme import Meaning
from kg.positions.stance import Verdict, judge
from kg.positions.statements import Statement, split
from kg.positions.topics import About, Topics
from kg.positions.traits import candidates
from kg.positions.wordings import Phrase, is_of_fact

_STANCES = {1: Stance.SUPPORTS, -1: Stance.OPPOSES, 0: Stance.AMBIVALENT}
_SIGNS = {stance: sign for sign, stance in _STANCES.items()}


def find(
    reading: Reading,
    utterances: Sequence[Utterance],
    actors: Sequence[Actor],
    issues: Sequence[Issue],
    meaning: Meaning,
    gist: Meaning | None = None,
    near: Meaning | None = None,
) -> tuple[Position, ...]:
    """The positions that *reading* shows its actors to take on *issues*.

    Args:
        reading: the article's language.
        utterances: who said what in it.
        actors: its actors; positions name their ids.
        issues: the scheme.
        meaning: texts to unit vectors (n, 384).
        gist: nearly the same, much faster: then more is asked of a statement only where it could matter.
        near: what is asked then, in place of *meaning*, which the scheme's wordings are always asked for.

    Returns:
        One position for each actor, issue, stance and ascriber, sorted by these; evidence in text order.
    """
    if not issues:
        return ()
    grammar = Grammar(reading, actors)
    statements = split(grammar, utterances)
    matcher = Matcher(issues, meaning, actors, gist, near)
    topics = Topics(grammar, matcher, statements)
    ruled = _by_rule(grammar, matcher, topics, statements)
    start = partial(_start, {u.attribution.id: u.attribution.extent.start for u in utterances})
    nominal = Nominal(grammar, topics, statements, utterances).claims()
    found = gathered(sorted((*ruled.claims, *nominal), key=start))
    if matcher.is_elsewhere:
        return found
    asked = candidates(grammar, topics, matcher, statements, ruled.sides)
    made = likely(asked, statements, [i.id for i in issues], found)
    others = gathered(sorted(made, key=start), sure=max)  # a chance has taken the other statements into account
    return tuple(sorted((*found, *others), key=lambda p: (p.actor, p.issue, str(p.stance), p.via or "")))


def _start(starts: Mapping[str, int], claim: Claim) -> int:
    """Where the evidence of a claim begins."""
    return claim.evidence.start if isinstance(claim.evidence, Span) else starts[claim.evidence]


@dataclass(slots=True)
class _Ruled:
    """What the words of statements decide: claims, and the side of each statement on each issue.

    The side is None where it is somebody else's than the speakers', or the words show that there is none.
    """

    topics: Topics
    claims: list[Claim] = field(default_factory=list)
    sides: dict[tuple[int, int], int | None] = field(default_factory=dict)
    held: set[tuple[str, str]] = field(default_factory=set)  # actors and issues, in their own words

    def take(self, k: int, statement: Statement, about: About, made: Sequence[Claim]) -> None:
        """Note what statement *k* claims on an issue."""
        self.claims += made
        self.held |= {(c.actor, c.issue) for c in made if c.via is None}
        if made:
            sign = _SIGNS[made[0].stance]
            own = any(c.actor in statement.speakers for c in made)
            self.sides[k, about.match.issue] = sign if own else None
            self.topics.settle(k, sign)


def _by_rule(grammar: Grammar, matcher: Matcher, topics: Topics, statements: Sequence[Statement]) -> _Ruled:
    """The words of all statements; then the trained judge on those in which none takes a side.

    The judge is not asked where the speakers have taken a side on the issue elsewhere in the article, nor again where
    it has found one.
    """
    ruled, left = _Ruled(topics), []
    for k, statement in enumerate(statements):
        if not _can_claim(grammar, matcher, statement):
            continue
        for about in topics.of(k):
            made = _claims(grammar, matcher, statement, about)
            if isinstance(made, _Open):
                left.append((k, statement, about, made))
            else:
                ruled.take(k, statement, about, made)
                if about.named and not made:
                    ruled.sides[k, about.match.issue] = None
    for k, statement, about, unsaid in left:
        issue = matcher.issues[about.match.issue]
        if not all((actor, issue.id) in ruled.held for actor in statement.speakers):
            ruled.take(k, statement, about, _judged(grammar, issue, statement, topics.texts[k], unsaid))
    return ruled


@dataclass(frozen=True, slots=True)
class _Open:
    """A statement in which no word takes a side: ``bare`` is the side of its bare assertion."""

    words: tuple[int, ...]
    bare: int


def _claims(grammar: Grammar, matcher: Matcher, statement: Statement, about: About) -> list[Claim] | _Open:
    if is_nobodys(grammar, statement) or is_asked(grammar, statement):
        return []
    holders = Holders(grammar, statement)
    phrase = about.match.phrase
    anchors, undone = anchors_of(grammar, matcher, statement, phrase) if about.named else ([], False)
    if not about.named:
        anchors = pointers(grammar, statement.tokens)
    elif anchors and (all(is_attribute(grammar, i, anchors) for i in anchors) or is_matter(grammar, anchors, phrase)):
        return []
    verdict = judge(grammar, holders, statement.tokens, anchors, literal_without=phrase.flipped)
    if about.named and verdict is not None and _is_beside_the_point(grammar, matcher, anchors, about.match, verdict):
        return []
    if statement.utterance is None:
        if verdict is None or not _is_told(verdict):
            return []
    elif verdict is None or verdict.strength < 1:
        verdict = _weaker(grammar, statement, verdict, about, anchors)
    verdict = _with_cue(grammar, statement, verdict)
    if statement.utterance is not None and (verdict is None or verdict.strength < 0.75):
        if not (about.named and asserts(grammar, statement)) or (verdict is not None and verdict.holders != ()):
            return []  # of 84 statements that only took an issue up the trained judge found a side in five
        if verdict is None:
            return _Open((), 0)
        return _Open(verdict.words, verdict.sign * about.sign * (-1) ** (phrase.flipped + undone))
    if verdict is None or verdict.holders is None or verdict.strength < 0.5:
        return []
    if verdict.kind in {"act", "effect"} and statement.utterance is not None:
        first = first_verb(grammar, statement)
        if first is not None and first not in verdict.words and grammar.lemma(first) in discussing():
            return []
    if not about.named and verdict.kind == "act":
        return []  # a deed done to "it" tells too little: in six of seven it was something else
    turned = about.sign * (-1) ** (phrase.flipped + undone)
    return _held(grammar, matcher.issues[about.match.issue].id, statement, verdict, turned, named=about.named)


def _can_claim(grammar: Grammar, matcher: Matcher, statement: Statement) -> bool:
    """Whether a statement makes a claim on any issue it could be about: asked first, since meaning costs the most."""
    if statement.utterance is not None and asserts(grammar, statement):
        return True  # the trained judge may find a side in it
    start, end = grammar.tokens[statement.tokens[0]].start, grammar.tokens[statement.tokens[-1]].end
    present = frozenset(term for term, _, _ in matcher.topical(grammar.reading.article.text[start:end]))
    named = [p for p in matcher.phrases if p.terms & present]
    if statement.utterance is None:
        trials = [(p, True) for p in named] if _can_tell(grammar, matcher, statement, named) else []
    else:
        # Wordings of which no term is present leave no anchor: they differ only in whether they are flipped.
        apart = {p.flipped: p for p in matcher.phrases if not p.terms & present}
        trials = [(p, True) for p in (*apart.values(), *named)]
        trials += [(p, False) for p in {p.flipped: p for p in matcher.phrases}.values()]
    abouts = (About(Match(p.issue, 0.0, 0.0, 0.0, p), named=named) for p, named in trials)
    return any(_claims(grammar, matcher, statement, about) for about in abouts)


def _can_tell(grammar: Grammar, matcher: Matcher, statement: Statement, named: Sequence[Phrase]) -> bool:
    """Whether the reporter's words show a stance on what a wording names: asked once for wordings named alike."""
    holders = Holders(grammar, statement)
    alike = {(tuple(anchors_of(grammar, matcher, statement, p)[0]), p.flipped) for p in named}
    verdicts = (judge(grammar, holders, statement.tokens, a, literal_without=flipped) for a, flipped in sorted(alike))
    return any(v is not None and _is_told(v) for v in verdicts)


def _is_told(verdict: Verdict) -> bool:
    """Whether the reporter's words give somebody a stance: what one did, without a word on why, tells too little."""
    return bool(verdict.holders) and verdict.strength >= 1 and verdict.kind != "act"


def _weaker(
    grammar: Grammar, statement: Statement, verdict: Verdict | None, about: About, anchors: Sequence[int]
) -> Verdict | None:
    """Where no word over the issue takes a side: judgements elsewhere in the statement, else the bare assertion."""
    gives_name = is_naming(grammar, statement)
    if not about.named or gives_name:
        other = overall(grammar, statement.tokens, anchors, anywhere=gives_name)
        if other is not None and (verdict is None or verdict.strength < other.strength):
            return other
    return verdict if about.named else None


def _judged(grammar: Grammar, issue: Issue, statement: Statement, text: str, left: _Open) -> list[Claim]:
    """What the trained judge makes of a statement in which no word takes a side; nothing where it is not sure."""
    sign = side(issue, text, left.bare)
    verdict = Verdict(sign, 0.75, (), left.words, "learned")
    return _held(grammar, issue.id, statement, verdict, 1) if sign else []


def _with_cue(grammar: Grammar, statement: Statement, verdict: Verdict | None) -> Verdict | None:
    """*verdict* as the cue turns it: "rejected", "was noncommittal about"; the cue alone where there is none."""
    if statement.utterance is None:
        return verdict
    cue = cue_verdict(grammar, [i for span in statement.utterance.attribution.cue for i in grammar.inside(span)])
    if cue is None or (verdict is not None and not set(verdict.holders or ()) <= set(statement.speakers)):
        return verdict
    if cue.kind == "open":
        return cue if is_question(grammar, statement) else Verdict(1, 0.0, None)
    if cue.sign < 0 and (verdict is None or verdict.strength < 1) and is_disputed(grammar, statement):
        return Verdict(1, 0.0, None)
    if verdict is None or cue.kind == "evasion":
        return cue
    if verdict.strength >= 0.75 and (
        (cue.kind == "concern" and verdict.kind not in {"act", "effect"}) or verdict.kind == "judgement"
    ):
        return verdict
    words = (*cue.words, *verdict.words)
    return Verdict(cue.sign * verdict.sign, cue.strength + verdict.strength, verdict.holders, words, cue.kind)


def _is_beside_the_point(
    grammar: Grammar, matcher: Matcher, anchors: Sequence[int], match: Match, verdict: Verdict
) -> bool:
    """Whether what is done to what the anchors name says nothing of the issue.

    "Cap emissions" is not against a tax on emissions, and who fights a fire does not deny that it burns.
    """
    if is_of_fact(matcher.issues[match.issue]):
        fought = any(grammar.lemma(i) == "fight" for i in verdict.words)
        return fought or verdict.kind in {"effect", "act", "concern"}
    return verdict.kind == "effect" and not names_head(grammar, matcher, anchors, match.phrase)


def _held(
    grammar: Grammar, issue: str, statement: Statement, verdict: Verdict, turned: int, *, named: bool = True
) -> list[Claim]:
    """The claims of all who hold *verdict*."""
    holders = [h for h in verdict.holders or statement.speakers if can_hold(grammar, h)]
    ascriber = statement.via or (statement.speakers[0] if statement.speakers else None)
    spans = tuple(Span(grammar.tokens[i].start, grammar.tokens[i].end) for i in sorted(set(verdict.words)))
    stance = _STANCES[verdict.sign * turned]
    utterance = statement.utterance
    said = utterance.confidence * utterance.attribution.confidence if utterance else 1.0
    claims = []
    for holder in holders:
        via = statement.via if holder in statement.speakers else ascriber
        via = None if via == holder else via
        sure = confidence.of_claim(verdict.kind, named=named, hearsay=via is not None, source=said)
        claims.append(Claim(holder, issue, stance, statement.evidence, via, sure, spans))
    return claims
