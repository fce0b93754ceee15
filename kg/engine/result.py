"""What a build gives: its findings, as often as wanted, and what became of its inputs."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Container, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from kg.engine.guard import disk
from kg.engine.state import State
from kg.errors import KgError, ReadError
from kg.model import Findings


@dataclass(frozen=True)
class BuildResult:
    """All findings of a build, in input order, streamed from its state as often as wanted.

    Attributes:
        folder: the build's.
        articles: distinct articles with findings.
        names: files or records that they came from.
        unchanged, changed, new, removed: names against the last complete build here.
        read: articles that were read out in this run.
        left_out: why which inputs have no findings, in input order.
        digest: over configuration, articles and names: equal digests mean equal output.
        fingerprint: of the configuration.
        written: whether output of this digest was finished before (:meth:`mark_written`).

    Raises:
        KgError: on iteration, when a newer build was made in the folder since.
    """

    folder: Path
    articles: int
    names: int
    unchanged: int
    changed: int
    new: int
    removed: int
    read: int
    left_out: tuple[ReadError, ...]
    digest: str
    written: bool
    fingerprint: str
    _build: int
    _lock: IO[str]

    @property
    def is_unchanged(self) -> bool:
        """Whether there is nothing to do: same articles, same configuration, output written."""
        return self.written

    def __len__(self) -> int:
        return self.articles

    def __iter__(self) -> Iterator[Findings]:
        return (findings for _, findings in self.keyed())

    def keyed(self, only: Container[str] | None = None) -> Iterator[tuple[str, Findings]]:
        """Findings with a key each, which stands for all that they were made from; those of the keys *only*."""
        state = State(self.folder)
        try:
            if state.current != self._build:
                raise KgError("a newer build has taken this one's place", where=str(self.folder))
            for content, names in state.chosen(self._build, self.fingerprint):
                key = hashlib.sha256(json.dumps([content, names]).encode()).hexdigest()
                if only is None or key in only:
                    yield key, state.findings(content, names, self.fingerprint)
        finally:
            state.close()

    def mark_written(self) -> None:
        """Call when all output files of this build are in place."""
        state = State(self.folder)
        with disk(self.folder):
            state.set("written", self.digest)
        state.close()

    def close(self) -> None:
        """Let another build use the folder."""
        self._lock.close()
