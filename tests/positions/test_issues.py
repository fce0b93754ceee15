"""Issues of a text by words and meaning; terms, poles, drafts of schemes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import attribution
from kg.graph import issues as scheme
from kg.model import Actor, ActorKind, Attribution, Issue, Kind, Span, Utterance
from kg.positions import suggest
from kg.positions.focus import nearness
from kg.positions.issues import Matcher
from kg.positions.terms import located, terms
from kg.positions.wordings import phrases_of, poles
from tests.positions.build import load


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Kyiv", "Ukrainians"),
        ("negotiations", "negotiate"),
        ("a cease-fire", "the ceasefire"),
        ("the U.S.", "American"),
        ("Québec", "quebec"),
    ],
)
def test_one_term(a, b):
    """Capitals, peoples, forms of a word and spellings are one term."""
    assert terms(a) & terms(b)


@pytest.mark.parametrize(("a", "b"), [("us", "the US"), ("polish the floor", "sweep it"), ("tax", "taxi")])
def test_two_terms(a, b):
    """What only looks alike is not."""
    assert not terms(a) & terms(b)


@given(st.text(max_size=80))
def test_offsets_hold(text):
    """Every term's offsets lie in the text, in order."""
    found = located(text)
    assert all(0 <= s < e <= len(text) for _, s, e in found)


@pytest.mark.parametrize(
    ("note", "pro", "con"),
    [
        ("supports: build it; opposes = leave it", "build it", "leave it"),
        ("supports: build it", "build it", ""),
        ("Build it. Oppose: do not.", "Build it", "do not"),
        ("", "", ""),
    ],
)
def test_poles(note, pro, con):
    """Both poles of a scope note, however it is punctuated."""
    assert poles(Issue("i", "https://example.org/i", "It", supports=note)) == (pro, con)


@pytest.mark.parametrize(
    ("topic", "text", "issue"),
    [
        ("climate", "The coal plants in the valley will be shut.", "coal-phase-out"),
        ("climate", "Rich countries must pay for what their smoke has done to the islands.", "climate-finance"),
        ("politics", "Senators should vote on the judge this month.", "court-nominee"),
        ("immigration", "The city will not hand people over to immigration agents.", "sanctuary-cities"),
    ],
)
def test_best_issue(topic, text, issue, meaning):
    """Paraphrases find their issue."""
    issues, _ = load(topic)
    assert issues[Matcher(issues, meaning).match([text])[0][0].issue].id == issue


@pytest.mark.parametrize(
    "text", ["The choir sang three songs.", "Senator Quill was born in 1961.", "He spoke to the president."]
)
def test_no_issue(text, meaning):
    """What is beside the scheme is left alone."""
    issues, _ = load("politics")
    matcher = Matcher(issues, meaning)
    assert matcher.about(matcher.match([text])[0], matcher.found(text)) == []


@pytest.mark.parametrize(
    ("wording", "note", "flipped"),
    [
        ("tram deals", "supports: build roads, leave or reject tram deals; opposes = more trams", True),
        ("tolls on lorries", "supports: free roads; opposes = keep or raise them, for instance on lorries", True),
        ("border posts", "supports: stricter; opposes = welcomes guests, rejects posts or fences", False),
        ("ring road", "supports: build it; opposes = do not", False),
    ],
)
def test_wording_of_the_other_side(wording, note, flipped):
    """The poles of the scope note tell which side an alternative label names."""
    issue = Issue("i", "https://example.org/i", "Roads", (wording,), "Whether roads should be built.", note)
    assert phrases_of(0, issue)[1].flipped is flipped


@pytest.mark.parametrize(
    ("wording", "inner"),
    [
        ("ban on cars", {"car"}),
        ("fewer cars", {"car"}),
        ("toll cuts", {"toll"}),
        ("closing roads", {"road"}),
        ("closure plan", set()),
        ("toll road", set()),
    ],
)
def test_what_a_wording_undoes(wording, inner):
    """Words of undoing govern what follows "on" or "of", or the noun before them."""
    issue = Issue("i", "https://example.org/i", wording)
    assert phrases_of(0, issue)[0].inner == inner


def test_what_an_article_is_about(meaning):
    """Statements on one issue lift it, and lower what is far from them; on other matters nothing is lifted."""
    issues, _ = load("climate")
    coal = next(k for k, issue in enumerate(issues) if issue.id == "coal-phase-out")
    matcher = Matcher(issues, meaning)
    matcher.focus_on(
        ["The coal plants in the valley will be shut.", "Coal miners fear for their jobs.", "Coal has no future."]
    )
    assert matcher.focus[coal] == max(matcher.focus) > 0.25
    matcher.focus_on(["The choir sang three songs.", "Rain fell all week.", "The hall was full."])
    assert not any(matcher.focus)


def test_names_of_bodies_stay_common_nouns(meaning):
    """What the scheme calls an issue by is no name because a body bears it; a person's name is one."""
    issues, _ = load("climate")
    cast = (
        Actor("coal-board", "Coal Board", ActorKind.ORGANISATION),
        Actor("ida-holm", "Ida Holm", ActorKind.PERSON),
    )
    names = Matcher(issues, meaning, cast).names
    assert "coal" not in names
    assert "holm" in names


def test_suggestions_read_back(tmp_path, read, meaning):
    """What is proposed is a scheme that kg reads, however strange the words."""
    text = 'Ida Holm wants the bigger "harbour" \\ basin. Jon Berg said the harbour basin costs too much.'
    reading = read(text)
    said = [
        Utterance(Attribution("a1", (Span(9, 43),), kind=Kind.INDIRECT), ("ida-holm",)),
        Utterance(Attribution("a2", (Span(59, len(text)),), kind=Kind.INDIRECT), ("jon-berg",)),
    ]
    found = suggest.suggest([(reading, said)], meaning)
    assert any("harbour" in s.label for s in found)
    path = tmp_path / "draft.ttl"
    path.write_text(suggest.turtle(found), encoding="utf-8")
    assert len(scheme.read(path)) == len(found)


def test_nothing_to_suggest(read, meaning):
    """No utterances, no proposals."""
    assert suggest.suggest([(read("Rain fell."), [])], meaning) == []


def test_focus_asks_only_where_it_hangs_on_it():
    """Statements are asked for their meaning only near the border, and what they say then decides."""
    asked = []

    def meant(rows):
        asked.extend(rows)
        return np.full((len(rows), 1), 0.25)

    assert nearness(np.full((24, 1), 0.5), meant, [1.0]) == pytest.approx([0.5])
    assert not asked
    assert nearness(np.full((24, 1), 0.31), meant, [1.0])[0] < 0.3
    assert 0 < len(set(asked)) < 24


def test_gist_leaves_the_outcome_to_the_meaning():
    """A gist that is only a little off changes nothing of what a text is about."""
    texts = ["They want the coal mine shut this year.", "The tram line costs too much.", "He likes his tea strong."]
    encoder = attribution.load_encoder()
    issues = (Issue("coal", "", "closing the coal mine"), Issue("tram", "", "building a tram line"))
    exact, fast = Matcher(issues, encoder.meaning), Matcher(issues, encoder.meaning, gist=encoder.gist)
    for matcher in (exact, fast):
        matcher.focus_on(texts)
    about = [[[m.issue for m in x.about(x.look(t), x.found(t))] for t in texts] for x in (exact, fast)]
    assert about[0] == about[1] == [[0], [1], []]
