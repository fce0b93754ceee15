"""Score the shipped int8 judge on PERSPECTRUM, as the program runs it: no torch.

``fit`` sets the temperature on the dev split; ``test`` prints macro F1 of support against undermine and the expected
calibration error (ten bins of the winning class's probability) on the test split, which nothing else reads.

    python training/stance/evaluate.py fit|test DATA/perspectrum.jsonl.gz [PICTURE.svg]
"""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from kg.positions import model

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
    return [
        (float(top[where == b].mean()), float(right[where == b].mean()), int((where == b).sum()))
        for b in sorted(set(where))
    ]


def ece(rows):
    n = sum(count for *_, count in rows)
    return sum(count * abs(p - r) for p, r, count in rows) / n


def picture(rows, path):
    """Draw the bins: how sure the judge is (across) against how often it is right (up); dots grow with the count."""
    x, y = (lambda p: 60 + (p - 0.5) * 560), (lambda p: 320 - (p - 0.5) * 560)
    most = max(count for *_, count in rows)
    marks = [
        f'<circle cx="{x(p):.1f}" cy="{y(r):.1f}" r="{4 + 8 * (n / most) ** 0.5:.1f}" fill="#1f5f8b"/>'
        f'<text x="{x(p):.1f}" y="{y(r) + 26:.1f}" text-anchor="middle">{n}</text>'
        for p, r, n in rows
    ]
    ticks = [
        f'<text x="{x(t / 10):.0f}" y="340" text-anchor="middle">{t * 10} %</text>'
        f'<text x="52" y="{y(t / 10) + 4:.0f}" text-anchor="end">{t * 10} %</text>'
        for t in range(5, 11)
    ]
    path.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 380 380" font-family="sans-serif" font-size="11">'
        f"<title>Judge of stance on PERSPECTRUM's test split: expected calibration error {ece(rows):.3f}</title>"
        '<rect width="380" height="380" fill="#fff"/>'
        f'<path d="M{x(0.5)} {y(0.5)}L{x(1)} {y(1)}" stroke="#999" stroke-dasharray="4 4"/>'
        f'<path d="M{x(0.5)} {y(1)}V{y(0.5)}H{x(1)}" stroke="#333" fill="none"/>'
        + "".join(ticks + marks)
        + '<text x="200" y="364" text-anchor="middle">how sure the judge is</text>'
        '<text x="14" y="180" text-anchor="middle" transform="rotate(-90 14 180)">how often it is right</text></svg>\n',
        encoding="utf-8",
    )


def main():
    what, data = sys.argv[1:3]
    judge = model.StanceModel()
    texts, gold = pairs(data, "dev" if what == "fit" else "test")
    logits = np.array([judge.logits(c, t) for c, t in texts])
    if what == "fit":
        grid = np.arange(0.6, 4.0, 0.05)
        loss = [-np.log(two(logits, t)[np.arange(len(gold)), gold] + 1e-9).mean() for t in grid]
        judge.temperature = float(round(grid[int(np.argmin(loss))], 2))
        meta = json.loads(META.read_text())
        meta["temperature"] = judge.temperature
        META.write_text(json.dumps(meta, indent=1) + "\n")
    p = two(logits, judge.temperature)
    rows = reliability(gold, p)
    figures = f"macro F1 {macro_f1(gold, p.argmax(1)):.1f}; ECE {ece(rows):.3f}"
    print(f"temperature {judge.temperature}; n {len(gold)}; {figures}")
    if len(sys.argv) > 3:
        picture(rows, Path(sys.argv[3]))
    for row in rows:
        print("  mean p {:.3f}  right {:.3f}  n {}".format(*row))


if __name__ == "__main__":
    main()
