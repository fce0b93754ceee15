"""Pushed to a real SPARQL server over HTTP: what changed and nothing else, whole or not at all, repaired next time."""

import http.server
import json
import re
import signal
import socket
import subprocess
import sys
import threading
import time

import pytest

from kg import graph
from kg.errors import GraphError, QueryError
from kg.graph.push import LEDGER, push
from kg.graph.serve import program, running, serving
from kg.graph.servers import Client, Endpoint
from kg.graph.store import quad_lines
from tests.needs import need

from . import marlow


def _free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


@pytest.fixture
def server():
    """The address of an empty Oxigraph server."""
    try:
        program()
    except GraphError:
        need(False, "oxigraph server")
    port = _free_port()
    with running(["serve", "--bind", f"127.0.0.1:{port}"], port) as address:
        yield address


def _on_server(address):
    """The quads that the server holds, the ledger apart, as sorted N-Quads lines."""
    data = Client().send("GET", f"{address}/store", accept="application/n-quads").decode()
    return sorted(line for line in data.splitlines() if line and f"<{LEDGER}>" not in line)


def _without_bnode_names(lines):
    return sorted(re.sub(r"_:\w+", "_:b", line) for line in lines)


def _same(address, where):
    return _without_bnode_names(_on_server(address)) == _without_bnode_names(quad_lines(where))


def _changed_town(folder):
    """The town with one more statement in one article."""
    findings, collection = marlow.town()
    one = marlow.Story(
        "wire/turn.txt", "Northern Wire", "2025-06-10", findings[2].article.title, findings[2].article.text
    )
    novak = one.actor("Petra Novak")
    one.stands(novak, "port-closure", marlow.Stance.OPPOSES, one.says([novak], "Petra Novak", "called", "the plan"))
    graph.write_build(folder, [findings[0], findings[1], one.findings(), findings[3]], collection, marlow.ISSUES)
    return findings[2].article.id


def test_a_push_a_second_and_one_after_a_change(server, town, tmp_path):
    """All graphs, then none, then the changed article's and the shared ones that changed."""
    first = push(town, server)
    assert _same(server, town)
    assert first.unchanged == 0
    assert push(town, server).sent == ()
    article = _changed_town(tmp_path)
    sent = push(tmp_path, server)
    names = {name.rsplit("/", 1)[1] for name in sent.sent}
    assert article in names
    assert names <= {article, "entities", "links", "metadata", "plain", "quotes", "utterances"}
    assert _same(server, tmp_path)


def test_a_graph_that_left_the_build_leaves_the_server_and_others_stay(server, town, tmp_path):
    push(town, server)
    Client().send("PUT", Endpoint.at(server).graph("urn:mine"), b"<x:a> <x:b> <x:c> .", "application/n-triples")
    findings, collection = marlow.town()
    graph.write_build(tmp_path, findings[:3], collection, marlow.ISSUES)
    done = push(tmp_path, server)
    assert len(done.deleted) == 1
    left = [line for line in _on_server(server) if "<urn:mine>" not in line]
    assert _without_bnode_names(left) == _without_bnode_names(quad_lines(tmp_path))
    assert len(_on_server(server)) == len(left) + 1


@pytest.mark.parametrize("after", [0, 1, 2])
def test_a_push_that_dies_is_repaired_by_the_next(server, town, tmp_path, after):
    """Every graph is as before or as after, never between; the next push makes all of them as after."""
    push(town, server)
    _changed_town(tmp_path)
    sent = []

    def die(name):
        sent.append(name)
        if len(sent) > after:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        push(tmp_path, server, on_graph=die)
    before, wanted = quad_lines(town), quad_lines(tmp_path)
    for name in {line.rsplit(" ", 2)[1] for line in wanted}:
        held = _without_bnode_names(line for line in _on_server(server) if line.endswith(f"{name} ."))
        states = [
            _without_bnode_names(line for line in lines if line.endswith(f"{name} .")) for lines in (before, wanted)
        ]
        assert held in states
    push(tmp_path, server)
    assert _same(server, tmp_path)
    push(town, server)  # and back: nothing is taken for what it is not
    assert _same(server, town)


def test_a_process_killed_in_the_middle_is_repaired(server, town):
    """SIGKILL while graphs are on their way."""
    script = (
        "import sys; from kg.graph.push import push; "
        "push(sys.argv[1], sys.argv[2], on_graph=lambda n: (print(n, flush=True), __import__('time').sleep(0.3)))"
    )
    with subprocess.Popen([sys.executable, "-c", script, town, server], stdout=subprocess.PIPE) as process:
        process.stdout.readline()
        process.stdout.readline()
        process.send_signal(signal.SIGKILL)
    assert not _same(server, town)
    push(town, server)
    assert _same(server, town)


def test_every_question_gets_the_same_rows_from_the_server(server, town):
    push(town, server)
    for question in graph.questions():
        local, remote = graph.query(town, question), graph.query(server, question)
        assert local.variables == remote.variables
        assert sorted(map(str, local.rows)) == sorted(map(str, remote.rows)), question.name
    assert len(graph.query(server, "what-an-actor-said", actor="Ana Ruíz Vega")) == 4
    assert graph.query(server, "PREFIX kg: <https://w3id.org/claim-quote-kg/ontology#> ASK { ?a kg:said ?b }").truth


def test_a_broken_question_to_a_server_says_what_it_says(server):
    with pytest.raises(QueryError):
        graph.query(server, "SELECT * WHERE { ?s ?p }")
    with pytest.raises(QueryError, match="SERVICE is refused"):
        graph.query(server, "SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")


def test_kg_serve_answers_and_refuses_writing(town):
    try:
        program()
    except GraphError:
        need(False, "oxigraph server")
    port = _free_port()
    with serving(town, port) as address:
        assert graph.query(address, "actors").rows == graph.query(town, "actors").rows
        with pytest.raises(GraphError):
            Client(attempts=1).send("POST", f"{address}/update", b"CLEAR ALL", "application/sparql-update")
    with pytest.raises(GraphError, match="failed"):
        Client(attempts=1).send("GET", f"http://127.0.0.1:{port}/")


def test_a_taken_port_is_said(town, server):
    port = int(server.rsplit(":", 1)[1])
    with pytest.raises(GraphError), serving(town, port):
        pytest.fail("the port was free")  # pragma: no cover


@pytest.mark.parametrize(
    ("url", "query", "update", "graphs"),
    [
        ("http://h:7200/repositories/news", "", "/statements", "/rdf-graphs/service"),
        ("http://h:7200/repositories/news/statements", "", "/statements", "/rdf-graphs/service"),
        ("http://h:7200/repositories/news/rdf-graphs/service", "", "/statements", "/rdf-graphs/service"),
        ("http://h:8080/rdf4j-server/repositories/news/", "", "/statements", "/rdf-graphs/service"),
        ("http://h:3030/news", "/query", "/update", "/data"),
        ("http://h:3030/news/sparql", "/query", "/update", "/data"),
        ("http://h:7878", "/query", "/update", "/store"),
        ("http://h:7878/query", "/query", "/update", "/store"),
    ],
)
def test_the_addresses_of_each_kind_of_server(url, query, update, graphs):
    """From whatever address the server shows."""
    root = re.sub(r"/(statements|rdf-graphs/service|sparql|query|)$", "", url)
    end = Endpoint.at(url)
    assert (end.query, end.update, end.graphs) == (root + query, root + update, root + graphs)
    assert end.graph("x:a b#c").endswith("?graph=x%3Aa%20b%23c")


@pytest.mark.parametrize("url", ["ftp://h/x", "h:7878", "http://", "file:///etc/passwd"])
def test_only_http_is_spoken(url):
    with pytest.raises(GraphError):
        Endpoint.at(url)


class _Flaky(http.server.BaseHTTPRequestHandler):
    """Refuses the first two requests in passing, then answers; counts."""

    seen = 0

    def do_POST(self):
        type(self).seen += 1
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(503 if self.seen <= 2 else 200)
        self.end_headers()
        if self.seen > 2:
            self.wfile.write(json.dumps({"head": {}, "boolean": True}).encode())

    def do_PUT(self):
        type(self).seen += 1
        self.send_error(403, "not yours")

    def log_message(self, *_):
        pass


@pytest.fixture
def flaky():
    _Flaky.seen = 0
    server = http.server.HTTPServer(("127.0.0.1", 0), _Flaky)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_what_fails_in_passing_is_tried_again_and_what_is_refused_is_not(flaky):
    assert graph.query(flaky, "ASK {}").truth is True
    assert _Flaky.seen == 3
    with pytest.raises(GraphError, match="403"):
        Client().send("PUT", f"{flaky}/store", b"x")
    assert _Flaky.seen == 4


def test_a_server_that_is_not_there_is_named_soon():
    started = time.monotonic()
    with pytest.raises(GraphError, match=r"is the server running|refused"):
        graph.query(f"http://127.0.0.1:{_free_port()}", "ASK {}")
    assert time.monotonic() - started < 10
