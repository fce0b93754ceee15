"""The wheel holds all its parts and works outside the source tree."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LIMIT = 60_000_000  # bytes
PARTS = (
    "kg/py.typed",
    "kg/attribution/models/attribution.int8.onnx",
    "kg/attribution/models/attribution.json",
    "kg/attribution/models/tokenizer.json",
    "kg/attribution/models/README.md",
    "kg/document/models/en_kg/config.cfg",
    "kg/document/models/en_kg/parser/model",
    "kg/document/models/README.md",
    "kg/positions/models/stance.int8.onnx",
    "kg/positions/models/README.md",
    "kg/view/page/template.html",
    "kg/data/ontology/kg.ttl",
    "kg/data/ontology/issues.ttl",
    "kg/data/ontology/shapes.ttl",
    "kg/data/queries/who-said-what-about.rq",
    "kg/data/seeds/01-agency.txt",
)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel, built from this tree with the tools that are here."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "pip", "wheel", str(ROOT), "--no-deps", "--no-build-isolation", "-q", "-w", folder]
    subprocess.run(list(map(str, command)), check=True, capture_output=True)
    (path,) = folder.glob("*.whl")
    return path


def test_the_wheel_holds_all_its_parts_and_stays_small(wheel):
    """Models, word lists, ontology, questions, articles and the page are inside; tests are not; under 60 MB."""
    names = set(zipfile.ZipFile(wheel).namelist())
    assert set(PARTS) - names == set()
    for folder, ending in (("queries", ".rq"), ("seeds", ".txt"), ("ontology", ".ttl")):
        for path in (ROOT / folder).rglob(f"*{ending}"):
            assert f"kg/data/{path.relative_to(ROOT).as_posix()}" in names
    for path in (ROOT / "kg").rglob("*.tsv"):
        assert path.relative_to(ROOT).as_posix() in names
    assert not [n for n in names if n.startswith(("tests/", "training/", "bench/")) or "__pycache__" in n]
    assert wheel.stat().st_size < LIMIT


def test_the_installed_wheel_works_outside_the_tree(wheel, tmp_path):
    """Build, query and view from the installed files alone, in a folder that knows nothing of the source."""
    site = tmp_path / "site"
    subprocess.run([sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", site, wheel], check=True)
    env = {**os.environ, "PYTHONPATH": str(site)}

    def run(*command):
        return subprocess.run(
            [sys.executable, *command], cwd=tmp_path, env=env, capture_output=True, text=True, check=True
        )

    where = run("-c", "import kg; print(kg.__file__)").stdout.strip()
    assert Path(where).is_relative_to(site), "the source tree was used instead"
    run("-m", "kg", "demo", "demo")
    rows = run("-m", "kg", "query", "most-quoted-actors", "--graph", "demo/build", "--format", "csv").stdout
    assert "Donald Trump" in rows
    run("-m", "kg", "view", "--graph", "demo/build", "-o", "page.html", "--no-open")
    assert (tmp_path / "page.html").stat().st_size > 100_000
