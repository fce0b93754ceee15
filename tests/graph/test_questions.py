"""Every named question gives its full answer, on Oxigraph and on rdflib, on quads and on the flat file.

The answers in answers/ were checked by hand against the four articles of the worked example.
"""

import csv
import io
from pathlib import Path

import pytest
import rdflib

from kg import graph
from kg.graph import ask
from kg.graph.sources import source

ANSWERS = Path(__file__).parent / "answers"
QUESTIONS = graph.questions()

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib's own


def _id(value):
    return getattr(value, "name", str(value))


def _cell(value):
    """A value without the ways in which engines write the same one."""
    text = "" if value is None else str(value).replace("+00:00", "Z")
    try:
        return f"{float(text):g}"
    except ValueError:
        return text


def _expected(name):
    # CSV written with \n inside cells keeps them; newline="" keeps \r as well
    rows = list(csv.reader(io.StringIO((ANSWERS / f"{name}.csv").read_bytes().decode(), newline="")))
    return rows[0], [[_cell(c) for c in row] for row in rows[1:]]


@pytest.fixture(scope="module")
def engines(town):
    quads = rdflib.Dataset(default_union=True)
    quads.parse(town / "kg.nq", format="nquads")
    return {"oxigraph": source(town), "flat": source(town / "kg.ttl"), "rdflib": quads}


@pytest.mark.parametrize("question", QUESTIONS, ids=_id)
def test_the_full_answer_in_every_engine(engines, question):
    """The same rows in the same order from Oxigraph on quads and on the flat file, and from rdflib."""
    head, rows = _expected(question.name)
    text = ask.bound(question, {}, engines["oxigraph"])
    for engine in ("oxigraph", "flat"):
        answer = engines[engine].ask(text)
        assert list(answer.variables) == head
        found = [[_cell(t.value if t else None) for t in row] for row in answer.rows]
        assert found == rows if question.name != "network" else sorted(found) == sorted(rows)
    found = [[_cell(v) for v in row] for row in engines["rdflib"].query(text)]
    assert found == rows if question.name != "network" else sorted(found) == sorted(rows)


@pytest.mark.parametrize("question", QUESTIONS, ids=_id)
def test_every_question_says_what_it_asks_takes_and_looks_like(question):
    assert question.title
    assert question.description.endswith(".")
    assert question.example.startswith(f"kg query {question.name}")
    for param in question.params:
        assert f"VALUES ?{param.name} {{ UNDEF }}" in question.text
        assert param.description
    assert question.text.count("UNDEF") == len(question.params)


def test_there_are_enough_questions_and_an_answer_for_each():
    assert len(QUESTIONS) >= 24
    assert {q.name for q in QUESTIONS} == {p.stem for p in ANSWERS.glob("*.csv")}


@pytest.mark.parametrize("question", QUESTIONS, ids=_id)
def test_a_question_as_it_stands_in_its_file_runs_in_any_engine(engines, question):
    """UNDEF binds nothing: the file can be pasted into a server's form, where no parameter has a default."""
    if not any(p.default for p in question.params):
        assert (
            engines["oxigraph"].ask(question.text).rows
            == engines["oxigraph"].ask(ask.bound(question, {}, engines["oxigraph"])).rows
        )


# parameter → (value typed, the name it leads to, the columns that show it)
VALUES = {
    "actor": ("novak", "Petra Novak", ("teller", "actorLabel", "speaker", "who", "name")),
    "issue": ("harbour strike", "Dockworkers' strike", ("issueLabel", "concept")),
    "outlet": ("northern wire", "Northern Wire", ("paper",)),
}


SHOWN = [
    (q, p.name) for q in QUESTIONS for p in q.params for c in VALUES.get(p.name, ("", "", ()))[2] if f"?{c} " in q.text
]


@pytest.mark.parametrize(("question", "name"), sorted(set(SHOWN), key=str), ids=_id)
def test_a_parameter_leaves_exactly_the_rows_it_names(town, question, name):
    """The answer with a value is the full answer's rows that show that value."""
    everything = graph.query(town, question)
    columns = [c for c in VALUES.get(name, ("", "", ()))[2] if c in everything.variables]
    column = everything.variables.index(columns[0])
    typed, label, _ = VALUES[name]
    some = graph.query(town, question, {name: typed})
    assert list(some.rows) == [r for r in everything.rows if r[column] and r[column].value == label]


def test_copies_are_counted_when_asked_for(town):
    """Ana Ruiz is quoted once more in the page that copies the agency."""
    for copies, count in (("no", "4"), ("yes", "5")):
        rows = graph.query(town, "most-quoted-actors", {"copies": copies}).rows
        assert next(r[1].value for r in rows if r[0].value == "Ana Ruiz") == count


def test_most_quoted_actors_of_one_outlet(town):
    rows = graph.query(town, "most-quoted-actors", {"outlet": "The Daily Ledger"}).rows
    assert {(r[0].value, r[1].value) for r in rows} == {
        ("Petra Novak", "3"),
        ("Ana Ruiz", "1"),
        ("Kofi Mensah", "1"),
        ("Tom Lee", "1"),
    }


def test_the_review_list_goes_up_to_a_confidence(town):
    assert len(graph.query(town, "review-list", {"below": "0.65"})) == 1
    assert len(graph.query(town, "review-list", {"below": "0.5"})) == 0
