"""From what a person types to the node meant: by IRI, id, label or alias, else by the words of its name."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

import pyoxigraph as px

from kg.errors import QueryError
from kg.graph.vocab import PREFIXES
from kg.ids import slug

if TYPE_CHECKING:
    from kg.graph.sources import Source

_PREAMBLE = "".join(f"PREFIX {p}: <{PREFIXES[p]}>\n" for p in ("kg", "rdfs", "skos"))
# ?main is the node that questions use, ?rank 0 for the name that the node goes by
_NAMES = {
    "actor": "?node kg:mainActor ?main { ?node rdfs:label ?name BIND(0 AS ?rank) } "
    "UNION { ?node skos:altLabel ?name BIND(1 AS ?rank) }",
    "issue": "?node a kg:Issue BIND(?node AS ?main) { ?node rdfs:label|skos:prefLabel|skos:notation ?name "
    "BIND(0 AS ?rank) } UNION { ?node skos:altLabel ?name BIND(1 AS ?rank) }",
    "outlet": "?node a kg:Outlet ; rdfs:label ?name BIND(?node AS ?main) BIND(0 AS ?rank)",
}
_SHOWN = 6  # candidates named in a message


def named(kind: str, value: str, target: Source) -> list[str]:
    """The IRI of the actor or outlet that *value* names, then those that links say are the same actor.

    Of issues, all whose name holds the words: ``NATO`` is a topic that several issues may be about.

    Raises:
        QueryError: nothing fits, or several do.
    """
    rows = target.ask(f"{_PREAMBLE}SELECT DISTINCT ?node ?main ?name ?rank WHERE {{ {_NAMES[kind]} }}").rows
    names: dict[str, list[tuple[str, int]]] = defaultdict(list)
    main: dict[str, str] = {}
    label: dict[str, str] = {}
    for cells in rows:
        node, its_main, name, rank = (cell.value if cell else "" for cell in cells)
        main[node] = its_main
        names[node].append((name, int(rank)))
        if rank == "0":
            label.setdefault(node, name)
    for nodes in _guesses(value, names):
        found = {main[node] for node in nodes}
        if kind == "issue" and found:
            return sorted(found)  # a word that several issues share is a topic
        if len(found) == 1:
            return [*found, *sorted(n for n, m in main.items() if m in found and n not in found)]
        if found:
            some = ", ".join(sorted(label.get(m, m) for m in found)[:_SHOWN])
            raise QueryError(f"{value!r} fits {len(found)} {kind}s: {some}", remedy=f"give the full name of one {kind}")
    close = near(value, (name for found in names.values() for name, _ in found))
    raise QueryError(
        f"no {kind} is called {value!r}", remedy=f"did you mean {close}?" if close else _listing(kind, label)
    )


def near(wanted: str, names: Iterable[str]) -> str:
    """The closest names, quoted; "" if none is close."""
    folded = {slug(n): n for n in names}
    return " or ".join(repr(folded[m]) for m in difflib.get_close_matches(slug(wanted), folded, n=3, cutoff=0.6))


def _guesses(value: str, names: dict[str, list[tuple[str, int]]]) -> Iterable[set[str]]:
    """Sets of nodes that may be meant, the strictest reading first."""
    bare = value.strip().strip("<>")
    if re.match(r"[A-Za-z][\w+.-]*://", bare):
        try:
            px.NamedNode(bare)
        except ValueError:
            raise QueryError(f"not an IRI: {value!r}") from None
        yield {bare} & set(names)
        return
    wanted = slug(bare)
    yield {n for n, found in names.items() if any(slug(name) == wanted and rank == 0 for name, rank in found)}
    yield {n for n in names if re.split(r"[/#]", n)[-1] == bare}
    yield {n for n, found in names.items() if any(slug(name) == wanted for name, _ in found)}
    words = set(wanted.split("-"))
    yield {n for n, found in names.items() if any(words <= set(slug(name).split("-")) for name, _ in found)}


def _listing(kind: str, label: dict[str, str]) -> str:
    some = ", ".join(sorted(label.values())[:_SHOWN])
    return f"the graph has: {some}" if some else f"the graph holds no {kind}"
