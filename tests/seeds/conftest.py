"""The seed articles and their gold, read once."""

import json
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
GOLD = ROOT / "tests" / "gold"


def text_of(path):
    """The file as decoded, line ends kept."""
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()


@pytest.fixture(scope="session")
def articles():
    """File name → text."""
    return {path.name: text_of(path) for path in SEEDS}


@pytest.fixture(scope="session")
def gold():
    """File name → gold."""
    files = sorted(GOLD.glob("*.gold.json"))
    return {data["article"]: data for data in (json.loads(f.read_text(encoding="utf-8")) for f in files)}
