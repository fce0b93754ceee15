"""A build that renews another copies what has not changed, and ends with the same bytes as one from nothing."""

import pytest

from kg import graph
from kg.graph.buildfiles import BuildFiles
from kg.graph.export import prefixes, serialize
from kg.graph.iris import Iris
from kg.graph.parts import FILES, LEDGER, Ledger
from kg.graph.store import quad_lines
from kg.model import Collection

from . import marlow


def write(out, findings, collection=None, context="one", before=None):
    """Writes *findings*, *before* having been what was known across them; the number of articles made anew."""
    made = 0

    def run(function, batches):
        nonlocal made
        for batch in batches:
            made += len(batch)
            yield function(batch)

    with graph.BuildWriter(out, marlow.ISSUES, context=context) as writer:
        wanted = writer.prepare({one.article.id: repr(one) for one in findings})
        writer.add(((repr(one), one) for one in findings if one.article.id in wanted), run)
        known = None if writer.is_fresh else before or Collection()
        writer.finish(graph.Across.of(collection or Collection(), known), graph.Run())
    return made


def data(out):
    return [(out / name).read_bytes() for name in FILES]


@pytest.fixture
def renewed(tmp_path):
    """A folder that holds the first three articles of the town."""
    findings, _ = marlow.town()
    assert write(tmp_path / "renewed", findings[:3]) == 3
    return tmp_path / "renewed"


def test_only_what_changed_is_made_anew(renewed, tmp_path):
    """One article gone, one new, the links between them others: two copied, one made."""
    findings, collection = marlow.town()
    assert write(renewed, findings[1:], collection) == 1
    assert write(tmp_path / "fresh", findings[1:], collection) == 3
    assert data(renewed) == data(tmp_path / "fresh")
    assert write(renewed, findings[:1], before=collection) == 1
    assert write(tmp_path / "alone", findings[:1]) == 1
    assert data(renewed) == data(tmp_path / "alone")


@pytest.mark.parametrize("spoilt", ["kg.nq", "kg.trig", "kg.ttl", LEDGER])
def test_files_that_somebody_changed_are_not_copied_from(renewed, spoilt):
    """A file of another size or time, or a broken memory: all is made anew."""
    findings, _ = marlow.town()
    before = data(renewed)
    (renewed / spoilt).write_bytes(b"{}")
    assert write(renewed, findings[:3]) == 3
    assert data(renewed) == before


def test_another_version_copies_nothing(renewed):
    """What writes the files has changed: they are written anew."""
    assert write(renewed, marlow.town()[0][:3], context="two") == 3


def test_the_files_are_what_export_makes_of_the_quads(renewed):
    """TriG and Turtle that were put together from parts are the same as those made in one go."""
    lines = quad_lines(renewed)
    assert [serialize(lines, name.rsplit(".", 1)[1]) for name in FILES] == data(renewed)


def test_without_a_key_nothing_is_kept(tmp_path):
    """No memory is left where nothing says what the articles are made from."""
    graph.write_build(tmp_path, *marlow.town(), marlow.ISSUES)
    assert not (tmp_path / LEDGER).exists()


def test_a_cut_short_writing_leaves_the_old_files_and_no_others(renewed):
    """An exception before the end: the folder is as it was."""
    before, names = data(renewed), sorted(p.name for p in renewed.rglob("*"))
    with pytest.raises(RuntimeError), graph.BuildWriter(renewed, marlow.ISSUES, context="one") as writer:
        writer.add([("x", marlow.town()[0][3])])
        raise RuntimeError
    assert data(renewed) == before
    assert sorted(p.name for p in renewed.rglob("*")) == names


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    """One line that says where."""
    (tmp_path / "file").write_text("")
    with pytest.raises(Exception, match="cannot write"):
        BuildFiles(tmp_path / "file" / "out", Ledger(tmp_path, ""), prefixes(), Iris())
