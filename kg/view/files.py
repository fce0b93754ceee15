"""Networks and statements as files that Gephi, visone, R and a spreadsheet open: GraphML, GEXF, CSV.

Values are made safe first: no control characters (XML 1.0 knows none), no None, no lone surrogates. GEXF as networkx
writes it carries today's date; it is taken out, so that the same network gives the same bytes.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import networkx as nx

from kg.errors import KgError
from kg.files import write_bytes
from kg.view.statements import Row

_UNSAFE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CLOCK = re.compile(r'\s+lastmodifieddate="[^"]*"')
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would run what begins so
COLUMNS = (
    "article", "title", "outlet", "day", "actor", "name", "kind", "organisation", "issue", "concept", "stance",
    "confidence", "via", "start", "stop", "text", "decided_by", "copy_of",
)  # fmt: skip


def plain(value: Any) -> Any:
    """*value* as graph files can hold it."""
    if value is None:
        return ""
    if isinstance(value, bool | int | float):
        return value
    return _UNSAFE.sub(" ", str(value))


def clean(graph: nx.Graph) -> nx.Graph:
    """A copy of *graph* whose ids and values are safe to write."""
    copy = graph.__class__()
    copy.graph.update({k: plain(v) for k, v in graph.graph.items()})
    copy.add_nodes_from((plain(n), {k: plain(v) for k, v in d.items()}) for n, d in graph.nodes(data=True))
    copy.add_edges_from((plain(a), plain(b), {k: plain(v) for k, v in d.items()}) for a, b, d in graph.edges(data=True))
    return copy


def graphml(graph: nx.Graph) -> bytes:
    """*graph* as GraphML."""
    return ("\n".join(nx.generate_graphml(clean(graph), named_key_ids=True)) + "\n").encode()


def gexf(graph: nx.Graph) -> bytes:
    """*graph* as GEXF 1.2."""
    text = "\n".join(nx.generate_gexf(clean(graph), version="1.2draft"))
    return (_CLOCK.sub("", text) + "\n").encode()


def edge_list(graph: nx.Graph) -> bytes:
    """*graph*'s edges as CSV, with all their attributes."""
    made = clean(graph)
    keys = sorted({k for _, _, d in made.edges(data=True) for k in d})
    label = {n: d.get("label", n) for n, d in made.nodes(data=True)}
    edges = [[a, b, label[a], label[b], *(d.get(k, "") for k in keys)] for a, b, d in made.edges(data=True)]
    return _csv(["source", "target", "source_label", "target_label", *keys], edges)


def table(rows: Sequence[Row]) -> bytes:
    """Statements as CSV, one row each, with all attributes."""
    return _csv(COLUMNS, [[_cell(getattr(row, name)) for name in COLUMNS] for row in rows])


def _cell(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _csv(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    return lines(head, rows).encode()


def lines(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """A head and rows as CSV; values made plain, nothing that a spreadsheet would run."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head)
    for row in rows:
        writer.writerow([_defused(plain(value)) for value in row])
    return out.getvalue()


def _defused(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


WRITERS = {".graphml": graphml, ".gexf": gexf, ".csv": edge_list}


def write(graph: nx.Graph, path: Path) -> None:
    """Write *graph* in the format that the file's ending names.

    Raises:
        KgError: an ending that is none of GraphML's, GEXF's or CSV's.
    """
    make = WRITERS.get(path.suffix.lower())
    if make is None:
        raise KgError(
            f"no network format ends in {path.suffix!r}", where=str(path), remedy="use .graphml, .gexf or .csv"
        )
    write_bytes(path, make(graph))
