"""The page as its reader has it: every control by mouse or keyboard, in a real browser that must stay silent."""

from dataclasses import replace

import pytest


def tick(page, label):
    page.tab.locator("#filters label", has_text=label).first.locator("input").click()


def open_filters(page):
    page.tab.click("#filters-toggle")
    page.tab.wait_for_selector("#filters:not([hidden])")


def test_shows_actors_and_issues_and_where_they_come_from(visit):
    """The first look: counts, issues with their sides, articles, and that the words are reworded."""
    page = visit()
    assert "4 articles · 4 outlets · 4 Mar 2024 to 7 Mar 2024" in page.see("header")
    assert "Toll on the harbour bridge" in page.see("#details")
    assert "3 for, 2 against" in page.see("#details")
    assert "Written for kg. Quotations are reworded" in page.see("footer")


def test_four_clicks_to_what_an_outlet_left_out(visit):
    """Which outlet shortened the mayor's words, and what did it leave out? Two clicks from the overview."""
    page = visit()
    page.tab.click("nav a:has-text('Outlets')")
    page.tab.click("td a:has-text('shortened')")
    card = page.tab.locator(".wording", has_text="The Ellery Post")
    assert "shortened" in card.inner_text()
    assert card.locator("del").inner_text().strip(" ,") == "and we will not sell it back to them lorry by lorry"


def test_same_path_from_the_actor_in_the_picture(visit):
    """From the mayor's node to the wordings of her quote: three clicks."""
    page = visit()
    page.tab.mouse.click(*page.at("actor:ines-okoro"))
    page.tab.click("#details .cards a:has-text('1 shortened')")
    assert page.tab.locator(".wording").count() == 4
    assert "quote:wire/a2" in page.address


def test_a_retold_report_is_not_marked_word_by_word(visit):
    """Where little is shared, marks would be noise."""
    page = visit(address="#open=quote:wire/a2")
    card = page.tab.locator(".wording", has_text="Channel Nine")
    assert "retold" in card.inner_text()
    assert card.locator("del, ins").count() == 0


def test_click_on_an_edge_opens_its_sentence(visit):
    """Half-way between two nodes lies the edge; a click there shows the quote it rests on, with the deciding words."""
    page = visit()
    (x, y), (u, v) = page.at("actor:tomas-weld"), page.at("issue:toll")
    for share in (0.3, 0.4, 0.5, 0.6):
        for aside in (0, 6, 12, 18, -6, -12, -18):
            page.tab.mouse.move(x + (u - x) * share + aside / 2, y + (v - y) * share + aside)
            page.tab.wait_for_timeout(15)
            if page.tab.is_visible("#tip"):
                page.tab.mouse.down()
                page.tab.mouse.up()
                page.tab.wait_for_timeout(400)
                break
        if "open=" in page.address:
            break
    assert "edge:tomas-weld|toll|supports" in page.address
    assert "It pays for the cranes" in page.see("#details")
    assert "pays for the cranes" in page.tab.locator("#details mark").all_inner_texts()


def test_hover_names_what_is_under_the_mouse(visit):
    """A tip appears over a node and goes when the mouse leaves."""
    page = visit()
    page.tab.mouse.move(*page.at("actor:ines-okoro"))
    page.tab.wait_for_selector("#tip:not([hidden])")
    assert "Ines Okoro" in page.see("#tip")
    page.tab.mouse.move(5, 300)
    page.tab.wait_for_selector("#tip", state="hidden")


def test_double_click_goes_round_an_actor(visit):
    """A double click on a node makes it the middle."""
    page = visit()
    page.tab.mouse.dblclick(*page.at("actor:ines-okoro"))
    page.tab.wait_for_selector("body[data-view=actor]")
    assert "focus=ines-okoro" in page.address


def test_edge_panel_tells_hearsay_from_own_words(visit):
    """A stance that another ascribes says by whom."""
    page = visit(address="#open=edge:ines-okoro|toll|supports")
    assert "hearsay: Tomas Weld says so" in page.see("#details")
    assert "Ines Okoro, as told by Tomas Weld" in page.see("#details")
    assert "hearsay:" not in visit(address="#open=edge:ines-okoro|toll|opposes").see("#details")


def test_reporters_own_words_are_evidence_with_a_place(visit):
    """A position shown by the reporter's own sentence opens that sentence in its article."""
    page = visit(address="#open=edge:dockers|ferry|supports")
    assert "In the reporter's own words" in page.see("#details")
    page.tab.click("#details a:has-text('In the article')")
    assert page.see(".reading .own") == "The dockers want the night ferry back."


def test_actor_portrait(visit):
    """Roles, other names, why they are one, positions, whom they speak of, quotes."""
    page = visit(address="#open=actor:ines-okoro")
    text = page.see("#details")
    for part in ("mayor", "Also: Mayor Okoro", "Positions", "Spoken of by", "Tomas Weld"):
        assert part in text
    page.tab.click("#details summary")
    assert "ines-okoro = mayor-okoro: role and family name (90 %)" in page.see("#details")
    page.tab.click("#details a:has-text('Around this actor')")
    assert page.tab.get_attribute("body", "data-view") == "actor"


def test_issue_panel_has_both_camps(visit):
    """Those for and against, each with a sentence."""
    page = visit(address="#open=issue:toll")
    assert "For (2)" in page.see("#details")
    assert "Against (1)" in page.see("#details")
    page.tab.click("#details a:has-text('Its camps')")
    assert page.tab.get_attribute("body", "data-view") == "issue"
    left, middle, right = (page.at(n)[0] for n in ("actor:tomas-weld", "issue:toll", "actor:ines-okoro"))
    assert left < middle < right


def test_agreement_and_conflict(visit):
    """Two who stand on opposite sides are joined, and the pair opens both sentences."""
    page = visit(address="#view=agreement&open=pair:ines-okoro|tomas-weld|conflicts")
    text = page.see("#details")
    assert "conflicts with" in text
    assert "Toll on the harbour bridge" in text
    assert page.at("actor:ines-okoro")
    assert page.at("actor:tomas-weld")


def test_chooser_changes_the_middle(visit):
    """One actor and one issue are chosen from a list."""
    page = visit()
    page.tab.click("nav a:has-text('One actor')")
    page.tab.select_option(".chooser select", "tomas-weld")
    assert "focus=tomas-weld" in page.address
    assert "Tomas Weld" in page.see("#details h2")
    page.tab.click("nav a:has-text('One issue')")
    page.tab.select_option(".chooser select", "ferry")
    assert "focus=ferry" in page.address
    assert "Night ferry" in page.see("#details h2")


def test_timeline_cells_open_their_statements(visit):
    """A dot is a number of statements; it opens them."""
    page = visit()
    page.tab.click("nav a:has-text('Timeline')")
    page.tab.click("#timeline a[aria-label^='Night ferry to the islands, 7 Mar 2024']")
    assert "Let the night ferry sail" in page.see("#details")


def test_reading_page_marks_source_cue_and_content(visit):
    """The article in full, its attributions marked, nesting one step deeper, furniture apart."""
    page = visit()
    page.tab.click("nav a:has-text('Articles')")
    page.tab.click(".articles a:has-text('Mayor: toll to go by spring')")
    inner = page.tab.locator(".text .deep-2")
    assert inner.inner_text() == "the toll would stay"
    assert "Mayor Ines Okoro" in page.tab.locator(".text .source").all_inner_texts()
    assert "told" in page.tab.locator(".text .cue").all_inner_texts()
    assert page.tab.locator(".text .furniture").all_inner_texts() == [
        "PORT ELLERY (Northern Wire) - ",
        "Photo: the bridge in fog",
    ]
    inner.click()
    assert "open=quote:wire/a4" in page.address
    assert "Tomas Weld" in page.see("#details .chain")


def test_reading_and_picture_are_linked_both_ways(visit):
    """From a quote's card to its place in the article, from the article's margin back to the quote and its node."""
    page = visit(address="#open=edge:ines-okoro|toll|opposes")
    page.tab.locator("#details a:has-text('In the article')").nth(1).click()
    assert page.tab.locator(".text .content.open").first.inner_text().startswith('"We built')
    page.tab.click(".notes a:has-text('Tomas Weld')")
    page.tab.click("#details .who a, #details .title a")
    assert "open=actor:tomas-weld" in page.address
    page.tab.click("nav a:has-text('Positions')")
    page.tab.go_back()
    assert page.tab.get_attribute("body", "data-view") == "articles"


def test_copies_of_one_text_are_named(visit):
    """An article that others printed as well says where."""
    page = visit(address="#view=articles&focus=copy")
    page.tab.click(".reading a:has-text('Northern Wire')")
    assert "focus=wire" in page.address


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
    assert "Nothing passes" in page.see(".below")
    page.tab.click("#filters a:has-text('Take all off')")
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
    page.tab.wait_for_function("document.getElementById('copy-link').textContent !== 'Link'")


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


def test_an_empty_page_says_so(visit):
    """No articles: every view opens and says that there is nothing."""
    from kg.model import Collection

    page = visit(([], Collection(), ()))
    for name in ("Agreement", "One actor", "One issue", "Timeline", "Outlets", "Articles", "Positions"):
        page.tab.click(f"nav a:has-text('{name}')")
    assert "Nothing passes" in page.see(".below")


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
