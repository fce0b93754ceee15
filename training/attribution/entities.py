"""The entity head, fitted again to what the shipped network's int8 layers give, with names in news annotated for kg.

    python entities.py DATA NAMES.jsonl.gz FOLDER

Only the two small matrices over the upper layers change, which are kept in full precision in FOLDER's
attribution.int8.onnx; tags and links stay as they are, bit for bit. ``news_names.jsonl`` beside this file holds 1,200
paragraphs of PolNeAR's train split by their place in the corpus, with PERSON, ORG, GPE, LOC, NORP and EVENT annotated
by hand (one annotator each; no text). Two minutes of one core.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from data import articles
from net import ENTITIES
from onnx import numpy_helper
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from kg.attribution.encoder import Words
from kg.attribution.encoder_text import feed, pieces, windows

NEWS = Path(__file__).with_name("news_names.jsonl")
WEIGHTS = {"uner_train": 1.0, "wikigold": 1.5, "news": 3.0, "pol_third_fixed": 0.3}  # of a piece of each set
MOST = 150_000  # pieces of a set whose labels are repaired, not annotated
SMOOTH, RATE, PASSES, BATCH, DROPPED, IGNORE = 0.03, 4e-4, 5, 2048, 0.1, -100
LAYERS = "/Concat_output_0"  # the upper layers side by side, in the exported graph
FIRST = {"PERSON": "PERSON", "PER": "PERSON", "ORG": "ORG", "LOC": "LOC", "GPE": "LOC", "FAC": "LOC", "NORP": "NORP"}


class Layers:
    """The upper layers of the exported network, for every piece of a text."""

    def __init__(self, folder: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._words = Words(folder / "words.npz")
        model = onnx.load(folder / "attribution.int8.onnx")
        model.graph.output.append(onnx.helper.make_tensor_value_info(LAYERS, onnx.TensorProto.FLOAT, None))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(model.SerializeToString(), options)

    def __call__(self, text: str, names: list, unknown: list) -> tuple[np.ndarray, np.ndarray]:
        """Half-precision vectors and labels, one a piece."""
        encoded = self._tokenizer.encode(text, add_special_tokens=False)
        some = pieces(text, encoded.ids, encoded.offsets, encoded.word_ids)
        vectors, labels = np.zeros((len(some), 1152), np.float16), np.zeros(len(some), np.int64)
        for first, last in windows(some.sentence):
            inputs = feed(some, first, last)
            words = self._words(inputs.pop("ids"))
            vectors[first:last] = self._session.run([LAYERS], {**inputs, "words": words})[0][0, 1:-1]
        for start, end, label in names:
            inside = np.flatnonzero((some.offsets[:, 0] < end) & (some.offsets[:, 1] > start))
            if label in FIRST and len(inside):
                labels[inside] = 2 * ENTITIES.index(FIRST[label]) + 2
                labels[inside[0]] -= 1
        for start, end in unknown:
            labels[(some.offsets[:, 0] < end) & (some.offsets[:, 1] > start)] = IGNORE
        return vectors, labels


def read(data: Path, names: Path) -> Iterator[tuple[str, str, list, list]]:
    """Set, text, names and stretches of unknown label."""
    texts = {a["article"]: a["text"] for a in articles(data / "polnear" / "train.jsonl.gz")}
    for line in NEWS.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        start = row["start"]
        text = texts[row["article"]][start : row["end"]]
        yield "news", text, [(s - start, e - start, label) for s, e, label in row["names"]], []
    with gzip.open(names, "rt", encoding="utf-8") as file:
        for row in map(json.loads, file):
            if row["set"] in WEIGHTS:
                yield row["set"], row["text"], row["entities"], row["unknown"]


def rows(data: Path, names: Path, folder: Path) -> tuple[Tensor, Tensor, Tensor]:
    """Vectors, labels and weights of all pieces whose label is known."""
    layers = Layers(folder)
    found: dict[str, list[tuple[np.ndarray, np.ndarray]]] = {name: [] for name in WEIGHTS}
    for name, text, named, unknown in read(data, names):
        if name != "pol_third_fixed" or sum(len(y) for _, y in found[name]) < MOST:
            found[name].append(layers(text, named, unknown))
    parts = [(x[y != IGNORE], y[y != IGNORE], WEIGHTS[name]) for name, some in found.items() for x, y in some]
    return (
        torch.from_numpy(np.concatenate([x for x, _, _ in parts])),
        torch.from_numpy(np.concatenate([y for _, y, _ in parts])),
        torch.from_numpy(np.concatenate([np.full(len(y), w, np.float32) for _, y, w in parts])),
    )


def head(model: onnx.ModelProto) -> list[onnx.TensorProto]:
    """The initialisers of the head's two layers: weights and biases."""
    feeds = {node.name: node.input for node in model.graph.node}
    stored = {tensor.name: tensor for tensor in model.graph.initializer}
    names = [n for layer in ("/entity1/", "/entity2/") for op in ("MatMul", "Add") for n in feeds[layer + op]]
    return [stored[n] for n in names if n in stored]


def fit(first: list[np.ndarray], vectors: Tensor, labels: Tensor, weights: Tensor) -> list[np.ndarray]:
    """Goes on from *first*: weights and biases of both layers."""
    torch.manual_seed(0)
    torch.set_num_threads(1)
    fitted = [torch.tensor(x).requires_grad_() for x in first]
    optimizer = torch.optim.AdamW(fitted, lr=RATE, weight_decay=0.01)
    batches = len(labels) // BATCH
    for step in range(PASSES * batches):
        if step % batches == 0:
            order = torch.randperm(len(labels))
        at = order[step % batches * BATCH :][:BATCH]
        wide = functional.dropout(vectors[at].float(), DROPPED) @ fitted[0] + fitted[1]
        said = functional.dropout(functional.gelu(wide), DROPPED) @ fitted[2] + fitted[3]
        loss = functional.cross_entropy(said, labels[at], reduction="none", label_smoothing=SMOOTH)
        for group in optimizer.param_groups:
            group["lr"] = RATE * (1 - step / (PASSES * batches))
        optimizer.zero_grad()
        ((loss * weights[at]).sum() / weights[at].sum()).backward()
        optimizer.step()
    return [x.detach().numpy() for x in fitted]


def main(data: Path, names: Path, folder: Path) -> None:
    path = folder / "attribution.int8.onnx"
    model = onnx.load(path)
    stored = head(model)
    fitted = fit([numpy_helper.to_array(t) for t in stored], *rows(data, names, folder))
    for tensor, numbers in zip(stored, fitted, strict=True):
        tensor.CopyFrom(numpy_helper.from_array(np.ascontiguousarray(numbers, np.float32), tensor.name))
    onnx.save(model, path)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
