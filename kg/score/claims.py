"""How well claims are told: who said what, inside what, and who stands where.

The measures of the guidelines' section 9: attributions are matched one to one by content (token Jaccard of at
least one half) and count only with the right speakers. Borderline gold is neither missed nor false; predictions
that are attitudes are left out. Positions are distinct (actor, issue, stance) an article.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kg.score.spans import HALF, Pairs, Tally, Tokens, jaccard

Record = Mapping[str, Any]
COVERED = 0.9  # share of a quoted segment's characters that must lie in the content


def fold(name: str | None) -> str:
    """A name without case, accents, titles and marks: "The U.S. President Núñez" → "president nunez"."""
    plain = unicodedata.normalize("NFKD", name or "").encode("ascii", "ignore").decode().casefold().strip()
    plain = re.sub(r"^(the|president|us|u\.s\.|mr|ms|mrs|sen|gov|gen|dr|former)\b\.?\s*", "", plain)
    return re.sub("y+$", "y", re.sub(r"[^a-z0-9 ]+", "", plain).strip())


def aliases(gold: Record) -> dict[str, set[str]]:
    """Folded mention → folded names of the entities (in lines of kg: actors) that it may mean."""
    table: dict[str, set[str]] = {}
    for entity in gold.get("entities") or gold.get("actors") or ():
        for mention in (entity["name"], *entity.get("mentions", ()), *entity.get("aliases", ())):
            table.setdefault(fold(mention), set()).add(fold(entity["name"]))
    return table


def same_actor(predicted: str, wanted: str, table: Mapping[str, set[str]]) -> bool:
    """Whether the two names mean one actor: equal when folded, or an alias of this one only."""
    p, w = fold(predicted), fold(wanted)
    return bool(p and w) and (p == w or table.get(p) == {w})


def right_speakers(predicted: Record, gold: Record, table: Mapping[str, set[str]]) -> bool:
    """Whether every speaker named is right; with nobody to name, whether nobody is named."""
    names = predicted.get("speakers") or []
    wanted = gold.get("speakers") or ([gold["speaker"]] if gold.get("speaker") else [])
    other = gold.get("speaker_alt")
    if not wanted:
        return not names
    allowed = [*wanted, *(other if isinstance(other, list) else [other] if other else [])]
    return bool(names) and all(any(same_actor(n, w, table) for w in allowed) for n in names)


@dataclass(slots=True)
class ClaimScores:
    """Tallies by measure, and every miss for the report.

    ``misses`` holds (article, what went wrong, gold or None, predicted or None).
    """

    tallies: dict[str, Tally] = field(default_factory=dict)
    misses: list[tuple[str, str, Record | None, Record | None]] = field(default_factory=list)

    def tally(self, name: str) -> Tally:
        """The tally of that name, made on first use."""
        return self.tallies.setdefault(name, Tally())


@dataclass(frozen=True, slots=True)
class _Side:
    record: Record
    content: frozenset[int]
    other: frozenset[int] | None = None  # the alternative content that gold allows

    def overlap(self, other: _Side) -> float:
        return max(jaccard(self.content, other.content), jaccard(self.other, other.content) if self.other else 0.0)


def score(gold: Sequence[Record], predicted: Mapping[str, Record], texts: Mapping[str, str]) -> ClaimScores:
    """Score the lines of ``kg extract`` against hand-made gold.

    Args:
        gold: records, one an article: made by hand (see docs, "Annotating") or taken over from lines and a DocBin.
        predicted: article → its line.
        texts: article → its text.
    """
    scores = ClaimScores()
    for record in gold:
        article = record["article"]
        line = predicted.get(article, {"attributions": [], "positions": []})
        tokens, table = Tokens(texts[article]), aliases(record)
        got = [
            _Side(a, tokens.touching(a["content"]))
            for a in line["attributions"]
            if a.get("act", "statement") == "statement"
        ]
        want = [
            _Side(g, tokens.touching(g["content"]), _alternative(tokens, g.get("content_alt")))
            for g in record["attributions"]
        ]
        _quoted(scores, article, want, got, table)
        pairs = _top_level(scores, article, want, got, table)
        _nested(scores, article, want, got, pairs, table)
        if "positions" in record:
            _positions(scores, record, line, table)
    return scores


def _alternative(tokens: Tokens, spans: Pairs | None) -> frozenset[int] | None:
    return tokens.touching(spans) if spans else None


def _quoted(scores: ClaimScores, article: str, want: list[_Side], got: list[_Side], table: dict[str, set[str]]) -> None:
    for gold in want:
        if gold.record.get("parent") or gold.record.get("borderline"):
            continue
        for start, end in gold.record.get("quoted", ()):
            holding = [
                g
                for g in got
                if not g.record.get("parent") and _covered(g.record["content"], start, end) >= COVERED * (end - start)
            ]
            tightest = min(holding, key=lambda g: len(g.content), default=None)
            right = tightest is not None and right_speakers(tightest.record, gold.record, table)
            scores.tally("quoted segments").add(right, 1, right, 1)
            if not right:
                scores.misses.append((article, "quoted segment", gold.record, tightest.record if tightest else None))


def _covered(spans: Pairs, start: int, end: int) -> int:
    return sum(max(0, min(end, b) - max(start, a)) for a, b in spans)


def _pair_up(want: list[_Side], got: list[_Side], worth: Callable[[_Side, _Side], float]) -> list[tuple[int, int]]:
    ranked = sorted(((worth(w, g), i, j) for i, w in enumerate(want) for j, g in enumerate(got)), reverse=True)
    used_want: set[int] = set()
    used_got: set[int] = set()
    pairs = []
    for value, i, j in ranked:
        if value > 0 and i not in used_want and j not in used_got:
            used_want.add(i)
            used_got.add(j)
            pairs.append((i, j))
    return pairs


def _top_level(
    scores: ClaimScores, article: str, want: list[_Side], got: list[_Side], table: dict[str, set[str]]
) -> set[tuple[Any, Any]]:
    """Tally the top level; the ids of the pairs that were matched, whatever the speaker."""
    want, got = [w for w in want if not w.record.get("parent")], [g for g in got if not g.record.get("parent")]

    def worth(w: _Side, g: _Side) -> float:
        overlap = w.overlap(g)
        return overlap + right_speakers(g.record, w.record, table) if overlap >= HALF else 0.0

    pairs = _pair_up(want, got, worth)
    firm = [(i, j) for i, j in pairs if not want[i].record.get("borderline")]
    right = [(i, j) for i, j in firm if right_speakers(got[j].record, want[i].record, table)]
    asked = sum(not w.record.get("borderline") for w in want)
    forgiven = sum(bool(want[i].record.get("borderline")) for i, _ in pairs)
    scores.tally("attributions").add(len(right), len(got) - forgiven, len(right), asked)
    scores.tally("speakers").add(len(right), len(firm), len(right), len(firm))
    for i, j in set(firm) - set(right):
        scores.misses.append((article, "wrong speaker", want[i].record, got[j].record))
    for i, w in enumerate(want):
        if not w.record.get("borderline") and i not in {i for i, _ in pairs}:
            scores.misses.append((article, "missed", w.record, None))
    for j, g in enumerate(got):
        if j not in {j for _, j in pairs}:
            scores.misses.append((article, "not in gold", None, g.record))
    return {(want[i].record["id"], got[j].record.get("id")) for i, j in pairs}


def _nested(
    scores: ClaimScores,
    article: str,
    want: list[_Side],
    got: list[_Side],
    matched: set[tuple[Any, Any]],
    table: dict[str, set[str]],
) -> None:
    top = {w.record["id"] for w in want if not w.record.get("parent")}
    want, got = [w for w in want if w.record.get("parent")], [g for g in got if g.record.get("parent")]

    def worth(w: _Side, g: _Side) -> float:
        overlap = w.overlap(g)
        return overlap if overlap >= HALF and right_speakers(g.record, w.record, table) else 0.0

    pairs = _pair_up(want, got, worth)
    forgiven = sum(bool(want[i].record.get("borderline")) for i, _ in pairs)
    right = 0
    for i, j in pairs:
        parent = want[i].record["parent"]
        held = parent not in top or (parent, got[j].record["parent"]) in matched
        right += held and not want[i].record.get("borderline")
    asked = sum(not w.record.get("borderline") for w in want)
    scores.tally("nested").add(right, len(got) - forgiven, right, asked)
    for i, w in enumerate(want):
        if not w.record.get("borderline") and i not in {i for i, _ in pairs}:
            scores.misses.append((article, "missed, nested", w.record, None))


def _positions(scores: ClaimScores, gold: Record, line: Record, table: dict[str, set[str]]) -> None:
    got = {_key(p) for p in line.get("positions", ())}
    every = {_key(p) for p in gold["positions"]}
    for name, rows in (
        ("positions, all", gold["positions"]),
        ("positions, own words", [p for p in gold["positions"] if not p.get("via")]),
    ):
        want = {_key(p) for p in rows if not p.get("borderline") and p["stance"] != "reports"}
        met = {
            w: next((g for g in sorted(got) if g[1:] == w[1:] and same_actor(g[0], w[0], table)), None) for w in want
        }
        used = {g for g in met.values() if g}
        soft = {g for g in got - used if any(g[1:] == w[1:] and same_actor(g[0], w[0], table) for w in every - want)}
        hits = sum(g is not None for g in met.values())
        scores.tally(name).add(hits, len(got - soft), hits, len(want))
        if name == "positions, all":
            missed, invented = {w for w, g in met.items() if g is None}, got - soft - used
            scores.misses += [
                (gold["article"], "missed position", _stand(p, gold), None) for p in rows if _key(p) in missed
            ]
            for p in line.get("positions", ()):
                if _key(p) in invented:
                    scores.misses.append((gold["article"], "position not in gold", None, _stand(p, line)))


def _key(position: Record) -> tuple[str, str, str]:
    return position["actor"], position["issue"], position["stance"]


def _stand(position: Record, record: Record) -> Record:
    """A position as the page shows it: in the words of its evidence, with who stands where in place of speakers."""
    given = position.get("evidence") or []
    if isinstance(given, str) or (given and isinstance(given[0], int)):
        given = [given]  # one id, one place
    by_id = {a.get("id"): a["content"] for a in record["attributions"]}
    spans: list[Any] = []
    for one in given:
        spans += by_id.get(one, ()) if isinstance(one, str) else [one]
    return {"content": sorted(spans), "speakers": [" · ".join(_key(position))]}
