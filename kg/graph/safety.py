"""What a question may not do: change the graph, or reach for another server.

A scan of the query's words, not a parse: outside strings, comments and IRIs, SPARQL has no bare words but
its keywords, so a keyword that is not there cannot act.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from kg.errors import QueryError

_TOKEN = re.compile(
    r"""
      (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<string>\"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3}|'{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
        |"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
    | (?P<comment>\#[^\n\r]*)
    | (?P<name>[^\W\d][\w.-]*?:[\w.%\\:-]*|:[\w.%\\-]*|_:[\w.-]*)
    | (?P<variable>[?$@]\w+(?:-\w+)*)
    | (?P<word>[^\W\d]\w*)
    | (?P<brace>[{}])
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_CHANGES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD", "WITH"})


def form_of(query: str, known_graph: Callable[[str], bool]) -> tuple[str, bool]:
    """SELECT, ASK, CONSTRUCT or DESCRIBE; and whether the query names its data set by FROM.

    Args:
        query: SPARQL text.
        known_graph: whether the graph at hand holds a named graph of that IRI.

    Raises:
        QueryError: an update, SERVICE, a FROM that the graph at hand does not hold, or no query at all.
    """
    tokens = _tokens(_unescaped(query))
    words = [text.upper() for kind, text in tokens if kind == "word"]
    if "SERVICE" in words:
        raise QueryError("SERVICE is refused: kg opens no connection that was not asked for")
    if changes := [w for w in words if w in _CHANGES]:
        raise QueryError(f"{changes[0]} is refused: kg query only reads", remedy="to fill a server, use: kg push")
    graphs = _from(tokens)
    for graph in graphs:
        if not known_graph(graph):
            raise QueryError(f"FROM <{graph}> is refused: the graph at hand holds no such graph")
    form = next((w for w in words if w in _FORMS), None)
    if form is None:
        raise QueryError("no SELECT, ASK or CONSTRUCT in this query", remedy="kg query alone lists the questions")
    return form, bool(graphs)


def insertion(query: str) -> int:
    """Where in *query* its outermost pattern begins: just behind the brace that opens it.

    A VALUES clause behind a query is joined after grouping, so values are bound here instead.

    Raises:
        QueryError: there is no pattern.
    """
    depth, after_where = 0, -1
    opened: list[int] = []
    for match in _TOKEN.finditer(query):
        if match.lastgroup == "word" and match.group().upper() == "WHERE" and depth == 0:
            after_where = len(opened)
        if match.lastgroup == "brace":
            depth += 1 if match.group() == "{" else -1
            if match.group() == "{" and depth == 1:
                opened.append(match.end())
    if not opened:
        raise QueryError("the query has no pattern in braces")
    return opened[max(after_where, 0)]


def _unescaped(query: str) -> str:
    """SPARQL lets any character be written as a code point, keywords included."""

    def character(match: re.Match[str]) -> str:
        number = int(match.group(1) or match.group(2), 16)
        return chr(number) if number < 0x110000 else match.group()

    return _ESCAPE.sub(character, query)


def _tokens(query: str) -> list[tuple[str, str]]:
    return [(m.lastgroup or "", m.group()) for m in _TOKEN.finditer(query) if m.lastgroup not in {"comment", "string"}]


def _from(tokens: list[tuple[str, str]]) -> list[str]:
    prefixes: dict[str, str] = {}
    wanted: list[str] = []
    for i, (kind, text) in enumerate(tokens):
        after = tokens[i + 1 : i + 3]
        if kind == "word" and text.upper() == "PREFIX" and len(after) == 2:
            prefixes[after[0][1]] = after[1][1][1:-1]
        if kind == "word" and text.upper() == "FROM" and after:
            target = after[1] if after[0][1].upper() == "NAMED" and len(after) == 2 else after[0]
            if target[0] == "iri":
                wanted.append(target[1][1:-1])
            else:
                prefix, _, local = target[1].partition(":")
                wanted.append(prefixes.get(f"{prefix}:", f"{prefix}:") + local)
    return wanted
