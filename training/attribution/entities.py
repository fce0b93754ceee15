"""Trains the entity head on the finished encoder, which stays as it is: features once, then a small network over them.

python entities.py --data DATA --weights WEIGHTS --tokenizer TOKENIZER --out WEIGHTS
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import torch
from data import Example, docs, inputs, named, targets, windows
from net import ENTITIES, NAMED, Net, load
from safetensors.torch import save_file
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from kg.attribution.decode import bio_spans, log_softmax

PASSES, BATCH, RATE = 4, 256, 1e-3


def features(net: Net, examples: list[Example], rng: random.Random) -> tuple[Tensor, Tensor]:
    """The layers that entities are read from (half precision), and the labels, of all pieces that have one."""
    rows, labels = [], []
    cuts = sorted((w for e in examples for w in windows(e, rng)), key=lambda w: w[2] - w[1])
    for i in range(0, len(cuts), 8):
        batch = {k: torch.from_numpy(v) for k, v in inputs(cuts[i : i + 8]).items()}
        mask = batch.pop("mask")
        with torch.no_grad():
            layers = net.encode(**batch, mask=mask[:, None, None, :], depth=max(NAMED))
        gold = torch.from_numpy(targets(cuts[i : i + 8], "entities", mask.shape[1]))
        known = gold >= 0
        rows.append(torch.cat([layers[k] for k in NAMED], -1)[known].half())
        labels.append(gold[known])
    return torch.cat(rows), torch.cat(labels)


def train(net: Net, rows: Tensor, labels: Tensor) -> None:
    head = [*net.entity1.parameters(), *net.entity2.parameters()]
    opt = torch.optim.AdamW(head, lr=RATE, weight_decay=0.02)
    steps, step = PASSES * (len(rows) // BATCH + 1), 0
    net.train()
    for number in range(PASSES):
        total = 0.0
        for some in torch.randperm(len(rows)).split(BATCH):
            for group in opt.param_groups:
                group["lr"] = RATE * (1 - step / steps)
            x = net.drop(rows[some].float())
            answers = net.entity2(net.drop(functional.gelu(net.entity1(x))))
            loss = functional.cross_entropy(answers, labels[some])
            opt.zero_grad()
            loss.backward()
            opt.step()
            step += 1
            total += loss.item() * len(some)
        print(f"pass {number} loss {total / len(rows):.4f}", flush=True)
    net.eval()


def evaluate(net: Net, path: Path, tokenizer: Tokenizer) -> str:
    """F1 of exact spans, a label each."""
    counts = {label: [0, 0, 0] for label in ENTITIES}
    for example, doc in zip(named(path, tokenizer), docs(path), strict=True):
        found = set()
        for first in range(0, len(example.pieces), 254):
            last = min(first + 254, len(example.pieces))
            batch = {k: torch.from_numpy(v) for k, v in inputs([(example, first, last)]).items() if k != "mask"}
            with torch.no_grad():
                scores = log_softmax(net.named(net.encode(**batch, depth=max(NAMED)))[0, 1:-1].numpy())
            for kind, a, b in bio_spans(scores, example.pieces.word[first:last]):
                where = example.pieces.offsets[first:last]
                found.add((int(where[a, 0]), int(where[b - 1, 1]), ENTITIES[kind]))
        gold = {(e.start_char, e.end_char, e.label_) for e in doc.ents}
        for label, count in counts.items():
            f, g = ({x for x in s if x[2] == label} for s in (found, gold))
            count[0] += len(f & g)
            count[1] += len(f)
            count[2] += len(g)
    return ", ".join(f"{label} {200 * a / max(b + c, 1):.1f}" for label, (a, b, c) in counts.items() if c)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("data", "weights", "tokenizer", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    args = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(0)
    rng = random.Random(0)
    tokenizer = Tokenizer.from_file(str(args.tokenizer))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    net = Net()
    net.load_state_dict(load(args.weights), strict=False)
    net.eval()
    syntax = args.data / "syntax"
    gold = named(syntax / "uner_train.spacy", tokenizer) + named(syntax / "wikigold.spacy", tokenizer)
    rows, labels = features(net, [e for e in gold if (e.entities > 0).any()], rng)
    print(len(rows), "pieces", flush=True)
    train(net, rows, labels)
    save_file({k: v.contiguous() for k, v in net.state_dict().items()}, args.out)
    for name in ("uner_dev", "uner_pud_news"):
        print(name, evaluate(net, syntax / f"{name}.spacy", tokenizer), flush=True)


if __name__ == "__main__":
    main()
