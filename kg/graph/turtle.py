r"""Turtle and TriG from sorted canonical N-Quads lines: strings to strings, nothing is parsed.

A literal of N-Quads is one of Turtle as it stands, so all that is left is to write each graph, subject and
predicate once and to shorten IRIs. Only plain names are shortened: escapes in them (``\\#``) are Turtle, but
the OWL API's parser, Protégé's, does not read them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"


def trig(lines: Iterable[str], prefixes: Mapping[str, str]) -> bytes:
    """TriG of N-Quads lines, graph by graph.

    Args:
        lines: canonical N-Quads without line ends, sorted.
        prefixes: short name → namespace.
    """
    short = _Short(prefixes)
    graphs: dict[str, list[str]] = {}
    last = ""
    bucket: list[str] = []
    for line in lines:
        triple, graph, _ = line.rsplit(" ", 2)
        if graph != last:  # a subject's lines stand together, and so does its graph, mostly
            last, bucket = graph, graphs.setdefault(graph, [])
        bucket.append(triple)
    out = [_head(prefixes)]
    for graph in sorted(graphs):
        out.append(f"\n{short[graph]} {{\n")
        _write(out, graphs[graph], short)
        out.append("}\n")
    return "".join(out).encode()


def turtle(triples: Iterable[str], prefixes: Mapping[str, str]) -> bytes:
    """Turtle of N-Triples without their final dot, in the order given; each subject's must stand together."""
    out = [_head(prefixes), "\n"]
    _write(out, triples, _Short(prefixes))
    return "".join(out).encode()


def _head(prefixes: Mapping[str, str]) -> str:
    return "".join(f"@prefix {name}: <{namespace}> .\n" for name, namespace in sorted(prefixes.items()))


def _write(out: list[str], triples: Iterable[str], short: _Short) -> None:
    subject = predicate = ""
    append, end = out.append, ""
    for triple in triples:
        s, p, o = triple.split(" ", 2)
        if o[-1] == ">":
            o = short[o] if o[0] == "<" else _literal(o, short)
        if s != subject:
            append(f"{end}{short[s]} {short[p]} {o}")
            subject, predicate, end = s, p, " .\n"
        elif p != predicate:
            append(f" ;\n\t{short[p]} {o}")
            predicate = p
        else:
            append(f" ,\n\t\t{o}")
    append(end)


def _literal(value: str, short: _Short) -> str:
    cut = value.rfind("^^<") + 2
    return value[:cut] + short[value[cut:]] if cut > 1 else value


class _Short(dict[str, str]):
    """``<iri>`` → its short name, or itself; looked up once."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._names = {namespace: name for name, namespace in prefixes.items()}
        super().__init__({_TYPE: "a"})

    def __missing__(self, iri: str) -> str:
        cut = max(iri.rfind("#"), iri.rfind("/")) + 1
        local, name = iri[cut:-1], self._names.get(iri[1:cut])
        self[iri] = short = f"{name}:{local}" if name is not None and _PLAIN.fullmatch(local) else iri
        return short
