"""Questions: named ones that ship with kg, a file of the user's, or SPARQL text; with values bound as terms.

A named question is a ``.rq`` file that runs as it is in any SPARQL engine. Its header::

    #+ title: Who said what about an issue
    #+ description: One or more sentences.
    #+ param issue (issue): which one; all where it is not given
    #+ example: kg query who-said-what-about --issue strike

and, for each parameter, a line ``VALUES ?issue { UNDEF }`` of its own. Binding replaces UNDEF by a term
that Oxigraph's own classes write, never by the user's text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as px
from rdflib import Dataset

from kg import resources
from kg.errors import QueryError
from kg.graph import resolve
from kg.graph.answers import Answer
from kg.graph.export import prefixes
from kg.graph.safety import insertion
from kg.graph.sources import Source, source

_HEADER = re.compile(r"^#\+\s*(title|description|example|param)\b:?\s*(.*)$")
_PARAM = re.compile(r"(\w+)\s*\((\w+)\)(?:\s*=\s*([^:]*?))?\s*:\s*(.*)")
_SLOT = re.compile(r"^[ \t]*VALUES[ \t]+\?(\w+)[ \t]*\{[ \t]*UNDEF[ \t]*\}[ \t]*\.?[ \t]*$", re.MULTILINE)
KINDS = ("actor", "issue", "outlet", "text", "date", "number")


@dataclass(frozen=True, slots=True)
class Param:
    """A value that a question takes: ``kind`` is one of :data:`KINDS`."""

    name: str
    kind: str
    default: str
    description: str


@dataclass(frozen=True, slots=True)
class Question:
    """A query with what its header says; ``name`` is empty for a user's own text."""

    name: str
    text: str
    title: str = ""
    description: str = ""
    params: tuple[Param, ...] = ()
    example: str = ""


def questions() -> tuple[Question, ...]:
    """The questions that ship with kg, by name."""
    return tuple(_read(path) for path in sorted(resources.folder("queries").glob("*.rq")))


def question(asked: str) -> Question:
    """A question by its name, its file, or its own SPARQL text.

    Raises:
        QueryError: no such name or file.
    """
    named = resources.folder("queries") / f"{asked}.rq"
    if re.fullmatch(r"[\w-]+", asked) and named.is_file():
        return _read(named)
    if "{" in asked:
        return Question("", _prefixed(asked))
    if Path(asked).is_file():
        return _read(Path(asked))
    names = [q.name for q in questions()]
    near = resolve.near(asked, names)
    raise QueryError(
        f"no question or file called {asked!r}",
        remedy=f"did you mean {near}?" if near else "kg query alone lists the questions",
    )


def _prefixed(text: str) -> str:
    """SPARQL text with our usual prefixes before it where it uses them undeclared, as a person types it."""
    declared = set(re.findall(r"PREFIX\s+(\w*):", text, re.IGNORECASE))
    missing = [(p, n) for p, n in prefixes().items() if p not in declared and re.search(rf"(?<![\w<:/]){p}:\w", text)]
    return "".join(f"PREFIX {p}: <{n}>\n" for p, n in missing) + text


def query(
    where: str | Path | Dataset | Source,
    asked: str | Question,
    params: Mapping[str, str] | None = None,
    *,
    actor: str | None = None,
    issue: str | None = None,
) -> Answer:
    """Puts a question to a graph.

    Args:
        where: a build folder, a graph file, the address of a SPARQL server, or an open Dataset.
        asked: a name, a ``.rq`` file, or SPARQL text.
        params: values by name, as typed by a person.
        actor: label, alias or IRI, bound to ``?actor``.
        issue: label, alias, notation or IRI, bound to ``?issue``.

    Raises:
        QueryError: unknown question or parameter, a name that fits nothing or several, a refused or broken query.
        GraphError: no graph there, or a server that does not answer.
    """
    one = question(asked) if isinstance(asked, str) else asked
    given = dict(params or {}) | {k: v for k, v in (("actor", actor), ("issue", issue)) if v is not None}
    target = source(where)
    return target.ask(bound(one, given, target))


def bound(one: Question, given: Mapping[str, str], target: Source) -> str:
    """The SPARQL text of a question with its values in place.

    Raises:
        QueryError: a parameter that the question does not take, or a value that fits nothing.
    """
    known = {p.name: p for p in one.params}
    if one.params or one.name:
        for name in given:
            if name not in known:
                takes = ", ".join(known) or "none"
                raise QueryError(f"{one.name or 'the question'} has no parameter {name!r}", remedy=f"it takes: {takes}")
    values = {p.name: p.default for p in one.params if p.default} | dict(given)
    terms = {
        name: _terms(_kind(known.get(name), name), value, target, main_only=name in known)
        for name, value in values.items()
    }
    slots = set(_SLOT.findall(one.text))
    text = _SLOT.sub(lambda m: _values(m.group(1), terms.get(m.group(1))), one.text)
    rest = {name: found for name, found in terms.items() if name not in slots}
    place = insertion(text) if rest else 0
    return text[:place] + "".join(f"\n{_values(name, rest[name])}" for name in sorted(rest)) + text[place:]


def _kind(param: Param | None, name: str) -> str:
    if param is not None:
        return param.kind
    return name if name in {"actor", "issue", "outlet"} else "any"


def _values(name: str, terms: Sequence[str] | None) -> str:
    """The VALUES block of a variable; nothing where it is free."""
    return f"  VALUES ?{name} {{ {' '.join(terms)} }}" if terms else ""


def _terms(kind: str, value: str, target: Source, *, main_only: bool) -> list[str]:
    """Questions with parameters ask for main actors; a user's own text may mean any identifier."""
    if kind in {"actor", "issue", "outlet"}:
        found = [str(px.NamedNode(i)) for i in resolve.named(kind, value, target)]
        return found[:1] if main_only and kind == "actor" else found
    return [str(_literal(kind, value))]


def _literal(kind: str, value: str) -> px.NamedNode | px.Literal:
    xsd = "http://www.w3.org/2001/XMLSchema#"
    if kind in {"date", "any"} and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return px.Literal(f"{value}T00:00:00Z", datatype=px.NamedNode(f"{xsd}dateTime"))
    if kind == "date":
        raise QueryError(f"not a date: {value!r}", remedy="write it as 2025-02-13")
    if kind in {"number", "any"} and re.fullmatch(r"[+-]?\d+(\.\d+)?", value):
        return px.Literal(value, datatype=px.NamedNode(f"{xsd}{'decimal' if '.' in value else 'integer'}"))
    if kind == "number":
        raise QueryError(f"not a number: {value!r}")
    if kind == "any" and re.fullmatch(r"<[^<>\s]+>|https?://[^<>\s]+", value):
        try:
            return px.NamedNode(value.strip("<>"))
        except ValueError as error:
            raise QueryError(f"not an IRI: {value!r}: {error}") from None
    return px.Literal(value)


def _read(path: Path) -> Question:
    text = path.read_text("utf-8")
    fields: dict[str, str] = {}
    params: list[Param] = []
    for line in text.splitlines():
        if not (match := _HEADER.match(line)):
            continue
        key, value = match.groups()
        if key != "param":
            fields[key] = f"{fields[key]} {value}" if key in fields else value
        elif not (param := _PARAM.fullmatch(value)) or param.group(2) not in KINDS:
            raise QueryError(f"a header line means nothing: {line!r}", where=str(path))
        else:
            name, kind, default, description = param.groups()
            params.append(Param(name, kind, default or "", description))
    return Question(path.stem, text, params=tuple(params), **fields)
