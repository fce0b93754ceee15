"""Extraction as a map over articles, in input order, wherever it runs."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from kg.engine import codec, serial
from kg.engine.pool import Pool
from kg.engine.work import Limits, MakeExtractor, Outcome
from kg.errors import KgError, ReadError
from kg.model import Article, Findings

# Starting a process and loading its models takes about as long as reading this many articles of 600 words.
_WORTH_A_PROCESS = 3
LOCAL, DASK = "local", "dask"
Map = Callable[..., Iterable[Any]]
"""As the built-in ``map``: a pure function over blocks."""


def cores() -> int:
    """The cores that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # macOS, Windows
        return os.cpu_count() or 1


def jobs_for(articles: int, wanted: int = 0) -> int:
    """How many processes to use for that many articles: *wanted*, or with 0 as many as pay."""
    return wanted or max(1, min(cores(), articles // _WORTH_A_PROCESS))


def run(
    items: Iterable[Article | ReadError],
    make_extractor: MakeExtractor,
    *,
    jobs: int = 0,
    limits: Limits | None = None,
    engine: str = LOCAL,
    scheduler: str | None = None,
) -> Iterator[Findings | ReadError]:
    """What is found in each of *items*, in their order; an error among them passes through in its place.

    Args:
        items: read lazily; only a bounded number is held at a time.
        make_extractor: makes ``extract(article) -> Findings``, once in each process. Must be picklable and
            importable when several are used.
        jobs: processes; 1 stays in this one; 0 is all cores if there are articles enough.
        limits: of time and retries for one article.
        engine: "local" or "dask".
        scheduler: address of a Dask scheduler; None starts a cluster on this machine.

    Raises:
        KgError: the extractor or its processes cannot start.
    """
    for article, outcome in outcomes(items, make_extractor, jobs, limits or Limits(), engine, scheduler):
        if isinstance(outcome, ReadError):
            yield outcome
        else:
            assert article
            yield codec.parse_findings(article, outcome)


@contextmanager
def mapping(engine: str = LOCAL, scheduler: str | None = None, jobs: int = 0) -> Iterator[Map]:
    """What maps a pure function over blocks, results in their order: ``map``, or a cluster.

    Raises:
        KgError: the cluster does not answer, or a block's worker died again and again.
    """
    if engine == DASK:
        from kg.engine import cluster

        with cluster.mapping(scheduler, jobs) as run:
            yield run
    else:
        yield map


def outcomes(
    items: Iterable[Article | ReadError],
    make_extractor: MakeExtractor,
    jobs: int,
    limits: Limits,
    engine: str = LOCAL,
    scheduler: str | None = None,
) -> Iterator[tuple[Article | None, Outcome]]:
    """As :func:`run`, findings as bytes."""
    if engine == DASK:
        from kg.engine import cluster

        yield from cluster.outcomes(items, make_extractor, limits, jobs, scheduler)
        return
    if engine != LOCAL:
        raise KgError(f"no engine of the name {engine!r}", remedy=f"use {LOCAL} or {DASK}")
    stream = iter(items)
    if jobs == 0:
        first = list(itertools.islice(stream, _WORTH_A_PROCESS * cores()))
        jobs, stream = jobs_for(len(first)), itertools.chain(first, stream)
    if jobs == 1:
        yield from serial.outcomes(stream, make_extractor, limits)
    else:
        yield from Pool(stream, make_extractor, limits, jobs).outcomes()
