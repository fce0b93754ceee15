"""The question a journalist has, asked of the bundled articles as people annotated them."""

import json
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest

from kg.ids import slug
from kg.model import Actor, Article, Attribution, Collection, Echo, Findings, Kind, Relation, Span, Utterance

ROOT = Path(__file__).resolve().parents[2]


def spans(pairs):
    return tuple(Span(*pair) for pair in pairs or [])


def findings_of(path):
    """The findings that a gold file describes."""
    gold = json.loads(path.read_text("utf-8"))
    text = (ROOT / "seeds" / gold["article"]).read_bytes().decode("utf-8-sig")
    utterances = []
    for a in gold["attributions"]:
        parts = [spans(a[part]) for part in ("content", "source", "cue")]
        attribution = Attribution(a["id"], *parts, Kind(a["type"]), parent=a["parent"])
        utterances.append(Utterance(attribution, tuple(slug(name) for name in a["speakers"])))
    names = {name for a in gold["attributions"] for name in a["speakers"]}
    actors = tuple(Actor(slug(name), name) for name in sorted(names))
    article = Article(gold["article"], text, (gold["article"],), gold["title"], gold["publisher"], date(2025, 2, 13))
    return Findings(article, tuple(utterances), actors)


def echoes():
    """The same utterances, as people grouped them; how each pair relates is left to the page."""
    found = set()
    for group in json.loads((ROOT / "tests" / "gold" / "same_utterance.json").read_text("utf-8")):
        for a, b in combinations(sorted(map(tuple, group["reports"])), 2):
            if a[0] != b[0]:
                found.add(Echo(*a, *b, Relation.VARIANT))
    return tuple(sorted(found))


@pytest.fixture(scope="module")
def annotated():
    gold = sorted((ROOT / "tests" / "gold").glob("[0-9]*.gold.json"))
    return [findings_of(path) for path in gold], Collection(echoes=echoes()), ()


def test_which_outlets_shortened_zelenskyys_quote_and_what_they_left_out(visit, annotated):
    """Two clicks: Outlets, then the cell that says "shortened" in Zelenskyy's row; the struck words are the answer."""
    page = visit(annotated)
    page.tab.click("nav a:has-text('Outlets')")
    page.tab.click("tr:has(th:has-text('Zelensk')):has-text('at length today') a:has-text('shortened')")
    card = page.tab.locator(".wording:has(.how-truncated)")
    assert card.count() == 1
    left_out = card.locator("del").all_inner_texts()
    assert any("I spoke with President Trump" in words for words in left_out), left_out
