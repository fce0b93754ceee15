"""Whether two processes are twice as fast as one: reading articles out, and the whole of ``kg build``.

    python -m bench.processes [ARTICLES] [--build ARTICLES] [--rounds 3]

The same articles are read out in three ways: in the calling process, as ``--jobs 1`` does, by one worker and by two.
Each measurement is made in processes of its own, which first read the bundled articles; the clock starts when all of
them are idle and goes until the last result. CPU-seconds are those of all processes together. Then ``kg build``
itself, started afresh with ``--jobs 1`` and ``--jobs 2``, and once more with its findings kept: the part that one
process does.

The ways alternate, and of each the fastest round is taken, with the least CPU-seconds of all. What else runs slows two
processes and one unlike: each line says how many cores were busy with it. Only where that is next to none are the
seconds on the clock a ratio of one process to two.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from bench import corpus
from bench.scale import build
from kg import articles
from kg.engine.pool import Pool
from kg.engine.run import outcomes
from kg.engine.work import Limits
from kg.graph import issues
from kg.pipeline import Extractor, Settings

WAYS = {"read out in the calling process": 0, "read out by one worker": 1, "read out by two workers": 2}
SEEDS = 7
TICKS = os.sysconf("SC_CLK_TCK")
KEPT = ("graph.sqlite", "meaning.sqlite", "product")  # what a build remembers besides its findings
Cost = tuple[float, float]  # seconds on the clock, CPU-seconds
Round = tuple[float, float, float]  # the same, and how many cores were busy with other work


class Warmed(Pool):
    """Starts to hand out when all workers are ready, and from article *warm* on when all are idle again."""

    warm, began = 0, (0.0, 0.0)

    def _next_task(self):
        at = self._window.given
        if at in (0, self.warm) and not all(w.ready and w.task is None for w in self._workers):
            return None
        if at == self.warm:
            self.began = clocks(self.pids())
        return super()._next_task()


def clocks(pids: list[int]) -> Cost:
    """Seconds on the clock, and CPU-seconds of this process and *pids*."""
    rows = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in pids]
    return time.monotonic(), time.process_time() + sum(int(row[11]) + int(row[12]) for row in rows) / TICKS


def read_out(workers: int, count: int) -> Cost:
    """What reading out *count* articles costs, by that many workers or, with none, in this process."""
    made = [articles.from_text(corpus.exchanged(s.text, c), name) for name, s, c in corpus.variants(SEEDS + count)]
    warm = made[:SEEDS] * max(1, workers)
    given, make = warm + made[SEEDS:], partial(Extractor, Settings(issues=issues.read(None)))
    pool = Warmed(given, make, Limits(), workers) if workers else None
    results: Iterator = outcomes(given, make, 1, Limits())
    began = ended = (0.0, 0.0)
    if pool:
        pool.warm, results = len(warm), pool.outcomes()
    for done, (_, outcome) in enumerate(results, 1):
        if not isinstance(outcome, bytes):
            sys.exit(str(outcome))
        if done == len(warm):
            began = clocks([])
        if done == len(given):
            ended = clocks(pool.pids() if pool else [])
    began = pool.began if pool else began
    return ended[0] - began[0], ended[1] - began[1]


def apart(workers: int, count: int) -> Cost:
    """As :func:`read_out`, in a process of its own."""
    command = [sys.executable, "-m", "bench.processes", str(count), "--workers", str(workers)]
    seconds, cpu = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)
    return seconds, cpu


def built(source: Path, out: Path, jobs: int) -> Cost:
    """What a build costs that finds nothing of an earlier one but, where *out* is there, its findings."""
    for name in KEPT:
        (out / ".kg" / name).unlink(missing_ok=True)
    seconds, cpu, _ = build(source, out, jobs)
    return seconds, cpu


def busy() -> float:
    """CPU-seconds that the machine has spent on anything."""
    user, nice, system, _, _, irq, soft, steal = map(int, Path("/proc/stat").read_text().split()[1:9])
    return (user + nice + system + irq + soft + steal) / TICKS


def shown(what: str, run: Callable[[], Cost]) -> Round:
    """The cost of *run*, with how many cores other work kept busy meanwhile; printed."""
    before, began, ours = busy(), time.monotonic(), sum(os.times()[:4])
    seconds, cpu = run()
    others = busy() - before - (sum(os.times()[:4]) - ours)
    others = max(0.0, others) / (time.monotonic() - began)
    print(f"{what:36}{seconds:9.1f} s{cpu:9.1f} CPU-s{others:8.2f} cores busy with other work", flush=True)
    return seconds, cpu, others


def best(rounds: list[Round]) -> Round:
    """The fastest round, with the least CPU-seconds of all."""
    seconds, _, others = min(rounds)
    return seconds, min(cpu for _, cpu, _ in rounds), others


def compared(what: str, one: Round, two: Round) -> str:
    """A line of the result."""
    ratios = f"{one[0] / two[0]:.2f} times as fast, for {two[1] / one[1]:.2f} times the CPU-seconds"
    return f"{what:36}{ratios}; other work: {one[2]:.2f} and {two[2]:.2f} cores"


def main() -> None:
    """Print the rounds, then the ratios."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("count", type=int, nargs="?", default=42, metavar="ARTICLES", help="to read out")
    parser.add_argument("--build", type=int, default=200, metavar="ARTICLES", help="to build from; 0 for none")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--workers", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.workers is not None:
        print(json.dumps(read_out(given.workers, given.count)))
        return
    costs: dict[str, list[Round]] = {}
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "in")
        corpus.write(source, given.build)
        for number in range(given.rounds):
            runs = {way: partial(apart, workers, given.count) for way, workers in WAYS.items()}
            if given.build:
                outs = {jobs: Path(folder, f"out{jobs}-{number}") for jobs in (1, 2)}
                runs |= {f"kg build --jobs {jobs}": partial(built, source, out, jobs) for jobs, out in outs.items()}
                runs["the same, findings kept"] = partial(built, source, outs[2], 1)
            for what, run in runs.items():
                costs.setdefault(what, []).append(shown(what, run))
    here, one, two, *builds = map(best, costs.values())
    print(compared("a worker, to the calling process", here, one))
    print(compared("two workers, to one", one, two))
    if builds:
        alone, both, kept = builds
        share = kept[1] / alone[1]
        print(compared("kg build --jobs 2, to --jobs 1", alone, both))
        print(f"one process does {share:.0%} of the build: {2 / (1 + share):.2f} times at most, by Amdahl's law")


if __name__ == "__main__":
    main()
