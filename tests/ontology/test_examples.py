"""The worked example and the GraphDB folder hold what they promise."""

import pytest
import rdflib

from kg import graph, resources
from kg.graph.check import shape_faults
from kg.graph.store import open_store, quad_lines
from kg.model import Collection
from tests.graph import marlow

FOLDER = resources.folder("ontology")
EXAMPLE = FOLDER / "examples" / "northern-wire.trig"
VISUAL = sorted((FOLDER / "graphdb" / "visual-graph").glob("*.rq"))
FIXED = tuple(f"<https://w3id.org/claim-quote-kg/{name}> ." for name in ("ontology", "issues"))


@pytest.fixture(scope="module")
def wire(tmp_path_factory):
    """The build folder of the example's article."""
    out = tmp_path_factory.mktemp("wire")
    graph.write_build(out, [marlow.wire()], Collection(), marlow.ISSUES, run=marlow.RUN)
    return out


def test_the_worked_example_is_what_kg_writes(wire):
    """One article, all its triples; ontology and issues left out."""
    assert quad_lines(EXAMPLE) == [line for line in quad_lines(wire) if not line.endswith(FIXED)]


def test_the_worked_example_is_valid(wire):
    fixed = [line for line in quad_lines(wire) if line.endswith(FIXED)]
    assert shape_faults(sorted([*quad_lines(EXAMPLE), *fixed])) == []


def test_advice_is_no_violation(wire):
    """What a curator may look at: the guessed outlet, the unsure attribution."""
    messages = {
        fault.message.split(" (")[0].split(":")[0] for fault in shape_faults(quad_lines(wire), "shapes-advice.ttl")
    }
    assert "Inferred, not stated" in messages


@pytest.mark.parametrize("path", VISUAL, ids=lambda p: p.stem)
def test_the_queries_of_the_visual_graph_give_something(wire, path):
    text = path.read_text("utf-8")
    if "basics" not in path.stem:  # GraphDB puts the clicked node in place of the variable
        text = text.replace("?node", "<https://w3id.org/claim-quote-kg/id/actor/ana-ruiz>")
    assert list(open_store(wire).query(text, use_default_graph_as_union=True))


def test_the_repository_configuration_parses():
    assert len(rdflib.Graph().parse(FOLDER / "graphdb" / "repository.ttl")) > 10
