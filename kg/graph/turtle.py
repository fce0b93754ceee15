r"""Turtle and TriG from sorted canonical N-Quads lines: strings to strings, nothing is parsed.

A literal of N-Quads is one of Turtle as it stands, so all that is left is to write each graph, subject and
predicate once and to shorten IRIs. Only plain names are shortened: escapes in them (``\\#``) are Turtle, but
the OWL API's parser, Protégé's, does not read them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_REMEMBERED = 100_000  # IRIs whose short names are kept


def trig(lines: Iterable[str], prefixes: Mapping[str, str]) -> bytes:
    """TriG of N-Quads lines, graph by graph.

    Args:
        lines: canonical N-Quads without line ends, sorted.
        prefixes: short name → namespace.
    """
    graphs = by_graph(lines)
    writer = Writer(prefixes)
    return "".join([writer.head(), *(p for g in sorted(graphs) for p in writer.graph(g, graphs[g]))]).encode()


def by_graph(lines: Iterable[str]) -> dict[str, list[str]]:
    """Graph (``<iri>``) → its triples, in the order of *lines*."""
    graphs: dict[str, list[str]] = {}
    last = ""
    bucket: list[str] = []
    for line in lines:
        triple, graph, _ = line.rsplit(" ", 2)
        if graph != last:  # a subject's lines stand together, and so does its graph, mostly
            last, bucket = graph, graphs.setdefault(graph, [])
        bucket.append(triple)
    return graphs


class Writer:
    """Writes triples piece by piece; each subject's must stand together."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._prefixes, self._short = prefixes, _Short(prefixes)

    def head(self) -> str:
        """The prefixes."""
        return "".join(f"@prefix {name}: <{namespace}> .\n" for name, namespace in sorted(self._prefixes.items()))

    def graph(self, graph: str, triples: Iterable[str]) -> Iterator[str]:
        """A graph of TriG."""
        yield f"\n{self._short[graph]} {{\n"
        yield from self.triples(triples)
        yield "}\n"

    def triples(self, triples: Iterable[str]) -> Iterator[str]:
        """Turtle of N-Triples without their final dot, in the order given."""
        short = self._short
        subject = predicate = end = ""
        for triple in triples:
            s, p, o = triple.split(" ", 2)
            if o[-1] == ">":
                o = short[o] if o[0] == "<" else _literal(o, short)
            if s != subject:
                yield f"{end}{short[s]} {short[p]} {o}"
                subject, predicate, end = s, p, " .\n"
            elif p != predicate:
                yield f" ;\n\t{short[p]} {o}"
                predicate = p
            else:
                yield f" ,\n\t\t{o}"
        yield end


def _literal(value: str, short: _Short) -> str:
    cut = value.rfind("^^<") + 2
    return value[:cut] + short[value[cut:]] if cut > 1 else value


class _Short(dict[str, str]):
    """``<iri>`` → its short name, or itself; looked up once."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._names = {namespace: name for name, namespace in prefixes.items()}
        super().__init__({_TYPE: "a"})

    def __missing__(self, iri: str) -> str:
        if len(self) > _REMEMBERED:
            self.clear()
            self[_TYPE] = "a"
        cut = max(iri.rfind("#"), iri.rfind("/")) + 1
        local, name = iri[cut:-1], self._names.get(iri[1:cut])
        self[iri] = short = f"{name}:{local}" if name is not None and _PLAIN.fullmatch(local) else iri
        return short
