"""The answer to a question, and its forms: rows, a table for people, CSV, SPARQL's JSON, Turtle."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pyoxigraph as px

from kg.errors import QueryError
from kg.graph.export import prefixes

FORMATS = ("table", "csv", "json", "ttl")
_DATE_TIME = "http://www.w3.org/2001/XMLSchema#dateTime"


@dataclass(frozen=True, slots=True)
class Term:
    """A value of an answer, as SPARQL's JSON results give it: ``type`` is uri, literal or bnode."""

    type: str
    value: str
    datatype: str | None = None
    language: str | None = None

    @property
    def shown(self) -> str:
        """For people: a day for midnight, a short name for an IRI."""
        if self.datatype == _DATE_TIME and self.value.endswith(("T00:00:00Z", "T00:00:00+00:00")):
            return self.value.split("T", 1)[0]
        if self.type == "uri":
            for prefix, namespace in prefixes().items():
                if self.value.startswith(namespace):
                    return f"{prefix}:{self.value.removeprefix(namespace)}"
        return self.value


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question gives.

    Attributes:
        form: SELECT, ASK or CONSTRUCT.
        variables: names of the columns; subject, predicate, object for CONSTRUCT.
        rows: one Term or None a column.
        truth: of ASK.
        triples: canonical N-Triples lines of CONSTRUCT, sorted.
    """

    form: str
    variables: tuple[str, ...] = ()
    rows: tuple[tuple[Term | None, ...], ...] = ()
    truth: bool | None = None
    triples: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.rows)

    def table(self) -> tuple[list[str], list[list[str]]]:
        """Head and cells, as shown to people."""
        if self.truth is not None:
            return ["answer"], [["yes" if self.truth else "no"]]
        return list(self.variables), [[term.shown if term else "" for term in row] for row in self.rows]

    def text(self, format_: str = "table") -> str:
        """In one of :data:`FORMATS` ("table" as aligned text, where no terminal draws it).

        Raises:
            QueryError: an unknown format, or Turtle of something that is no graph.
        """
        match format_:
            case "table":
                return _aligned(*self.table())
            case "csv":
                return self._csv()
            case "json":
                return json.dumps(self._json(), ensure_ascii=False, indent=1) + "\n"
            case "ttl" if self.form in {"CONSTRUCT", "DESCRIBE"}:
                return self._turtle()
            case "ttl":
                raise QueryError(f"a {self.form} has no triples to write as Turtle", remedy="--format csv, say")
        raise QueryError(f"unknown format {format_!r}", remedy="one of: " + ", ".join(FORMATS))

    def _csv(self) -> str:
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        if self.truth is not None:
            writer.writerows([["answer"], ["true" if self.truth else "false"]])
        else:
            writer.writerow(self.variables)
            writer.writerows([term.value if term else "" for term in row] for row in self.rows)
        return out.getvalue()

    def _json(self) -> dict[str, Any]:
        if self.truth is not None:
            return {"head": {}, "boolean": self.truth}
        rows = [
            {name: _plain(term) for name, term in zip(self.variables, row, strict=True) if term} for row in self.rows
        ]
        return {"head": {"vars": list(self.variables)}, "results": {"bindings": rows}}

    def _turtle(self) -> str:
        triples = px.parse("\n".join(self.triples) + "\n", format=px.RdfFormat.N_TRIPLES)
        statements = (quad.triple for quad in triples)
        return (px.serialize(statements, format=px.RdfFormat.TURTLE, prefixes=prefixes()) or b"").decode()


def from_json(data: bytes, form: str) -> Answer:
    """From SPARQL 1.1 Query Results JSON."""
    found = json.loads(data)
    if "boolean" in found:
        return Answer(form, truth=bool(found["boolean"]))
    names = tuple(found["head"].get("vars", ()))
    rows = tuple(tuple(_term(row.get(name)) for name in names) for row in found["results"]["bindings"])
    return Answer(form, names, rows)


def from_triples(data: bytes, form: str) -> Answer:
    """From N-Triples."""
    triples = sorted({str(quad.triple) for quad in px.parse(data, format=px.RdfFormat.N_TRIPLES)})
    parsed = list(px.parse("".join(f"{t} .\n" for t in triples), format=px.RdfFormat.N_TRIPLES))
    rows = tuple(tuple(_from_oxigraph(term) for term in quad.triple) for quad in parsed)
    return Answer(form, ("subject", "predicate", "object"), rows, triples=tuple(f"{t} ." for t in triples))


def _from_oxigraph(term: Any) -> Term:
    if isinstance(term, px.Literal):
        return Term("literal", term.value, term.datatype.value, term.language)
    return Term("uri" if isinstance(term, px.NamedNode) else "bnode", term.value)


def _term(cell: dict[str, str] | None) -> Term | None:
    if cell is None:
        return None
    kind = "literal" if cell["type"] == "typed-literal" else cell["type"]
    return Term(kind, cell["value"], cell.get("datatype"), cell.get("xml:lang"))


def _plain(term: Term) -> dict[str, str]:
    cell = {"type": term.type, "value": term.value}
    if term.language:
        cell["xml:lang"] = term.language
    elif term.datatype and not term.datatype.endswith("#string"):
        cell["datatype"] = term.datatype
    return cell


def _aligned(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    table = [head, *([" ".join(cell.split()) for cell in row] for row in rows)]  # a line break would end the row
    widths = [max(len(row[i]) for row in table) for i in range(len(head))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in table]
    return "".join(f"{line}\n" for line in lines)
