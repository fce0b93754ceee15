"""Extraction as a map: in order, bounded, and trouble with one article costs no other."""

import itertools
import os
import signal
import threading
import time

import pytest

from kg import engine
from kg.engine.pool import Pool
from kg.engine.work import Limits
from kg.errors import KgError, ReadError
from tests.engine import fakes
from tests.engine.conftest import items

TROUBLE = ("raise an error", "run out of memory", "kill the worker once", "kill the worker always")


def test_processes_give_what_one_process_gives():
    """Same findings, same order, whatever runs them; errors among the items keep their place."""
    given = [*items(30), ReadError("no such file", where="x"), *items(3)]
    alone = list(engine.run(given, fakes.Plain, jobs=1))
    assert list(map(str, engine.run(given, fakes.Plain, jobs=2))) == list(map(str, alone))
    assert [f.article for f in alone if not isinstance(f, ReadError)] == [
        i for i in given if not isinstance(i, ReadError)
    ]
    assert str(alone[30]) == "x: no such file"


def test_trouble_with_one_article_costs_no_other(troubled):
    """An error, no memory, a process killed once or each time: named where it stays, retried where it helps."""
    given = items(20, *TROUBLE)
    found = list(engine.run(given, troubled, jobs=2))
    failed = {given[i].name: f.reason for i, f in enumerate(found) if isinstance(f, ReadError)}
    assert failed == {
        "raise an error": "could not be read out: ValueError: this article asked for it",
        "run out of memory": "could not be read out: MemoryError",
        "kill the worker always": "left out: its process died 3 times over it",
    }
    assert len(found) == len(given)


def test_one_process_survives_an_error_too(troubled):
    """Without workers an error is still one article's."""
    found = list(engine.run(items(4, *TROUBLE[:2]), troubled, jobs=1))
    assert [isinstance(f, ReadError) for f in found] == [False, False, True, True, False, False]


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_article_that_takes_for_ever_is_left_out(troubled, jobs):
    """The time of one article is limited, and the message says to what."""
    start = time.monotonic()
    limits = Limits(seconds=1.0, seconds_per_character=0.0)
    found = list(engine.run(items(6, "take for ever"), troubled, jobs=jobs, limits=limits))
    assert found[2].reason == "left out: it took longer than 1 seconds"
    assert sum(isinstance(f, ReadError) for f in found) == 1
    assert time.monotonic() - start < 30


def test_no_more_is_read_ahead_than_the_window_holds():
    """Memory does not grow with the number of articles: a slow consumer holds up the reading."""
    taken = itertools.count()
    endless = ((next(taken) and article) or article for article in itertools.cycle(items(3)))
    results = engine.run(endless, fakes.Plain, jobs=2)
    for _ in range(5):
        next(results)
    results.close()
    assert next(taken) < 5 + 2 * 8 + 2


def test_a_worker_killed_from_outside_costs_a_retry():
    """As the kernel does when memory is short: every article is still read out."""
    pool = Pool(items(60), fakes.Slow, Limits(), 2)
    found = []
    for _, outcome in pool.outcomes():
        found.append(outcome)
        if len(found) in (5, 20):
            os.kill(pool.pids()[len(found) % 2], signal.SIGKILL)
    assert len(found) == 60
    assert not [f for f in found if isinstance(f, ReadError)]


@pytest.mark.parametrize(("make", "reason"), [(fakes.Unloadable, "no model here"), (fakes.Leaving, "die before")])
def test_an_extractor_that_cannot_start_is_one_message(make, reason):
    """No endless restarting: the reason is given once."""
    with pytest.raises(KgError, match=reason):
        list(engine.run(items(3), make, jobs=2))


def test_workers_end_with_the_run():
    """Neither a finished nor an abandoned run leaves processes behind."""
    pool = Pool(items(9), fakes.Plain, Limits(), 2)
    results = pool.outcomes()
    next(results)
    pids = pool.pids()
    results.close()
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_off_the_main_thread_there_is_no_alarm():
    """Where signals cannot be used, articles are read out all the same."""
    found = []
    thread = threading.Thread(target=lambda: found.extend(engine.run(items(3), fakes.Plain, jobs=1)))
    thread.start()
    thread.join()
    assert len(found) == 3


@pytest.mark.parametrize(("articles", "wanted", "jobs"), [(0, 0, 1), (5, 0, 1), (5, 3, 3), (10_000, 0, None)])
def test_processes_are_used_where_they_pay(articles, wanted, jobs):
    """Small inputs stay in one process; large ones take all cores; a number given is obeyed."""
    from kg.engine.run import cores

    assert engine.jobs_for(articles, wanted) == (jobs or cores())


def test_an_unknown_engine_is_refused():
    """A slip in the engine's name is a message with the right ones."""
    with pytest.raises(KgError, match="no engine"):
        list(engine.run(items(1), fakes.Plain, engine="spark"))


def test_one_article_at_a_time_has_the_same_guard(troubled):
    """Too slow or failed is a line, not the end: what ``kg extract`` uses."""
    slow, bad, good = items(1, "take for ever", "raise an error")[::-1][:2] + items(1)
    found = [engine.attempt(troubled(), one, Limits(seconds=0.2, seconds_per_character=0)) for one in (slow, bad, good)]
    lines = sorted(str(f) for f in found if isinstance(f, ReadError))
    assert [line.split(": ", 1)[1][:25] for line in lines] == ["could not be read out: Va", "left out: it took longer "]
