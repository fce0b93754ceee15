"""Score the shipped int8 judge on PERSPECTRUM, as the program runs it: no torch.

``fit`` sets the temperature on the dev split; ``test`` prints macro F1 of support against undermine and the expected
calibration error (ten bins of the winning class's probability) on the test split, which nothing else reads.

    python training/stance/evaluate.py fit|test DATA/perspectrum.jsonl.gz
"""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from kg.positions import model  # noqa: E402

META = Path(model.__file__).parent / "models" / "stance.json"


def pairs(data, split):
    with gzip.open(data, "rt", encoding="utf-8") as lines:
        rows = [r for r in map(json.loads, lines) if r["split"] == split]
    return [(r["claim"], r["text"].strip()) for r in rows], np.array([r["stance3"] == "UNDERMINE" for r in rows], int)


def two(logits, temperature):
    """Probabilities of support and undermine, given that it is one of them."""
    z = logits[:, :2] / temperature
    e = np.exp(z - z.max(1, keepdims=True))
    return e / e.sum(1, keepdims=True)


def macro_f1(gold, guess):
    score = [2 * ((gold == c) & (guess == c)).sum() / ((gold == c).sum() + (guess == c).sum()) for c in (0, 1)]
    return 100 * float(np.mean(score))


def reliability(gold, p, bins=10):
    """Rows of (mean probability, share right, count) for each bin of the winning class's probability."""
    top, right = p.max(1), p.argmax(1) == gold
    where = np.minimum((top * bins).astype(int), bins - 1)
    return [(float(top[where == b].mean()), float(right[where == b].mean()), int((where == b).sum())) for b in sorted(set(where))]


def ece(rows):
    n = sum(count for *_, count in rows)
    return sum(count * abs(p - r) for p, r, count in rows) / n


def main():
    what, data = sys.argv[1:3]
    judge = model.StanceModel()
    texts, gold = pairs(data, "dev" if what == "fit" else "test")
    logits = np.array([judge._logits(c, t) for c, t in texts])
    if what == "fit":
        grid = np.arange(0.6, 4.0, 0.05)
        loss = [-np.log(two(logits, t)[np.arange(len(gold)), gold] + 1e-9).mean() for t in grid]
        judge._temperature = float(round(grid[int(np.argmin(loss))], 2))
        meta = json.loads(META.read_text())
        meta["temperature"] = judge._temperature
        META.write_text(json.dumps(meta, indent=1) + "\n")
    p = two(logits, judge._temperature)
    rows = reliability(gold, p)
    print(f"temperature {judge._temperature}; n {len(gold)}; macro F1 {macro_f1(gold, p.argmax(1)):.1f}; ECE {ece(rows):.3f}")
    for row in rows:
        print("  mean p {:.3f}  right {:.3f}  n {}".format(*row))


if __name__ == "__main__":
    main()
