"""The whole of ``kg build``, killed at random moments: the next build ends with the same bytes."""

import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
FILES = ("kg.nq", "kg.trig", "kg.ttl", "kg.html", "manifest.json")
TIMES = 20


def start(out, jobs):
    """``kg build`` of the seeds, in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "kg", "build", str(SEEDS), "-o", str(out), "--jobs", str(jobs)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def finished(out, jobs=1):
    """Hashes of the files of a build that is left to end."""
    process = start(out, jobs)
    _, said = process.communicate()
    assert process.returncode == 0, said[-2000:]
    return {name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in FILES}


@pytest.mark.torture
@pytest.mark.parametrize("jobs", [1, 2])
def test_killed_at_twenty_random_moments(tmp_path, jobs):
    """The engine alone or its workers with it: the build after the kill equals the undisturbed one, in every file."""
    begin = time.monotonic()
    reference = finished(tmp_path / "reference")
    took = time.monotonic() - begin
    chance = random.Random(jobs)
    for i in range(TIMES):
        out = tmp_path / f"out{i}"
        process = start(out, jobs)
        time.sleep(chance.uniform(0.5, 1.1 * took / jobs))
        whole_group = chance.random() < 0.5  # the engine alone, or its workers with it
        os.killpg(process.pid, signal.SIGKILL) if whole_group else process.kill()
        process.communicate()
        assert finished(out, jobs) == reference
