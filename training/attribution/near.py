"""MiniLM with half its layers, taught to say of a text what the whole one says; all that is asked for meaning is short.

    python near.py DATA OUT.safetensors --tokenizer TOKENIZER [--layers 3] [--passes 10]

Starts from the first, third and last layer of MiniLM (after Sanh et al. 2019, who take every second) and is fitted by
AdamW to the whole one's unit vectors: to each text's cosine with its own, and to the cosines of the texts of a batch
with one another. The texts are sentences and stretches of sentences of PolNeAR's train split, and claims and
perspectives of PERSPECTRUM's. Every tenth article is held out and gives the figures that are printed.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import time
from pathlib import Path

import numpy as np
import torch
from gist import texts
from net import LAYERS, Net, minilm
from safetensors.torch import save_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.attention import SDPBackend, sdpa_kernel

from kg.attribution.encoder_text import CLS, SEP

LONGEST, TOKENS, RATE, TEXTS = 80, 2048, 3e-4, 130


class Short(nn.Module):
    """Some layers of MiniLM; word vectors are looked up outside and stay as they are."""

    def __init__(self, layers: int) -> None:
        super().__init__()
        self.net = Net(dropout=0.0)
        weights = minilm()
        kept = [round(i * (LAYERS - 1) / max(1, layers - 1)) for i in range(layers)]
        self.net.load_state_dict(weights, strict=False)
        self.net.layers = nn.ModuleList(self.net.layers[i] for i in kept)
        self.net.words.weight.requires_grad_(False)

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        return mean(self.net, ids, mask)


def mean(net: Net, ids: Tensor, mask: Tensor) -> Tensor:
    """Unit-length mean over the pieces, the marks at both ends included."""
    last = net.encode(net.words(ids), mask[:, None, None].bool())[-1].float()
    return functional.normalize((last * mask[..., None]).sum(1), dim=-1)


def corpus(data: Path) -> list[tuple[bool, str]]:
    """Texts, and whether each is held out."""
    rng, found = random.Random(5), []
    with gzip.open(data / "polnear" / "train.jsonl.gz", "rt", encoding="utf-8") as file:
        for k, line in enumerate(file):
            found += [(k % 10 == 0, t) for t in texts(json.loads(line)["text"], rng, TEXTS)]
    with gzip.open(data / "stance" / "perspectrum.jsonl.gz", "rt", encoding="utf-8") as file:
        rows = [row for row in map(json.loads, file) if row["split"] == "train"]
    return found + [(False, t) for t in sorted({t for row in rows for t in (row["claim"], row["text"].strip())})]


def batches(pieces: list[list[int]], rng: random.Random) -> list[list[int]]:
    """Rows of about as many pieces a batch, texts of like length together."""
    order = sorted(range(len(pieces)), key=lambda i: (len(pieces[i]), rng.random()))
    found: list[list[int]] = [[]]
    for i in order:
        if (len(found[-1]) + 1) * len(pieces[i]) > TOKENS:
            found.append([])
        found[-1].append(i)
    rng.shuffle(found)
    return found


def padded(pieces: list[list[int]]) -> tuple[Tensor, Tensor]:
    longest = max(map(len, pieces))
    ids = torch.tensor([p + [0] * (longest - len(p)) for p in pieces])
    return ids, torch.tensor([[1.0] * len(p) + [0.0] * (longest - len(p)) for p in pieces])


def told(net: nn.Module, pieces: list[list[int]]) -> Tensor:
    """The vectors of all texts."""
    out = torch.zeros(len(pieces), 384)
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for rows in batches(pieces, random.Random(0)):
            out[rows] = net(*padded([pieces[i] for i in rows])).float()
    return out


def fit(short: Short, pieces: list[list[int]], wanted: Tensor, passes: int, log) -> None:
    rng = random.Random(7)
    trained = [p for p in short.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(trained, lr=RATE, weight_decay=0.01, betas=(0.9, 0.98))
    plan = [rows for _ in range(passes) for rows in batches(pieces, rng)]
    for step, rows in enumerate(plan):
        for group in optimizer.param_groups:
            group["lr"] = RATE * min(1.0, (step + 1) / 200) * (1 - step / len(plan))
        with torch.autocast("cpu", torch.bfloat16), sdpa_kernel(SDPBackend.MATH):  # a third faster on texts this short
            said = short(*padded([pieces[i] for i in rows]))
        goal = wanted[rows]
        loss = (1 - (said * goal).sum(1)).mean() + 4 * ((said @ said.T - goal @ goal.T) ** 2).mean()
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(trained, 1.0)
        optimizer.step()
        if step % 200 == 0:
            log(step, len(plan), loss.item())


def cut(some: list[str], tokenizer: str) -> list[list[int]]:
    """The word pieces of texts, marks at both ends."""
    pieces = Tokenizer.from_file(tokenizer)
    pieces.no_truncation()
    pieces.no_padding()
    return [[CLS, *e.ids[:LONGEST], SEP] for e in pieces.encode_batch(some, add_special_tokens=False)]


def wanted_of(pieces: list[list[int]], kept: Path) -> Tensor:
    """What the whole MiniLM says of the texts; kept beside the weights, since it takes as long as the training."""
    if not kept.exists() or len(np.load(kept, mmap_mode="r")) != len(pieces):
        whole = Net(dropout=0.0).eval()
        whole.load_state_dict(minilm(), strict=False)
        np.save(kept, told(lambda ids, mask: mean(whole, ids, mask), pieces).numpy())
    return torch.from_numpy(np.load(kept))


def report(said: np.ndarray, wanted: np.ndarray) -> None:
    a, b = np.random.default_rng(1).integers(0, len(said), (2, 60_000))
    true, guessed = (wanted[a] * wanted[b]).sum(1), (said[a] * said[b]).sum(1)
    print("held out: cosine with MiniLM", round(float((said * wanted).sum(1).mean()), 3))
    print("similarities of pairs: correlation", round(float(np.corrcoef(true, guessed)[0, 1]), 3), end=", ")
    print("error", round(float((guessed - true).std()), 3), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--tokenizer", required=True)
    parser.add_argument("--layers", type=int, default=3)
    parser.add_argument("--passes", type=int, default=10)
    given = parser.parse_args()
    torch.manual_seed(0)
    torch.set_num_threads(1)
    began = time.monotonic()

    def log(step: int, steps: int, loss: float) -> None:
        print(step, steps, round(loss, 4), round(time.monotonic() - began), "s", flush=True)

    found = corpus(given.data)
    pieces = cut([text for _, text in found], given.tokenizer)
    wanted = wanted_of(pieces, given.out.with_suffix(".wanted.npy"))
    log(0, len(found), 0)
    held = [i for i, (out, _) in enumerate(found) if out]
    rest = [i for i, (out, _) in enumerate(found) if not out]
    short = Short(given.layers)
    fit(short, [pieces[i] for i in rest], wanted[rest], given.passes, log)
    save_file({k: v for k, v in short.net.state_dict().items() if not k.startswith("words")}, given.out)
    report(told(short.eval(), [pieces[i] for i in held]).numpy(), wanted[held].numpy())


if __name__ == "__main__":
    main()
