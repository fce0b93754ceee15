"""The made-up town's build folder and its articles, once for all tests of the graph."""

import json

import pytest

from kg import graph

from . import marlow


@pytest.fixture(scope="session")
def town(tmp_path_factory):
    """The build folder of the worked example."""
    out = tmp_path_factory.mktemp("town")
    findings, collection = marlow.town()
    assert not graph.write_build(out, findings, collection, marlow.ISSUES, run=marlow.RUN).left_out
    return out


@pytest.fixture(scope="session")
def town_sources(tmp_path_factory):
    """The articles of the worked example as files."""
    path = tmp_path_factory.mktemp("sources") / "town.jsonl"
    rows = ({"text": f.article.text, "title": f.article.title} for f in marlow.town()[0])
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path
