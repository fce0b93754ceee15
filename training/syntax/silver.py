"""News that nobody has annotated, tagged by teacher and pipeline together, for the pipeline to learn from.

    python silver.py TEACHER.pt TOKENIZER PIPELINE NEWS.jsonl.gz OUT.spacy

Together they are far better than either: one reads on, the other sees how words are written.

Docs of one to six paragraphs with tags, parts of speech and their features; trees they have none.
"""

from __future__ import annotations

import gzip
import json
import random
import re
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import numpy as np
import spacy
import torch
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from teacher import Labels, Teacher, batches, examples, open_tokenizer, read
from tokenizers import Tokenizer

PARAGRAPHS = 6
EVERY = 2  # articles: one in so many is read
TRUST = 1.5  # in the teacher, against the pipeline
_BREAK = re.compile(r"\n\s*\n|\n")


def texts(path: Path, rng: random.Random) -> Iterator[str]:
    """The articles, cut at paragraphs."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for text in (json.loads(line)["text"] for line in islice(lines, 0, None, EVERY)):
            ends, first = [m.end() for m in _BREAK.finditer(text)], 0
            while first < len(text):
                later = [e for e in ends if e > first]
                last = (later[: rng.randint(1, PARAGRAPHS)] or [len(text)])[-1]
                if part := text[first:last].strip():
                    yield part
                first = last


def log_softmax(scores: np.ndarray) -> np.ndarray:
    scores = scores - scores.max(1, keepdims=True)
    return scores - np.log(np.exp(scores).sum(1, keepdims=True))


class Pipeline:
    """What the pipeline trained so far says, in the teacher's order of labels."""

    def __init__(self, nlp: Language, labels: Labels) -> None:
        self.layers, self.tagger, self.morphologizer = map(nlp.get_pipe, ("tok2vec", "tagger", "morphologizer"))
        tags, morphs = list(self.tagger.labels), []
        for label in self.morphologizer.labels:
            features = label.split("|")
            pos = next((f.removeprefix("POS=") for f in features if f.startswith("POS=")), "")
            morphs.append(pos + " " + "|".join(f for f in features if not f.startswith("POS=")))
        self.orders = [tags.index(x) for x in labels.tag], [morphs.index(x) for x in labels.morph]

    def scores(self, doc: Doc) -> list[np.ndarray]:
        """Log-probabilities of the tags, and of the parts of speech, of every token."""
        doc = self.layers(doc)
        parts = zip((self.tagger, self.morphologizer), self.orders, strict=True)
        return [log_softmax(part.model.predict([doc])[0])[:, order] for part, order in parts]


def write(doc: Doc, words: np.ndarray, tags: np.ndarray, morphs: np.ndarray, labels: Labels) -> None:
    for i, tag, morph in zip(words, tags, morphs, strict=True):
        token = doc[int(i)]
        token.tag_ = labels.tag[tag]
        token.pos_, features = labels.morph[morph].split(" ")
        token.set_morph(features)


def tagged(net: Teacher, labels: Labels, docs: list[Doc], pipeline: Pipeline, tokenizer: Tokenizer) -> None:
    """Writes into *docs* what teacher and pipeline say together."""
    some = [(doc, e) for doc in docs for e in examples(doc, tokenizer, labels)]
    some.sort(key=lambda pair: len(pair[1].ids["ids"]))
    owner = {id(e): doc for doc, e in some}
    said = {id(doc): pipeline.scores(doc) for doc in docs}
    for batch in batches([e for _, e in some]):
        for e, answers in zip(batch, read(net, batch), strict=True):
            doc = owner[id(e)]
            both = zip(answers, said[id(doc)], strict=True)
            write(doc, e.words, *((TRUST * a + b[e.words]).argmax(1) for a, b in both), labels)
    for doc in docs:
        for token in doc:
            if token.is_space:
                token.tag_, token.pos_ = "_SP", "SPACE"


def main(weights: Path, tokens: Path, trained: Path, news: Path, out: Path) -> None:
    torch.set_num_threads(1)
    state = torch.load(weights, weights_only=True)
    labels = Labels(**state["labels"])
    net = Teacher(labels)
    net.load_state_dict(state["net"])
    nlp, tokenizer = spacy.load(trained), open_tokenizer(tokens)
    docs = [nlp.make_doc(text) for text in texts(news, random.Random(0))]
    tagged(net.eval(), labels, docs, Pipeline(nlp, labels), tokenizer)
    DocBin(attrs=["TAG", "POS", "MORPH"], docs=docs).to_disk(out)
    print(len(docs), "docs,", sum(map(len, docs)), "tokens")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:6]))
