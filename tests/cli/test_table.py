"""What a question prints on a terminal is readable at its width."""

import io

import pytest
from rich.console import Console

from kg.cli import table
from kg.graph.answers import Answer, Term

NAMES = ("speaker", "text", "issueLabel", "shownBy", "hearsay", "negated", "date", "wording")
ROW = (
    "Ida Holm", "the new bridge would [b]open[/b] in May and not one day later, whatever it costs", "The bridge", "position",
    "true", "false", "2025-06-10", "a wording that is long enough to stand on a line of its own",
)  # fmt: skip


def printed(width, names=NAMES, rows=(ROW,)):
    answer = Answer("SELECT", names, tuple(tuple(Term("literal", cell) for cell in row) for row in rows))
    out = io.StringIO()
    table.show(answer, Console(file=out, width=width, color_system=None))
    return out.getvalue()


def test_a_table_where_it_fits():
    """Names of columns in words, one line a row."""
    lines = printed(300).splitlines()
    assert [name.strip() for name in lines[0].split("┃")] == [
        "speaker", "text", "issue", "shown by", "hearsay", "negated", "date", "wording"
    ]  # fmt: skip
    assert len(lines) == 3


@pytest.mark.parametrize("width", [60, 80, 120])
def test_a_block_a_row_where_it_does_not(width):
    """Who, the words, then what else is known; nothing is lost but what is not so; markup is text; no line is too long."""
    text = printed(width)
    assert max(map(len, text.splitlines())) <= width
    flat = " ".join(text.split())
    for part in (
        "Ida Holm",
        "would [b]open[/b] in",
        "issue: The bridge",
        "shown by: position",
        "· hearsay ·",
        "2025-06-10",
    ):
        assert part in flat
    assert "negated" not in flat
    assert "wording: a wording that is long" in flat


def test_two_columns_stay_a_table_and_control_characters_are_blanks():
    """However narrow: what is wide then wraps in its column."""
    text = printed(40, ("who", "said"), (("Ida\x1b[31m Holm", "word " * 20),))
    assert "┃" in text
    assert "\x1b" not in text
    assert text.count("word") == 20


def test_an_answer_without_rows():
    assert "speaker" in printed(80, rows=())
