"""Killed at any moment, or out of disk, the next build goes on and ends as an undisturbed one."""

import random
import resource
import subprocess
import sys
import time

import pytest

from tests.engine.conftest import text


@pytest.fixture
def many(tmp_path):
    """Fifty articles."""
    where = tmp_path / "in"
    where.mkdir()
    for i in range(50):
        (where / f"a{i:03}.txt").write_text(text(i))
    return where


def command(folder, out, jobs=1):
    return [sys.executable, "-m", "tests.engine.killed", str(folder), str(out), str(jobs)]


def finished(folder, out, jobs=1):
    """Hash and counts of a build that is left to end."""
    done = subprocess.run(command(folder, out, jobs), capture_output=True, text=True, check=True, timeout=120)
    digest, total, read = done.stdout.split()
    return digest, int(total), int(read)


def kill_at_random(folder, out, times, jobs, seed):
    """Starts builds and kills each, the engine alone, after a random part of a second or two."""
    chance = random.Random(seed)
    for _ in range(times):
        process = subprocess.Popen(command(folder, out, jobs), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.15, 1.4))
        process.kill()
        process.wait()


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_killed_build_is_continued(many, tmp_path, jobs):
    """Two kills, then a build to the end: same findings as an undisturbed one, and not all read again."""
    reference, total, _ = finished(many, tmp_path / "reference")
    kill_at_random(many, tmp_path / "out", 2, jobs, seed=jobs)
    assert finished(many, tmp_path / "out", jobs)[:2] == (reference, total)
    assert finished(many, tmp_path / "out", jobs) == (reference, total, 0)


@pytest.mark.torture
@pytest.mark.parametrize("jobs", [1, 2])
def test_twenty_kills(many, tmp_path, jobs):
    """Killed at twenty random moments, on one state and each time on a fresh one."""
    reference, total, _ = finished(many, tmp_path / "reference")
    kill_at_random(many, tmp_path / "out", 20, jobs, seed=20 + jobs)
    assert finished(many, tmp_path / "out", jobs)[:2] == (reference, total)
    for i in range(20):
        kill_at_random(many, tmp_path / f"out{i}", 1, jobs, seed=100 * jobs + i)
        assert finished(many, tmp_path / f"out{i}", jobs)[:2] == (reference, total)


def test_a_full_disk_is_a_message_and_nothing_is_lost(many, tmp_path):
    """A limit on the size of files stands for a full disk: a clear line, then the build is continued."""
    reference, total, _ = finished(many, tmp_path / "reference")

    def little_room():
        resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))

    full = subprocess.run(
        command(many, tmp_path / "out"), capture_output=True, text=True, check=False, preexec_fn=little_room, timeout=60
    )
    assert full.returncode == 1
    assert "run the same command again" in full.stderr
    assert "Traceback" not in full.stderr
    assert finished(many, tmp_path / "out")[:2] == (reference, total)
