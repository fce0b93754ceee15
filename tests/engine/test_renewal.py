"""A build that renews another ends with the same bytes as one from nothing, whatever came, changed and went."""

import random
import subprocess
import sys
import time

import pytest

from kg.actors import pairs
from kg.building import PRODUCED, Plan, build
from kg.graph import issues
from kg.graph.parts import LEDGER
from kg.graph.renewal import Renewal
from tests.engine import invented

ISSUES = [issue.id for issue in issues.read(None)][:3]
LATER = 30  # articles that are there at most


@pytest.fixture(autouse=True)
def _stand_ins(monkeypatch):
    invented.stand_in(monkeypatch.setattr)


def made(folder, out, **options):
    """The files of a build."""
    built = build(Plan([str(folder)], out, jobs=1, **options))
    assert not built.left_out
    return {name: (out / name).read_bytes() for name in PRODUCED}


def afresh(folder, tmp_path, **options):
    """The files of a build from nothing."""
    out = tmp_path / "fresh" / str(random.Random().getrandbits(64))
    return made(folder, out, **options)


def step(chance, folder):
    """Lets some articles come, change and go."""
    for _ in range(chance.randrange(1, 4)):
        there = sorted(folder.iterdir())
        what = chance.choice(["add", "change", "remove", "rename", "copy"] if len(there) > 3 else ["add"])
        one = chance.choice(there) if there else None
        name = folder / f"{chance.randrange(10**6):06}.txt"
        if what == "add" and len(there) < LATER:
            name.write_text(invented.article(chance, ISSUES))
        elif what == "change":
            one.write_text(one.read_text() + invented.article(chance, ISSUES).split("\n", 1)[1])
        elif what == "remove":
            one.unlink()
        elif what == "rename":
            one.rename(name)
        elif what == "copy":
            name.write_text("Printed again\n" + one.read_text())


@pytest.fixture
def folder(tmp_path):
    """Some articles."""
    where = tmp_path / "in"
    where.mkdir()
    chance = random.Random(0)
    for i in range(12):
        (where / f"{i:06}.txt").write_text(invented.article(chance, ISSUES))
    return where


@pytest.fixture
def renewals(monkeypatch):
    """How often files were renewed and not made from nothing."""
    told = []
    write = Renewal.write
    monkeypatch.setattr(Renewal, "write", lambda self, *given: told.append(1) or write(self, *given))
    return told


def same(found, fresh):
    """Whether all files are equal; the names of those that are not."""
    return [name for name in PRODUCED if found[name] != fresh[name]] == []


@pytest.mark.parametrize("seed", [1, 2])
def test_a_renewed_build_equals_one_from_nothing(folder, tmp_path, seed, monkeypatch, renewals):
    """After each of a random row of changes, every file is the same to the byte."""
    chance = random.Random(seed)
    monkeypatch.setattr(pairs, "MOST_PAIRS", chance.choice([1, 1_000_000]))
    made(folder, tmp_path / "out")
    for _ in range(5):
        step(chance, folder)
        assert same(made(folder, tmp_path / "out"), afresh(folder, tmp_path))
    assert len(renewals) >= 4


def test_what_people_decide_is_renewed_as_well(folder, tmp_path, renewals):
    """Merges, splits and corrected articles that come and go; roles of a register."""
    register, decisions = tmp_path / "actors.toml", tmp_path / "decisions.txt"
    register.write_text('[[actor]]\nname = "Rui Duarte"\nroles = [{ title = "mayor", organisation = "Marlow" }]\n')
    name = min(folder.iterdir()).name
    (folder / name).write_text("Day of the port\nAna Duarte said the ferry would sail\nRui Duarte said fish is dear\n")
    for lines in (
        "",
        'merge "Ana Duarte" = "Rui Duarte"\n',
        f'split "Duarte" = "Ana Duarte"\nreject {name} "fish is dear"\n',
        f'speaker {name} "fish is dear" = "Steve Pym"\n',
        "",
    ):
        decisions.write_text(lines)
        given = {"register": register, "corrections": decisions}
        assert same(made(folder, tmp_path / "out", **given), afresh(folder, tmp_path, **given))
    assert len(renewals) == 4


def test_much_that_is_new_is_written_from_nothing(folder, tmp_path, monkeypatch, renewals):
    """Where little stays as it was, renewing would not pay; the bytes are the same."""
    made(folder, tmp_path / "out")
    monkeypatch.setattr("kg.graph.build._FEW", 2)
    for path in sorted(folder.iterdir())[:4]:
        path.write_text(path.read_text() + "Ana Duarte said the ferry would sail\n")
    assert same(made(folder, tmp_path / "out"), afresh(folder, tmp_path))
    assert not renewals


@pytest.mark.parametrize("spoilt", ["gone", "no database", "cut short", "one byte", "of another build"])
def test_a_damaged_memory_costs_time_only(folder, tmp_path, spoilt):
    """Missing, broken or stale: all is made anew, the same."""
    out = tmp_path / "out"
    made(folder, out)
    ledger = out / LEDGER
    stale = ledger.read_bytes()
    (folder / "new.txt").write_text("Day of the port\nAna Duarte said fish is dear\n")
    if spoilt == "gone":
        ledger.unlink()
    elif spoilt == "no database":
        ledger.write_bytes(b"no database " * 900)
    elif spoilt == "cut short":
        ledger.write_bytes(stale[: len(stale) // 2])
    elif spoilt == "one byte":
        place = stale.index(b"northern")
        ledger.write_bytes(stale[:place] + bytes([stale[place] ^ 1]) + stale[place + 1 :])
    else:
        made(folder, out)
        ledger.write_bytes(stale)
        (folder / "new.txt").write_text("Day of the port\nRui Duarte said fish is dear\n")
    assert same(made(folder, out), afresh(folder, tmp_path))


@pytest.mark.parametrize("place", ["kg.graph.renewal.Renewal.write", "kg.graph.parts.Ledger.remember", "kg.view.page"])
def test_a_build_cut_short_leaves_the_next_one_right(folder, tmp_path, place, monkeypatch):
    """Stopped before the files, between files and memory, or before all is there: the next build ends the same."""
    out = tmp_path / "out"
    made(folder, out)
    (folder / "new.txt").write_text("Day of the port\nAna Duarte said fish is dear\n")

    def stop(*_, **__):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(place, stop)
        with pytest.raises(KeyboardInterrupt):
            made(folder, out)
    assert same(made(folder, out), afresh(folder, tmp_path))


def killed(folder, out, chance):
    """Starts a build in a process of its own, and kills it at a random moment."""
    command = [sys.executable, "-m", "tests.engine.renewed", str(folder), str(out)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while process.poll() is None and not (out / ".kg" / "graph.sqlite-journal").exists():
        time.sleep(0.005)  # so that it is killed while it renews and not while it starts
    time.sleep(chance.uniform(0, 0.6))
    process.kill()
    process.wait()


@pytest.mark.parametrize("kills", [2, pytest.param(20, marks=pytest.mark.torture)])
def test_a_killed_renewal_leaves_the_next_one_right(folder, tmp_path, kills):
    """Killed at random moments while articles come and go: what is built in the end is the same."""
    chance = random.Random(kills)
    out = tmp_path / "out"
    made(folder, out)
    for _ in range(kills):
        step(chance, folder)
        killed(folder, out, chance)
    assert same(made(folder, out), afresh(folder, tmp_path))
