"""One label for one name in an article."""

import pytest

from kg.document import names
from kg.model import Entity, Span


def settle(text, *found):
    spans = [Entity(Span(text.index(words), text.index(words) + len(words)), label) for words, label in found]
    return {
        (text[e.span.start : e.span.end], e.span.start): e.label
        for e in names.settled(text, spans, [Span(0, len(text))])
    }


def test_a_name_found_once_is_found_everywhere():
    """Every whole occurrence gets the label; a longer word is no occurrence."""
    text = "Ada Fenn spoke. Fenn left. Fennel grows. Ada Fenn’s boat sank."
    found = settle(text, ("Ada Fenn", "PERSON"))
    assert sorted(start for _, start in found) == [0, 16, 41]
    assert set(found.values()) == {"PERSON"}


def test_countries_and_peoples_are_known():
    """The gazetteer wins over a recogniser's guess."""
    found = settle("Kyiv and Latvian ships", ("Kyiv", "PERSON"))
    assert found[("Kyiv", 0)] == "GPE"
    assert found[("Latvian", 9)] == "NORP"


def test_articles_and_possessives_are_no_part_of_a_name():
    """As in "the Harbour Board's" names the Harbour Board."""
    assert list(settle("the Harbour Board's plan", ("the Harbour Board's", "ORG"))) == [("Harbour Board", 4)]


def test_what_is_no_name_is_left_out():
    """Labels of other schemes and words in small letters."""
    assert settle("three days and the harbour", ("three days", "DATE"), ("harbour", "LOC")) == {}


def test_no_entity_crosses_a_paragraph():
    """A name at a paragraph's end does not run into the next."""
    text = "Ada\nFenn"
    assert names.settled(text, [Entity(Span(0, 8), "PERSON")], [Span(0, 3), Span(4, 8)]) == ()


@pytest.mark.parametrize(
    ("text", "found", "whole"),
    [
        ("Fenn Net Works Group said so.", ("Fenn Net Works", "ORG"), ("Fenn Net Works Group", "ORG")),
        ("The Association of Elm Scholars met.", ("Association", "ORG"), ("Association of Elm Scholars", "ORG")),
        ("The Council for the Elm Valley of Holm met.", ("Council for", "ORG"), ("Council for the Elm Valley of Holm", "ORG")),
        ("The Ada Fenn Foundation paid.", ("Ada Fenn Foundation", "PERSON"), ("Ada Fenn Foundation", "ORG")),
        ("Ada Fenn and the Union met.", ("Ada Fenn", "PERSON"), ("Ada Fenn", "PERSON")),
        ("Ada Fenn of Holm met.", ("Ada Fenn of", "PERSON"), ("Ada Fenn", "PERSON")),
    ],
)  # fmt: skip
def test_a_body_is_named_whole(text, found, whole):
    """What follows a body's name and what it is of belong to it; what ends like a body's name is one."""
    name, label = found
    start = text.index(name)
    named = names.settled(text, [Entity(Span(start, start + len(name)), label)], [Span(0, len(text))])
    assert [(text[e.span.start : e.span.end], e.label) for e in named] == [whole]


def test_a_bare_article_is_no_name():
    """A name cut down to its article names nothing, and no other article is one for it."""
    assert settle("The boat sank. The crew swam.", ("The", "ORG")) == {}
