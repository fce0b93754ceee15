"""Any text survives article, file, store and question unchanged, or is refused with a message."""

import random

import pyoxigraph as px
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import graph
from kg.errors import GraphError
from kg.graph import terms
from kg.model import Article, Attribution, Collection, Findings, Kind, Span, Utterance

from . import marlow

NASTY = [chr(i) for i in (*range(0x20), *range(0x7F, 0xA0))] + list(
    "\"'\\<>{}|^`@#$.;,“”‘’ \u00ad\u061c\u200b\u200e\u200f\u2028\u2029\u202a\u202e\u2066\u2069\ufeff\ufffe\uffff\U0001f600\U0010ffff"
)
TEXT = st.text(st.one_of(st.sampled_from(NASTY), st.characters(codec="utf-8")), min_size=1, max_size=60)


@settings(max_examples=600, deadline=None, suppress_health_check=list(HealthCheck))
@given(TEXT)
def test_a_literal_comes_back_from_the_parsers(text):
    """Written by hand, parsed strictly by Oxigraph and by rdflib: the same string."""
    line = f"<x:s> <x:p> {terms.string(text)} .\n"
    assert next(iter(px.parse(line, format=px.RdfFormat.N_TRIPLES))).object.value == text
    assert "\n" not in line[:-1]
    assert str(next(rdflib.Graph().parse(data=line, format="nt").objects())) == text


def _article(texts):
    """One article whose quotes are *texts*, each in marks of its own."""
    body, spans = "", []
    for text in texts:
        spans.append(Span(len(body) + 1, len(body) + 1 + len(text)))
        body += f"“{text}” said Ann.\n"
    utterances = tuple(
        Utterance(Attribution(f"a{i}", (span,), kind=Kind.DIRECT), ("ann",)) for i, span in enumerate(spans, 1)
    )
    actor = marlow.Actor("ann", "Ann")
    return Findings(Article("ar-hostile", body, ("hostile.txt",)), utterances, (actor,))


def _through(build, path):
    """The words of every span after file → store → question, in the order of the texts."""
    path.write_bytes(graph.export_graph(build, path.suffix[1:]))
    rows = graph.query(
        path,
        "PREFIX kg: <https://w3id.org/claim-quote-kg/ontology#> PREFIX oa: <http://www.w3.org/ns/oa#> "
        "SELECT ?id ?words WHERE { ?at kg:localId ?id ; kg:contentSpan/oa:exact ?words }",
    ).rows
    return [words.value for _, words in sorted(rows, key=lambda row: int(row[0].value[1:]))]


def _build(folder, texts):
    graph.write_build(folder, [_article(texts)], Collection(), marlow.ISSUES)
    return folder


def _hostile():
    """A thousand texts: every control character, marks, backslashes, right-to-left marks, a megabyte."""
    draw = random.Random(7)
    texts = NASTY + ["".join(draw.choices(NASTY, k=draw.randrange(1, 40))) for _ in range(1000 - len(NASTY))]
    return [*texts, "</script><img src=x onerror=alert(1)>", "'''\"\"\"", "\\", "\\u0041", "a" * 1_000_000 + '"\n\\']


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    return _build(tmp_path_factory.mktemp("hostile"), _hostile())


@pytest.mark.parametrize("format_", ["nq", "trig", "ttl", "jsonld"])
def test_a_thousand_hostile_texts_survive_the_way_to_an_answer(hostile, tmp_path, format_):
    """Article, file, store, question: unchanged."""
    assert _through(hostile, tmp_path / f"again.{format_}") == _hostile()


def test_xml_refuses_what_it_cannot_hold_and_carries_the_rest(tmp_path):
    with pytest.raises(GraphError, match="RDF/XML cannot hold"):
        _through(_build(tmp_path, ["bell \x07"]), tmp_path / "a.rdf")
    fine = [
        "tab\tand\nline",
        "a\r\nb\rc",
        "<b>&amp;]]>",
        "“”‘’ \u202e right \u200f",
        '"quoted"',
        "back\\slash \\b \\u0007",
    ]
    assert _through(_build(tmp_path, fine), tmp_path / "a.rdf") == fine


def test_half_a_surrogate_is_refused_with_its_place():
    with pytest.raises(GraphError, match=r"character 3 is half of a surrogate pair \(U\+DC80\)"):
        terms.string("abc\udc80")


@pytest.mark.parametrize("bad", ["no scheme", "http://a b", "http://a<b", "", "x", "http://a\n", "http://a\\u0020"])
def test_only_absolute_iris_are_written(bad):
    with pytest.raises(GraphError):
        terms.iri(bad)


@given(TEXT)
@settings(max_examples=100, deadline=None)
def test_any_name_makes_an_iri_that_parses(name):
    """Names of files and actors may be anything; their IRIs are valid and tell them apart."""
    from kg.graph.iris import Iris

    for iri in (Iris().actor(name), Iris().article(name), Iris().outlet(name)):
        px.NamedNode(iri)
        assert terms.iri(iri)
