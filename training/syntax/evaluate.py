"""Scores a pipeline on raw text, tokens matched by their characters.

    python evaluate.py MODEL SYNTAX_DATA SET...

TAG, lemma (case ignored), UAS and LAS (punctuation left out) and sentence F1; entities where the set has them.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import spacy
from spacy.tokens import Doc, DocBin


def sentences(doc: Doc) -> set[tuple[int, int]]:
    words = ([t for t in s if not t.is_space] for s in doc.sents)
    return {(w[0].idx, w[-1].idx + len(w[-1])) for w in words if w}


def syntax(gold: Doc, found: Doc, sums: Counter) -> None:
    at = {(t.idx, t.idx + len(t)): t for t in found}
    a, b = sentences(gold), sentences(found)
    sums["gold sentences"] += len(a)
    sums["found sentences"] += len(b)
    sums["same sentences"] += len(a & b)
    for t in gold:
        if t.is_space:
            continue
        q = at.get((t.idx, t.idx + len(t)))
        sums["words"] += 1
        sums["TAG"] += q is not None and q.tag_ == t.tag_
        sums["lemma"] += q is not None and q.lemma_.lower() == t.lemma_.lower()
        if t.dep_ == "punct":
            continue
        headed = q is not None and q.head.idx == t.head.idx and (q.head.i == q.i) == (t.head.i == t.i)
        sums["arcs"] += 1
        sums["UAS"] += headed
        sums["LAS"] += headed and q.dep_ == t.dep_


def entities(gold: Doc, found: Doc, sums: Counter) -> None:
    a, b = ({(e.start_char, e.end_char, e.label_) for e in d.ents} for d in (gold, found))
    for kind, some in (("gold", a), ("found", b), ("same", a & b)):
        sums.update((kind, label) for _, _, label in some)


def main(model: str, data: Path, names: list[str]) -> None:
    nlp = spacy.load(model)
    for name in names:
        sums: Counter = Counter()
        gold = list(DocBin().from_disk(data / f"{name}.spacy").get_docs(nlp.vocab))
        for g, found in zip(gold, nlp.pipe(d.text for d in gold), strict=True):
            if g.has_annotation("DEP"):
                syntax(g, found, sums)
            entities(g, found, sums)
        if sums["words"]:
            line = [f"{k} {100 * sums[k] / sums['words']:.1f}" for k in ("TAG", "lemma")]
            line += [f"{k} {100 * sums[k] / sums['arcs']:.1f}" for k in ("UAS", "LAS")]
            line.append(
                f"sentence {200 * sums['same sentences'] / (sums['gold sentences'] + sums['found sentences']):.1f}"
            )
            print(name, *line)
        for label in sorted(k[1] for k in sums if k[0] == "gold"):
            f1 = 200 * sums["same", label] / (sums["gold", label] + sums["found", label])
            print(name, label, f"{f1:.1f}")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])
