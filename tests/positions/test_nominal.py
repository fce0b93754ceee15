"""Stances that are nouns, and who is named as one of those that hold them."""

import pytest

from kg.model import Actor, ActorKind, Attribution, Kind, Span, Stance, Utterance
from kg.positions import find
from tests.positions.build import people, utterances
from tests.positions.test_claims import SCHEME, taken

NAMES = ("Ida Holm", "Jon Berg", "Una Falk")


def told(read, meaning, text):
    """What the reporter's words show."""
    return taken(read, meaning, text, [], NAMES)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ida Holm’s opposition to the new bridge over the Elm is well known.", {("Holm", "bridge", "opposes")}),
        ("The crowd cheered Ida Holm’s support for the new bridge over the Elm.", {("Holm", "bridge", "supports")}),
        ("Shops fear Ida Holm’s ban on night trams.", {("Holm", "tram", "opposes")}),
        ("Ida Holm’s plan to build a new bridge over the Elm was read out.", {("Holm", "bridge", "supports")}),
        ("Ida Holm’s plan to scrap the new bridge over the Elm was read out.", {("Holm", "bridge", "opposes")}),
        ("Few had read Ida Holm’s night tram proposal.", {("Holm", "tram", "supports")}),
    ],
)
def test_possessed(text, found, read, meaning):
    """A noun that is a stance is its possessor's: on its complement, or on what it names."""
    assert told(read, meaning, text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The new bridge over the Elm has drawn opposition from Ida Holm.", {("Holm", "bridge", "opposes")}),
        (
            "The new bridge over the Elm won backing from Ida Holm, Jon Berg and the unions.",
            {("Holm", "bridge", "supports"), ("Berg", "bridge", "supports")},
        ),
        ("The closing of the new bridge over the Elm drew criticism from Jon Berg.", {("Berg", "bridge", "supports")}),
    ],
)
def test_from(text, found, read, meaning):
    """Where the noun stands alone, it is on what is around it; all who are named own it."""
    assert told(read, meaning, text) == found


def test_made_by(read, meaning):
    """Who brought a plan about wants it."""
    text = "Voters will judge the deal on a new bridge over the Elm reached by Ida Holm and Jon Berg."
    assert told(read, meaning, text) == {("Holm", "bridge", "supports"), ("Berg", "bridge", "supports")}


def test_called_by_the_way(read, meaning):
    """An apposition may say which side one is on; "other critics" makes critics of those before."""
    text = "Ida Holm, a critic of the new bridge over the Elm, stayed away."
    assert told(read, meaning, text) == {("Holm", "bridge", "opposes")}
    text = "The vote was lost by Ida Holm, Jon Berg and other supporters of the new bridge over the Elm."
    assert told(read, meaning, text) == {("Holm", "bridge", "supports"), ("Berg", "bridge", "supports")}


@pytest.mark.parametrize(
    "text",
    [
        "Ida Holm’s plan was read out after the new bridge over the Elm had closed.",
        "Ida Holm’s speech on the new bridge over the Elm lasted two hours.",
        "Rain fell on the new bridge over the Elm, a mile from Ida Holm’s house.",
        "A letter from Ida Holm mentions the new bridge over the Elm.",
        "The plan for a new bridge over the Elm was read out in front of Ida Holm.",
    ],
)
def test_no_stance(text, read, meaning):
    """Other nouns are no stances, a bare plan may be on anything, and who stands by owns nothing."""
    assert not told(read, meaning, text)


def test_chamber_has_both_sides(read, meaning):
    """What is a parliament's is nobody's side."""
    text = "The Senate’s proposal for a new bridge over the Elm was read out."
    case = {"text": text, "says": [], "actors": {"Senate": "organisation"}}
    assert not find(read(text), (), people(case), SCHEME, meaning)


def test_in_a_quotation_it_is_hearsay(read, meaning):
    """In Berg's mouth Holm's opposition is ascribed by him; where he is only reported it is the reporter's word."""
    for content, via in (
        ("“Ida Holm’s opposition to the new bridge over the Elm surprised everybody,”", "Jon Berg"),
        ("that Ida Holm’s opposition to the new bridge over the Elm surprised everybody", None),
    ):
        text = f"{content} Jon Berg said." if via else f"Jon Berg said {content}."
        case = {"text": text, "says": [["Jon Berg", "said", content]], "actors": {"Ida Holm": []}}
        found = find(read(text), utterances(case), people(case), SCHEME, meaning)
        assert [(p.stance, p.via) for p in found if p.actor == "Ida Holm"] == [(Stance.OPPOSES, via)]


def test_members_named_in_the_source(read, meaning):
    """What six towns call for is called for by the one that is named."""
    text = "Six towns, including Elmstadt, rejected the new bridge over the Elm."
    spans = [Span(text.index(part), text.index(part) + len(part)) for part in ("Six towns", "rejected")]
    content = "the new bridge over the Elm"
    said = Attribution(
        "a1", (Span(text.index(content), text.index(content) + len(content)),), (spans[0],), (spans[1],), Kind.INDIRECT
    )
    at = text.index("Elmstadt")
    cast = (
        Actor("towns", "Six towns", ActorKind.GROUP, mentions=(spans[0],)),
        Actor("elmstadt", "Elmstadt", ActorKind.PLACE, mentions=(Span(at, at + 8),)),
    )
    found = find(read(text), (Utterance(said, ("towns",)),), cast, SCHEME, meaning)
    assert ("elmstadt", "bridge", Stance.OPPOSES) in {(p.actor, p.issue, p.stance) for p in found}
