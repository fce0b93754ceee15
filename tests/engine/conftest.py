"""Small invented articles, and builds of them with a stand-in for the extractor."""

from functools import partial

import pytest

from kg import articles, engine
from tests.engine import fakes

LINE = "The mayor said on Monday that bridge number {0} would open again before the winter, and thanked Holm{0}."


def text(number, more=""):
    """The text of an invented article."""
    return LINE.format(number) + more


def items(count, *special):
    """Articles, the special texts among them from the third place on."""
    plain = [articles.from_text(text(i), f"a{i:03}.txt") for i in range(count)]
    odd = [
        articles.from_text(f"The mayor said that this article should {s}, and the council agreed with it.", s)
        for s in special
    ]
    return [*plain[:2], *odd, *plain[2:]]


@pytest.fixture
def folder(tmp_path):
    """A folder of twelve articles, two of them the same."""
    where = tmp_path / "in"
    where.mkdir()
    for i in range(11):
        (where / f"a{i:02}.txt").write_text(text(i))
    (where / "copy.txt").write_text(text(3))
    return where


@pytest.fixture
def build(tmp_path, folder):
    """Builds the folder with a stand-in for the extractor."""

    def run(*inputs, make=fakes.Plain, mark=True, **options):
        options = {"jobs": 1, "fingerprint": "one"} | options
        given = [str(i) for i in inputs or (folder,)]
        result = engine.build_findings(given, None, tmp_path / "out", make_extractor=make, **options)
        if mark:
            result.mark_written()
        result.close()
        return result

    return run


@pytest.fixture
def troubled(tmp_path):
    """An extractor that does what an article asks for."""
    return partial(fakes.Troubled, str(tmp_path))
