"""The files of a build, every format of it, and the way back to Findings."""

import subprocess
import xml.etree.ElementTree as ET

import pyoxigraph as px
import pytest
import rdflib

from kg import graph
from kg.errors import GraphError, IssuesError
from kg.graph import issues
from kg.graph.build import fixed_from, rewritten
from kg.graph.export import HEADER
from kg.graph.load import from_lines
from kg.graph.store import open_store, quad_lines
from kg.ids import text_sha256
from tests.needs import need_program

from . import marlow

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib's own
RDFLIB = {"nq": "nquads", "trig": "trig", "ttl": "turtle", "nt": "nt", "rdf": "xml", "jsonld": "json-ld"}
RAPTOR = {"nq": "nquads", "trig": "trig", "ttl": "turtle", "nt": "ntriples", "rdf": "rdfxml"}


@pytest.fixture(scope="module")
def files(town, tmp_path_factory):
    """The worked example in every format."""
    folder = tmp_path_factory.mktemp("formats")
    for format_ in RDFLIB:
        (folder / f"kg.{format_}").write_bytes(graph.export_graph(town, format_))
    return folder


def _flat(path):
    """The distinct triples that rdflib reads, the flat files' ontology header apart."""
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(path, format=RDFLIB[path.suffix[1:]])
    found = rdflib.Graph()
    for s, p, o, _ in dataset.quads():
        if str(s) != HEADER:
            found.add((s, p, o))
    return found


def _named(triples):
    return {t for t in triples if not any(isinstance(n, rdflib.BNode) for n in t)}


@pytest.mark.parametrize("format_", RDFLIB)
def test_every_format_holds_the_same_triples(files, format_):
    """Read by rdflib; blank nodes apart from their names."""
    found, wanted = _flat(files / f"kg.{format_}"), _flat(files / "kg.nt")
    assert len(found) == len(wanted)
    assert _named(found) == _named(wanted)


@pytest.mark.parametrize("format_", RDFLIB)
def test_oxigraph_reads_as_many_triples_as_rdflib(files, format_):
    path = files / f"kg.{format_}"
    triples = {str(q.triple) for q in open_store(path) if q.subject.value != HEADER}
    assert len(triples) == len(_flat(path))


@pytest.mark.parametrize("format_", RAPTOR)
def test_raptor_reads_as_many_triples_as_rdflib(files, format_):
    path = files / f"kg.{format_}"
    read = subprocess.run(
        [need_program("rapper"), "-q", "-i", RAPTOR[format_], "-o", "ntriples", path],
        check=True,
        capture_output=True,
        text=True,
    )
    assert not read.stderr
    triples = {line for line in read.stdout.splitlines() if HEADER not in line}
    assert len(triples) == len(_flat(path))


def test_the_build_folder_has_what_protege_needs(town):
    """Flat file without imports; ontology and issues beside it; catalogues that map both IRIs to files there."""
    names = {str(p.relative_to(town)) for p in town.rglob("*") if p.is_file()}
    assert names == {
        "kg.nq",
        "kg.trig",
        "kg.ttl",
        "catalog-v001.xml",
        "ontology/kg.ttl",
        "ontology/issues.ttl",
        "ontology/catalog-v001.xml",
    }
    assert "owl:imports" not in (town / "kg.ttl").read_text("utf-8")
    assert "\\#char" not in (town / "kg.ttl").read_text("utf-8")  # Protégé's parser reads no \# in short names
    for folder in (town, town / "ontology"):
        for entry in ET.parse(folder / "catalog-v001.xml").getroot():
            assert (folder / entry.get("uri")).is_file()


def test_labels_of_ontology_and_issues_are_found_in_the_quads(town):
    """Saved queries find what they name: both vocabularies are named graphs of their own."""
    graphs = {str(g.identifier) for g in graph.open_graph(town).graphs()}
    assert {"https://w3id.org/claim-quote-kg/ontology", "https://w3id.org/claim-quote-kg/issues"} <= graphs


def test_an_unknown_format_is_named(town):
    with pytest.raises(GraphError, match="unknown format 'xlsx'"):
        graph.export_graph(town, "xlsx")


def _texts():
    return {text_sha256(f.article.text): f.article.text for f in marlow.town()[0]}


def test_findings_come_back_from_the_graph(town):
    """Written again, they give every quad as it was."""
    lines = quad_lines(town)
    loaded = from_lines(lines, _texts())
    assert rewritten(loaded, fixed_from(lines), titles={}) == lines
    findings, collection = marlow.town()
    assert loaded.collection == collection
    for found, given in zip(loaded.findings, sorted(findings, key=lambda f: f.article.id), strict=True):
        assert found.article == given.article
        assert found.utterances == given.utterances
        assert set(found.positions) == set(given.positions)
        assert {a.id: (a.name, a.kind, a.roles) for a in found.actors} == {
            a.id: (a.name, a.kind, a.roles) for a in given.actors
        }


def test_what_is_known_across_articles_comes_back_alone(town):
    """From the quads line by line, and from a flat file: as with all the rest."""
    whole = graph.load(town)
    for where in (town, town / "kg.ttl"):
        assert graph.load_across(where) == (whole.collection, whole.run)


def test_without_the_sources_every_span_still_has_its_words(town):
    texts = {f.article.id: f.article.text for f in marlow.town()[0]}
    for findings in graph.load(town).findings:
        for a in findings.attributions:
            for span in (*a.content, *a.source, *a.cue):
                whole = texts[findings.article.id][span.start : span.end]
                assert findings.article.text[span.start : span.end] == whole


def test_the_flat_file_loads_as_well(town):
    """Findings need no named graphs."""
    assert graph.load(town / "kg.ttl") == graph.load(town)


def test_an_export_without_text_holds_quotations_and_nothing_else(town):
    """No word of the articles but direct quotations and names; offsets and hashes for the rest."""
    lines = graph.export_graph(town, "nq", no_text=True).decode().splitlines()
    bare = "\n".join(line for line in lines if not line.endswith("<https://w3id.org/claim-quote-kg/ontology> ."))
    for phrase in (
        "dockworkers would strike",
        "a decision was near",
        "Finance Minister Ana Ruiz told",
        "it costs”, according to",
        "Minister rules out",
        "wrote on Chirper",
        "backed closing",
        "the plan “a betrayal",
    ):
        assert phrase in (town / "kg.nq").read_text("utf-8")
        assert phrase not in bare
    assert "We will not close the port, now or ever." in bare
    assert "#char=9,38" in bare


def test_the_text_comes_back_byte_for_byte(town, town_sources, tmp_path):
    path = tmp_path / "bare.nq"
    path.write_bytes(graph.export_graph(town, "nq", no_text=True))
    assert graph.join_text(path, [town_sources]) == (town / "kg.nq").read_bytes()


def test_joining_other_articles_is_refused(town, tmp_path):
    path = tmp_path / "bare.nq"
    path.write_bytes(graph.export_graph(town, "nq", no_text=True))
    other = tmp_path / "other.txt"
    other.write_text("Somebody said that this was another article altogether, and it was so.\n" * 5)
    with pytest.raises(GraphError, match="not among the sources"):
        graph.join_text(path, [other])


def test_a_store_on_disk_answers_as_one_in_memory(town, tmp_path):
    path = tmp_path / "kg.nq"
    path.write_bytes((town / "kg.nq").read_bytes())
    for _ in range(2):  # filled, then found again
        on_disk = graph.open_graph(path, on_disk=True)
        assert graph.query(on_disk, "actors").rows == graph.query(town, "actors").rows
        del on_disk
    path.write_bytes(b"")
    assert len(graph.query(graph.open_graph(path, on_disk=True), "actors")) == 0


@pytest.mark.parametrize(
    ("name", "text"), [("a.nq", "what"), ("a.ttl", "<x:a> <x:b>"), ("a.xyz", ""), ("a.rdf", "<r>")]
)
def test_a_broken_graph_file_is_named_with_its_fault(tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text)
    with pytest.raises(GraphError) as caught:
        graph.open_graph(path)
    assert caught.value.where == str(path)


SKOS = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix : <https://example.org/mine#> .\n"


def test_a_scheme_written_in_ten_minutes_is_enough(tmp_path):
    """The user's IRIs stay; support means the scope note, else the definition; labels in English come first."""
    path = tmp_path / "mine.ttl"
    path.write_text(
        SKOS + ':tax a skos:Concept ; skos:prefLabel "Steuer"@de , "Tax"@en ; skos:altLabel "levy" ;'
        ' skos:definition "Whether to tax." .\n'
        ':toll a skos:Concept ; skos:prefLabel "Toll" ; skos:notation "T-1" ; skos:scopeNote "supports: pay" .\n'
    )
    toll, tax = issues.read(path)
    assert (toll.id, toll.iri, toll.supports) == ("T-1", "https://example.org/mine#toll", "supports: pay")
    assert (tax.id, tax.label, tax.alternatives, tax.supports) == ("tax", "Tax", ("Steuer", "levy"), "Whether to tax.")
    out = tmp_path / "out"
    story = marlow.Story("a.txt", "Wire", "2025-01-01", "T", "Ann said so.")
    ann = story.actor("Ann")
    story.stands(ann, "T-1", marlow.Stance.SUPPORTS, story.says([ann], "Ann", "said", "so"))
    graph.write_build(out, [story.findings()], marlow.Collection(), path)
    assert not graph.check(out).faults
    assert graph.query(out, "issues").rows[0][1].value == "supports: pay"
    assert issues.read(out / "ontology" / "issues.ttl") == (toll, tax)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "holds no issue"),
        ("what is this", "not valid"),
        (":a a skos:Concept .", "no skos:prefLabel"),
        (
            ':a a skos:Concept ; skos:prefLabel "A" . <x:a> a skos:Concept ; skos:prefLabel "B" ; skos:notation "a" .',
            "called 'a'",
        ),
    ],
)
def test_a_scheme_that_is_none_says_why(tmp_path, text, reason):
    path = tmp_path / "mine.ttl"
    path.write_text(SKOS + text)
    with pytest.raises(IssuesError, match=reason) as caught:
        issues.read(path)
    assert str(path) in str(caught.value)


def test_a_missing_scheme_is_named():
    with pytest.raises(IssuesError, match="No such file"):
        issues.read("nowhere.ttl")


def test_a_scheme_in_json_ld_fetches_no_context(tmp_path):
    """A remote context is refused, not fetched."""
    path = tmp_path / "mine.jsonld"
    path.write_text('{"@context": "http://127.0.0.1:9/context", "@id": "x:a", "label": "A"}')
    with pytest.raises(IssuesError):
        issues.read(path)


def test_quads_are_canonical(town):
    """Sorted by code point, one a line, as Oxigraph writes them too."""
    data = (town / "kg.nq").read_bytes()
    lines = data.decode().splitlines(keepends=True)
    assert lines == sorted(set(lines))
    parsed = px.parse(data, format=px.RdfFormat.N_QUADS)
    assert sorted(f"{quad} .\n" for quad in parsed) == lines
