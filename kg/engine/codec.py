"""Articles and findings as bytes and back: what passes between processes and lies in the state of a build.

Plain JSON, compressed where it is kept: reading a state from elsewhere runs no code.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from dataclasses import replace
from typing import Any

from kg import records
from kg.model import Actor, Article, Findings, Position, Utterance

_LEVEL = 3  # of zlib: a third of the size at a tenth of the time of the default


def article_bytes(article: Article) -> bytes:
    """*article* without its names, the same bytes for the same content."""
    return _json({k: v for k, v in records.dump(article).items() if k != "names"})


def parse_article(data: bytes, names: tuple[str, ...] = ()) -> Article:
    """The inverse of :func:`article_bytes`."""
    return replace(records.parse(Article, json.loads(data) | {"names": []}), names=names)


def key_of(data: bytes) -> str:
    """SHA-256 of an article's bytes: equal for equal content and metadata, whatever the file is called."""
    return hashlib.sha256(data).hexdigest()


def findings_bytes(findings: Findings) -> bytes:
    """*findings* without the article."""
    return _json(
        {
            "utterances": records.dump(findings.utterances),
            "actors": records.dump(findings.actors),
            "positions": records.dump(findings.positions),
        }
    )


def parse_findings(article: Article, data: bytes) -> Findings:
    """The inverse of :func:`findings_bytes`, for *article*."""
    parts = json.loads(data)
    return Findings(
        article,
        tuple(records.parse(Utterance, u) for u in parts["utterances"]),
        tuple(records.parse(Actor, a) for a in parts["actors"]),
        tuple(records.parse(Position, p) for p in parts["positions"]),
    )


def pack(data: bytes) -> bytes:
    """*data* compressed."""
    return zlib.compress(data, _LEVEL)


def unpack(data: bytes) -> bytes:
    """The inverse of :func:`pack`."""
    return zlib.decompress(data)


def _json(value: Any) -> bytes:
    # ASCII, so that a lone surrogate in a damaged text survives
    return json.dumps(value, separators=(",", ":"), sort_keys=True).encode("ascii")
