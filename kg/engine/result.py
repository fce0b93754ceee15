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


@dataclass(frozen=True, slots=True)
class Listed:
    """An article of a build.

    Attributes:
        id: the article's.
        key: stands for all that its findings were made from.
        names: of the files or records that it came from.
        content: stands for the article's text and metadata.
    """

    id: str
    key: str
    names: tuple[str, ...]
    content: str


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

    def listed(self) -> Iterator[Listed]:
        """The articles, without what was found in them."""
        state = State(self.folder)
        try:
            if state.current != self._build:
                raise KgError("a newer build has taken this one's place", where=str(self.folder))
            for content, names, article in state.chosen(self._build, self.fingerprint):
                key = hashlib.sha256(json.dumps([content, names]).encode()).hexdigest()
                yield Listed(article, key, names, content)
        finally:
            state.close()

    def keyed(self, only: Container[str] | None = None) -> Iterator[tuple[str, Findings]]:
        """Findings with the key of each; those of the keys *only*."""
        state = State(self.folder)
        try:
            for one in self.listed():
                if only is None or one.key in only:
                    yield one.key, state.findings(one.content, one.names, self.fingerprint)
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
