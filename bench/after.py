"""What follows extraction, at any number of articles: ``kg build`` itself, on a state filled with stand-in findings.

    python -m bench.after [COUNT…] [--names-only]

Reading out 10,000 articles takes hours on two cores. Here each article's findings are the real ones of its seed,
renamed (:mod:`bench.standin`); they are put into the state of the build as if they had been read out. Then the command
itself is run: on all of them, on the same again, and after one article has changed, which is read out for real. Last,
the files are written again from nothing; they must be the same.

A full build is reckoned as the CPU-seconds that reading one of the seeds out takes in the same run, times the number of
articles, with what linking and writing all took.
"""

from __future__ import annotations

import argparse
import hashlib
import tempfile
from functools import partial
from pathlib import Path

from bench import corpus
from bench.scale import build
from bench.standin import Renamed, seconds_an_article
from kg import engine, fingerprint
from kg.graph import issues
from kg.pipeline import Settings

FILES = ("kg.nq", "kg.trig", "kg.ttl", "kg.html", "manifest.json")


def filled(source: Path, out: Path, names_only: bool) -> None:
    """The state of a build whose articles have all been read out."""
    settings = Settings(issues=issues.read(None))
    make = partial(Renamed, names_only)
    print_ = fingerprint.fingerprint(settings)
    engine.build_findings([str(source)], settings, out, jobs=1, fingerprint=print_, make_extractor=make).close()


def hashes(out: Path) -> list[str]:
    """Of the files of a build."""
    found = []
    for name in FILES:
        with (out / name).open("rb") as file:
            found.append(hashlib.file_digest(file, "sha256").hexdigest())
    return found


def measure(source: Path, out: Path, count: int) -> None:
    """Print a row a build."""
    reading, full = count * seconds_an_article(), 0.0
    for what in ("all to link and write", "unchanged", "one article changed", "the same from nothing"):
        before: list[str] = []
        if what == "one article changed":
            path = max(source.rglob("*.txt"))
            path.write_bytes(path.read_bytes() + b"\nThe council said that it would meet again.\n")
        if what == "the same from nothing":
            before = hashes(out)
            for name in ("graph.sqlite", "meaning.sqlite", "product"):
                (out / ".kg" / name).unlink()
        seconds, cpu, peak = build(source, out, 2)
        same = {True: "  same files", False: "  OTHER FILES"}[before == hashes(out)] if before else ""
        full = full or reading + cpu
        share = "" if "all" in what or "nothing" in what else f"{cpu / full:.1%}"
        print(f"{count:9,}  {what:24}{seconds:10.1f}{cpu:10.1f}{share:>10}{peak:10.0f}{same}", flush=True)
    sizes = ", ".join(f"{name} {(out / name).stat().st_size / 1e6:,.0f} MB" for name in FILES[:4])
    print(
        f"           {sizes}; a full build with reading: {full:,.0f} CPU-seconds, {reading / count:.2f} an article read"
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("counts", type=int, nargs="*", default=[100, 1000])
    parser.add_argument("--names-only", action="store_true")
    given = parser.parse_args()
    print(f"{'articles':>9}  {'kg build':24}{'seconds':>10}{'CPU':>10}{'of full':>10}{'peak MB':>10}")
    for count in given.counts:
        with tempfile.TemporaryDirectory() as folder:
            source, out = Path(folder, "in"), Path(folder, "out")
            corpus.write(source, count, given.names_only)
            filled(source, out, given.names_only)
            measure(source, out, count)


if __name__ == "__main__":
    main()
