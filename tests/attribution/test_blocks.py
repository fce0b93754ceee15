"""Words without marks that a line above announces, the turns of an interview, and what is their frame only."""

import pytest

LEAD = "Fenn was angry about the vote.\n\n"
BLOCK = "It is typical of the board. They know nothing about piers, but the mouth never stops."


@pytest.mark.parametrize("lead", ["Marsh added:", "Marsh told the Daily on Monday:", "Marsh said in a statement:"])
def test_a_block_below_a_colon(room, lead):
    """The whole paragraph is what the line above announces."""
    found = [s for s in room.statements(f"{LEAD}{lead}\n\n{BLOCK}\n\nThe board met in May.") if s.source == ("Marsh",)]
    assert [s.content for s in found] == [(BLOCK,)]


@pytest.mark.parametrize(
    ("lead", "block"),
    [
        ("Marsh said the board would do the following:", BLOCK),
        ("The board met in May:", BLOCK),
        ("Marsh added:", "- A new pier\n- A new crane"),
        ("Marsh added:", "A new pier for all"),
    ],
)
def test_no_block(room, lead, block):
    """A list, a heading, or a line in which nobody speaks announces nobody's words."""
    found = room.statements(f"{LEAD}{lead}\n\n{block}\n\nThe board met in May.")
    assert "block" not in {s.of.found_by for s in found}


def test_the_interviewer_claims_nothing(room):
    """Questions are turns, but no statements."""
    text = "Ada Fenn builds piers.\n\nQ: Why did you leave?\n\nA: I was tired.\n\nQ: And now?\n\nA: I sail."
    assert [s.content for s in room.statements(text)] == [("I was tired.",), ("I sail.",)]


def test_who_printed_it_is_no_speaker(room):
    """As in "“…,” X said, according to the Daily": X says it; alone, "according to" has its source."""
    (found,) = room.statements("“The pier is old,” Fenn said at a meeting, according to the Harbour Daily.")
    assert found.source == ("Fenn",)
    (found,) = room.statements("The pier is old, according to the Harbour Daily.")
    assert found.source == ("the Harbour Daily",)


def test_a_verb_after_a_participles_clause(room):
    """As in "saying that he and Y had met and agreed to …": the clause goes on; with a comma it does not."""
    text = "Fenn left town, saying that he and Marsh had met and agreed to sell the pier."
    content = "that he and Marsh had met"
    (found,) = room.joined(text, [("Fenn", "saying", content), ("Fenn", "agreed", "to sell the pier")])
    assert found.content == ("that he and Marsh had met and agreed to sell the pier",)
    text = "Fenn left town, saying that he and Marsh had met, and agreed to sell the pier."
    assert len(room.joined(text, [("Fenn", "saying", content), ("Fenn", "agreed", "to sell the pier")])) == 2


def test_the_participle_says_it(room):
    """As in "X seemed calm, saying that …": the participle is the cue; a verb of saying keeps its content."""
    content = "to be calm saying that the pier was safe"
    (found,) = room.decided(f"Fenn appeared {content}.", "Fenn", "appeared", content)
    assert (found.cue, found.content) == (("saying",), ("that the pier was safe",))
    content = "that Marsh left saying that the pier was safe"
    (found,) = room.decided(f"Fenn said {content}.", "Fenn", "said", content)
    assert (found.cue, found.content) == (("said",), (content,))


def test_the_day_is_no_content(room):
    """As in "said that day that …"."""
    (found,) = room.decided(
        "Fenn said that day that the pier was safe.", "Fenn", "said", "that day that the pier was safe"
    )
    assert found.content == ("that the pier was safe",)
    (found,) = room.decided("Fenn said that boats that leak sink.", "Fenn", "said", "that boats that leak sink")
    assert found.content == ("that boats that leak sink",)


def test_the_reporter_goes_on_with_but(room):
    """As in "noted that X but he did not say": what follows "but he" is the reporter's."""
    content = "that the pier was safe but he did not look at it again"
    (found,) = room.decided(f"Fenn noted {content}.", "Fenn", "noted", content)
    assert found.content == ("that the pier was safe",)
    content = "that the pier was old but safe"
    (found,) = room.decided(f"Fenn noted {content}.", "Fenn", "noted", content)
    assert found.content == (content,)


def test_a_fronted_clause_needs_no_encoder(room):
    """As in "…, a watchdog has warned": the rule alone is enough where somebody can speak."""
    (found,) = room.ruled("Homes are at risk because the piers were left to decay, a spending watchdog has warned.")
    assert found.source == ("a spending watchdog",)
    assert room.ruled("Homes are at risk because the piers were left to decay, a storm has warned.") == []


def test_who_was_told_is_no_content(room):
    """As in "told the board it is clear …"; an object that something happens to stays."""
    content = "the harbour board it is clear that the pier was sold"
    (found,) = room.decided(f"Fenn told {content}.", "Fenn", "told", content)
    assert found.content == ("it is clear that the pier was sold",)
    content = "the harbour board was to blame for the pier"
    (found,) = room.decided(f"Fenn told reporters {content}.", "Fenn", "told", content)
    assert found.content == (content,)
