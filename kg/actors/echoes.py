"""The same utterance in two articles: found by an index over runs of words and over rare words, never by comparing all.

Close pairs (verbatim, truncated) share a run of words, so an index of word runs finds them whoever is said to
speak; far pairs (variant, paraphrase) must have a speaker in common and enough rare words, numbers or meaning.
"""

from __future__ import annotations

import difflib
from collections import defaultdict, deque
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np

from kg.actors.pairs import Ints, Map, Words, alike, sharing_runs
from kg.actors.shingles import words
from kg.model import Echo, Findings, Kind, Relation

_COMPARED = 5000  # pairs of one block
RUN = 4  # words that a close pair has in common at least (a truncated report keeps a run of four or more)
CROWD = 100  # an index entry with more texts than this tells nothing
SHARED = 0.1  # least share of the shorter text's runs that a close pair has in common
MANY = 60  # reports in the same words that are paired each with each; more are paired with the first
KEPT = 0.9  # share of the shorter report's words that the longer has: words were left out, not changed
VARIANT = 0.6  # the same share for two quotations that were reworded
# Far pairs, set on the gold articles: cosine of idf-weighted words plus cosine of meaning.
FAR = 0.9
FAR_WORDS = 0.15  # least cosine of words, whatever the meaning
WORDS_ALONE = 0.5  # cosine of words that is enough without vectors, and for two quotations


@dataclass(frozen=True, slots=True)
class Report:
    """One attribution as echoes see it: who, and which words."""

    article: str
    id: str
    speakers: tuple[str, ...]
    text: str
    words: tuple[str, ...]
    quoted: bool
    direct: bool
    parent: str | None = None

    @property
    def nested(self) -> bool:
        """Whether it is speech inside somebody's speech."""
        return self.parent is not None


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
                Report(
                    findings.article.id,
                    a.id,
                    u.speakers,
                    text,
                    folded,
                    quoted=a.kind is not Kind.INDIRECT,
                    direct=a.kind is Kind.DIRECT,
                    parent=a.parent,
                ),
            )
    return out


def find(
    all_reports: Sequence[Report],
    same: Mapping[str, str],
    meaning: Callable[[Sequence[str]], Any] | None,
    run: Map = map,
) -> tuple[Echo, ...]:
    """All echoes of a collection, sorted.

    Args:
        all_reports: the reports of all articles.
        same: actor id → one id for all that are linked with it.
        meaning: texts → unit-length vectors, or None to go by words alone.
        run: maps over blocks.
    """
    speakers = [frozenset(same.get(s, s) for s in r.speakers) for r in all_reports]
    found: dict[tuple[int, int], Echo] = {}
    for i, j, relation in _close_pairs(all_reports, speakers, run):
        a, b = all_reports[i], all_reports[j]
        found[i, j] = _echo(a, b, relation, 0.95 if speakers[i] & speakers[j] else 0.8)
    close = {((a.article_a, a.id_a), (a.article_b, a.id_b)) for a in found.values()}
    for i, j, confidence in _far(all_reports, speakers, meaning, found, run):
        a, b = all_reports[i], all_reports[j]
        if not _part_of_close(a, b, close):
            relation = Relation.VARIANT if a.quoted and b.quoted else Relation.PARAPHRASE
            found[i, j] = _echo(a, b, relation, confidence)
    return tuple(sorted(found.values()))


def _part_of_close(a: Report, b: Report, close: set[tuple[tuple[str, str], tuple[str, str]]]) -> bool:
    """Whether one is only the inner speech of a report that the other is close to."""
    for inner, outer in ((a, b), (b, a)):
        if inner.parent and not outer.parent:
            ends = sorted(((inner.article, inner.parent), (outer.article, outer.id)))
            if (ends[0], ends[1]) in close:
                return True
    return False


def _echo(a: Report, b: Report, relation: Relation, confidence: float) -> Echo:
    if (b.article, b.id) < (a.article, a.id):
        a, b = b, a
    return Echo(a.article, a.id, b.article, b.id, relation, round(confidence, 2))


def _compatible(a: Report, b: Report, x: frozenset[str], y: frozenset[str]) -> bool:
    """Whether two reports in like words can be of one act: no two speakers, no two depths of reported speech."""
    if x and y:
        return bool(x & y) and (a.nested == b.nested or x == y)
    return len(a.words) >= 2 * RUN and a.nested == b.nested


def _close_pairs(
    all_reports: Sequence[Report], speakers: Sequence[frozenset[str]], run: Map
) -> Iterable[tuple[int, int, Relation]]:
    """Pairs of reports in different articles whose words are close; equal texts are looked up once."""
    groups: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for i, r in enumerate(all_reports):
        groups[r.words].append(i)
    texts = list(groups.values())

    def compatible(i: int, j: int) -> bool:
        return _compatible(all_reports[i], all_reports[j], speakers[i], speakers[j])

    for same in texts:
        pairs = _across(same, same, all_reports)
        yield from ((i, j, Relation.VERBATIM) for i, j in pairs if i < j and compatible(i, j))
    distinct = Words([all_reports[t[0]].words for t in texts])
    likely = (
        (i, j)
        for m, n in sharing_runs(distinct, _owners(texts, speakers), RUN, CROWD, SHARED, run)
        for i, j in _across(texts[m], texts[n], all_reports)
        if compatible(i, j)
    )
    waiting: deque[list[tuple[int, int]]] = deque()

    def blocks() -> Iterable[list[tuple[Report, Report]]]:
        while block := list(islice(likely, _COMPARED)):
            waiting.append(block)
            yield [(all_reports[i], all_reports[j]) for i, j in block]

    for relations in run(compared, blocks()):
        for (i, j), relation in zip(waiting.popleft(), relations, strict=True):
            if relation:
                yield min(i, j), max(i, j), relation


def _owners(texts: Sequence[Sequence[int]], speakers: Sequence[frozenset[str]]) -> Ints:
    """Of each text the one speaker of all its reports, as a number; -1 where there is none or another as well."""
    known: dict[frozenset[str], int] = {}
    owners = np.full(len(texts), -1, np.int64)
    for n, same in enumerate(texts):
        if len(who := speakers[same[0]]) == 1 and all(speakers[i] == who for i in same):
            owners[n] = known.setdefault(who, len(known))
    return owners


def _across(a: Sequence[int], b: Sequence[int], all_reports: Sequence[Report]) -> Iterable[tuple[int, int]]:
    """Pairs of one of *a* and one of *b* in different articles; a crowd is held together by its first."""
    if len(a) * len(b) > MANY**2:
        a, b = (a[:1], b) if len(a) >= len(b) and a is b else (a[:MANY], b[:MANY])
    return ((i, j) for i in a for j in b if all_reports[i].article != all_reports[j].article)


def compared(pairs: Iterable[tuple[Report, Report]]) -> list[Relation | None]:
    """How the words of two reports relate, pair by pair: a pure function, to be run anywhere."""
    return [_close(a, b) for a, b in pairs]


def _close(a: Report, b: Report) -> Relation | None:
    if a.words == b.words:
        return Relation.VERBATIM
    short, long = sorted((a.words, b.words), key=len)
    if len(short) >= RUN and any(long[k : k + len(short)] == short for k in range(len(long) - len(short) + 1)):
        return Relation.TRUNCATED
    matcher = difflib.SequenceMatcher(None, short, long, autojunk=False)
    kept = sum(block.size for block in matcher.get_matching_blocks())
    if kept >= KEPT * len(short) and len(short) >= RUN:
        return Relation.TRUNCATED if len(short) < KEPT * len(long) else Relation.VARIANT
    if kept >= VARIANT * len(short) and len(short) >= 2 * RUN and a.quoted and b.quoted:
        return Relation.VARIANT
    return None


def _far(
    all_reports: Sequence[Report],
    speakers: Sequence[frozenset[str]],
    meaning: Callable[[Sequence[str]], Any] | None,
    found: Container[tuple[int, int]],
    run: Map,
) -> Iterable[tuple[int, int, float]]:
    """Pairs of one speaker that say the same in other words and are not *found* yet, with a confidence."""
    pairs = []
    for (i, j), words_alike in sorted(_cosines(all_reports, speakers, run).items()):
        a, b = all_reports[i], all_reports[j]
        if (i, j) not in found and _may_echo(a, b, speakers[i] == speakers[j], words_alike):
            pairs.append((i, j, words_alike))
    vectors = _vectors(all_reports, {k for i, j, _ in pairs for k in (i, j)}, meaning)
    for i, j, words_alike in pairs:
        alike = float(vectors[i] @ vectors[j]) if vectors else 0.0
        if words_alike >= WORDS_ALONE or alike + words_alike >= FAR:
            yield i, j, min(0.9, max(words_alike, (alike + words_alike) / 1.5))


def _may_echo(a: Report, b: Report, same_speakers: bool, words_alike: float) -> bool:
    if min(len(a.words), len(b.words)) < RUN:
        return False
    if a.direct and b.direct:
        return words_alike >= WORDS_ALONE  # two quotations in other words are two utterances
    return a.nested == b.nested or (same_speakers and words_alike >= 0.3) or words_alike >= 0.4


def _vectors(
    all_reports: Sequence[Report], wanted: set[int], meaning: Callable[[Sequence[str]], Any] | None
) -> dict[int, Any]:
    if meaning is None or not wanted:
        return {}
    order = sorted(wanted)
    return dict(zip(order, meaning([all_reports[i].text for i in order]), strict=True))


def _cosines(
    all_reports: Sequence[Report], speakers: Sequence[frozenset[str]], run: Map
) -> dict[tuple[int, int], float]:
    """Cosine of idf-weighted words for the pairs of one speaker in two articles that share words worth something."""
    ids: dict[str, int] = {}
    numbers = [sorted(ids.setdefault(s, len(ids)) for s in some) for some in speakers]
    articles: dict[str, int] = {}
    of = np.fromiter((articles.setdefault(r.article, len(articles)) for r in all_reports), np.int64, len(all_reports))
    return alike(Words([r.words for r in all_reports]), of, numbers, CROWD, FAR_WORDS, run)


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
