"""Records: what is dumped comes back equal, and the public lines keep their contract."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import model as m
from kg import records

spans = st.builds(lambda a, n: m.Span(a, a + n), st.integers(0, 10**6), st.integers(1, 500))
texts = st.text(max_size=30)
attributions = st.builds(
    m.Attribution,
    id=texts,
    content=st.tuples(spans),
    source=st.lists(spans, max_size=2).map(tuple),
    cue=st.lists(spans, max_size=2).map(tuple),
    kind=st.sampled_from(m.Kind),
    act=st.sampled_from(m.Act),
    parent=st.none() | texts,
    confidence=st.floats(0, 1),
)
actors = st.builds(
    m.Actor,
    id=texts,
    name=texts,
    kind=st.sampled_from(m.ActorKind),
    aliases=st.lists(texts, max_size=3).map(tuple),
    roles=st.lists(st.builds(m.Role, texts, st.none() | texts, st.booleans(), st.none() | spans), max_size=2).map(
        tuple
    ),
    article=st.none() | texts,
)
positions = st.builds(
    m.Position,
    actor=texts,
    issue=texts,
    stance=st.sampled_from(m.Stance),
    evidence=st.lists(texts | spans, min_size=1, max_size=3).map(tuple),
    via=st.none() | texts,
)
articles = st.builds(
    m.Article,
    id=texts,
    text=texts,
    names=st.lists(texts, max_size=2).map(tuple),
    published=st.none() | st.dates(),
    guessed=st.frozensets(texts, max_size=2),
    regions=st.lists(st.builds(m.Region, spans, st.sampled_from(m.Zone)), max_size=2).map(tuple),
)
findings = st.builds(
    m.Findings,
    article=articles,
    utterances=st.lists(st.builds(m.Utterance, attributions, st.lists(texts, max_size=2).map(tuple)), max_size=3).map(
        tuple
    ),
    actors=st.lists(actors, max_size=3).map(tuple),
    positions=st.lists(positions, max_size=3).map(tuple),
)


@given(findings)
def test_findings_round_trip_through_json(value):
    """Whatever was found comes back equal from its JSON."""
    assert records.parse(m.Findings, json.loads(json.dumps(records.dump(value)))) == value


@pytest.mark.parametrize("data", [{}, [], {"article": 1}, None, "x"])
def test_what_is_no_record_is_refused(data):
    """A damaged record raises, it never becomes half a finding."""
    with pytest.raises((KeyError, TypeError, ValueError, AttributeError)):
        records.parse(m.Findings, data)


def test_the_public_line_keeps_its_contract():
    """Keys, values and their forms are those that other programs read."""
    text = "“No,” said Mayor Ida Holm."
    article = m.Article("ar-x", text, ("a.txt",), "T", "O", date(2025, 2, 13))
    said = m.Attribution("a1", (m.Span(0, 5),), (m.Span(11, 25),), (m.Span(6, 10),), confidence=0.976)
    holm = m.Actor("ida-holm", "Ida Holm", roles=(m.Role("mayor", "Lund"), m.Role("chair")))
    report = m.Actor("x-1", "the report", m.ActorKind.DOCUMENT, article="ar-x")
    position = m.Position("ida-holm", "bridge", m.Stance.OPPOSES, ("a1", m.Span(0, 5)), via="x-1", confidence=0.5)
    found = m.Findings(article, (m.Utterance(said, ("ida-holm",)),), (holm, report), (position,))
    assert records.public(found) == {
        "article": "a.txt",
        "title": "T",
        "outlet": "O",
        "published": "2025-02-13",
        "text_sha256": records.text_sha256(text),
        "attributions": [
            {
                "id": "a1",
                "kind": "direct",
                "act": "statement",
                "source": [[11, 25]],
                "cue": [[6, 10]],
                "content": [[0, 5]],
                "speakers": ["Ida Holm"],
                "parent": None,
                "negated": False,
                "confidence": 0.98,
            }
        ],
        "actors": [
            {"name": "Ida Holm", "kind": "person", "aliases": [], "roles": ["chair", "mayor, Lund"]},
            {"name": "the report", "kind": "unnamed", "aliases": [], "roles": []},
        ],
        "positions": [
            {
                "actor": "Ida Holm",
                "issue": "bridge",
                "stance": "opposes",
                "evidence": ["a1", [0, 5]],
                "via": "the report",
                "confidence": 0.5,
            }
        ],
    }
