"""Trained parts ─▶ the pipeline that ships; its last component names entities by the attribution encoder.

python assemble.py SYNTAX TABLES OUT
"""

from __future__ import annotations

import sys
from pathlib import Path

import spacy

import kg.spacy_component  # noqa: F401 -- registers kg_entities

DESCRIPTION = "English for kg: UD syntax (EWT, GUM's open genres), lemmas by rule, entities by the attribution encoder"


def main(syntax: Path, tables: Path, out: Path) -> None:
    nlp = spacy.load(syntax)
    lemmatiser = nlp.add_pipe("lemmatizer", config={"mode": "rule", "overwrite": True})
    lemmatiser.from_disk(tables, exclude=["vocab"])
    nlp.add_pipe("kg_entities")
    nlp.meta.update(
        name="kg", version="0.2.0", license="CC BY-SA 4.0", description=DESCRIPTION, author="the kg authors"
    )
    for name in nlp.config["paths"]:  # nobody else's folders
        nlp.config["paths"][name] = None
    nlp.meta.pop("performance", None)  # of a stage; the card has the whole
    nlp.to_disk(out)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
