"""Furniture is marked, and nothing that somebody says is ever taken for it."""

import textwrap
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.articles import regions
from kg.model import Zone

BODY = (
    "The harbour board voted on Tuesday to close the ferry line, the chairman Leif Strand said.\n\n"
    "“Nobody will be left behind,” Strand told islanders who had come by boat. “We have a plan.”\n\n"
    "The line has run since 1931, and four hundred people use it on a working day.\n"
)


LONG = "\n\n".join(BODY.split("\n\n")[i].strip() + " " + BODY.split("\n\n")[i - 1].strip() for i in range(3))


def zones(text):
    return [(r.zone, text[r.span.start : r.span.end]) for r in regions.find(text)]


@pytest.mark.parametrize(
    ("zone", "line"),
    [
        (Zone.ADVERT, "ADVERTISEMENT"),
        (Zone.ADVERT, "Article continues below advertisement"),
        (Zone.LINK, "Read more: Islanders plan to buy the ferry"),
        (Zone.LINK, "READ MORE | “We have a plan,” says chairman"),
        (Zone.LINK, "Home | Sport | Weather | Jobs"),
        (Zone.LINK, "https://harbour.example/ferry"),
        (Zone.LINK, "Sign up for our evening letter and never miss a boat."),
        (Zone.NOTE, "___"),
        (Zone.NOTE, "* * *"),
        (Zone.NOTE, "Additional reporting by Tove Lind in Marlow"),
        (Zone.NOTE, "Harbour Post writer Tove Lind contributed to this report."),
        (Zone.NOTE, "© 2024 Harbour Post. All rights reserved."),
        (Zone.NOTE, "This story was first published by the Harbour Post."),
        (Zone.CAPTION, "Islanders wait for the ferry on Monday. (Tove Lind/Harbour Post via AP)"),
        (Zone.CAPTION, "FILE - Leif Strand speaks to islanders in Marlow in 2019."),
        (Zone.CAPTION, "Photo: The ferry at its berth."),
        (Zone.CAPTION, "Islanders wait on the pier. Image: Tove Lind"),
        (Zone.METADATA, "Updated 6 March 2024, 14:05 GMT"),
        (Zone.METADATA, "2 hours ago"),
        (Zone.FOREIGN, "Последние новости сайта"),
    ],
)
def test_a_line_of_furniture_is_marked_wherever_it_stands(zone, line):
    """Above, in the middle of and below the text."""
    first, *rest = BODY.split("\n\n")
    assert (zone, line) in zones("\n\n".join([first, line, *rest]))
    assert (zone, line) in zones(f"{BODY}\n{line}\n")


@pytest.mark.parametrize(
    "line",
    [
        "Strand said the advertisement for the sale had been a mistake.",
        "Read more into it than there is and you will be disappointed, Strand said.",
        "“Sponsored,” said Strand, “is not the same as bought.”",
        "Copyright law gives the board no way out, Strand said.",
        "The views expressed by Strand are not those of the islanders, who said they would sue.",
        "A spokesman for the Associated Press said that no reporter had been on board.",
        "Photographs of the accident were shown to the board, which said nothing.",
        "On Tuesday (AP) shares fell and the board said it was sorry.",
        "By Friday the ferry will be gone, Strand said.",
        "Correction of the course was impossible, the captain told the board.",
        "“No,” he said.",
        "“We will sue,” she said (through a lawyer / interpreter).",
        "Yes.",
        "Today, Strand said, is a sad day.",
    ],
)
def test_reporting_is_never_furniture(line):
    """Words of page furniture in a sentence do not make it furniture."""
    first, *rest = BODY.split("\n\n")
    for text in ("\n\n".join([first, line, *rest]), f"{line}\n\n{BODY}", f"{BODY}\n{line}\n"):
        assert not [z for z, marked in zones(text) if z.is_furniture and marked in line]


def test_what_stands_above_the_text():
    """Section, headline, deck, byline and date, each its own."""
    text = f"Islands\n\nFerry line to close\n\nA century of crossings ends in the spring\n\nBy Tove Lind\n\n5 March 2024\n\n{BODY}"
    assert zones(text) == [
        (Zone.METADATA, "Islands"),
        (Zone.TITLE, "Ferry line to close"),
        (Zone.DECK, "A century of crossings ends in the spring"),
        (Zone.BYLINE, "By Tove Lind"),
        (Zone.METADATA, "5 March 2024"),
    ]


def test_a_deck_that_is_a_sentence():
    """Between headline and an advert one sentence is the deck; with nothing between it is the text."""
    deck = "The harbour board has had enough of losses, its chairman says."
    parted = f"Ferry line to close in spring\n\n{deck}\n\nADVERTISEMENT\n\n{BODY}"
    assert (Zone.DECK, deck) in zones(parted)
    assert (Zone.DECK, deck) not in zones(parted.replace("ADVERTISEMENT\n\n", ""))


@pytest.mark.parametrize(
    "dateline",
    [
        "MARLOW —",
        "MARLOW (AP) —",
        "MARLOW — (AP) —",
        "PORT ANN, N.S. (CP) —",
        "MARLOW, March 5 (Reuters) -",
        "Marlow (dpa) -",
        "(Reuters) -",
        "MARLOW, Norway (Harbour Post) —",
    ],
)
def test_a_dateline_is_marked(dateline):
    """Agencies open a story with place and credit; the sentence after it stays text."""
    assert (Zone.DATELINE, dateline) in zones(f"{dateline} {BODY}")


@pytest.mark.parametrize(
    "opening",
    ["NATO - the alliance - said no.", "Strand — who is sixty — said no.", "U.S. officials said no.", "I — said he."],
)
def test_a_dash_alone_makes_no_dateline(opening):
    """Neither a name before a dash nor an abbreviation is a place."""
    assert not [z for z, _ in zones(f"{opening.replace('NATO - the', 'Nato - the')} {BODY}") if z is Zone.DATELINE]


def test_a_post_is_one_region_with_its_author():
    """A post shown as a block ends with its author's line, and the reporter's paragraph before it is not in it."""
    post = "I spoke with the board today. We want our ferry.\n\nShare this with #Marlow friends\n\n— Tove Lind (@tovelind) March 5, 2024"
    assert (Zone.POST, post) in zones(f"{BODY}\n{post}\n\n{BODY}")


def test_a_subhead_stands_between_paragraphs():
    """A short line without an end is a subhead, also one in quotation marks; a speaker's label is none."""
    assert (Zone.SUBHEAD, "What the islanders want") in zones(f"{BODY}\nWhat the islanders want\n\n{BODY}")
    assert (Zone.SUBHEAD, "‘Hard’ choices") in zones(f"{BODY}\n‘Hard’ choices\n\n{BODY}")
    assert not zones(f"{BODY}\nStrand:\n\n{BODY}")


def test_a_caption_given_twice():
    """The text of a picture and its caption repeat each other; only one of them has the credit."""
    bare = "Leif Strand and the captain wave to islanders on the pier in Marlow on March 4, 2024."
    credited = "Leif Strand and the captain wave to islanders on the pier in Marlow (Tove Lind / Getty Images file)"
    assert [z for z, _ in zones(f"{BODY}\n {credited}\n\n{bare}\n\n{BODY}")] == [Zone.CAPTION, Zone.CAPTION]


def test_a_page_that_quotes_a_whole_article():
    """The host's own words and the footnote after the quoted article are not the article's."""
    host = "I think that the board is right, and so does everybody in my street."
    foot = "1. Ferry Line to Close. Lind, Tove. Harbour Post, Late edition; Marlow. 5 Mar 2024: A1."
    text = f'"{BODY.strip()}” [1]\n{host}\n{foot}\n'
    assert [(z, t) for z, t in zones(text) if z is Zone.NOTE] == [
        (Zone.NOTE, "[1]"),
        (Zone.NOTE, host),
        (Zone.NOTE, foot),
    ]
    assert not [z for z, _ in zones(text.replace("1. Ferry", "Ferry")) if z is Zone.NOTE]


def test_wrapped_lines_are_paragraphs():
    """In mail and wire copy a line's end is not a paragraph's: no line is taken for a heading."""
    wrapped = "\n\n".join(textwrap.fill(paragraph, 66) for paragraph in LONG.split("\n\n"))
    assert wrapped.count("\n") > 8
    assert not zones(wrapped)


@given(
    st.lists(
        st.sampled_from(
            [
                *BODY.split("\n\n"),
                "ADVERTISEMENT",
                "Short line",
                "— A B (@ab) May 1, 2020",
                "\r\n",
                "\x85",
                "[1]",
                "1. x",
            ]
        ),
        max_size=12,
    ),
    st.sampled_from(["\n", "\n\n", "\r\n", "\r"]),
)
def test_regions_are_sorted_apart_and_inside_the_text(parts, between):
    """Whatever the text: no region overlaps another, is empty or leaves the text."""
    text = between.join(parts)
    found = regions.find(text)
    for a, b in pairwise(found):
        assert a.span.end <= b.span.start
    assert all(text[r.span.start : r.span.end].strip() for r in found)


@given(st.text(max_size=300))
def test_any_text_has_regions(text):
    """Open-ended input never breaks the rules."""
    assert all(r.span.end <= len(text) for r in regions.find(text))
