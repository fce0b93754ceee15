"""Regions against hand-made gold: furniture found, and no annotated word lost to it."""

import json
from pathlib import Path

import pytest

from kg import articles
from tests.needs import need_shared

ROOT = Path(__file__).resolve().parent.parent.parent


def measured(folder, gold):
    """Precision and recall of furniture in characters, headings found, annotated characters lost."""
    right = marked = wanted = lost = heads = found_heads = 0
    for article in articles.read([str(folder)]):
        path = gold / article.name.replace(".txt", ".gold.json")
        if not path.exists():
            continue
        data = json.loads(path.read_text("utf-8"))
        mine = {i for r in article.regions if r.zone.is_furniture for i in range(r.span.start, r.span.end)}
        want = {i for s, e, _ in data["boilerplate"] for i in range(s, e)}
        mine, want = ({i for i in x if not article.text[i].isspace()} for x in (mine, want))
        right, marked, wanted = right + len(mine & want), marked + len(mine), wanted + len(want)
        content = {i for a in data["attributions"] for s, e in a["content"] for i in range(s, e)}
        lost += len(content & mine)
        zones = {(r.span.start, r.span.end) for r in article.regions if not r.zone.is_furniture}
        outside = [h for h in data["headings"] if "footnote" not in h[2]]
        heads += len(outside)
        found_heads += sum((s, e) in zones for s, e, _ in outside)
    return right / marked, right / wanted, found_heads / heads, lost


@pytest.mark.parametrize("real", [False, True])
def test_furniture_against_gold(real):
    """On our own articles and on the real ones beside the project: every line that is marked is furniture."""
    where = (need_shared("seeds"), need_shared("gold")) if real else (ROOT / "seeds", ROOT / "tests" / "gold")
    precision, recall, headings, lost = measured(*where)
    assert lost == 0
    assert precision >= 0.99
    assert recall >= 0.97
    assert headings >= 0.9
