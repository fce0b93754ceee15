"""Which issues of a scheme a stretch of text is about: by its words and by its meaning.

A scheme is what its author wrote: labels, alternatives, definitions. Their terms are weighed by how few of the scheme's
issues use them (inverse document frequency, Spärck Jones 1972, over the scheme); meaning is the cosine of sentence
vectors. Names alone decide nothing: in an article about two countries every sentence names them.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from kg.model import Issue
from kg.positions.lexicon import rows
from kg.positions.terms import located, places, terms, topical

Meaning = Callable[[Sequence[str]], NDArray[np.float32]]

DEFINITION_WEIGHT = 0.7  # a definition names more than its issue: half a match of it is weaker than half of a label
# Log-odds that a text is about an issue: logistic regression on 678 pairs of statement and issue (three articles with
# gold, the development cases); F1 0.80 at these weights, 0.76 from wording and meaning alone.
BIAS, WORDING, MEANING, MARGIN, SHARED = -3.49, 0.87, 2.88, 2.55, 0.73
ABOUT = -0.6  # least log-odds: a little below even, since what takes no side is dropped later
NEAR = 0.4  # least cosine: shared words of another meaning are no match
SECOND = 0.45  # how far a further issue of the same statement may be behind the first
FOCUS = 2.0  # log-odds for an issue that all of the article's matching words are about, less in proportion
FOCUSED = 0.25  # share of these words from which an article is about an issue
MENTIONED = 0.15  # least mean share of a wording in a statement of such an article
NEAR_FOCUS = 0.25  # least cosine for such an issue
NAME_WEIGHT = 0.5  # of a name against a common noun of the same rarity


@dataclass(frozen=True, slots=True)
class Phrase:
    """One wording of an issue.

    ``flipped``: the wording names the opposite ("talks without Ukraine"). ``inner``: terms under a word that undoes
    them ("ban on X", "end of X"), so that favouring what is inner is opposing the issue. ``head``: the term that the
    others qualify ("tax" in "tax on emissions").
    """

    issue: int
    text: str
    weight: float
    terms: frozenset[str]
    flipped: bool = False
    inner: frozenset[str] = frozenset()
    head: str = ""


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

    def __init__(self, issues: Sequence[Issue], meaning: Meaning, names: frozenset[str] = frozenset()) -> None:
        self.issues = tuple(issues)
        self._meaning = meaning
        scheme = _scheme(self.issues)
        self.names = scheme.names | names
        self.phrases = scheme.phrases
        self._weights = {t: idf * (NAME_WEIGHT if t in self.names else 1.0) for t, idf in scheme.idf.items()}
        self._wholes = {p: sum(self.weight(t) for t in sorted(p.terms)) for p in self.phrases}
        self._vectors = _vectors(meaning, tuple(p.text for p in self.phrases))
        self._matches: dict[str, list[Match]] = {}
        self.focus = (0.0,) * len(self.issues)

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

    def found(self, text: str) -> frozenset[str]:
        """The terms of a text that can name an issue."""
        return frozenset(term for term, _, _ in topical(text, self.names))

    def match(self, texts: Sequence[str]) -> list[list[Match]]:
        """For each text, every issue with its best wording, best first."""
        asked = [text for text in dict.fromkeys(texts) if text and self.phrases and text not in self._matches]
        if asked:
            for text, vector in zip(asked, self._meaning(asked), strict=True):
                self._matches[text] = self._one(self.found(text), self._vectors @ vector)
        return [self._matches.get(text, []) for text in texts]

    def focus_on(self, texts: Sequence[str]) -> None:
        """Learn from an article's statements how far it is about each issue: shares of the wordings found in them."""
        sums = [0.0] * len(self.issues)
        for text in texts:
            best = [0.0] * len(self.issues)
            found = self.found(text)
            for phrase in self.phrases:
                best[phrase.issue] = max(best[phrase.issue], self.lexical(phrase, found))
            sums = [a + b for a, b in zip(sums, best, strict=True)]
        whole = sum(sums)
        self.focus = tuple(s / whole if s >= MENTIONED * len(texts) else 0.0 for s in sums) if whole else self.focus

    def touches(self, text: str) -> bool:
        """Whether *text* shares a common noun with any wording: where not, only its meaning could name an issue."""
        found = self.found(text)
        return any(self.lexical(phrase, found) for phrase in self.phrases)

    def _one(self, found: frozenset[str], cosines: NDArray[np.float32]) -> list[Match]:
        best: dict[int, tuple[float, Phrase]] = {}
        nearest = [-1.0] * len(self.issues)
        for phrase, cosine in zip(self.phrases, cosines.tolist(), strict=True):
            nearest[phrase.issue] = max(nearest[phrase.issue], cosine)
            rank = self.lexical(phrase, found) + 0.3 * cosine
            if phrase.issue not in best or rank > best[phrase.issue][0]:
                best[phrase.issue] = (rank, phrase)
        matches = []
        for issue, (_, phrase) in best.items():
            share, near = self.lexical(phrase, found), round(nearest[issue], 4)
            matches.append(Match(issue, share + near, share, near, phrase))
        return sorted(matches, key=lambda m: (-m.score, m.issue))

    def _near(self, issue: int) -> float:
        return NEAR_FOCUS if self.focus[issue] >= FOCUSED else NEAR

    def about(self, matches: Sequence[Match], found: frozenset[str]) -> list[Match]:
        """The matches to believe: the best where it is clear, then those that explain words the others leave over."""
        accepted: list[Match] = []
        explained: set[str] = set()
        near = [m for m in matches if m.meaning >= self._near(m.issue)][:4]
        for rank, match in enumerate(near):
            rival = near[1 - min(rank, 1)].score if len(near) > 1 else NEAR
            shared = (match.phrase.terms & found) - self.names
            odds = BIAS + WORDING * match.lexical + MEANING * match.meaning + MARGIN * (match.score - rival)
            odds += SHARED * min(len(shared), 3) + FOCUS * self.focus[match.issue]
            if odds < ABOUT or (accepted and not shared - explained):
                continue
            if accepted and match.score < accepted[0].score - SECOND:
                continue
            accepted.append(match)
            explained |= shared
        return accepted


@dataclass(frozen=True, slots=True)
class _Scheme:
    """What a scheme's wordings give, whatever the article: idf weights are 0..1."""

    names: frozenset[str]
    phrases: tuple[Phrase, ...]
    idf: dict[str, float]


@lru_cache(maxsize=4)
def _scheme(issues: tuple[Issue, ...]) -> _Scheme:
    phrases = tuple(p for k, issue in enumerate(issues) for p in _phrases(k, issue))
    used = Counter(
        t for k in range(len(issues)) for t in frozenset().union(*(p.terms for p in phrases if p.issue == k))
    )
    size = len(issues)
    idf = {t: math.log((size + 1) / (n + 0.5)) / math.log((size + 1) / 1.5) for t, n in used.items()}
    return _Scheme(_names(issues), phrases, idf)


@lru_cache(maxsize=4)
def _vectors(meaning: Meaning, texts: tuple[str, ...]) -> NDArray[np.float32]:
    """The vectors of a scheme's wordings, made once for all articles."""
    return meaning(texts) if texts else np.zeros((0, 1), np.float32)


def _phrases(index: int, issue: Issue) -> list[Phrase]:
    """The wordings of an issue, each with the pole that it names."""
    pro, con = poles(issue)
    wordings = [(issue.label, 1.0), *((a, 1.0) for a in issue.alternatives)]
    definition = re.sub(r"^\s*whether\s+", "", issue.definition, flags=re.IGNORECASE)
    if definition:
        wordings.append((definition, DEFINITION_WEIGHT))
    phrases = []
    for k, (text, weight) in enumerate(wordings):
        flipped = 0 < k < len(wordings) - bool(definition) and _names_opposite(text, pro, con)
        head = _head(text) if weight == 1.0 else ""
        phrases.append(
            Phrase(index, text, weight, terms(text), flipped, _inner(text) if weight == 1.0 else frozenset(), head)
        )
    return phrases


def poles(issue: Issue) -> tuple[str, str]:
    """What supporting and what opposing the issue means, in the scheme's own words; either may be empty."""
    note = issue.supports or ""
    match = re.search(r"\boppos\w*\s*(?:=|:|means|is)\s*", note, re.IGNORECASE)
    pro, con = (note[: match.start()], note[match.end() :]) if match else (note, "")
    pro = re.sub(r"^\s*support\w*\s*(?:=|:|means|is)?\s*", "", pro, flags=re.IGNORECASE).strip(" ;,.")
    return pro, con.strip(" ;,.")


_OPPOSITE = re.compile(r"\b(without|no|not|never)\b", re.IGNORECASE)


def _names_opposite(text: str, pro: str, con: str) -> bool:
    """Whether a wording with a denying word stands for the opposing pole."""
    denied = {m.group().casefold() for m in _OPPOSITE.finditer(text)}
    if not denied:
        return False
    in_con = {m.group().casefold() for m in _OPPOSITE.finditer(con)}
    in_pro = {m.group().casefold() for m in _OPPOSITE.finditer(pro)}
    return bool(denied & in_con) or not denied & in_pro


_LINK = re.compile(r"\b(of|on|for|to|in|with|by|from|at|along|over|between|against|without|after|before)\b")


def _head(text: str) -> str:
    """The last term before the first preposition, else the last."""
    link = _LINK.search(text)
    before = [term for term, start, _ in located(text) if link is None or start < link.start()]
    found = before or [term for term, _, _ in located(text)]
    return found[-1] if found else ""


def _inner(text: str) -> frozenset[str]:
    """The terms that a leading word of undoing ("ban", "end", "cut") governs; empty where there is none."""
    found = located(text)
    for k, (term, _, _) in enumerate(found[:2]):
        if term in _undoing() and k + 1 < len(found):
            return frozenset(t for t, _, _ in found[k + 1 :])
    return frozenset()


@lru_cache(maxsize=1)
def _undoing() -> frozenset[str]:
    """Stems of the lexicon's words of undoing."""
    return frozenset(
        t
        for lemma, sign, _, kind, *_pos in rows("stance")
        if sign == "-" and kind == "effect" and " " not in lemma
        for t in terms(lemma)
    ) | frozenset(
        {
            "phase",
            "phaseout",
            "withdraw",
            "withdrawal",
            "remov",
            "abolit",
            "prohibit",
            "repeal",
            "restrict",
            "reduct",
            "suspens",
            "closur",
        }
    )


def _names(issues: Sequence[Issue]) -> frozenset[str]:
    """Terms that are names: places, and words the scheme always writes with a capital, inside a phrase too."""
    capital: Counter[str] = Counter()
    small: Counter[str] = Counter()
    for issue in issues:
        for text in (issue.label, *issue.alternatives, issue.definition):
            for term, start, _ in located(text):
                if text[start].isupper():
                    capital[term] += start > 0
                else:
                    small[term] += 1
    countries = frozenset(places().values())
    return frozenset(t for t in capital if capital[t] and not small[t]) | countries
