"""Bytes become text without losing or moving a character."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg import articles
from kg.articles.text import decode
from kg.errors import ReadError
from tests.articles.conftest import STORY


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (STORY.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + STORY.encode(), "utf-8"),
        (STORY.encode("cp1252"), "cp1252"),
        (STORY.encode("utf-16"), "utf-16-le"),
        (b"\xfe\xff" + STORY.encode("utf-16-be"), "utf-16-be"),
        (STORY.encode("utf-16-le"), "utf-16-le"),
        (b"\xff\xfe\x00\x00" + STORY.encode("utf-32-le"), "utf-32-le"),
    ],
)
def test_an_encoding_is_found_and_named(data, encoding):
    """Text in any usual encoding comes out the same, and a byte-order mark is no part of it."""
    assert decode(data) == (STORY, encoding)


def test_line_ends_are_kept():
    """Offsets are those of the file: no line end is rewritten."""
    text = STORY.replace("\n", "\r\n")
    assert decode(text.encode())[0] == text


def test_a_few_damaged_bytes_cost_only_themselves():
    """A file in UTF-8 with one bad byte is not taken for another encoding."""
    text, encoding = decode(STORY.encode() + b" caf\xe9 ")
    assert text == STORY + " caf\ufffd "
    assert encoding == "utf-8 (1 damaged)"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"%PDF-1.7 text", "a PDF"),
        (b"\x89PNG\r\n", "a picture"),
        (b"some text\0with a NUL" * 9, "NUL"),
        (bytes(range(256)) * 20, "NUL"),
    ],
)
def test_what_is_no_text_is_refused_by_name(data, reason):
    """Each refusal says what was found instead."""
    with pytest.raises(ReadError, match=reason) as error:
        decode(data, "x.txt")
    assert str(error.value).startswith("x.txt: ")


@given(st.binary(max_size=300))
@example(b"\xff\xfe\x00")
@example(b"\xff\xfe\x00\x00\x41")
@example(b"\xef\xbb\xbf\xff")
def test_any_bytes_are_text_or_refused(data):
    """Nothing but a ReadError ever comes of hostile bytes, and nothing is decoded by chance."""
    try:
        text, encoding = decode(data)
    except ReadError:
        return
    assert text.strip()
    if encoding == "utf-8":
        assert text.encode() == data.removeprefix(b"\xef\xbb\xbf")


@given(st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=200))
def test_text_in_utf_8_survives(text):
    """What was written in UTF-8 is read as it was, mark or none."""
    try:
        read, encoding = decode(text.encode())
    except ReadError:
        return
    assert encoding != "utf-8" or read == text.removeprefix("\ufeff")


def test_an_article_too_long_is_refused_with_the_limit(tmp_path):
    """A gigantic single line gets a clear message and costs no other article."""
    (tmp_path / "a.txt").write_bytes(b"a" * 20_000_000)
    (tmp_path / "b.txt").write_text(STORY, "utf-8")
    (tmp_path / "c.txt").write_text("word " * 300_000, "utf-8")
    huge, story, long = articles.read([str(tmp_path)])
    assert "20.0 MB, the limit is 10 MB" in str(huge)
    assert story.text == STORY
    assert "1,500,000 characters, the limit is 400,000" in str(long)


def test_the_id_follows_the_text_and_its_origin():
    """Same text and origin, same id; white space counts, since offsets depend on it."""
    one = articles.from_text(STORY, "one.txt")
    assert one.id == articles.from_text(STORY, "two.txt").id
    assert one.id != articles.from_text(STORY.replace("\n\n", "\n")).id
    assert one.id != articles.from_text(STORY, outlet="Marlow Courier").id
    by_url = articles.from_text(STORY, url="https://a.example/1", outlet="A")
    assert by_url.id == articles.from_text(STORY, url="https://a.example/1", outlet="B").id


def test_half_a_surrogate_pair_is_refused():
    """No file and no graph can hold it; the message says where it is and what to do."""
    with pytest.raises(ReadError, match=r"character 4 is half of a surrogate pair \(U\+D83D\)") as refused:
        articles.from_text(
            "The \ud83d bridge over the Elm will stay closed until May, the mayor said on Monday.", "a.txt"
        )
    assert "UTF-8" in str(refused.value)
