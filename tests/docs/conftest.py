"""A workspace with the graph of the seeds, built once; and one as a reader has it, in which nothing is built yet."""

import shutil

import pytest

from tests.docs.workspace import Workspace, fresh, tree


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """A workspace in which ``kg build seeds/ -o build/`` has run."""
    space = Workspace(tree(tmp_path_factory.mktemp("docs") / "tree"))
    code, said = space.run("kg build seeds/ -o build/")
    assert code == 0, said
    return space


@pytest.fixture
def space(built, tmp_path):
    """A workspace of one's own, with the build in it."""
    folder = tmp_path / "tree"
    shutil.copytree(built.folder, folder)
    return Workspace(folder)


@pytest.fixture
def clone(built, tmp_path):
    """A workspace of one's own in which nothing is built."""
    return fresh(built, tmp_path / "tree")
