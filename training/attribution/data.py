"""Training examples: articles with attributions, and texts with named entities, cut into windows of word pieces."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import numpy as np
import spacy
from net import ENTITIES, TAGS
from spacy.tokens import Doc, DocBin
from tokenizers import Tokenizer

from kg.attribution.encoder_text import CLS, SEP, WINDOW, Pieces, pieces

ROLES = ("source", "cue", "content")
IGNORE = -100
PieceSpan = tuple[int, int]
Window = tuple["Example", int, int]


@dataclass
class Example:
    """A text with its labels, one a word piece; IGNORE where nothing is known."""

    name: str
    pieces: Pieces
    tags: np.ndarray
    entities: np.ndarray
    links: list[dict[str, list[PieceSpan]]] = field(default_factory=list)


def cut(tokenizer: Tokenizer, text: str) -> Pieces:
    encoded = tokenizer.encode(text, add_special_tokens=False)
    return pieces(text, encoded.ids, encoded.offsets, encoded.word_ids)


def articles(path: Path) -> Iterator[dict]:
    """Articles of a PolNeAR file: text, and attributions as character spans."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def polnear(path: Path, tokenizer: Tokenizer) -> list[Example]:
    """Articles with attributions."""
    examples = []
    for article in articles(path):
        some = cut(tokenizer, article["text"])
        links = [{r: [s for s in (some.span(*x) for x in a[r]) if s] for r in ROLES} for a in article["attributions"]]
        examples.append(Example(article["article"], some, _tags(len(some), links), np.full(len(some), IGNORE), links))
    return examples


def named(path: Path, tokenizer: Tokenizer) -> list[Example]:
    """Texts with named entities only."""
    examples = []
    for doc in docs(path):
        some = cut(tokenizer, doc.text)
        entities = np.full(len(some), IGNORE)
        _mark_entities(entities, some, doc)
        examples.append(Example(path.stem, some, np.full(len(some), IGNORE), entities))
    return examples


def docs(path: Path) -> Iterator[Doc]:
    yield from DocBin().from_disk(path).get_docs(spacy.blank("en").vocab)


def _tags(n: int, links: list[dict[str, list[PieceSpan]]]) -> np.ndarray:
    """BIO tags; where spans overlap a cue wins over a source, a source over content."""
    tags = np.zeros(n, np.int64)
    for role in ("content", "source", "cue"):
        begin = TAGS.index(f"B-{role}")
        for link in links:
            for first, last in link[role]:
                tags[first], tags[first + 1 : last] = begin, begin + 1
    for i in range(n):  # an I cut off from its B by another span begins anew
        if tags[i] and tags[i] % 2 == 0 and (i == 0 or tags[i - 1] not in (tags[i], tags[i] - 1)):
            tags[i] -= 1
    return tags


def _mark_entities(labels: np.ndarray, some: Pieces, doc: Doc) -> None:
    """Writes BIO labels; kinds we do not name are outside."""
    for token in doc:
        if token.ent_iob and (where := some.span(token.idx, token.idx + len(token))):
            labels[slice(*where)] = 0
    for entity in doc.ents:
        where = some.span(entity.start_char, entity.end_char)
        if where and entity.label_ in ENTITIES:
            begin = 2 * ENTITIES.index(entity.label_) + 1
            labels[where[0]], labels[where[0] + 1 : where[1]] = begin, begin + 1


def windows(example: Example, rng: Random, size: int = WINDOW) -> Iterator[Window]:
    """Cuts that end at sentences where they can; the first is of random length, so that every pass cuts otherwise."""
    n, sentence, first, room = len(example.pieces), example.pieces.sentence, 0, rng.randint(60, size)
    while first < n:
        last = min(first + room, n)
        room = size
        if last < n:
            near = [k for k in range(last, first + 40, -1) if sentence[k]]
            last = near[0] if near else last
        yield example, first, last
        first = last


def batches(examples: list[Example], size: int, rng: Random) -> list[list[Window]]:
    """One pass over *examples*: windows of like length together, in random order."""
    cuts = [w for e in examples for w in windows(e, rng)]
    rng.shuffle(cuts)
    out = []
    for i in range(0, len(cuts), size * 40):
        some = sorted(cuts[i : i + size * 40], key=lambda w: w[2] - w[1])
        out += [some[j : j + size] for j in range(0, len(some), size)]
    rng.shuffle(out)
    return out


def inputs(wins: list[Window]) -> dict[str, np.ndarray]:
    """A padded batch; ``mask`` is True on real pieces, [CLS] and [SEP]."""
    shape = len(wins), max(last - first for _, first, last in wins) + 2
    batch = {k: np.zeros(shape, np.int64) for k in ("ids", "case", "quote", "start")}
    batch["mask"] = np.zeros(shape, bool)
    for i, (example, first, last) in enumerate(wins):
        n = last - first
        for k in ("ids", "case", "quote", "start"):
            batch[k][i, 1 : n + 1] = getattr(example.pieces, k)[first:last]
        batch["ids"][i, 0], batch["ids"][i, n + 1] = CLS, SEP
        batch["mask"][i, : n + 2] = True
    return batch


def targets(wins: list[Window], of: str, length: int) -> np.ndarray:
    """Labels ``tags`` or ``entities`` of a padded batch."""
    out = np.full((len(wins), length), IGNORE)
    for i, (example, first, last) in enumerate(wins):
        out[i, 1 : last - first + 1] = getattr(example, of)[first:last]
    return out
