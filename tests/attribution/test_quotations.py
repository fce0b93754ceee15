"""Direct speech: what stands in marks belongs, whole, to one attribution with its cue and source."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.attribution import spans


@pytest.mark.parametrize(
    ("text", "source", "cue"),
    [
        ("“The cranes are old,” Ada Fenn said on Monday.", "Ada Fenn", "said"),
        (
            "“The cranes are old,” said Ada Fenn, head of the harbour board.",
            "Ada Fenn, head of the harbour board",
            "said",
        ),
        ("“The cranes are old,” Fenn told reporters at the pier.", "Fenn", "told"),
        ("Fenn said, “The cranes are old.”", "Fenn", "said"),
        ("Fenn wrote: “The cranes are old.”", "Fenn", "wrote"),
        ("Asked about the pier, Fenn replied, “The cranes are old.”", "Fenn", "replied"),
        ("‘The cranes are old,’ Fenn said.", "Fenn", "said"),
        ('"The cranes are old,” Fenn said.', "Fenn", "said"),
        ("”The cranes are old,” Fenn said.", "Fenn", "said"),
        ("''The cranes are old,'' Fenn said.", "Fenn", "said"),
    ],
)
def test_cue_before_and_after(room, text, source, cue):
    """The verb of saying and its subject, on either side of the marks and in either order."""
    (found,) = room.statements(text)
    assert (found.source, found.cue, found.kind) == ((source,), (cue,), "direct")
    assert len(found.content) == 1
    assert "cranes are old" in found.content[0]
    assert found.content[0][0] in "“\"”‘'"


def test_a_quotation_split_by_its_cue_is_one(room):
    """Two halves, in mid-sentence or as two sentences."""
    for text in (
        "“The cranes are old,” Fenn said, “and the pier is older.”",
        "“The cranes are old,” Fenn told reporters. “The pier is older.”",
    ):
        (found,) = room.statements(text)
        assert len(found.content) == 2
        assert found.source == ("Fenn",)


def test_two_cues_are_two_attributions(room):
    """A second quotation with a speaker of its own is not swallowed."""
    found = room.statements("“The cranes are old,” Fenn said. “They are not,” Marsh replied.")
    assert [(s.source, s.cue) for s in found] == [(("Fenn",), ("said",)), (("Marsh",), ("replied",))]


def test_a_paragraph_in_marks_goes_on_with_direct_speech(room):
    """Without a cue of its own it belongs to the quotation before it."""
    (found,) = room.statements(
        "“The cranes are old,” said Fenn.\n\n“They must go by spring.”\n\nThe council meets on Friday."
    )
    assert found.content == ("“The cranes are old,”", "“They must go by spring.”")


def test_a_quotation_after_indirect_speech_stands_alone(room):
    """It is an attribution without source and cue that says what it continues."""
    first, second = room.statements(
        "Fenn said the board had decided to sell.\n\n“There was no other way. The numbers are clear.”\n\nIt has nine members."
    )
    assert first.content == ("the board had decided to sell",)
    assert (second.source, second.cue, second.kind) == ((), (), "direct")
    assert second.of.continues == first.of.id


def test_a_quotation_continued_over_paragraphs_without_a_closing_mark(room):
    """Each paragraph opens again; a cue of its own makes a new attribution."""
    found = room.statements("“The cranes are old,” said Fenn. “They must go.\n\n“The pier can stay,” she said.")
    assert [s.content for s in found] == [("“The cranes are old,”", "“They must go."), ("“The pier can stay,”",)]


def test_an_odd_mark_costs_one_quotation(room):
    """The other quotations of the paragraph are found as if it were not there."""
    found = room.statements("“One thing is clear, said Fenn. The cranes must go. “They are old,” she added.")
    assert found[-1].content == ("“They are old,”",)


def test_words_in_marks_inside_a_report_stay_in_it(room):
    """A mixed quotation is one content, whatever is quoted in it."""
    (found,) = room.statements("Fenn said the cranes were “old and tired” and the pier “a joy”.")
    assert found.kind == "mixed"
    assert found.content == ("the cranes were “old and tired” and the pier “a joy”",)


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “harbour war” has cost the town its peace.",
        "Her film “The Old Pier” won a prize in May.",
        "Robert “Bo” Marsh runs the ferry.",
    ],
)
def test_scare_quotes_titles_and_nicknames_are_no_speech(room, text):
    """What nobody says is no attribution."""
    assert room.statements(text) == []


def test_the_name_of_a_programme_is_no_speech(room):
    """The marks after "on" hold a title; the statement is what stands before."""
    (found,) = room.statements("“The cranes are old,” Fenn said on the radio programme “Morning Coast.”")
    assert found.content == ("“The cranes are old,”",)


def test_block_with_the_author_after_it(room):
    """As in "–Name" under a quoted paragraph."""
    found = room.statements("“Courage is a quiet thing in a loud town.”\n\n–Ada Fenn\n\nThe line hangs over her desk.")
    assert found[0].source == ("Ada Fenn",)
    assert found[0].content == ("“Courage is a quiet thing in a loud town.”",)


def test_author_before_a_block(room):
    """As in "And from Chairwoman Y:" over a paragraph."""
    found = room.statements("And from Chairwoman Ada Fenn:\n\n“The cranes will go by spring.”\n\nThe town is divided.")
    assert found[0].source == ("Chairwoman Ada Fenn",)
    assert found[0].content == ("“The cranes will go by spring.”",)


def test_from_the_desk_of(room):
    """All that follows is the writer's."""
    found = room.top(
        "From the desk of Ada Fenn\n\nDear friends, the cranes will go by spring. The board stands by its word."
    )
    assert found[0].source == ("Ada Fenn",)
    assert found[0].content[0].startswith("Dear friends")


def test_transcript(room):
    """Speakers' labels open the turns; marks are not needed."""
    found = room.top("FENN: The cranes are old.\n\nMARSH: They are fine.\n\nFENN: They are not, and you know it.")
    assert [s.source for s in found] == [("FENN",), ("MARSH",), ("FENN",)]
    assert found[1].content == ("They are fine.",)


def test_two_labels_make_no_transcript(room):
    """A list of prices or a recipe has colons too."""
    assert [
        s for s in room.top("NOTE: The pier is shut.\n\nThe ferry runs every hour.") if s.of.found_by == "transcript"
    ] == []


def test_initials_are_no_labels(room):
    """The full stop of "U.N." ends no label."""
    words = ["U.N. envoy Ada Fenn said the pier is shut.", "U.S. minister Ivo Marsh said no.", "U.N. staff left."]
    assert [s for s in room.top("\n\n".join(words)) if s.of.found_by == "transcript"] == []


PIECES = [
    "“The cranes are old,” Ada Fenn said.", "“They must go.”", '"No," he said. "Never."', "Marsh said “it is over” twice.",
    "The pier is shut.", "She added that nobody had called.", "“A. “B,” said Bo.", "He left.”", "’Tis Fenn's ‘old’ pier.",
    "According to Marsh, it sank.", "— Ada Fenn (@ada) May 3", "\n\n", "\n", " ",
]  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=9))
def test_any_article(room, pieces):
    """Spans are sorted, inside the text and apart; children lie in their parents; no quotation of words is cut."""
    text = " ".join(pieces)
    found = room.find(text)
    by_id = {a.id: a for a in found}
    assert [a.id for a in found] == [f"a{n}" for n in range(1, len(found) + 1)]
    for a in found:
        for role in (a.source, a.cue, a.content):
            assert list(role) == sorted(role)
            assert all(s.end <= len(text) and text[s.start : s.end].strip() for s in role)
            assert all(x.end <= y.start for x, y in itertools.pairwise(role))
        if a.parent:
            parent = by_id[a.parent]
            assert all(any(s in p for p in parent.content) for s in (*a.source, *a.cue, *a.content))
    top = [a for a in found if not a.parent]
    for i, a in enumerate(top):
        assert not any(spans.shared(a.cue, b.cue) for b in top[i + 1 :])


def test_a_but_of_the_reporter_between_two_halves(room):
    """As in "“…,” he said, but “…”": one utterance."""
    (found,) = room.statements("“I love the pier,” Fenn said, but “when it comes to money, nobody pays for it.”")
    assert found.content == ("“I love the pier,”", "“when it comes to money, nobody pays for it.”")
