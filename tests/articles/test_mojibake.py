"""Wrongly decoded text is mended for reading, and every stretch leads back to the text as it was read."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kg
from kg import articles
from kg.articles.mojibake import mended
from kg.model import Region, Span, Zone

PLAIN = "“We don’t know,” said José Núñez – he left the café.\n\n‘Not yet’, Zoë said: “It cost €5.”"


def damaged(text, times=1):
    """*text* as it looks when its UTF-8 is taken for Windows' encoding."""
    for _ in range(times):
        text = "".join(bytes([b]).decode("cp1252", "replace") if b not in _UNDEFINED else chr(b) for b in text.encode())
    return text


_UNDEFINED = {0x81, 0x8D, 0x8F, 0x90, 0x9D}


def article(text, *regions):
    return replace(
        articles.from_text("The council said so on Monday, and then it met again."), text=text, regions=regions
    )


@pytest.mark.parametrize("times", [1, 2])
def test_damage_is_mended_and_every_place_leads_back(times):
    """Also where the damage was done twice; a word of the mended text leads to the same word, damaged."""
    whole, way = mended(article(damaged(PLAIN, times)))
    assert whole.text == PLAIN
    for word in ("“We don’t know,”", "José Núñez", "café", "‘Not yet’", "Zoë", "“It cost €5.”"):
        span = way.back(Span(PLAIN.index(word), PLAIN.index(word) + len(word)))
        assert damaged(PLAIN, times)[span.start : span.end] == damaged(word, times)


def test_a_closing_mark_whose_last_byte_was_lost():
    """What is left of it is mended as well, if the text is damaged elsewhere."""
    text = damaged("“Go,” she told José’s men.").replace("\x9d", "")
    assert mended(article(text))[0].text == "“Go,” she told José’s men."


@pytest.mark.parametrize(
    "text", ["plain", PLAIN, "Ângela of São Paulo and Åsa paid €5 or £5", "naïve café – “yes”", "Łódź, Kraków"]
)
def test_sound_text_is_left_alone(text):
    """Letters that are rare in English are no damage."""
    one = article(text)
    assert mended(one) == (one, None)


def test_regions_move_with_the_text():
    """A headline is the same words in both."""
    text = damaged("“Stay,” José says\n\nThe rest isn’t news.")
    end = text.index("\n")
    whole, _ = mended(article(text, Region(Span(0, end), Zone.TITLE)))
    assert whole.text[whole.regions[0].span.start : whole.regions[0].span.end] == "“Stay,” José says"


@given(st.lists(st.sampled_from(["“", "”", "’", "é", "–", "a", " ", "Go. "]), min_size=1, max_size=12))
def test_there_and_back(parts):
    """Whatever the damage: stretches lead back in order, within the text, and together cover what they should."""
    text = damaged("’é " + "".join(parts))
    whole, way = mended(article(text))
    if way is None:
        return
    back = [way.back(Span(i, i + 1)) for i in range(len(whole.text))]
    assert back[0].start == 0
    assert back[-1].end == len(text)
    assert all(a.end == b.start or a == b for a, b in pairwise(back))


def test_what_is_found_stands_in_the_text_as_it_is():
    """Read end to end: the damaged words are quoted as they stand, and the speaker's name is mended."""
    text = damaged("Mayor José Núñez spoke on Monday. “We don’t plan to close it,” Núñez told reporters at the port.")
    (said,) = (u for u in kg.extract(text).utterances if u.attribution.kind == "direct")
    assert [text[s.start : s.end] for s in said.attribution.content] == [damaged("“We don’t plan to close it,”")]
    assert said.speakers == ("jose-nunez",)
