"""Stances that are nouns, and who is named as one of those that hold them."""

import pytest

from kg.model import Actor, ActorKind, Attribution, Kind, Span, Stance, Utterance
from kg.positions import find
from tests.positions.build import people, utterances
from tests.positions.test_claims import SCHEME, taken

NAMES = ("Ida Holm", "Jon Berg", "Una Falk", "Max Dorn", "Peter Lund", "Tom Reed")


def told(read, meaning, text):
    """What the reporter's words show."""
    return taken(read, meaning, text, [], NAMES)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ida Holm’s opposition to the new bridge over the Elm is well known.", {("Holm", "bridge", "opposes")}),
        ("The crowd cheered Ida Holm’s support for the new bridge over the Elm.", {("Holm", "bridge", "supports")}),
        ("The former mayor Ida Holm’s opposition to night trams is well known.", {("Holm", "tram", "opposes")}),
        ("Shops do not share Ida Holm’s opposition to night trams.", {("Holm", "tram", "opposes")}),
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
    text = "Voters will judge the plan to build a new bridge over the Elm drafted by Ida Holm."
    assert told(read, meaning, text) == {("Holm", "bridge", "supports")}


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


@pytest.mark.parametrize(
    "text",
    [
        "Una Falk, no supporter of night trams, left the hall.",
        "Una Falk, not a supporter of night trams, left the hall.",
        "Una Falk, a former critic of night trams, left the hall.",
        "Una Falk, once a critic of night trams, left the hall.",
        "Shops fear Ida Holm’s alleged opposition to night trams.",
        "Max Dorn’s alleged opposition to night trams was invented.",
        "Ida Holm’s so-called support for night trams was in the paper.",
        "Ida Holm’s opposition to night trams was invented.",
        "Night trams have drawn no opposition from Ida Holm.",
        "Night trams have not drawn opposition from Ida Holm.",
        "The plan for night trams reportedly drafted by Ida Holm was read out.",
    ],
)
def test_denied_doubted_or_past(text, read, meaning):
    """Who is no critic, a former one or an alleged one takes no side."""
    assert not told(read, meaning, text)


@pytest.mark.parametrize(
    "text",
    [
        "A rumor about the new bridge over the Elm floated by Peter Lund was denied.",
        "The new bridge over the Elm was struck by Ida Holm in her car.",
        "The new bridge over the Elm was reached by Una Falk after an hour.",
        "The new bridge over the Elm was introduced by Ida Holm in a lecture.",
        "The plan to build a new bridge over the Elm drafted by Tom Reed in 1990 was withdrawn by him.",
        "The plan for night trams drafted by Ida Holm was withdrawn by her.",
    ],
)
def test_not_made_by(text, read, meaning):
    """Only a plan, a law or a deal is wanted by who brought it about, unless it was taken back."""
    assert not told(read, meaning, text)


def test_a_sentence_counts_once(read, meaning):
    """What one says of an issue and the noun for it in the same sentence are one piece of evidence."""
    content = "the new bridge over the Elm was a mistake"
    text = f"Ida Holm, a critic of the new bridge over the Elm, said {content}."
    case = {"text": text, "says": [["Ida Holm", "said", content]], "actors": {"Ida Holm": []}}
    found = find(read(text), utterances(case), people(case), SCHEME, meaning)
    assert [(p.stance, p.evidence) for p in found] == [(Stance.OPPOSES, ("a1",))]


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


def members(read, meaning, source, name, kind, content="the new bridge over the Elm", cue="rejected"):
    """Whether who is named after or in a *source* is given what the source says."""
    text = f"{source} {cue} {content}."
    whole = Span(0, len(source.split(", ")[0]))
    at, said = text.index(name), text.index(content)
    cue_at = len(source) + 1
    attribution = Attribution(
        "a1", (Span(said, said + len(content)),), (whole,), (Span(cue_at, cue_at + len(cue)),), Kind.INDIRECT
    )
    cast = (
        Actor("all", source, ActorKind.GROUP, mentions=(whole,)),
        Actor("named", name, kind, mentions=(Span(at, at + len(name)),)),
    )
    found = find(read(text), (Utterance(attribution, ("all",)),), cast, SCHEME, meaning)
    return {str(p.stance) for p in found if p.actor == "named"}


@pytest.mark.parametrize(
    ("source", "name", "kind"),
    [
        ("Six towns, including Elmstadt,", "Elmstadt", ActorKind.PLACE),
        ("Companies such as Exxon", "Exxon", ActorKind.ORGANISATION),
        ("Officials like Ida Holm", "Ida Holm", ActorKind.PERSON),
        ("Leaders of the Greens, including Ida Holm,", "Ida Holm", ActorKind.PERSON),
    ],
)
def test_members_named_in_the_source(source, name, kind, read, meaning):
    """What six towns reject is rejected by the one that is named."""
    assert members(read, meaning, source, name, kind) == {"opposes"}


@pytest.mark.parametrize(
    ("source", "name", "kind"),
    [
        ("Critics of companies such as Exxon", "Exxon", ActorKind.ORGANISATION),
        ("Opponents of mayors like Ida Holm", "Ida Holm", ActorKind.PERSON),
        ("Critics of parties including the Greens", "Greens", ActorKind.ORGANISATION),
        ("Critics of parties, including the Greens,", "Greens", ActorKind.ORGANISATION),
        ("Lawyers for clients such as Acme", "Acme", ActorKind.ORGANISATION),
        ("A spokesman for companies including Exxon", "Exxon", ActorKind.ORGANISATION),
        ("Residents of places such as Elmstadt", "Elmstadt", ActorKind.PLACE),
    ],
)
def test_others_named_in_the_source(source, name, kind, read, meaning):
    """Who the source is against, works for or lives in does not speak."""
    assert not members(read, meaning, source, name, kind)
    said = "the new bridge over the Elm was a mistake"
    assert not members(read, meaning, source, name, kind, said, "said")
