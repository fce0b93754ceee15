"""Annotations survive their way through every format."""

import json

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from typer.testing import CliRunner

from kg import score
from kg.cli import app
from kg.document import docbin
from kg.errors import ScoreError
from kg.score import formats
from kg.score.spans import Tokens

TEXT = "“We will rebuild,” Mayor Ida Holm said.\r\n\r\nTom Lee denied that “it” was safe.\n"
RECORD = {
    "article": "a.txt",
    "attributions": [
        {"id": "a1", "source": [[19, 33]], "cue": [[34, 38]], "content": [[0, 18]]},
        {"id": "a2", "source": [[43, 50]], "cue": [[51, 57]], "content": [[58, 62], [63, 76]]},
        {"id": "a3", "source": [], "cue": [], "content": [[2, 5]]},
    ],
}


FORMS = ("x.jsonl", "x.spacy", "brat")


def _bare(record):
    return [{role: a[role] for role in ("source", "cue", "content")} for a in record["attributions"]]


def test_brat_comes_back(tmp_path):
    """Stand-off written and read again gives the same spans, shared ones and split ones included."""
    (tmp_path / "a.ann").write_text(formats.to_brat(RECORD, TEXT), "utf-8")
    (tmp_path / "a.txt").write_bytes(TEXT.encode())
    found = formats.read(tmp_path)
    assert found.texts == {"a": TEXT}
    assert _bare(found.records["a"]) == _bare(RECORD)


def test_brat_keeps_what_stands_inside_what(tmp_path):
    """Reported speech inside reported speech is a relation between two events, and comes back as one."""
    first, second, third = RECORD["attributions"]
    record = {"article": "a.txt", "attributions": [{**first, "parent": None}, second, {**third, "parent": "a1"}]}
    (tmp_path / "a.ann").write_text(formats.to_brat(record, TEXT), "utf-8")
    assert "R1\tInside Arg1:E3 Arg2:E1\n" in (tmp_path / "a.ann").read_text("utf-8")
    assert [a["parent"] for a in formats.read(tmp_path).records["a"]["attributions"]] == [None, None, "E1"]


@pytest.mark.parametrize("gold", FORMS)
@pytest.mark.parametrize("predicted", FORMS)
def test_every_form_is_gold_for_every_other(tmp_path, gold, predicted):
    """Lines of kg, brat and DocBin, in any pairing: the same annotation scores 100; speakers are compared where both have them."""
    nested = {**RECORD["attributions"][2], "parent": "a1", "speakers": ["Tom Lee"]}
    named = [
        {**a, "speakers": [n], "parent": None}
        for a, n in zip(RECORD["attributions"], ["Ida Holm", "Tom Lee"], strict=False)
    ]
    record = {**RECORD, "attributions": [*named, nested]}
    (tmp_path / "x.jsonl").write_text(json.dumps({**record, "actors": [], "positions": [], "text": TEXT}), "utf-8")
    (tmp_path / "x.spacy").write_bytes(docbin.to_bytes([(record, TEXT)]))
    (tmp_path / "brat").mkdir()
    (tmp_path / "brat" / "a.ann").write_text(formats.to_brat(record, TEXT), "utf-8")
    (tmp_path / "brat" / "a.txt").write_bytes(TEXT.encode())
    done = CliRunner().invoke(
        app, ["score", str(tmp_path / gold), str(tmp_path / predicted), "--json", "--html", str(tmp_path / "m.html")]
    )
    assert done.exit_code == 0, done.output
    tallies = json.loads(done.stdout)
    assert ("speakers" in tallies) is ("brat" not in {gold, predicted})
    assert {name: t["F1"] for name, t in tallies.items() if t["n"]} == {n: 100.0 for n, t in tallies.items() if t["n"]}
    assert "</html>" in (tmp_path / "m.html").read_text("utf-8")


def test_brat_names_cover_their_text():
    """Each T line shows the words that stand at its offsets."""
    lines = formats.to_brat(RECORD, TEXT).splitlines()
    assert "T2\tSource 19 33\tMayor Ida Holm" in lines
    assert sum(line.startswith("E") for line in lines) == 3


def test_docbin_comes_back(tmp_path):
    """A DocBin written and read again gives the same text and the same offsets."""
    path = tmp_path / "a.spacy"
    path.write_bytes(docbin.to_bytes([(RECORD, TEXT)]))
    (record,) = docbin.read(path)
    assert record["text"] == TEXT
    assert _bare(record) == _bare(RECORD)
    report = score.compare(formats.merge([{**RECORD, "text": TEXT}]), formats.merge([record]))
    assert {name: t.f1 for name, t in report.tallies().items()} == dict.fromkeys(report.tallies(), 1.0)


@pytest.mark.parametrize("content", ["", "[1, 2]", "{", '{"article": 1}'])
def test_what_is_not_gold_is_refused_by_name(tmp_path, content):
    """A file that is no annotation gives one line that names it."""
    path = tmp_path / "gold.json"
    path.write_text(content, "utf-8")
    with pytest.raises(ScoreError, match=r"gold\.json"):
        formats.read(path)


def test_no_article_in_common_is_refused():
    """Scoring one corpus against another is a fault, not zero."""
    other = formats.merge([{**RECORD, "article": "b.txt"}])
    with pytest.raises(ScoreError, match="in common"):
        score.compare(formats.merge([{**RECORD, "text": TEXT}]), other)


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 15)), min_size=1, max_size=4))
def test_gold_against_itself_is_perfect(spans):
    """Whatever the spans, an annotation agrees with itself."""
    content = [[start, min(start + length, len(TEXT))] for start, length in spans]
    assume(Tokens(TEXT).touching(content))
    gold = formats.merge(
        [{"article": "a", "text": TEXT, "attributions": [{"source": [], "cue": [], "content": content}]}]
    )
    report = score.compare(gold, gold)
    assert all(t.f1 == 1 for t in report.tallies().values() if t.gold)
