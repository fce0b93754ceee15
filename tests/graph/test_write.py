"""What becomes a triple, and what does not."""

import dataclasses
import os
import subprocess
import sys

import pytest

from kg import graph
from kg.errors import GraphError
from kg.model import Attribution, Collection, Position, Span, Stance, Utterance

from . import marlow

ISSUE_IRIS = {name: f"https://w3id.org/claim-quote-kg/id/issue/{name}" for name in ("port-closure", "strike")}


def plain(where, predicate):
    """(actor's local name, words or local name) of every plain triple of that predicate."""
    rows = graph.query(
        where,
        "PREFIX kg: <https://w3id.org/claim-quote-kg/ontology#> SELECT ?s ?o ?t WHERE "
        f"{{ ?s kg:{predicate} ?o OPTIONAL {{ ?o kg:text ?t }} }}",
    ).rows
    return {(s.value.rsplit("/", 1)[1], t.value if t else o.value.rsplit("/", 1)[1]) for s, o, t in rows}


def test_said_is_for_statements_that_the_article_itself_attributes(town):
    """Wishes, negated cues, denials, hearsay and words of nobody are not said."""
    said = {text for _, text in plain(town, "said")}
    assert said == {
        "We will not close the port, now or ever.",
        "Mayor Kofi Mensah had told dockworkers that “the city will keep the port open whatever it costs.”",
        "a decision was near",
        "We will not close the port.",
        "Mensah promised that the port would stay open “whatever it costs”",
        "Closing the port would be a betrayal",
        "she now backed closing the port",
        "the plan “a betrayal.”",
    }


def test_hearsay_is_reported_and_denials_are_denied(town):
    assert plain(town, "reportedlySaid") == {
        ("kofi-mensah", "the city will keep the port open whatever it costs."),
        ("kofi-mensah", "the port would stay open “whatever it costs”"),
    }
    assert plain(town, "denied") == {("petra-novak", "dockworkers would strike")}


def test_positions_known_from_hearsay_alone_give_no_plain_triple(town):
    """The mayor's stance is only what Tom Lee says of it."""
    assert plain(town, "opposes") == {
        ("ana-ruiz", "port-closure"),
        ("ana-ruiz-vega", "port-closure"),
        ("petra-novak", "port-closure"),
        ("petra-novak", "strike"),
    }
    assert plain(town, "supports") == {("ana-ruiz", "port-closure")}
    assert plain(town, "ambivalentOn") == {("dockers-union", "strike")}
    assert not any(actor == "kofi-mensah" for actor, _ in plain(town, "positionOn"))


def test_spokespersons_speak_for_their_house_and_leaders_do_not(town):
    assert plain(town, "speaksFor") == {("tom-lee", "marlow-harbour")}


@pytest.mark.parametrize(
    ("outer", "inner", "triple"),
    [
        ({}, {}, "reportedlySaid"),
        ({}, {"denied": True}, "denied"),
        ({}, {"negated": True}, None),
        ({}, {"negated": True, "denied": True}, None),
        ({}, {"act": "attitude"}, None),
        ({"negated": True}, {}, None),
        ({"denied": True}, {}, None),
        ({"act": "attitude"}, {}, None),
        ({"act": "attitude"}, {"denied": True}, None),
    ],
)
def test_what_stands_inside_something_unsaid_is_not_said_either(tmp_path, outer, inner, triple):
    """Reported speech yields a triple only where everything around it is an asserted statement."""
    story = marlow.Story("a.txt", "Wire", "2025-01-01", "T", "Ann said Bob had claimed the sky was green.")
    ann, bob = story.actor("Ann"), story.actor("Bob")
    a1 = story.says([ann], "Ann", "said", "Bob had claimed the sky was green", kind=marlow.Kind.INDIRECT, **_act(outer))
    story.says([bob], "Bob", "had claimed", "the sky was green", kind=marlow.Kind.INDIRECT, parent=a1, **_act(inner))
    graph.write_build(tmp_path, [story.findings()], Collection(), marlow.ISSUES)
    found = {p for p in ("said", "reportedlySaid", "denied") if any(a == "bob" for a, _ in plain(tmp_path, p))}
    assert found == ({triple} if triple else set())
    assert not graph.check(tmp_path).faults


def _act(fields):
    return {k: marlow.Act(v) if k == "act" else v for k, v in fields.items()}


def test_a_circle_of_parents_ends(tmp_path):
    """Attributions that claim each other as parent are written, and nothing loops."""
    story = marlow.Story("a.txt", "Wire", "2025-01-01", "T", "Ann said so. Bob said no.")
    ann, bob = story.actor("Ann"), story.actor("Bob")
    story.says([ann], "Ann", "said", "so", kind=marlow.Kind.INDIRECT, parent="a2")
    story.says([bob], "Bob", "said", "no", kind=marlow.Kind.INDIRECT, after=12, parent="a1")
    graph.write_build(tmp_path, [story.findings()], Collection(), marlow.ISSUES)
    written = (tmp_path / "kg.nq").read_text("utf-8")
    assert all(f'"{words}"' in written for words in ("so", "no"))


def test_one_wording_of_one_speaker_is_one_quote_whatever_its_marks_and_case(tmp_path):
    one = marlow.Story("a.txt", "Wire", "2025-01-01", "T", "“We’ll stay – all of us,” Ann said.")
    one.says([one.actor("Ann")], "Ann", "said", "“We’ll stay – all of us,”")
    two = marlow.Story("b.txt", "Mail", "2025-01-02", "T", 'Ann said: "we\'ll stay - all of us."')
    two.says([two.actor("Ann")], "Ann", "said", '"we\'ll stay - all of us."')
    other = marlow.Story("c.txt", "Mail", "2025-01-02", "T", 'Bob said: "We\'ll stay - all of us."')
    other.says([other.actor("Bob")], "Bob", "said", '"We\'ll stay - all of us."')
    graph.write_build(tmp_path, [one.findings(), two.findings(), other.findings()], Collection(), marlow.ISSUES)
    assert plain(tmp_path, "said") == {("ann", "We’ll stay – all of us"), ("bob", "We'll stay - all of us.")}


def test_unnamed_sources_are_of_their_article_alone(tmp_path):
    """Two articles' officials are two actors."""
    stories = [marlow.Story(f"{i}.txt", "Wire", "2025-01-01", "T", f"Officials said it was {i}.") for i in (1, 2)]
    for story in stories:
        story.says([story.actor("Officials", marlow.ActorKind.UNNAMED)], "Officials", "said", "it was")
    graph.write_build(tmp_path, [s.findings() for s in stories], Collection(), marlow.ISSUES)
    assert len({actor for actor, _ in plain(tmp_path, "said")}) == 2


def test_adding_an_article_changes_no_line_of_the_others():
    """An article's graph is a function of that article alone."""
    findings, _ = marlow.town()
    alone = [graph.article_lines(f, ISSUE_IRIS) for f in findings]
    assert [graph.article_lines(f, ISSUE_IRIS) for f in reversed(findings)] == alone[::-1]
    assert all(lines == sorted(set(lines)) for lines in alone)


def test_the_order_of_articles_does_not_matter(tmp_path, town):
    findings, collection = marlow.town()
    graph.write_build(tmp_path, reversed(findings), collection, marlow.ISSUES, run=marlow.RUN)
    for name in ("kg.nq", "kg.trig", "kg.ttl", "ontology/issues.ttl", "catalog-v001.xml"):
        assert (tmp_path / name).read_bytes() == (town / name).read_bytes()


@pytest.mark.parametrize("seed", ["0", "4242"])
def test_the_same_bytes_under_any_hash_seed(tmp_path, town, seed):
    program = (
        "import sys; from pathlib import Path; from kg import graph; from tests.graph import marlow; "
        "graph.write_build(Path(sys.argv[1]), *marlow.town(), marlow.ISSUES, run=marlow.RUN)"
    )
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run([sys.executable, "-c", program, tmp_path], check=True, env=environment)
    for name in ("kg.nq", "kg.trig", "kg.ttl", "ontology/issues.ttl", "catalog-v001.xml"):
        assert (tmp_path / name).read_bytes() == (town / name).read_bytes()


def test_no_blank_node_stands_in_data_and_every_quad_in_a_named_graph(town):
    """Blank nodes are those of the ontology's class expressions, nowhere else."""
    for line in (town / "kg.nq").read_text("utf-8").splitlines():
        triple, name, dot = line.rsplit(" ", 2)
        assert name.startswith("<")
        assert dot == "."
        assert "_:" not in triple.split('"')[0] or name == "<https://w3id.org/claim-quote-kg/ontology>"


def test_the_data_can_live_below_another_base(tmp_path):
    graph.write_build(tmp_path, *marlow.town(), marlow.ISSUES, base="https://example.org/town/")
    lines = (tmp_path / "kg.nq").read_text("utf-8").splitlines()
    ours = "https://w3id.org/claim-quote-kg/id/"
    assert not [line for line in lines if ours in line.replace(f"{ours}issue/", "")]
    assert not graph.check(tmp_path).faults


def test_a_span_beyond_the_text_is_refused_by_name():
    wire = marlow.wire()
    far = Utterance(Attribution("a9", (Span(5, 10_000),)), ())
    with pytest.raises(GraphError, match="ends beyond the text") as caught:
        graph.article_lines(dataclasses.replace(wire, utterances=(far,)), ISSUE_IRIS)
    assert caught.value.where == "wire/port.txt"


@pytest.mark.parametrize("evidence", [(), ("a77",)])
def test_a_position_without_evidence_is_refused(evidence):
    wire = marlow.wire()
    bare = Position("ana-ruiz", "strike", Stance.OPPOSES, evidence)
    with pytest.raises(GraphError, match="no evidence"):
        graph.article_lines(dataclasses.replace(wire, positions=(bare,)), ISSUE_IRIS)


def test_an_article_that_rdf_cannot_carry_costs_no_other(tmp_path):
    """Half a surrogate pair is named with its place; the rest of the collection is written."""
    bad = marlow.Story("bad.txt", "Wire", "2025-01-01", "T", "Ann said “hello \ud800 there”.")
    bad.says([bad.actor("Ann")], "Ann", "said", "“hello \ud800 there”")
    good = marlow.turn()
    written = graph.write_build(tmp_path, [bad.findings(), good], Collection(), marlow.ISSUES)
    assert [e.where for e in written.left_out] == ["bad.txt"]
    assert "surrogate" in written.left_out[0].reason
    assert plain(tmp_path, "said")


def test_a_position_on_an_issue_outside_the_scheme_names_the_issue(tmp_path):
    story = marlow.Story("a.txt", "Wire", "2025-01-01", "T", "Ann said so.")
    ann = story.actor("Ann")
    story.stands(ann, "fishing", Stance.OPPOSES, story.says([ann], "Ann", "said", "so"))
    written = graph.write_build(tmp_path, [story.findings()], Collection(), marlow.ISSUES)
    assert "'fishing'" in str(written.left_out[0])


def test_one_actor_has_one_class_whatever_articles_call_it(tmp_path):
    """Classes of actors exclude each other, so the most frequent wins, in any order of reading."""
    stories = []
    for i, kind in enumerate(["place", "organisation", "place"]):
        story = marlow.Story(f"{i}.txt", "Wire", "2025-01-01", "T", f"The Harbour said {i}.")
        story.says([story.actor("The Harbour", marlow.ActorKind(kind))], "The Harbour", "said", str(i))
        stories.append(story.findings())
    for order in (stories, stories[::-1]):
        lines = graph.shared_lines(order, Collection(), ISSUE_IRIS)
        types = [line for line in lines if "/the-harbour> <http://www.w3.org/1999" in line]
        assert len(types) == 1
        assert "GeopoliticalActor" in types[0]
