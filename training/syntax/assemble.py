"""Trained parts ─▶ the pipeline that ships; its last component names entities by the attribution encoder.

python assemble.py BEFORE NEWS TABLES OUT

The weights lie between those of the stage before the news and those after it.
"""

from __future__ import annotations

import sys
from itertools import chain
from pathlib import Path

import spacy
from spacy.strings import StringStore

import kg.spacy_component  # noqa: F401 -- registers kg_entities

DESCRIPTION = "English for kg: UD syntax (EWT, GUM's open genres), lemmas by rule, entities by the attribution encoder"


NEWS = 0.7  # share of the weights after the news; all of them cost sentences and fronted participles


def between(before: spacy.Language, after: spacy.Language) -> spacy.Language:
    """*after*, its weights drawn towards those of *before*."""
    for name in after.pipe_names:
        pairs = zip(before.get_pipe(name).model.walk(), after.get_pipe(name).model.walk(), strict=True)
        for old, new in pairs:
            for key in (k for k in new.param_names if new.has_param(k)):
                new.set_param(key, (1 - NEWS) * old.get_param(key) + NEWS * new.get_param(key))
    return after


def main(before: Path, news: Path, tables: Path, out: Path) -> None:
    nlp = between(spacy.load(before), spacy.load(news))
    lemmatiser = nlp.add_pipe("lemmatizer", config={"mode": "rule", "overwrite": True})
    lemmatiser.from_disk(tables, exclude=["vocab"])
    nlp.add_pipe("kg_entities")
    nlp.meta.update(
        name="kg", version="0.3.0", license="CC BY-SA 4.0", description=DESCRIPTION, author="the kg authors"
    )
    for name in nlp.config["paths"]:  # nobody else's folders
        nlp.config["paths"][name] = None
    nlp.meta.pop("performance", None)  # of a stage; the card has the whole
    nlp.to_disk(out)
    StringStore(strings(nlp)).to_disk(out / "vocab" / "strings.json")


def strings(nlp: spacy.Language) -> list[str]:
    """What the parts give as answers; the words of the treebanks, which training leaves behind, are nobody's need."""
    found = {label for name in ("tagger", "parser") for label in nlp.get_pipe(name).labels}
    for label in nlp.get_pipe("morphologizer").labels:
        features = label.split("|")
        found.update(features, chain.from_iterable(f.split("=") for f in features))
        found.add("|".join(f for f in features if not f.startswith("POS=")))
    return sorted(found - {""})


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:5]))
