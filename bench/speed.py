"""How fast articles are read out, against what bounds it from above: spaCy's blank tokeniser and the bare network.

    python -m bench.speed [FOLDER_OF_TEXTS]

All stages run over the same texts one after the other, in this process, and count its CPU-seconds; the median of three
rounds. "Without the syntax pipeline" is handed Docs that were parsed before its clock started, as the figure that is
known of Citron leaves its parser out. What a second process gives is measured by :mod:`bench.processes`.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from bench import corpus
from kg import articles, attribution, engine
from kg.engine import codec
from kg.graph import issues
from kg.pipeline import Extractor, Settings

ROUNDS = 3
FORWARD, WHOLE, BESIDE = "the network's forward pass", "all of kg extract", "without the syntax pipeline"
CITRON = 2_500  # words/s on one thread, parser left out; published, on another machine


class Parsed:
    """Stands in for a spaCy pipeline: hands out Docs that it has made before."""

    def __init__(self, nlp) -> None:
        self._nlp, self._docs = nlp, {}
        self.pipe_names = nlp.pipe_names

    def pipe(self, texts: Iterable[str], **options) -> Iterator:
        for text in texts:
            if text not in self._docs:
                (self._docs[text],) = self._nlp.pipe([text], **options)
            yield self._docs[text]


def extractors() -> tuple[Extractor, Extractor]:
    """One as it is, and one that finds its articles parsed from the second time on."""
    settings = Settings(issues=issues.read(None))
    whole, beside = Extractor(settings), Extractor(settings)
    beside._nlp = Parsed(beside._nlp)  # noqa: SLF001  (there is no other way in)
    return whole, beside


def rates(folder: Path) -> list[tuple[str, float]]:
    """Words a CPU-second for each stage."""
    import spacy

    found = [a for a in articles.read([str(folder)]) if not isinstance(a, Exception)]
    words = sum(len(a.text.split()) for a in found)
    blank, encoder = spacy.blank("en"), attribution.load_encoder()
    whole, beside = extractors()
    pieces = [encoder.pieces(a.text) for a in found]
    for article in found:
        beside(article)
    engine.keep_loaded()  # as kg extract and the workers do
    stages = {
        "spaCy's blank tokeniser": lambda a, _: blank(a.text),
        "read the file's text": lambda a, _: articles.from_text(a.text, a.name),
        FORWARD: lambda _, p: encoder.windows(p),
        WHOLE: lambda a, _: codec.findings_bytes(whole(a)),
        BESIDE: lambda a, _: codec.findings_bytes(beside(a)),
    }
    times: dict[str, list[float]] = {name: [] for name in stages}
    for _ in range(ROUNDS):  # all stages in each round: what else the machine does falls on all of them
        for name, stage in stages.items():
            began = time.process_time()
            for article, piece in zip(found, pieces, strict=True):
                stage(article, piece)
            times[name].append(time.process_time() - began)
    return [(name, words / statistics.median(t)) for name, t in times.items()]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, nargs="?", default=corpus.ROOT / "seeds")
    found = rates(parser.parse_args().folder)
    forward = dict(found)[FORWARD]
    print(f"{'stage':30}{'words/s':>10}{'of the forward pass':>22}")
    for name, rate in found:
        print(f"{name:30}{rate:10,.0f}{rate / forward:22.2f}")
    print(f"{'Citron, likewise':30}{CITRON:10,}   published, other machine")


if __name__ == "__main__":
    main()
