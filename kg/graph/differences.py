"""What is known across articles, and what of it is not as it was when the graph was last written."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kg.model import ActorLink, Collection, Echo, HeldRole


@dataclass(frozen=True, slots=True)
class Across:
    """What is known across articles, and what of it is not as it was.

    Attributes:
        links, copies, held: see :class:`kg.model.Collection`.
        links_before: the links of the last time.
        gone: echoes that were, and are not any more.
        came: echoes that were not.
        around: all echoes of the report with this article's id and local id.
    """

    links: tuple[ActorLink, ...]
    copies: tuple[tuple[str, ...], ...]
    held: tuple[HeldRole, ...]
    came: Iterable[Echo]
    around: Callable[[str, str], Iterable[Echo]]
    gone: Iterable[Echo] = ()
    links_before: tuple[ActorLink, ...] = ()

    @classmethod
    def of(cls, now: Collection, before: Collection | None = None) -> Across:
        """Of a collection as it is *now*, and as it was *before*."""
        if before is None:
            return cls(now.links, now.copies, now.held, now.echoes, lambda *_: ())
        around: dict[tuple[str, str], list[Echo]] = {}
        for echo in now.echoes:
            for end in ends_of(echo):
                around.setdefault(end, []).append(echo)
        came, gone = (sorted({*a.echoes} - {*b.echoes}) for a, b in ((now, before), (before, now)))
        return cls(now.links, now.copies, now.held, came, lambda *end: around.get(end, ()), gone, before.links)


def ends_of(echo: Echo) -> tuple[tuple[str, str], tuple[str, str]]:
    """Article and local id of both reports."""
    return (echo.article_a, echo.id_a), (echo.article_b, echo.id_b)
