"""Bad input gets one clear line that names it, and never costs the other articles."""

import json

import pytest

HOSTILE = 'Mayor Ida Holm said on Monday: "Close it </script><img src=x onerror=alert(1)> now," and left the room.\n'


@pytest.fixture
def bad(article):
    """A folder with one good article and every sort of bad one."""
    folder = article.parent
    (folder / "empty.txt").write_bytes(b"")
    (folder / "blank.txt").write_bytes(b" \r\n\t\n")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (folder / "line.txt").write_bytes(b"word " * 4_000_000)
    (folder / "hostile.txt").write_text(
        "The council met in Lund on Monday to talk about the bridge.\n\n" + HOSTILE, "utf-8"
    )
    return folder


def test_every_bad_file_is_named_and_the_good_ones_are_done(kg, bad, tmp_path):
    """Empty, blank, binary and 20 MB in one line: a line each on stderr, no traceback, the rest built."""
    done = kg("build", bad, tmp_path / "missing.txt", "-o", "out")
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    for name in ("empty.txt", "blank.txt", "binary.txt", "line.txt", "missing.txt"):
        assert sum(name in line for line in done.stderr.splitlines()) == 1, (name, done.stderr)
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))
    assert manifest["counts"]["articles"] == 2
    assert len(manifest["left_out"]) == 5
    assert str(tmp_path) not in json.dumps(manifest)


def test_strict_makes_a_left_out_article_an_error(kg, bad):
    """--strict: the same work, but exit 1."""
    assert kg("build", bad, "-o", "out", "--strict").returncode == 1


def test_nothing_to_read_is_exit_one(kg, tmp_path):
    """A missing file, or a folder without articles: exit 1, the name and what to do, nothing written."""
    (tmp_path / "none").mkdir()
    for place in ("missing.txt", "none"):
        for command in (("build", place, "-o", "out"), ("extract", place)):
            done = kg(*command)
            assert done.returncode == 1
            assert place in done.stderr
            assert "Traceback" not in done.stderr
            assert done.stdout == ""
    assert not (tmp_path / "out" / "kg.nq").exists()


def test_a_hostile_quote_stays_text(kg, bad, tmp_path):
    """Markup in a quote reaches the page escaped only, and the graph as it stood."""
    assert kg("build", bad / "hostile.txt", "-o", "out").returncode == 0
    page = (tmp_path / "out" / "kg.html").read_text("utf-8")
    assert "<img src=x" not in page
    rows = kg("query", "SELECT ?t WHERE { ?q a kg:Quote ; kg:text ?t }", "--graph", "out", "--format", "json")
    texts = [b["t"]["value"] for b in json.loads(rows.stdout)["results"]["bindings"]]
    assert any("</script><img src=x onerror=alert(1)>" in t for t in texts), texts


def test_usage_faults_are_exit_two(kg):
    """An unknown command or option is a usage fault."""
    assert kg("bild").returncode == 2
    assert kg("build").returncode == 2
    assert kg("extract", "--nonsense").returncode == 2
