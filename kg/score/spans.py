"""How well source, cue and content spans were found: the published measures, plain Python.

A token is a run of word characters; punctuation never counts, so marks and full stops at the edges of a span
make no difference. Per role:

* *token*: a token has the role in gold and in the prediction;
* *exact*: spans with the same first and last token (Newell et al., LREC 2018; Wu et al., COLING 2022);
* *overlap*: share of spans that touch a span of the same role on the other side.

*attribution*: one-to-one, highest content overlap first; a pair counts when the content tokens' Jaccard is at
least one half and the sources share a token or are both absent.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

TOKEN = re.compile(r"\w+(?:['’.,\-]\w+)*")
MARK = re.compile(r"[\"“”„«»]|``|''")
ROLES = ("source", "cue", "content")
HALF = 0.5  # content overlap from which two attributions can be the same one

Pairs = Sequence[Sequence[int]]
Miss = tuple[str, str, Mapping[str, Any] | None, Mapping[str, Any] | None]  # article, what went wrong, gold, predicted


@dataclass(slots=True)
class Tally:
    """Counts behind one precision, recall and F1 (fractions, not percent)."""

    found: int = 0
    predicted: int = 0
    matched: int = 0
    gold: int = 0

    def add(self, found: int, predicted: int, matched: int, gold: int) -> None:
        """Count: *found* of the *predicted* are right, *matched* of the *gold* were met."""
        self.found += found
        self.predicted += predicted
        self.matched += matched
        self.gold += gold

    @property
    def precision(self) -> float:
        """Share of the predicted that is right; 0 for none."""
        return self.found / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold that was found; 0 for none."""
        return self.matched / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


class Tokens:
    """The word tokens of a text, and which of them a span touches."""

    def __init__(self, text: str) -> None:
        found = [m.span() for m in TOKEN.finditer(text)]
        self.starts = [start for start, _ in found]
        self.ends = [end for _, end in found]

    def touching(self, spans: Iterable[Sequence[int]]) -> frozenset[int]:
        """Indices of the tokens that overlap any of *spans*."""
        return frozenset(
            i for start, end in spans for i in range(bisect_right(self.ends, start), bisect_left(self.starts, end))
        )


def jaccard(a: frozenset[int], b: frozenset[int]) -> float:
    """Size of the intersection over size of the union; 0 for two empty sets."""
    return len(a & b) / len(a | b) if a or b else 0.0


def has_marks(text: str, content: Pairs) -> bool:
    """Whether *content* has a pair of double quotation marks in it or beside it."""
    return sum(len(MARK.findall(text[max(0, start - 1) : end + 1])) for start, end in content) >= 2


@dataclass(slots=True)
class SpanScores:
    """Tallies by measure: "token source", "exact cue", …, "attribution, all", "attribution, direct", …; every miss."""

    tallies: dict[str, Tally] = field(default_factory=dict)
    articles: int = 0
    misses: list[Miss] = field(default_factory=list)

    def tally(self, name: str) -> Tally:
        """The tally of that name, made on first use."""
        return self.tallies.setdefault(name, Tally())


def score(
    gold: Mapping[str, Sequence[Mapping[str, Pairs]]],
    predicted: Mapping[str, Sequence[Mapping[str, Pairs]]],
    texts: Mapping[str, str],
) -> SpanScores:
    """Score predictions against gold, article by article.

    Args:
        gold: article → attributions, each with lists of [start, end] under source, cue and content.
        predicted: the same; an article that is absent counts as having none.
        texts: article → its text.
    """
    scores = SpanScores()
    for article, wanted in gold.items():
        got = [a for a in predicted.get(article, ()) if a.get("content")]
        tokens = Tokens(texts[article])
        for role in ROLES:
            _score_role(scores, role, tokens, wanted, got)
        missed, invented = _score_attributions(scores, texts[article], tokens, wanted, got)
        scores.misses += [(article, "missed", a, None) for a in missed]
        scores.misses += [(article, "not in gold", None, a) for a in invented]
        scores.articles += 1
    return scores


def _score_role(
    scores: SpanScores,
    role: str,
    tokens: Tokens,
    wanted: Sequence[Mapping[str, Pairs]],
    got: Sequence[Mapping[str, Pairs]],
) -> None:
    gold_spans = {(s[0], s[1]) for a in wanted for s in a.get(role) or ()}
    got_spans = {(s[0], s[1]) for a in got for s in a.get(role) or ()}
    gold_tokens, got_tokens = tokens.touching(gold_spans), tokens.touching(got_spans)
    both = len(gold_tokens & got_tokens)
    scores.tally(f"token {role}").add(both, len(got_tokens), both, len(gold_tokens))
    gold_edges, got_edges = _edges(tokens, gold_spans), _edges(tokens, got_spans)
    both = len(gold_edges & got_edges)
    scores.tally(f"exact {role}").add(both, len(got_edges), both, len(gold_edges))
    scores.tally(f"overlap {role}").add(
        sum(any(t in gold_tokens for t in range(a, b + 1)) for a, b in got_edges),
        len(got_edges),
        sum(any(t in got_tokens for t in range(a, b + 1)) for a, b in gold_edges),
        len(gold_edges),
    )


def _edges(tokens: Tokens, spans: Iterable[tuple[int, int]]) -> set[tuple[int, int]]:
    """First and last token of each span that holds one."""
    return {(min(t), max(t)) for t in (tokens.touching([span]) for span in spans) if t}


def _score_attributions(
    scores: SpanScores,
    text: str,
    tokens: Tokens,
    wanted: Sequence[Mapping[str, Pairs]],
    got: Sequence[Mapping[str, Pairs]],
) -> tuple[list[Mapping[str, Pairs]], list[Mapping[str, Pairs]]]:
    """Tally; what of *wanted* was not met, and what of *got* is not right."""
    sides = [
        [(tokens.touching(a["content"]), tokens.touching(a.get("source") or ()), bool(a.get("source"))) for a in side]
        for side in (wanted, got)
    ]
    pairs = _match(*sides)
    met, right = {i for i, _ in pairs}, {j for _, j in pairs}
    scores.tally("attribution, all").add(len(right), len(got), len(met), len(wanted))
    direct_gold = [has_marks(text, a["content"]) for a in wanted]
    direct_got = [has_marks(text, a["content"]) for a in got]
    for label, kind in (("direct", True), ("indirect", False)):
        scores.tally(f"attribution, {label}").add(
            sum(direct_got[j] == kind for j in right),
            direct_got.count(kind),
            sum(direct_gold[i] == kind for i in met),
            direct_gold.count(kind),
        )
    missed = [a for i, a in enumerate(wanted) if i not in met]
    return missed, [a for j, a in enumerate(got) if j not in right]


_Side = tuple[frozenset[int], frozenset[int], bool]  # content tokens, source tokens, has a source


def _match(wanted: Sequence[_Side], got: Sequence[_Side]) -> list[tuple[int, int]]:
    candidates = []
    for i, (content, source, sourced) in enumerate(wanted):
        for j, (content_, source_, sourced_) in enumerate(got):
            overlap = jaccard(content, content_)
            if overlap >= HALF and (source & source_ or not (sourced or sourced_)):
                candidates.append((-overlap, i, j))
    used_gold: set[int] = set()
    used_got: set[int] = set()
    pairs = []
    for _, i, j in sorted(candidates):
        if i not in used_gold and j not in used_got:
            used_gold.add(i)
            used_got.add(j)
            pairs.append((i, j))
    return pairs
