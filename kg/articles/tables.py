"""Articles in rows: JSON Lines, JSON and CSV, with the columns named by the user or guessed from common names."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

from kg.articles import dates
from kg.articles.assemble import Details, assemble
from kg.articles.sources import MAX_BYTES, Source
from kg.articles.text import decode
from kg.errors import ReadError
from kg.model import Article

# Names that corpora and scrapers give to these columns, the likeliest first; compared without case, "_" and "-".
_COMMON: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "articlebody", "body", "maintext", "fulltext", "articletext", "content", "article", "story"),
    "title": ("title", "headline", "head"),
    "outlet": ("outlet", "publisher", "publication", "sourcename", "source", "newspaper", "site", "domain"),
    "published": (
        "published",
        "datepublished",
        "publishedat",
        "publicationdate",
        "pubdate",
        "publishdate",
        "date",
        "day",
    ),
    "url": ("url", "link", "sourceurl", "canonicalurl", "permalink"),
}
FIELDS = tuple(_COMMON)
_MOST_BAD = 50  # lines without an article among them, after which a file is taken for something else
_LARGEST_JSON = 200_000_000  # bytes of a JSON file, which has to be read whole; JSON Lines have no limit


class JsonReader:
    """One article per line (JSON Lines), or per member of one list (JSON)."""

    name = "JSON Lines"
    suffixes = (".jsonl", ".ndjson", ".json")

    def recognises(self, head: bytes, named: bool) -> bool:
        """By its name, or by an object or a list of objects at its start."""
        start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
        return named or start.startswith(b"{") or (start.startswith(b"[") and start[1:].lstrip().startswith(b"{"))

    def read(self, source: Source) -> Iterator[Article | ReadError]:
        """The articles of *source*, called ``file#line`` or ``file#position``."""
        if source.name.lower().endswith(".json") or source.head(1).strip() == b"[":
            yield from _json(source)
            return
        bad, good = 0, False
        for number, line in _lines(source):
            found = line if isinstance(line, ReadError) else _from_json(line, f"{source.name}#{number}", source)
            if found is None:
                continue
            yield found
            good |= isinstance(found, Article)
            bad += 1
            if bad == _MOST_BAD and not good:
                reason = f"the rest was not read: none of the first {number} lines is an article"
                yield ReadError(reason, where=source.name)
                return


class CsvReader:
    """One article per row; the first row names the columns."""

    name = "CSV"
    suffixes = (".csv", ".tsv")

    def recognises(self, head: bytes, named: bool) -> bool:
        """By its name alone: any text could be a table."""
        return named and not head.startswith(b"PK")

    def read(self, source: Source) -> Iterator[Article | ReadError]:
        """The articles of *source*, called ``file#row``; the row under the heading is 1."""
        csv.field_size_limit(MAX_BYTES)
        sample, encoding = _sample(source)
        delimiter = "\t" if source.name.lower().endswith(".tsv") else _delimiter(sample)
        with source.open() as stream:
            rows = csv.DictReader(io.TextIOWrapper(stream, encoding, newline=""), delimiter=delimiter)
            number = 0
            while True:
                number += 1
                where = f"{source.name}#{number}"
                try:
                    row = next(rows)
                except StopIteration:
                    return
                except (csv.Error, UnicodeDecodeError) as error:
                    yield ReadError(f"not a table from here on: {error}", where=where)
                    return
                yield _from_row({k: v for k, v in row.items() if isinstance(k, str)}, where, source)


def _json(source: Source) -> Iterator[Article | ReadError]:
    text, _ = decode(source.read(_LARGEST_JSON), source.name)
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        lines = text.splitlines()
        if len(lines) > 1 and lines[0].rstrip().endswith("}"):  # JSON Lines under the wrong name
            for number, line in enumerate(lines, 1):
                found = _from_json(line.encode("utf-8", "surrogatepass"), f"{source.name}#{number}", source)
                if found is not None:
                    yield found
            return
        raise ReadError(f"not valid JSON: {error}", where=source.name) from error
    if isinstance(data, dict):
        lists = [v for v in data.values() if isinstance(v, list) and v and isinstance(v[0], dict)]
        single = _pick(data, dict(source.columns), "text") is not None
        data = [data] if single or not lists else max(lists, key=len)
    for number, row in enumerate(data if isinstance(data, list) else [data], 1):
        yield _from_row(row, f"{source.name}#{number}", source)


def _lines(source: Source) -> Iterator[tuple[int, bytes | ReadError]]:
    """Lines of any file without ever holding more than one article may have."""
    with source.open() as stream:
        number = 0
        while line := stream.readline(MAX_BYTES + 1):
            number += 1
            if len(line) > MAX_BYTES:
                while len(line) > MAX_BYTES and not line.endswith(b"\n"):
                    line = stream.readline(MAX_BYTES + 1) or b"\n"
                limit = f"{MAX_BYTES / 1e6:.0f} MB"
                yield number, ReadError(f"line too long: the limit is {limit}", where=f"{source.name}#{number}")
            else:
                yield number, line


def _from_json(line: bytes, where: str, source: Source) -> Article | ReadError | None:
    """The article in a line; None where the line is blank."""
    if not line.strip():
        return None
    try:
        return _from_row(json.loads(line), where, source)
    except (ValueError, RecursionError) as error:
        return ReadError(f"not valid JSON: {str(error)[:120]}", where=where)


def _from_row(row: Any, where: str, source: Source) -> Article | ReadError:
    columns = dict(source.columns)
    if not isinstance(row, dict):
        return ReadError("not an object with named fields", where=where)
    text = _pick(row, columns, "text")
    if not isinstance(text, str):
        wanted = columns.get("text")
        reason = f"no column {wanted!r} with the text" if wanted else "no column that holds the text"
        names = ", ".join(str(k) for k in list(row)[:12])
        return ReadError(reason, where=where, remedy=f"name it with --text-column; there are: {names}"[:300])
    url = _pick(row, columns, "url")
    try:
        return assemble(
            text,
            Details(
                name=where,
                title=_string(_pick(row, columns, "title")),
                outlet=_string(_pick(row, columns, "outlet")),
                published=day(_pick(row, columns, "published")),
                url=url if isinstance(url, str) and url.startswith(("http://", "https://")) else None,
            ),
        )
    except ReadError as error:
        return error


def _pick(row: dict[Any, Any], columns: Mapping[str, str], field: str) -> Any:
    """The value of *field*: from the column the user named, else from the first with a common name."""
    if field in columns:
        return row.get(columns[field])
    folded = {str(k).lower().replace("_", "").replace("-", "").replace(" ", ""): v for k, v in row.items()}
    there = [folded[n] for n in _COMMON[field] if folded.get(n) is not None]
    return next((v for v in there if v), there[0] if there else None)


def _string(value: Any) -> str | None:
    if isinstance(value, dict):
        value = value.get("name")
    return " ".join(value.split()) or None if isinstance(value, str) else None


def day(value: Any) -> date | None:
    """A date from text, or from seconds or milliseconds since 1970 (UTC); None where it is none."""
    if isinstance(value, str):
        found = dates.find(value)
        return found[0] if found else None
    if isinstance(value, int | float) and not isinstance(value, bool):
        seconds = value / 1000 if abs(value) > 1e11 else value
        try:
            return datetime.fromtimestamp(seconds, UTC).date()
        except (ValueError, OverflowError, OSError):
            return None
    return None


def _sample(source: Source) -> tuple[str, str]:
    """The first characters of a table and the encoding to read all of it in."""
    head = source.head(65536)
    if b"\n" in head:
        head = head[: head.rindex(b"\n") + 1]  # a cut character at the end would look like damage
    text, encoding = decode(head, source.name)
    if encoding.startswith("utf-8"):
        return text, "utf-8-sig"
    return text, {"utf-16-le": "utf-16", "utf-16-be": "utf-16"}.get(encoding, encoding)


def _delimiter(sample: str) -> str:
    first = sample.splitlines()[0]
    return max(",;\t|", key=first.count)
