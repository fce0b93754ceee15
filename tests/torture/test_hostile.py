"""Hostile input: no traceback, no hang, and every good article among it is done."""

import subprocess
import sys
import time

import pytest

from kg import articles
from kg.errors import ReadError
from kg.model import Article
from tests.torture import hostile


def read(folder):
    """Names of good articles that were read, and the longest processor time that one file took."""
    names, slowest, last = set(), 0.0, time.process_time()
    for found in articles.read([str(folder)]):
        assert isinstance(found, Article | ReadError)
        assert "\n" not in str(found) or isinstance(found, Article)
        if isinstance(found, Article):
            names.add(found.name)
        slowest, last = max(slowest, time.process_time() - last), time.process_time()
    return {n for n in names if "good" in n}, slowest


def test_a_hundred_hostile_files_are_read_or_refused(tmp_path):
    """The readers alone: each file is an article or a one-line message, in bounded time."""
    hostile.write(tmp_path, 100)
    names, slowest = read(tmp_path)
    assert len(names) == hostile.GOOD
    assert slowest < 30


@pytest.mark.torture
def test_a_thousand_hostile_files_are_read_or_refused(tmp_path):
    """As above, ten times as many, of another seed."""
    hostile.write(tmp_path, 1000, seed=2)
    names, slowest = read(tmp_path)
    assert len(names) == hostile.GOOD
    assert slowest < 60


@pytest.mark.torture
def test_a_build_of_a_thousand_hostile_files_ends_well(tmp_path):
    """The whole of ``kg build``: exit 0, no traceback, every good article in the graph."""
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    hostile.write(folder, 1000, seed=3)
    done = subprocess.run(
        [sys.executable, "-m", "kg", "build", str(folder), "-o", str(out), "--jobs", "2"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert "Traceback" not in done.stderr
    assert "good.txt" not in done.stderr
    assert (out / "kg.nq").read_text("utf-8").count("decision number") >= hostile.GOOD
