"""The same utterance in two articles: found, told apart by relation, and not seen where there is none."""

import time

import pytest

from kg import articles
from kg.actors import collect, difference
from kg.actors.registry import Register
from kg.model import Findings, Relation

from .made import findings

LONG = "“We will open the bridge in May, and not a day later, whatever the weather says,”"


def echoes(a, b, *, meaning=None):
    """Relations between the statements of two one-statement articles."""
    found = collect([findings("a", a), findings("b", b)], Register(), meaning=meaning).echoes
    return [e.relation for e in found]


@pytest.mark.parametrize(
    ("a", "b", "relation"),
    [
        (LONG, '"We will open the bridge in May – and not a day later, whatever the weather says."', Relation.VERBATIM),
        ("“The U.S. defence programme recognises it”", "“The US defense programme recognizes it.”", Relation.VERBATIM),
        (LONG, "“We will open the bridge in May,”", Relation.TRUNCATED),
        (LONG, "“We will open the bridge in May … whatever the weather says,”", Relation.TRUNCATED),
        (LONG, "“We shall open the new bridge in May and not one day later, whatever weather says,”", Relation.VARIANT),
        (
            "that the northern bridge would open to traffic in May",
            "the northern bridge would be open for traffic from May",
            Relation.PARAPHRASE,
        ),
    ],
)
def test_relations(a, b, relation):
    """Marks, dashes and spelling aside; words left out; words changed; told in other words."""
    assert echoes(("Ana Duarte", a), ("Ana Duarte", b)) == [relation]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (("Ana Duarte", LONG), ("Piet Maas", LONG)),
        (("Ana Duarte", "“Thank you”"), ("Ana Duarte", "“Thank you all for coming to this fine town”")),
        (("Ana Duarte", "the bridge would open in May"), ("Ana Duarte", "the school would close in June")),
        (("Ana Duarte", "“The bridge opens in May”"), ("Ana Duarte", "“In May we dance on every bridge of the town”")),
        ((None, "yes it was so"), (None, "yes it was so")),
    ],
)
def test_no_echo(a, b):
    """Another speaker, too few words, other matter, other quotations, nobody named: no echo."""
    assert echoes(a, b) == []


def test_speakers_are_compared_over_links():
    """A surname in one article and the full name in the other do not hide an echo."""
    assert echoes(("Petrenko", LONG), ("Mykola Petrenko", LONG)) == [Relation.VERBATIM]


def test_meaning_helps():
    """With sentence vectors, a paraphrase in few common words is found; without them it is left out."""
    import numpy as np

    a, b = (
        ("Ana Duarte", "the canal would carry ships by autumn"),
        ("Ana Duarte", "vessels would use the canal by winter"),
    )
    assert echoes(a, b) == []
    assert echoes(a, b, meaning=lambda texts: np.ones((len(texts), 1))) == [Relation.PARAPHRASE]


def test_difference_is_word_by_word():
    """What was left out and what was added, in order, marks and spelling aside."""
    assert difference("“We will stay here.”", "We will not stay") == (
        ("same", "We will"),
        ("added", "not"),
        ("same", "stay"),
        ("left out", "here"),
    )
    assert difference("a b", "a b") == (("same", "a b"),)
    assert difference("", "x") == (("added", "x"),)


def test_many_reports_in_little_time():
    """Thousands of reports are not compared pair by pair."""
    many = [
        findings(
            f"f{i}",
            *(
                (f"Speaker {i % 50}", f"in village {i} house {j} burned on day {i * 7 + j} of the drought")
                for j in range(6)
            ),
        )
        for i in range(150)
    ]
    start = time.perf_counter()
    collect(many, Register())
    assert time.perf_counter() - start < 15


def test_copies_of_an_article():
    """A wire story with another headline and a cut end is a copy; an article on the same matter is not."""
    story = " ".join(
        f"The council of ward {i} voted on road number {i * 3} after a long and loud debate." for i in range(40)
    )
    wire = articles.from_text(f"Roads\n\n{story}", name="a")
    paper = articles.from_text(f"Wards vote on roads\n\n{story[: len(story) * 3 // 4]}", name="b")
    other = articles.from_text(
        "Roads\n\n" + story.replace("voted on road", "spoke of bridge").replace("long and loud", "short"), name="c"
    )
    groups = collect([Findings(x) for x in (wire, paper, other)], Register()).copies
    assert groups == (tuple(sorted((wire.id, paper.id))),)
