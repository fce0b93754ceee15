"""Every notebook runs to its end on the bundled articles, in an order that a reader has too."""

import importlib.util
import shutil
import subprocess
import sys

import pytest

from tests.docs.workspace import ROOT
from tests.needs import need

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.py"))


def test_notebooks_run(space):
    """jupytext makes notebooks of the scripts, nbmake executes each from the top; no cell fails, each shows something."""
    for module in ("jupytext", "nbmake", "ipykernel"):
        need(importlib.util.find_spec(module), module)
    folder = space.folder / "notebooks"
    shutil.copytree(space.folder / "build", folder / "build")  # each notebook's build then has nothing to read
    made = []
    for script in NOTEBOOKS:
        target = folder / script.with_suffix(".ipynb").name
        convert = [sys.executable, "-m", "jupytext", "--to", "ipynb", "-o", str(target), str(folder / script.name)]
        subprocess.run(convert, env=space.env, check=True, capture_output=True)
        made.append(str(target))
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "--nbmake", "--overwrite", "-q", "-p", "no:cacheprovider", "--rootdir", str(folder), *made],
        cwd=folder, env=space.env, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]
    for path in made:
        _shows_something(path)


def _shows_something(path):
    import nbformat

    cells = [c for c in nbformat.read(path, as_version=4).cells if c.cell_type == "code"]
    silent = [c.source.split("\n")[0] for c in cells if not c.outputs and "import" not in c.source]
    assert not silent, f"{path}: {silent}"


@pytest.mark.parametrize("script", NOTEBOOKS, ids=lambda p: p.stem)
def test_notebooks_hold_calls_only(script):
    """A notebook shows kg and defines nothing: what it would define belongs into kg."""
    import ast

    tree = ast.parse(script.read_text(encoding="utf-8"))
    assert not [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.ClassDef)]
    assert len(script.read_text(encoding="utf-8").split("\n")) < 90
