"""Brings a SPARQL server's copy of the graph up to date: only the named graphs that changed are sent.

The server keeps, in a graph of ours, the hash of every graph that a push has put there. Before a graph is
replaced its hash is taken out, and put back after: so a push that dies leaves no graph that is taken for
what it is not, and the next push repairs what this one left. A graph is replaced by one PUT, whole or not
at all, as the Graph Store Protocol has it.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from kg.errors import GraphError
from kg.graph.iris import NAMESPACE
from kg.graph.servers import Client, Endpoint
from kg.graph.store import quad_lines
from kg.graph.vocab import KG

LEDGER = f"{NAMESPACE}pushed"  # the graph, on the server, of what was put there
_HASH = str(KG.contentSha256)
_BATCH = 200  # hashes in one update
_UPDATE = "application/sparql-update"
_JSON = "application/sparql-results+json"


@dataclass(frozen=True, slots=True)
class Pushed:
    """What a push did: the graphs sent, those deleted since they are no longer in the build, and those left alone."""

    sent: tuple[str, ...]
    deleted: tuple[str, ...]
    unchanged: int

    def __str__(self) -> str:
        return f"{len(self.sent)} graphs sent, {len(self.deleted)} deleted, {self.unchanged} unchanged"


def push(
    where: str | Path,
    endpoint: str,
    *,
    force: bool = False,
    client: Client | None = None,
    on_graph: Callable[[str], None] | None = None,
) -> Pushed:
    """Makes the server's named graphs equal to those of *where*.

    Graphs that no push of kg has put there are left alone.

    Args:
        where: a build folder or a graph file.
        endpoint: a repository of GraphDB or RDF4J, a data set of Fuseki, or an Oxigraph server.
        force: send every graph, whatever the server says it has.
        client: how HTTP is spoken.
        on_graph: told of each graph before it is sent.

    Raises:
        GraphError: no graph there, or the server refused or was not reached; what was sent until then is whole.
    """
    target, http = Endpoint.at(endpoint), client or Client()
    graphs = _graphs(quad_lines(where))
    wanted = {name: _sha256(body) for name, body in graphs.items()}
    had = _ledger(target, http)
    changed = sorted(name for name, hash_ in wanted.items() if force or had.get(name) != hash_)
    gone = sorted(set(had) - set(wanted))
    for names in _batches([*changed, *gone]):
        _forget(target, http, names)
    for name in changed:
        if on_graph:
            on_graph(name)
        http.send("PUT", target.graph(name), graphs[name], "application/n-triples")
        _remember(target, http, name, wanted[name])
    for name in gone:
        _delete(target, http, name)
    return Pushed(tuple(changed), tuple(gone), len(wanted) - len(changed))


def _graphs(lines: Iterable[str]) -> dict[str, bytes]:
    """Named graph → its triples as sorted N-Triples."""
    found: dict[str, list[str]] = defaultdict(list)
    for line in lines:
        triple, graph, _ = line.rsplit(" ", 2)
        if not graph.startswith("<") or triple.count(" ") < 2:
            raise GraphError("a triple is in no named graph", remedy="push a build folder or its kg.nq")
        found[graph[1:-1]].append(f"{triple} .\n")
    return {name: "".join(triples).encode() for name, triples in found.items()}


def _sha256(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def _ledger(target: Endpoint, http: Client) -> dict[str, str]:
    query = f"SELECT ?g ?h WHERE {{ GRAPH <{LEDGER}> {{ ?g <{_HASH}> ?h }} }}"
    data = http.send("POST", target.query, query.encode(), "application/sparql-query", accept=_JSON)
    try:
        rows = json.loads(data)["results"]["bindings"]
        return {row["g"]["value"]: row["h"]["value"] for row in rows}
    except (ValueError, KeyError) as error:
        raise GraphError(f"the answer is not SPARQL results: {error}", where=target.query) from None


def _batches(names: list[str]) -> Iterable[list[str]]:
    return (names[i : i + _BATCH] for i in range(0, len(names), _BATCH))


def _forget(target: Endpoint, http: Client, names: list[str]) -> None:
    values = " ".join(f"<{name}>" for name in names)
    _update(
        target,
        http,
        f"DELETE {{ GRAPH <{LEDGER}> {{ ?g <{_HASH}> ?h }} }} "
        f"WHERE {{ VALUES ?g {{ {values} }} GRAPH <{LEDGER}> {{ ?g <{_HASH}> ?h }} }}",
    )


def _remember(target: Endpoint, http: Client, name: str, hash_: str) -> None:
    _update(target, http, f'INSERT DATA {{ GRAPH <{LEDGER}> {{ <{name}> <{_HASH}> "{hash_}" }} }}')


def _delete(target: Endpoint, http: Client, name: str) -> None:
    _update(target, http, f"DROP SILENT GRAPH <{name}>")


def _update(target: Endpoint, http: Client, text: str) -> None:
    http.send("POST", target.update, text.encode(), _UPDATE)
