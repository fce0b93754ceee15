"""Training examples: articles with attributions, and texts with named entities, cut into windows of word pieces."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import numpy as np
from net import ENTITIES, TAGS
from tokenizers import Tokenizer

from kg.attribution.encoder_text import CLS, SEP, WINDOW, Pieces, pieces

ROLES = ("source", "cue", "content")
IGNORE = -100
GROUP = 1200  # characters after which a training text of sentences is full
STYLES = ("“”", '""', "‘’")  # of double quotation marks; the last is British
_MARKS = re.compile(r"[“”\"]")
PieceSpan = tuple[int, int]
Window = tuple["Example", int, int]


@dataclass
class Example:
    """A text with its labels, one a word piece; IGNORE where nothing is known.

    ``soft`` holds what the teachers say: probabilities of "tags" and "entities", one row a piece.
    """

    name: str
    pieces: Pieces
    tags: np.ndarray
    entities: np.ndarray
    links: list[dict[str, list[PieceSpan]]] = field(default_factory=list)
    soft: dict[str, np.ndarray] = field(default_factory=dict)


def cut(tokenizer: Tokenizer, text: str) -> Pieces:
    encoded = tokenizer.encode(text, add_special_tokens=False)
    return pieces(text, encoded.ids, encoded.offsets, encoded.word_ids)


def articles(path: Path) -> Iterator[dict]:
    """Articles of a PolNeAR file: text, and attributions as character spans."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def restyled(text: str, style: str) -> str:
    """The text with its double quotation marks in another style; every offset stays."""
    seen: dict[int, bool] = {}  # whether a mark of the paragraph is open

    def mark(match: re.Match[str]) -> str:
        if match[0] != '"':
            return style[match[0] == "”"]
        paragraph = text.rfind("\n", 0, match.start())
        seen[paragraph] = not seen.get(paragraph, False)
        return style[not seen[paragraph]]

    return _MARKS.sub(mark, text)


def polnear(path: Path, tokenizer: Tokenizer, style: str | None = None) -> list[Example]:
    """Articles with attributions, with marks as they are or all in one style."""
    examples = []
    for article in articles(path):
        some = cut(tokenizer, restyled(article["text"], style) if style else article["text"])
        links = [{r: [s for s in (some.span(*x) for x in a[r]) if s] for r in ROLES} for a in article["attributions"]]
        examples.append(Example(article["article"], some, _tags(len(some), links), np.full(len(some), IGNORE), links))
    return examples


def named(path: Path, tokenizer: Tokenizer, *sets: str) -> list[Example]:
    """Texts of a file of ``names.py``, with named entities only; neighbours of a set together, up to GROUP."""
    examples: list[Example] = []
    group: list[dict] = []
    for line in _lines(path, sets):
        if group and (line["set"] != group[0]["set"] or sum(len(x["text"]) for x in group) > GROUP):
            examples.append(_named(group, tokenizer))
            group = []
        group.append(line)
    return [*examples, _named(group, tokenizer)] if group else examples


def _named(group: list[dict], tokenizer: Tokenizer) -> Example:
    text, labels, unknown = "", [], []
    for line in group:
        at = len(text) + (1 if text else 0)
        text = f"{text} {line['text']}" if text else line["text"]
        labels += [(s + at, e + at, label) for s, e, label in line["entities"]]
        unknown += [(s + at, e + at) for s, e in line["unknown"]]
    some = cut(tokenizer, text)
    entities = np.zeros(len(some), np.int64)
    for s, e, label in labels:
        where = some.span(s, e)
        if where and label in ENTITIES:
            begin = 2 * ENTITIES.index(label) + 1
            entities[where[0]], entities[where[0] + 1 : where[1]] = begin, begin + 1
    for s, e in unknown:
        if where := some.span(s, e):
            entities[slice(*where)] = IGNORE
    return Example(group[0]["set"], some, np.full(len(some), IGNORE), entities)


def _lines(path: Path, sets: Sequence[str]) -> Iterator[dict]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from (x for x in map(json.loads, lines) if x["set"] in sets)


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


def windows(example: Example, rng: Random, size: int = WINDOW) -> Iterator[Window]:
    """Cuts that end at sentences where they can; the first is of random length, so that every pass cuts otherwise."""
    n, sentence, first, room = len(example.pieces), example.pieces.sentence, 0, rng.randint(size // 4, size)
    while first < n:
        last = min(first + room, n)
        room = size
        if last < n:
            near = [k for k in range(last, first + 40, -1) if sentence[k]]
            last = near[0] if near else last
        yield example, first, last
        first = last


def batches(examples: list[Example], size: int, rng: Random, window: int = WINDOW) -> list[list[Window]]:
    """One pass over *examples*: windows of like length together, in random order."""
    cuts = [w for e in examples for w in windows(e, rng, window)]
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


def soft_targets(wins: list[Window], of: str, width: int, length: int) -> np.ndarray:
    """The teachers' probabilities of a padded batch, (windows, length, width); nothing where they say nothing."""
    out = np.zeros((len(wins), length, width), np.float32)
    for i, (example, first, last) in enumerate(wins):
        if of in example.soft:
            out[i, 1 : last - first + 1] = example.soft[of][first:last]
    return out
