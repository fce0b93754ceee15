"""Write the trained cross-encoder for the program: an int8 ONNX graph, and a JSON beside it.

Linear layers are quantised to int8 per channel (dynamic activations). The word embeddings, frozen in training, are
MiniLM's own and stay out of the graph: the program has them with the attribution encoder. ``evaluate.py fit`` then sets
the temperature.

    python training/stance/export.py CHECKPOINT.pt BACKBONE_DIR OUT_DIR
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn
from torch.nn import functional
from train import LABELS, Net

LONGEST = 96  # word pieces of a pair, marks included


class Plain(nn.Module):
    """The same weights in plain operations, from word embeddings on; one pair at a time."""

    def __init__(self, net):
        super().__init__()
        self.n = net
        self.places = nn.Parameter(net.enc.embeddings.position_embeddings.weight[:LONGEST].detach().clone())

    def forward(self, words, kind):
        n, e = self.n, self.n.enc.embeddings
        x = words + e.token_type_embeddings(kind) + self.places[: words.size(1)].unsqueeze(0)
        x = e.LayerNorm(x)
        for layer in n.enc.encoder.layer:
            a = layer.attention.self
            heads = lambda t: t.view(t.size(0), t.size(1), 12, 32)  # noqa: E731
            q, k = heads(a.query(x)).transpose(1, 2), heads(a.key(x)).permute(0, 2, 3, 1)
            p = torch.softmax(torch.matmul(q, k) / 32**0.5, -1)
            c = torch.matmul(p, heads(a.value(x)).transpose(1, 2)).transpose(1, 2).contiguous()
            c = c.view(c.size(0), c.size(1), 384)
            x = layer.attention.output.LayerNorm(layer.attention.output.dense(c) + x)
            x = layer.output.LayerNorm(layer.output.dense(functional.gelu(layer.intermediate.dense(x))) + x)
        pooled = torch.cat([x[:, :1], x.mean(1, keepdim=True)], -1)  # three axes, so that all products are MatMul
        return n.out(torch.tanh(n.hidden(pooled)))[:, 0]


def main():
    checkpoint, backbone, out = sys.argv[1:4]
    out = Path(out)
    out.mkdir(parents=True, exist_ok=True)
    net = Net(backbone)
    net.load_state_dict(torch.load(checkpoint))
    net.eval()
    ids = torch.randint(1000, 20000, (1, 12))
    args = (net.enc.embeddings.word_embeddings(ids).detach(), torch.zeros_like(ids))
    raw = out / "stance.fp32.onnx"
    torch.onnx.export(
        Plain(net).eval(), args, str(raw), input_names=["words", "kind"], output_names=["logits"],
        dynamic_axes={"words": {1: "T"}, "kind": {1: "T"}}, opset_version=17, do_constant_folding=True, dynamo=False,
    )  # fmt: skip
    graph = onnx.load(str(raw)).graph
    keep = [x.name for x in graph.node if x.op_type == "MatMul" and "out/" in x.name]
    final = out / "stance.int8.onnx"
    quantize_dynamic(
        str(raw),
        str(final),
        per_channel=True,
        weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul"],
        nodes_to_exclude=keep,
    )
    raw.unlink()
    hashes = {final.name: hashlib.sha256(final.read_bytes()).hexdigest()}
    meta = {"labels": sorted(LABELS, key=LABELS.get), "temperature": 1.0, "longest": LONGEST, "sha256": hashes}
    (out / "stance.json").write_text(json.dumps(meta, indent=1) + "\n")
    print({p.name: round(p.stat().st_size / 1e6, 2) for p in sorted(out.iterdir())})


if __name__ == "__main__":
    main()
