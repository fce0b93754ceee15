"""The page of the articles that come with kg, made by the real pipeline: what a new user sees first."""

import pytest

from kg import actors
from kg.graph import issues
from tests.needs import need_shared


@pytest.fixture(scope="module")
def seeds_made(seed_findings):
    return seed_findings, actors.collect(seed_findings, actors.load_register(None)), issues.read(None)


def test_first_look(visit, seeds_made):
    """Counts, issues with both sides, and that the quotations are reworded."""
    page = visit(seeds_made)
    assert f"{len(seeds_made[0])} articles" in page.see("header")
    assert "against" in page.see("#details")
    assert "Quotations are reworded" in page.see("footer")


def test_four_clicks_to_what_was_left_out(visit, seeds_made):
    """Which outlets shortened a quote, and what did they leave out: Outlets, the cell, read the struck words."""
    page = visit(seeds_made)
    page.tab.click("nav a:has-text('Outlets')")
    page.tab.click("td a:has-text('shortened')")
    shortened = page.tab.locator(".wording:has(.how-truncated)").first
    assert len(shortened.locator("del").first.inner_text().split()) > 2


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (900, 1100), (390, 844)])
def test_each_mark_has_its_name_beside_it(visit, seeds_made, width, height):
    """At three widths, as long as nobody zooms, no actor and no issue is left without its name."""
    page = visit(seeds_made, viewport={"width": width, "height": height})
    page.tab.wait_for_timeout(300)
    named = page.tab.evaluate("document.getElementById('network').named()")
    data = page.tab.evaluate("JSON.parse(document.getElementById('data').textContent)")
    everyone = [f"actor:{i}" for i in data["actors"]["id"]] + [f"issue:{i}" for i in data["issues"]["id"]]
    where = "ids => ids.filter(id => document.getElementById('network').whereIs(id))"
    assert sorted(named) == sorted(page.tab.evaluate(where, everyone))
    assert len(named) >= 8


def test_every_edge_of_the_overview_opens_its_sentence(visit, seeds_made):
    """Each drawn edge has evidence, and each evidence shows words of an article."""
    page = visit(seeds_made)
    shown = page.tab.evaluate(
        """async () => {
            const data = JSON.parse(document.getElementById("data").textContent), n = data.actors.id.length;
            const told = [];
            for (const {from, to, stance} of data.drawing.edges) {
                location.hash = `open=edge:${data.actors.id[from]}|${data.issues.id[to - n]}|${stance}`;
                await new Promise((done) => setTimeout(done));
                const card = document.querySelector("#details .card");
                told.push([location.hash, card?.querySelector("blockquote .content").textContent ?? "",
                    [...card?.querySelectorAll(".doors a") ?? []].some((a) => a.textContent === "In the article")]);
            }
            return told;
        }"""
    )
    assert len(shown) > 20
    for edge, words, has_door in shown:
        assert words.strip(), edge
        assert has_door, edge


def test_each_mark_of_each_article_opens(visit, seeds_made):
    """Every article can be read, all its text is there, and its notes open their quotes."""
    page = visit(seeds_made)
    for one in seeds_made[0]:
        page.turn(f"#view=articles&focus={one.article.id}")
        shown = "".join(page.tab.locator(".text p").all_text_contents())
        assert "".join(shown.split()) == "".join(one.article.text.split())
        page.tab.click(".notes a >> nth=0")
        assert page.tab.locator(".content.open").count() > 0


def test_the_real_articles_make_a_silent_page(visit, extractor):
    """The five articles that kg was made for: drawn, read and searched without a complaint."""
    from kg import articles

    read = tuple(extractor(a) for a in articles.read([str(need_shared("seeds"))]))
    page = visit((read, actors.collect(read, actors.load_register(None)), issues.read(None)))
    for name in ("Agreement", "One actor", "One issue", "Timeline", "Outlets", "Articles", "Positions"):
        page.tab.click(f"nav a:has-text('{name}')")
    page.tab.fill("#find", "putin")
    assert page.tab.locator("#found li").count() > 0
