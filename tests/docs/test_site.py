"""The reference names everything there is, and the site builds without a warning."""

import importlib.util
import os
import re
import shutil
import subprocess
import sys

import pytest

from tests.docs.workspace import ROOT
from tests.needs import need


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A copy of docs/ with the generated reference in it."""
    folder = tmp_path_factory.mktemp("site")
    shutil.copytree(ROOT / "docs", folder / "docs", ignore=shutil.ignore_patterns("reference", "__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", folder)
    spec = importlib.util.spec_from_file_location("make_reference", ROOT / "docs" / "make_reference.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.main(folder / "docs" / "reference")
    return folder


def headings(path):
    return set(re.findall(r"^#+ `?(.+?)`?$", path.read_text(encoding="utf-8"), flags=re.MULTILINE))


def test_every_command_question_and_term_is_in_the_reference(site):
    """Nothing that a user can type or meet is left out."""
    from kg import cli
    from kg.graph import questions

    reference = site / "docs" / "reference"
    assert {f"kg {command}" for _, _, command, _ in cli.COMMANDS} <= headings(reference / "cli.md")
    assert {q.name for q in questions()} <= headings(reference / "queries.md")
    terms = set(re.findall(r"^kg:(\w+) a ", (ROOT / "ontology" / "kg.ttl").read_text("utf-8"), flags=re.MULTILINE))
    assert len(terms) > 40
    assert {f"kg:{term}" for term in terms} <= headings(reference / "ontology.md")
    assert {"kg.build", "kg.extract", "kg.open", "kg.model.Attribution"} <= headings(reference / "python.md")


def test_the_pages_in_the_repository_name_what_there_is_now(site):
    """Links work without the site, and no page lists a command, question, term or name that is gone, or lacks a new one."""
    for page in (site / "docs" / "reference").iterdir():
        kept = ROOT / "docs" / "reference" / page.name
        assert headings(kept) == headings(page), "python docs/make_reference.py writes them again"


def test_the_reference_is_the_same_each_time(site, tmp_path):
    """Two runs in two processes with two hash seeds give the same pages."""
    pages = []
    for seed in ("1", "2"):
        code = f"import make_reference, pathlib; make_reference.main(pathlib.Path({str(tmp_path / seed)!r}))"
        env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'docs'}"}
        subprocess.run([sys.executable, "-c", code], env=env, check=True)
        pages.append({p.name: p.read_text(encoding="utf-8") for p in (tmp_path / seed).iterdir()})
    assert pages[0] == pages[1]
    assert not [name for name, page in pages[0].items() if " object at 0x" in page]


def test_the_site_builds_without_a_warning(site):
    """mkdocs in strict mode: no dead link, no page outside the contents."""
    need(importlib.util.find_spec("material"), "mkdocs-material")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"],
        cwd=site, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert (site / "site" / "index.html").exists()
