"""Builds of many articles: time, CPU and memory of a build, of the same again, and of one with a single change.

    python -m bench.scale COUNT… [--jobs 2]

Memory is the sum of what all processes of a build share out among them (PSS), looked at twice a second. The articles
are made from our seeds by bench.corpus and read out by the real pipeline: on two cores count on a second for each.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from bench import corpus


class Watch(threading.Thread):
    """The largest memory of a process and its children, in MB."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.peak, self.over = pid, 0.0, threading.Event()

    def run(self) -> None:
        while not self.over.wait(0.5):
            self.peak = max(self.peak, sum(map(_memory, _family(self.pid))))


def _family(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [pid, *(p for child in children for p in _family(int(child)))]


def _memory(pid: int) -> float:
    try:
        rows = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(row.split()[1]) / 1024 for row in rows if row.startswith("Pss:")), 0.0)


def build(source: Path, out: Path, jobs: int) -> tuple[float, float, float]:
    """Seconds, CPU-seconds and peak MB of one ``kg build``."""
    began = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "kg", "build", str(source), "-o", str(out), "--jobs", str(jobs)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    watch = Watch(process.pid)
    watch.start()
    said = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    watch.over.set()
    if status:
        sys.exit(said.decode()[-1000:])
    return time.monotonic() - began, usage.ru_utime + usage.ru_stime, watch.peak


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("counts", type=int, nargs="*", default=[100])
    parser.add_argument("--jobs", type=int, default=2)
    given = parser.parse_args()
    print(f"{'articles':>9}  {'build':22}{'seconds':>10}{'CPU':>10}{'of the first':>14}{'peak MB':>10}")
    for count in given.counts:
        with tempfile.TemporaryDirectory() as folder:
            source, out = Path(folder, "in"), Path(folder, "out")
            corpus.write(source, count)
            first = 0.0
            for what in ("the first", "unchanged", "one article changed"):
                if what == "one article changed":
                    path = max(source.rglob("*.txt"))
                    path.write_bytes(path.read_bytes() + b"\nThe council said that it would meet again.\n")
                seconds, cpu, peak = build(source, out, given.jobs)
                first = first or cpu
                print(f"{count:9,}  {what:22}{seconds:10.1f}{cpu:10.1f}{cpu / first:14.1%}{peak:10.0f}", flush=True)


if __name__ == "__main__":
    main()
