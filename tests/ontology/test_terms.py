"""The ontology's terms: named once, explained, and the same in file, vocabulary and use."""

import re
from collections import Counter
from pathlib import Path

import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, SKOS

from kg import resources
from kg.graph.vocab import KG

FOLDER = resources.folder("ontology")
NAMESPACE = "https://w3id.org/claim-quote-kg/ontology#"
DECLARATIONS = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, OWL.NamedIndividual}
BUILT_IN = ("1999/02/22-rdf-syntax-ns", "2000/01/rdf-schema", "2002/07/owl", "2001/XMLSchema")
GRAPH = rdflib.Graph().parse(FOLDER / "kg.ttl")
OURS = sorted({s for s in GRAPH.subjects(RDF.type) if isinstance(s, rdflib.URIRef) and s.startswith(NAMESPACE)})


def test_the_vocabulary_is_the_ontology():
    """vocab.py and kg.ttl name the same terms; a misspelt one raises."""
    named = {n for n in KG.__annotations__ if not n.startswith("_")}
    assert {str(t).removeprefix(NAMESPACE) for t in OURS} == named
    with pytest.raises(AttributeError):
        KG.sayd  # noqa: B018


@pytest.mark.parametrize("term", OURS, ids=lambda t: t.removeprefix(NAMESPACE))
def test_each_term_has_one_kind_a_label_a_definition_and_an_example(term):
    kinds = DECLARATIONS & set(GRAPH.objects(term, RDF.type))
    assert len(kinds) == 1
    for predicate in (RDFS.label, SKOS.definition, SKOS.example):
        values = list(GRAPH.objects(term, predicate))
        assert len(values) == 1
        assert values[0].language == "en" if predicate != SKOS.example else values[0].strip()
    assert str(GRAPH.value(term, SKOS.definition)).endswith(".")


def test_no_label_is_used_twice():
    labels = Counter(str(GRAPH.value(t, RDFS.label)) for t in OURS)
    assert [label for label, n in labels.items() if n > 1] == []


def test_every_foreign_term_is_declared_and_nothing_is_imported():
    """The file loads offline and stays in OWL 2 DL."""
    assert not list(GRAPH.objects(None, OWL.imports))
    builtin = tuple(f"http://www.w3.org/{n}#" for n in BUILT_IN)
    declared = {s for s in GRAPH.subjects(RDF.type) if DECLARATIONS & set(GRAPH.objects(s, RDF.type))}
    used = set(GRAPH.predicates())
    for predicate in (RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range, OWL.onProperty, OWL.someValuesFrom):
        used |= {o for o in GRAPH.objects(None, predicate) if isinstance(o, rdflib.URIRef)}
    assert {u for u in used if not str(u).startswith(builtin)} <= declared


USED_IN = [*Path(FOLDER).rglob("*.ttl"), *resources.folder("queries").rglob("*.rq")]


@pytest.mark.parametrize("path", USED_IN, ids=lambda p: p.name)
def test_nothing_uses_a_term_that_the_ontology_lacks(path):
    used = set(re.findall(r"\bkg:([A-Za-z]\w*)", path.read_text("utf-8")))
    assert used <= {str(t).removeprefix(NAMESPACE) for t in OURS}


@pytest.mark.parametrize("path", sorted(Path(FOLDER).rglob("*.ttl")), ids=lambda p: p.name)
def test_every_file_parses(path):
    assert len(rdflib.Graph().parse(path)) > 0


def test_the_shipped_issues_are_read_and_fit_the_ontology(tmp_path):
    """Every issue has a label, a definition and says what support means."""
    from kg import graph
    from kg.graph import issues
    from kg.model import Collection

    for issue in issues.read(None):
        assert issue.label
        assert issue.supports
    graph.write_build(tmp_path, [], Collection(), None)
    assert not graph.check(tmp_path).faults
