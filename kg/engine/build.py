"""Articles to findings, remembered: what has not changed is not read again."""

from __future__ import annotations

import hashlib
import json
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING

from kg import articles
from kg.articles import STDIN, Source
from kg.engine.clock import within
from kg.engine.guard import disk, locked
from kg.engine.result import BuildResult
from kg.engine.run import LOCAL, jobs_for, outcomes
from kg.engine.state import Item, State
from kg.engine.work import Limits, MakeExtractor, Progress
from kg.errors import ReadError
from kg.model import Article, Findings

if TYPE_CHECKING:
    from kg.pipeline import Settings

_COMMIT_EVERY = 1.0  # seconds of work that a kill may cost
_CHUNK = 1 << 20  # bytes
_READING = 60.0  # seconds in which one article must be read from its file


def build_findings(
    inputs: Sequence[str],
    settings: Settings,
    out: Path,
    *,
    jobs: int = 0,
    force: bool = False,
    columns: Mapping[str, str] | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    engine: str = LOCAL,
    scheduler: str | None = None,
    limits: Limits | None = None,
    make_extractor: MakeExtractor | None = None,
    fingerprint: str | None = None,
) -> BuildResult:
    """Read out every article in *inputs* that the state in *out* does not hold yet.

    Args:
        inputs: files, folders or ``-``.
        settings: what the findings depend on besides the articles.
        out: the build's folder; its state lies in ``.kg/`` there.
        jobs: processes; 0 for as many as pay.
        force: read everything again.
        columns: for tables, see :func:`kg.articles.read`; remembered for the next build here.
        on_progress: told after each article.
        engine: see :func:`kg.engine.run.run`, as for the next two.
        scheduler: address of a Dask scheduler.
        limits: of time and retries for one article.
        make_extractor: in place of the pipeline with *settings*.
        fingerprint: in place of that of *settings*.

    Raises:
        KgError: the folder is in use or not writable, the disk is full, the extractor cannot start.
    """
    if make_extractor is None:
        from kg.pipeline import Extractor

        make_extractor = partial(Extractor, settings)
    if fingerprint is None:
        from kg import fingerprint as hashes

        fingerprint = hashes.fingerprint(settings)
    lock = locked(out)
    with disk(out):
        state = State(out)
        try:
            old = state.current
            build = _listing(state, inputs, fingerprint, force, _columns(state, columns))
            total = state.plan(build, fingerprint)
            work = _Work(state, fingerprint, _Teller(on_progress, total))
            work.run(make_extractor, jobs_for(total, jobs), limits or Limits(), engine, scheduler)
            return _finished(state, out, old, build, fingerprint, work.read, lock)
        finally:
            state.close()


def remembered(out: Path) -> tuple[str, ...]:
    """The inputs of the build in *out*, as absolute paths; standard input is not among them."""
    if not (out / ".kg" / "state.sqlite").is_file():
        return ()
    state = State(out)
    try:
        return tuple(given for (given,) in state.db.execute("SELECT given FROM input ORDER BY place"))
    finally:
        state.close()


def remembered_findings(out: Path) -> Iterator[Findings]:
    """The findings of the last complete build in *out*, in its order; none where nothing is remembered."""
    if not (out / ".kg" / "state.sqlite").is_file():
        return
    state = State(out)
    try:
        fingerprint = state.get("fingerprint") or ""
        for key, names, _ in state.chosen(state.current, fingerprint):
            yield state.findings(key, names, fingerprint)
    finally:
        state.close()


def _columns(state: State, given: Mapping[str, str] | None) -> tuple[tuple[str, str], ...]:
    """The columns given, which are remembered, else those remembered."""
    if given is not None:
        state.set("columns", json.dumps(dict(given), sort_keys=True))
    return tuple(sorted(json.loads(state.get("columns") or "{}").items()))


def _listing(
    state: State, inputs: Sequence[str], fingerprint: str, force: bool, columns: tuple[tuple[str, str], ...]
) -> int:
    """Lists what *inputs* hold under a new build number; files that were seen before are not parsed again."""
    state.db.execute("BEGIN IMMEDIATE")
    if force:
        for table in ("findings", "source", "reading"):
            state.db.execute(f"DELETE FROM {table}")  # noqa: S608
    state.db.execute("DELETE FROM failure")
    build, place, last = state.begin(), 0, time.monotonic()
    for found in articles.find(inputs, columns):
        source, items = (None, [_refused(found)]) if isinstance(found, ReadError) else _items(state, found, fingerprint)
        for item in items:
            state.list(build, place, source, item)
            place += 1
        if time.monotonic() - last > _COMMIT_EVERY:
            state.db.execute("COMMIT")
            state.db.execute("BEGIN IMMEDIATE")
            last = time.monotonic()
    state.db.execute("DELETE FROM input")
    given = [str(Path(i).resolve()) for i in inputs if i != STDIN]
    state.db.executemany("INSERT INTO input VALUES(?,?)", enumerate(given))
    state.db.execute("COMMIT")
    return build


def _items(state: State, source: Source, fingerprint: str) -> tuple[int | None, Iterator[Item] | list[Item]]:
    digest = hashlib.sha256(f"{fingerprint}\x1f{source.name}\x1f{source.columns}\x1f".encode("utf-8", "surrogatepass"))
    try:
        with source.open() as stream:
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
    except OSError as error:
        return None, [_refused(ReadError(f"cannot be read: {error.strerror or error}", where=source.name))]
    sha = digest.hexdigest()
    number = state.known(sha)
    if number is None:
        number = state.remember(sha, within(articles.read_source(source), _READING, source.name))
    return number, state.items(number)


def _refused(error: ReadError) -> Item:
    return Item(error.where, reason=error.reason, remedy=error.remedy)


class _Teller:
    """Turns counts into Progress."""

    def __init__(self, told: Callable[[Progress], None] | None, total: int) -> None:
        self._told, self._total, self._done, self._start = told, total, 0, time.monotonic()

    def step(self) -> None:
        self._done += 1
        if self._told:
            rate = self._done / max(1e-6, time.monotonic() - self._start)
            self._told(Progress(self._done, self._total, rate, (self._total - self._done) / rate))


class _Work:
    """Reads out what is missing and keeps it, with a commit every second or so."""

    def __init__(self, state: State, fingerprint: str, teller: _Teller) -> None:
        self._state, self._fingerprint, self._teller = state, fingerprint, teller
        self._keys: deque[str] = deque()
        self.read = 0

    def _feed(self) -> Iterator[Article]:
        for key, article in self._state.planned():
            self._keys.append(key)
            yield article

    def run(self, make: MakeExtractor, jobs: int, limits: Limits, engine: str, scheduler: str | None) -> None:
        db, last = self._state.db, time.monotonic()
        db.execute("BEGIN IMMEDIATE")
        try:
            for _, outcome in outcomes(self._feed(), make, jobs, limits, engine, scheduler):
                key = self._keys.popleft()
                if isinstance(outcome, ReadError):
                    self._state.fail(key, outcome)
                else:
                    self._state.store(key, self._fingerprint, outcome)
                    self.read += 1
                if time.monotonic() - last > _COMMIT_EVERY:
                    db.execute("COMMIT")
                    db.execute("BEGIN IMMEDIATE")
                    last = time.monotonic()
                self._teller.step()
        finally:  # an interrupt keeps what was done
            if db.in_transaction:
                db.execute("COMMIT")


def _finished(state: State, out: Path, old: int, build: int, fingerprint: str, read: int, lock: IO[str]) -> BuildResult:
    state.db.execute("BEGIN IMMEDIATE")
    same, changed, new, removed = state.counts(old, build)
    state.finish(build, fingerprint)
    digest, distinct, names = hashlib.sha256(fingerprint.encode()), 0, 0
    for key, listed, _ in state.chosen(build, fingerprint):
        digest.update(json.dumps([key, listed]).encode())
        distinct += 1
        names += len(listed)
    left_out = tuple(state.left_out(build))
    digest.update(json.dumps([[e.where, e.reason] for e in left_out]).encode())
    written = state.get("written") == digest.hexdigest()
    state.db.execute("COMMIT")
    return BuildResult(
        folder=out,
        articles=distinct,
        names=names,
        unchanged=same,
        changed=changed,
        new=new,
        removed=removed,
        read=read,
        left_out=left_out,
        digest=digest.hexdigest(),
        written=written,
        fingerprint=fingerprint,
        _build=build,
        _lock=lock,
    )
