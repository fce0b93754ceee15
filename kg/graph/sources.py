"""Where a question can be put: a store on this machine, or a SPARQL server."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol
from urllib.parse import urlencode

import pyoxigraph as px
from rdflib import Dataset

from kg.errors import GraphError, QueryError
from kg.graph import answers
from kg.graph.answers import Answer
from kg.graph.safety import form_of
from kg.graph.servers import Client, Endpoint, is_endpoint
from kg.graph.store import inner, open_store

_RESULTS_JSON = "application/sparql-results+json"


class Source(Protocol):
    """Answers SPARQL over the union of its graphs."""

    def ask(self, query: str) -> Answer:
        """The answer to *query*.

        Raises:
            QueryError: refused or not valid.
        """


def source(where: str | Path | Dataset | Source) -> Source:
    """The source at *where*: a build folder, a graph file, a server's address, or an open Dataset.

    Raises:
        GraphError: nothing there.
    """
    if isinstance(where, Dataset):
        return LocalSource(inner(where))
    if isinstance(where, str | Path):
        if is_endpoint(where):
            return RemoteSource(Endpoint.at(str(where)))
        return LocalSource(open_store(where))
    return where


@dataclass(frozen=True, slots=True)
class LocalSource:
    """An Oxigraph store."""

    store: px.Store

    def ask(self, query: str) -> Answer:
        """See :class:`Source`."""
        form, named = form_of(query, lambda graph: self.store.contains_named_graph(px.NamedNode(graph)))
        try:
            found = self.store.query(query, use_default_graph_as_union=not named)
            if isinstance(found, px.QueryTriples):
                return answers.from_triples(found.serialize(format=px.RdfFormat.N_TRIPLES) or b"", form)
            return answers.from_json(found.serialize(format=px.QueryResultsFormat.JSON) or b"", form)
        except SyntaxError as error:
            raise QueryError(f"not valid SPARQL: {error}") from None
        except (ValueError, RuntimeError) as error:
            raise QueryError(str(error)) from None


@dataclass(frozen=True, slots=True)
class RemoteSource:
    """A SPARQL server; asked over HTTP because its address was given."""

    endpoint: Endpoint
    client: Client = field(default_factory=Client)

    def ask(self, query: str) -> Answer:
        """See :class:`Source`."""
        form, named = form_of(query, lambda _: True)  # the server knows its own graphs
        graph = form in {"CONSTRUCT", "DESCRIBE"}
        body = urlencode({"query": query} | ({} if named else self.endpoint.union)).encode()
        accept = "application/n-triples" if graph else _RESULTS_JSON
        try:
            data = self.client.send(
                "POST", self.endpoint.query, body, "application/x-www-form-urlencoded", accept=accept
            )
            return answers.from_triples(data, form) if graph else answers.from_json(data, form)
        except GraphError as error:
            if error.reason.startswith("POST failed: 400"):
                raise QueryError(error.reason, where=self.endpoint.query) from None
            raise
        except (ValueError, KeyError) as error:
            raise GraphError(f"the answer is not SPARQL results: {error}", where=self.endpoint.query) from None
