"""The quality gate: how good the extraction is, with floors that nobody lowers by accident.

    python -m tests.quality.gate             compare with floors.json, exit 1 below a floor
    python -m tests.quality.gate --update    raise the floors to what was reached (refuses to lower one), and add a
                                             line to the history, which the documents show
    python -m tests.quality.gate --update --allow-regression     lower them to it as well

A floor stands one point below what was reached, so that harmless changes of order do not fail; the gold's hash is
pinned, so that a quiet change of the gold fails too. What this does not measure: other topics than the gold's,
other kinds of text than news, and whether a reader would have wanted a claim listed at all.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import math
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from kg import articles, records, score
from kg.graph import issues
from kg.model import Article
from kg.pipeline import Extractor, Settings
from kg.score.formats import Annotations, merge

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
FLOORS = Path(__file__).with_name("floors.json")
HISTORY = Path(__file__).with_name("history.jsonl")
SLACK = 1.0  # points between what was reached and the floor
POLNEAR_ARTICLES = 20  # of 84: a quarter keeps the gate under three minutes on two cores
CLAIMS = ("quoted segments", "attributions", "speakers", "nested", "positions, own words", "positions, all")
SPANS = (
    "attribution, all",
    "attribution, direct",
    "attribution, indirect",
    "exact source",
    "exact cue",
    "exact content",
)


def corpora() -> Iterator[tuple[str, Path]]:
    """Name and gold of every corpus that this machine has."""
    yield "seeds", ROOT / "tests" / "gold"
    if SHARED.is_dir():
        yield "real", SHARED / "gold"
        yield "polnear-dev", SHARED / "data" / "polnear" / "dev.jsonl.gz"


def measure(name: str, gold: Path) -> tuple[str, dict[str, float]]:
    """(hash of the gold, F1 in percent by measure) of one corpus."""
    if name == "polnear-dev":
        return _polnear(gold)
    texts = ROOT / "seeds" if name == "seeds" else SHARED / "seeds"
    scheme = None if name == "seeds" else gold / "issues.ttl"
    wanted = score.read(gold)
    paths = [str(texts / article) for article in wanted.records]
    found = _extract(articles.read(paths), Extractor(Settings(issues=issues.read(scheme))))
    tallies = score.compare(wanted, found, texts).tallies()
    pinned = hashlib.sha256(b"".join(p.read_bytes() for p in sorted(gold.glob("*.gold.json")))).hexdigest()
    return pinned, {m: round(100 * tallies[m].f1, 1) for m in CLAIMS}


def _extract(found: Iterator[Article | Exception], extractor: Extractor) -> Annotations:
    lines = []
    for article in found:
        assert isinstance(article, Article), article
        lines.append(records.public(extractor(article)))
    return merge(lines)


def _polnear(path: Path) -> tuple[str, dict[str, float]]:
    raw = gzip.decompress(path.read_bytes())
    wanted = Annotations()
    for line in raw.decode("utf-8").splitlines()[:POLNEAR_ARTICLES]:
        record = json.loads(line)
        wanted.records[record["article"]] = record
        wanted.texts[record["article"]] = record["text"]
    read = (articles.from_text(text, name) for name, text in wanted.texts.items())
    tallies = score.compare(wanted, _extract(read, Extractor(Settings()))).tallies()
    return hashlib.sha256(raw).hexdigest(), {m: round(100 * tallies[m].f1, 1) for m in SPANS}


def shortfalls(floors: dict[str, dict[str, object]], name: str, pinned: str, reached: dict[str, float]) -> list[str]:
    """What is below its floor, in words; empty when all is well."""
    held = floors.get(name)
    if held is None:
        return [f"{name}: no floors yet; run with --update"]
    if held["gold"] != pinned:
        return [f"{name}: the gold has changed; look at it, then run with --update"]
    bounds = held["floors"]
    assert isinstance(bounds, dict)
    return [f"{name}: {m} is {reached.get(m, 0)}, its floor {f}" for m, f in bounds.items() if reached.get(m, 0) < f]


def raised(old: dict[str, object] | None, pinned: str, reached: dict[str, float], *, lower: bool) -> dict[str, object]:
    """The new entry of a corpus: each floor SLACK below what was reached, never under the old one unless *lower*."""
    floors = {m: max(0.0, math.floor(10 * (value - SLACK)) / 10) for m, value in reached.items()}
    before = old["floors"] if old and old["gold"] == pinned and not lower else {}
    assert isinstance(before, dict)
    return {"gold": pinned, "reached": reached, "floors": {m: max(f, before.get(m, 0.0)) for m, f in floors.items()}}


def remembered(lines: list[str], day: str, floors: dict[str, dict[str, object]]) -> list[str]:
    """The history with what was reached today; one line a day, none where nothing moved."""
    reached = {name: entry["reached"] for name, entry in floors.items()}
    past = [json.loads(line) for line in lines]
    if past and past[-1]["reached"] == reached:
        return lines
    kept = lines[:-1] if past and past[-1]["day"] == day else lines
    return [*kept, json.dumps({"day": day, "reached": reached})]


def main() -> None:
    """Print the figures; compare or update."""
    floors = json.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {}
    faults = []
    for name, gold in corpora():
        pinned, reached = measure(name, gold)
        for measured, value in reached.items():
            print(f"{name:12} {measured:24} {value:6.1f}")
        if "--update" in sys.argv:
            floors[name] = raised(floors.get(name), pinned, reached, lower="--allow-regression" in sys.argv)
        faults += shortfalls(floors, name, pinned, reached)
    if "--update" in sys.argv:
        FLOORS.write_text(json.dumps(floors, indent=1) + "\n", "utf-8")
        lines = HISTORY.read_text("utf-8").splitlines() if HISTORY.exists() else []
        today = datetime.now(UTC).date().isoformat()
        HISTORY.write_text("".join(f"{line}\n" for line in remembered(lines, today, floors)), "utf-8")
    if faults:
        sys.exit("\n".join(faults))


if __name__ == "__main__":
    main()
