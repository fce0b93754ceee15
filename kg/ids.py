"""Identifiers from content: the same input gives the same name, always.

A minted id is base32 of the first 80 bits of SHA-256 over ``v1 ␟ kind ␟ parts`` (NFC, white space
collapsed): 16 letters and digits after a two-letter prefix that names the kind. No counter, no clock.
"""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata

_UNIT = "\x1f"  # ASCII unit separator: cannot stand in a part, since white space is collapsed
_SPACE = re.compile(r"[\s\x1c-\x1f]+")


def text_sha256(text: str) -> str:
    """SHA-256 of *text* in UTF-8, as 64 hex digits (lone surrogates kept as they are)."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def mint(prefix: str, kind: str, *parts: str) -> str:
    """``prefix-xxxxxxxxxxxxxxxx`` for *kind* and its key *parts*."""
    folded = [_SPACE.sub(" ", unicodedata.normalize("NFC", part)).strip() for part in parts]
    key = _UNIT.join(["v1", kind, *folded]).encode("utf-8", "surrogatepass")
    return f"{prefix}-{base64.b32encode(hashlib.sha256(key).digest()[:10]).decode().lower()}"


# Letters that NFKD does not take apart; the rest loses its marks below.
_LATIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i"})


def slug(name: str) -> str:
    """A readable, ASCII id of *name*: ``"Sørine Ulvskog"`` → ``"sorine-ulvskog"``.

    Names with nothing ASCII in them keep their meaning by a minted id (``n-…``), never an empty slug.
    """
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_LATIN))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = re.sub(r"['’.]", "", plain)
    ascii_ = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if not ascii_:
        return mint("n", "name", name)
    return ascii_ if ascii_[0].isalpha() else f"n-{ascii_}"  # rdflib splits names at leading digits
