"""Trained weights ─▶ attribution.int8.onnx: the encoder and, beside it, MiniLM itself for the meaning of sentences.

    python export.py WEIGHTS FOLDER

Both share the word vectors, which training leaves alone; run time asks for the outputs it needs, and no more is
computed. Weights are int8 per channel with seven bits in use: without VNNI, eight-bit products overflow the pairwise
16-bit sums, and cost about a point.
"""

from __future__ import annotations

import sys
from pathlib import Path

import onnx
import torch
from net import Net, load, minilm
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from torch.nn import functional

HEADS = ("/tag/", "/link1/", "/link2/", "/entity1/", "/entity2/")  # kept in full: small, and the last word


class Both(nn.Module):
    """The encoder's three outputs, and MiniLM's unit-length mean over the pieces."""

    def __init__(self, weights: Path) -> None:
        super().__init__()
        self.encoder, self.base = Net(), Net()
        self.encoder.load_state_dict(load(weights))
        self.base.load_state_dict(minilm(), strict=False)
        self.encoder.words = self.base.words  # never trained

    def forward(self, ids: Tensor, case: Tensor, quote: Tensor, start: Tensor) -> tuple[Tensor, ...]:
        tags, links, entities = self.encoder(ids, case, quote, start)
        none = torch.zeros_like(ids)
        vector = functional.normalize(self.base.encode(ids, none, none, none)[-1].mean(1), dim=-1)
        return tags, links, entities, vector


def main(weights: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    both = Both(weights).eval()
    ids = torch.randint(1000, 30000, (1, 40))
    names = ["ids", "case", "quote", "start"]
    outputs = ["tags", "links", "entities", "meaning"]
    full = folder / "attribution.fp32.onnx"
    torch.onnx.export(
        both,
        (ids, ids % 4, ids % 3, ids % 2),
        str(full),
        input_names=names,
        output_names=outputs,
        dynamic_axes={n: {1: "length"} for n in [*names, *outputs[:3]]},
        opset_version=17,
        dynamo=False,
    )
    graph = onnx.load(full).graph
    whole = [n.name for n in graph.node if n.op_type in ("MatMul", "Gemm") and any(h in n.name for h in HEADS)]
    quantize_dynamic(
        full,
        folder / "attribution.int8.onnx",
        per_channel=True,
        reduce_range=True,
        weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul", "Gather"],
        nodes_to_exclude=whole,
        extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
    )
    for path in (full, folder / "attribution.int8.onnx"):
        print(path.name, round(path.stat().st_size / 1e6, 1), "MB")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
