"""What an article calls somebody: the role as worded, and of whom it is."""

import pytest

from kg.actors import roles
from kg.actors.employers import employer


@pytest.mark.parametrize(
    ("phrase", "whose"),
    [
        ("Harbour Board chief", "Harbour Board"),
        ("Kenyan Fisheries Minister", "Kenya"),
        ("US Transport Secretary", "United States"),
        ("Kenya’s minister for the islands", "Kenya"),
        ("United States’ trade secretary", "United States"),
        ("president of the Lund Chess League", "Lund Chess League"),
        ("head of tide and weather studies at the Lund Institute", "Lund Institute"),
        ("analyst with Sailors for Safety", "Sailors for Safety"),
        ("adviser to President Ana Duarte", "Ana Duarte"),
        ("Mr Duarte's spokesman", "Duarte"),
        ("General Harbours chief executive", "General Harbours"),
        ("chief executive of General Harbours", "General Harbours"),
        ("Press Guild reporter", "Press Guild"),
    ],
)
def test_whose_a_role_is(phrase, whose):
    """A body, a place that the bearer stands for, or a person; the field of an office is none of them."""
    assert employer(phrase) == whose


@pytest.mark.parametrize(
    "phrase",
    [
        "Vice President",
        "Former Prime Minister",
        "Shadow fisheries secretary",
        "Special Envoy",
        "Defence Secretary",
        "Secretary of State",
        "Minister for Health",
        "National Security Adviser",
        "Kenyan teacher",
        "Kenya schoolteacher",
        "Republican nominee",
        "prisoner of war",
        "head of the walkout",
        "the Kenyan leader's spokesman",
        "ambassador to Kenya",
        "farmer from Lund",
        "resident of Lund",
    ],
)
def test_whose_it_is_not(phrase):
    """Ranks, fields, camps, things, and where somebody is from are nobody to be the role's."""
    assert employer(phrase) is None


@pytest.mark.parametrize(
    ("phrase", "title"),
    [
        ("chair from 2008 to 2012 and", "chair"),
        ("the dockers' union secretary until 2019", "dockers' union secretary"),
        ("sailors' committee chair Dr", "sailors' committee chair"),
        ("chair and founder", "chair and founder"),
        ("winner of the 2012 regatta", "winner of the 2012 regatta"),
        ("minister in charge of tides", "minister in charge of tides"),
    ],
)
def test_title(phrase, title):
    """Years of office, a dangling "and" and a courtesy title before the name are no part of a role."""
    assert roles.role(phrase).title == title


@pytest.mark.parametrize("phrase", ["National", "Kenyan National", "Executive", "national tide speech"])
def test_no_role(phrase):
    """The first words of a body's name, and "national" as an adjective, name nobody's role."""
    assert roles.role(phrase) is None


def test_a_compatriot_is_a_role():
    """As a noun, "national" still is one."""
    assert roles.role("Kenyan national").title == "Kenyan national"


def titles(actors, name):
    return [r.title for r in actors[name].roles]


@pytest.mark.parametrize(
    "markup",
    [
        "United States President {s1|Ana Duarte} {c1|said} {q1|the harbour would stay open}.",
        "Kolar met United States President {s1|Ana Duarte}. {s1|Duarte} {c1|said} {q1|the harbour would stay open}.",
    ],
)
def test_a_country_of_two_words_is_whole(resolve, markup):
    """The first word of a country's name is not lost, whatever the tagger takes it for."""
    _, _, actors = resolve(markup)
    assert titles(actors, "ana-duarte") == ["United States President"]


@pytest.mark.parametrize(
    "markup",
    [
        "Asked whether the island was a founding member, {s1|Ana Duarte} {c1|said} {q1|no}.",
        "Asked if she saw the town as an equal partner, {s1|Ana Duarte} {c1|said} {q1|no}.",
        "During a national security speech on Monday, {s1|Ana Duarte} {c1|said} {q1|no}.",
        "Ana Duarte, Republican candidates are not far apart\n\n{s1|Ana Duarte} {c1|said} {q1|no}.",
    ],
)
def test_what_stands_beside_a_name_and_is_no_role(resolve, markup):
    """The end of the clause in front, an adjective, and several people are not what the name's bearer is."""
    _, _, actors = resolve(markup)
    assert titles(actors, "ana-duarte") == []


@pytest.mark.parametrize(
    ("markup", "title"),
    [
        ("The island's foreign minister, {s1|Ana Duarte}, {c1|said} {q1|no}.", "island's foreign minister"),
        ("{q1|“No,”} {c1|said} its chief executive, {s1|Ana Duarte}.", "chief executive"),
        ("In an inquiry former minister {s1|Ana Duarte} {c1|said} {q1|no}.", "former minister"),
        ("{s1|Ana Duarte}, head of tide studies, {c1|said} {q1|no}.", "head of tide studies"),
    ],
)
def test_appositions_stay_roles(resolve, markup, title):
    """What is put beside a name still is its bearer's role."""
    _, _, actors = resolve(markup)
    assert title in titles(actors, "ana-duarte")


@pytest.mark.parametrize(
    ("markup", "double"),
    [
        (
            "Ana Duarte met Ivo Kolar. After the Duarte-Kolar call, {s1|Duarte} {c1|said} {q1|the port stays open}.",
            False,
        ),
        ("Ana Duarte met Eva Duarte-Kolar. {s1|Duarte-Kolar} {c1|said} {q1|the port stays open}. Kolar left.", True),
        ("Ana Duarte was at the port. {s1|Duarte-Lund} {c1|said} {q1|the port stays open}.", True),
    ],
)
def test_two_surnames_joined(resolve, markup, double):
    """ "The Duarte-Kolar call" names two people where both are named apart and nobody by both names."""
    _, _, actors = resolve(markup)
    forms = {form for a in actors.values() for form in (a.name, *a.aliases)}
    assert any(form.startswith(("Duarte-", "Eva Duarte-")) for form in forms) is double


def test_party_and_state_are_nobody(resolve):
    """ "D-Ore." in brackets is no actor."""
    _, _, actors = resolve("Sen. {s1|Ana Duarte} (D-Ore.) {c1|said} {q1|no}. So did Rep. Ivo Kolar, R-Utah.")
    assert not [a.name for a in actors.values() if a.name[:2] in {"D-", "R-"}]
