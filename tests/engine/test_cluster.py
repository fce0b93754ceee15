"""A Dask cluster gives what one process gives."""

from functools import partial

import pytest

from kg import actors, engine, graph
from kg.errors import KgError, ReadError
from tests.actors.made import findings
from tests.engine import fakes
from tests.engine.conftest import items
from tests.needs import need


@pytest.fixture(autouse=True)
def _dask():
    try:
        import distributed  # noqa: F401
    except ImportError:
        need(False, "Dask (the extra kg[dask])")


def test_a_cluster_with_a_killed_worker_gives_the_same(troubled):
    """Two workers, one of them killed in the middle, an article that fails, an error in between."""
    given = [*items(25, "raise an error", "kill the worker once"), ReadError("no such file", where="x")]
    found = list(map(str, engine.run(given, troubled, jobs=2, engine="dask")))
    assert found == list(map(str, engine.run(given, troubled, jobs=1)))


def test_a_scheduler_that_does_not_answer_is_a_message(monkeypatch):
    """A wrong address ends in one line with what to do."""
    with pytest.raises(KgError, match="no Dask scheduler answers"):
        list(engine.run(items(1), fakes.Plain, engine="dask", scheduler="nonsense://nowhere"))


def test_linking_and_writing_on_a_cluster_give_the_same_files(tmp_path):
    """Blocks by surname, run of words and speaker, and graphs in batches: as in one process; renewed as well."""
    made = [_article(i) for i in range(45)]
    files = {}
    for name in ("local", "dask", "local", "dask"):
        out = tmp_path / name
        with engine.mapping(name, jobs=2) as run, graph.BuildWriter(out, context="one") as writer:
            collector = actors.Collector(writer.db)
            wanted = writer.prepare({one.article.id: repr(one) for one in made})
            assert len(wanted) == (45 if writer.is_fresh else 1)
            changed = [one for one in made if one.article.id in wanted]
            for article in set(collector.articles()) - {one.article.id for one in made}:
                collector.remove(article)
            for one in changed:
                collector.add(one)
            writer.add(((repr(one), one) for one in changed), run)
            found = collector.linked(actors.load_register(None), run=run)
            assert found.links
            assert found.echoes
            around = (lambda *_: ()) if writer.is_fresh else found.around
            writer.finish(
                graph.Across(found.links, found.copies, (), found.came, around, found.gone, found.links_before),
                graph.Run(),
            )
        files[name] = [(out / f"kg.{ending}").read_bytes() for ending in ("nq", "trig", "ttl")]
        if name == "dask":
            assert files["local"] == files["dask"]
            made[7] = _article(77)


def _article(i):
    said = f"“We will open bridge {i % 9} in May, and not a day later, whatever the weather says,”"
    return findings(f"a{i}", (("Ana Duarte", "Duarte", "Rui Duarte")[i % 2], said), ("Piet Maas", f"it rained {i}"))


def test_a_block_whose_worker_died_is_done_again(tmp_path):
    """A worker killed in the middle costs a retry, not the answer."""
    with engine.mapping("dask", jobs=2) as run:
        found = list(run(partial(fakes.halved, str(tmp_path / "killed")), range(12)))
    assert found == [i / 2 for i in range(12)]
    assert (tmp_path / "killed").exists()
