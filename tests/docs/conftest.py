"""A copy of the tree in which the documents' commands run, with the graph of the seeds built once."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("seeds", "ontology", "queries", "tests/gold", "docs", "notebooks", "pyproject.toml", "README.md", "mkdocs.yml")


class Workspace:
    """A folder with a shell in it."""

    def __init__(self, folder):
        self.folder = folder
        program = folder.parent / f"{folder.name}-bin"
        program.mkdir()
        kg = program / "kg"
        kg.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m kg "$@"\n')
        kg.chmod(0o755)
        path = os.pathsep.join([str(program), str(Path(sys.executable).parent), os.environ["PATH"]])
        keep = {k: v for k, v in os.environ.items() if k in {"HOME", "LANG", "LC_ALL", "TMPDIR", "JAVA_HOME"}}
        self.env = keep | {
            "PATH": path,
            "PYTHONPATH": str(ROOT),
            "COLUMNS": "110",
            "NO_COLOR": "1",
            "TERM": "dumb",
            "PYTHONIOENCODING": "utf-8",
        }

    def run(self, command):
        """What the command prints, stderr first into the same stream; fails on a bad exit."""
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=self.folder, env=self.env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=300, check=False,
        )  # fmt: skip
        return done.returncode, done.stdout.decode("utf-8", "replace")


def tree(folder):
    """The parts of the project that a document may name, copied."""
    for part in PARTS:
        source, target = ROOT / part, folder / part
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints"))
        elif source.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)
    return folder


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """A workspace in which ``kg build seeds/ -o build/`` has run."""
    folder = tmp_path_factory.mktemp("docs") / "tree"
    folder.mkdir()
    space = Workspace(tree(folder))
    code, said = space.run("kg build seeds/ -o build/")
    assert code == 0, said
    return space


@pytest.fixture
def space(built, tmp_path):
    """A workspace of one's own, with the build in it."""
    folder = tmp_path / "tree"
    shutil.copytree(built.folder, folder)
    return Workspace(folder)
