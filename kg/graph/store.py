"""Opens a graph, wherever it lies, as rdflib's Dataset over an Oxigraph store."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pyoxigraph as px
from oxrdflib import OxigraphStore
from rdflib import Dataset

from kg.errors import GraphError
from kg.graph.iris import BASE
from kg.graph.vocab import PREFIXES

_FORMATS = {
    "nq": px.RdfFormat.N_QUADS,
    "trig": px.RdfFormat.TRIG,
    "ttl": px.RdfFormat.TURTLE,
    "nt": px.RdfFormat.N_TRIPLES,
    "rdf": px.RdfFormat.RDF_XML,
    "owl": px.RdfFormat.RDF_XML,
    "xml": px.RdfFormat.RDF_XML,
    "jsonld": px.RdfFormat.JSON_LD,
}
ON_DISK_FROM = 512 * 1024 * 1024  # bytes of kg.nq; about 3 M quads, 1 GB of memory at 350 B a quad


def open_graph(where: str | Path = "build", *, on_disk: bool | None = None) -> Dataset:
    """The graph as an rdflib Dataset whose default graph is the union of all graphs.

    Args:
        where: a build folder, or a file: .nq, .trig, .ttl, .nt, .rdf, .jsonld.
        on_disk: keep the store in ``.kg/store`` beside the file and not in memory; None: when it is big.

    Raises:
        GraphError: nothing there, or not what its name says.
    """
    store = open_store(where, on_disk=on_disk)
    dataset = Dataset(store=OxigraphStore(store=store), default_union=True)
    for prefix, namespace in PREFIXES.items():
        dataset.bind(prefix, namespace)
    dataset.bind("actor", f"{BASE}actor/")
    return dataset


def open_store(where: str | Path = "build", *, on_disk: bool | None = None) -> px.Store:
    """As :func:`open_graph`, as Oxigraph's own store."""
    file = graph_file(where)
    format_ = _FORMATS.get(file.suffix.lstrip(".").lower())
    if format_ is None:
        raise GraphError(
            f"unknown kind of graph file {file.suffix!r}", where=str(file), remedy="one of: ." + " .".join(_FORMATS)
        )
    if on_disk is None:
        on_disk = file.stat().st_size >= ON_DISK_FROM
    if on_disk:
        return _disk_store(file, format_)
    store = px.Store()
    _fill(store, file, format_)
    return store


def graph_file(where: str | Path) -> Path:
    """The file that holds the graph *where*: itself, or ``kg.nq`` in a build folder.

    Raises:
        GraphError: neither is there.
    """
    path = Path(where)
    file = path / "kg.nq" if path.is_dir() else path
    if not file.is_file():
        raise GraphError(
            "no graph here" if path.exists() else "no such file or folder",
            where=str(where),
            remedy="make one with: kg build ARTICLES -o build/",
        )
    return file


def quad_lines(where: str | Path) -> list[str]:
    """The canonical N-Quads lines of a graph, sorted.

    Raises:
        GraphError: nothing there, or not what its name says.
    """
    file = graph_file(where)
    if file.suffix == ".nq":
        return sorted({line for line in file.read_text("utf-8").split("\n") if line})
    data = px.serialize(open_store(file, on_disk=False), format=px.RdfFormat.N_QUADS) or b""
    return sorted({line for line in data.decode().split("\n") if line})


def inner(dataset: Dataset) -> px.Store:
    """Oxigraph's store below a Dataset that :func:`open_graph` made.

    Raises:
        GraphError: the Dataset lies on another kind of store.
    """
    store = dataset.store
    if not isinstance(store, OxigraphStore):
        raise GraphError("not a graph opened by kg", remedy="use kg.open(...)")
    return store._inner  # noqa: SLF001 - oxrdflib has no public way


def _fill(store: px.Store, file: Path, format_: px.RdfFormat) -> None:
    try:
        store.bulk_load(path=str(file), format=format_)
    except (SyntaxError, ValueError) as error:
        raise GraphError(f"not valid {format_.name}: {error}", where=str(file)) from None
    except OSError as error:
        raise GraphError(error.strerror or str(error), where=str(file)) from None


def _disk_store(file: Path, format_: px.RdfFormat) -> px.Store:
    """A store on disk, filled once for each content of *file*."""
    stat = file.stat()
    stamp = hashlib.sha256(f"{stat.st_size} {stat.st_mtime_ns}".encode()).hexdigest()[:16]
    folder = file.parent / ".kg" / "store"
    place = folder / stamp
    if not place.is_dir():
        shutil.rmtree(folder, ignore_errors=True)
        beside = folder / f"{stamp}.part"
        beside.mkdir(parents=True)
        store = px.Store(str(beside))
        _fill(store, file, format_)
        store.flush()
        del store
        beside.rename(place)
    return px.Store.read_only(str(place))
