"""The first graph in one command."""

import json

from kg.cli.demo import copy_seeds


def test_demo_copies_the_articles_and_builds(kg, tmp_path, seeds):
    """`kg demo` leaves the bundled articles as they are, a graph of them, and says that quotations are reworded."""
    done = kg("demo")
    assert done.returncode == 0, done.stderr
    copies = sorted((tmp_path / "kg-demo" / "articles").iterdir())
    assert [c.read_bytes() for c in copies] == [s.read_bytes() for s in sorted(seeds.glob("*.txt"))]
    assert "reworded" in done.stderr
    manifest = json.loads((tmp_path / "kg-demo" / "build" / "manifest.json").read_text("utf-8"))
    assert manifest["counts"]["articles"] == len(copies)
    assert (tmp_path / "kg-demo" / "build" / "kg.html").stat().st_size > 10_000


def test_demo_leaves_a_changed_article_alone(tmp_path):
    """What the user wrote into the folder is not written over."""
    names = copy_seeds(tmp_path)
    (tmp_path / names[0]).write_text("mine")
    assert copy_seeds(tmp_path) == names
    assert (tmp_path / names[0]).read_text() == "mine"


def test_demo_into_a_file_is_a_clear_message(kg, tmp_path):
    """A path that is no folder is named, without a traceback."""
    (tmp_path / "taken").write_text("")
    done = kg("demo", "taken")
    assert done.returncode == 1
    assert "taken" in done.stderr
    assert "Traceback" not in done.stderr
