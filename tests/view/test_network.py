"""Discourse networks: against a hand-computed example, rules for duplicates, files, speed."""

import time
from datetime import date

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import ActorKind, Stance
from kg.view import files, measures
from kg.view.network import graph, incidence, pairs, windows
from kg.view.statements import Filter, Row

S, O, A = Stance.SUPPORTS, Stance.OPPOSES, Stance.AMBIVALENT  # noqa: E741


def row(actor, issue, stance, article="d1", day=date(2030, 5, 6), start=0, **more):
    return Row(article, start, start + 5, actor, issue, stance, actor.title(), concept=issue.title(), day=day, **more)


# Ana: harbour +, tax +, bridge -   Ben: harbour +, tax -, bridge -   Cleo: harbour -
EXAMPLE = [
    row("ana", "harbour", S),
    row("ana", "tax", S),
    row("ana", "bridge", O),
    row("ben", "harbour", S),
    row("ben", "tax", O),
    row("ben", "bridge", O),
    row("cleo", "harbour", O),
    row("cleo", "tax", A),
]


def weights(network, normalise="none"):
    made = graph(EXAMPLE, network, normalise)
    return {tuple(sorted(e)): made.edges[e]["weight"] for e in made.edges}


def test_congruence_conflict_subtract():
    """By hand: Ana and Ben agree on harbour and bridge and differ on tax; Cleo differs from both on the harbour."""
    assert weights("congruence") == {("ana", "ben"): 2}
    assert weights("conflict") == {("ana", "ben"): 1, ("ana", "cleo"): 1, ("ben", "cleo"): 1}
    assert weights("subtract") == {("ana", "ben"): 1, ("ana", "cleo"): -1, ("ben", "cleo"): -1}


@pytest.mark.parametrize(
    ("normalise", "ana_ben", "ana_cleo"),
    [("average", 2 / 3, 1 / 2), ("jaccard", 2 / 4, 1 / 3), ("cosine", 2 / 3, 1 / 3**0.5)],
)
def test_normalisations(normalise, ana_ben, ana_cleo):
    """By hand: Ana and Ben take three sides each, two of them shared; Cleo takes one."""
    assert weights("congruence", normalise)["ana", "ben"] == pytest.approx(ana_ben, abs=1e-6)
    assert weights("conflict", normalise)["ana", "cleo"] == pytest.approx(ana_cleo, abs=1e-6)


def test_issue_network():
    """By hand: harbour and tax are both supported by Ana, bridge and tax both opposed by Ben."""
    assert weights("issues") == {("harbour", "tax"): 1, ("bridge", "tax"): 1}


def test_bipartite_is_signed():
    """Supports minus opposes; ambivalence shows and weighs nothing."""
    made = graph(EXAMPLE, "bipartite")
    assert made.edges["actor:ana", "issue:bridge"]["weight"] == -1
    assert made.edges["actor:cleo", "issue:tax"]["ambivalent"] == 1
    assert made.edges["actor:cleo", "issue:tax"]["sign"] == "neither"


def test_unknown_names_are_refused():
    """A misspelt network or normalisation is an error, not an empty graph."""
    with pytest.raises(ValueError, match="agreement"):
        graph(EXAMPLE, "agreement")
    with pytest.raises(ValueError, match="median"):
        graph(EXAMPLE, "congruence", "median")
    with pytest.raises(ValueError, match="decade"):
        Filter(duplicates="decade")


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 4), st.sampled_from([S, O, A])), max_size=60))
def test_matrices_equal_straight_counting(drawn):
    """Sparse products give what counting pair by pair gives."""
    rows = Filter(duplicates="range")([row(f"p{a}", f"i{i}", s, start=n) for n, (a, i, s) in enumerate(drawn)])
    sides = {}
    for one in rows:
        if one.sign:
            sides.setdefault(one.actor, set()).add((one.issue, one.sign))
    for network, other in (("congruence", 1), ("conflict", -1)):
        made = graph(rows, network)
        for a in made:
            for b in made:
                if a < b:
                    want = len(sides.get(a, set()) & {(i, other * s) for i, s in sides.get(b, set())})
                    assert made.get_edge_data(a, b, {"weight": 0})["weight"] == want


def test_rules_for_duplicates():
    """Once a document, week, month, year, in the whole range; or each time."""
    rows = [
        row("ana", "tax", S, "d1", date(2030, 1, 7), 0),
        row("ana", "tax", S, "d1", date(2030, 1, 7), 9),
        row("ana", "tax", S, "d2", date(2030, 1, 9)),
        row("ana", "tax", S, "d3", date(2030, 1, 30)),
        row("ana", "tax", S, "d4", date(2030, 12, 30)),
        row("ana", "tax", S, "d5", date(2031, 1, 1)),
        row("ana", "tax", O, "d5", date(2031, 1, 1), 9),
    ]
    counts = {
        rule: len(Filter(duplicates=rule)(rows)) for rule in ("all", "document", "week", "month", "year", "range")
    }
    assert counts == {"all": 7, "document": 6, "week": 4, "month": 4, "year": 3, "range": 2}


def test_filters():
    """Time, outlet, kind, confidence; hearsay and copies stay out unless asked for."""
    rows = [
        row("ana", "tax", S, "d1", date(2030, 1, 1), outlet="Post", confidence=0.9, copy_of="d1"),
        row("ben", "tax", S, "d2", date(2030, 2, 1), outlet="Sun", confidence=0.4, via="Ana", copy_of="d2"),
        row("cleo", "tax", O, "d3", None, outlet="Sun", kind=ActorKind.ORGANISATION, copy_of="d1"),
    ]
    who = lambda **how: [r.actor for r in Filter(**how)(rows)]  # noqa: E731
    assert who() == ["ana"]
    assert who(copies=True, hearsay=True) == ["ana", "ben", "cleo"]
    assert who(copies=True, hearsay=True, since=date(2030, 1, 15)) == ["ben"]
    assert who(copies=True, hearsay=True, outlets=frozenset({"Sun"})) == ["ben", "cleo"]
    assert who(copies=True, hearsay=True, confidence=0.5) == ["ana", "cleo"]
    assert who(copies=True, kinds=frozenset({ActorKind.ORGANISATION})) == ["cleo"]


def test_windows_cover_every_dated_statement():
    """Windows that touch take each dated statement once."""
    rows = [row("ana", "tax", S, f"d{n}", date(2030, 1, 1 + 3 * n)) for n in range(9)] + [
        row("ben", "tax", S, "x", None)
    ]
    found = list(windows(rows, 7))
    assert [begin for begin, _ in found] == ["2030-01-01", "2030-01-08", "2030-01-15", "2030-01-22"]
    assert sum(len(inside) for _, inside in found) == 9


def test_measures():
    """Activity, prominence, polarisation and camps of the example."""
    assert [(a.actor, a.statements) for a in measures.activity(EXAMPLE)] == [("ana", 3), ("ben", 3), ("cleo", 2)]
    most = measures.prominence(EXAMPLE)[0]
    assert (most.issue, most.supporters, most.opponents, most.polarisation) == (
        "harbour",
        2,
        1,
        pytest.approx(2 / 3, abs=1e-4),
    )
    camps, modularity = measures.communities(EXAMPLE)
    assert camps == [["ana", "ben"], ["cleo"]]
    assert 0 <= modularity <= 1


NASTY = "a\x00b\x1b]0;<script>\ud800\x0b&\"'\u202e"


@pytest.mark.parametrize("suffix", [".graphml", ".gexf"])
@pytest.mark.parametrize("network", ["bipartite", "congruence", "conflict", "subtract", "issues"])
def test_files_read_back(tmp_path, suffix, network):
    """What was written parses as the same graph and holds no control character, whatever the names hold."""
    rows = [*EXAMPLE, row(NASTY, "harbour", S), row(NASTY, NASTY, O)]
    made = graph(rows, network)
    path = tmp_path / f"net{suffix}"
    files.write(made, path)
    text = path.read_text("utf-8")
    assert not [c for c in text if ord(c) < 32 and c != "\n"]
    back = nx.read_graphml(path) if suffix == ".graphml" else nx.read_gexf(path)
    clean = files.clean(made)
    assert set(back) == set(clean)
    assert {frozenset(e): d["weight"] for *e, d in back.edges(data=True)} == {
        frozenset(e): d["weight"] for *e, d in clean.edges(data=True)
    }
    files.write(made, tmp_path / f"again{suffix}")
    assert (tmp_path / f"again{suffix}").read_bytes() == path.read_bytes()


def test_table_defuses_formulas():
    """A name that a spreadsheet would run is text; every statement has its row."""
    made = files.table([row("=cmd()", "tax", S), row("ana", "tax", O)]).decode().splitlines()
    assert len(made) == 3
    assert "'=cmd()" in made[1] + made[2]


def test_all_pairs_in_a_second():
    """Agreement between all pairs of 3,000 actors in 10,000 articles takes under one CPU second."""
    rng = np.random.default_rng(0)
    actors = np.minimum(rng.zipf(1.3, 80_000) - 1, 2999)
    issues, signs = rng.integers(0, 16, 80_000), rng.choice([S, O], 80_000)
    rows = [
        row(f"p{a}", f"i{i}", s, f"d{n // 8}") for n, (a, i, s) in enumerate(zip(actors, issues, signs, strict=True))
    ]
    x = incidence(rows)
    begin = time.process_time()
    found = pairs(x, "congruence", "average")
    assert time.process_time() - begin < 1.0
    assert found.nnz > 100_000


def test_congruence_equals_sparql(tmp_path):
    """The network of the whole range is what counting in SPARQL gives: distinct issues and sides that two actors share."""
    from kg import graph as graphs
    from kg.model import Actor, Article, Collection, Findings, Issue, Position, Span
    from kg.view.statements import rows as statements

    text = "Everybody said what they had to say about it all."
    issues = tuple(Issue(i, f"https://example.org/{i}", i.title()) for i in ("harbour", "tax", "bridge"))
    made = []
    for n, stances in enumerate(
        ({"ana": "S S", "ben": "SO "}, {"ana": "S  ", "cleo": "O O"}, {"ben": "S S", "cleo": "OOO"})
    ):
        positions = tuple(
            Position(who, issues[k].id, {"S": S, "O": O}[side], (Span(5 * k, 5 * k + 4),))
            for who, sides in stances.items()
            for k, side in enumerate(sides)
            if side != " "
        )
        cast = tuple(Actor(who, who.title()) for who in stances)
        made.append(Findings(Article(f"art-{n}", f"{text} {n}", (f"{n}.txt",)), (), cast, positions))
    scheme = tmp_path / "issues.ttl"
    scheme.write_text(
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        + "".join(
            f'<{i.iri}> a skos:Concept ; skos:prefLabel "{i.label}"@en ; skos:notation "{i.id}" .\n' for i in issues
        )
    )
    graphs.write_build(tmp_path / "build", made, Collection(), scheme)
    for question, network in (("agreement", "congruence"), ("conflict", "conflict")):
        _, answer = graphs.query(tmp_path / "build", question).table()
        counted = {frozenset((a, b)): int(weight) for a, b, weight, *_ in answer}
        net = graph(Filter(duplicates="range")(statements(made, Collection(), issues)), network)
        assert {frozenset((a.title(), b.title())): d["weight"] for a, b, d in net.edges(data=True)} == counted
        assert counted
