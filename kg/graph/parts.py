"""What a build keeps for the next one, in ``.kg/graph.sqlite``: where each named graph stands in the files, and more.

``kg.trig`` and ``kg.ttl`` hold each graph as one stretch; ``kg.nq`` holds its lines among the others', in order. The
file is one transaction a build, and holds only for the files that it was written with: where they are others, or the
file is damaged, nothing is known and all is made anew.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from kg.errors import KgError
from kg.files import write_text

LEDGER = ".kg/graph.sqlite"
SEAL = ".kg/graph.sha256"  # of the former, so that damage of any kind is seen
FILES = ("kg.nq", "kg.trig", "kg.ttl")

Stretch = tuple[int, int]  # first byte and length


@dataclass(frozen=True, slots=True)
class Part:
    """One graph's place in the files.

    Attributes:
        key: stands for all that it was made from; empty for a graph of the collection.
        trig, ttl: its stretches; a graph of the collection has none of its own in ``kg.ttl``.
        quads: how many lines it has in ``kg.nq``.
    """

    key: str
    trig: Stretch
    ttl: Stretch
    quads: int


class Ledger:
    """What is kept, of the build in *out*.

    Args:
        out: the build folder.
        context: stands for all that the files depend on besides their articles; another one starts afresh.

    Attributes:
        db: the tables, in a transaction; None where nothing is kept.
        is_fresh: whether nothing is known.
        parts: graph (``<iri>``) → its place in the files of the build before.
        shared: the stretch of the collection's graphs in ``kg.ttl``.

    Raises:
        KgError: the folder cannot be written to.
    """

    def __init__(self, out: Path, context: str) -> None:
        self._out, self._context = out, context
        self._path = out / LEDGER
        self.parts: dict[str, Part] = {}
        self.shared: Stretch = (0, 0)
        self.db: sqlite3.Connection | None = None
        if context:
            try:
                self._path.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise KgError(f"cannot write: {error.strerror}", where=str(out)) from None
            self.db = self._opened()
        self.is_fresh = not self.parts

    def _opened(self) -> sqlite3.Connection:
        db = self._connected()
        try:
            row = db.execute("SELECT data FROM ledger").fetchone()
            data = json.loads(row[0])
            is_ours = data["context"] == self._context and data["files"] == stamps(self._out)
            if is_ours and (self._out / SEAL).read_text("utf-8") == _sha256(self._path):
                self.parts = {g: Part(key, tuple(a), tuple(b), n) for g, (key, a, b, n) in data["parts"].items()}
                self.shared = tuple(data["shared"])
                return db
        except (sqlite3.DatabaseError, OSError, ValueError, KeyError, TypeError, AttributeError):
            self.parts = {}
        db.close()
        self.forget()
        return self._connected()

    def _connected(self) -> sqlite3.Connection:
        db = sqlite3.connect(self._path, isolation_level=None)
        with suppress(sqlite3.DatabaseError):  # what is no database shows when it is read
            db.execute("PRAGMA synchronous=NORMAL")
            db.execute("PRAGMA cache_size=-65536")
            db.execute("BEGIN IMMEDIATE")
        return db

    def start_afresh(self) -> None:
        """Forgets all that is known."""
        if self.db is not None:
            self.db.close()
            self.forget()
            self.db = self._connected()
        self.parts, self.is_fresh = {}, True

    def forget(self) -> None:
        """Removes what was kept."""
        for suffix in ("", "-journal"):
            self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)

    def remember(self, parts: dict[str, Part], shared: Stretch) -> None:
        """Keeps all for the next build: call it when the files are in their places."""
        if self.db is None:
            return
        rows = {graph: [p.key, p.trig, p.ttl, p.quads] for graph, p in parts.items()}
        data = {"context": self._context, "files": stamps(self._out), "parts": rows, "shared": shared}
        self.db.execute("CREATE TABLE IF NOT EXISTS ledger(one INTEGER PRIMARY KEY, data TEXT)")
        self.db.execute("INSERT OR REPLACE INTO ledger VALUES(1, ?)", (json.dumps(data, separators=(",", ":")),))
        self.db.execute("COMMIT")
        write_text(self._out / SEAL, _sha256(self._path))

    def close(self) -> None:
        """Lets go of the file; what was not remembered is undone."""
        if self.db is not None:
            self.db.close()


class Spool:
    """Stretches of text on disk until they find their place in a file."""

    def __init__(self, folder: Path) -> None:
        self.file: IO[bytes] = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115
        self._end = 0

    def keep(self, data: bytes) -> Stretch:
        """Where *data* lies."""
        start, self._end = self._end, self._end + len(data)
        self.file.write(data)
        return start, len(data)

    def read(self, stretch: Stretch) -> bytes:
        """What lies there."""
        self.file.seek(stretch[0])
        return self.file.read(stretch[1])


class Placed:
    """A file in the writing that knows how far it is."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.end = 0

    def write(self, data: bytes) -> Stretch:
        """Adds *data*; where it lies."""
        start, self.end = self.end, self.end + len(data)
        self._file.write(data)
        return start, len(data)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def stamps(out: Path) -> list[Any]:
    """Size and time of the files: what tells whether somebody has changed one."""
    found = [(out / name).stat() for name in FILES]
    return [[one.st_size, one.st_mtime_ns] for one in found]
