"""The shipped pipeline's strings: every answer can be spelled out, and no word of the treebanks is stored."""

from __future__ import annotations

import json

import spacy
from spacy.symbols import IDS

from kg.document.load import SHIPPED


def _answers() -> set[str]:
    nlp = spacy.load(SHIPPED, exclude=["kg_entities"])
    answers = {label for name in ("tagger", "parser") for label in nlp.get_pipe(name).labels}
    for label in nlp.get_pipe("morphologizer").labels:
        answers.update(part for feature in label.split("|") for part in (feature, *feature.split("=")))
        answers.add("|".join(f for f in label.split("|") if not f.startswith("POS=")))
    return answers - {""}


def test_only_the_names_of_answers_are_stored() -> None:
    stored = set(json.loads((SHIPPED / "vocab" / "strings.json").read_text(encoding="utf-8")))
    assert stored == _answers() - set(IDS)  # spaCy's own are always known
