"""Readers who do not see the picture, or see it otherwise."""

from pathlib import Path

import pytest

from tests.needs import need
from tests.view.fixtures import world

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
STATES = [
    "",
    "#open=actor:ines-okoro",
    "#open=issue:toll",
    "#open=quote:wire/a2",
    "#view=agreement",
    "#view=actor",
    "#view=issue&open=edge:ines-okoro|toll|opposes",
    "#view=timeline&open=cell:ferry|2024-03-07|2024-03-07|supports",
    "#view=outlets",
    "#view=articles",
    "#view=articles&focus=wire/a4&open=quote:wire/a4",
]


def faults(page, only=None):
    need(AXE.exists(), "axe-core (npm install --no-save axe-core)")
    if not page.tab.evaluate("typeof window.axe !== 'undefined'"):
        page.tab.evaluate(AXE.read_text("utf-8") + ";undefined")
    options = {"resultTypes": ["violations"]} | ({"runOnly": only} if only else {})
    found = page.tab.evaluate("options => axe.run(document, options)", options)
    return [
        (fault["id"], node["target"], node["failureSummary"])
        for fault in found["violations"]
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"][:2]
    ]


def test_no_serious_fault(visit):
    """axe-core finds nothing serious in any view, with filters and search open too."""
    page = visit(fresh=True)
    for address in STATES:
        page.turn(address)
        assert faults(page) == [], address
    page.turn("")
    page.tab.click("#filters-toggle")
    page.tab.fill("#find", "o")
    assert faults(page) == []


def test_contrast_in_the_dark(visit):
    """Dark colours can be read as well as light ones."""
    page = visit(color_scheme="dark", address="#")
    for address in STATES:
        page.turn(address)
        assert faults(page, ["color-contrast"]) == [], address


@pytest.mark.parametrize("width", [390, 900, 1600])
def test_no_sideways_scrolling(visit, width):
    """At three widths the page fits; only tables and the timeline scroll in their own boxes."""
    page = visit(viewport={"width": width, "height": 800}, address="#")
    for address in STATES:
        page.turn(address)
        wide = page.tab.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, address


def test_the_picture_is_told_in_words_too(visit):
    """All that is drawn stands beside it as text: each actor, each issue, each side."""
    page = visit()
    text = page.see("#details")
    for actor in ("Ines Okoro", "Tomas Weld"):
        assert actor in text
    for issue in world()[2]:
        assert issue.label in text


def test_lines_between_actors_are_told_in_words(visit):
    """Who agrees, who conflicts, who speaks of whom: each line drawn can be reached without hitting it."""
    page = visit(address="#view=agreement")
    page.tab.click("#details a:has-text('Tomas Weld')")
    assert "pair:ines-okoro|tomas-weld|" in page.address
    page.turn("#view=agreement&open=actor:tomas-weld")
    page.tab.click("#details h3:has-text('On the opposite side of') + .chips a")
    assert "pair:ines-okoro|tomas-weld|conflicts" in page.address
    page.turn("#view=talk")
    page.tab.click("#details h2:has-text('Who speaks of whom') + .rows a")
    assert "Okoro had promised him the toll would stay" in page.see("#details")
