"""Hostile inputs with new dice for a bounded time: readers, extraction, and the graph of what was found.

    python -m tests.torture.fuzz SECONDS [SEED]

A fault ends it with the seed, which brings the same inputs back. Slow ones are faults too.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from kg import articles, engine
from kg.engine.clock import TimeUpError, alarm
from kg.errors import GraphError, ReadError
from kg.graph import article_lines, issues
from kg.model import Article
from kg.pipeline import Extractor, Settings
from tests.torture import hostile

_FILES = 10  # a round
_READ = 60.0  # seconds that reading a round may take
_LONGEST = 20_000  # characters of a text that is read out: the rest is cut off, so that many are


def main(seconds: float, seed: int) -> int:
    """Rounds until the time is up; 1 at the first fault."""
    scheme = issues.read(None)
    extract, iris = Extractor(Settings(issues=scheme)), {i.id: i.iri for i in scheme}
    ends, rounds, read = time.monotonic() + seconds, 0, 0
    while time.monotonic() < ends:
        folder = Path(tempfile.mkdtemp(prefix="kg-fuzz-"))
        try:
            hostile.write(folder, _FILES, seed=seed + rounds)
            for article in _articles(folder):
                read += 1
                _look(extract, article, iris)
                if time.monotonic() > ends:
                    break
        except (Exception, TimeUpError) as error:  # noqa: BLE001  # whatever it is, it is a fault
            print(f"seed {seed + rounds}: {type(error).__name__}: {str(error)[:300]}", file=sys.stderr)
            return 1
        finally:
            shutil.rmtree(folder)
        rounds += 1
    print(f"{rounds} rounds from seed {seed}: {read} articles were read out, no fault", file=sys.stderr)
    return 0


def _articles(folder: Path) -> list[Article]:
    with alarm(_READ):
        found = list(articles.read([str(folder)]))
    faults = [f for f in found if isinstance(f, ReadError) and "\n" in str(f)]
    assert not faults, faults[0]
    return [f for f in found if isinstance(f, Article)]


def _look(extract: Extractor, article: Article, iris: dict[str, str]) -> None:
    """Extraction ends in time, every place lies in the text, and the graph can be written or says why not."""
    if len(article.text) > _LONGEST:
        article = articles.from_text(article.text[:_LONGEST], article.name)
    found = engine.attempt(extract, article)
    assert not isinstance(found, ReadError), found
    for a in found.attributions:
        for span in (*a.content, *a.source, *a.cue):
            assert span.end <= len(article.text), (article.name, span)
    with suppress(GraphError):  # a text that RDF cannot carry is left out by name
        article_lines(found, iris)


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else random.randrange(10**9)))
