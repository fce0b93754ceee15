"""How good an extraction is, against gold: spans, claims, and a page that shows every miss."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg.errors import ScoreError
from kg.score import claims, spans
from kg.score.claims import ClaimScores
from kg.score.formats import Annotations, read, stem
from kg.score.spans import SpanScores, Tally

__all__ = ["Annotations", "ClaimScores", "Report", "SpanScores", "Tally", "compare", "read"]


@dataclass(frozen=True, slots=True)
class Report:
    """What a comparison gave; ``claims`` is None where the gold names no speakers."""

    spans: SpanScores
    claims: ClaimScores | None
    texts: dict[str, str]
    absent: tuple[str, ...]  # articles of the gold that the predictions lack

    def tallies(self) -> dict[str, Tally]:
        """Every measure by name, claims first."""
        return {**(self.claims.tallies if self.claims else {}), **self.spans.tallies}


def compare(gold: Annotations, predicted: Annotations, folder: Path | None = None) -> Report:
    """Score *predicted* against *gold*; articles are matched by file stem.

    Args:
        gold: what is right.
        predicted: what was found.
        folder: where the articles' texts lie, for gold that does not hold them.

    Raises:
        ScoreError: no article in common, or a text is nowhere to be found.
    """
    mine, theirs = gold.by_stem(), predicted.by_stem()
    if not mine.keys() & theirs.keys():
        raise ScoreError("gold and predictions have no article in common", remedy="articles are matched by file name")
    texts = {s: _text(a, gold, predicted, theirs.get(s), folder) for s, a in mine.items()}
    records = {s: gold.records[a] for s, a in mine.items()}
    found = {s: predicted.records[theirs[s]] for s in mine if s in theirs}
    by_name = [{**r, "article": s} for s, r in records.items()]
    scored = claims.score(by_name, found, texts) if gold.full and predicted.full else None
    # children are part of their parent's content: gold without nesting, as PolNeAR's, has none of them
    top = {s: [a for a in r["attributions"] if not a.get("parent")] for s, r in found.items()}
    wanted = {s: [a for a in r["attributions"] if not a.get("parent")] for s, r in records.items()}
    return Report(
        spans=spans.score(wanted, top, texts),
        claims=scored,
        texts=texts,
        absent=tuple(sorted(mine.keys() - theirs.keys())),
    )


def _text(article: str, gold: Annotations, predicted: Annotations, other: str | None, folder: Path | None) -> str:
    if article in gold.texts:
        return gold.texts[article]
    if other in predicted.texts:
        return predicted.texts[other]
    for candidate in (folder / article, folder / f"{stem(article)}.txt") if folder else ():
        if candidate.is_file():
            return candidate.read_bytes().decode("utf-8-sig")
    raise ScoreError("the article's text is not beside the gold", where=article, remedy="name its folder: --texts DIR")
