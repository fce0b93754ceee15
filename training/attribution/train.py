"""Fine-tunes the attribution encoder: tags and links on PolNeAR, named entities on gold and repaired silver.

    python train.py --data DATA --names NAMES.jsonl.gz --tokenizer TOKENIZER --out FOLDER [--minutes M | --passes P]

Resumes from FOLDER/state.pt when that is there. Word vectors stay MiniLM's own. The learning rate falls to zero over
the budget; FOLDER/weights.safetensors is a moving average of the weights.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

import links
import numpy as np
import torch
from data import IGNORE, STYLES, Example, Window, batches, inputs, named, polnear, soft_targets, targets
from names import TRAIN
from net import Net, load, minilm
from safetensors.torch import save_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

WARM_UP = 60  # steps
AVERAGE = 0.995  # decay of the moving average, a step
SAVE_EVERY = 300  # seconds
FOLDS = 5  # teachers; each leaves out a fifth of the articles
RESTYLED = 0.3  # share of articles whose quotation marks are changed


@dataclass(frozen=True)
class Recipe:
    """What may be varied; the defaults made the shipped weights."""

    batch: int = 16  # windows a step
    window: int = 510  # word pieces, at most
    rate: float = 1.5e-4
    head_rate: float = 1e-3
    dropout: float = 0.12
    link_weight: float = 0.5
    name_weight: float = 0.5
    smoothing: float = 0.05  # of the labels
    trust: float = 0.35  # in the teachers, against the annotator
    other_weight: float = 0.25  # of what teachers say of texts without gold
    decay: float = 0.01


@dataclass
class Corpus:
    """What is trained on: articles, the same in other styles of quotation marks, and texts with entities."""

    news: list[Example]
    styles: list[list[Example]]
    names: list[Example]

    @classmethod
    def read(cls, news: Path, names: Path, tokenizer: Tokenizer) -> Corpus:
        return cls(
            polnear(news, tokenizer),
            [polnear(news, tokenizer, style) for style in STYLES],
            list(chain.from_iterable(named(names, tokenizer, name) for name in TRAIN)),
        )

    def without(self, fold: int) -> Corpus:
        """For the teacher that shall be asked about the articles of *fold*."""

        def kept(some: list[Example]) -> list[Example]:
            return [e for i, e in enumerate(some) if i % FOLDS != fold]

        return Corpus(kept(self.news), [kept(s) for s in self.styles], self.names)

    def hear(self, path: Path) -> None:
        """Gives every example what the teachers say of it; another style of marks has the same pieces."""
        said = np.load(path)
        for some, of in ((self.news, "news"), *((s, "news") for s in self.styles), (self.names, "names")):
            at = 0
            for example in some:
                upto = at + len(example.pieces)
                example.soft = {k.split()[1]: said[k][at:upto] for k in said.files if k.split()[0] == of}
                at = upto


class Queue:
    """Batches of windows without end: a pass over the examples, then another, cut and restyled otherwise.

    Args:
        examples: as they are.
        styles: the same examples with other quotation marks; RESTYLED of a pass are taken from these.
    """

    def __init__(
        self, examples: list[Example], recipe: Recipe, rng: random.Random, styles: Sequence[list[Example]] = ()
    ) -> None:
        self.examples, self.styles, self.recipe, self.rng = examples, styles, recipe, rng
        self.waiting: list[list[Window]] = []

    def a_pass(self) -> int:
        """Batches a pass, about."""
        self.waiting = self.waiting or self._cut()
        return len(self.waiting)

    def pop(self) -> list[Window]:
        self.waiting = self.waiting or self._cut()
        return self.waiting.pop()

    def _cut(self) -> list[list[Window]]:
        some = self.examples
        if self.styles:
            some = [self.rng.choice(self.styles)[i] if self.rng.random() < RESTYLED else e for i, e in enumerate(some)]
        return batches(some, self.recipe.batch, self.rng, self.recipe.window)


def run(net: Net, wins: list[Window], device: torch.device) -> tuple[Tensor, Tensor, Tensor]:
    batch = {k: torch.from_numpy(v).to(device, non_blocking=True) for k, v in inputs(wins).items()}
    mask = batch.pop("mask")
    return net(**batch, mask=None if bool(mask.all()) else mask[:, None, None, :])


def labelled(logits: Tensor, wins: list[Window], of: str, recipe: Recipe) -> Tensor:
    """Cross-entropy with the gold labels, mixed with what the teachers say."""
    wanted = torch.from_numpy(targets(wins, of, logits.shape[1])).to(logits.device).flatten()
    rows = functional.log_softmax(logits.float().flatten(0, 1), 1)
    hard = functional.cross_entropy(rows, wanted, ignore_index=IGNORE, label_smoothing=recipe.smoothing)
    taught = softly(logits, wins, of)
    return hard if taught is None else (1 - recipe.trust) * hard + recipe.trust * taught


def softly(logits: Tensor, wins: list[Window], of: str) -> Tensor | None:
    """Cross-entropy with the teachers' probabilities, where there are any."""
    said = torch.from_numpy(soft_targets(wins, of, logits.shape[2], logits.shape[1])).to(logits.device)
    known = said.sum()
    if not bool(known):
        return None
    return -(said * functional.log_softmax(logits.float(), 2)).sum() / known


def loss_of(net: Net, news: list[Window], names: list[Window], recipe: Recipe, device: torch.device) -> Tensor:
    """Of one batch of articles and one of texts with entities; each teaches the other task by its teachers only."""
    tags, vectors, entities = run(net, news, device)
    total = labelled(tags, news, "tags", recipe)
    total = total + recipe.link_weight * links.loss(net, vectors, links.gold(news, tags.shape[1]).to(device))
    taught = [softly(entities, news, "entities")]
    if names:
        tags, _, entities = run(net, names, device)
        total = total + recipe.name_weight * labelled(entities, names, "entities", recipe)
        taught.append(softly(tags, names, "tags"))
    return total + recipe.other_weight * sum(x for x in taught if x is not None)


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


def optimiser(net: Net, recipe: Recipe) -> torch.optim.AdamW:
    groups: dict[tuple[float, float], list] = {}
    for name, p in net.named_parameters():
        if p.requires_grad:
            inner = name.startswith(("layers", "norm", "places"))
            decay = 0.0 if name.endswith("bias") or "norm" in name or "tabs" in name else recipe.decay
            groups.setdefault((recipe.rate if inner else recipe.head_rate, decay), []).append(p)
    return torch.optim.AdamW(
        [{"params": ps, "lr": lr, "base": lr, "weight_decay": wd} for (lr, wd), ps in groups.items()],
        betas=(0.9, 0.98),
        eps=1e-6,
    )


@dataclass
class Run:
    """A training run: the network, its optimiser, and the moving average of its weights."""

    net: Net
    opt: torch.optim.AdamW
    average: dict[str, Tensor] = field(default_factory=dict)
    step: int = 0
    spent: float = 0.0

    @classmethod
    def begin(cls, init: dict[str, Tensor], recipe: Recipe, device: torch.device) -> Run:
        net = Net(recipe.dropout)
        net.load_state_dict(init, strict=False)
        net.words.requires_grad_(False)  # shared with MiniLM
        net.to(device)
        average = {k: v.detach().clone() for k, v in net.named_parameters() if v.requires_grad}
        return cls(net, optimiser(net, recipe), average)

    def resume(self, path: Path) -> None:
        state = torch.load(path, weights_only=True)
        self.net.load_state_dict(state["net"])
        self.opt.load_state_dict(state["opt"])
        self.average, self.step, self.spent = state["average"], state["step"], state["spent"]

    def advance(self, loss: Tensor, rate: float) -> None:
        """One step at *rate* of the full learning rate."""
        for group in self.opt.param_groups:
            group["lr"] = group["base"] * min(1.0, (self.step + 1) / WARM_UP) * max(0.01, rate)
        loss.backward()
        nn.utils.clip_grad_norm_([p for p in self.net.parameters() if p.requires_grad], 1.0)
        self.opt.step()
        self.opt.zero_grad(set_to_none=True)
        self.step += 1
        with torch.no_grad():
            for k, v in self.net.named_parameters():
                if v.requires_grad:
                    self.average[k].lerp_(v, 1 - min(AVERAGE, self.step / (self.step + 9)))

    def weights(self) -> dict[str, Tensor]:
        """The averaged weights."""
        return {k: v.detach().cpu().contiguous() for k, v in (self.net.state_dict() | self.average).items()}

    def save(self, out: Path, spent: float) -> None:
        state = {"net": self.net.state_dict(), "opt": self.opt.state_dict(), "average": self.average}
        torch.save({**state, "step": self.step, "spent": spent}, out / "state.tmp")
        (out / "state.tmp").rename(out / "state.pt")
        save_file(self.weights(), out / "weights.tmp")
        (out / "weights.tmp").rename(out / "weights.safetensors")


def train(run: Run, news: Queue, names: Queue | None, recipe: Recipe, budget: Budget, out: Path | None) -> None:
    """Until the budget is spent; half precision where the device has it."""
    device = next(run.net.parameters()).device
    total, saved = torch.zeros((), device=device), time.monotonic()
    run.net.train()
    while (done := budget.done(run.step)) < 1:
        with torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda"):
            loss = loss_of(run.net, news.pop(), names.pop() if names else [], recipe, device)
        run.advance(loss, 1 - done)
        total += loss.detach()
        if run.step % 50 == 0:
            print(f"step {run.step} done {done:.3f} loss {total.item() / 50:.4f}", flush=True)
            total.zero_()
        if out and time.monotonic() - saved > SAVE_EVERY:
            run.save(out, budget.spent)
            saved = time.monotonic()
    run.net.eval()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("data", "names", "tokenizer", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--leave-out", type=int, help=f"a teacher: every {FOLDS}th article from this on is left out")
    parser.add_argument("--soft", type=Path, help="what the teachers say, from soften.py")
    parser.add_argument("--init", type=Path, help="weights to go on from; else MiniLM's own")
    parser.add_argument("--minutes", type=float, help="wall clock; wins over --passes")
    parser.add_argument("--passes", type=float, default=12)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    torch.set_num_threads(1)
    torch.manual_seed(args.seed)

    tokenizer = Tokenizer.from_file(str(args.tokenizer))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    corpus = Corpus.read(args.data / "polnear" / "train.jsonl.gz", args.names, tokenizer)
    if args.leave_out is not None:
        corpus = corpus.without(args.leave_out)
    if args.soft:
        corpus.hear(args.soft)

    recipe = Recipe()
    run = Run.begin(load(args.init) if args.init else minilm(), recipe, device)
    if (args.out / "state.pt").exists():
        run.resume(args.out / "state.pt")
    rng = random.Random(args.seed + run.step)
    news, names = Queue(corpus.news, recipe, rng, corpus.styles), Queue(corpus.names, recipe, rng)
    budget = Budget(args.minutes, args.passes, news.a_pass(), run.spent)
    train(run, news, names, recipe, budget, args.out)
    run.save(args.out, budget.spent)


if __name__ == "__main__":
    main()
