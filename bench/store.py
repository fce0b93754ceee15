"""Storing, writing and asking against rdflib in memory: ratios, taken in one run.

CPU time, one core, medians of interleaved rounds, on made-up articles of a realistic shape (about twelve
attributions each). ``python bench/store.py [ARTICLES] [ROUNDS]`` prints a table; the floors are those that
the project promises.
"""

from __future__ import annotations

import gc
import random
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta

import pyoxigraph as px
import rdflib

from kg import graph
from kg.graph import ask, export, issues
from kg.graph.build import fixed_lines
from kg.graph.sources import LocalSource
from kg.model import (
    Actor,
    Article,
    Attribution,
    Collection,
    Echo,
    Findings,
    Kind,
    Position,
    Relation,
    Span,
    Stance,
    Utterance,
)

FLOORS = {"records to stored quads": 5, "writing text": 15, "questions, geometric mean": 15, "TriG": 50}
WORDS = [
    "the",
    "port",
    "city",
    "will",
    "not",
    "close",
    "open",
    "talks",
    "strike",
    "union",
    "minister",
    "said",
    "plan",
    "never",
    "again",
    "vote",
    "tax",
    "road",
]


def articles(number: int, ids: list[str]) -> list[Findings]:
    """Made-up findings: a few names speak often, most rarely; one in ten statements is nested."""
    draw = random.Random(7)
    cast = [Actor(f"actor-{i}", f"Actor {i}") for i in range(max(20, number))]
    return [_article(draw, i, cast, ids) for i in range(number)]


def _article(draw: random.Random, number: int, cast: list[Actor], ids: list[str]) -> Findings:
    text, utterances, positions, names = "", [], [], {}
    for k in range(1, 13):
        speaker = cast[int(len(cast) * draw.random() ** 3)]
        names[speaker.id] = speaker
        words = " ".join(draw.choices(WORDS, k=draw.randrange(5, 30)))
        start = len(text)
        text += f"{speaker.name} said “{words}.”\n"
        source, cue = (
            Span(start, start + len(speaker.name)),
            Span(start + len(speaker.name) + 1, start + len(speaker.name) + 5),
        )
        parent = f"a{k - 1}" if k > 1 and draw.random() < 0.1 else None
        content = Span(cue.end + 1, len(text) - 1)
        a = Attribution(f"a{k}", (content,), (source,), (cue,), draw.choice(list(Kind)), parent=parent, confidence=0.9)
        utterances.append(Utterance(a, (speaker.id,), (), "name", 0.9))
        if draw.random() < 0.4:
            positions.append(Position(speaker.id, draw.choice(ids), draw.choice(list(Stance)), (a.id,), None, 0.7))
    day = date(2024, 1, 1) + timedelta(days=number % 500)
    article = Article(f"ar-{number}", text, (f"{number}.txt",), f"Title {number}", f"Outlet {number % 40}", day)
    return Findings(article, tuple(utterances), tuple(names.values()), tuple(positions))


def seconds(work: Callable[[], object]) -> float:
    """CPU seconds of one call."""
    gc.collect()
    started = time.process_time()
    work()
    return time.process_time() - started


def ratio(name: str, ours: Callable[[], object], theirs: Callable[[], object], rounds: int) -> None:
    """Prints how many times faster *ours* is, and whether that keeps the promise."""
    pairs = [(seconds(ours), seconds(theirs)) for _ in range(rounds)]
    mine, other = (statistics.median(p[i] for p in pairs) for i in (0, 1))
    _print(name, mine, other, other / mine)


def _print(name: str, mine: float, other: float, times: float) -> None:
    floor = FLOORS[name]
    kept = _verdict(times, floor)
    print(f"{name:28s} kg {mine:8.3f} s   rdflib {other:8.3f} s   {times:6.1f} times   floor {floor}  {kept}")


def _verdict(times: float, floor: float) -> str:
    return "kept" if times >= floor else "MISSED"


def main(number: int, rounds: int) -> None:
    """Runs all of it."""
    scheme = issues.graph_of(None)
    iris = {i.id: i.iri for i in issues.from_graph(scheme)}
    found = articles(number, sorted(iris))
    pairs = [Echo(f"ar-{i}", "a1", f"ar-{i + 1}", "a1", Relation.VARIANT) for i in range(0, number - 1, 2)]
    collection = Collection(echoes=tuple(pairs))

    def lines() -> list[str]:
        made = [line for one in found for line in graph.article_lines(one, iris)]
        return made + graph.shared_lines(found, collection, iris)

    data = sorted({*lines(), *fixed_lines(scheme)})
    text = "\n".join(data) + "\n"
    print(f"{number} articles, {len(data)} quads, {rounds} rounds")
    terms = [
        tuple(map(_rdflib, (q.subject, q.predicate, q.object, q.graph_name)))
        for q in px.parse(text, px.RdfFormat.N_QUADS)
    ]

    def add_n() -> rdflib.Dataset:
        """The records are quads of plain strings; rdflib's terms are made of them, as ours are written."""
        into = rdflib.Dataset()
        into.addN((make(s), make(p), make(o), into.graph(make(g))) for s, p, o, g in terms)
        return into

    def stored() -> px.Store:
        store = px.Store()
        store.bulk_load(_write(plain).encode(), px.RdfFormat.N_QUADS)
        return store

    plain = [tuple(t[1] if t[0] == "i" else t for t in quad) for quad in terms]
    ratio("records to stored quads", stored, add_n, rounds)
    ratio("writing text", lambda: _write(plain), add_n, rounds)
    memory = add_n()
    ratio("TriG", lambda: export.trig(data), lambda: memory.serialize(format="trig"), 1)
    questions(stored(), text, rounds)


def _write(quads: list[tuple[object, ...]]) -> str:
    from kg.graph import terms

    out = []
    for s, p, o, g in quads:
        value = f"<{o}>" if isinstance(o, str) else terms.string(o[1]) + o[2]
        out.append(f"<{s}> <{p}> {value} <{g}> .")
    return "\n".join(out) + "\n"


def _rdflib(term: object) -> tuple[str, str, str]:
    if isinstance(term, px.Literal):
        kind = f"@{term.language}" if term.language else f"^^<{term.datatype.value}>"
        return "l", term.value, "" if kind.endswith("#string>") else kind
    return "i", term.value if isinstance(term, px.NamedNode) else f"urn:{term.value}", ""


def make(term: tuple[str, str, str]) -> rdflib.term.Node:
    """An rdflib term from plain strings."""
    if term[0] == "i":
        return rdflib.URIRef(term[1])
    if term[2].startswith("@"):
        return rdflib.Literal(term[1], lang=term[2][1:])
    return rdflib.Literal(term[1], datatype=rdflib.URIRef(term[2][3:-1]) if term[2] else None)


def questions(store: px.Store, text: str, rounds: int) -> None:
    """Every named question on both engines; the answers must be the same."""
    ours = LocalSource(store)
    theirs = rdflib.Dataset(default_union=True)
    theirs.parse(data=text, format="nquads")
    times = []
    for question in graph.questions():
        query = ask.bound(question, {}, ours)
        mine = statistics.median(seconds(lambda q=query: ours.ask(q)) for _ in range(rounds))
        kept: list[object] = []
        other = seconds(lambda q=query, k=kept: k.extend(theirs.query(q)))
        same = sorted(map(_row, kept)) == sorted(
            _row(t.value if t else None for t in row) for row in ours.ask(query).rows
        )
        times.append((mine, other))
        verdict = "same answer" if same else "ANOTHER ANSWER"
        print(
            f"  {question.name:32s} {mine * 1000:9.1f} ms {other * 1000:10.1f} ms {other / mine:8.1f} times  {verdict}"
        )
    mean = statistics.geometric_mean([other / mine for mine, other in times])
    _print("questions, geometric mean", sum(m for m, _ in times), sum(o for _, o in times), mean)


def _row(cells: object) -> tuple[str, ...]:
    return tuple("" if c is None else str(c).replace("+00:00", "Z") for c in cells)  # type: ignore[attr-defined]


if __name__ == "__main__":
    rdflib.NORMALIZE_LITERALS = False
    arguments = [int(a) for a in sys.argv[1:]]
    main(*(arguments + [100, 3][len(arguments) :]))
