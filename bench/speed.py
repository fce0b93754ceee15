"""How fast articles are read out, against what bounds it from above: spaCy's blank tokeniser and the bare network.

    python -m bench.speed [FOLDER_OF_TEXTS] [--processes ARTICLES]

All stages run over the same texts one after the other, in this process, and count its CPU-seconds; the median of three
rounds. With --processes that many articles are read out by one process and by two, in seconds on the clock, models
loaded before the clock starts to count for neither.
"""

from __future__ import annotations

import argparse
import itertools
import statistics
import time
from functools import partial
from pathlib import Path

from bench import corpus
from kg import articles, attribution, engine
from kg.engine import codec
from kg.graph import issues
from kg.pipeline import Extractor, Settings

ROUNDS = 3


def rates(folder: Path) -> list[tuple[str, float]]:
    """Words a CPU-second for each stage."""
    import spacy

    found = [a for a in articles.read([str(folder)]) if not isinstance(a, Exception)]
    words = sum(len(a.text.split()) for a in found)
    blank, encoder = spacy.blank("en"), attribution.load_encoder()
    extract = Extractor(Settings(issues=issues.read(None)))
    pieces = [encoder.pieces(a.text) for a in found]
    stages = {
        "spaCy's blank tokeniser": lambda a, _: blank(a.text),
        "read the file's text": lambda a, _: articles.from_text(a.text, a.name),
        "the network's forward pass": lambda _, p: encoder.windows(p),
        "all of kg extract": lambda a, _: codec.findings_bytes(extract(a)),
    }
    times: dict[str, list[float]] = {name: [] for name in stages}
    for (name, stage), _ in itertools.product(stages.items(), range(ROUNDS)):
        began = time.process_time()
        for article, piece in zip(found, pieces, strict=True):
            stage(article, piece)
        times[name].append(time.process_time() - began)
    return [(name, words / statistics.median(t)) for name, t in times.items()]


def on_the_clock(jobs: int, items: list) -> float:
    """Seconds from the first result to the last."""
    make = partial(Extractor, Settings(issues=issues.read(None)))
    results = engine.run(items, make, jobs=jobs)
    for _ in range(jobs):
        next(results)
    began = time.monotonic()
    rest = sum(1 for _ in results)
    return (time.monotonic() - began) / rest


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, nargs="?", default=corpus.ROOT / "seeds")
    parser.add_argument("--processes", type=int, default=0, metavar="ARTICLES")
    given = parser.parse_args()
    found = rates(given.folder)
    forward = dict(found)["the network's forward pass"]
    print(f"{'stage':30}{'words/s':>10}{'of the forward pass':>22}")
    for name, rate in found:
        print(f"{name:30}{rate:10,.0f}{rate / forward:22.2f}")
    if given.processes:
        texts = [
            articles.from_text(corpus.exchanged(seed.text, change), name)
            for name, seed, change in corpus.variants(given.processes)
        ]
        one, two = on_the_clock(1, texts), on_the_clock(2, texts)
        print(f"seconds an article: {one:.2f} in one process, {two:.2f} in two: {one / two:.2f} times as fast")


if __name__ == "__main__":
    main()
