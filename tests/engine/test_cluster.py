"""A Dask cluster gives what one process gives."""

import pytest

from kg import engine
from kg.errors import KgError, ReadError
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
