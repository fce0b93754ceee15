"""RDF terms as N-Quads text: the canonical form of RDF 1.2 (which escapes, and in which way)."""

from __future__ import annotations

import re
from urllib.parse import quote

from kg.errors import GraphError

XSD = "http://www.w3.org/2001/XMLSchema#"

# Canonical N-Quads: these by letter, the other control characters by number, all else as it is.
_ESCAPES = {chr(i): f"\\u{i:04X}" for i in (*range(0x20), 0x7F)} | {
    "\b": "\\b",
    "\t": "\\t",
    "\n": "\\n",
    "\f": "\\f",
    "\r": "\\r",
    '"': '\\"',
    "\\": "\\\\",
}
_TABLE = str.maketrans(_ESCAPES)
_NEEDS_ESCAPE = re.compile(r'[\x00-\x1f\x7f"\\]')
_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]+")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\\ud800-\udfff]*")


def iri(value: str) -> str:
    """``<value>``.

    Raises:
        GraphError: *value* is no absolute IRI (a space in it, no scheme, …).
    """
    if not _IRI.fullmatch(value):
        raise GraphError(f"not an absolute IRI: {value[:80]!r}")
    return f"<{value}>"


def string(text: str) -> str:
    """A plain literal.

    Raises:
        GraphError: *text* holds half of a surrogate pair, which no RDF format can carry.
    """
    if _NEEDS_ESCAPE.search(text):
        text = text.translate(_TABLE)
    if not text.isascii() and (found := _SURROGATE.search(text)):
        raise GraphError(
            f"character {found.start()} is half of a surrogate pair (U+{ord(found.group()):04X}), not text",
            remedy="save the article as valid UTF-8",
        )
    return f'"{text}"'


def typed(value: str, datatype: str) -> str:
    """A literal of the XML Schema type *datatype* (``"integer"``)."""
    return f"{string(value)}^^<{XSD}{datatype}>"


def decimal(value: float) -> str:
    """A confidence: two decimals, xsd:decimal, in XSD 1.1's canonical form, so that stores give it back as it is."""
    return typed(f"{value:.2f}".rstrip("0").removesuffix("."), "decimal")


def uri(value: str) -> str:
    """An xsd:anyURI, with what may not stand in one percent-encoded."""
    return typed(quote(value, safe="!#$%&'()*+,/:;=?@[]~"), "anyURI")


def segment(name: str) -> str:
    """*name* as one segment of an IRI's path."""
    if _UNRESERVED.fullmatch(name):
        return name
    return quote(name.encode("utf-8", "surrogatepass"), safe="-._~")
