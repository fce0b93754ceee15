"""Trained weights ─▶ what the encoder runs on: attribution, meaning (MiniLM itself) and near.int8.onnx, and words.npz.

    python export.py WEIGHTS NEAR FOLDER

NEAR is what near.py made of MiniLM.

All networks read the same word vectors, which training leaves alone; they are looked up outside, so that they are kept
once, and each network runs alone. Weights are int8 per channel with seven bits in use: without VNNI, eight-bit
products overflow the pairwise 16-bit sums, and cost about a point. attribution.fp32.onnx is for comparison.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import onnx
import torch
from net import HIDDEN, Net, load, minilm
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from torch.nn import functional

HEADS = ("/tag/", "/link1/", "/link2/", "/entity1/", "/entity2/")  # kept in full: small, and the last word


class Tagger(nn.Module):
    """Word vectors and features in; tags, link vectors and entity labels out."""

    def __init__(self, weights: Path) -> None:
        super().__init__()
        self.net = Net()
        self.net.load_state_dict(minilm() | load(weights))

    def forward(self, words: Tensor, case: Tensor, quote: Tensor, start: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        net = self.net
        return net.heads(words + net.case(case) + net.quote(quote) + net.start(start))


class Meaning(nn.Module):
    """MiniLM's unit-length mean over the pieces."""

    def __init__(self) -> None:
        super().__init__()
        self.net = Net()
        self.net.load_state_dict(minilm(), strict=False)

    def forward(self, words: Tensor) -> Tensor:
        return functional.normalize(self.net.encode(words)[-1].mean(1), dim=-1)


class Near(Meaning):
    """The same of fewer layers."""

    def __init__(self, weights: Path) -> None:
        super().__init__()
        stored = load(weights)
        self.net.layers = self.net.layers[: len({name.split(".")[1] for name in stored if name.startswith("layers.")})]
        self.net.load_state_dict(stored, strict=False)


def quantised(vectors: np.ndarray) -> dict[str, np.ndarray]:
    """Rows of int8 and a scale each, ``rows * scales[:, None]`` being the vectors."""
    scales = np.abs(vectors).max(1) / 127
    return {
        "rows": np.round(vectors / np.maximum(scales, 1e-12)[:, None]).astype(np.int8),
        "scales": scales.astype(np.float32),
    }


def export(net: nn.Module, inputs: dict[str, Tensor], outputs: tuple[str, ...], folder: Path) -> None:
    """*folder*/NAME.fp32.onnx and NAME.int8.onnx, NAME being the network's class."""
    name = type(net).__name__.lower().replace("tagger", "attribution")
    full, small = folder / f"{name}.fp32.onnx", folder / f"{name}.int8.onnx"
    torch.onnx.export(
        net.eval(),
        tuple(inputs.values()),
        str(full),
        input_names=list(inputs),
        output_names=list(outputs),
        dynamic_axes={n: {1: "length"} for n in [*inputs, *(o for o in outputs if o != "meaning")]},
        opset_version=17,
        dynamo=False,
    )
    graph = onnx.load(full).graph
    whole = [n.name for n in graph.node if n.op_type in ("MatMul", "Gemm") and any(h in n.name for h in HEADS)]
    quantize_dynamic(
        full,
        small,
        per_channel=True,
        reduce_range=True,
        weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul"],
        nodes_to_exclude=whole,
        extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
    )
    for path in (full, small):
        print(path.name, round(path.stat().st_size / 1e6, 1), "MB")


def main(weights: Path, near: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    words, few = torch.randn(1, 40, HIDDEN), torch.randint(0, 2, (1, 40))
    features = {"case": few, "quote": few, "start": few}
    export(Tagger(weights), {"words": words, **features}, ("tags", "links", "entities"), folder)
    export(Meaning(), {"words": words}, ("meaning",), folder)
    export(Near(near), {"words": words}, ("meaning",), folder)
    np.savez(folder / "words.npz", **quantised(minilm()["words.weight"].numpy()))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
