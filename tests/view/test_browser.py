"""The page as its reader has it: every control by mouse or keyboard, in a real browser that must stay silent."""

import pytest


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


@pytest.mark.parametrize(
    ("fuller", "other", "expected"),
    [
        (
            "We want it to be free. To chase it is long and bad.",
            "To chase it is long.",
            "[We want it to be free. ]To chase it is long[ and bad].",
        ),
        ("we will not pay, we will not go", "we will not go", "[we will not pay,] we will not go"),
        ("we will not go", "we will not pay, we will not go", "{we will not pay,} we will not go"),
        ("the cat sat", "the dog sat on it", "the[ cat]{ dog} sat{ on it}"),
        ("a “b” c", 'a "b" c', 'a "b" c'),
        ("gone", "", "[gone]"),
    ],
)
def test_what_was_left_out_is_struck_where_a_reader_would(visit, fuller, other, expected):
    """Words that stayed are shown beside those they stayed with; [out], {in}."""
    parts = visit().tab.evaluate("texts => compareModule.differences(...texts)", [fuller, other])
    marks = {"same": "{}", "out": "[{}]", "in": "{{{}}}"}
    shown = "".join(marks[how].format(text) for how, text in parts)
    assert shown.replace(" ", "") == expected.replace(" ", "")


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


def test_a_name_is_part_of_its_mark(visit):
    """The mouse on an issue's frame, away from its middle, shows the tip and opens the issue."""
    page = visit()
    x, y = page.at("issue:toll")
    page.tab.mouse.move(x + 50, y + 8)
    page.tab.wait_for_selector("#tip:not([hidden])")
    assert "Toll on the harbour bridge" in page.see("#tip")
    page.tab.mouse.click(x + 50, y + 8)
    page.tab.wait_for_selector("#details h2.title:has-text('Toll on the harbour bridge')")
    assert page.address == "#open=issue:toll"


def test_numbers_of_the_outlet_tables_open_their_evidence(visit):
    """Each count of quotes, and of statements for or against, shows the sentences it counts."""
    page = visit(address="#view=outlets")
    page.tab.click("a[aria-label='The Ellery Post: 1 against']")
    assert "We built this bridge" in page.see("#details")
    page.tab.click("a[aria-label='Northern Wire: 2 quotes of Tomas Weld']")
    assert "It pays for the cranes" in page.see("#details")
    assert page.tab.locator("#details .card").count() == 2


def test_camps_and_circle_have_headings(visit, tmp_path):
    """The saved picture of a camp names its sides; at a phone's width the sides stand under the issue."""
    page = visit(viewport={"width": 390, "height": 844}, address="#view=issue&focus=toll")
    with page.tab.expect_download() as saved:
        page.tab.click("#save-svg")
    saved.value.save_as(tmp_path / "a.svg")
    text = (tmp_path / "a.svg").read_text("utf-8")
    assert ">For<" in text
    assert ">Against<" in text
    assert page.at("actor:tomas-weld")[1] > page.at("issue:toll")[1]
    page.turn("#view=actor&focus=ines-okoro")
    assert page.at("issue:toll")[1] < page.at("actor:ines-okoro")[1] < page.at("actor:tomas-weld")[1]


def test_double_click_goes_round_an_actor(visit):
    """A double click on a node makes it the middle."""
    page = visit()
    page.tab.mouse.dblclick(*page.at("actor:ines-okoro"))
    page.tab.wait_for_selector("body[data-view=actor]")
    assert "focus=ines-okoro" in page.address


@pytest.mark.parametrize(
    ("open_", "lit"),
    [
        ("actor:dockers", ["actor:dockers", "issue:ferry"]),
        ("edge:tomas-weld|toll|supports", ["actor:tomas-weld", "issue:toll"]),
        ("quote:wire/a5", ["actor:tomas-weld", "issue:toll"]),
        ("quote:nowhere/a1", []),
    ],
)
def test_what_is_open_stands_out_in_the_picture(visit, open_, lit):
    """An actor with neighbours, an edge, and from a quote its speaker and the positions that rest on it."""
    page = visit(address=f"#open={open_}")
    assert sorted(page.tab.evaluate("document.getElementById('network').lit()")) == lit


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
    """An article that others printed as well says where, and stands in the list beside them."""
    page = visit(address="#view=articles")
    assert page.tab.locator(".articles li").count() == 4
    assert "same text as Northern Wire" in page.see(".articles")
    page.turn("#view=articles&focus=copy")
    assert "In this article" in page.tab.text_content("#details")
    page.tab.click(".reading a:has-text('Northern Wire')")
    assert "focus=wire" in page.address
