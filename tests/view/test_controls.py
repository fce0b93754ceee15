"""Search, filters, addresses, keys and buttons of the page, by mouse and keyboard in a real browser."""

from dataclasses import replace

import pytest


def tick(page, label):
    page.tab.locator("#filters label", has_text=label).first.locator("input").click()


def open_filters(page):
    page.tab.click("#filters-toggle")
    page.tab.wait_for_selector("#filters:not([hidden])")


@pytest.mark.parametrize(
    ("query", "open_"),
    [("okoro", "actor:ines-okoro"), ("bridge fee", "issue:toll"), ("waited long", "quote:channel/a2")],
)
def test_search_by_keyboard(visit, query, open_):
    """A slash goes to the search; names, other names of issues and words that were said are found."""
    page = visit()
    page.tab.keyboard.press("/")
    page.tab.keyboard.type(query)
    page.tab.keyboard.press("ArrowDown")
    assert page.tab.get_attribute("#found li", "aria-selected") == "true"
    page.tab.keyboard.press("Enter")
    assert f"open={open_}" in page.address
    assert page.tab.is_hidden("#found")


def test_search_by_mouse_and_escape(visit):
    """A result is taken with a click; Escape puts the list away; what is nowhere finds nothing."""
    page = visit()
    page.tab.fill("#find", "free passage")
    page.tab.click("#found li:has-text('article')")
    assert "view=articles&focus=channel" in page.address
    page.tab.click("#find")
    page.tab.keyboard.type("weld")
    page.tab.keyboard.press("Escape")
    assert page.tab.is_hidden("#found")
    page.tab.fill("#find", "zebra crossing")
    assert page.tab.locator("#found li").count() == 0


@pytest.mark.parametrize(
    ("label", "in_address", "passes"),
    [
        ("supports", "stance=supports", 7),
        ("The Ellery Post", "outlet=The Ellery Post", 2),
        ("Night ferry", "issue=ferry", 2),
        ("Tomas Weld", "actor=tomas-weld", 3),
        ("mixed", "kind=mixed", 1),
        ("own words", "kind=reporter", 1),
    ],
)
def test_each_box_of_the_filters(visit, label, in_address, passes):
    """A ticked box is in the address and leaves only what passes; ticked off again, all is back."""
    page = visit()
    open_filters(page)
    before = page.see("#filters [role=status]")
    tick(page, label)
    assert in_address in page.address.replace("+", " ")
    if label != "supports":
        assert f"{passes} piece" in page.see("#filters [role=status]")
    assert page.see("#filters [role=status]") != before
    tick(page, label)
    assert page.see("#filters [role=status]") == before


def test_the_other_filters(visit):
    """Told by, confidence, dates, repeats, number of nodes; and all taken off at once."""
    page = visit()
    open_filters(page)
    page.tab.select_option("#filter-told", "hearsay")
    assert "told=hearsay" in page.address
    assert "1 piece of evidence" in page.see("#filters [role=status]")
    page.tab.click("#filters a:has-text('Take all off')")
    assert page.address == ""
    page.tab.focus("#filter-sure")
    for _ in range(12):
        page.tab.keyboard.press("ArrowRight")
    assert "sure=60" in page.address
    page.tab.fill("#filter-from", "2024-03-06")
    assert "1 piece of evidence" in page.see("#filters [role=status]")
    page.tab.fill("#filter-to", "2024-03-06")
    assert "to=2024-03-06" in page.address
    assert "Nothing passes" in page.see(".empty")
    page.tab.click(".empty a")
    assert page.address == ""
    assert page.tab.is_hidden(".empty")
    one = page.see("#filters [role=status]")
    page.tab.click("#filter-once")
    assert "once=no" in page.address
    assert page.see("#filters [role=status]") != one
    page.tab.select_option("#filter-show", "30")
    assert "show=30" in page.address


def test_every_state_has_an_address(visit):
    """A copied address opens the same state in another window; Back goes to the state before."""
    page = visit(fresh=True)
    page.tab.click("nav a:has-text('One issue')")
    page.tab.select_option(".chooser select", "toll")
    open_filters(page)
    tick(page, "opposes")
    address = page.tab.evaluate("location.hash")
    seen = page.see("#details")
    assert visit(fresh=True, address=address).see("#details") == seen
    page.tab.click("nav a:has-text('Timeline')")
    page.tab.go_back()
    assert page.tab.get_attribute("body", "data-view") == "issue"


@pytest.mark.parametrize(
    "address",
    [
        "#view=nowhere",
        "#open=actor:nobody",
        "#open=quote:x/y",
        "#open=edge:a|b|c",
        "#view=articles&focus=none",
        "#view=actor&focus=x",
        "#%%%",
        "#open=:",
        "#open=cell:toll|x|y|supports",
        "#stance=fury&sure=abc&from=soon",
    ],
)
def test_an_address_that_means_nothing_does_no_harm(visit, address):
    """Old or mistyped links show the page, and say what is missing."""
    assert visit(address=address).see("#details")


def test_keyboard_alone_reads_the_picture(visit):
    """Arrow keys go from node to node and tell the name, Enter opens, Escape closes, plus and minus zoom."""
    page = visit()
    page.tab.focus("#network")
    page.tab.keyboard.press("ArrowRight")
    page.tab.keyboard.press("ArrowLeft")
    page.tab.keyboard.press("ArrowUp")
    page.tab.keyboard.press("ArrowDown")
    assert "Enter opens it" in page.tab.text_content("#spoken")
    page.tab.keyboard.press("Enter")
    assert "open=" in page.address
    page.tab.keyboard.press("Escape")
    assert page.address == ""
    before = page.at("actor:dockers")
    page.tab.keyboard.press("+")
    assert page.at("actor:dockers") != before
    page.tab.keyboard.press("-")
    page.tab.keyboard.press("0")
    assert page.at("actor:dockers") == pytest.approx(before, abs=1)


def test_zoom_buttons_and_dragging(visit):
    """Buttons zoom and show all again; a node can be dragged."""
    page = visit(fresh=True)
    before = page.at("actor:dockers")
    page.tab.click(".zooms button:has-text('+')")
    assert page.at("actor:dockers") != before
    page.tab.click("[aria-label='Zoom out']")
    page.tab.click("[aria-label='Show all']")
    assert page.at("actor:dockers") == pytest.approx(before, abs=1)
    page.tab.mouse.move(*before)
    page.tab.mouse.down()
    page.tab.mouse.move(before[0] + 60, before[1] - 80, steps=4)
    page.tab.mouse.up()
    assert page.at("actor:dockers") == pytest.approx((before[0] + 60, before[1] - 80), abs=6)


def test_skip_link_and_close(visit):
    """The first Tab offers the picture; the cross closes what is open."""
    page = visit(fresh=True, address="#open=issue:toll")
    page.tab.keyboard.press("Tab")
    page.tab.keyboard.press("Enter")
    assert page.tab.evaluate("document.activeElement.id") == "main"
    page.tab.click(".close")
    assert page.address == ""
    assert "In this picture".upper() in page.see("#details").upper()


def test_pictures_are_saved(visit, tmp_path):
    """SVG holds the names as text; PNG is a picture; where there is none to save, the buttons are off."""
    page = visit()
    with page.tab.expect_download() as saved:
        page.tab.click("#save-svg")
    svg = tmp_path / "a.svg"
    saved.value.save_as(svg)
    text = svg.read_text("utf-8")
    assert "Ines Okoro" in text
    assert "Toll on the" in text
    assert ">opposes<" in text  # the key of the colours travels with the picture, and where it comes from
    assert "4 articles · 4 outlets" in text
    assert "Quotations are reworded" in text
    assert "<script" not in text
    with page.tab.expect_download() as saved:
        page.tab.click("#save-png")
    png = tmp_path / "a.png"
    saved.value.save_as(png)
    assert png.read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
    page.tab.click("nav a:has-text('Timeline')")
    with page.tab.expect_download():
        page.tab.click("#save-svg")
    page.tab.click("nav a:has-text('Outlets')")
    assert page.tab.is_disabled("#save-svg")
    assert page.tab.is_disabled("#save-png")


def test_light_and_dark(visit):
    """The system's choice holds until the button is pressed."""
    page = visit(color_scheme="dark")
    paper = "getComputedStyle(document.body).backgroundColor"
    dark = page.tab.evaluate(paper)
    page.tab.click("#theme")
    light = page.tab.evaluate(paper)
    assert dark == "rgb(23, 24, 26)"
    assert light == "rgb(252, 251, 248)"
    page.tab.click("#theme")
    assert page.tab.evaluate(paper) == dark


def test_link_button(visit):
    """The button copies the address, or points to it."""
    page = visit(permissions=["clipboard-read", "clipboard-write"], address="#view=outlets")
    page.tab.click("#copy-link")
    page.tab.wait_for_selector("#copy-link:text-matches('^(Copied|See address bar)$')")


def test_more_buttons_show_more(visit):
    """Lists are cut, and go on when asked."""
    from kg.model import Collection
    from tests.view.fixtures import ISSUES, Desk

    desk = Desk("x", "All want it. " * 3, outlet="O")
    for i in range(40):
        desk.actor(f"p{i}", f"Person {i}").stands(f"p{i}", ISSUES[0], "supports", ["All want it."])
    page = visit(([desk.done()], Collection(), ISSUES), "#open=issue:toll")
    assert page.tab.locator(".camp .card").count() == 8
    page.tab.click(".camp .more")
    assert page.tab.locator(".camp .card").count() == 40


def test_print_hides_the_controls(visit):
    """On paper there is the picture and what is open, no button."""
    page = visit(color_scheme="light", address="#open=issue:toll")
    page.tab.emulate_media(media="print")
    assert page.tab.is_hidden("#find")
    assert page.tab.is_hidden(".tools")
    assert page.tab.is_visible("#details")


def test_paper_is_light(visit):
    """What is dark on the screen is printed dark on light, and is dark again afterwards."""
    page = visit(color_scheme="dark")
    paper = "getComputedStyle(document.body).backgroundColor"
    dark = page.tab.evaluate(paper)
    page.tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.tab.evaluate(paper) == "rgb(252, 251, 248)"
    page.tab.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.tab.evaluate(paper) == dark


def test_an_empty_page_says_so(visit):
    """No articles: every view opens and says that there is nothing."""
    from kg.model import Collection

    page = visit(([], Collection(), ()))
    for name in ("Agreement", "One actor", "One issue", "Timeline", "Outlets", "Articles", "Positions"):
        page.tab.click(f"nav a:has-text('{name}')")
    assert "No article has been read" in page.see(".empty")


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("#view=agreement&stance=ambivalent", "Nothing passes the filters"),
        ("#view=talk&outlet=Channel+Nine", "Nothing passes the filters"),
        ("#view=timeline&sure=100", "Nothing passes the filters"),
        ("#view=outlets&outlet=Channel+Nine", "No utterance here is told by two outlets"),
        ("#view=articles&from=2025-01-01", "No article passes the filters"),
        ("#open=actor:nobody", "This page knows no actor"),
    ],
)
def test_an_empty_view_says_why(visit, address, says):
    """What shows nothing says so in words."""
    assert says in visit(address=address).see("#body")


def test_choices_stay_while_one_is_chosen(visit):
    """A ticked issue does not take the others off the list: a second can be ticked beside it."""
    page = visit()
    open_filters(page)
    tick(page, "Night ferry")
    tick(page, "Toll on the harbour")
    assert "issue=ferry&issue=toll" in page.address or "issue=toll&issue=ferry" in page.address


def test_without_positions_it_shows_who_speaks_of_whom(visit):
    """Articles off the scheme's issues still make a picture."""
    from tests.view.fixtures import world

    findings, collection, issues = world()
    page = visit(([replace(f, positions=()) for f in findings], collection, issues))
    assert page.at("actor:ines-okoro")
    assert "one speaks of the other" in page.see("#details")
    page.tab.click("nav a:has-text('Who speaks of whom')")
    page.turn("#view=talk&open=talk:ines-okoro|tomas-weld")
    assert "Okoro had promised him the toll would stay" in page.see("#details")
