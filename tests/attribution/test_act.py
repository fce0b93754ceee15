"""Statement or attitude, from the cue alone."""

import pytest

from kg.attribution.act import act
from kg.model import Act


@pytest.mark.parametrize(
    ("lemma", "cue"),
    [
        ("say", "said"),
        ("deny", "has denied"),
        ("according to", "according to"),
        ("express", "expressed hope"),
        ("hope", "publicly hoped"),
        ("zork", "zorked"),
        ("", ""),
    ],
)
def test_what_was_voiced_is_a_statement(lemma, cue):
    """Verbs of saying, attitudes put into words, and cues nobody has listed."""
    assert act(lemma, cue) is Act.STATEMENT


@pytest.mark.parametrize(
    ("lemma", "cue"),
    [
        ("hope", "hopes"),
        ("believe", "believes"),
        ("confident", "is confident"),
        ("have", "had doubts"),
        ("vote", "voted"),
    ],
)
def test_what_is_held_planned_or_done_is_an_attitude(lemma, cue):
    """Verbs, adjectives and nouns of wishing and believing; a light verb is read by its noun."""
    assert act(lemma, cue) is Act.ATTITUDE


def test_quoted_words_were_voiced():
    """Marks make a statement of any cue."""
    assert act("fear", "fears", has_marks=True) is Act.STATEMENT


def test_a_light_verb_alone_is_no_attitude():
    """ "Had" without a noun of attitude says nothing against saying."""
    assert act("have", "had the floor") is Act.STATEMENT


CLAIMS = [
    # text, source, cue, content, confidence
    (
        "The three leaders called on their allies to sell the old pier.",
        "The three leaders",
        "called on",
        "their allies to sell the old pier",
        0.9,
    ),
    ("Fenn streesed that the pier was safe.", "Fenn", "streesed", "that the pier was safe", 0.9),
    ("The board insisted it had no plan.", "The board", "insisted", "it had no plan", 0.45),
    ("The union called for more schools.", "The union", "called for", "more schools", 0.8),
    (
        "Many say advantage hides concerns about turnout and apathy.",
        "Many",
        "say",
        "advantage hides concerns about turnout and apathy",
        0.9,
    ),
    ("Marsh went on to explain how the pier sank.", "Marsh", "went on to explain", "how the pier sank", 0.9),
    ("Marsh described the pier as ominous.", "Marsh", "described", "the pier as ominous", 0.8),
    ("The union made arguments that the pier is old.", "The union", "made arguments", "that the pier is old", 0.8),
    ("A study found that the pier is old.", "A study", "found", "that the pier is old", 0.9),
]
NO_CLAIMS = [
    ("Fenn called on the board.", "Fenn", "called on", "the board", 0.9),
    ("Fenn streesed that the pier was safe.", "Fenn", "streesed", "that the pier was safe", 0.7),
    ("The board insisted it had no plan.", "The board", "insisted", "it had no plan", 0.3),
    ("The board ordered a ban on all old piers.", "The board", "ordered", "a ban on all old piers", 0.8),
    ("The union blasted the cuts.", "The union", "blasted", "the cuts", 0.9),
    ("Fenn disclosed this in Lagos.", "Fenn", "disclosed", "this", 0.9),
    ("Divers found that the pier had sunk.", "Divers", "found", "that the pier had sunk", 0.9),
    ("The photographs show that the pier had sunk.", "The photographs", "show", "that the pier had sunk", 0.9),
]


@pytest.mark.parametrize("case", CLAIMS, ids=lambda c: f"{c[0]} {c[4]}")
def test_what_an_editor_lists(room, case):
    """A thought that somebody voices; a word of saying that no list has, where the encoder is sure."""
    assert "statement" in {s.act for s in room.decided(*case)}


@pytest.mark.parametrize("case", NO_CLAIMS, ids=lambda c: f"{c[0]} {c[4]}")
def test_what_an_editor_leaves_out(room, case):
    """A thing and no thought, a finding by nobody who inquires, and what the encoder is not sure of."""
    assert "statement" not in {s.act for s in room.decided(*case)}
