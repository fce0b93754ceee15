"""Across articles: which actors are one, which utterances are reported twice, which articles are copies."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from kg.actors import copies, echoes, links
from kg.actors.pairs import Map
from kg.actors.registry import Register
from kg.model import Collection, Findings

Meaning = Callable[[Sequence[str]], Any]
"""Texts → unit-length vectors, one row each (a NumPy array of shape (n, d))."""


class Collector:
    """Takes the articles of a collection one by one, keeping compact summaries, and links them at the end."""

    def __init__(self) -> None:
        self._people: list[links.Known] = []
        self._reports: list[echoes.Report] = []
        self._sketches: list[copies.Sketch] = []

    def add(self, findings: Findings) -> None:
        """Takes in one article."""
        self._people += links.known(findings)
        self._reports += echoes.reports(findings)
        self._sketches.append(copies.sketch(findings.article))

    def collection(self, register: Register, *, meaning: Meaning | None = None, run: Map = map) -> Collection:
        """Links, echoes, copies and the register's roles; forgets the articles, so call it once.

        Args:
            register: known actors; ``not_same`` pairs are never linked.
            meaning: sentence vectors, used to tell paraphrases where words alone do not; may be left out.
            run: maps a pure function over blocks, as ``map`` does; a cluster has its own.
        """
        copied = copies.find(self._sketches)
        self._sketches = []
        linked = links.find(self._people, register, run)
        self._people = []
        reports, self._reports = self._reports, []
        return Collection(linked, echoes.find(reports, links.canonical(linked), meaning, run), copied, register.held())


def collect(findings: Iterable[Findings], register: Register, *, meaning: Meaning | None = None) -> Collection:
    """Links, echoes and copies of a collection; see :meth:`Collector.collection`."""
    collector = Collector()
    for one in findings:
        collector.add(one)
    return collector.collection(register, meaning=meaning)
