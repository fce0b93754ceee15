"""Roles that the register gives: in the graph with dates and source, valid, there again after a rebuild."""

import pytest

from kg import graph
from kg.building import Plan, build
from kg.graph.across import load_across
from kg.graph.load import load
from kg.model import HeldRole

TEXT = "Ana Ruiz said the port would stay open.\n\nHarbour master Tom Lee said the strike was over.\n"
REGISTER = """
[[actor]]
name = "Ana Ruiz"
roles = [
  { title = "Finance Minister", organisation = "Marlow", from = 2019-05-20, until = 2024-05-20, source = "https://example.org/" },
  { title = "chair" },
]
[[actor]]
name = "Tom Lee"
roles = [{ title = "Marlow Port spokesman", from = 2024-01-01 }]
[[actor]]
name = "Nobody Here"
roles = [{ title = "President of Kenya" }]
"""
ROLES = (
    HeldRole("ana-ruiz", "Finance Minister", ("marlow", "Marlow"), "2019-05-20", "2024-05-20", "https://example.org/"),
    HeldRole("ana-ruiz", "chair"),
    HeldRole("tom-lee", "Marlow Port spokesman", ("marlow-port", "Marlow Port"), "2024-01-01", spokesperson=True),
)


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A folder with the article, the register, and a build with and one without it."""
    folder = tmp_path_factory.mktemp("held")
    (folder / "a.txt").write_text(TEXT, "utf-8")
    (folder / "actors.toml").write_text(REGISTER, "utf-8")
    build(Plan([str(folder / "a.txt")], folder / "with", register=folder / "actors.toml"))
    build(Plan([str(folder / "a.txt")], folder / "without"))
    return folder


def test_the_registers_roles_are_in_the_graph(place):
    """Of the actors that articles name, each with its dates and its source; nobody else's."""
    assert load(place / "with").collection.held == ROLES
    assert load_across(place / "with")[0].held == ROLES
    assert "nobody-here" not in (place / "with" / "kg.nq").read_text("utf-8")


def test_they_are_valid(place):
    """Shapes and rules find nothing against them; a role with neither article nor source is refused."""
    assert graph.check(place / "with", [place / "a.txt"]).faults == ()
    lines = (place / "with" / "kg.nq").read_text("utf-8").splitlines(keepends=True)
    (place / "broken.nq").write_text("".join(x for x in lines if "#roleSource>" not in x), "utf-8")
    assert any("gives its source" in fault.message for fault in graph.check(place / "broken.nq").faults)


def test_the_question_on_roles_shows_them(place):
    """With the days they were held, beside what articles attest."""
    rows = [[c.value if c else "" for c in row] for row in graph.query(place / "with", "roles-over-time").rows]
    assert ["Ana Ruiz", "Finance Minister", "Marlow"] in [r[:3] for r in rows]
    first = rows[0]
    assert [first[3][:10], first[4][:10], first[6]] == ["2019-05-20", "2024-05-20", "https://example.org/"]


def test_a_spokesman_of_the_register_speaks_for_somebody(place):
    """As one whom an article calls so does."""
    text = (place / "with" / "kg.nq").read_text("utf-8")
    assert any("/tom-lee> <https://w3id.org/claim-quote-kg/ontology#speaksFor>" in x for x in text.splitlines())


def test_they_are_there_again_after_a_rebuild(place):
    """A build from nothing gives the same bytes; without the register nothing of it is left."""
    before = (place / "with" / "kg.nq").read_bytes()
    build(Plan([str(place / "a.txt")], place / "with", register=place / "actors.toml", force=True))
    assert (place / "with" / "kg.nq").read_bytes() == before
    build(Plan([str(place / "a.txt")], place / "with"))
    assert (place / "with" / "kg.nq").read_bytes() == (place / "without" / "kg.nq").read_bytes()
