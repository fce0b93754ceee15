"""What a command loads: help is quick, and nothing heavy comes before it is needed."""

import os
import resource
import subprocess
import sys

import pytest

HEAVY = ("spacy", "rdflib", "pyoxigraph", "networkx", "onnxruntime", "torch", "numpy", "pyvis", "pyshacl")


def _loaded(code):
    script = f"import sys\n{code}\nprint(*sorted(m for m in {HEAVY!r} if m in sys.modules))"
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()


def test_import_kg_is_light():
    """``import kg`` loads no heavy library."""
    assert _loaded("import kg") == []


def test_the_command_line_is_light():
    """Importing the command line, as every help text does, loads no heavy library."""
    assert _loaded("import kg.cli") == []


@pytest.mark.parametrize("command", [[], ["--help"], ["build", "--help"], ["query", "--help"], ["network", "--help"]])
def test_help_is_quick(command):
    """Help comes in some 0.3 s of processor time; a second, for a busy machine, is still less than loading spaCy."""
    spent = []
    while len(spent) < 3 and min(spent, default=1) >= 0.5:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run([sys.executable, "-m", "kg", *command], capture_output=True, text=True, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        assert "Usage" in done.stdout
    assert min(spent) < 1.0, spent


def test_reading_writes_nothing_to_the_home_folder(tmp_path):
    """onnxruntime's telemetry would leave an identifier and a store of events there, to be sent; kg switches it off."""
    env = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PYTHONPATH": os.pathsep.join(sys.path)}
    code = "import kg; print(len(kg.extract('“We will rebuild the bridge,” Mayor Ida Holm said.').attributions))"
    done = subprocess.run(
        [sys.executable, "-c", code], env=env, cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout == "1\n"
    assert list(tmp_path.rglob("*")) == []


def test_no_torch_anywhere(tmp_path):
    """Everything imports where torch cannot be imported at all."""
    (tmp_path / "torch.py").write_text("raise ImportError('no torch here')\n")
    code = (
        "import importlib, pkgutil, kg\n"
        "[importlib.import_module(m.name) for m in pkgutil.walk_packages(kg.__path__, 'kg.') if '__main__' not in m.name]"
    )
    subprocess.run([sys.executable, "-c", f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n{code}"], check=True)
