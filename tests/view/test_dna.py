"""The database of Discourse Network Analyzer: every statement comes back, every constraint holds."""

import sqlite3
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import KgError
from kg.model import ActorKind, Stance
from kg.view import dna
from kg.view.statements import Row

TEXT = "One 🙂 line.\r\nAnn Berg said the bridge must go.\r\nThe end."


def rows(text=TEXT):
    at = text.index("the bridge")
    common = {"concept": "A bridge", "title": "Bridge", "outlet": "Post", "day": date(2030, 5, 6)}
    return [
        Row("d1", at, at + 18, "ann", "bridge", Stance.OPPOSES, "Ann Berg", organisation="City", **common),
        Row("d1", at, at + 18, "city", "bridge", Stance.SUPPORTS, "City", ActorKind.ORGANISATION, "City", **common),
        Row("d1", at, at + 18, "bob", "bridge", Stance.AMBIVALENT, "Bob", **common),
        Row("d1", at, at + 18, "eve", "bridge", Stance.SUPPORTS, "Eve", via="Ann Berg", **common),
    ]


def test_round_trip(tmp_path):
    """First-hand statements that take a side come back; Java's offsets point at the same words."""
    path = tmp_path / "s.dna"
    assert dna.write(path, rows(), {"d1": TEXT}) == 2
    found = dna.read(path)
    assert [(c.person, c.organization, c.concept, c.agreement) for c in found] == [
        ("", "City", "A bridge", True),
        ("Ann Berg", "City", "A bridge", False),
    ]
    assert dna.verify(path) == []
    with sqlite3.connect(path) as connection:
        (text,) = connection.execute("SELECT Text FROM DOCUMENTS").fetchone()
    units = text.encode("utf-16-le")
    assert units[2 * found[0].start : 2 * found[0].stop].decode("utf-16-le") == "the bridge must go"
    assert found[0].seconds == 1904256000


def test_same_bytes(tmp_path):
    """The same statements give the same file."""
    for name in ("a.dna", "b.dna"):
        dna.write(tmp_path / name, rows(), {"d1": TEXT})
    assert (tmp_path / "a.dna").read_bytes() == (tmp_path / "b.dna").read_bytes()


@pytest.mark.parametrize(
    "broken",
    [
        "INSERT INTO STATEMENTS VALUES (9, 1, 1, 5, 5, 1)",
        "INSERT INTO STATEMENTS VALUES (9, 1, 77, 1, 5, 1)",
        "INSERT INTO VARIABLES VALUES (9, 'x', 'number', 1)",
        "INSERT INTO DATABOOLEAN VALUES (9, 1, 4, 1)",
    ],
)
def test_constraints_are_real(tmp_path, broken):
    """The schema refuses what DNA would: empty spans, unknown documents and types, a second value."""
    path = tmp_path / "s.dna"
    dna.write(path, rows(), {"d1": TEXT})
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute(broken)


def test_faults_are_found(tmp_path):
    """A statement that points beyond its text is reported; a file that is no database is named."""
    path = tmp_path / "s.dna"
    dna.write(path, rows(), {"d1": TEXT})
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE STATEMENTS SET Stop = 99999 WHERE ID = 1")
    assert dna.verify(path) == ["statement 1 ends beyond its text"]
    (tmp_path / "no.dna").write_text("hello")
    with pytest.raises(KgError, match=r"no\.dna"):
        dna.read(tmp_path / "no.dna")


@settings(max_examples=12, deadline=None)
@given(st.text(min_size=1, max_size=30), st.text(max_size=250), st.data())
def test_any_text(tmp_path_factory, text, name, data):
    """Whatever article and names hold, the statements are written and read back."""
    start = data.draw(st.integers(0, len(text) - 1))
    one = Row("d", start, len(text), "a", "i", Stance.SUPPORTS, name, concept=name, title=name, outlet=name)
    if not text[start:].replace("\r\n", "\n"):
        return
    path = tmp_path_factory.mktemp("dna") / "s.dna"
    assert dna.write(path, [one], {"d": text}) == 1
    assert dna.verify(path) == []
