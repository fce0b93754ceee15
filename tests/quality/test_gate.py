"""The extraction is at least as good as it ever was."""

import json

import pytest

from tests.needs import need_shared
from tests.quality import gate


@pytest.mark.parametrize("name", ["seeds", "real", "polnear-dev"])
def test_no_figure_is_below_its_floor(name):
    """Every F1 on every corpus at hand is at or above its floor, and the gold is the pinned one."""
    if name != "seeds":
        need_shared("gold")
    gold = dict(gate.corpora())[name]
    floors = json.loads(gate.FLOORS.read_text("utf-8"))
    assert gate.shortfalls(floors, name, *gate.measure(name, gold)) == []


def test_the_gate_fails_below_a_floor_and_on_other_gold():
    """A figure under its floor, a missing one, and changed gold are each a fault."""
    floors = {"x": {"gold": "abc", "floors": {"m": 70.0, "n": 1.0}}}
    assert gate.shortfalls(floors, "x", "abc", {"m": 70.0, "n": 1.0}) == []
    assert len(gate.shortfalls(floors, "x", "abc", {"m": 69.9})) == 2
    assert len(gate.shortfalls(floors, "x", "other", {"m": 99, "n": 99})) == 1


def test_the_history_grows_by_what_moved():
    """A day has one line, its last; a day on which nothing moved has none; the last line is what the floors say."""
    first = gate.remembered([], "2026-01-01", {"x": {"reached": {"m": 1.0}, "floors": {}}})
    same = gate.remembered(first, "2026-01-02", {"x": {"reached": {"m": 1.0}, "floors": {}}})
    again = gate.remembered(first, "2026-01-01", {"x": {"reached": {"m": 2.0}, "floors": {}}})
    later = gate.remembered(first, "2026-01-02", {"x": {"reached": {"m": 3.0}, "floors": {}}})
    assert first == same == ['{"day": "2026-01-01", "reached": {"x": {"m": 1.0}}}']
    assert again == ['{"day": "2026-01-01", "reached": {"x": {"m": 2.0}}}']
    assert [json.loads(line)["day"] for line in later] == ["2026-01-01", "2026-01-02"]
    floors = json.loads(gate.FLOORS.read_text("utf-8"))
    lines = gate.HISTORY.read_text("utf-8").splitlines()
    assert gate.remembered(lines, "2100-01-01", floors) == lines, "the floors were changed by hand; use --update"


def test_floors_only_rise():
    """An update never lowers a floor, unless told to or the gold is another."""
    old = {"gold": "abc", "floors": {"m": 70.0}}
    assert gate.raised(old, "abc", {"m": 65.0}, lower=False)["floors"] == {"m": 70.0}
    assert gate.raised(old, "abc", {"m": 80.0}, lower=False)["floors"] == {"m": 79.0}
    assert gate.raised(old, "abc", {"m": 65.0}, lower=True)["floors"] == {"m": 64.0}
