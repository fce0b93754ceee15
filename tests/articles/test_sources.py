"""Inputs are found, named below what was given, and missing ones reported with a remedy."""

import io
import os
import sys

import pytest

from kg import articles
from kg.articles.sources import find
from kg.errors import ReadError
from tests.articles.conftest import STORY


def test_a_folder_is_read_in_the_order_of_its_paths(tmp_path):
    """Names are paths below the folder, sorted, whatever the file system's order."""
    for name in ("z.txt", "a/b.txt", "a.txt", "B.txt"):
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(STORY, "utf-8")
    (tmp_path / "in" / ".hidden.txt").write_text(STORY, "utf-8")
    found = list(articles.read([str(tmp_path / "in"), str(tmp_path / "in" / "z.txt")]))
    assert [a.name for a in found] == ["B.txt", "a.txt", "a/b.txt", "z.txt", "z.txt"]
    assert len({a.id for a in found}) == 1


def test_standard_input_is_an_article(monkeypatch):
    """A dash reads one article from the pipe."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(STORY.encode())))
    (article,) = articles.read(["-"])
    assert article.text == STORY
    assert article.name == "-"


def test_a_missing_file_is_reported_with_the_nearest_name(tmp_path):
    """A slip of the finger gets a suggestion; the others are read."""
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.txt").write_text(STORY, "utf-8")
    error, article = articles.read([str(tmp_path / "sedes"), str(tmp_path / "seeds")])
    assert f"did you mean {tmp_path / 'seeds'}?" in str(error)
    assert article.text == STORY


def test_an_empty_folder_is_reported(tmp_path):
    """A folder without files is no silent success."""
    (error,) = articles.read([str(tmp_path)])
    assert isinstance(error, ReadError)
    assert "no articles in this folder" in str(error)


def test_files_about_the_folder_are_left_out_aloud(tmp_path):
    """A README beside articles is not news, and it is said."""
    (tmp_path / "README.md").write_text(STORY, "utf-8")
    (tmp_path / "readmission.txt").write_text(STORY, "utf-8")
    about, article = articles.read([str(tmp_path)])
    assert "about the folder" in str(about)
    assert article.name == "readmission.txt"
    (given,) = articles.read([str(tmp_path / "README.md")])
    assert given.text.startswith("The mayor")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
def test_a_pipe_in_a_folder_does_not_hang(tmp_path):
    """What is no regular file is not opened."""
    os.mkfifo(tmp_path / "a.txt")
    (tmp_path / "b.txt").symlink_to(tmp_path / "nowhere.txt")
    assert [e.reason for e in articles.read([str(tmp_path)])] == ["not a regular file"] * 2


def test_an_unreadable_file_costs_no_other(tmp_path, monkeypatch):
    """A file that cannot be opened is named with the system's reason."""
    (tmp_path / "a.txt").write_text(STORY, "utf-8")
    source = next(iter(find([str(tmp_path)])))

    def refuse():
        raise PermissionError(13, "Permission denied")

    (error,) = articles.read_source(type(source)(source.name, refuse))
    assert str(error) == "a.txt: cannot be read: Permission denied"
