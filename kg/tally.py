"""What a build counts while it reads its findings once."""

from __future__ import annotations

from collections import Counter

from kg.model import Findings, Kind, Stance

_NAMES = ("articles", "attributions", *map(str, Kind), "nested", "nobody named", "actors", "positions")


class Tally:
    """Counts over articles that are taken in one by one."""

    def __init__(self) -> None:
        self._count: Counter[str] = Counter()
        self._people: set[str] = set()
        self._outlets: set[str] = set()
        self._days: set[str] = set()
        self._issues: Counter[str] = Counter()

    def add(self, one: Findings) -> None:
        """Takes in one article."""
        count = self._count
        count["articles"] += 1
        for utterance in one.utterances:
            count["attributions"] += 1
            count[str(utterance.attribution.kind)] += 1
            count["nested"] += utterance.attribution.parent is not None
            count["nobody named"] += not utterance.speakers
            self._people.update(utterance.speakers)
        for position in one.positions:
            count["positions"] += 1
            count[str(position.stance)] += 1
            self._people.add(position.actor)
            self._issues[position.issue] += 1
        if one.article.outlet:
            self._outlets.add(one.article.outlet)
        if one.article.published:
            self._days.add(one.article.published.isoformat())

    def counts(self) -> dict[str, int]:
        """By name, in the order in which people read them."""
        count = self._count | Counter({"actors": len(self._people)})
        return {name: count[name] for name in (*_NAMES, *map(str, Stance))}

    @property
    def outlets(self) -> tuple[str, ...]:
        """Who published, sorted."""
        return tuple(sorted(self._outlets))

    @property
    def days(self) -> tuple[str, str] | None:
        """The first and the last day, if any article has one."""
        return (min(self._days), max(self._days)) if self._days else None

    @property
    def busiest(self) -> str:
        """The issue with most positions, empty if there is none."""
        return min(self._issues, key=lambda issue: (-self._issues[issue], issue), default="")
