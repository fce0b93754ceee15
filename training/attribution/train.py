"""Fine-tunes the attribution encoder: tags and links on PolNeAR.

    python train.py --data DATA --out FOLDER [--init WEIGHTS] [--minutes M | --passes P]

Resumes from FOLDER/state.pt when that is there. Word vectors stay MiniLM's own. The learning rate falls to zero over
the budget; FOLDER/weights.safetensors is a moving average of the weights.
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path

import torch
from data import Example, Window, batches, inputs, polnear, targets
from net import LINK, Net, load, minilm
from safetensors.torch import save_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from kg.attribution.decode import pair_features

BATCH = 8  # windows a step
LINK_WEIGHT = 0.5
WARM_UP = 40  # steps
AVERAGE = 0.99  # decay of the moving average, a step
SAVE_EVERY = 300  # seconds


def link_loss(net: Net, vectors: Tensor, window: Window) -> Tensor | None:
    """Cross-entropy of each content's cue and of each cue's source (or none) among the gold spans of a window."""
    example, first, last = window
    cues, sources, contents = gold_links(example, first, last)
    if not cues:
        return None
    spans = [c for c, _ in cues]
    own = {i: k for k, (_, i) in enumerate(cues)}
    qc, qs, kc, ks, null = vectors.split([LINK, LINK, LINK, LINK, 1], -1)
    losses = []
    pairs = [(c, own[i]) for c, i in contents if i in own]
    if pairs and len(cues) > 1:
        others = [c for c, _ in pairs]
        scores = mean(qc, spans, first) @ mean(kc, others, first).T / LINK**0.5
        scores = scores + bias(net, "content", spans, others, example)
        losses.append(functional.cross_entropy(scores.T, torch.tensor([k for _, k in pairs])))
    scores = mean(null, spans, first)
    if sources:
        others = [s for s, _ in sources]
        some = mean(qs, spans, first) @ mean(ks, others, first).T / LINK**0.5
        scores = torch.cat([scores, some + bias(net, "source", spans, others, example)], 1)
    chances = functional.log_softmax(scores, 1)
    each = []
    for k, (_, i) in enumerate(cues):
        right = [j + 1 for j, (_, owners) in enumerate(sources) if i in owners]
        if right:
            each.append(-torch.logsumexp(chances[k, right], 0))
        elif not example.links[i]["source"]:
            each.append(-chances[k, 0])
    if each:
        losses.append(torch.stack(each).mean())
    return torch.stack(losses).sum() if losses else None


def gold_links(example: Example, first: int, last: int) -> tuple[list, list, list]:
    """Cues, sources (with the attributions that own them) and contents (cut at the window) inside a window."""
    cues, sources, contents = [], {}, []
    for i, link in enumerate(example.links):
        cues += [(c, i) for c in link["cue"] if len(link["cue"]) == 1 and c[0] >= first and c[1] <= last]
        for s in link["source"]:
            if s[0] >= first and s[1] <= last:
                sources.setdefault(s, set()).add(i)
        for s in link["content"]:
            part = max(s[0], first), min(s[1], last)
            if part[1] - part[0] >= min(3, s[1] - s[0]):
                contents.append((part, i))
    return cues, list(sources.items()), contents


def mean(vectors: Tensor, spans: list, first: int) -> Tensor:
    weights = torch.zeros(len(spans), len(vectors))
    for i, (s, e) in enumerate(spans):
        weights[i, s - first + 1 : e - first + 1] = 1 / (e - s)
    return weights @ vectors


def bias(net: Net, end: str, cues: list, others: list, example: Example) -> Tensor:
    found = torch.from_numpy(pair_features(cues, others, example.pieces.paragraph))
    side = found[..., 0]
    return sum(net.tabs[f"{end}_{k}"][side, found[..., n]] for n, k in enumerate(("dist", "par", "ncue"), 1))


def run(net: Net, wins: list[Window]) -> tuple[Tensor, Tensor]:
    batch = {k: torch.from_numpy(v) for k, v in inputs(wins).items()}
    mask = batch.pop("mask")
    return net(**batch, mask=None if mask.all() else mask[:, None, None, :])[:2]


def loss_of(net: Net, wins: list[Window]) -> Tensor:
    tags, vectors = run(net, wins)
    gold = torch.from_numpy(targets(wins, "tags", tags.shape[1]))
    loss = functional.cross_entropy(tags.flatten(0, 1), gold.flatten())
    links = [x for x in (link_loss(net, vectors[i], w) for i, w in enumerate(wins)) if x is not None]
    return loss + LINK_WEIGHT * torch.stack(links).mean() if links else loss


class Budget:
    """How much of the run is done, 0..1, by minutes of wall clock or by passes over the articles."""

    def __init__(self, minutes: float | None, passes: float, steps_a_pass: int, spent: float = 0.0) -> None:
        self.seconds, self.steps = minutes and minutes * 60, passes * steps_a_pass
        self.began = time.monotonic() - spent

    @property
    def spent(self) -> float:
        return time.monotonic() - self.began

    def done(self, step: int) -> float:
        return self.spent / self.seconds if self.seconds else step / self.steps


def optimiser(net: Net, rate: float, head_rate: float) -> torch.optim.AdamW:
    groups: dict[tuple[float, float], list] = {}
    for name, p in net.named_parameters():
        if p.requires_grad:
            inner = name.startswith(("layers", "norm", "places"))
            decay = 0.0 if name.endswith("bias") or "norm" in name or "tabs" in name else 0.01
            groups.setdefault((rate if inner else head_rate, decay), []).append(p)
    return torch.optim.AdamW(
        [{"params": ps, "lr": lr, "base": lr, "weight_decay": wd} for (lr, wd), ps in groups.items()],
        betas=(0.9, 0.98),
        eps=1e-6,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--init", type=Path, help="weights to go on from; else MiniLM's own")
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--minutes", type=float, help="wall clock; wins over --passes")
    parser.add_argument("--passes", type=float, default=6)
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)

    tokenizer = Tokenizer.from_file(str(args.tokenizer))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    news = polnear(args.data / "polnear" / "train.jsonl.gz", tokenizer)
    print(sum(len(e.pieces) for e in news), "pieces", flush=True)

    net = Net(args.dropout)
    net.load_state_dict(load(args.init) if args.init else minilm(), strict=False)
    for part in (net.words, net.entity1, net.entity2):
        part.requires_grad_(False)  # words are shared with MiniLM; entities.py trains the entity head
    opt = optimiser(net, args.rate, args.head_rate)
    average = {k: v.detach().clone() for k, v in net.named_parameters() if v.requires_grad}
    step, spent, saved = 0, 0.0, time.monotonic()
    if (args.out / "state.pt").exists():
        state = torch.load(args.out / "state.pt", weights_only=True)
        net.load_state_dict(state["net"])
        opt.load_state_dict(state["opt"])
        average, step, spent = state["average"], state["step"], state["spent"]
        rng.seed(args.seed + step)

    queue = batches(news, BATCH, rng)
    budget = Budget(args.minutes, args.passes, len(queue), spent)
    total, net = 0.0, net.train()
    while (done := budget.done(step)) < 1:
        for group in opt.param_groups:
            group["lr"] = group["base"] * min(1.0, (step + 1) / WARM_UP) * max(0.01, 1 - done)
        queue = queue or batches(news, BATCH, rng)
        loss = loss_of(net, queue.pop())
        loss.backward()
        nn.utils.clip_grad_norm_([p for p in net.parameters() if p.requires_grad], 1.0)
        opt.step()
        opt.zero_grad(set_to_none=True)
        step += 1
        total += loss.item()
        with torch.no_grad():
            for k, v in net.named_parameters():
                if v.requires_grad:
                    average[k].lerp_(v, 1 - min(AVERAGE, step / (step + 9)))
        if step % 20 == 0:
            print(f"step {step} done {done:.3f} loss {total / 20:.4f}", flush=True)
            total = 0.0
        if time.monotonic() - saved > SAVE_EVERY:
            save(args.out, net, opt, average, step, budget.spent)
            saved = time.monotonic()
    save(args.out, net, opt, average, step, budget.spent)


def save(out: Path, net: Net, opt: torch.optim.Optimizer, average: dict, step: int, spent: float) -> None:
    torch.save(
        {"net": net.state_dict(), "opt": opt.state_dict(), "average": average, "step": step, "spent": spent},
        out / "state.tmp",
    )
    (out / "state.tmp").rename(out / "state.pt")
    save_file({k: v.contiguous() for k, v in (net.state_dict() | average).items()}, out / "weights.tmp")
    (out / "weights.tmp").rename(out / "weights.safetensors")


if __name__ == "__main__":
    main()
