"""Word lists of the positions room: tab-separated files beside this one, each naming where it comes from."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_HERE = Path(__file__).resolve().parent


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of ``name.tsv``; lines that begin with ``#`` tell the source and are left out."""
    lines = (_HERE / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return tuple(tuple(line.split("\t")) for line in lines if line.strip() and not line.startswith("#"))
