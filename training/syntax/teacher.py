"""A teacher for the pipeline: the attribution encoder, fine-tuned to tag as the treebanks do.

    python teacher.py SYNTAX_DATA WEIGHTS TOKENIZER OUT [PASSES]

Far too slow to ship, it reads news that nobody has annotated (silver.py), from which the pipeline learns. WEIGHTS are
the encoder's (safetensors); OUT gets teacher.pt.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import spacy
import torch
from spacy.tokens import Doc, DocBin, Token
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

sys.path.append(str(Path(__file__).parents[1] / "attribution"))
from net import HIDDEN, Net, load, minilm

from kg.attribution.encoder_text import CLS, SEP, Pieces, pieces

SETS = "ewt_train", "gum_train_open"
WINDOW, PIECES = 200, 2000  # word pieces of a window, about, and of a batch
RATE, HEAD_RATE, WARM_UP = 2e-4, 2e-3, 20
READ, FROZEN = (3, 4, 5, 6), 3  # the layers that are read; the lower ones, which stay as they are
FEATURES = "ids", "case", "quote", "start"
IGNORE = -100


@dataclass
class Example:
    """A run of a text's tokens, white space left out; ``words`` are their numbers in the Doc."""

    words: np.ndarray
    ids: dict[str, np.ndarray]  # one a word piece, with [CLS] and [SEP]
    ends: np.ndarray  # (n, 2) first and last word piece of each word
    tag: np.ndarray
    morph: np.ndarray


class Labels:
    """What is predicted: fine tags, and parts of speech with their features."""

    def __init__(self, tag: list[str], morph: list[str]) -> None:
        self.tag, self.morph = tag, morph

    @classmethod
    def of(cls, docs: list[Doc]) -> Labels:
        tokens = [t for d in docs for t in d if not t.is_space]
        return cls(sorted({t.tag_ for t in tokens}), sorted({morph(t) for t in tokens}))


def morph(token: Token) -> str:
    return f"{token.pos_} {token.morph}"


class Teacher(nn.Module):
    """The encoder with two taggers; of its layers the upper ones learn."""

    def __init__(self, labels: Labels) -> None:
        super().__init__()
        self.body, width = Net(), len(READ) * HIDDEN
        for part in (self.body.words, self.body.places, self.body.norm, *self.body.layers[:FROZEN]):
            part.requires_grad_(False)
        for feature in (self.body.case, self.body.quote, self.body.start):
            feature.requires_grad_(False)
        self.drop = nn.Dropout(0.2)
        self.tag, self.morph = nn.Linear(width, len(labels.tag)), nn.Linear(width, len(labels.morph))

    def forward(self, batch: dict[str, Tensor]) -> tuple[Tensor, Tensor]:
        """Tag and part of speech of every word, as logits."""
        body = self.body
        x = (
            body.words(batch["ids"])
            + body.case(batch["case"])
            + body.quote(batch["quote"])
            + body.start(batch["start"])
        )
        layers = body.encode(x, batch["mask"][:, None, None, :])
        x = torch.cat([layers[i] for i in READ], -1)
        rows = torch.arange(len(x))[:, None]
        x = self.drop((x[rows, batch["ends"][..., 0]] + x[rows, batch["ends"][..., 1]]) / 2)
        return self.tag(x), self.morph(x)


def examples(doc: Doc, tokenizer: Tokenizer, labels: Labels) -> Iterator[Example]:
    """*doc* in windows that end with a word, with a sentence where that is known."""
    encoded = tokenizer.encode(doc.text, add_special_tokens=False)
    some = pieces(doc.text, encoded.ids, encoded.offsets, encoded.word_ids)
    known = doc.has_annotation("SENT_START")
    run: list[tuple[Token, int, int]] = []
    for token in doc:
        span = None if token.is_space else some.span(token.idx, token.idx + len(token))
        if span is None:
            continue
        long = span[1] - run[0][1] if run else 0
        if long > 2 * WINDOW or (long > WINDOW and (token.is_sent_start or not known)):
            yield _example(run, some, labels)
            run = []
        run.append((token, *span))
    if run:
        yield _example(run, some, labels)


def _example(run: list[tuple[Token, int, int]], some: Pieces, labels: Labels) -> Example:
    words, spans = [r[0] for r in run], np.array([r[1:] for r in run])
    first, last = spans[0, 0], spans[:, 1].max()
    ids = {k: np.r_[0, getattr(some, k)[first:last], 0] for k in FEATURES}
    ids["ids"][0], ids["ids"][-1] = CLS, SEP
    tag, morphs = ({x: i for i, x in enumerate(of)} for of in (labels.tag, labels.morph))
    return Example(
        np.array([t.i for t in words]),
        ids,
        spans - (first, first + 1) + 1,
        np.array([tag.get(t.tag_, IGNORE) for t in words]),
        np.array([morphs.get(morph(t), IGNORE) for t in words]),
    )


def batches(some: list[Example]) -> list[list[Example]]:
    """Neighbours together, so that a batch padded to its longest has PIECES at most."""
    out: list[list[Example]] = []
    for e in some:
        if not out or max(len(x.ids["ids"]) for x in (*out[-1], e)) * (len(out[-1]) + 1) > PIECES:
            out.append([])
        out[-1].append(e)
    return out


def batch_of(some: list[Example]) -> dict[str, Tensor]:
    """One padded batch; ``mask`` is True on real word pieces."""
    long, wide = max(len(e.ids["ids"]) for e in some), max(len(e.words) for e in some)
    out = {k: np.zeros((len(some), long), np.int64) for k in (*FEATURES, "mask")}
    out |= {k: np.full((len(some), wide), IGNORE) for k in ("tag", "morph")}
    out["ends"] = np.zeros((len(some), wide, 2), np.int64)
    for i, e in enumerate(some):
        for k, v in e.ids.items():
            out[k][i, : len(v)] = v
        out["mask"][i, : len(e.ids["ids"])] = 1
        for k in ("tag", "morph", "ends"):
            out[k][i, : len(e.words)] = getattr(e, k)
    batch = {k: torch.from_numpy(v) for k, v in out.items()}
    return batch | {"mask": batch["mask"].bool()}


def loss_of(net: Teacher, batch: dict[str, Tensor]) -> Tensor:
    parts = zip(net(batch), (batch["tag"], batch["morph"]), strict=True)
    return sum(functional.cross_entropy(x.float().flatten(0, 1), y.flatten(), ignore_index=IGNORE) for x, y in parts)


@torch.no_grad()
def read(net: Teacher, some: list[Example]) -> list[tuple[np.ndarray, np.ndarray]]:
    """Log-probabilities of tag and part of speech of every word of every example."""
    with torch.autocast("cpu", torch.bfloat16):
        found = [x.float().log_softmax(-1) for x in net(batch_of(some))]
    return [(found[0][i, : len(e.words)].numpy(), found[1][i, : len(e.words)].numpy()) for i, e in enumerate(some)]


def scores(net: Teacher, some: list[Example]) -> str:
    same, words = np.zeros(2), 0
    for batch in batches(sorted(some, key=lambda e: len(e.ids["ids"]))):
        for e, (tag, morphs) in zip(batch, read(net, batch), strict=True):
            same += (tag.argmax(1) == e.tag).sum(), (morphs.argmax(1) == e.morph).sum()
            words += len(e.words)
    return f"TAG {100 * same[0] / words:.2f} morph {100 * same[1] / words:.2f}"


def train(net: Teacher, some: list[Example], passes: float, rng: random.Random) -> None:
    inner = [p for k, p in net.named_parameters() if k.startswith("body") and p.requires_grad]
    outer = [p for k, p in net.named_parameters() if not k.startswith("body")]
    opt = torch.optim.AdamW([{"params": inner, "base": RATE}, {"params": outer, "base": HEAD_RATE}], weight_decay=0.01)
    queue: list[list[Example]] = []
    step, total, began = 0, 1, time.monotonic()
    net.train()
    while step < total:
        if not queue:
            queue = batches(sorted(rng.sample(some, len(some)), key=lambda e: len(e.ids["ids"]) // 8))
            rng.shuffle(queue)
            total = int(passes * len(queue))
        for group in opt.param_groups:
            group["lr"] = group["base"] * min((step + 1) / WARM_UP, 1 - step / total)
        with torch.autocast("cpu", torch.bfloat16):
            loss = loss_of(net, batch_of(queue.pop()))
        loss.backward()
        nn.utils.clip_grad_norm_([*inner, *outer], 1.0)
        opt.step()
        opt.zero_grad(set_to_none=True)
        if step % 20 == 0:
            print(f"{step}/{total} loss {loss.item():.3f} {time.monotonic() - began:.0f} s", flush=True)
        step += 1
    net.eval()


def docs(folder: Path, *names: str) -> list[Doc]:
    vocab = spacy.blank("en").vocab
    return [d for n in names for d in DocBin().from_disk(folder / f"{n}.spacy").get_docs(vocab)]


def open_tokenizer(path: Path) -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def main(data: Path, weights: Path, tokens: Path, out: Path, passes: float = 2) -> None:
    torch.set_num_threads(1)
    torch.manual_seed(0)
    tokenizer, gold = open_tokenizer(tokens), docs(data, *SETS)
    labels = Labels.of(gold)
    net = Teacher(labels)
    net.body.load_state_dict(minilm() | load(weights), strict=False)
    some = [e for d in gold for e in examples(d, tokenizer, labels)]
    held = {n: [e for d in docs(data, n) for e in examples(d, tokenizer, labels)] for n in ("gum_dev", "ewt_dev")}
    print(len(some), "windows", flush=True)
    train(net, some, passes, random.Random(0))
    for name, h in held.items():
        print(name, scores(net, h), flush=True)
    out.mkdir(parents=True, exist_ok=True)
    torch.save({"labels": vars(labels), "net": net.state_dict()}, out / "teacher.pt")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:5]), *map(float, sys.argv[5:]))
