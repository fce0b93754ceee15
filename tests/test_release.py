"""A release stops before anything is tagged when tree, change log, citation or tags do not agree."""

import importlib.util
import subprocess

import pytest

from tests.docs.workspace import ROOT

spec = importlib.util.spec_from_file_location("release", ROOT / "tools" / "release.py")
release = importlib.util.module_from_spec(spec)
spec.loader.exec_module(release)


def git(folder, *words):
    subprocess.run(
        ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", *words],
        cwd=folder,
        check=True,
        capture_output=True,
    )


@pytest.fixture
def project(tmp_path):
    """A small repository that is ready for the release of 1.2.3."""
    (tmp_path / "kg").mkdir()
    (tmp_path / "kg" / "__init__.py").write_text('"""x"""\n__version__ = "1.2.3"\n')
    (tmp_path / "CHANGELOG.md").write_text("# Changes\n\n## 1.2.3, 2026-01-31\n\n- x\n\n## 1.2.2, 2026-01-01\n")
    (tmp_path / "CITATION.cff").write_text("title: x\nversion: 1.2.3\n")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "x")
    return tmp_path


def test_a_tree_that_is_ready_passes(project):
    assert release.version(project) == "1.2.3"
    release.ready(project, "1.2.3")


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("CHANGELOG.md", "1.2.3, 2026-01-31", "1.2.3, not yet released", "write  ## 1.2.3"),
        ("CHANGELOG.md", "1.2.3", "1.2.4", "write  ## 1.2.3"),
        ("CITATION.cff", "1.2.3", "1.2.2", "write  version: 1.2.3"),
    ],
)
def test_files_of_another_version_stop_it(project, file, old, new, says):
    path = project / file
    path.write_text(path.read_text().replace(old, new, 1))
    git(project, "commit", "-qam", "y")
    with pytest.raises(release.Fault, match=says):
        release.ready(project, "1.2.3")


def test_a_changed_tree_and_a_tag_that_is_there_stop_it(project):
    git(project, "tag", "v1.2.3")
    with pytest.raises(release.Fault, match="tagged already"):
        release.ready(project, "1.2.3")
    (project / "new.txt").write_text("")
    with pytest.raises(release.Fault, match=r"not as committed.*\n.*new.txt"):
        release.ready(project, "1.2.3")


def test_a_command_that_fails_is_shown_with_its_words():
    with pytest.raises(release.Fault, match="no such thing"):
        release.run("python3", "-c", "import sys; sys.exit('no such thing')")


def test_the_version_stands_in_one_place():
    """pyproject.toml takes it from kg/__init__.py; the citation names the same."""
    import kg

    assert release.version(ROOT) == kg.__version__
    assert f"\nversion: {kg.__version__}\n" in (ROOT / "CITATION.cff").read_text("utf-8")
    assert f'"{kg.__version__}"' not in (ROOT / "pyproject.toml").read_text("utf-8")
