"""Whether a name is that of a coded actor: as written, by an alias, or by the last name of a person."""

from __future__ import annotations

import re
import unicodedata


def plain(name: str) -> str:
    """Small letters without accents, dots, possessives and a leading article."""
    name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    name = re.sub(r"[’']s\b|\.", "", name)
    return re.sub(r"^the\s+", "", re.sub(r"[^a-z0-9]+", " ", name).strip())


def same_actor(name: str, coded: dict) -> bool:
    """Whether *name* is ``actor`` of *coded*, or one of its ``aliases``; first names that differ never match."""
    found = plain(name).split()
    known = [plain(n).split() for n in (coded["actor"], *coded.get("aliases", ()))]
    if not found or found in known:
        return bool(found)
    whole = known[0]
    if not 2 <= len(whole) <= 4 or found[-1] != whole[-1]:
        return False
    return len(found) == 1 or (found[0][0] == whole[0][0] and (found[0][:3] == whole[0][:3] or len(found[0]) == 1))
