"""A SPARQL server for one build on this machine: the ``oxigraph`` package's, read-only, on the loopback."""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as px

from kg.errors import GraphError
from kg.graph.servers import Client, Endpoint
from kg.graph.store import graph_file, quad_lines

PORT = 7878
_START = 30.0  # seconds that the server may take to answer


def program() -> str:
    """The path of the ``oxigraph`` program.

    Raises:
        GraphError: it is not installed.
    """
    beside = Path(sysconfig.get_path("scripts")) / "oxigraph"
    found = str(beside) if beside.is_file() else shutil.which("oxigraph")
    if not found:
        raise GraphError("the oxigraph server is not installed", remedy=f"{sys.executable} -m pip install oxigraph")
    return found


@contextmanager
def serving(where: str | Path, port: int = PORT) -> Iterator[str]:
    """Serves the graph *where* while the block runs; gives the address to ask.

    The server gets a copy of the graph in a folder of its own, which goes with it.

    Raises:
        GraphError: no graph there, no server installed, or the port is taken.
    """
    graph_file(where)
    with tempfile.TemporaryDirectory(prefix="kg-serve-") as folder:
        store = px.Store(folder)
        data = "\n".join(quad_lines(where)) + "\n"
        store.bulk_load(data.encode(), px.RdfFormat.N_QUADS)
        store.flush()
        del store
        command = ["serve-read-only", "--location", folder, "--bind", f"127.0.0.1:{port}", "--union-default-graph"]
        with running(command, port) as address:
            yield address


@contextmanager
def running(arguments: list[str], port: int) -> Iterator[str]:
    """Runs ``oxigraph`` with *arguments* until the block ends; gives its address once it answers.

    Raises:
        GraphError: it stopped, or did not answer in time.
    """
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise GraphError(f"port {port} is taken", remedy="choose another one with --port") from None
    process = subprocess.Popen([program(), *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(process, address)
        yield address
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stderr:
            process.stderr.close()


def serve(where: str | Path, port: int = PORT, on_ready: Callable[[str], None] | None = None) -> None:
    """Serves the graph *where* until the process is interrupted or terminated.

    Args:
        where: a build folder or a graph file.
        port: on 127.0.0.1.
        on_ready: told the address once the server answers.

    Raises:
        GraphError: see :func:`serving`.
    """

    def stop(number: int, _frame: object) -> None:
        sys.exit(128 + number)  # leaves by the with block, which ends the server and removes its folder

    signal.signal(signal.SIGTERM, stop)
    with serving(where, port) as address:
        if on_ready:
            on_ready(address)
        while True:
            time.sleep(3600)


def _wait(process: subprocess.Popen[bytes], address: str) -> None:
    client, until = Client(timeout=5, attempts=1), time.monotonic() + _START
    while time.monotonic() < until:
        if process.poll() is not None:
            said = (process.stderr.read() if process.stderr else b"").decode("utf-8", "replace").strip()
            raise GraphError(f"the server stopped: {said.splitlines()[-1] if said else 'no reason given'}")
        try:
            client.send("POST", Endpoint.at(address).query, b"ASK {}", "application/sparql-query")
        except GraphError:
            time.sleep(0.05)
        else:
            return
    raise GraphError(f"the server at {address} does not answer")
