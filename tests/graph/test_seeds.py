"""The graph of the bundled articles, as the extractor really reads them, is valid and proven."""

from kg import graph
from kg.model import Collection


def test_shapes_rules_and_every_span_of_the_bundled_articles(seed_findings, seeds, tmp_path):
    graph.write_build(tmp_path, seed_findings, Collection(), None)
    report = graph.check(tmp_path, [seeds])
    assert report.faults == ()
    assert report.summary[0] == "Shapes: no violations"


def test_the_text_of_the_bundled_articles_comes_back(seed_findings, seeds, tmp_path):
    """Exported without text, joined again from the files: the same bytes."""
    graph.write_build(tmp_path, seed_findings, Collection(), None)
    bare = tmp_path / "bare.nq"
    bare.write_bytes(graph.export_graph(tmp_path, "nq", no_text=True))
    assert graph.join_text(bare, [seeds]) == (tmp_path / "kg.nq").read_bytes()
