"""Articles over several worker processes: bounded, in order, and no article lost with its worker.

Each worker holds models of its own and one article at a time. A worker that dies costs its article a retry
in a new one; one that takes too long is killed and the article left out with a message.
"""

from __future__ import annotations

import os
import selectors
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from kg.engine import codec, frames
from kg.engine.frames import Kind
from kg.engine.work import Limits, MakeExtractor, Outcome, too_slow
from kg.engine.worker import setup_bytes
from kg.errors import KgError, ReadError
from kg.model import Article

_AHEAD = 8  # articles per worker that may be done before the oldest is: the bound of the memory used
_STARTUP = 300.0  # seconds for a worker to load its models
_FALSE_STARTS = 3  # workers in a row that die before they are ready
_WORN = 2000  # articles after which a worker is replaced, since libraries keep what they have seen


@dataclass(slots=True)
class _Task:
    index: int
    article: Article
    tries: int = 0


@dataclass(slots=True)
class _Worker:
    process: subprocess.Popen[bytes]
    deadline: float
    task: _Task | None = None
    ready: bool = False
    done: int = 0


@dataclass(slots=True)
class _Window:
    """Outcomes that wait for their turn, so that results come in input order."""

    next: int = 0
    given: int = 0
    waiting: dict[int, tuple[Article | None, Outcome]] = field(default_factory=dict)

    def put(self, index: int, article: Article | None, outcome: Outcome) -> None:
        self.waiting[index] = article, outcome

    def take(self) -> Iterator[tuple[Article | None, Outcome]]:
        while self.next in self.waiting:
            yield self.waiting.pop(self.next)
            self.next += 1


class Pool:
    """*jobs* workers over *items*; iterate :meth:`outcomes` once."""

    def __init__(
        self, items: Iterable[Article | ReadError], make_extractor: MakeExtractor, limits: Limits, jobs: int
    ) -> None:
        self._items = iter(items)
        self._setup = setup_bytes(make_extractor)
        self._limits = limits
        self._jobs = jobs
        self._workers: list[_Worker] = []
        self._again: deque[_Task] = deque()
        self._window = _Window()
        self._exhausted = False
        self._false_starts = 0
        self._selector = selectors.DefaultSelector()

    def outcomes(self) -> Iterator[tuple[Article | None, Outcome]]:
        """Each article with its outcome, in order; an error among the items passes through.

        Raises:
            KgError: no worker can be started.
        """
        try:
            self._workers = [self._start() for _ in range(self._jobs)]
            while True:
                self._feed()
                yield from self._window.take()
                if self._exhausted and not self._again and all(w.task is None for w in self._workers):
                    return
                self._wait()
        finally:
            for worker in self._workers:
                self._end(worker)
            self._selector.close()

    def pids(self) -> list[int]:
        """Process numbers of the workers, for tests that kill them."""
        return [w.process.pid for w in self._workers]

    def _start(self) -> _Worker:
        environment = os.environ | {"OMP_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false"}
        environment["PYTHONPATH"] = os.pathsep.join(p for p in sys.path if p)
        process = subprocess.Popen(
            [sys.executable, "-m", "kg.engine.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=None if os.environ.get("KG_DEBUG") else subprocess.DEVNULL,
            env=environment,
        )
        worker = _Worker(process, time.monotonic() + _STARTUP)
        assert process.stdin
        assert process.stdout
        with suppress(OSError):  # dead already: its closed output tells in _hear
            frames.send(process.stdin, Kind.SETUP, self._setup)
        self._selector.register(process.stdout, selectors.EVENT_READ, worker)
        return worker

    def _end(self, worker: _Worker) -> None:
        assert worker.process.stdout
        assert worker.process.stdin
        with suppress(KeyError):
            self._selector.unregister(worker.process.stdout)
        worker.process.kill()
        for stream in (worker.process.stdin, worker.process.stdout):
            with suppress(OSError):
                stream.close()
        worker.process.wait()

    def _replace(self, worker: _Worker) -> None:
        self._end(worker)
        self._workers[self._workers.index(worker)] = self._start()

    def _feed(self) -> None:
        """Gives every idle worker an article, as long as the window has room."""
        for worker in list(self._workers):
            if worker.task is None and worker.ready:
                task = self._next_task()
                if task is None:
                    return
                self._give(worker, task)

    def _next_task(self) -> _Task | None:
        if self._again:
            return self._again.popleft()
        while not self._exhausted and self._window.given - self._window.next < _AHEAD * self._jobs:
            item = next(self._items, None)
            if item is None:
                self._exhausted = True
                return None
            index = self._window.given
            self._window.given += 1
            if isinstance(item, ReadError):
                self._window.put(index, None, item)
                continue
            return _Task(index, item)
        return None

    def _give(self, worker: _Worker, task: _Task) -> None:
        worker.task = task
        worker.deadline = time.monotonic() + self._limits.allowed(task.article)
        assert worker.process.stdin
        with suppress(OSError):  # it died: its closed output tells in _hear, and the article is tried again
            frames.send(worker.process.stdin, Kind.ARTICLE, codec.article_bytes(task.article))

    def _wait(self) -> None:
        """Until a worker has something to say, or one is over its time."""
        now = time.monotonic()
        busy = [w for w in self._workers if w.task is not None or not w.ready]
        nearest = min((w.deadline for w in busy), default=now + 1.0)
        for key, _ in self._selector.select(max(0.0, nearest - now)):
            self._hear(key.data)
        now = time.monotonic()
        for worker in [w for w in self._workers if (w.task is not None or not w.ready) and w.deadline < now]:
            if worker.task is None:
                self._died(worker)
            else:
                task = worker.task
                self._window.put(task.index, task.article, too_slow(task.article, self._limits.allowed(task.article)))
                self._replace(worker)

    def _hear(self, worker: _Worker) -> None:
        assert worker.process.stdout
        message = frames.receive(worker.process.stdout)
        if message is None:
            self._died(worker)
            return
        kind, data = message
        if kind is Kind.BROKEN:
            raise KgError(f"the extractor cannot start: {data.decode('utf-8', 'replace')}")
        if kind is Kind.READY:
            worker.ready, self._false_starts = True, 0
            return
        task, worker.task = worker.task, None
        assert task
        if kind is Kind.FOUND:
            self._window.put(task.index, task.article, data)
        else:
            name, _, text = data.decode("utf-8", "replace").partition("\x1f")
            reason = f"could not be read out: {name}: {' '.join(text.split())[:200]}".rstrip(": ")
            self._window.put(task.index, task.article, ReadError(reason, where=task.article.name))
        worker.done += 1
        if worker.done >= _WORN:
            self._replace(worker)

    def _died(self, worker: _Worker) -> None:
        """A new worker for a dead one; its article once more, unless too many died over it."""
        task = worker.task
        if task is None and not worker.ready:
            self._false_starts += 1
            if self._false_starts >= _FALSE_STARTS:
                raise KgError("worker processes die before they are ready", remedy="try --jobs 1")
        if task is not None:
            task.tries += 1
            if task.tries < self._limits.tries:
                self._again.append(task)
            else:
                reason = f"left out: its process died {task.tries} times over it"
                self._window.put(task.index, task.article, ReadError(reason, where=task.article.name))
        self._replace(worker)
