"""Annotated articles ─▶ rows for fit.py: what is known of each candidate, and which sides its speaker takes.

    python rows.py OUT.csv.gz NAME=SCHEME.ttl=FOLDER …

FOLDER holds articles and, beside each, NAME.gold.json with ``positions``: actor, aliases, issue, stance, first_hand,
borderline. Rows hold numbers only. A FOLDER of articles without gold is off the scheme's subject: no one takes sides.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from same import same_actor

from kg import articles
from kg.graph import issues
from kg.pipeline import Extractor, Settings
from kg.positions import claims
from kg.positions.traits import NAMES, Candidate

HEAD = ("set", "article", "actor", "issue", "supports", "opposes")  # 1 yes, 0 no, -1 open: a coder may see it so


def main(out: Path, sets: list[str]) -> None:
    rows = io.StringIO()
    writer = csv.writer(rows, lineterminator="\n")
    writer.writerow((*HEAD, *NAMES))
    for name, scheme, folder in (s.split("=") for s in sets):
        extractor = Extractor(Settings(issues=issues.read(scheme)))
        for number, path in enumerate(sorted(Path(folder).glob("*.txt"))):
            for row in of_article(extractor, path):
                writer.writerow((name, number, *row))
        print(name, flush=True)
    with gzip.GzipFile(out, "wb", mtime=0) as file:
        file.write(rows.getvalue().encode())


def of_article(extractor: Extractor, path: Path) -> Iterator[tuple]:
    """Numbers of actor and issue, labels and traits of each candidate of an article."""
    gold = path.with_name(path.stem + ".gold.json")
    coded = json.loads(gold.read_text(encoding="utf-8"))["positions"] if gold.exists() else []
    (article,) = articles.read([str(path)])
    seen: list[Candidate] = []
    claims.likely = lambda found, *_: seen.extend(found) or []  # what find() would ask the trees about
    names = {a.id: a.name for a in extractor(article).actors}
    scheme = [issue.id for issue in extractor.settings.issues]
    number = {actor: k for k, actor in enumerate(dict.fromkeys(c.actor for c in seen))}
    for c in seen:
        theirs = [p for p in coded if p["issue"] == scheme[c.issue] and same_actor(names[c.actor], p)]
        sides = [side_of(theirs, stance) for stance in ("supports", "opposes")]
        yield number[c.actor], c.issue, *sides, *(f"{float(c.values[n]):.4g}" for n in NAMES)


def side_of(coded: list[dict], stance: str) -> int:
    found = [p for p in coded if p["stance"] == stance]
    if any(p.get("first_hand", True) and not p.get("borderline") for p in found):
        return 1
    return -1 if found else 0


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
