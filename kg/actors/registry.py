"""The register: actors that a user knows, in a text file that the user edits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kg.actors.cast import Member
from kg.model import Actor


@dataclass(frozen=True, slots=True)
class Register:
    """Known actors."""

    def renames(self, members: Iterable[Member], article: str) -> dict[str, str]:
        """Cast key → register slug."""
        return {}

    def apply(self, actors: tuple[Actor, ...], renamed: dict[str, str]) -> tuple[Actor, ...]:
        """Actors with the register's ids and names."""
        return actors

    def apart(self, a: str, b: str) -> bool:
        """Whether the register says that two ids are not the same actor."""
        return False


def load_register(path: Path | None) -> Register:
    """Reads a register file."""
    return Register()
