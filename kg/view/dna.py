"""The database of Discourse Network Analyzer 3 (``.dna``, SQLite): written, read back, verified.

Tables, columns and constraints are those that DNA 3.0 makes (github.com/leifeld/dna, ``sql/Sql.java``, DNA's wiki); the
statement type is its default one: person, organization, concept, agreement. DNA's agreement is yes or no: ambivalent
statements are not written. Offsets count UTF-16 units, as Java does; line ends are single, as its text area has them.
DNA asks for a password on opening: it is ``kg``.
"""

from __future__ import annotations

import base64
import hashlib
import sqlite3
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from kg.errors import KgError
from kg.files import write_bytes
from kg.view.dna_schema import SCHEMA
from kg.view.statements import Row

VERSION = "3.0.11"
PASSWORD = "kg"  # noqa: S105  # public on purpose: DNA cannot open a file without one
LONGEST = 190  # characters of a short text
_VARIABLES = (
    ("person", "short text"),
    ("organization", "short text"),
    ("concept", "short text"),
    ("agreement", "boolean"),
)
_PERSON, _ORGANISATION, _CONCEPT, _AGREEMENT = 1, 2, 3, 4
_ROUNDS = 100_000  # of SHA-256, as DNA's password library (Jasypt's StrongPasswordEncryptor) does


@dataclass(frozen=True, slots=True, order=True)
class Coded:
    """A statement as it lies in the database; offsets in UTF-16 units of the document's text."""

    title: str
    source: str
    seconds: int
    start: int
    stop: int
    person: str
    organization: str
    concept: str
    agreement: bool


@dataclass(frozen=True, slots=True)
class Document:
    """An article as the database holds it."""

    article: str
    title: str
    text: str
    source: str = ""
    seconds: int = 0
    notes: str = ""


def write(path: Path, rows: Sequence[Row], texts: dict[str, str]) -> int:
    """Write first-hand statements that take a side; the number of statements.

    Args:
        path: the file, replaced whole.
        rows: statements; hearsay and ambivalent ones are left out.
        texts: article id → text.

    Raises:
        KgError: the file cannot be written, or does not read back as it should.
    """
    told = [r for r in sorted(rows) if r.sign and not r.via]
    with tempfile.TemporaryDirectory() as folder:
        beside = Path(folder) / "made.dna"
        connection = sqlite3.connect(beside)
        try:
            connection.execute("PRAGMA foreign_keys = ON")
            wanted = _fill(connection, told, texts)
            connection.commit()
            connection.execute("VACUUM")  # the same content gives the same bytes
        finally:
            connection.close()
        if (faults := verify(beside)) or read(beside) != wanted:
            raise KgError(
                f"the database does not read back: {'; '.join(faults) or 'statements differ'}", where=str(path)
            )
        write_bytes(path, beside.read_bytes())
    return len(told)


def _fill(connection: sqlite3.Connection, rows: Sequence[Row], texts: dict[str, str]) -> list[Coded]:
    connection.executescript(SCHEMA)
    add = connection.execute
    add("INSERT INTO CODERS (ID, Name, Red, Green, Blue, Password) VALUES (1, 'Admin', 255, 255, 0, ?)", (_password(),))
    connection.executemany("INSERT INTO SETTINGS VALUES (?, ?)", [("version", VERSION), ("date", "2022-05-02")])
    add("INSERT INTO STATEMENTTYPES VALUES (1, 'DNA Statement', 239, 208, 51)")
    for number, (name, type_) in enumerate(_VARIABLES, 1):
        add("INSERT INTO VARIABLES VALUES (?, ?, ?, 1)", (number, name, type_))
    kinds = {(_PERSON, _short(r.name)): str(r.kind) for r in rows}
    entities = _Entities(connection, kinds)
    documents: dict[str, tuple[int, Document]] = {}
    coded: list[Coded] = []
    for number, row in enumerate(rows, 1):
        if row.article not in documents:
            documents[row.article] = (len(documents) + 1, document := _document(row, texts.get(row.article, row.text)))
            add(
                "INSERT INTO DOCUMENTS (ID, Title, Text, Coder, Source, Notes, Date) VALUES (?, ?, ?, 1, ?, ?, ?)",
                (len(documents), document.title, document.text, document.source, document.notes, document.seconds),
            )
        document_id, document = documents[row.article]
        start, stop = (_units(texts.get(row.article, row.text), at) for at in (row.start, row.stop))
        one = Coded(
            document.title, document.source, document.seconds, start, stop,
            _short(row.name) if str(row.kind) == "person" else "", _short(row.organisation), _short(row.concept),
            row.sign > 0,
        )  # fmt: skip
        add("INSERT INTO STATEMENTS VALUES (?, 1, ?, ?, ?, 1)", (number, document_id, start, stop))
        add("INSERT INTO DATABOOLEAN VALUES (?, ?, ?, ?)", (number, number, _AGREEMENT, int(one.agreement)))
        for variable, value in ((_PERSON, one.person), (_ORGANISATION, one.organization), (_CONCEPT, one.concept)):
            entity = entities(variable, value)
            add(
                "INSERT INTO DATASHORTTEXT (StatementId, VariableId, Entity) VALUES (?, ?, ?)",
                (number, variable, entity),
            )
        coded.append(one)
    return sorted(coded)


class _Entities:
    """Values of the short variables, each once, with the type of an actor as attribute."""

    def __init__(self, connection: sqlite3.Connection, kinds: dict[tuple[int, str], str]) -> None:
        self._connection, self._kinds = connection, kinds
        self._known: dict[tuple[int, str], int] = {}
        number = 0
        for variable in (_PERSON, _ORGANISATION, _CONCEPT):
            for attribute in ("Type", "Alias", "Notes"):
                number += 1
                connection.execute("INSERT INTO ATTRIBUTEVARIABLES VALUES (?, ?, ?)", (number, variable, attribute))

    def __call__(self, variable: int, value: str) -> int:
        key = (variable, value)
        if key not in self._known:
            self._known[key] = number = len(self._known) + 1
            add = self._connection.execute
            add(
                "INSERT INTO ENTITIES (ID, VariableId, Value, Red, Green, Blue) VALUES (?, ?, ?, 0, 0, 0)",
                (number, *key),
            )
            for offset in range(3):
                text = self._kinds.get(key, "") if offset == 0 else ""
                add(
                    "INSERT INTO ATTRIBUTEVALUES (EntityId, AttributeVariableId, AttributeValue) VALUES (?, ?, ?)",
                    (number, 3 * (variable - 1) + 1 + offset, text),
                )
        return self._known[key]


def _document(row: Row, text: str) -> Document:
    seconds = int(datetime.combine(row.day, datetime.min.time(), UTC).timestamp()) if row.day else 0
    notes = "" if row.day else "The article gives no date."
    return Document(row.article, _short(row.title or row.article), _java(text), _short(row.outlet), seconds, notes)


def _java(text: str) -> str:
    """*text* with single line ends and without what SQLite's text cannot hold; a character stays a character."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", " ")
    return "".join("�" if "\ud800" <= c <= "\udfff" else c for c in plain)


def _units(text: str, at: int) -> int:
    """The offset *at* in UTF-16 units of ``_java(text)``."""
    before = text[:at]
    if text[at - 1 : at + 1] == "\r\n":  # between the two of one line end
        before = before[:-1]
    plain = _java(before)
    return len(plain) + sum(c > "\uffff" for c in plain)


def _short(value: str) -> str:
    plain = " ".join(_java(value).split())
    return plain if len(plain) <= LONGEST else plain[: LONGEST - 1] + "…"


@cache
def _password() -> str:
    """:data:`PASSWORD` as Jasypt stores it: salt, then SHA-256 over salt and password, digested again and again."""
    salt = hashlib.sha256(b"claim-quote-kg").digest()[:16]
    digest = hashlib.sha256(salt + PASSWORD.encode()).digest()
    for _ in range(_ROUNDS - 1):
        digest = hashlib.sha256(digest).digest()
    return base64.b64encode(salt + digest).decode()


_READ = """
SELECT d.Title, d.Source, d.Date, s.Start, s.Stop, p.Value, o.Value, c.Value, b.Value
FROM STATEMENTS s
JOIN DOCUMENTS d ON d.ID = s.DocumentId
JOIN DATABOOLEAN b ON b.StatementId = s.ID
JOIN DATASHORTTEXT ps ON ps.StatementId = s.ID AND ps.VariableId = 1 JOIN ENTITIES p ON p.ID = ps.Entity
JOIN DATASHORTTEXT os ON os.StatementId = s.ID AND os.VariableId = 2 JOIN ENTITIES o ON o.ID = os.Entity
JOIN DATASHORTTEXT cs ON cs.StatementId = s.ID AND cs.VariableId = 3 JOIN ENTITIES c ON c.ID = cs.Entity
"""
_BARE = """
SELECT COUNT(*) FROM STATEMENTS s
WHERE (SELECT COUNT(*) FROM DATASHORTTEXT t WHERE t.StatementId = s.ID) != 3
"""
_BEYOND = """
SELECT s.ID FROM STATEMENTS s JOIN DOCUMENTS d ON d.ID = s.DocumentId WHERE s.Stop > 2 * LENGTH(d.Text)
"""


def read(path: Path) -> list[Coded]:
    """The statements of a ``.dna`` file of DNA 3, sorted.

    Raises:
        KgError: not such a file.
    """
    return sorted(Coded(t, d, n, i, j, p, o, c, bool(a)) for t, d, n, i, j, p, o, c, a in _rows(path, _READ))


def verify(path: Path) -> list[str]:
    """What is wrong with a ``.dna`` file; empty when all is well."""
    faults = [str(row[0]) for row in _rows(path, "PRAGMA integrity_check") if row[0] != "ok"]
    faults += [f"{row[0]} {row[1]} refers to no {row[2]}" for row in _rows(path, "PRAGMA foreign_key_check")]
    tables = {row[0].upper() for row in _rows(path, "SELECT name FROM sqlite_master WHERE type = 'table'")}
    missing = {line.split("(")[0].split()[-1] for line in SCHEMA.split(";") if "CREATE TABLE" in line} - tables
    faults += [f"table {name} is missing" for name in sorted(missing)]
    if not faults:
        faults += [f"{row[0]} statements lack a value" for row in _rows(path, _BARE) if row[0]]
        faults += [f"statement {row[0]} ends beyond its text" for row in _rows(path, _BEYOND)]
    return faults


def _rows(path: Path, query: str) -> list[tuple[Any, ...]]:
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        try:
            return list(connection.execute(query))
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise KgError(f"not a DNA database: {error}", where=str(path)) from None
