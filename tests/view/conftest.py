"""A real browser for the page: headless Chromium, steered by Playwright, which must stay silent."""

import pytest

from kg.view import page as make_page
from tests.needs import need, need_program
from tests.view.fixtures import world

ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium():
    """The installed Chromium, started once."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        need(False, "playwright")
    path = need_program("chromium", "chromium-browser", "google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


class Visit:
    """A page opened from a file; whatever it asks for or complains about is kept."""

    def __init__(self, chromium, path, **options):
        self.path = path
        self.context = chromium.new_context(viewport=options.pop("viewport", {"width": 1440, "height": 900}), **options)
        self.tab = self.context.new_page()
        self.tab.set_default_timeout(20_000)  # ms; a busy machine is slow
        self.requests, self.complaints = [], []
        self.tab.on("request", lambda request: self.requests.append(request.url))
        self.tab.on("console", lambda message: self.complaints.append(message.text))
        self.tab.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.tab.on("dialog", lambda dialog: (self.complaints.append("dialog"), dialog.dismiss()))

    def go(self, address=""):
        """Opens the file anew at *address*."""
        self.tab.goto("about:blank")
        self.tab.goto(f"file://{self.path}{address}")
        self.tab.wait_for_selector("html[data-ready=yes]")
        return self

    def turn(self, address=""):
        """Goes to *address* in the page that is open, its filters put away and the mouse out of the way."""
        self.tab.mouse.move(2, 2)
        self.tab.evaluate(
            """address => {
            location.hash = address;
            const filters = document.getElementById("filters");
            if (!filters.hidden) document.getElementById("filters-toggle").click();
            document.activeElement.blur();
        }""",
            address,
        )
        self.tab.wait_for_timeout(30)
        return self

    def see(self, selector):
        """The text of the first *selector*, as it is read."""
        return self.tab.inner_text(selector)

    @property
    def address(self):
        return self.tab.evaluate("decodeURIComponent(location.hash)")

    def at(self, node):
        """Where a node ("actor:…", "issue:…") stands in the window."""
        place = self.tab.evaluate("id => document.getElementById('network').whereIs(id)", node)
        box = self.tab.locator("#network").bounding_box()
        return box["x"] + place["x"], box["y"] + place["y"]

    def silent(self):
        """No request but for the file itself, no complaint."""
        asked = [u for u in self.requests if not u.startswith(("file:", "about:", "blob:file:", "blob:null"))]
        return asked == [] and self.complaints == []


@pytest.fixture(scope="session")
def world_page():
    """The page of the small world, made once."""
    return make_page(*world())


@pytest.fixture(scope="session")
def reader(chromium, world_page, tmp_path_factory):
    """The page of the small world, open in one window for all tests that change nothing but its state."""
    path = tmp_path_factory.mktemp("page") / "page.html"
    path.write_text(world_page, encoding="utf-8", newline="\n")
    one = Visit(chromium, path)
    yield one
    one.context.close()


@pytest.fixture
def visit(chromium, world_page, tmp_path, request):
    """Opens a page made of (findings, collection, issues), or the small world's; it must stay silent.

    Without *made* and options the window that is open already goes to *address*; ``fresh`` loads it anew.
    """
    visits = []

    def open_page(made=None, address="", *, fresh=False, **options):
        if made or options:
            path = tmp_path / f"page{len(visits)}.html"
            path.write_text(make_page(*made) if made else world_page, encoding="utf-8", newline="\n")
            visits.append(Visit(chromium, path, **options).go(address))
        else:
            reader = request.getfixturevalue("reader")
            visits.append(reader)
            if fresh or reader.tab.url == "about:blank":
                reader.go(address)
            else:
                reader.turn(address)
        return visits[-1]

    yield open_page
    for one in dict.fromkeys(visits):
        silent, found = one.silent(), (list(one.requests), list(one.complaints))
        one.complaints.clear()
        if one.tab.url.startswith(f"file://{tmp_path}"):
            one.context.close()
        assert silent, found
