"""What pairs join, directly or through others."""

from __future__ import annotations

from collections.abc import Iterable


class Groups:
    """The groups that *pairs* make."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self._group: dict[str, set[str]] = {}
        for a, b in pairs:
            one, other = (self._group.setdefault(x, {x}) for x in (a, b))
            if one is not other:
                small, large = sorted((one, other), key=len)
                large |= small
                for member in small:
                    self._group[member] = large

    def of(self, member: str) -> set[str]:
        """All in the group of *member*, itself with them."""
        return self._group.get(member, {member})
