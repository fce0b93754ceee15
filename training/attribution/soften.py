"""What the teachers say of the training texts: softer, and more consistent, than one annotator.

    python soften.py WEIGHTS... --data DATA --names NAMES.jsonl.gz --tokenizer TOKENIZER --out SOFT.npz

Of an article's tags only the teacher is asked that has not seen it (cross-fitting); of entities in articles and of tags
in the other texts, all are.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch
from net import Net, load, minilm
from tokenizers import Tokenizer
from train import FOLDS, Corpus, Recipe

from kg.attribution import decode
from kg.attribution.encoder_text import OVERLAP, Pieces, feed, windows


@torch.no_grad()
def said(net: Net, some: Pieces) -> tuple[np.ndarray, np.ndarray]:
    """Log-probabilities of tags and of entities, one row a piece."""
    device, seen = next(net.parameters()).device, []
    for first, last in windows(some.sentence, Recipe.window, OVERLAP):
        inputs = {k: torch.from_numpy(v).to(device) for k, v in feed(some, first, last).items()}
        tags, links, entities = (x[0, 1:-1].float().cpu().numpy() for x in net(**inputs))
        seen.append(decode.Window(first, last, tags, entities, links))
    return decode.joined(len(some), seen, "tags"), decode.joined(len(some), seen, "entities")


def soften(nets: list[Net], corpus: Corpus) -> dict[str, np.ndarray]:
    """Probabilities of all pieces, end to end: "news tags", "news entities", "names tags"."""
    out: dict[str, list[np.ndarray]] = {"news tags": [], "news entities": [], "names tags": []}
    for i, example in enumerate(corpus.news):
        answers = [said(net, example.pieces) for net in nets]
        out["news tags"].append(np.exp(answers[i % FOLDS][0]))
        out["news entities"].append(np.mean([np.exp(e) for _, e in answers], 0))
    for example in corpus.names:
        out["names tags"].append(np.mean([np.exp(said(net, example.pieces)[0]) for net in nets], 0))
    return {k: np.concatenate(v).astype(np.float16) for k, v in out.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path, nargs=FOLDS, help="of the teachers that left out 0, 1, 2, …")
    for name in ("data", "names", "tokenizer", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    args = parser.parse_args()
    tokenizer = Tokenizer.from_file(str(args.tokenizer))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    nets = []
    for path in args.weights:
        net = Net()
        net.load_state_dict(minilm() | load(path), strict=False)
        nets.append(net.eval())
    corpus = Corpus.read(args.data / "polnear" / "train.jsonl.gz", args.names, tokenizer)
    np.savez_compressed(args.out, **soften(nets, corpus))


if __name__ == "__main__":
    main()
