"""The few numbers around the network: a link prior counted on train, scalars tuned and confidence fitted on dev.

    python fit.py DATA FOLDER

FOLDER holds what export.py made, and tokenizer.json; attribution.json is written there.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from types import ModuleType

import numpy as np
from data import ROLES, articles
from net import BIASES, ENTITIES, LINK, load

from kg.attribution import decode
from kg.attribution.confidence import FIGURES, Calibration, chances
from kg.attribution.encoder import Encoder, make_linker
from kg.attribution.encoder_text import Pieces

START = {"scale": 0.5, "prior_weight": 0.5, "null": -1.0, "least": -4.0, "cue": -0.4, "content": -0.4, "source": 0.0}
STEPS = {
    "cue": (-0.8, 0.0),
    "content": (-0.8, 0.0),
    "source": (-0.4, 0.4),
    "null": (-2.0, 0.0),
    "scale": (0.3, 0.8),
    "prior_weight": (0.2, 0.8),
    "least": (-3.0,),
}
EVERY = 3  # articles of train that the prior is counted on: one in so many


@dataclass
class Read:
    """A dev article as the network sees it, and its gold."""

    text: str
    gold: list[dict]
    pieces: Pieces
    windows: list[decode.Window]
    tags: decode.Floats
    spans: dict[tuple[float, ...], list] = field(default_factory=dict)


def scorer(data: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", data / "polnear" / "score.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"{data}: no polnear/score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def prior(encoder: Encoder, path: Path) -> dict[str, list]:
    """Log-odds that a pair of gold spans belongs together, by the columns of ``pair_features``."""
    counts = {end: np.zeros((2, 2, 8, 3, 3)) for end in ("content", "source")}
    for article in islice(articles(path), 0, None, EVERY):
        some = encoder.pieces(article["text"])
        links = [{r: [s for s in (some.span(*x) for x in a[r]) if s] for r in ROLES} for a in article["attributions"]]
        links = [x for x in links if x["cue"]]
        cues = [x["cue"][0] for x in links]
        for end, table in counts.items():
            spans = sorted({s for x in links for s in x[end]})
            if not cues or not spans:
                continue
            found = decode.pair_features(cues, spans, some.paragraph)
            for i, c in enumerate(cues):
                for j, s in enumerate(spans):
                    if min(abs(c[0] - s[1]), abs(s[0] - c[1])) <= decode.REACH:
                        table[(int(s in links[i][end]), *found[i, j])] += 1
    out = {}
    for end, table in counts.items():
        base = table[1].sum() / table.sum()
        chance = (table[1] + base) / (table.sum(0) + 1)
        out[end] = np.log(chance / (1 - chance)).round(3).tolist()
    return out


def read(encoder: Encoder, path: Path) -> list[Read]:
    out = []
    for article in articles(path):
        some = encoder.pieces(article["text"])
        seen = encoder.windows(some)
        tags = decode.joined(len(some), seen, "tags")
        out.append(Read(article["text"], article["attributions"], some, seen, tags))
    return out


def lean(x: dict[str, float]) -> list[float]:
    """What is added to the log-probability of each tag before decoding."""
    return [0.0, x["source"], x["source"], x["cue"], x["cue"], x["content"], x["content"]]


def linker_settings(x: dict[str, float], biases: dict, odds: dict) -> dict:
    names = ("scale", "prior_weight", "null", "least")
    return {"width": LINK, **{k: x[k] for k in names}, "bias": biases, "prior": odds}


def decoded(page: Read, how: decode.Linker, leaning: list[float]) -> list[decode.Found]:
    key = tuple(leaning)
    if key not in page.spans:
        page.spans[key] = decode.bio_spans(page.tags + np.array(leaning, np.float32), page.pieces.word)
    return decode.link(len(page.pieces), page.pieces.paragraph, page.windows, page.spans[key], how)


def predicted(page: Read, found: list[decode.Found]) -> list[dict]:
    def chars(spans: tuple) -> list:
        return [[int(page.pieces.offsets[a, 0]), int(page.pieces.offsets[b - 1, 1])] for a, b in spans]

    return [{"source": chars(f.source), "cue": chars((f.cue,)), "content": chars(f.content)} for f in found]


def views(tokens: object, answers: list[dict]) -> list[tuple]:
    """Attributions as the scorer's matching takes them: tokens of content and of source."""
    return [(tokens.of(a["content"]), tokens.of(a["source"]), bool(a["source"])) for a in answers]


def tune(score: ModuleType, pages: list[Read], biases: dict, odds: dict) -> dict[str, float]:
    """Coordinate search for the attribution F1 of all articles."""
    tokens = [score.Tokens(p.text) for p in pages]
    gold = [views(t, p.gold) for t, p in zip(tokens, pages, strict=True)]

    def f1(x: dict[str, float]) -> float:
        how, right, total = make_linker(linker_settings(x, biases, odds)), 0, 0
        for page, t, g in zip(pages, tokens, gold, strict=True):
            found = views(t, predicted(page, decoded(page, how, lean(x))))
            right += len(score.match(g, found, "overlap"))
            total += len(found) + len(g)
        return 2 * right / total

    best, top = dict(START), f1(START)
    print(round(top, 4), best, flush=True)
    for name, values in STEPS.items():
        for v in values:
            one = f1(best | {name: v})
            if one > top + 5e-4:  # a gain, not a coin's
                best, top = best | {name: v}, one
                print(round(top, 4), best, flush=True)
    return best


def examples(
    score: ModuleType, pages: list[Read], how: decode.Linker, leaning: list[float]
) -> tuple[np.ndarray, np.ndarray]:
    """Figures of every proposal and whether it matches gold (content Jaccard 0.5, sources meet)."""
    figures, right = [], []
    for page in pages:
        found = decoded(page, how, leaning)
        tokens = score.Tokens(page.text)

        pairs = score.match(views(tokens, page.gold), views(tokens, predicted(page, found)), "overlap")
        good = {j for _, j in pairs}
        for j, f in enumerate(found):
            figures.append(chances(f, page.tags, page.pieces.quote))
            right.append(j in good)
    return np.array(figures), np.array(right, float)


def platt(figures: np.ndarray, right: np.ndarray, ridge: float = 1.0) -> Calibration:
    """Logistic regression by Newton's method."""
    x = np.c_[figures, np.ones(len(figures))]
    w = np.zeros(x.shape[1])
    penalty = np.diag([ridge] * (x.shape[1] - 1) + [0.0])
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        w -= np.linalg.solve((x.T * (p * (1 - p))) @ x + penalty, x.T @ (p - right) + penalty @ w)
    return Calibration(w[:-1].round(4).tolist(), round(float(w[-1]), 4))


def calibration_error(calibration: Calibration, figures: np.ndarray, right: np.ndarray, bins: int = 10) -> float:
    """Expected calibration error over *bins* of equal width."""
    said = np.array([calibration.confidence(f) for f in figures])
    which = np.minimum((said * bins).astype(int), bins - 1)
    return float(
        sum(
            abs(said[which == b].mean() - right[which == b].mean()) * (which == b).mean()
            for b in range(bins)
            if (which == b).any()
        )
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--weights", type=Path, required=True)
    args = parser.parse_args()
    polnear, folder = args.data / "polnear", args.folder
    score = scorer(args.data)
    weights = load(args.weights)
    biases = {
        end: {k: weights[f"tabs.{end}_{k}"].numpy().round(5).tolist() for k in BIASES} for end in ("content", "source")
    }
    settings = {
        "sha256": {
            n: hashlib.sha256((folder / n).read_bytes()).hexdigest()
            for n in (
                "attribution.int8.onnx",
                "meaning.int8.onnx",
                "near.int8.onnx",
                "words.npz",
                "tokenizer.json",
                "gist.npz",
            )
        },
        "entities": list(ENTITIES),
        "calibration": {"weights": [0.0] * len(FIGURES), "bias": 0.0},
        "lean": lean(START),
    }
    nothing = {end: np.zeros((2, 8, 3, 3)).tolist() for end in biases}

    def write(x: dict[str, float], odds: dict) -> None:
        settings["linker"] = linker_settings(x, biases, odds)
        (folder / "attribution.json").write_text(json.dumps(settings) + "\n", encoding="utf-8")

    write(START, nothing)
    encoder = Encoder(folder)
    odds = prior(encoder, polnear / "train.jsonl.gz")
    pages = read(encoder, polnear / "dev.jsonl.gz")
    best = tune(score, pages, biases, odds)
    how, leaning = make_linker(linker_settings(best, biases, odds)), lean(best)
    first, second = (examples(score, pages[half::2], how, leaning) for half in (0, 1))
    calibration = platt(*first)
    print("calibration error on the half not fitted:", round(calibration_error(calibration, *second), 3))
    settings |= {"lean": leaning, "calibration": {"weights": list(calibration.weights), "bias": calibration.bias}}
    write(best, odds)
    gold = {str(i): {"text": p.text, "attributions": p.gold} for i, p in enumerate(pages)}
    answers = {str(i): {"attributions": predicted(p, decoded(p, how, leaning))} for i, p in enumerate(pages)}
    print(score.table(score.evaluate(gold, answers)))


if __name__ == "__main__":
    main()
