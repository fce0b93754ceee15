"""The wheel holds all its parts and works outside the source tree."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LIMIT = 60_000_000  # bytes
PARTS = (  # what kg cannot do without; that nothing else is missing is compared with the tree
    "kg/py.typed",
    "kg/attribution/models/attribution.int8.onnx",
    "kg/attribution/models/attribution.json",
    "kg/attribution/models/near.int8.onnx",
    "kg/attribution/models/tokenizer.json",
    "kg/attribution/models/README.md",
    "kg/document/models/en_kg/config.cfg",
    "kg/document/models/en_kg/parser/model",
    "kg/document/models/README.md",
    "kg/positions/models/stance.int8.onnx",
    "kg/positions/models/likely.onnx",
    "kg/positions/models/README.md",
    "kg/view/page/template.html",
    "kg/data/ontology/kg.ttl",
    "kg/data/ontology/issues.ttl",
    "kg/data/ontology/shapes.ttl",
    "kg/data/queries/who-said-what-about.rq",
    "kg/data/seeds/01-agency.txt",
)
DATA = ("ontology", "queries", "seeds")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel, built from this tree with the tools that are here."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "pip", "wheel", str(ROOT), "--no-deps", "--no-build-isolation", "-q", "-w", folder]
    subprocess.run(list(map(str, command)), check=True, capture_output=True)
    (path,) = folder.glob("*.whl")
    return path


def test_the_wheel_holds_all_its_parts_and_stays_small(wheel):
    """The package with models and word lists, ontology, questions, articles, licence: all of it, nothing else, under 60 MB."""
    names = {n for n in zipfile.ZipFile(wheel).namelist() if not n.endswith("/")}
    inside = {n for n in names if ".dist-info/" not in n}
    assert set(PARTS) - inside == set()
    assert inside == set(_tree("kg", "kg")) | {n for part in DATA for n in _tree(part, f"kg/data/{part}")}
    about = {n.partition(".dist-info/")[2] for n in names - inside}
    assert about == {"METADATA", "WHEEL", "RECORD", "entry_points.txt", "licenses/LICENSE"}
    assert wheel.stat().st_size < LIMIT


def _tree(folder, name):
    """Every file below the folder, under the name that it has in the wheel."""
    for path in (ROOT / folder).rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            yield f"{name}/{path.relative_to(ROOT / folder).as_posix()}"


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
