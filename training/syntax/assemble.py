"""Trained parts ─▶ the pipeline that ships.

python assemble.py SYNTAX NAMES TABLES OUT
"""

from __future__ import annotations

import sys
from pathlib import Path

import spacy

DESCRIPTION = "English for kg: UD syntax (EWT, GUM's open genres), lemmas by rule, entities (UNER, WikiGold, PolNeAR)"


def main(syntax: Path, names: Path, tables: Path, out: Path) -> None:
    nlp, recogniser = spacy.load(syntax), spacy.load(names)
    if "ner" in recogniser.get_pipe("tok2vec").listening_components:
        recogniser.replace_listeners("tok2vec", "ner", ["model.tok2vec"])
    lemmatiser = nlp.add_pipe("lemmatizer", config={"mode": "rule", "overwrite": True})
    lemmatiser.from_disk(tables, exclude=["vocab"])
    nlp.add_pipe("ner", source=recogniser)
    nlp.meta.update(
        name="kg", version="0.1.0", license="CC BY-SA 4.0", description=DESCRIPTION, author="the kg authors"
    )
    for name in nlp.config["paths"]:  # nobody else's folders
        nlp.config["paths"][name] = None
    nlp.meta.pop("performance", None)  # of a stage; the card has the whole
    nlp.to_disk(out)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:5]))
