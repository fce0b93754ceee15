"""The same utterance in two articles: found by an index over runs of words and over rare words, never by comparing all.

Close pairs (verbatim, truncated) share a run of words, so an index of word runs finds them whoever is said to
speak; far pairs (variant, paraphrase) must have a speaker in common and enough rare words, numbers or meaning.
"""

from __future__ import annotations

import difflib
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.actors.shingles import shingles, words
from kg.model import Echo, Findings, Kind, Relation

RUN = 4  # words that a close pair has in common at least
CROWD = 200  # an index entry with more reports than this tells nothing
FAR_COSINE = 0.5
FAR_MEANING = 0.6
VARIANT_RATIO = 0.6


@dataclass(frozen=True, slots=True)
class Report:
    """One attribution as echoes see it: who, and which words."""

    article: str
    id: str
    speakers: tuple[str, ...]
    text: str
    words: tuple[str, ...]
    quoted: bool
    nested: bool


def reports(findings: Findings) -> list[Report]:
    """The reports of an article."""
    out = []
    for u in findings.utterances:
        a = u.attribution
        text = " ".join(findings.article.text[s.start : s.end] for s in a.content)
        folded = words(text)
        if folded and folded[0] in {"that", "to"}:
            folded = folded[1:]
        if folded:
            out.append(
                Report(findings.article.id, a.id, u.speakers, text, folded, a.kind is not Kind.INDIRECT, bool(a.parent))
            )
    return out


def find(
    all_reports: Sequence[Report], same: Mapping[str, str], meaning: Callable[[Sequence[str]], Any] | None
) -> tuple[Echo, ...]:
    """All echoes of a collection, sorted."""
    speakers = [frozenset(same.get(s, s) for s in r.speakers) for r in all_reports]
    found: dict[tuple[int, int], Echo] = {}
    for i, j in _close_candidates(all_reports):
        relation = _close(all_reports[i], all_reports[j])
        if relation and _one_speaker(speakers[i], speakers[j]):
            found[i, j] = _echo(all_reports[i], all_reports[j], relation, 0.95)
    taken = {i for pair in found for i in pair}
    for i, j, confidence in _far(all_reports, speakers, meaning):
        if (i, j) not in found:
            found[i, j] = _echo(
                all_reports[i], all_reports[j], _far_relation(all_reports[i], all_reports[j]), confidence
            )
    del taken
    return tuple(sorted(found.values()))


def _echo(a: Report, b: Report, relation: Relation, confidence: float) -> Echo:
    if (b.article, b.id) < (a.article, a.id):
        a, b = b, a
    return Echo(a.article, a.id, b.article, b.id, relation, round(confidence, 2))


def _one_speaker(a: frozenset[str], b: frozenset[str]) -> bool:
    return not a or not b or bool(a & b)


def _pairs(index: Mapping[Any, list[int]], all_reports: Sequence[Report]) -> set[tuple[int, int]]:
    out = set()
    for members in index.values():
        if len(members) > CROWD:
            continue
        for x, i in enumerate(members):
            for j in members[x + 1 :]:
                if all_reports[i].article != all_reports[j].article:
                    out.add((min(i, j), max(i, j)))
    return out


def _close_candidates(all_reports: Sequence[Report]) -> list[tuple[int, int]]:
    index: defaultdict[str, list[int]] = defaultdict(list)
    for i, r in enumerate(all_reports):
        for run in set(shingles(r.words, RUN)):
            index[run].append(i)
    return sorted(_pairs(index, all_reports))


def _close(a: Report, b: Report) -> Relation | None:
    if a.words == b.words:
        return Relation.VERBATIM
    short, long = sorted((a.words, b.words), key=len)
    if len(short) >= RUN and any(long[k : k + len(short)] == short for k in range(len(long) - len(short) + 1)):
        return Relation.TRUNCATED
    matcher = difflib.SequenceMatcher(None, short, long, autojunk=False)
    kept = sum(block.size for block in matcher.get_matching_blocks())
    if kept >= 0.9 * len(short) and len(short) >= RUN:
        return Relation.TRUNCATED if len(short) < 0.9 * len(long) else Relation.VARIANT
    if kept >= VARIANT_RATIO * len(short) and len(short) >= 2 * RUN and a.quoted and b.quoted:
        return Relation.VARIANT
    return None


def _far(
    all_reports: Sequence[Report], speakers: Sequence[frozenset[str]], meaning: Callable[[Sequence[str]], Any] | None
) -> Iterable[tuple[int, int, float]]:
    frequency = Counter(w for r in all_reports for w in set(r.words))
    n = len(all_reports)
    weight = {w: math.log(1 + n / c) for w, c in frequency.items()}
    index: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for i, r in enumerate(all_reports):
        for s in speakers[i]:
            for w in set(r.words):
                if len(w) > 3:
                    index[s, w].append(i)
    vectors = meaning([r.text for r in all_reports]) if meaning and n else None
    for i, j in sorted(_pairs(index, all_reports)):
        if all_reports[i].nested != all_reports[j].nested:
            continue
        cosine = _cosine(all_reports[i].words, all_reports[j].words, weight)
        alike = float(vectors[i] @ vectors[j]) if vectors is not None else 0.0
        if cosine >= FAR_COSINE or (alike >= FAR_MEANING and cosine >= 0.2):
            yield i, j, max(cosine, alike)


def _cosine(a: Sequence[str], b: Sequence[str], weight: Mapping[str, float]) -> float:
    x, y = Counter(a), Counter(b)
    dot = sum(x[w] * y[w] * weight[w] ** 2 for w in x.keys() & y.keys())
    norm = math.sqrt(sum((c * weight[w]) ** 2 for w, c in x.items()) * sum((c * weight[w]) ** 2 for w, c in y.items()))
    return dot / norm if norm else 0.0


def _far_relation(a: Report, b: Report) -> Relation:
    return Relation.VARIANT if a.quoted and b.quoted else Relation.PARAPHRASE


def difference(a: str, b: str) -> tuple[tuple[str, str], ...]:
    """The word-level difference of two reports, in order.

    Returns:
        Pairs of ("same" | "left out" | "added", words): what both have, what only *a* has, what only *b* has.

    >>> difference("“We will stay.”", "We will not stay")
    (('same', 'We will'), ('added', 'not'), ('same', 'stay'))
    """
    from kg.actors.shingles import _WORD, fold

    x, y = [m.group() for m in _WORD.finditer(a)], [m.group() for m in _WORD.finditer(b)]
    matcher = difflib.SequenceMatcher(None, [fold(w) for w in x], [fold(w) for w in y], autojunk=False)
    out: list[tuple[str, str]] = []
    for tag, i, i2, j, j2 in matcher.get_opcodes():
        if tag == "equal":
            out.append(("same", " ".join(x[i:i2])))
        else:
            if i2 > i:
                out.append(("left out", " ".join(x[i:i2])))
            if j2 > j:
                out.append(("added", " ".join(y[j:j2])))
    return tuple(out)
