"""Which issues of a scheme a stretch of text is about: by its words and by its meaning.

A scheme is what its author wrote: labels, alternatives, definitions. Their terms are weighed by how few of the scheme's
issues use them (inverse document frequency, Spärck Jones 1972, over the scheme); meaning is the cosine of sentence
vectors. Names alone decide nothing: in an article about two countries every sentence names them.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from kg.model import Actor, ActorKind, Issue
from kg.positions.terms import terms, topical
from kg.positions.wordings import Phrase, common_in, names_in, phrases_of

_NAMED = frozenset({ActorKind.PERSON, ActorKind.PLACE, ActorKind.ORGANISATION})
Meaning = Callable[[Sequence[str]], NDArray[np.float32]]

# Log-odds that a text is about an issue: logistic regression on 678 pairs of statement and issue (three articles with
# gold, the development cases); F1 0.80 at these weights, 0.76 from wording and meaning alone.
BIAS, WORDING, MEANING, MARGIN, SHARED = -3.49, 0.87, 2.88, 2.55, 0.73
ABOUT = -0.3  # least log-odds: a little below even, since what takes no side is dropped later; chosen on four topics
NEAR = 0.4  # least cosine: shared words of another meaning are no match
WORDED = 0.95  # share of a wording from which its cosine is not asked
SECOND = 0.45  # how far a further issue of the same statement may be behind the first
ASKED = 24  # statements asked for what their article is about
FAR = 0.3  # least mean cosine with them; articles on other matters stayed below 0.32 in three schemes
TOUCHING = 0.25  # least share of them that touch a wording: below it no mean cosine came to FAR in six schemes
LEADS = 0.3  # least focus of the nearest issue
FOCUS = 2.0  # log-odds for an issue that is all an article is about, in proportion
PLAIN = 0.6  # share of a wording that names an issue in any article
AWAY = 1.0  # log-odds against an issue that is far from an article about another one
FOCUSED = 0.25  # focus from which an article is about an issue
NEAR_FOCUS = 0.25  # least cosine of a statement with such an issue
NAME_WEIGHT = 0.5  # of a name against a common noun of the same rarity


@dataclass(frozen=True, slots=True)
class Match:
    """An issue that a text is about.

    ``score`` is 0..2: the share of a wording's weight found, plus cosine. ``phrase`` is the wording that fits best.
    """

    issue: int
    score: float
    lexical: float
    meaning: float
    phrase: Phrase


class Matcher:
    """Matches texts with the issues of one scheme."""

    def __init__(self, issues: Sequence[Issue], meaning: Meaning, cast: Sequence[Actor] = ()) -> None:
        self.issues = tuple(issues)
        self._meaning = meaning
        scheme = _scheme(self.issues)
        self.names = scheme.names | _names_of(cast, scheme.common)
        self.phrases = scheme.phrases
        self._weights = {t: idf * (NAME_WEIGHT if t in self.names else 1.0) for t, idf in scheme.idf.items()}
        self._wholes = {p: sum(self.weight(t) for t in sorted(p.terms)) for p in self.phrases}
        self._vectors = _vectors(meaning, tuple(p.text for p in self.phrases))
        self._matches: dict[str, list[Match]] = {}
        self._topical: dict[str, list[tuple[str, int, int]]] = {}
        self._shares: dict[frozenset[str], tuple[float, ...]] = {}
        self._found: dict[str, frozenset[str]] = {}
        self._asked: list[str] = []
        self.is_elsewhere = False  # hardly a statement of the article touches a wording
        self._focus: tuple[float, ...] | None = None
        self._most: tuple[float, ...] | None = None

    def weight(self, term: str) -> float:
        """How much *term* tells about an issue of this scheme, 0..1."""
        return self._weights.get(term, 0.0)

    def lexical(self, phrase: Phrase, found: frozenset[str]) -> float:
        """The share of *phrase*'s weight that *found* covers; 0 if names alone are shared and the phrase has more."""
        shared = phrase.terms & found
        whole = self._wholes[phrase] if shared else 0.0
        if not whole:
            return 0.0
        if shared <= self.names and not phrase.terms <= self.names:
            return 0.0
        return phrase.weight * sum(self.weight(t) for t in sorted(shared)) / whole * min(1.0, whole)

    def topical(self, text: str) -> list[tuple[str, int, int]]:
        """The terms of a text that can name an issue, with their offsets, in order."""
        if text not in self._topical:
            self._topical[text] = topical(text, self.names)
        return self._topical[text]

    def found(self, text: str) -> frozenset[str]:
        """The terms of a text that can name an issue."""
        if text not in self._found:
            self._found[text] = frozenset(term for term, _, _ in self.topical(text))
        return self._found[text]

    def shares(self, found: frozenset[str]) -> tuple[float, ...]:
        """:meth:`lexical` of every wording."""
        if found not in self._shares:
            self._shares[found] = tuple(self.lexical(phrase, found) for phrase in self.phrases)
        return self._shares[found]

    def match(self, texts: Sequence[str]) -> list[list[Match]]:
        """For each text, every issue with its best wording, best first."""
        asked = [text for text in dict.fromkeys(texts) if text and self.phrases and text not in self._matches]
        if asked:
            for text, vector in zip(asked, self._meaning(asked), strict=True):
                self._matches[text] = self._one(self.found(text), self._vectors @ vector)
        return [self._matches.get(text, []) for text in texts]

    def focus_on(self, texts: Sequence[str]) -> None:
        """Take the statements of an article for what it is about."""
        self._asked = [text for text in dict.fromkeys(texts) if text][:ASKED]
        self._focus = self._most = None
        self.is_elsewhere = sum(map(self.touches, self._asked)) < TOUCHING * len(self._asked)

    @property
    def focus(self) -> tuple[float, ...]:
        """How far the article is about each issue: its share of the wordings that the statements touch.

        An issue whose meaning is far from the statements' counts for nothing, whatever words it shares with them; the
        nearest one counts in any case. Where hardly a statement touches a wording, all are far.
        """
        if self._focus is None and self.is_elsewhere:
            self._focus = (0.0,) * len(self.issues)
        if self._focus is None:
            near = [0.0] * len(self.issues)
            for matches in self.match(self._asked):
                for match in matches:
                    near[match.issue] += match.meaning / len(self._asked)
            top = max(near, default=0.0)
            self._focus = tuple(
                max(w, LEADS * (n == top)) if n >= FAR else 0.0 for n, w in zip(near, self._worded(), strict=True)
            )
        return self._focus

    def _worded(self) -> list[float]:
        """Each issue's share of the wordings that the article's statements touch."""
        worded = [0.0] * len(self.issues)
        for text in self._asked:
            best = [0.0] * len(self.issues)
            for phrase, share in zip(self.phrases, self.shares(self.found(text)), strict=True):
                best[phrase.issue] = max(best[phrase.issue], share)
            worded = [a + b for a, b in zip(worded, best, strict=True)]
        whole = sum(worded) or 1.0
        return [w / whole for w in worded]

    def _most_focus(self, issue: int) -> float:
        """What the focus of *issue* can be at most; no meaning is asked for."""
        if self._most is None:
            self._most = tuple(0.0 if self.is_elsewhere else max(w, LEADS) for w in self._worded())
        return self._most[issue]

    def touches(self, text: str) -> bool:
        """Whether *text* shares a common noun with any wording: where not, only its meaning could name an issue."""
        return any(self.shares(self.found(text)))

    def _one(self, found: frozenset[str], cosines: NDArray[np.float32]) -> list[Match]:
        best: dict[int, tuple[float, float, Phrase]] = {}
        nearest = [-1.0] * len(self.issues)
        for phrase, share, cosine in zip(self.phrases, self.shares(found), cosines.tolist(), strict=True):
            issue, rank = phrase.issue, share + 0.3 * cosine
            nearest[issue] = max(nearest[issue], cosine)
            if issue not in best or rank > best[issue][0]:
                best[issue] = (rank, share, phrase)
        matches = []
        for issue, (_, share, phrase) in best.items():
            near = round(nearest[issue], 4)
            matches.append(Match(issue, share + near, share, near, phrase))
        return sorted(matches, key=lambda m: (-m.score, m.issue))

    def _near(self, issue: int) -> float:
        return NEAR_FOCUS if self.focus[issue] >= FOCUSED else NEAR

    def about(self, matches: Sequence[Match], found: frozenset[str]) -> list[Match]:
        """The matches to believe: the best where it is clear, then those that explain words the others leave over."""
        if not self._can_be_about(matches, found):
            return []
        accepted: list[Match] = []
        explained: set[str] = set()
        near = [m for m in matches if m.meaning >= self._near(m.issue) or m.lexical >= WORDED][:4]
        for rank, match in enumerate(near):
            rival = near[1 - min(rank, 1)].score if len(near) > 1 else NEAR
            shared = (match.phrase.terms & found) - self.names
            odds = _odds(match, rival, len(shared), self.focus[match.issue])
            if match.lexical < PLAIN and not self.focus[match.issue] and max(self.focus) >= FOCUSED:
                odds -= AWAY
            if odds < ABOUT or (accepted and not shared - explained):
                continue
            if accepted and match.score < accepted[0].score - SECOND:
                continue
            accepted.append(match)
            explained |= shared
        return accepted

    def _can_be_about(self, matches: Sequence[Match], found: frozenset[str]) -> bool:
        """Whether any match could be believed in an article on just that issue; the article's focus costs more."""
        near = [m for m in matches if m.meaning >= min(NEAR, NEAR_FOCUS) or m.lexical >= WORDED]
        rival = min((NEAR, *(m.score for m in near)))
        return any(
            _odds(m, rival, len((m.phrase.terms & found) - self.names), self._most_focus(m.issue)) >= ABOUT
            for m in near
        )


def _odds(match: Match, rival: float, shared: int, focus: float) -> float:
    odds = BIAS + WORDING * match.lexical + MEANING * match.meaning + MARGIN * (match.score - rival)
    return odds + (SHARED * min(shared, 3) + FOCUS * focus)


@dataclass(frozen=True, slots=True)
class _Scheme:
    """What a scheme's wordings give, whatever the article: idf weights are 0..1."""

    names: frozenset[str]
    common: frozenset[str]
    phrases: tuple[Phrase, ...]
    idf: dict[str, float]


def _names_of(cast: Sequence[Actor], common: frozenset[str]) -> frozenset[str]:
    """Terms of the names of people, places and bodies, but for what the scheme writes as common nouns.

    An "Iraq War" or a "Border Force" makes no name of what an issue is called after.
    """
    named = (name for actor in cast if actor.kind in _NAMED for name in (actor.name, *actor.aliases))
    return frozenset(term for name in named for term in terms(name)) - common


@lru_cache(maxsize=4)
def _scheme(issues: tuple[Issue, ...]) -> _Scheme:
    phrases = tuple(p for k, issue in enumerate(issues) for p in phrases_of(k, issue))
    used = Counter(
        t for k in range(len(issues)) for t in frozenset().union(*(p.terms for p in phrases if p.issue == k))
    )
    size = len(issues)
    idf = {t: math.log((size + 1) / (n + 0.5)) / math.log((size + 1) / 1.5) for t, n in used.items()}
    return _Scheme(names_in(issues), common_in(issues), phrases, idf)


@lru_cache(maxsize=4)
def _vectors(meaning: Meaning, texts: tuple[str, ...]) -> NDArray[np.float32]:
    """The vectors of a scheme's wordings, made once for all articles."""
    return meaning(texts) if texts else np.zeros((0, 1), np.float32)
