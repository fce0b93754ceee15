"""What a build counts while it reads its findings once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from kg.model import Findings, Kind, Stance

_NAMES = ("articles", "attributions", *map(str, Kind), "nested", "nobody named", "actors", "positions")


def card(one: Findings) -> dict[str, Any]:
    """What of an article is counted, as plain JSON values."""
    count: Counter[str] = Counter({"articles": 1, "positions": len(one.positions)})
    people = {p.actor for p in one.positions}
    for utterance in one.utterances:
        count["attributions"] += 1
        count[str(utterance.attribution.kind)] += 1
        count["nested"] += utterance.attribution.parent is not None
        count["nobody named"] += not utterance.speakers
        people.update(utterance.speakers)
    count.update(str(p.stance) for p in one.positions)
    return {
        "count": dict(count),
        "people": sorted(people),
        "outlet": one.article.outlet or "",
        "day": one.article.published.isoformat() if one.article.published else "",
        "issues": dict(Counter(p.issue for p in one.positions)),
    }


class Tally:
    """Counts over articles that are taken in one by one."""

    def __init__(self) -> None:
        self._count: Counter[str] = Counter()
        self._people: set[str] = set()
        self._outlets: set[str] = set()
        self._days: set[str] = set()
        self._issues: Counter[str] = Counter()

    def add(self, one: Mapping[str, Any]) -> None:
        """Takes in one article's :func:`card`."""
        self._count.update(one["count"])
        self._people.update(one["people"])
        self._outlets |= {one["outlet"]} - {""}
        self._days |= {one["day"]} - {""}
        self._issues.update(one["issues"])

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
