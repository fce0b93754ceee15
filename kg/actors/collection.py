"""Across articles: which actors are one, which utterances are reported twice, which articles are copies."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from kg.actors import copies, echoes, links
from kg.actors.registry import Register
from kg.model import Collection, Findings

Meaning = Callable[[Sequence[str]], Any]
"""Texts → unit-length vectors, one row each (a NumPy array of shape (n, d))."""


def collect(findings: Iterable[Findings], register: Register, *, meaning: Meaning | None = None) -> Collection:
    """Links, echoes and copies of a collection.

    Args:
        findings: one by one; only compact summaries are kept.
        register: known actors; ``not_same`` pairs are never linked.
        meaning: sentence vectors, used to tell paraphrases where words alone do not; may be left out.
    """
    people: list[links.Known] = []
    reports: list[echoes.Report] = []
    sketches: list[copies.Sketch] = []
    for one in findings:
        people += links.known(one)
        reports += echoes.reports(one)
        sketches.append(copies.sketch(one.article))
    linked = links.find(people, register)
    return Collection(linked, echoes.find(reports, links.canonical(linked), meaning), copies.find(sketches))
