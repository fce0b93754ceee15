"""Paragraphs end where the article's lines do, unless the lines are hard-wrapped; regions stand alone."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from kg.document import paragraphs
from kg.model import Region, Span, Zone


def texts(text, regions=()):
    return [text[p.start : p.end] for p in paragraphs.split(text, regions)]


def test_blank_lines_and_line_ends():
    """One line end is enough, with or without a blank line, in any convention."""
    assert texts("One.\nTwo.\r\nThree.\r\n\r\n  Four. \n") == ["One.", "Two.", "Three.", "Four."]


def test_hard_wrapped_text_is_joined():
    """Lines that stop in mid-sentence at one width are one paragraph."""
    lines = [
        "The council of the harbour town met on Monday evening to",
        "settle the matter of the old cranes, which nobody has",
    ]
    wrapped = "\n".join([*lines * 4, "used since the spring."])
    assert len(texts(f"{wrapped}\n\n{wrapped}")) == 2


def test_short_paragraphs_are_not_taken_for_wrapped_ones():
    """Lines of the same length that end sentences stay apart."""
    line = "The council of the harbour town met on Monday evening."
    assert len(texts("\n".join([line] * 9))) == 9


def test_regions_begin_and_end_paragraphs():
    """A caption or dateline in the middle of a line is a paragraph of its own."""
    text = "HAVN — The cranes are old. Photo: A. Fenn"
    regions = [Region(Span(0, 6), Zone.DATELINE), Region(Span(27, len(text)), Zone.CAPTION)]
    assert texts(text, regions) == ["HAVN —", "The cranes are old.", "Photo: A. Fenn"]


@given(st.text(alphabet="ab. \n\r\t“”", max_size=80))
def test_any_text(text):
    """Paragraphs are in order, apart, trimmed, and hold all that is no white space."""
    found = paragraphs.split(text)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert all(text[p.start : p.end] == text[p.start : p.end].strip() for p in found)
    assert "".join("".join(text[p.start : p.end].split()) for p in found) == "".join(text.split())
