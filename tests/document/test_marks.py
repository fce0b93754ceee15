"""Quotation marks are paired by paragraph and position, whatever their shape."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.document import marks, paragraphs


def quoted(text, level=0):
    """The quoted stretches of *text*, marks included."""
    found = marks.pair(text, paragraphs.split(text))
    return [text[q.span.start : q.span.end] for q in found if q.level == level and not q.whole_article]


def pairs(text):
    return marks.pair(text, paragraphs.split(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She said “the dam holds” twice.", ["“the dam holds”"]),
        ('She said "the dam holds" twice.', ['"the dam holds"']),
        ('“The dam holds," she said.', ['“The dam holds,"']),
        ('"The dam holds,” she said.', ['"The dam holds,”']),
        ("”The dam holds,” she said.", ["”The dam holds,”"]),
        ("“The dam holds,“ she said.", ["“The dam holds,“"]),
        ("''The dam holds,'' she said.", ["''The dam holds,''"]),
        ("``The dam holds,'' she said.", ["``The dam holds,''"]),
        ("« The dam holds », she said.", ["« The dam holds »"]),
        ("»The dam holds«, she said.", ["»The dam holds«"]),
        ("„The dam holds“, she said.", ["„The dam holds“"]),
        ('He wrote:"No." She did not.', ['"No."']),
        ('(“The dam”) and ["the lake"].', ["“The dam”", '"the lake"']),
        ("“One,” he said. “Two.”", ["“One,”", "“Two.”"]),
    ],
)
def test_pairs_whatever_the_shape(text, expected):
    """An opening mark is one that stands where a word begins; its shape is only a hint."""
    assert quoted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The workers' hut isn't the mayor's.",
        "It was the ’90s, and rock ’n’ roll wasn’t over.",
        "The post is 6'2\" high.",
        'A board of 12" by 4" was found.',
        "The dam holds.",
        "",
    ],
)
def test_apostrophes_and_inches_are_no_marks(text):
    """What cannot quote does not pair."""
    assert pairs(text) == ()


def test_single_inside_double():
    """An inner pair is one level down, inside the outer one."""
    text = "“As Ada said, ‘leave it,’ and we did,” he recalled."
    assert quoted(text) == ["“As Ada said, ‘leave it,’ and we did,”"]
    assert quoted(text, level=1) == ["‘leave it,’"]


def test_closing_marks_of_both_levels_together():
    """Two levels may close at once."""
    text = "\"We do what Ada said: 'Leave it.'\" He left."
    assert quoted(text) == ["\"We do what Ada said: 'Leave it.'\""]
    assert quoted(text, level=1) == ["'Leave it.'"]


def test_single_marks_outside_double_ones():
    """British style: single marks quote where they can be no apostrophe."""
    assert quoted("The plan is ‘unworkable’, the workers’ union said.") == ["‘unworkable’"]
    assert quoted("'It's over,' Ada's aide said.") == ["'It's over,'"]


def test_continued_over_paragraphs():
    """Each paragraph opens again, only the last one closes; each continues the one before."""
    found = pairs("“One goes on.\n\n“Two goes on.\n\n“Three ends.”\n\nNothing.")
    assert [q.closed for q in found] == [False, False, True]
    assert [q.continues for q in found] == [None, 0, 1]


def test_continued_without_opening_again():
    """A closing mark in the next paragraph closes what was left open."""
    text = "“One goes on.\n\nTwo ends it.”\n\nNothing."
    found = pairs(text)
    assert [text[q.span.start : q.span.end] for q in found] == ["“One goes on.", "Two ends it.”"]
    assert found[1].continues == 0


def test_missing_closing_mark_ends_before_the_reporters_words():
    """What follows the comma is the reporter's."""
    assert quoted("“The dam holds, she said. The lake is full.") == ["“The dam holds,"]


def test_an_odd_mark_costs_one_quotation():
    """The other quotations of the paragraph, and all other paragraphs, stay."""
    text = "“The dam holds, he said. “The lake is full,” she said. “It is.”\n\n“We know,” they said."
    assert quoted(text)[1:] == ["“The lake is full,”", "“It is.”", "“We know,”"]


def test_a_lone_closing_mark_pairs_with_nothing():
    """It does not turn the rest of the article inside out."""
    assert quoted("The dam holds,” she said.\n\n“The lake is full,” he said.") == ["“The lake is full,”"]


def test_one_pair_around_the_whole_article():
    """Some pages quote all they reprint: that pair is set apart and counts for no level."""
    text = '"The dam "holds" today.\n"We know," Ada said.\nIt is "old" now.\nThe lake is full.” [1]'
    found = pairs(text)
    assert [q.whole_article for q in found] == [True, False, False, False]
    assert found[0].span.end == text.index(" [1]")
    assert quoted(text) == ['"holds"', '"We know,"', '"old"']


def test_a_quotation_that_opens_the_article_is_no_outer_pair():
    """Only a mark that its paragraph leaves open can be around everything."""
    assert not any(q.whole_article for q in pairs("“We know,” Ada said.\n\n“You do,” he said.\n\n“Yes.”"))


MARKS = st.text(alphabet="\"“”„«»'’‘`''ab. ,:\n—5", max_size=120)


@settings(max_examples=300, deadline=None)
@given(MARKS)
def test_any_text(text):
    """No text fails; quotations lie in one paragraph, nest or stay apart, and their levels say so."""
    areas = paragraphs.split(text)
    found = marks.pair(text, areas)
    assert list(found) == sorted(found, key=lambda q: (q.span.start, -q.span.end))
    inner = [q for q in found if not q.whole_article]
    for q in inner:
        assert q.inner in q.span
        assert any(q.span in area for area in areas)
        assert q.level == sum(q is not o and q.span in o.inner for o in inner)
    for a in inner:
        for b in inner:
            assert a is b or not a.span.overlaps(b.span) or a.span in b.inner or b.span in a.inner
    for i, q in enumerate(found):
        assert q.continues is None or q.continues < i


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.sampled_from(["“The dam holds,” Ada said.", "Nothing.", '"No," he said.', "It isn't."]), max_size=6),
    MARKS,
)
def test_paragraphs_are_read_each_for_itself(lines, odd):
    """Whatever a paragraph does wrong, closed quotations of later paragraphs that do not touch it are the same."""
    odd = " ".join(odd.split())
    clean = "\n\n".join(lines)
    text = f"{odd}\n\nPlain words here.\n\n{clean}"
    alone = quoted(clean)
    assert quoted(text)[-len(alone) :] == alone if alone else True
