"""The graphs that no single article decides: actors and outlets, quotes, utterances, the plain triples, links.

Each triple stands in exactly one graph, so that counting over their union counts right in every engine.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import kg
from kg.graph.differences import Across
from kg.graph.figures import Figures
from kg.graph.iris import BASE, Iris
from kg.graph.lines import Lines, Sink
from kg.graph.quotes import Quotes
from kg.graph.terms import iri, string
from kg.graph.vocab import KG
from kg.graph.voices import ACTOR, OUTLET, QUOTE, Voices
from kg.graph.write import LABEL, TYPE
from kg.model import Collection, Findings


@dataclass(frozen=True, slots=True)
class Run:
    """What made the graph: no clock, so that the same inputs give the same bytes.

    Attributes:
        models: ``name@sha256`` of each model.
        settings: a text that stands for all settings (their hash, say).
    """

    software: str = kg.__version__
    models: tuple[str, ...] = ()
    settings: str = ""


def shared_lines(
    findings: Iterable[Findings],
    collection: Collection,
    issues: Mapping[str, str],
    base: str = BASE,
    run: Run | None = None,
) -> list[str]:
    """The N-Quads lines of all shared graphs, sorted, each once; *findings* is read once.

    Args:
        findings: of every article of the collection.
        collection: what is known across them.
        issues: issue id → IRI.
        base: where the data's IRIs begin.
        run: what made the findings.
    """
    found: list[str] = []
    writer = SharedWriter(issues, Iris(base), lambda _, lines: found.extend(lines))
    for one in findings:
        writer.read(one)
    writer.finish(Across.of(collection), run or Run())
    return sorted(set(found))


class SharedWriter:
    """Gathers what the shared graphs need, article by article, and writes at the end what is not as it was.

    Args:
        issues: issue id → IRI.
        iris: names of nodes.
        sink: takes the subjects whose lines may have changed, in any order; where there was nothing, all.
        db: what was gathered before, and is kept; None for a fresh start in memory.
    """

    def __init__(self, issues: Mapping[str, str], iris: Iris, sink: Sink, db: sqlite3.Connection | None = None) -> None:
        db = db or sqlite3.connect(":memory:", isolation_level=None)
        self._out, self._voices = Lines(iris, sink, db), Voices(db, iris)
        self._figures = Figures(self._out, self._voices, issues)
        self._quotes = Quotes(self._out, self._voices, issues)

    def read(self, findings: Findings) -> None:
        """Takes in one article, in place of what it was before."""
        self._voices.put(findings)

    def remove(self, article: str) -> None:
        """Forgets one article, by its id."""
        self._voices.remove(article)

    def articles(self) -> list[str]:
        """The ids of the articles that were taken in."""
        return list(self._voices.articles())

    def finish(self, across: Across, run: Run) -> None:
        """Writes what only the whole collection tells.

        Utterances that no quote is a version of any more are left to who keeps the lines: they follow their quotes.
        """
        touched = self._voices.touched
        actors = {s[len(ACTOR) :] for s in touched if s.startswith(ACTOR)} | self._figures.held(across)
        self._figures.links(across, actors)
        for subject in (s for s in touched if s.startswith(OUTLET)):
            self._figures.outlet(subject)
        quotes = {s[len(QUOTE) :] for s in touched if s.startswith(QUOTE)} | self._quotes.echoes(across)
        self._quotes.quotes(quotes, across)
        self._copies(across)
        self._metadata(run)

    def _copies(self, across: Across) -> None:
        lines = {}
        for copies in across.copies:
            days = ((self._voices.day(a), a) for a in copies)
            known = sorted((day, self._out.iris.article(a)) for day, a in days if day is not None)
            for _, copy in known[1:]:
                lines[iri(copy)] = [self._out.line("links", iri(copy), f"<{KG.copyOf}>", iri(known[0][1]))]
        self._out.remember("copies", lines)

    def _metadata(self, run: Run) -> None:
        node = iri(self._out.iris.run(run.software, *run.models, run.settings))
        told = [
            (TYPE, f"<{KG.ExtractionRun}>"),
            (LABEL, string(f"kg {run.software}")),
            (f"<{KG.softwareVersion}>", string(run.software)),
            *((f"<{KG.model}>", string(model)) for model in run.models),
            *([(f"<{KG.configSha256}>", string(run.settings))] if run.settings else []),
        ]
        self._out.remember("run", {node: [self._out.line("metadata", node, *one) for one in told]})
        for article in self._voices.pages:
            graph = iri(self._out.iris.graph(article))
            told = [
                (TYPE, f"<{KG.ArticleGraph}>"),
                (LABEL, string(f"Graph of {article}")),
                (f"<{KG.extractedFrom}>", iri(self._out.iris.article(article))),
                (f"<{KG.generatedBy}>", node),
            ]
            is_there = self._voices.day(article) is not None
            self._out.sink(graph, [self._out.line("metadata", graph, *one) for one in told] if is_there else [])
