"""Words that report, as data: the tab-separated files beside this one, each with its source."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_HERE = Path(__file__).resolve().parent


@cache
def verbs(frame: str) -> frozenset[str]:
    """Lemmas of the verbs that take *frame*: clause, marks, tell, small, object, infinitive or attitude."""
    return frozenset(row[0] for row in _rows("verbs") if frame in row[1].split())


@cache
def words(group: str) -> frozenset[str]:
    """The words of one *group* of ``words.tsv``."""
    return frozenset(row[1] for row in _rows("words") if row[0] == group)


@cache
def _rows(name: str) -> tuple[tuple[str, ...], ...]:
    lines = (_HERE / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return tuple(tuple(line.split("\t")) for line in lines if line and not line.startswith("#"))
