"""How fast the attribution encoder reads: the bare network, the whole of ``encode``, and the meaning of sentences.

    python -m bench.encoder [FOLDER_OF_TEXTS]

Words (white space) a CPU-second, on one thread; the median of three runs over all texts.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from kg.attribution.encoder import Encoder, load_encoder
from kg.attribution.encoder_text import windows


def rate(work: Callable[[], object], words: int) -> int:
    """Words a CPU-second."""
    times = []
    for _ in range(3):
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return round(words / statistics.median(times))


def main(folder: Path) -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]
    words = sum(len(text.split()) for text in texts)
    began = time.process_time()
    encoder: Encoder = load_encoder()
    print(f"load {time.process_time() - began:.2f} CPU-s; {len(texts)} texts, {words} words")
    cut = [encoder.pieces(text) for text in texts]
    print("windows", sum(len(windows(some.sentence)) for some in cut))
    print("network alone", rate(lambda: [encoder.windows(some) for some in cut], words), "words/CPU-s")
    print("encode", rate(lambda: [encoder.encode(text) for text in texts], words), "words/CPU-s")
    sentences = [line for text in texts for line in text.splitlines() if line.strip()]
    print("meaning of paragraphs", rate(lambda: encoder.meaning(sentences), words), "words/CPU-s")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("seeds"))
