"""Articles over a Dask cluster: the same pure function as a map, results in input order.

A worker that dies costs its articles a retry elsewhere, which is Dask's own doing; one that hangs over an article is
restarted and the article left out.
"""

from __future__ import annotations

import hashlib
import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from kg.engine import codec
from kg.engine.work import Extract, Limits, MakeExtractor, Outcome, failed, too_slow
from kg.errors import KgError, ReadError
from kg.model import Article

Map = Callable[..., Iterable[Any]]

_RETRIES = 3  # of a block
_AHEAD = 4  # articles or blocks per worker that are with the cluster at a time
_STARTUP = 300.0  # seconds for the workers to come up and load their models


def outcomes(
    items: Iterable[Article | ReadError],
    make_extractor: MakeExtractor,
    limits: Limits,
    jobs: int,
    scheduler: str | None,
) -> Iterator[tuple[Article | None, Outcome]]:
    """Each article with its outcome, in order; an error among *items* passes through.

    Raises:
        KgError: Dask is not installed, the scheduler does not answer, or no worker can load the extractor.
    """
    with _client(scheduler, jobs) as client:
        setup = pickle.dumps(make_extractor)
        _load(client, setup)
        ahead = _AHEAD * max(1, len(client.scheduler_info(n_workers=-1)["workers"]))
        sent: deque[tuple[Article | None, Any]] = deque()
        for item in items:
            sent.append(_send(client, setup, item, limits))
            if len(sent) >= ahead:
                yield _receive(client, *sent.popleft(), limits)
        while sent:
            yield _receive(client, *sent.popleft(), limits)


@contextmanager
def mapping(scheduler: str | None, jobs: int) -> Iterator[Map]:
    """Maps pure functions over blocks on the cluster: a bounded number of blocks is away at a time.

    Raises:
        KgError: as :func:`outcomes`; and when a block's worker died again and again.
    """
    with _client(scheduler, jobs) as client:
        ahead = _AHEAD * max(1, len(client.scheduler_info(n_workers=-1)["workers"]))

        def run(function: Callable[[Any], Any], blocks: Iterable[Any]) -> Iterator[Any]:
            sent: deque[Any] = deque()
            for block in blocks:
                sent.append(client.submit(function, block, pure=False, retries=_RETRIES))
                if len(sent) >= ahead:
                    yield _answer(sent.popleft())
            while sent:
                yield _answer(sent.popleft())

        yield run


def _answer(future: Any) -> Any:
    from distributed import KilledWorker

    try:
        return future.result()
    except KilledWorker as error:
        raise KgError("a worker of the cluster died again and again", remedy="give the workers more memory") from error


def _send(client: Any, setup: bytes, item: Article | ReadError, limits: Limits) -> tuple[Article | None, Any]:
    if isinstance(item, ReadError):
        return None, item
    return item, client.submit(_extract, setup, codec.article_bytes(item), pure=False, retries=limits.tries)


def _receive(client: Any, article: Article | None, future: Any, limits: Limits) -> tuple[Article | None, Outcome]:
    from distributed import KilledWorker

    if article is None:
        return None, future
    # Those before it in the queue may each use their time first.
    seconds = limits.allowed(article)
    try:
        answer = future.result(timeout=seconds * _AHEAD)
    except TimeoutError:
        busy = [worker for worker, keys in client.processing().items() if future.key in keys]
        future.cancel()
        if busy:
            client.restart_workers(busy)
        return article, too_slow(article, seconds)
    except KilledWorker:
        return article, ReadError("left out: its process died again and again", where=article.name)
    if isinstance(answer, bytes):
        return article, answer
    return article, failed(article, answer)


def _extract(setup: bytes, data: bytes) -> bytes | Exception:
    """On a worker: findings as bytes; an article's own failure is an answer, not a reason to try again."""
    extract = _extractor(setup)
    try:
        return codec.findings_bytes(extract(codec.parse_article(data)))
    except Exception as error:  # noqa: BLE001
        # rebuilt from its words: the error's own class may not survive the journey
        return type(type(error).__name__, (Exception,), {})(str(error)) if _is_foreign(error) else error


def _is_foreign(error: Exception) -> bool:
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301  # our own bytes
    except Exception:  # noqa: BLE001
        return True
    return False


@cache
def _extractor(setup: bytes) -> Extract:
    """One set of models in each worker process."""
    extract: Extract = pickle.loads(setup)()  # noqa: S301  # sent by the build that asked
    return extract


def _ready(setup: bytes) -> str:
    _extractor(setup)
    return hashlib.sha256(setup).hexdigest()


def _load(client: Any, setup: bytes) -> None:
    """Waits until every worker has its models."""
    try:
        client.run(_ready, setup)
    except Exception as error:
        raise KgError(f"the extractor cannot start on the cluster: {type(error).__name__}: {error}") from error


@contextmanager
def _client(scheduler: str | None, jobs: int) -> Iterator[Any]:
    """A client of the scheduler given, or of a cluster of our own on this machine."""
    try:
        import dask
        import distributed
    except ImportError as error:
        raise KgError("Dask is not installed", remedy='pip install "claim-quote-kg[dask]"') from error
    from kg.engine.run import cores

    library: Any = distributed  # partly typed
    quiet = {"distributed.logging.distributed": "critical", "distributed.comm.timeouts.connect": "20s"}
    with dask.config.set(quiet):
        if scheduler is not None:
            try:
                client = library.Client(scheduler, timeout=20)
            except (OSError, TimeoutError, ValueError) as error:
                remedy = "start one with: dask scheduler"
                raise KgError(f"no Dask scheduler answers: {error}", where=scheduler, remedy=remedy) from error
            with client:
                client.wait_for_workers(1, timeout=_STARTUP)
                yield client
            return
        with (
            library.LocalCluster(
                n_workers=jobs or cores(), threads_per_worker=1, dashboard_address=None, silence_logs=50
            ) as cluster,
            library.Client(cluster) as client,
        ):
            client.wait_for_workers(1, timeout=_STARTUP)
            yield client
