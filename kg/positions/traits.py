"""What is known of a speaker, a statement and an issue that it could be about: numbers for the trained chance.

None tells a topic, a name or a word: they are likenesses, counts and signs, so that what was learned on some issues
holds for others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.model import Kind, Utterance
from kg.positions.elsewhere import cue_verdict
from kg.positions.grammar import Grammar
from kg.positions.holders import can_hold
from kg.positions.issues import NEAR, Match, Matcher, odds_of
from kg.positions.statements import Statement
from kg.positions.topics import Topics

NAMES = (
    "rank", "wording", "meaning", "score", "margin", "shared", "odds",  # of the issue among the statement's matches
    "focus", "most_focus", "title_meaning", "title_wording",  # of the article
    "about", "taken_up", "about_rank", "rule",  # what rules made of the statement on this issue
    "direct", "indirect", "length", "place", "sure", "cue", "denials", "demands", "for_", "against",  # of the statement
    "said", "said_here", "said_about", "share_about", "best_odds", "votes",  # of all that the speaker says
)  # fmt: skip
MIRRORED = ("rule", "cue", "votes")  # change their sign with the side; for_ and against change places
BEST = 3  # issues of a statement, its nearest ones
_TITLE = 200  # characters
_LONG = 60  # tokens
_NOT_ABOUT = 10  # the rank of an issue that a statement is not about, whatever the size of the scheme
_DEMANDS = frozenset({"must", "should", "shall", "need", "ought", "would"})

Numbers = NDArray[np.float32]


@dataclass(slots=True)
class Candidate:
    """A speaker, one of its statements and an issue of the scheme; ``values`` has all of :data:`NAMES`."""

    actor: str
    statement: int
    issue: int
    values: dict[str, float]


def candidates(
    grammar: Grammar,
    topics: Topics,
    matcher: Matcher,
    statements: Sequence[Statement],
    ruled: Mapping[tuple[int, int], int | None],
) -> list[Candidate]:
    """All that any speaker could have taken a side on.

    Args:
        grammar: the article's.
        topics: what its statements are about.
        matcher: of the scheme, told the article's statements.
        statements: the article's.
        ruled: the sides that rules found, by statement and issue; None where they are somebody else's.
    """
    titled = {m.issue: m for m in matcher.glance(_title(grammar, statements))}
    found = []
    for k, statement in enumerate(statements):
        said = statement.utterance
        holders = [a for a in statement.speakers if can_hold(grammar, a)]
        if said is None or statement.via or not holders:
            continue
        common = _of_statement(grammar, statement, said) | {"place": k / len(statements)}
        for issue, values in _of_issues(matcher, topics, k).items():
            rule = ruled.get((k, issue), 0)
            if rule is None:
                continue
            title_match = titled.get(issue)
            whole = {
                **values,
                **common,
                "title_meaning": title_match.meaning if title_match else 0.0,
                "title_wording": title_match.lexical if title_match else 0.0,
                "rule": rule,
            }
            found += [Candidate(actor, k, issue, dict(whole)) for actor in holders]
    _of_speakers(found)
    return found


def _title(grammar: Grammar, statements: Sequence[Statement]) -> str:
    """The headline, else the first line if nobody says anything in it."""
    article = grammar.reading.article
    first = article.text.strip().split("\n", 1)[0]
    end = article.text.find(first) + len(first)
    said = any(s.utterance is not None and grammar.tokens[s.tokens[0]].start < end for s in statements)
    return (article.title or ("" if said else first))[:_TITLE]


def _of_issues(matcher: Matcher, topics: Topics, k: int) -> dict[int, dict[str, float]]:
    """The nearest issues of statement *k*, and those that it is taken to be about."""
    text = topics.texts[k]
    matches, found = matcher.glance(text), matcher.found(text)
    abouts = {about.match.issue: (rank, about) for rank, about in enumerate(topics.known(k))}
    focus = matcher.focus
    values = {}
    for rank, match in enumerate(matches):
        if rank >= BEST and match.issue not in abouts:
            continue
        about_rank, about = abouts.get(match.issue, (_NOT_ABOUT, None))
        shared = len((match.phrase.terms & found) - matcher.names)
        values[match.issue] = {
            "rank": rank,
            "wording": match.lexical,
            "meaning": match.meaning,
            "score": match.score,
            "margin": match.score - _rival(matches, rank),
            "shared": shared,
            "odds": odds_of(match, _rival(matches, rank), shared, focus[match.issue]),
            "focus": focus[match.issue],
            "most_focus": max(focus),
            "about": about is not None,
            "taken_up": about is not None and not about.named,
            "about_rank": about_rank,
        }
    return values


def _rival(matches: Sequence[Match], rank: int) -> float:
    return matches[1 - min(rank, 1)].score if len(matches) > 1 else NEAR


def _of_statement(grammar: Grammar, statement: Statement, said: Utterance) -> dict[str, float]:
    attribution = said.attribution
    verdict = cue_verdict(grammar, [i for span in attribution.cue for i in grammar.inside(span)])
    entries = (grammar.entry(i, "subj") or grammar.entry(i, "obj") for i in statement.tokens)
    signs = Counter(entry[0].sign for entry in entries if entry is not None)
    return {
        "direct": attribution.kind is Kind.DIRECT,
        "indirect": attribution.kind is Kind.INDIRECT,
        "length": min(_LONG, len(statement.tokens)),
        "sure": said.confidence * attribution.confidence,
        "cue": verdict.sign if verdict else 0,
        "denials": sum(bool(grammar.negated(i)) for i in statement.tokens),
        "demands": sum(grammar.lemma(i) in _DEMANDS for i in statement.tokens),
        "for_": signs[1],
        "against": signs[-1],
    }


def _of_speakers(found: Sequence[Candidate]) -> None:
    """Add what only all candidates of an article tell."""
    said = Counter(c.actor for c in found if c.values["rank"] == 0)
    here = Counter((c.actor, c.issue) for c in found if c.values["rank"] == 0)
    about = Counter((c.actor, c.issue) for c in found if c.values["about"])
    of_issue = Counter(c.issue for c in found if c.values["about"])
    whole = max(1, of_issue.total())
    best: dict[tuple[str, int], float] = {}
    votes: Counter[tuple[str, int]] = Counter()
    for c in found:
        key = c.actor, c.issue
        best[key] = max(best.get(key, c.values["odds"]), c.values["odds"])
        votes[key] += int(c.values["rule"])
    for c in found:
        key = c.actor, c.issue
        c.values |= {
            "said": said[c.actor],
            "said_here": here[key],
            "said_about": about[key],
            "share_about": of_issue[c.issue] / whole,
            "best_odds": best[key],
            "votes": votes[key],
        }


def sided(found: Sequence[Candidate], side: int) -> Numbers:
    """The numbers (n, 32) of candidates as they bear on one *side*, 1 or -1: the last column."""
    rows = np.array([[c.values[name] for name in NAMES] for c in found], np.float32)
    return seen_from(rows.reshape(-1, len(NAMES)), side)


def seen_from(rows: Numbers, side: int) -> Numbers:
    """Rows in the order of :data:`NAMES`, seen from *side*, which is added as a last column."""
    rows = rows.copy()
    if side < 0:
        rows[:, [NAMES.index(name) for name in MIRRORED]] *= -1
        both = [NAMES.index("for_"), NAMES.index("against")]
        rows[:, both] = rows[:, both[::-1]]
    return np.column_stack([rows, np.full(len(rows), side, np.float32)])
