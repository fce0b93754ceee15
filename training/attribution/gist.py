"""Sentence meaning without a network: gist.npz, fitted to what MiniLM says of the same words.

    python gist.py TRAIN.jsonl.gz FOLDER

A text's gist is ``sum(gain * (vector - centre)) @ turn`` over its word pieces, with a row of its own added for each of
the commonest, over the square root of their number, plus ``shift``; at unit length. Fitted by Adam to the cosine with
MiniLM's vectors, over sentences and stretches of sentences of PolNeAR's train split; plain numpy, three minutes of one
core. Every tenth article is held out and gives the figures that are printed.
"""

from __future__ import annotations

import gzip
import json
import random
import re
import sys
from pathlib import Path

import numpy as np

from kg.attribution.encoder import MODELS, Encoder, Words

VOCABULARY, COMMON, LONGEST, BATCH, PASSES, TEXTS = 30522, 4096, 80, 256, 5, 44
STEPS = {"gain": 0.02, "turn": 0.001, "shift": 0.003, "rows": 0.003}
SENTENCE = re.compile(r"\S.*?(?:[.!?][”\"’')]*(?=\s|$)|$)")


def texts(article: str, rng: random.Random, most: int = TEXTS) -> list[str]:
    """Sentences of an article, and stretches of some: clauses and phrases, as statements and topics are."""
    found = []
    for sentence in SENTENCE.findall(article):
        words = sentence.split()
        if len(sentence) > 25:
            found.append(sentence)
        if len(words) > 10 and rng.random() < 0.8:
            size = rng.randrange(2, 6) if rng.random() < 0.25 else rng.randrange(6, len(words))
            first = rng.randrange(len(words) - size + 1)
            found.append(" ".join(words[first : first + size]))
    rng.shuffle(found)
    return found[:most]


class Gist:
    """The numbers that are fitted; ``rows`` are found by ``row``, the last one being nobody's."""

    def __init__(self, vectors: np.ndarray, ids: np.ndarray) -> None:
        size = len(vectors)
        counts = np.bincount(ids[ids < size], minlength=size)
        self.common = np.sort(np.argsort(-counts, kind="stable")[:COMMON])
        self.row = np.full(size + 1, COMMON)
        self.row[self.common] = np.arange(COMMON)
        self.centre = (counts @ vectors / counts.sum()).astype(np.float32)
        self.vectors = np.vstack([vectors - self.centre, np.zeros((1, vectors.shape[1]), np.float32)])
        width = vectors.shape[1]
        self.fitted = {
            "gain": np.zeros(size + 1, np.float32),  # its logarithm
            "turn": np.eye(width, dtype=np.float32),
            "shift": np.zeros(width, np.float32),
            "rows": np.zeros((COMMON + 1, width), np.float32),
        }

    def sums(self, ids: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """Gains, weighted sums, square roots of the lengths, and the gists before their length is made one."""
        held = ids < len(self.row) - 1
        gain = np.exp(self.fitted["gain"])[ids] * held
        total = np.einsum("bl,bld->bd", gain, self.vectors[ids], optimize=True)
        root = np.sqrt(held.sum(1, keepdims=True)).astype(np.float32)
        raw = (total @ self.fitted["turn"] + self.fitted["rows"][self.row[ids]].sum(1)) / root + self.fitted["shift"]
        return gain, total, root, raw

    def slopes(self, ids: np.ndarray, wanted: np.ndarray) -> dict[str, np.ndarray]:
        """The slope of one minus the mean cosine with *wanted*."""
        gain, total, root, raw = self.sums(ids)
        long = np.linalg.norm(raw, axis=1, keepdims=True)
        cosine = (raw / long * wanted).sum(1, keepdims=True)
        back = -(wanted - cosine * raw / long) / long / len(ids)
        inner = np.einsum("bd,bld->bl", back / root @ self.fitted["turn"].T, self.vectors[ids], optimize=True)
        of_gain, of_rows = np.zeros_like(self.fitted["gain"]), np.zeros_like(self.fitted["rows"])
        np.add.at(of_gain, ids, inner * gain)
        np.add.at(of_rows, self.row[ids].ravel(), np.repeat(back / root, ids.shape[1], 0))
        of_rows[-1] = 0
        return {"gain": of_gain, "turn": total.T @ (back / root), "shift": back.sum(0), "rows": of_rows}


def fit(gist: Gist, ids: np.ndarray, wanted: np.ndarray) -> None:
    """Adam with a step that falls to nothing."""
    rng, passed = np.random.default_rng(0), 0
    first = {k: np.zeros_like(v) for k, v in gist.fitted.items()}
    second = {k: np.zeros_like(v) for k, v in gist.fitted.items()}
    batches = len(ids) // BATCH
    for _ in range(PASSES):
        order = rng.permutation(len(ids))
        for k in range(batches):
            at = order[k * BATCH : (k + 1) * BATCH]
            passed += 1
            for name, slope in gist.slopes(ids[at], wanted[at]).items():
                first[name] = 0.9 * first[name] + 0.1 * slope
                second[name] = 0.99 * second[name] + 0.01 * slope**2
                step = STEPS[name] * (1 - passed / (PASSES * batches)) / (1 - 0.9**passed)
                gist.fitted[name] -= step * first[name] / (np.sqrt(second[name] / (1 - 0.99**passed)) + 1e-9)


def save(gist: Gist, path: Path) -> None:
    """What the encoder reads: half precision, the rows in int8 with a scale each."""
    rows = gist.fitted["rows"][:-1]
    scales = np.maximum(np.abs(rows).max(1), 1e-9) / 127
    np.savez_compressed(
        path,
        gain=np.exp(gist.fitted["gain"][:-1]).astype(np.float16),
        centre=gist.centre.astype(np.float16),
        turn=gist.fitted["turn"].astype(np.float16),
        shift=gist.fitted["shift"].astype(np.float16),
        common=gist.common.astype(np.uint16),
        rows=np.round(rows / scales[:, None]).astype(np.int8),
        scales=scales.astype(np.float16),
    )


def main(data: Path, folder: Path) -> None:
    rng, encoder = random.Random(5), Encoder()
    with gzip.open(data, "rt", encoding="utf-8") as file:
        found = [(k % 10 == 0, t) for k, line in enumerate(file) for t in texts(json.loads(line)["text"], rng)]
    held = np.array([h for h, _ in found])
    pieces = [encoder.pieces(t).ids[:LONGEST] for _, t in found]
    words = Words(MODELS / "words.npz")
    ids = np.full((len(pieces), LONGEST), VOCABULARY)
    for row, some in zip(ids, pieces, strict=True):
        row[: len(some)] = some
    wanted = encoder.meaning([t for _, t in found])
    gist = Gist(words(np.arange(VOCABULARY)), ids[~held])
    fit(gist, ids[~held], wanted[~held])
    raw = gist.sums(ids[held])[3]
    near = raw / np.linalg.norm(raw, axis=1, keepdims=True)
    a, b = np.random.default_rng(1).integers(0, held.sum(), (2, 60_000))
    true, guessed = ((x[a] * wanted[held][b]).sum(1) for x in (wanted[held], near))
    print(len(found), "texts; held out: cosine with MiniLM", round(float((near * wanted[held]).sum(1).mean()), 3))
    print("similarities of pairs: correlation", round(float(np.corrcoef(true, guessed)[0, 1]), 3), end=", ")
    print("error", round(float((guessed - true).std()), 3))
    save(gist, folder / "gist.npz")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
