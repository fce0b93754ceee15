"""What people type is resolved to terms; what a question may not do is refused."""

import json

import pyoxigraph as px
import pytest

from kg import graph
from kg.errors import GraphError, QueryError
from kg.graph import ask
from kg.graph.safety import form_of
from kg.graph.sources import source

from . import marlow

KG = "PREFIX kg: <https://w3id.org/claim-quote-kg/ontology#> "
ACTOR = "https://w3id.org/claim-quote-kg/id/actor/"


def _speakers(town, actor):
    return {row[0].value for row in graph.query(town, "what-an-actor-said", actor=actor).rows}


@pytest.mark.parametrize(
    "typed",
    [
        "Ana Ruiz",
        "ana ruiz",
        "Ana Ruíz Vega",
        "ana-ruiz-vega",
        "Ruíz",
        "RUIZ",
        f"{ACTOR}ana-ruiz",
        f"<{ACTOR}ana-ruiz-vega>",
    ],
)
def test_an_actor_is_meant_by_any_of_its_names(town, typed):
    """Label, alias, slug, IRI, other spelling, and the identifiers that links join: one actor, all its words."""
    answer = graph.query(town, "what-an-actor-said", actor=typed)
    assert {row[0].value for row in answer.rows} == {"Ana Ruiz"}
    assert len(answer) == 4


@pytest.mark.parametrize("typed", ["strike", "Dockworkers' strike", "harbour strike", "DOCKWORKERS’ STRIKE"])
def test_an_issue_is_meant_by_notation_label_or_alias(town, typed):
    assert {row[2].value for row in graph.query(town, "who-said-what-about", issue=typed).rows} == {
        "Dockworkers' strike"
    }


def test_what_fits_several_is_refused_with_their_names(town):
    with pytest.raises(QueryError, match=r"'marlow' fits 2 actors: City of Marlow, Marlow Harbour"):
        graph.query(town, "what-an-actor-said", actor="marlow")


def test_what_fits_nothing_is_refused_with_what_is_near(town):
    with pytest.raises(QueryError) as caught:
        graph.query(town, "what-an-actor-said", actor="Petra Nowak")
    assert "did you mean 'Petra Novak'" in str(caught.value)
    with pytest.raises(QueryError, match="no issue is called"):
        graph.query(town, "who-said-what-about", issue="fishing rights")


@pytest.mark.parametrize(
    "evil",
    [
        'Ann"} } ; DROP ALL #',
        "x> } UNION { ?s ?p ?o } #",
        "<http://x/> } SERVICE <http://evil/> { ?s ?p ?o",
        "http://x/a b",
        "\\u007D SERVICE",
    ],
)
def test_a_value_is_a_term_and_never_syntax(town, evil):
    """Nothing typed as a value reaches the query as text."""
    with pytest.raises(QueryError):
        graph.query(town, "what-an-actor-said", actor=evil)
    answer = graph.query(town, "SELECT ?x WHERE { BIND(1 AS ?one) }", {"x": evil})
    assert [row[0].value for row in answer.rows] == [evil.strip("<>") if answer.rows[0][0].type == "uri" else evil]


def test_values_bind_in_a_text_of_ones_own(town):
    """A text without places for values gets a VALUES clause behind it, with every identifier of the actor."""
    rows = graph.query(town, KG + "SELECT (COUNT(?q) AS ?n) WHERE { ?actor kg:said ?q }", actor="Ana Ruiz").rows
    assert rows[0][0].value == "3"
    rows = graph.query(town, KG + "SELECT (COUNT(?q) AS ?n) { ?actor kg:said ?q }", actor="Ana Ruiz").rows
    assert rows[0][0].value == "3"
    made = graph.query(town, KG + "CONSTRUCT { ?actor kg:said ?q } WHERE { ?actor kg:said ?q }", actor="Tom Lee")
    assert len(made) == 2
    rows = graph.query(town, KG + "ASK { ?a kg:confidence ?c FILTER(?c < ?low) }", {"low": "0.1"})
    assert rows.truth is False


@pytest.mark.parametrize(
    "refused",
    [
        "SELECT * WHERE { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * WHERE { service silent ?x { ?s ?p ?o } }",
        "SELECT * WHERE { ?s ?p ?o . \\u0053ERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * WHERE { ?a <http://x/#y> ?b } # SELECT\nVALUES ?q { 1 } SERVICE",
        "LOAD <http://127.0.0.1:1/>",
        "INSERT DATA { <x:a> <x:b> <x:c> }",
        "DELETE WHERE { ?s ?p ?o }",
        "CLEAR ALL",
        "DROP GRAPH <x:g>",
        "SELECT * FROM <http://elsewhere.example/g> WHERE { ?s ?p ?o }",
        "SELECT * FROM NAMED <http://elsewhere.example/g> WHERE { GRAPH ?g { ?s ?p ?o } }",
        "PREFIX g: <http://elsewhere.example/> SELECT * FROM g:g WHERE { ?s ?p ?o }",
        "hello {",
        "SELECT * WHERE { ?s ?p }",
    ],
)
def test_what_would_write_or_reach_out_is_refused(town, refused):
    with pytest.raises(QueryError):
        graph.query(town, refused)


@pytest.mark.parametrize(
    "fine",
    [
        "SELECT ?service WHERE { ?service a ?load }",
        "PREFIX service: <http://x/> SELECT * WHERE { ?s service:load 'SERVICE' }",
        'SELECT * WHERE { ?s ?p "INSERT DATA { SERVICE" }',
        "SELECT * WHERE { ?s ?p '''LOAD \\' SERVICE''' }",
        "SELECT * WHERE { ?s <http://x/SERVICE/LOAD#DROP> ?o } # SERVICE LOAD",
        "SELECT * WHERE { ?s ?p ?o FILTER(?o < 5 && ?o > 3) }",
        "PREFIX kg: <https://w3id.org/claim-quote-kg/ontology#> SELECT * WHERE { ?s kg:copyOf ?o }",
        "SELECT * WHERE { ?s ?p 'text'@add }",
    ],
)
def test_names_and_strings_that_look_like_keywords_are_let_through(town, fine):
    graph.query(town, fine)


def test_from_may_name_a_graph_that_is_there(town):
    """FROM the plain graph sees the plain triples and nothing else."""
    plain = "https://w3id.org/claim-quote-kg/id/graph/plain"
    rows = graph.query(town, f"SELECT DISTINCT ?p FROM <{plain}> WHERE {{ ?s ?p ?o }}").rows
    assert "https://w3id.org/claim-quote-kg/ontology#said" in {r[0].value for r in rows}
    assert "https://w3id.org/claim-quote-kg/ontology#source" not in {r[0].value for r in rows}


def test_the_form_is_read_off_the_first_keyword():
    assert form_of("PREFIX a: <x:ASK> SELECT ?ask WHERE {}", lambda _: True) == ("SELECT", False)
    assert form_of("# CONSTRUCT\nASK {}", lambda _: True) == ("ASK", False)


def test_an_unknown_question_or_parameter_is_named_with_what_there_is(town):
    with pytest.raises(QueryError) as caught:
        graph.query(town, "who-said-what")
    assert "who-said-what-about" in str(caught.value)
    with pytest.raises(QueryError) as caught:
        graph.query(town, "denials", {"colour": "red"})
    assert "it takes: actor" in str(caught.value)
    with pytest.raises(QueryError, match="not a number"):
        graph.query(town, "review-list", {"below": "low"})


def test_a_header_that_means_nothing_is_refused(tmp_path):
    path = tmp_path / "odd.rq"
    path.write_text("#+ title: T\n#+ param issue\nSELECT * WHERE { ?s ?p ?o }\n")
    with pytest.raises(QueryError, match="means nothing"):
        ask.question(str(path))


def test_the_forms_of_an_answer(town, tmp_path):
    """Table, CSV, SPARQL's JSON (read back by Oxigraph), Turtle for graphs alone."""
    answer = graph.query(town, "denials")
    assert answer.text("table").splitlines()[1].startswith("Petra Novak  dockworkers would strike  denied  false")
    assert "  2025-03-02  " in answer.text("table")
    assert answer.text("csv").splitlines()[0] == "who,text,cue,hearsay,outlet,date,article,id"
    back = px.parse_query_results(answer.text("json").encode(), format=px.QueryResultsFormat.JSON)
    assert [row["who"].value for row in back] == ["Petra Novak"]
    with pytest.raises(QueryError, match="no triples"):
        answer.text("ttl")
    with pytest.raises(QueryError, match="unknown format"):
        answer.text("xlsx")
    path = tmp_path / "network.ttl"
    path.write_text(graph.query(town, "network").text("ttl"))
    assert len(graph.open_graph(path)) == len(graph.query(town, "network"))


def test_ask_says_yes_or_no(town):
    answer = graph.query(town, KG + "ASK { ?a kg:denied ?q }")
    assert answer.text("table") == "answer\nyes\n"
    assert answer.text("csv") == "answer\ntrue\n"
    assert json.loads(answer.text("json"))["boolean"] is True


def test_any_source_of_a_graph_can_be_asked(town):
    """A folder, a file, an open Dataset."""
    wanted = graph.query(town, "actors").rows
    for where in (town / "kg.nq", town / "kg.trig", town / "kg.ttl", graph.open_graph(town), source(town)):
        assert graph.query(where, "actors").rows == wanted


@pytest.mark.parametrize("where", ["nowhere", "tests"])
def test_no_graph_says_how_to_make_one(where):
    with pytest.raises(GraphError, match="no "):
        graph.query(where, "actors")


def test_a_word_that_several_issues_share_is_a_topic(tmp_path):
    """``--issue NATO`` asks about all issues on NATO; the full label about one."""
    scheme = tmp_path / "mine.ttl"
    skos = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix : <https://example.org/mine#> .\n"
    names = {"a": "Toll on the bridge", "b": "Bridge to the island", "c": "Ferry to the island"}
    scheme.write_text(skos + "".join(f':{k} a skos:Concept ; skos:prefLabel "{v}" .\n' for k, v in names.items()))
    story = marlow.Story("a.txt", "Wire", "2025-01-01", "T", "Ann said one. Ann said two. Ann said three.")
    ann = story.actor("Ann")
    for issue, words in zip(names, ("one", "two", "three"), strict=True):
        said = story.says([ann], "Ann", "said", words, kind=marlow.Kind.INDIRECT)
        story.stands(ann, issue, marlow.Stance.SUPPORTS, said)
    graph.write_build(tmp_path / "out", [story.findings()], marlow.Collection(), scheme)
    for typed, wanted in (("bridge", {"one", "two"}), ("island", {"two", "three"}), ("Ferry to the island", {"three"})):
        rows = graph.query(tmp_path / "out", "who-said-what-about", issue=typed).rows
        assert {row[1].value for row in rows} == wanted
