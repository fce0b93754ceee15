"""A SPARQL server over HTTP: which address answers what, and the one place where kg opens a connection."""

from __future__ import annotations

import http.client
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from kg.errors import GraphError

_RETRY = frozenset({408, 425, 429, 500, 502, 503, 504})
_PAUSE = 0.2  # seconds before the second attempt; doubled each time


@dataclass(frozen=True, slots=True)
class Endpoint:
    """The addresses of one data set on a SPARQL 1.1 server.

    Attributes:
        graphs: of the Graph Store Protocol.
        default_graph: how to ask for the union of all graphs: a pair of names and values, none where it is the rule.
    """

    query: str
    update: str
    graphs: str
    default_graph: tuple[str, str] | None = None

    @classmethod
    def at(cls, url: str) -> Endpoint:
        """From any address that servers show: a repository, a data set, or a query address.

        GraphDB and RDF4J: ``http://host:7200/repositories/ID``. Fuseki: ``http://host:3030/DATASET``.
        Oxigraph: ``http://host:7878``.

        Raises:
            GraphError: not an http address.
        """
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise GraphError("not an http(s) address", where=url)
        path = parts.path.rstrip("/")
        if "/repositories/" in path:
            name = path.split("/repositories/", 1)
            root = f"{parts.scheme}://{parts.netloc}{name[0]}/repositories/{name[1].split('/')[0]}"
            return cls(root, f"{root}/statements", f"{root}/rdf-graphs/service")
        last = path.rsplit("/", 1)[-1]
        if last in {"query", "sparql", "update", "data", "get", "store"}:
            path = path[: -len(last) - 1]
        root = f"{parts.scheme}://{parts.netloc}{path}"
        if path:
            union = ("default-graph-uri", "urn:x-arq:UnionGraph")
            return cls(f"{root}/query", f"{root}/update", f"{root}/data", union)
        return cls(f"{root}/query", f"{root}/update", f"{root}/store", ("union-default-graph", ""))

    @property
    def union(self) -> dict[str, str]:
        """What a query has to add so that its default graph is the union of all graphs."""
        return dict([self.default_graph]) if self.default_graph else {}

    def graph(self, iri: str) -> str:
        """Where the Graph Store Protocol keeps the named graph *iri*."""
        return f"{self.graphs}?graph={quote(iri, safe='')}"


def is_endpoint(where: object) -> bool:
    """Whether *where* is a server's address and not a file's name."""
    return str(where).startswith(("http://", "https://"))


@dataclass(frozen=True, slots=True)
class Client:
    """Talks HTTP, with retries of what failed in passing.

    Attributes:
        timeout: seconds for one request.
        attempts: how often a request is tried in all.
    """

    timeout: float = 120.0
    attempts: int = 4

    def send(
        self, method: str, url: str, body: bytes | None = None, content_type: str = "", accept: str = "*/*"
    ) -> bytes:
        """The body of the answer.

        Raises:
            GraphError: the server refused, or could not be reached after all attempts.
        """
        headers = {"Accept": accept, "User-Agent": "kg"} | ({"Content-Type": content_type} if content_type else {})
        request = urllib.request.Request(url, data=body, method=method, headers=headers)  # noqa: S310 - http only
        for attempt in range(self.attempts):
            try:
                with _opener(url).open(request, timeout=self.timeout) as answer:
                    data: bytes = answer.read()
                    return data
            except urllib.error.HTTPError as error:
                reason = f"{error.code} {error.reason}: {error.read(300).decode('utf-8', 'replace').strip()}"
                again = error.code in _RETRY
            except (urllib.error.URLError, http.client.HTTPException, OSError) as error:
                reason, again = str(getattr(error, "reason", error)), True
            if not again:
                break
            if attempt + 1 < self.attempts:
                time.sleep(_PAUSE * 2**attempt)
        raise GraphError(f"{method} failed: {reason}", where=url, remedy="is the server running, the address right?")


def _opener(url: str) -> urllib.request.OpenerDirector:
    """Without a proxy for this machine's own servers."""
    host = urlsplit(url).hostname or ""
    if host in {"localhost", "::1"} or host.startswith("127."):
        return urllib.request.build_opener(urllib.request.ProxyHandler({}))
    return urllib.request.build_opener()
