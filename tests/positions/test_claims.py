"""Who stands where: on topics of three kinds, construction by construction, and what must not be a position."""

import pytest

from kg.model import Actor, ActorKind, Attribution, Issue, Kind, Span, Stance, Utterance
from kg.positions import find
from tests.positions.build import load, people, utterances

BRIDGE = Issue(
    "bridge", "https://example.org/bridge", "New bridge over the Elm", ("bridge over the river", "Elm crossing"),
    "Whether a bridge should be built over the Elm.", "supports: build it; opposes = do not build it",
)  # fmt: skip
BAN = Issue(
    "car-ban", "https://example.org/ban", "Ban on cars in the old town", ("closing the old town to cars",),
    "Whether cars should be kept out of the old town.", "supports: keep them out; opposes = let them in",
)  # fmt: skip
TRAM = Issue(
    "tram", "https://example.org/tram", "Night trams", ("trams at night", "a night without trams"),
    "Whether trams should run at night.", "supports: run them; opposes = no trams at night",
)  # fmt: skip
SCHEME = (BRIDGE, BAN, TRAM)


def scored(topic, read, meaning):
    """True positives, predicted, wanted over a topic's cases."""
    issues, cases = load(topic)
    hits = got = wanted = 0
    for case in cases:
        found = find(read(case["text"]), utterances(case), people(case), issues, meaning)
        taken = {(p.actor, p.issue, str(p.stance)) for p in found}
        right = {tuple(p[:3]) for p in case["positions"]}
        hits, got, wanted = hits + len(taken & right), got + len(taken), wanted + len(right)
    return hits, got, wanted


@pytest.mark.parametrize(("topic", "floor"), [("immigration", 0.6), ("climate", 0.6), ("politics", 0.7)])
def test_topics(topic, floor, read, meaning):
    """Positions in the cases written for development reach their floor in F1 (at the last measurement: .73, .71, .77)."""
    hits, got, wanted = scored(topic, read, meaning)
    assert 2 * hits / (got + wanted) >= floor, f"{hits} of {got} right, {wanted} wanted"


def taken(read, meaning, text, says, names=("Ida Holm", "Jon Berg")):
    """(actor, issue, stance) that *text* shows; *says* is rows of speaker, cue, content[, topic]."""
    case = {"text": text, "says": says, "actors": {n: [n.split()[-1]] for n in names if n.split()[-1] in text}}
    found = find(read(text), utterances(case), people(case), SCHEME, meaning)
    return {(p.actor.split()[-1], p.issue, str(p.stance)) for p in found}


@pytest.mark.parametrize(
    ("content", "stance"),
    [
        ("the city needs a new bridge over the Elm", "supports"),
        ("she supports the new bridge over the Elm", "supports"),
        ("she could accept a new bridge over the Elm if the toll stayed low", "supports"),
        ("she would never oppose the new bridge over the Elm", "supports"),
        ("it would be a mistake to scrap the new bridge over the Elm", "supports"),
        ("the new bridge over the Elm was unrealistic", "opposes"),
        ("she did not want a new bridge over the Elm", "opposes"),
        ("the new bridge over the Elm must be stopped", "opposes"),
        ("it was too early to talk about a new bridge over the Elm", "ambivalent"),
        ("she was still undecided about the new bridge over the Elm", "ambivalent"),
        ("she was a strong supporter of the new bridge over the Elm", "supports"),
        ("she was no fan of the new bridge over the Elm", "opposes"),
        ("restrictions on the new bridge over the Elm would be a mistake", "supports"),
        ("nobody should live in fear of the new bridge over the Elm", "opposes"),
        ("the new bridge over the Elm was disappointing", "opposes"),
        ("the new bridge over the Elm was designed to harm the town", "opposes"),
        ("nobody needs the new bridge over the Elm", "opposes"),
        ("nobody wanted the new bridge over the Elm more than she did", "supports"),
        ("the lawsuit would only delay the new bridge over the Elm", "supports"),
        ("she would order the engineers to build the new bridge over the Elm", "supports"),
        ("the new bridge over the Elm was a goal that nobody could reach", "opposes"),
    ],
)
def test_scope(content, stance, read, meaning):
    """Words that take a side and words that deny multiply from the inside out; a condition is support."""
    text = f"Mayor Ida Holm said {content}."
    assert taken(read, meaning, text, [["Ida Holm", "said", content]]) == {("Holm", "bridge", stance)}


@pytest.mark.parametrize(
    ("cue", "content", "stance"),
    [
        ("called for", "a new bridge over the Elm", "supports"),
        ("rejected", "the new bridge over the Elm", "opposes"),
        ("agreed to", "build the new bridge over the Elm", "supports"),
        ("declined to say", "whether the new bridge over the Elm would be built", "ambivalent"),
    ],
)
def test_cues(cue, content, stance, read, meaning):
    """The cue may take the side of what it introduces."""
    text = f"Mayor Ida Holm {cue} {content}."
    assert taken(read, meaning, text, [["Ida Holm", cue, content]]) == {("Holm", "bridge", stance)}


@pytest.mark.parametrize(
    ("content", "stance"),
    [
        ("she supports the ban on cars in the old town", "supports"),
        ("she was against a ban on cars in the old town", "opposes"),
        ("she would fight the ban on cars in the old town", "opposes"),
    ],
)
def test_issue_that_undoes(content, stance, read, meaning):
    """Where the issue itself is a ban, support is support of the ban."""
    text = f"Mayor Ida Holm said {content}."
    assert ("Holm", "car-ban", stance) in taken(read, meaning, text, [["Ida Holm", "said", content]])


def test_deed(read, meaning):
    """Where the issue is a deed, to promise or to refuse it is a stance."""
    for content, stance in (
        ("we will close the old town to cars", "supports"),
        ("we will never close it to cars", "opposes"),
    ):
        text = f"“On the old town: {content},” Ida Holm said. Ida Holm is mayor."
        says = [["Ida Holm", "Holm said", f"“On the old town: {content},”"]]
        assert taken(read, meaning, text, says) == {("Holm", "car-ban", stance)}


def test_topic_phrase(read, meaning):
    """The issue may stand outside the quotation alone."""
    text = "“It’s a waste of money,” Holm said of the new bridge over the Elm. Ida Holm is mayor."
    says = [["Ida Holm", "said", "“It’s a waste of money,”", "the new bridge over the Elm"]]
    assert taken(read, meaning, text, says) == {("Holm", "bridge", "opposes")}


def test_pronoun_takes_up_what_was_said(read, meaning):
    """ "It" is the bridge of the sentence before."""
    text = "Ida Holm said the new bridge over the Elm would open soon. “It is a disaster,” Jon Berg said."
    says = [
        ["Ida Holm", "said", "the new bridge over the Elm would open soon"],
        ["Jon Berg", "Berg said", "“It is a disaster,”"],
    ]
    assert ("Berg", "bridge", "opposes") in taken(read, meaning, text, says)


def test_pronoun_takes_up_what_is_done_to_it(read, meaning):
    """ "It" is the closing of the bridge, not the bridge."""
    text = "Ida Holm criticised the closing of the new bridge over the Elm. “It is a disaster,” Jon Berg said."
    says = [
        ["Ida Holm", "criticised", "the closing of the new bridge over the Elm"],
        ["Jon Berg", "Berg said", "“It is a disaster,”"],
    ]
    assert {("Holm", "bridge", "supports"), ("Berg", "bridge", "supports")} <= taken(read, meaning, text, says)


def test_decision_takes_up_what_was_decided(read, meaning):
    """ "The decision" is the one reported before, however far back: here to scrap the bridge."""
    text = (
        "The council voted to scrap the new bridge over the Elm. Rain fell all week. Shops were shut. "
        "Ida Holm criticised the decision. Ida Holm is mayor."
    )
    assert ("Holm", "bridge", "supports") in taken(read, meaning, text, [["Ida Holm", "criticised", "the decision"]])


def test_noun_before_a_stray_phrase(read, meaning):
    """A ban "on" something is against it, whatever the phrase was parsed to hang on."""
    text = "Ida Holm supported the clampdown on night trams. Ida Holm is mayor."
    found = taken(read, meaning, text, [["Ida Holm", "supported", "the clampdown on night trams"]])
    assert found == {("Holm", "tram", "opposes")}


def test_threat_to_do(read, meaning):
    """A threat to build is a deed announced, no danger to it."""
    text = "Ida Holm criticised threats to build the new bridge over the Elm. Ida Holm is mayor."
    found = taken(read, meaning, text, [["Ida Holm", "criticised", "threats to build the new bridge over the Elm"]])
    assert found == {("Holm", "bridge", "opposes")}


@pytest.mark.parametrize(
    "content",
    [
        "people would leave if the new bridge over the Elm were built",
        "the mayors had discussed the possibility of building the new bridge over the Elm",
        "she would retire at the end of the new bridge over the Elm",
    ],
)
def test_supposed_discussed_or_beside(content, read, meaning):
    """What is supposed, what was talked about and when something is takes no side."""
    found = taken(read, meaning, f"Ida Holm said {content}.", [["Ida Holm", "said", content]])
    assert ("Holm", "bridge", "supports") not in found


def test_holders_have_names(read, meaning):
    """Nobody knows who "critics" are; a position of theirs tells nothing."""
    content = "the new bridge over the Elm was a waste of money"
    for who, found in (("critics", set()), ("Elmtown officials", {("officials", "bridge", "opposes")})):
        text = f"The {who} said {content}."
        case = {"text": text, "says": [[who, "said", content]], "actors": {who: "group"}}
        positions = find(read(text), utterances(case), people(case), SCHEME, meaning)
        assert {(p.actor.split()[-1], p.issue, str(p.stance)) for p in positions} == found


def test_turning_down_what_is_said_of_it(read, meaning):
    """To reject a claim about the bridge is no side on the bridge."""
    content = "the claim that the new bridge over the Elm can be seen from the tower"
    text = f"Ida Holm rejected {content}. Ida Holm is mayor."
    assert not taken(read, meaning, text, [["Ida Holm", "rejected", content]])


def test_who_fights_it_does_not_deny_it(read, meaning):
    """Where the issue is whether something is so, what is done about it is no side."""
    flood = Issue(
        "flood", "https://example.org/flood", "The river is rising", ("rising river", "river floods"),
        "Whether the river is rising from year to year.", "supports: says so; opposes = denies it",
    )  # fmt: skip
    text = "Ida Holm vowed to fight the river floods. Ida Holm is mayor."
    case = {
        "text": text,
        "says": [["Ida Holm", "vowed", "to fight the river floods"]],
        "actors": {"Ida Holm": ["Holm"]},
    }
    found = find(read(text), utterances(case), people(case), (flood, BAN), meaning)
    assert not [p for p in found if p.stance is Stance.OPPOSES]


def test_side_outweighs_an_evasion(read, meaning):
    """Who takes a side twice is not undecided because of one guarded sentence."""
    text = (
        "Ida Holm supports the new bridge over the Elm. “The new bridge over the Elm is essential,” Holm said. "
        "Holm said it was too early to talk about the new bridge over the Elm. Jon Berg is mayor."
    )
    says = [
        ["Ida Holm", "Holm said", "“The new bridge over the Elm is essential,”"],
        ["Ida Holm", "said it", "it was too early to talk about the new bridge over the Elm"],
    ]
    assert taken(read, meaning, text, says) == {("Holm", "bridge", "supports")}


def test_asking_is_no_side(read, meaning):
    """Who asks how something will be done takes no side on it."""
    content = "how the council would build the new bridge over the Elm"
    text = f"Ida Holm asked {content}. Ida Holm is mayor."
    assert not taken(read, meaning, text, [["Ida Holm", "asked", content]])


def test_none_of_them(read, meaning):
    """What none of them wants is nobody's wish."""
    text = "None of the mayors called for the new bridge over the Elm. Ida Holm is a mayor."
    content = "the new bridge over the Elm"
    spans = [
        Span(text.index(part), text.index(part) + len(part)) for part in ("None of the mayors", "called for", content)
    ]
    said = Attribution("a1", (spans[2],), (spans[0],), (spans[1],), Kind.INDIRECT)
    holm = Actor("Ida Holm", "Ida Holm", ActorKind.PERSON)
    assert not find(read(text), (Utterance(said, ("Ida Holm",)),), (holm,), SCHEME, meaning)


def test_second_hand(read, meaning):
    """What Holm says of Berg's wish is Berg's position, ascribed by Holm, and says nothing of hers."""
    text = "Ida Holm said Jon Berg wants the new bridge over the Elm."
    case = {
        "text": text,
        "says": [["Ida Holm", "said", "Jon Berg wants the new bridge over the Elm"]],
        "actors": {"Jon Berg": []},
    }
    (position,) = find(read(text), utterances(case), people(case), SCHEME, meaning)
    assert (position.actor, position.via, position.stance) == ("Jon Berg", "Ida Holm", Stance.SUPPORTS)


def test_reporters_voice(read, meaning):
    """A stance that the reporter tells has the words as evidence and nobody as ascriber."""
    text = "Jon Berg opposes the new bridge over the Elm."
    case = {"text": text, "says": [], "actors": {"Jon Berg": []}}
    (position,) = find(read(text), (), people(case), SCHEME, meaning)
    (span,) = position.evidence
    assert (position.stance, position.via) == (Stance.OPPOSES, None)
    assert "opposes the new bridge" in text[span.start : span.end]
    assert "opposes" in [text[s.start : s.end] for s in position.decided_by]


@pytest.mark.parametrize(
    "content",
    [
        "the hearing on the new bridge over the Elm lasted two hours",
        "the council discussed the new bridge over the Elm",
        "40,000 cars crossed the old bridge in March",
        "the price of bread had doubled",
        "the new school will open after the bridge over the river is finished",
        "the city needs a new bridge policy",
    ],
)
def test_no_position(content, read, meaning):
    """Facts, mere talk, another matter and mere circumstances take no side."""
    text = f"Mayor Ida Holm said {content}."
    assert not taken(read, meaning, text, [["Ida Holm", "said", content]])


def test_nothing_to_read(read, meaning):
    """No issues, no utterances: no positions, no error."""
    reading = read("Rain fell on Tuesday.")
    assert find(reading, (), (), SCHEME, meaning) == ()
    assert find(reading, (), (), (), meaning) == ()


def test_same_position_once(read, meaning):
    """Two pieces of evidence make one position that is surer than either."""
    text = "Ida Holm supports the new bridge over the Elm. “We need the new bridge,” Holm said."
    case = {"text": text, "says": [["Ida Holm", "said", "“We need the new bridge,”"]], "actors": {"Ida Holm": ["Holm"]}}
    positions = [p for p in find(read(text), utterances(case), people(case), SCHEME, meaning) if p.issue == "bridge"]
    assert len(positions) == 1
    assert len(positions[0].evidence) == 2
    assert 0.5 < positions[0].confidence <= 0.97


def test_negated_cue(read, meaning):
    """What somebody did not say is not his stance."""
    text = "Jon Berg did not say that the city needs the new bridge over the Elm."
    content = "that the city needs the new bridge over the Elm"
    at = text.index(content)
    said = Attribution(
        "a1",
        (Span(at, at + len(content)),),
        (Span(0, 8),),
        (Span(9, 20),),
        Kind.INDIRECT,
        negated=True,
        cue_lemma="say",
    )
    berg = Actor("jon-berg", "Jon Berg", ActorKind.PERSON, mentions=(Span(0, 8),))
    assert find(read(text), (Utterance(said, ("jon-berg",)),), (berg,), SCHEME, meaning) == ()
