"""Values to JSON and back: the public lines of ``kg extract``, and the exact records that a build remembers.

Two forms. :func:`public` is the contract that other programs read (documented in docs/reference, held by a
test). :func:`dump` and :func:`parse` round-trip :class:`~kg.model.Findings` and everything in them exactly.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, TypeVar

from kg.ids import text_sha256
from kg.model import ActorKind, Attribution, Findings, Span, Utterance

T = TypeVar("T")


def public(findings: Findings, name: str | None = None, notations: Mapping[str, str] | None = None) -> dict[str, Any]:
    """One article's findings as ``kg extract`` prints them.

    Args:
        findings: what was read out of one article.
        name: the path to print, where the article has several; default its first.
        notations: actor id → name to print, where names are known across articles; default the article's own.
    """
    article = findings.article
    names = {a.id: a.name for a in findings.actors} | dict(notations or {})
    return {
        "article": name or article.name,
        "title": article.title,
        "outlet": article.outlet,
        "published": article.published.isoformat() if article.published else None,
        "text_sha256": text_sha256(article.text),
        "attributions": [_attribution(u, names) for u in findings.utterances],
        "actors": [
            {
                "name": names[a.id],
                # the contract has five kinds; a document speaks without a name of its own
                "kind": str(ActorKind.UNNAMED if a.kind is ActorKind.DOCUMENT else a.kind),
                "aliases": list(a.aliases),
                "roles": sorted({f"{r.title}, {r.organisation}" if r.organisation else r.title for r in a.roles}),
            }
            for a in findings.actors
        ],
        "positions": [
            {
                "actor": names[p.actor],
                "issue": p.issue,
                "stance": str(p.stance),
                "evidence": [[e.start, e.end] if isinstance(e, Span) else e for e in p.evidence],
                "via": names[p.via] if p.via else None,
                "confidence": round(p.confidence, 2),
            }
            for p in findings.positions
        ],
    }


def _attribution(utterance: Utterance, names: Mapping[str, str]) -> dict[str, Any]:
    a: Attribution = utterance.attribution
    return {
        "id": a.id,
        "kind": str(a.kind),
        "act": str(a.act),
        "source": _pairs(a.source),
        "cue": _pairs(a.cue),
        "content": _pairs(a.content),
        "speakers": [names[s] for s in utterance.speakers],
        "parent": a.parent,
        "negated": a.negated,
        "confidence": round(a.confidence, 2),
    }


def _pairs(spans: tuple[Span, ...]) -> list[list[int]]:
    return [[s.start, s.end] for s in spans]


def dump(value: Any) -> Any:
    """A dataclass of :mod:`kg.model`, as plain JSON values without loss."""
    if isinstance(value, Span):
        return [value.start, value.end]
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: dump(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(dump(v) for v in value)
    if isinstance(value, tuple):
        return [dump(v) for v in value]
    return value


def parse(kind: type[T], data: Any) -> T:
    """The inverse of :func:`dump`.

    Raises:
        ValueError, KeyError, TypeError: *data* is not what :func:`dump` made of a *kind*.
    """
    return typing.cast("T", _parser(typing.cast("Any", kind))(data))


@cache
def _parser(kind: Any) -> Callable[[Any], Any]:
    """The function that parses a *kind*; made once, since looking types up costs far more than parsing."""
    origin, args = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return _union_parser(args)
    if origin is tuple and len(args) == 2 and args[1] is Ellipsis:
        each = _parser(args[0])
        return lambda data: tuple([each(d) for d in data])
    if origin is tuple:
        parsers = [_parser(a) for a in args]
        return lambda data: tuple(p(d) for p, d in zip(parsers, data, strict=True))
    if origin is frozenset:
        member = _parser(args[0])
        return lambda data: frozenset(member(d) for d in data)
    if kind is Span:
        return lambda data: Span(*data)
    if kind is date:
        return date.fromisoformat
    if is_dataclass(kind):
        return _record_parser(kind)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    return _value_parser(kind)


def _record_parser(kind: Any) -> Callable[[Any], Any]:
    hints = typing.get_type_hints(kind)
    parsers = [(f.name, _parser(hints[f.name])) for f in fields(kind)]  # in the order of the arguments
    return lambda data: kind(*[parse_field(data[name]) for name, parse_field in parsers])


def _value_parser(kind: Any) -> Callable[[Any], Any]:
    def value(data: Any) -> Any:
        if kind is float and type(data) is int:
            return float(data)
        if not isinstance(data, kind):
            raise TypeError(f"expected {kind.__name__}, got {type(data).__name__}")
        return data

    return value


def _union_parser(args: tuple[Any, ...]) -> Callable[[Any], Any]:
    rest = [a for a in args if a is not type(None)]
    if rest == [str, Span]:  # evidence: an attribution's id or a stretch of text
        return lambda data: data if data is None or isinstance(data, str) else Span(*data)
    inner = _parser(rest[0])
    return lambda data: None if data is None else inner(data)
