"""Fine-tune a small cross-encoder: does a perspective support a claim, undermine it, or have nothing to do with it?

Reads PERSPECTRUM (Chen et al., NAACL 2019), one JSON object a line with ``split``, ``claim``, ``text``, ``stance3``.
Fits on the train split alone; the dev split chooses the epoch and fits the temperature; the test split is opened by
``evaluate.py`` only. Pairs of a perspective with the claim of another debate stand for "unrelated". Word embeddings
stay frozen, so that one file of them serves all networks of the program, which itself never loads torch or
transformers; this does.

    python training/stance/train.py DATA/perspectrum.jsonl.gz BACKBONE_DIR OUT.pt
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import time

import numpy as np
import torch
from torch import nn
from torch.nn import functional
from transformers import AutoTokenizer, BertModel

LABELS = {"SUPPORT": 0, "UNDERMINE": 1, "UNRELATED": 2}


class Net(nn.Module):
    """A BERT encoder, mean of its last layer beside [CLS], three outputs."""

    def __init__(self, backbone: str, layers: int = 6):
        super().__init__()
        self.enc = BertModel.from_pretrained(backbone, add_pooling_layer=False, attention_probs_dropout_prob=0.0)
        del self.enc.encoder.layer[layers:]
        self.enc.config.num_hidden_layers = layers
        width = self.enc.config.hidden_size
        self.drop = nn.Dropout(0.1)
        self.hidden = nn.Linear(2 * width, width)
        self.out = nn.Linear(width, len(LABELS))

    def forward(self, ids, mask, kind):
        h = self.enc(input_ids=ids, attention_mask=mask, token_type_ids=kind).last_hidden_state
        m = mask.unsqueeze(-1).to(h.dtype)
        mean = (h * m).sum(1) / m.sum(1)
        return self.out(self.drop(torch.tanh(self.hidden(self.drop(torch.cat([h[:, 0], mean], -1))))))


def read(path, split):
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [(r["claim"], r["text"].strip(), LABELS[r["stance3"]]) for r in rows if r["split"] == split]


def batch(tok, rows):
    e = tok(
        [c for c, _, _ in rows],
        [t for _, t, _ in rows],
        padding=True,
        truncation=True,
        max_length=96,
        return_tensors="pt",
    )
    return e["input_ids"], e["attention_mask"], e["token_type_ids"]


def with_unrelated(rows, rng, share):
    claims = sorted({c for c, _, _ in rows})
    extra = []
    for claim, text, _ in rng.sample(rows, int(len(rows) * share)):
        other = rng.choice(claims)
        if other != claim:
            extra.append((other, text, LABELS["UNRELATED"]))
    return rows + extra


def logits(net, tok, rows, size=64):
    net.eval()
    order = sorted(range(len(rows)), key=lambda i: len(rows[i][0]) + len(rows[i][1]))
    out = np.zeros((len(rows), len(LABELS)), np.float32)
    with torch.no_grad():
        for k in range(0, len(order), size):
            part = order[k : k + size]
            out[part] = net(*batch(tok, [rows[i] for i in part])).float().numpy()
    return out


def macro_f1(gold, pred):
    scores = []
    for c in (0, 1):
        tp = int(((gold == c) & (pred == c)).sum())
        scores.append(2 * tp / max(1, int((gold == c).sum()) + int((pred == c).sum())))
    return 100 * sum(scores) / 2


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("data")
    ap.add_argument("backbone")
    ap.add_argument("out")
    ap.add_argument("--epochs", type=int, default=4)
    ap.add_argument("--lr", type=float, default=1e-4)
    ap.add_argument("--size", type=int, default=32)
    ap.add_argument("--layers", type=int, default=6)
    ap.add_argument("--unrelated", type=float, default=0.15)
    ap.add_argument("--seed", type=int, default=0)
    a = ap.parse_args()
    torch.manual_seed(a.seed)
    torch.set_num_threads(1)
    rng = random.Random(a.seed)
    tok = AutoTokenizer.from_pretrained(a.backbone)
    train, dev = read(a.data, "train"), read(a.data, "dev")
    net = Net(a.backbone, a.layers)
    net.enc.embeddings.word_embeddings.weight.requires_grad_(False)
    head = [p for n, p in net.named_parameters() if not n.startswith("enc.")]
    body = [p for n, p in net.named_parameters() if n.startswith("enc.") and p.requires_grad]
    opt = torch.optim.AdamW([{"params": body, "lr": a.lr}, {"params": head, "lr": 5 * a.lr}], weight_decay=0.01)
    bases = [g["lr"] for g in opt.param_groups]
    gold = np.array([y for _, _, y in dev])
    best, step, total, started = (
        -1.0,
        0,
        a.epochs * (int(len(train) * (1 + a.unrelated)) // a.size),
        time.process_time(),
    )
    for epoch in range(a.epochs):
        rows = with_unrelated(train, rng, a.unrelated)
        rng.shuffle(rows)
        chunks = []
        for k in range(0, len(rows), a.size * 40):
            part = sorted(rows[k : k + a.size * 40], key=lambda r: len(r[0]) + len(r[1]))
            chunks += [part[i : i + a.size] for i in range(0, len(part), a.size)]
        rng.shuffle(chunks)
        net.train()
        loss_sum = 0.0
        for part in chunks:
            scale = min(1.0, (step + 1) / (0.1 * total)) * max(0.0, 1 - step / total)
            for g, b in zip(opt.param_groups, bases, strict=True):
                g["lr"] = b * scale
            loss = functional.cross_entropy(
                net(*batch(tok, part)), torch.tensor([y for _, _, y in part]), label_smoothing=0.05
            )
            opt.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            opt.step()
            loss_sum += float(loss)
            step += 1
            if step % 20 == 0:
                print(
                    epoch,
                    step,
                    total,
                    round(loss_sum / (step % len(chunks) or 1), 3),
                    round(time.process_time() - started),
                    "s",
                    flush=True,
                )
        f = macro_f1(gold, logits(net, tok, dev)[:, :2].argmax(1))
        print(f"epoch {epoch}: dev macro F1 {f:.1f}, {time.process_time() - started:.0f} CPU s", flush=True)
        if f > best:
            best = f
            torch.save(net.state_dict(), a.out)


if __name__ == "__main__":
    main()
