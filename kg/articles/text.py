"""Plain text, and how bytes become text: offsets point into what :func:`decode` returns, so it changes nothing else."""

from __future__ import annotations

import codecs
from collections.abc import Iterator

from kg.articles.assemble import TEXT_WANTED, Details, assemble
from kg.articles.sources import Source
from kg.errors import ReadError
from kg.model import Article

# The longest first: the mark of UTF-32-LE begins with that of UTF-16-LE.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 64_000  # bytes that the detector looks at: longer costs time, not accuracy
_CLOSE = 0.05  # of charset-normalizer's measure of mess, 0..1
_FEW_BAD_BYTES = 0.01  # of a file otherwise in UTF-8: damaged, not in another encoding
_BINARY = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a zip archive",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x7fELF": "a program",
    b"MZ\x90": "a program",
    b"\xd0\xcf\x11\xe0": "an old office document",
}


class TextReader:
    """One article per file of plain text; also the reader of last resort."""

    name = "text"
    suffixes = (".txt", ".text")

    def recognises(self, head: bytes, named: bool) -> bool:  # noqa: ARG002
        """Any bytes may be text; :func:`decode` decides."""
        return True

    def read(self, source: Source) -> Iterator[Article | ReadError]:
        """The one article in *source*."""
        text, encoding = decode(source.read(), source.name)
        yield assemble(text, Details(name=source.name, encoding=encoding))


def decode(data: bytes, name: str = "") -> tuple[str, str]:
    """The text of *data* and the name of its encoding.

    Line ends are kept as they are; a byte-order mark is not part of the text. What is not UTF-8 is
    detected by charset-normalizer; a file in UTF-8 with a few damaged bytes has U+FFFD for each and
    says so in the encoding's name.

    Raises:
        ReadError: *data* is empty or no text.
    """
    if not data.strip():
        raise ReadError("the file is empty", where=name)
    if kind := binary_kind(data):
        raise ReadError(f"not a text but {kind}", where=name, remedy=TEXT_WANTED)
    text, encoding = _decode(data, name)
    if not text.strip():
        raise ReadError("the file is empty", where=name)
    return text, encoding


def binary_kind(data: bytes) -> str | None:
    """What a well-known kind of binary file *data* is by its first bytes, or None."""
    return next((kind for magic, kind in _BINARY.items() if data.startswith(magic)), None)


def _decode(data: bytes, name: str) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding), encoding
            except UnicodeDecodeError as error:
                if encoding != "utf-8":
                    raise ReadError(f"marked as {encoding}, but is not: {error.reason}", where=name) from error
    if b"\0" in data:
        wide = _wide(data)
        if wide is None:
            raise ReadError("not a text: it holds NUL bytes", where=name, remedy=TEXT_WANTED)
        return wide
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    return _damaged(data) or _detected(data, name)


def _wide(data: bytes) -> tuple[str, str] | None:
    """UTF-16 without a mark: in English nearly every second byte is NUL."""
    if len(data) % 2:
        return None
    for encoding, zeros in (("utf-16-le", data[1::2]), ("utf-16-be", data[0::2])):
        if zeros.count(0) > 0.7 * len(zeros):
            try:
                return data.decode(encoding), encoding
            except UnicodeDecodeError:
                return None
    return None


def _damaged(data: bytes) -> tuple[str, str] | None:
    """UTF-8 with a few bad bytes: more characters beyond ASCII decode than do not."""
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(c > "\x7f" for c in text) - bad
    if bad <= _FEW_BAD_BYTES * len(text) and good > bad:
        return text, f"utf-8 ({bad} damaged)"
    return None


def _detected(data: bytes, name: str) -> tuple[str, str]:
    """The encoding that charset-normalizer finds; of equals, the one of Western office software."""
    from charset_normalizer import from_bytes

    found = from_bytes(data[:_SAMPLE])
    best = found.best()
    if best is None:
        raise ReadError("not a text in any known encoding", where=name, remedy="save it as UTF-8")
    # Single-byte encodings of the West differ in few bytes; English text with curly marks is cp1252 in practice.
    likely = next((m for m in found if "cp1252" in (m.encoding, *m.could_be_from_charset)), None)
    chosen = "cp1252" if likely and likely.chaos <= best.chaos + _CLOSE else best.encoding
    for encoding in (chosen, "cp1252", "latin-1"):
        try:
            return data.decode(encoding), encoding.replace("_", "-")
        except UnicodeDecodeError:
            continue
    raise ReadError("not a text in any known encoding", where=name, remedy="save it as UTF-8")
