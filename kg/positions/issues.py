"""Which issues of a scheme a stretch of text is about: by its words and by its meaning.

A scheme is what its author wrote: labels, alternatives, definitions. Their terms are weighed by how few of the scheme's
issues use them (inverse document frequency, Spärck Jones 1972, over the scheme); meaning is the cosine of sentence
vectors. Names alone decide nothing: in an article about two countries every sentence names them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from kg.model import Actor, Issue
from kg.positions.focus import LEADS, focus, nearness
from kg.positions.scheme import Meaning, names_of, scheme_of, spans_of, vectors_of
from kg.positions.terms import topical
from kg.positions.wordings import Phrase

# Log-odds that a text is about an issue: logistic regression on 678 pairs of statement and issue (three articles with
# gold, the development cases); F1 0.80 at these weights, 0.76 from wording and meaning alone.
BIAS, WORDING, MEANING, MARGIN, SHARED = -3.49, 0.87, 2.88, 2.55, 0.73
ABOUT = -0.3  # least log-odds: a little below even, since what takes no side is dropped later; chosen on four topics
NEAR = 0.4  # least cosine: shared words of another meaning are no match
WORDED = 0.95  # share of a wording from which its cosine is not asked
SECOND = 0.45  # how far a further issue of the same statement may be behind the first
ASKED = 24  # statements asked for what their article is about
TOUCHING = 0.25  # least share of them that touch a wording: below it no mean cosine came to FAR in six schemes
FOCUS = 2.0  # log-odds for an issue that is all an article is about, in proportion
PLAIN = 0.6  # share of a wording that names an issue in any article
AWAY = 1.0  # log-odds against an issue that is far from an article about another one
FOCUSED = 0.25  # focus from which an article is about an issue
NEAR_FOCUS = 0.25  # least cosine of a statement with such an issue
NEARER = 0.3  # weight of a wording's cosine against the share of it that is found
NAME_WEIGHT = 0.5  # of a name against a common noun of the same rarity
LOOKED = 5  # matches of a text that its gist may be off about
DOUBT = 0.06  # how far a gist's cosine may be off


@dataclass(frozen=True, slots=True)
class Match:
    """An issue that a text is about.

    ``score`` is 0..2: the share of a wording's weight found, plus cosine. ``phrase`` is the wording that fits best,
    ``ahead`` by how much.
    """

    issue: int
    score: float
    lexical: float
    meaning: float
    phrase: Phrase
    ahead: float = 1.0


class Matcher:
    """Matches texts with the issues of one scheme."""

    def __init__(
        self,
        issues: Sequence[Issue],
        meaning: Meaning,
        cast: Sequence[Actor] = (),
        gist: Meaning | None = None,
        near: Meaning | None = None,
    ) -> None:
        self.issues = tuple(issues)
        self._meaning, self._gist = near or meaning, gist
        scheme = scheme_of(self.issues)
        self.names = scheme.names | names_of(cast, scheme.common)
        self.phrases = scheme.phrases
        self._weights = {t: idf * (NAME_WEIGHT if t in self.names else 1.0) for t, idf in scheme.idf.items()}
        self._wholes = {p: sum(self.weight(t) for t in sorted(p.terms)) for p in self.phrases}
        self._spans = spans_of(self.phrases)
        self._naming: dict[str, list[int]] = defaultdict(list)  # the wordings that each term stands in
        for k, phrase in enumerate(self.phrases):
            for term in phrase.terms:
                self._naming[term].append(k)
        self._vectors = vectors_of(meaning, tuple(p.text for p in self.phrases))
        self._matches: dict[str, list[Match]] = {}
        self._glances: dict[str, list[Match]] = {}
        self._topical: dict[str, list[tuple[str, int, int]]] = {}
        self._shares: dict[frozenset[str], tuple[float, ...]] = {}
        self._found: dict[str, frozenset[str]] = {}
        self._asked: list[str] = []
        self.is_elsewhere = False  # hardly a statement of the article touches a wording
        self._focus: tuple[float, ...] | None = None
        self._most: tuple[float, ...] | None = None
        self._least: tuple[float, ...] | None = None  # cosines from which each issue's matches count

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
            shares = [0.0] * len(self.phrases)
            for k in {k for term in found for k in self._naming.get(term, ())}:
                shares[k] = self.lexical(self.phrases[k], found)
            self._shares[found] = tuple(shares)
        return self._shares[found]

    def match(self, texts: Sequence[str]) -> list[list[Match]]:
        """For each text, every issue with its best wording, best first."""
        asked = [text for text in dict.fromkeys(texts) if text and self.phrases and text not in self._matches]
        if asked:
            for text, vector in zip(asked, self._meaning(asked), strict=True):
                self._matches[text] = self._one(self.found(text), self._vectors @ vector)
        return [self._matches.get(text, []) for text in texts]

    def look(self, text: str) -> list[Match]:
        """The matches of *text*: by its gist where that leaves no doubt what it is about, else by its meaning."""
        if self._gist is None or not text or text in self._matches:
            return self.match([text])[0]
        seen, found = self.glance(text), self.found(text)
        as_is = self._issues_of(seen, found)
        clear = all(m.ahead >= NEARER * DOUBT or m.issue not in as_is for m in seen) and all(
            self._issues_of(_moved(seen, k, by), found) == as_is
            for k, match in enumerate(seen[:LOOKED])
            if match.meaning + DOUBT >= NEAR_FOCUS or match.lexical >= WORDED
            for by in (-DOUBT, DOUBT)
        )
        return seen if clear else self.match([text])[0]

    def _issues_of(self, matches: Sequence[Match], found: frozenset[str]) -> list[int]:
        return [m.issue for m in self.about(matches, found)]

    def glance(self, text: str) -> list[Match]:
        """The matches of *text* by its gist: its meaning is not asked for."""
        if self._gist is None:
            return self.match([text])[0]
        if text not in self._glances:
            self._glances[text] = self._one(self.found(text), self._vectors @ self._gist([text])[0])
        return self._glances[text]

    def focus_on(self, texts: Sequence[str]) -> None:
        """Take the statements of an article for what it is about."""
        self._asked = [text for text in dict.fromkeys(texts) if text][:ASKED]
        self._focus = self._most = self._least = None
        self.is_elsewhere = sum(map(self.touches, self._asked)) < TOUCHING * len(self._asked)

    @property
    def focus(self) -> tuple[float, ...]:
        """How far the article is about each issue; where hardly a statement touches a wording, about none."""
        if self._focus is None and (self.is_elsewhere or not self._asked):
            self._focus = (0.0,) * len(self.issues)
        if self._focus is None:
            worded = self._worded()
            gists = self._cosines([self.glance(text) for text in self._asked])
            self._focus = focus(nearness(gists, self._meant, worded), worded)
        return self._focus

    def _meant(self, rows: Sequence[int]) -> NDArray[np.float64]:
        return self._cosines(self.match([self._asked[row] for row in rows]))

    def _cosines(self, texts: Sequence[Sequence[Match]]) -> NDArray[np.float64]:
        """A row a text, a column an issue."""
        cosines = np.zeros((len(texts), len(self.issues)))
        for row, matches in zip(cosines, texts, strict=True):
            for match in matches:
                row[match.issue] = match.meaning
        return cosines

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
        """Every issue with the wording that fits best, best first."""
        shares, near = self.shares(found), cosines.tolist()
        ranks = [share + NEARER * cosine for share, cosine in zip(shares, near, strict=True)]
        matches = []
        for issue, first, last in self._spans:
            best = max(ranks[first:last])
            at = ranks.index(best, first)
            ahead = best - max((*ranks[first:at], *ranks[at + 1 : last]), default=best - 1.0)
            nearest = round(max(near[first:last]), 4)
            matches.append(Match(issue, shares[at] + nearest, shares[at], nearest, self.phrases[at], ahead))
        return sorted(matches, key=_best_first)

    def about(self, matches: Sequence[Match], found: frozenset[str]) -> list[Match]:
        """The matches to believe: the best where it is clear, then those that explain words the others leave over."""
        if not self._can_be_about(matches, found):
            return []
        accepted: list[Match] = []
        explained: set[str] = set()
        near, focus = self._near(matches), self.focus
        focused = max(focus) >= FOCUSED
        for rank, match in enumerate(near):
            rival = near[1 - min(rank, 1)].score if len(near) > 1 else NEAR
            shared = (match.phrase.terms & found) - self.names
            odds = odds_of(match, rival, len(shared), focus[match.issue])
            if match.lexical < PLAIN and not focus[match.issue] and focused:
                odds -= AWAY
            if odds < ABOUT or (accepted and not shared - explained):
                continue
            if accepted and match.score < accepted[0].score - SECOND:
                continue
            accepted.append(match)
            explained |= shared
        return accepted

    def _near(self, matches: Sequence[Match]) -> list[Match]:
        """The best four of those that are near enough."""
        if self._least is None:
            self._least = tuple(NEAR_FOCUS if f >= FOCUSED else NEAR for f in self.focus)
        least = self._least
        return list(islice((m for m in matches if m.meaning >= least[m.issue] or m.lexical >= WORDED), 4))

    def _can_be_about(self, matches: Sequence[Match], found: frozenset[str]) -> bool:
        """Whether any match could be believed in an article on just that issue; the article's focus costs more."""
        near = [m for m in matches if m.meaning >= min(NEAR, NEAR_FOCUS) or m.lexical >= WORDED]
        rival = min((NEAR, *(m.score for m in near)))
        return any(
            odds_of(m, rival, len((m.phrase.terms & found) - self.names), self._most_focus(m.issue)) >= ABOUT
            for m in near
        )


def _best_first(match: Match) -> tuple[float, int]:
    return -match.score, match.issue


def _moved(matches: Sequence[Match], at: int, by: float) -> list[Match]:
    """The matches with one cosine changed, best first."""
    m = matches[at]
    other = Match(m.issue, m.score + by, m.lexical, m.meaning + by, m.phrase)
    return sorted((*matches[:at], other, *matches[at + 1 :]), key=_best_first)


def odds_of(match: Match, rival: float, shared: int, focus: float) -> float:
    """Log-odds that a text is about the issue of *match*.

    Args:
        match: of the text.
        rival: the score of the best other one.
        shared: common nouns that the text shares with the wording.
        focus: how far its article is about the issue.
    """
    odds = BIAS + WORDING * match.lexical + MEANING * match.meaning + MARGIN * (match.score - rival)
    return odds + (SHARED * min(shared, 3) + FOCUS * focus)
