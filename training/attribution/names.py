"""Named entities of spaCy's DocBins ─▶ JSON lines, so that training needs no spaCy.

python names.py DATA/syntax OUT.jsonl.gz

A line holds ``set``, ``text``, ``entities`` [[start, end, label], …] and ``unknown`` [[start, end], …], the words
whose label the corpus does not give; offsets are characters.
"""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path

TRAIN, HELD = ("uner_train", "wikigold", "pol_third_fixed"), ("uner_dev", "uner_pud_news", "pol_dev_fixed")


def main(folder: Path, out: Path) -> None:
    import spacy
    from spacy.tokens import DocBin

    vocab = spacy.blank("en").vocab
    out.parent.mkdir(parents=True, exist_ok=True)
    with gzip.GzipFile(out, "wb", mtime=0) as file:
        for name in (*TRAIN, *HELD):
            for doc in DocBin().from_disk(folder / f"{name}.spacy").get_docs(vocab):
                line = {
                    "set": name,
                    "text": doc.text,
                    "entities": [[e.start_char, e.end_char, e.label_] for e in doc.ents],
                    "unknown": [[t.idx, t.idx + len(t)] for t in doc if not t.ent_iob],
                }
                file.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
