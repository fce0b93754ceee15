"""Text that wants to be code, in every field that comes from outside."""

from urllib.parse import urlencode

import pytest

from kg.model import ActorKind, ActorLink, Article, Collection, Echo, Issue, Position, Relation, Stance
from tests.view.fixtures import Desk

FIRE = "window.fired=(window.fired||0)+1"
CANARIES = [
    f"<script>{FIRE}</script>",
    f"</script><script>{FIRE}</script>",
    f'<img src=x onerror="{FIRE}">',
    f'"><svg onload={FIRE}>',
    f"' onmouseover='{FIRE}' x='",
    f"javascript:{FIRE}",
    f'<a href="javascript:{FIRE}">href</a>',
    f"</style><style>*{{display:none}}</style>{FIRE}",
    f"{{{{constructor.constructor('{FIRE}')()}}}}",
    f"<iframe srcdoc='<script>parent.{FIRE}</script>'>",
    "url(https://canary.example/x) @import 'https://canary.example/y'",
    "%3Cscript%3E&open=x#|/:\\u003cscript>",
]


def hostile(number, canary):
    """Two findings with *canary* in every field that a page shows, the link, echo and issue between them."""
    issue = Issue(f"i{number}{canary}", canary, f"issue {canary}", (canary,), canary, canary)
    ann, bob = f"ann{number}{canary}", f"bob{number}{canary}"
    desks = []
    for n in (0, 1):
        text = f"{canary}\nAnn {canary} told Bob {n}: “no {canary} more, said once {'again' * n}” and he agreed."
        desk = Desk(f"{number}.{n}{canary}", text)
        desk.article = Article(
            desk.article.id, text, (f"{canary}.txt",), f"title {canary}", f"outlet {canary}", url=f"javascript:{FIRE}"
        )
        content = text[text.index("“") : text.index("”") + 1]
        desk.actor(ann, f"Ann {canary}", aliases=[canary], roles=[(canary, canary)], mentions=["Ann"])
        desk.actor(bob, f"Bob {canary}", ActorKind.GROUP, mentions=["once"])
        desk.says("a1", ann, content, "Ann", "told", to=[bob], cue_lemma=canary, found_by=canary)
        desk.positions.append(Position(ann, issue.id, Stance.OPPOSES, ("a1",), bob, 0.5))
        desk.stands(bob, issue, "supports", ["he agreed"])
        desks.append(desk.done())
    one, two = sorted(f.article.id for f in desks)
    return desks, ActorLink(ann, ann + "'", canary), Echo(one, "a1", two, "a1", Relation.VARIANT), issue


@pytest.fixture
def hostile_page(visit):
    parts = [hostile(n, canary) for n, canary in enumerate(CANARIES)]
    collection = Collection(tuple(p[1] for p in parts), tuple(sorted(p[2] for p in parts)))
    return visit(([f for p in parts for f in p[0]], collection, [p[3] for p in parts]))


def test_nothing_runs(hostile_page):
    """Hovered, clicked and opened in every view, no canary fires, asks for anything or changes the page."""
    tab = hostile_page.tab
    data = "JSON.parse(document.getElementById('data').textContent)"
    for view in ("Agreement", "One actor", "One issue", "Timeline", "Outlets", "Articles", "Positions"):
        tab.click(f"nav a:has-text('{view}')")
        tab.mouse.move(700, 450)
    ids = [f"actor:{i}" for i in tab.evaluate(f"{data}.actors.id")] + [
        f"issue:{i}" for i in tab.evaluate(f"{data}.issues.id")
    ]
    for node in ids:
        place = tab.evaluate("id => document.getElementById('network').whereIs(id)", node)
        assert place, node
        tab.mouse.move(place["x"], place["y"] + tab.locator("#network").bounding_box()["y"])
        hostile_page.turn("#" + urlencode({"open": node}))
        assert (
            FIRE in tab.inner_text("#details")
            or "canary" in tab.inner_text("#details")
            or "u003c" in tab.inner_text("#details")
        )
    for article in tab.evaluate(f"{data}.articles.id")[::2]:
        hostile_page.turn(
            "#" + urlencode({"view": "articles", "focus": f"{article}/a1", "open": f"quote:{article}/a1"})
        )
        assert "no" in tab.inner_text(".text .content.open >> nth=0")
        tab.click(".notes a")
    hostile_page.turn("")
    tab.click("#filters-toggle")
    tab.fill("#find", "script")
    assert tab.locator("#found li").count() > 3
    assert_untouched(hostile_page)


def test_nothing_runs_when_clicked(hostile_page):
    """The doors of a hostile actor, edge and quote, by real clicks."""
    tab = hostile_page.tab
    tab.click("#details .rows .actor")
    for selector in (
        "#details .position",
        "#details .doors a >> nth=-1",
        "#details .doors a >> nth=0",
        ".notes a >> nth=0",
    ):
        tab.click(selector)
    tab.click(".reading header + .key a")
    with tab.expect_download():
        tab.click("nav a:has-text('Positions')")
        tab.click("#save-svg")
    assert_untouched(hostile_page)


def assert_untouched(page):
    tab = page.tab
    assert tab.evaluate("window.fired") is None
    assert tab.locator("script").count() == 3
    assert tab.locator("style").count() == 1
    assert tab.locator("img, iframe, [onerror], [onload], [onmouseover], a[href^=javascript]").count() == 0
    assert page.silent()


def test_an_article_address_is_a_link_only_on_the_web(visit):
    """A web address is a link; what runs or reads files is not."""
    for url, href in (
        ("https://news.example/1", "https://news.example/1"),
        ("data:text/html,x", "#"),
        ("file:///etc/passwd", "#"),
    ):
        desk = Desk("x", "Ann said so.")
        desk.article = Article("x", "Ann said so.", ("x.txt",), "T", url=url)
        page = visit(([desk.done()], Collection(), ()), "#view=articles&focus=x")
        assert page.tab.get_attribute(f".reading a:has-text('{url}')", "href") == href
