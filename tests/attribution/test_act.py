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
