"""The file that kg writes, read as text."""

import json
import re
import subprocess
import sys
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest

import kg.view as view
from kg.model import Collection, Stance
from kg.view import drawing, page
from kg.view import page as make_page
from kg.view.data import columns
from kg.view.page import MODULES, scoped
from tests.view.fixtures import Desk, world

BUILD = "import sys; from tests.view.fixtures import world; from kg.view import page; sys.stdout.write(page(*world()))"


@pytest.fixture(scope="module")
def html():
    return make_page(*world())


class Scripts(HTMLParser):
    """Counts elements as a browser would meet them."""

    def __init__(self, html):
        super().__init__()
        self.tags = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)


def block(html):
    return json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)[1])


def test_same_bytes_in_any_process():
    """Hash order and the folder that kg runs in leave no trace."""
    root = Path(__file__).resolve().parents[2]
    pages = [
        subprocess.run(
            [sys.executable, "-c", BUILD],
            env={"PYTHONPATH": str(root), "PYTHONHASHSEED": seed, "PATH": "/usr/bin:/bin"},
            capture_output=True,
            check=True,
            cwd=folder,
        ).stdout
        for seed, folder in (("1", root), ("77", "/"))
    ]
    assert pages[0] == pages[1] != b""


def test_order_of_findings_does_not_show(html):
    """The same articles read in another order make the same page."""
    findings, collection, issues = world()
    assert page(findings[::-1], collection, issues) == html


def test_policy_forbids_all_but_our_scripts(html):
    """Nothing may be loaded; scripts and style are named by hash."""
    policy = unescape(re.search(r'Content-Security-Policy" content="([^"]*)"', html)[1])
    parts = dict(part.split(" ", 1) for part in policy.split("; "))
    assert parts["default-src"] == "'none'"
    assert re.fullmatch(r"'sha256-[^']+' 'sha256-[^']+'", parts["script-src"])
    assert re.fullmatch(r"'sha256-[^']+'", parts["style-src"])
    assert "unsafe" not in policy
    assert "http" not in policy


def test_no_address_in_what_the_browser_loads(html):
    """No element asks for anything; no path of this machine is in the file."""
    assert not re.search(
        r"<(link|img|iframe|object|embed|base)\b|<script[^>]+src=|@import|url\(", html.replace(drawing.script(), "")
    )
    assert str(Path.home()) not in html
    assert "site-packages" not in html


@pytest.mark.parametrize("text", ["</script><script>x()</script>", "<!--<script>", "\u2028", "\ud800", "]]>", "\r\n"])
def test_text_cannot_leave_the_data_block(text):
    """Whatever stands in an article stays in the block, and comes out of it as it was."""
    story = f'Ann said "yes {text} no" today.'
    desk = Desk("x", story, title=text, outlet=text).actor("ann", f"Ann {text}")
    desk.says("a1", "ann", f'"yes {text} no"', "Ann", "said")
    out = page([desk.done()], Collection(), ())
    assert Scripts(out).tags == Scripts(page([], Collection(), ())).tags
    assert block(out)["articles"]["text"] == [story]
    out.encode("utf-8")


def test_pyvis_sees_numbers_only(html):
    """What pyvis builds holds no word from an article: ids, places, weights and our own stance names."""
    made = block(html)["drawing"]
    stances = {str(s) for s in Stance}
    for node in made["nodes"]:
        assert all(isinstance(v, int) or v in (" ", "dot", "#97c2fc") for v in node.values()), node
    for edge in made["edges"]:
        assert all(isinstance(v, int) or v in stances | {"to"} for v in edge.values()), edge
    assert made["options"]["physics"]["enabled"] is False


def test_weights_count_an_utterance_once():
    """A wire copy and a shortened repeat add nothing; another utterance does."""
    data = columns(*world())
    names, offset = data["actors"]["name"], len(data["actors"]["name"])
    weights = {
        (names[a], data["issues"]["id"][i - offset], drawing.STANCES[s]): n
        for (a, i, s), n in drawing.edges(data).items()
    }
    assert weights["Ines Okoro", "toll", "opposes"] == 2
    assert weights["Ines Okoro", "toll", "supports"] == 1
    assert weights["Dockers", "ferry", "supports"] == 1


def test_overview_holds_no_more_than_can_be_read():
    """With many actors the most quoted are taken, the issue first among them."""
    desk = Desk("x", "All want it.")
    for i in range(300):
        desk.actor(f"p{i}", f"P {i}").stands(f"p{i}", world()[2][0], "supports", ["All want it."])
    made = drawing.overview(columns([desk.done()], Collection(), ()))
    assert len(made["nodes"]) == drawing.LEGIBLE
    assert max(n["id"] for n in made["nodes"]) == 300


def test_vis_network_comes_from_the_installed_pyvis():
    """The library is read, not copied, and asks for no source map."""
    script = drawing.script()
    assert "vis-network" in script
    assert "\r" not in script
    assert "sourceMappingURL" not in script


def test_an_empty_collection_has_a_page():
    """No findings at all: a page that says so, not a traceback."""
    assert "<main" in page([], Collection(), ())


def test_each_import_of_the_script_is_an_export_of_a_module_before_it():
    """The modules are joined in order: what one takes, an earlier one gives."""
    given = {}
    for name in MODULES:
        source = (Path(view.__file__).parent / "page" / f"{name}.js").read_text("utf-8")
        for taken, origin in re.findall(r'^import \{([^}]*)\} from "\./([a-z]+)\.js";$', source, re.MULTILINE):
            missing = {n.strip() for n in taken.split(",")} - given[origin]
            assert not missing, (name, origin, missing)
        given[name] = {n.strip() for n in re.search(r"return \{(.*)\};\n\}\)\(\);$", scoped(name))[1].split(",")}
        assert not re.search(r"^(export|import) ", scoped(name), re.MULTILINE), name
