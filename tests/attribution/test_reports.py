"""Indirect and mixed reports: the content is a grammatical unit, the source a whole phrase, the act what it is."""

import pytest

from kg.model import Zone


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("Fenn said that the cranes would go by spring.", "Fenn", "that the cranes would go by spring"),
        ("The cranes would go by spring, Fenn said.", "Fenn", "The cranes would go by spring"),
        ("The mayor told reporters that the cranes would go.", "The mayor", "that the cranes would go"),
        ("According to Ada Fenn, the cranes are unsafe.", "Ada Fenn", "the cranes are unsafe"),
        ("The cranes are unsafe, according to two officials.", "two officials", "The cranes are unsafe"),
        (
            "Ada Fenn, a retired engineer, warned that the pier could sink.",
            "Ada Fenn, a retired engineer",
            "that the pier could sink",
        ),
    ],
)
def test_reported_clauses(room, text, source, content):
    """Complementizer in, final full stop out; titles and appositions belong to the source."""
    (found,) = room.statements(text)
    assert (found.source, found.content, found.kind) == ((source,), (content,), "indirect")


def test_the_cue_in_the_middle(room):
    """Content on both sides of its cue is one attribution of two pieces."""
    (found,) = room.statements("The pier, Fenn said, will not be sold.")
    assert found.content == ("The pier", "will not be sold")


def test_a_participle_takes_the_subject_of_its_sentence(room):
    """As in ", adding that …" reports again, by the same source."""
    first, second = room.statements("The mayor said the harbour would close, adding that “nobody will lose a job”.")
    assert first.source == second.source == ("The mayor",)
    assert (second.cue, second.kind) == (("adding",), "mixed")
    assert first.content == ("the harbour would close",)


def test_a_headline_that_says(room):
    """As in "X does this, says that": the subject is who says it."""
    title = "Harbour board sells old pier, says town will gain"
    found = room.statements(f"{title}\n\nThe board sold the pier.", [(0, len(title), Zone.TITLE)])
    assert found[0].cue == ("says",)
    assert found[0].content == ("town will gain",)


def test_page_furniture_yields_nothing(room):
    """A caption, an advert or a note never becomes a statement."""
    text = "The pier is shut.\n\nAda Fenn said the cranes would go."
    assert len(room.statements(text)) == 1
    assert room.top(text, [(19, len(text), Zone.CAPTION)]) == []


def test_negated_and_denied(room):
    """As in "Did not say" is negated; "denied" is a denial; neither puts the words into the speaker's mouth."""
    (silent,) = room.top("Fenn did not say when the work would begin.")
    assert (silent.of.negated, silent.of.denied) == (True, False)
    (denial,) = room.statements("The minister denied that the ministry had known of the leak.")
    assert (denial.of.negated, denial.of.denied) == (False, True)


@pytest.mark.parametrize(
    "text",
    [
        "Fenn wants the cranes gone.",
        "Officials appointed Marsh as harbour master.",
        "It was believed that the work was done.",
        "Marsh hopes for a new pier.",
        "The board discussed the cranes with the mayor.",
        "The crews were reluctant to leave.",
        "The minister rejects the deal.",
        "The union disclosed this in Lagos.",
        "The board assured residents of help.",
    ],
)
def test_wishes_acts_and_passives_are_no_statements(room, text):
    """What is wanted, done or believed by nobody in particular is not said."""
    assert room.statements(text) == []


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Mook further asserted that the cranes would go.", "Mook"),
        ("The firm, Acme Inc., a builder of piers, today announced that it would sell the pier.", None),
        ("The minister on Friday said that the pier would close.", "The minister"),
        ("The High Court this month said that the pier must close.", "The High Court"),
        ("A court ruled that the pier had to close.", "A court"),
        ("A study by engineers found that the pier could sink.", "A study by engineers"),
    ],
)
def test_who_says_it(room, text, source):
    """The day is no part of the source; a court rules, a study finds; a surname is no auxiliary."""
    (found,) = room.statements(text)
    assert source is None or found.source == (source,)
    assert found.source not in {("today",), ("Friday",)}


def test_topic_and_addressee(room):
    """What was asked about, and who was told, have fields of their own."""
    text = "Asked about the cranes, Fenn told reporters, “Ask the board.”"
    (found,) = room.statements(text)
    assert [text[s.start : s.end] for s in found.of.topic] == ["the cranes"]
    assert [text[s.start : s.end] for s in found.of.addressee] == ["reporters"]


def test_who_agrees_with_whom(room):
    """As in "A agreed with B that P" is said of both."""
    (found,) = room.statements("Fenn agreed with Marsh that the pier was safe.")
    assert found.source == ("Fenn", "Marsh")


def test_reported_speech_inside_reported_speech(room):
    """A chain: each child lies in its parent's content."""
    text = "Marsh said Fenn had claimed that the board warned the town in May."
    outer, inner = room.all(text)
    assert (outer.source, inner.source) == (("Marsh",), ("Fenn",))
    assert inner.of.parent == outer.of.id
    assert inner.content == ("that the board warned the town in May",)


def test_a_quotation_inside_a_quotation(room):
    """Single marks in double ones, with their own verb of saying."""
    (inner,) = room.inner("“We heard the minister say, ‘It will never happen,’” Marsh recalled.")
    assert (inner.source, inner.cue) == (("the minister",), ("say",))
    assert inner.kind == "direct"


def test_joint_and_shared_acts_inside_speech(room):
    """Both parties of an agreement, and both holders of a shared view."""
    (joint,) = room.inner("The envoy said that Fenn agreed with Marsh that the pier was safe.")
    assert joint.source == ("Fenn", "Marsh")
    (shared,) = room.inner("“The president supported the view of the mayor that the pier is safe,” the envoy said.")
    assert shared.source == ("The president", "the mayor")
    assert shared.content == ("that the pier is safe",)


@pytest.mark.parametrize(
    "text",
    [
        "Fenn said she agreed.",
        "“I said the pier was safe,” Fenn said.",
        "“We think the pier is safe,” Fenn said.",
        "“They would say the pier is safe,” Fenn said.",
        "Fenn said the guarantees offered to the town were worthless.",
    ],
)
def test_no_child_for_ones_own_words_or_for_things(room, text):
    """Reporting oneself, what might be said, and participles of things are no speech of others."""
    assert room.inner(text) == []


def test_same_input_same_output(room):
    """Two readings of an article are equal."""
    text = "“The cranes are old,” Fenn said. Marsh told her the town had agreed to pay."
    assert room.find(text) == room.find(text)


@pytest.mark.parametrize(
    ("title", "source"),
    [
        ("Ada Fenn: cranes must go by spring", "Ada Fenn"),
        ("Cranes must go by spring: harbour minister", "harbour minister"),
    ],
)
def test_a_headline_with_a_colon(room, title, source):
    """A name on one side, what reads like a clause on the other."""
    found = room.statements(f"{title}\n\nThe pier is shut.", [(0, len(title), Zone.TITLE)])
    assert [s.source for s in found] == [(source,)]


@pytest.mark.parametrize(
    "title", ["Kenya: ferry sinks off the coast", "Harbour war: town loses its pier", "Live: the vote at noon"]
)
def test_a_rubric_is_no_speaker(room, title):
    """A place or a subject before the colon says nothing."""
    assert room.statements(f"{title}\n\nThe pier is shut.", [(0, len(title), Zone.TITLE)]) == []


def test_two_verbs_of_one_speaker(room):
    """As in "X said … and called on …": two cues are two attributions (GUIDELINES 3.1)."""
    content = "the pier was not for sale and called for a public inquiry into the leak"
    first, second = room.decided(f"The union said {content}.", "The union", "said", content)
    assert first.content == ("the pier was not for sale",)
    assert (second.source, second.cue) == (("The union",), ("called for",))
    assert second.content == ("a public inquiry into the leak",)


def test_two_verbs_inside_what_is_said(room):
    """As in "X said the board met and called on …": the board called, so it is one attribution."""
    content = "that the board had met in May and had called for a new pier"
    (found,) = room.decided(f"Fenn said {content}.", "Fenn", "said", content)
    assert found.content == (content,)
