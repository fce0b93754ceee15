"""What follows extraction, at any number of articles: memory and time of each stage, with stand-in findings.

python -m bench.after COUNT [--names-only]
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from functools import partial
from pathlib import Path

from bench import corpus
from bench.standin import Renamed
from kg import actors, engine, graph, view
from kg.graph import issues


def peak() -> float:
    """Peak memory of this process so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


class Stages:
    """Prints a row per stage."""

    def __init__(self) -> None:
        print(f"{'stage':24}{'seconds':>10}{'peak MB':>10}")

    def __call__(self, name, work):
        start = time.process_time()
        made = work()
        print(f"{name:24}{time.process_time() - start:10.1f}{peak():10.0f}", flush=True)
        return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("count", type=int)
    parser.add_argument("--names-only", action="store_true")
    given = parser.parse_args()
    stage = Stages()
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder, "in"), Path(folder, "out")
        stage("write articles", lambda: corpus.write(source, given.count, given.names_only))
        build = partial(
            engine.build_findings,
            [str(source)],
            None,
            out,
            jobs=1,
            fingerprint="bench",
            make_extractor=partial(Renamed, given.names_only),
        )
        result = stage("read and keep", build)
        result.close()
        result = stage("read again, unchanged", build)
        stage("stream findings", lambda: sum(1 for _ in result))
        register = actors.load_register(None)
        collection = stage("link across articles", lambda: actors.collect(result, register))
        print(
            f"  {len(collection.links):,} links, {len(collection.echoes):,} echoes, {len(collection.copies):,} copies"
        )
        written = stage("write the graph", lambda: graph.write_build(out, result, collection, None))
        print(f"  {written.quads:,} quads")
        page = stage("draw the page", lambda: view.page(result, collection, issues.read(None)))
        print(f"  {len(page) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
