"""kg build: the same input gives the same bytes, and all the files are there."""

import hashlib
import shutil
import subprocess
import sys

import pytest

PRODUCED = ("kg.nq", "kg.trig", "kg.ttl", "kg.html", "manifest.json", "ontology/kg.ttl", "ontology/issues.ttl")


def _hashes(folder):
    return {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in PRODUCED}


@pytest.fixture(scope="module")
def builds(tmp_path_factory, seeds):
    """The bundled articles built twice: another hash seed, another folder, another current directory."""
    folders = []
    for number in ("1", "2"):
        place = tmp_path_factory.mktemp(f"place{number}")
        shutil.copytree(seeds, place / "seeds")
        source, cwd = ("seeds", place) if number == "1" else (str(place / "seeds"), "/")
        done = subprocess.run(
            [sys.executable, "-m", "kg", "build", source, "-o", str(place / "build")],
            cwd=cwd,
            env={"PYTHONHASHSEED": number, "PATH": "/usr/bin:/bin", "LC_ALL": "C"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        folders.append((place / "build", done))
    return folders


def test_two_builds_give_the_same_bytes(builds):
    """Hash seed, folder and locale change nothing."""
    (first, _), (second, _) = builds
    assert _hashes(first) == _hashes(second)


def test_a_build_says_what_it_found_and_what_to_try_next(builds):
    """Talk goes to stderr, and names the picture and the next question; stdout stays empty."""
    _, done = builds[0]
    assert done.stdout == ""
    for word in ("Articles", "kg.html", "kg query"):
        assert word in done.stderr


def test_no_path_of_the_machine_is_in_what_is_produced(builds):
    """Neither the folder of the articles nor that of the build is written into any product."""
    folder, _ = builds[0]
    for name in PRODUCED:
        assert str(folder.parent).encode() not in (folder / name).read_bytes(), name


def test_building_again_says_unchanged(builds):
    """A second build of the same articles reads none of them again and changes no byte."""
    folder, _ = builds[0]
    before = _hashes(folder)
    done = subprocess.run(
        [sys.executable, "-m", "kg", "build", "seeds", "-o", "build"],
        cwd=folder.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "unchanged" in done.stderr
    assert _hashes(folder) == before


def test_every_quote_is_verbatim(builds):
    """kg check proves every span against the sources, and fails when a source was altered."""
    folder, _ = builds[0]
    command = [sys.executable, "-m", "kg", "check", str(folder), "--sources"]
    copy = folder.parent / "copy"
    shutil.copytree(folder.parent / "seeds", copy)
    good = subprocess.run([*command, str(copy)], capture_output=True, text=True, check=False)
    assert good.returncode == 0, good.stdout + good.stderr
    victim = min(copy.glob("*.txt"))
    victim.write_text(victim.read_text("utf-8").replace("e", "i", 40), "utf-8")
    bad = subprocess.run([*command, str(copy)], capture_output=True, text=True, check=False)
    assert bad.returncode == 1
    assert victim.name in bad.stdout + bad.stderr
