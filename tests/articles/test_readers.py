"""Every format gives the same story, and damage in one record costs no other."""

import gzip
import io
import json
import zipfile
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import articles
from kg.articles.readers import Reader, choose
from kg.errors import ReadError
from kg.model import Article
from tests.articles.conftest import DAY, OUTLET, STORY, TITLE, URL, dna, page, row, warc, zipped

PARAGRAPHS = STORY.strip().split("\n\n")


def test_every_format_gives_the_story(every_format):
    """Twelve files, twelve articles, each with the words of the story in its text."""
    found = list(articles.read([str(every_format)]))
    assert [a.name for a in found if isinstance(a, Article)] == [
        *("a.txt", "b.html", "c.htm", "d.jsonl#1", "e.json#1", "f.csv#1", "g.md", "h.warc.gz#1", "i.wet#1", "j.dna#1"),
        *("k.zip/in/one.txt", "l.txt"),
    ]
    for article in found:
        assert all(p in article.text for p in PARAGRAPHS), article.name


def test_every_reader_keeps_the_contract(every_format):
    """Each reader has a name and suffixes, and gives the same articles when it reads a file twice."""
    for source in articles.find([str(every_format)]):
        reader = choose(source)
        assert isinstance(reader, Reader)
        assert reader.name
        assert all(s.startswith(".") and s == s.lower() for s in reader.suffixes)
        assert list(reader.read(source)) == list(reader.read(source))


def test_metadata_that_a_format_states(every_format):
    """What JSON-LD, columns, front matter and DNA state is no guess; what meta tags suggest is."""
    found = {a.name: a for a in articles.read([str(every_format)])}
    day = date.fromisoformat(DAY)
    for name in ("c.htm", "d.jsonl#1", "e.json#1", "f.csv#1", "g.md", "j.dna#1"):
        assert (found[name].title, found[name].published) == (TITLE, day), name
        assert not found[name].guessed, name
    for name in ("c.htm", "d.jsonl#1", "e.json#1", "j.dna#1"):
        assert found[name].outlet == OUTLET
    assert found["c.htm"].url == found["h.warc.gz#1"].url == found["i.wet#1"].url == URL
    assert (found["b.html"].outlet, found["b.html"].published) == (OUTLET, day)
    assert found["b.html"].guessed >= {"outlet", "published"}


def test_navigation_is_not_the_article(every_format):
    """Of a web page only the article is read."""
    for article in articles.read([str(every_format / "b.html")]):
        assert "Sport" not in article.text
        assert "Terms of use" not in article.text


def test_columns_can_be_named(tmp_path):
    """A corpus with names of its own is read once they are given; the message says how."""
    (tmp_path / "a.jsonl").write_text(json.dumps({"k1": STORY, "k2": "Odd title"}))
    (error,) = articles.read([str(tmp_path)])
    assert "--text-column" in str(error)
    assert "k1, k2" in str(error)
    (article,) = articles.read([str(tmp_path)], columns={"text": "k1", "title": "k2"})
    assert (article.text, article.title) == (STORY, "Odd title")


def test_a_bad_record_costs_no_other(tmp_path):
    """Lines that are no JSON, rows without text, records in another language: named by their number."""
    lines = [
        json.dumps(row()),
        "{not json",
        "[1, 2]",
        json.dumps({"body": ""}),
        json.dumps(row(STORY + "More was said.")),
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(lines) + "\n\n", "utf-8")
    found = list(articles.read([str(tmp_path)]))
    assert [getattr(f, "name", None) or f.where for f in found] == [f"a.jsonl#{n}" for n in (1, 2, 3, 4, 5)]
    assert [isinstance(f, ReadError) for f in found] == [False, True, True, True, False]


def test_a_file_that_is_no_table_is_given_up(tmp_path):
    """Fifty lines without an article are enough; a corpus with many bad lines and a good one is read to its end."""
    (tmp_path / "a.jsonl").write_text("nothing\n" * 300)
    (tmp_path / "b.jsonl").write_text(json.dumps(row()) + "\n" + "nothing\n" * 80 + json.dumps(row()))
    found = list(articles.read([str(tmp_path)]))
    given_up = [f for f in found if isinstance(f, ReadError) and f.where.startswith("a.jsonl")]
    assert len(given_up) == 51
    assert "the rest was not read" in str(given_up[-1])
    assert [f.name for f in found if isinstance(f, Article)] == ["b.jsonl#1", "b.jsonl#82"]


def test_a_gigantic_line_is_passed_over(tmp_path):
    """One record of 30 MB is refused without being held, and the next is read."""
    with (tmp_path / "a.jsonl").open("wb") as file:
        file.write(b'{"text": "' + b"a" * 30_000_000 + b'"}\n')
        file.write(json.dumps(row()).encode())
    refused, article = articles.read([str(tmp_path)])
    assert "line too long" in str(refused)
    assert article.text == STORY


def test_an_archive_is_safe_to_read(tmp_path):
    """Paths that lead out, bombs, archives in archives in archives, office files: refused; the rest is read."""
    nested = zipped(**{"a.txt": STORY})
    for _ in range(3):
        nested = zipped(**{"inner.zip": nested})
    (tmp_path / "a.zip").write_bytes(
        zipped(**{"../out.txt": STORY, "C:\\x.txt": STORY, "/abs.txt": STORY, "ok.txt": STORY})
    )
    (tmp_path / "b.zip").write_bytes(zipped(**{f"{i}.txt": b"a " * 4_000_000 for i in range(9)}))
    (tmp_path / "c.zip").write_bytes(nested)
    (tmp_path / "d.txt.gz").write_bytes(gzip.compress(b"a " * 50_000_000))
    (tmp_path / "e.docx").write_bytes(zipped(**{"[Content_Types].xml": "<x/>", "word/document.xml": "<x/>"}))
    (tmp_path / "f.zip").write_bytes(zipped(**{"a.txt": STORY})[:-30])
    (tmp_path / "g.zip").write_bytes(zipped())
    found = list(articles.read([str(tmp_path)]))
    assert [a.name for a in found if isinstance(a, Article)] == ["a.zip/ok.txt"]
    errors = {e.where: e.reason for e in found if isinstance(e, ReadError)}
    assert {w for w, r in errors.items() if "leads out" in r} == {
        "a.zip/../out.txt",
        "a.zip/C:\\x.txt",
        "a.zip//abs.txt",
    }
    assert any(w == "b.zip" and "rest of this archive" in r for w, r in errors.items())
    assert any("archives inside archives" in r for w, r in errors.items() if w.startswith("c.zip"))
    assert "limit is 10 MB" in errors["d.txt"]
    assert "office document" in errors["e.docx"]
    assert "not a readable zip" in errors["f.zip"]
    assert "no files" in errors["g.zip"]
    assert not (tmp_path.parent / "out.txt").exists()


def test_an_encrypted_member_is_named(tmp_path):
    """A locked file in a zip is refused by name."""
    data = bytearray(zipped(**{"a.txt": STORY}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    (tmp_path / "a.zip").write_bytes(data)
    (error,) = articles.read([str(tmp_path)])
    assert str(error).startswith("a.zip/a.txt: encrypted")


def test_a_hostile_database_is_no_program(tmp_path):
    """A view in the place of the documents' table is not run, and any other database is refused by name."""
    import sqlite3

    db = sqlite3.connect(tmp_path / "a.dna")
    db.execute(
        "CREATE VIEW DOCUMENTS(ID, Title, Text, Source, Date) AS WITH RECURSIVE n(i) AS "
        "(SELECT 1 UNION ALL SELECT i+1 FROM n) SELECT i, 'a', 'b', 'c', 0 FROM n"
    )
    db.commit()
    db.close()
    (tmp_path / "b.dna").write_bytes(b"SQLite format 3\0" + b"\xff" * 2000)
    (error, damaged) = articles.read([str(tmp_path)])
    assert "without DNA's table" in str(error)
    assert "not a readable DNA database" in str(damaged)


def test_a_database_inside_an_archive(tmp_path):
    """Formats nest: a DNA database, a table and a page inside one zip."""
    dna(tmp_path / "x.dna", (TITLE, STORY, OUTLET, 1709632800))
    data = zipped(**{"x.dna": (tmp_path / "x.dna").read_bytes(), "y.jsonl": json.dumps(row()), "z.html": page()})
    (tmp_path / "x.dna").unlink()
    (tmp_path / "a.zip").write_bytes(data)
    assert [a.name for a in articles.read([str(tmp_path)])] == ["a.zip/x.dna#1", "a.zip/y.jsonl#1", "a.zip/z.html"]


def test_a_cut_web_archive_gives_what_it_holds(tmp_path):
    """Records before the damage are read; the damage is named."""
    data = warc(("response", URL, page()), ("response", URL + "2", page(STORY + "\n\nMore was said.")))
    (tmp_path / "a.warc.gz").write_bytes(data[: int(len(data) * 0.8)])
    found = list(articles.read([str(tmp_path)]))
    assert found[0].url == URL
    assert isinstance(found[-1], ReadError)


@pytest.mark.parametrize("deep", [500, 50_000])
def test_a_deep_page_is_read_or_refused(tmp_path, deep):
    """Tags inside tags inside tags break no reader."""
    (tmp_path / "a.html").write_bytes(b"<html><body>" + b"<div>" * deep + STORY.encode() + b"</div>" * deep)
    (found,) = articles.read([str(tmp_path)])
    assert isinstance(found, Article | ReadError)


def test_a_page_cannot_read_files_or_the_network(tmp_path):
    """Entities of a page are not expanded."""
    (tmp_path / "secret.txt").write_text("the combination is 1234")
    evil = (
        f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{tmp_path}/secret.txt">]><html><body><article><p>&x; '
        f"{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p><p>{PARAGRAPHS[2]}</p></article></body></html>"
    )
    (tmp_path / "a.html").write_text(evil, "utf-8")
    (article,) = articles.read([str(tmp_path / "a.html")])
    assert "1234" not in article.text


@given(st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_damaged_files_are_refused_not_raised(every_format, data):
    """A cut or changed byte anywhere in any format: articles or messages, never a traceback."""
    source = data.draw(st.sampled_from(sorted(every_format.iterdir())))
    raw = bytearray(source.read_bytes())
    end = data.draw(st.integers(0, len(raw)))
    for place in data.draw(st.lists(st.integers(0, len(raw) - 1), max_size=4)):
        raw[place] = data.draw(st.integers(0, 255))
    stream = articles.Source(source.name, lambda: io.BytesIO(bytes(raw[:end])), end)
    assert all(isinstance(f, Article | ReadError) for f in articles.read_source(stream))


def test_reading_a_zip_goes_by_the_paths(tmp_path):
    """Members come in the order of their paths, hidden ones left out, whatever their order in the file."""
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for name in ("z.txt", "a/b.txt", "__MACOSX/a.txt", ".x.txt", "a.txt"):
            archive.writestr(name, STORY)
    assert [a.name for a in articles.read([str(tmp_path)])] == ["a.zip/a.txt", "a.zip/a/b.txt", "a.zip/z.txt"]
