"""A copy of the tree in which the documents' commands run."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PARTS = (
    "seeds",
    "ontology",
    "queries",
    "tests/gold",
    "docs",
    "notebooks",
    "pyproject.toml",
    "README.md",
    "Makefile",
    "mkdocs.yml",
)
KEEP = {"HOME", "LANG", "LC_ALL", "TMPDIR", "JAVA_HOME"}
SKIPPED = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints")


class Workspace:
    """A folder with a shell in it that finds ``kg``, as after ``. .venv/bin/activate``."""

    def __init__(self, folder):
        self.folder = folder
        program = folder.parent / f"{folder.name}-bin"
        program.mkdir()
        kg = program / "kg"
        kg.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m kg "$@"\n')
        kg.chmod(0o755)
        path = os.pathsep.join([str(program), str(Path(sys.executable).parent), os.environ["PATH"]])
        self.env = {k: v for k, v in os.environ.items() if k in KEEP} | {
            "PATH": path,
            "PYTHONPATH": str(ROOT),
            "COLUMNS": "110",
            "NO_COLOR": "1",
            "TERM": "dumb",
            "PYTHONIOENCODING": "utf-8",
        }

    def python(self, code, place):
        """Exit code, and what a script prints; ``>>>`` examples print nothing but what differs from their output."""
        if code.startswith(">>>"):
            flags = "optionflags=_d.ELLIPSIS | _d.NORMALIZE_WHITESPACE"
            code = f"import doctest as _d; _d.run_docstring_examples({code!r}, globals(), name={place!r}, {flags})"
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=self.folder, env=self.env, capture_output=True, text=True, check=False
        )
        return done.returncode, done.stdout if done.returncode == 0 else done.stderr

    def run(self, command):
        """Exit code, and what the command prints on stdout and stderr, in one stream."""
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
            shutil.copytree(source, target, ignore=SKIPPED)
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)
    return folder


def fresh(built, folder):
    """The tree as cloned, nothing built; but `make demo` installs nothing, and the memory of a build saves reading again."""
    space = Workspace(tree(folder))
    programs = folder / ".venv" / "bin"
    programs.mkdir(parents=True)
    shutil.copy(folder.parent / f"{folder.name}-bin" / "kg", programs)
    (programs / "activate").write_text("")
    (programs / "python").write_text("#!/bin/sh\n# pip, where the Makefile calls it\n")
    (programs / "python").chmod(0o755)
    shutil.copytree(built.folder / "build" / ".kg", folder / "build" / ".kg")
    return space
