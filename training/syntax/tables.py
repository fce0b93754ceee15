"""Lemma exceptions learned from gold: what the rules of spacy-lookups-data get wrong.

python tables.py SYNTAX_DATA OUT
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from pathlib import Path

import spacy
from spacy.tokens import DocBin

CLOSED = {"AUX", "PRON", "DET", "PART", "ADP", "SCONJ", "CCONJ", "INTJ"}
NEVER = {"PROPN", "PUNCT", "SYM", "X", "NUM", "SPACE"}
SEEN, SHARE = 2, 0.8  # an open word's lemma is taken when seen so often and this share of the times


def main(data: Path, out: Path) -> None:
    nlp = spacy.blank("en")
    lemmatiser = nlp.add_pipe("lemmatizer", config={"mode": "rule", "overwrite": True})
    lemmatiser.initialize()
    counts: dict[tuple[str, str], Counter] = defaultdict(Counter)
    for name in ("ewt_train", "gum_train_open"):
        for doc in DocBin().from_disk(data / f"{name}.spacy").get_docs(nlp.vocab):
            for token in doc:
                counts[token.lower_, token.pos_][token.lemma_] += 1
    table = lemmatiser.lookups.get_table("lemma_exc")
    for (word, pos), lemmas in counts.items():
        (lemma, n), total = lemmas.most_common(1)[0], lemmas.total()
        if pos not in NEVER and (pos in CLOSED or (total >= SEEN and n / total > SHARE)):
            table.setdefault(pos.lower(), {})
            table[pos.lower()][word] = [lemma]
    lemmatiser.to_disk(out, exclude=["vocab"])


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
