"""Export without the articles' text, and the way back.

Rights: an article's words are its author's. What stays is what was said in quotation marks, names, and for
everything else offsets and hashes; whoever has the articles puts the rest back and gets the same bytes.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import pyoxigraph as px

from kg import articles
from kg.errors import GraphError, KgError
from kg.graph.build import fixed_from, rewritten
from kg.graph.export import serialize
from kg.graph.iris import BASE
from kg.graph.load import from_lines
from kg.graph.store import quad_lines
from kg.graph.terms import string
from kg.graph.vocab import KG, PREFIXES
from kg.graph.write import DASH
from kg.ids import text_sha256

_OA, _RDFS = PREFIXES["oa"], PREFIXES["rdfs"]
_DROPPED = {f"{_OA}prefix", f"{_OA}suffix", str(KG.cue), str(KG.sourceText)}
_HASHED = {f"{_OA}exact", str(KG.text), str(KG.headline)}
_LABELLED = {"TextSpan", "Attribution", "Quote", "Utterance", "Article"}
_WORDS = re.compile(r'"((?:[^"\\]|\\.)*)"')


def export_graph(where: str | Path, format_: str, *, no_text: bool = False, base: str = BASE) -> bytes:
    """The graph in one of :data:`kg.graph.export.FORMATS`.

    Args:
        where: a build folder or a graph file.
        format_: a file ending: nq, trig, ttl, nt, rdf, jsonld.
        no_text: leave out the articles' words but for direct quotations.
        base: where the data's IRIs begin, for short names.

    Raises:
        GraphError: no graph there, an unknown format, or text that the format cannot hold.
    """
    lines = quad_lines(where)
    return serialize(without_text(lines) if no_text else lines, format_, base=base)


def join_text(where: str | Path, sources: Sequence[str | Path], format_: str = "nq", *, base: str = BASE) -> bytes:
    """The graph with the text put back from the articles it was made of: the same bytes as before.

    Args:
        where: a graph exported without text.
        sources: files or folders that hold the articles.
        format_: a file ending.
        base: where the data's IRIs begin.

    Raises:
        GraphError: an article is not among the sources, or the words are not those that were hashed.
    """
    return serialize(with_text(quad_lines(where), sources, base=base), format_, base=base)


def without_text(lines: Sequence[str]) -> list[str]:
    """N-Quads lines without the articles' words, sorted."""
    kind, direct = _kinds(lines), _direct(lines)
    kept: set[str] = set()
    for line in lines:
        subject, predicate, rest = line.split(" ", 2)
        node, name = subject[1:-1], predicate[1:-1]
        if name in _DROPPED:
            continue
        if node not in direct:
            if name in _HASHED:
                rest = _hashed(rest)
                predicate = f"<{KG.exactSha256}>"
            elif name == f"{_RDFS}label" and kind.get(node) in _LABELLED:
                rest = _relabelled(rest, kind[node], node)
        kept.add(f"{subject} {predicate} {rest}")
    return sorted(kept)


def with_text(lines: Sequence[str], sources: Sequence[str | Path], *, base: str = BASE) -> list[str]:
    """The lines as they were before :func:`without_text`."""
    found = {}
    for one in articles.read([str(s) for s in sources]):
        if not isinstance(one, KgError):
            found[text_sha256(one.text)] = one
    loaded = from_lines(lines, {h: a.text for h, a in found.items()})
    titles, hashed = {}, _values(lines, str(KG.exactSha256))
    for article, hash_ in _values(lines, str(KG.textSha256)).items():
        if hash_ not in found:
            name = _values(lines, str(KG.fileName)).get(article, article)
            raise GraphError("its text is not among the sources", where=name, remedy="give --join the articles")
        if article in hashed:
            titles[hash_] = found[hash_].title
    joined = rewritten(loaded, fixed_from(lines), titles=titles, base=base)
    if without_text(joined) != sorted(lines):
        raise GraphError("the words do not fit the hashes", remedy="is this the graph of these articles?")
    return joined


def _relabelled(rest: str, kind: str, node: str) -> str:
    """A label that says what the node is; an attribution's keeps the names of its speakers."""
    match = _WORDS.match(rest)
    assert match is not None
    label = _label(kind, node)
    if kind == "Attribution" and DASH in match.group():
        label = f"{match.group(1).split(DASH, 1)[0]}{DASH}{label}"
    return f'"{label}"{rest[match.end() :]}'


def _label(kind: str, node: str) -> str:
    return f"{kind} {re.split(r'[/=]', node)[-1]}"


def _hashed(rest: str) -> str:
    match = _WORDS.match(rest)
    assert match is not None
    literal = next(iter(px.parse(f"<x:s> <x:p> {match.group()} .", format=px.RdfFormat.N_TRIPLES))).object
    return string(text_sha256(literal.value)) + rest[match.end() :]


def _kinds(lines: Sequence[str]) -> dict[str, str]:
    type_ = f"<{PREFIXES['rdf']}type> <{KG._NS}"  # noqa: SLF001
    found: dict[str, str] = {}
    for line in lines:
        subject, rest = line.split(" ", 1)
        if rest.startswith(type_):
            found[subject[1:-1]] = rest[len(type_) :].split(">", 1)[0]
    return found


def _direct(lines: Sequence[str]) -> set[str]:
    """Quotes that stand in quotation marks wherever they appear, and the utterances worded like them."""
    types = _values(lines, str(KG.quotationType))
    quotes: dict[str, set[str]] = defaultdict(set)
    for attribution, quote in _values(lines, str(KG.content)).items():
        quotes[quote].add(types.get(attribution, ""))
    kept = {quote for quote, found in quotes.items() if found == {str(KG.Direct)}}
    text = _literals(lines, str(KG.text))
    words = {text[q] for q in kept if q in text}
    return kept | {node for node, value in text.items() if "/utterance/" in node and value in words}


def _values(lines: Sequence[str], predicate: str) -> dict[str, str]:
    """By subject: its object (an IRI or the words of a literal), for a predicate with one value."""
    middle = f"> <{predicate}> "
    found = {}
    for line in lines:
        if middle in line:
            subject, rest = line.split(middle, 1)
            found[subject[1:]] = rest.split(" ", 1)[0].strip('<>"')
    return found


def _literals(lines: Sequence[str], predicate: str) -> dict[str, str]:
    middle = f"> <{predicate}> "
    return {line.split(middle, 1)[0][1:]: line.split(middle, 1)[1] for line in lines if middle in line}
