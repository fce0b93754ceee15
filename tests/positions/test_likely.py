"""Positions by a trained chance: what is asked, what is added to the rules' own, and weights that are not ours."""

import shutil
from types import SimpleNamespace

import numpy as np
import pytest

from kg.errors import ModelError
from kg.model import Position, Stance
from kg.positions import claims, find, likely, model
from kg.positions.traits import MIRRORED, NAMES, Candidate, sided
from tests.positions.build import people, utterances
from tests.positions.test_claims import SCHEME

ARTICLE = (
    "Council argues over the new bridge over the Elm\n\n"
    "The council of Velmark debated the new bridge over the river on Monday.\n\n"
    "Ida Holm said the town had waited far too long for the Elm crossing and deserved better. "
    "Jon Berg said the bridge would ruin the meadows. "
    "Ida Holm said families on the east bank would be glad of it.\n"
)
SAYS = [
    ["Ida Holm", "said", "the town had waited far too long for the Elm crossing and deserved better"],
    ["Jon Berg", "said", "the bridge would ruin the meadows"],
    ["Ida Holm", "said", "families on the east bank would be glad of it"],
]


@pytest.fixture
def asked(read, meaning, monkeypatch):
    """What find() asks the trees about, and what it finds."""
    seen = []

    def noting(found, *rest):
        seen.extend(found)
        return likely.likely(found, *rest)

    monkeypatch.setattr(claims, "likely", noting)
    case = {"text": ARTICLE, "says": SAYS, "actors": {"Ida Holm": [], "Jon Berg": []}}
    return seen, find(read(ARTICLE), utterances(case), people(case), SCHEME, meaning)


def test_every_speaker_is_asked_about(asked):
    """Every statement with a speaker is a candidate for its nearest issues, with all numbers finite."""
    seen, _ = asked
    assert {c.actor for c in seen} == {"Ida Holm", "Jon Berg"}
    assert all(set(c.values) == set(NAMES) for c in seen)
    assert np.isfinite(sided(seen, 1)).all()


def test_sides_mirror_each_other(asked):
    """Turning the side turns the signs and swaps the words for and against; nothing else."""
    seen, _ = asked
    one, other = sided(seen, 1), sided(seen, -1)
    turned = [NAMES.index(n) for n in MIRRORED]
    assert (one[:, turned] == -other[:, turned]).all()
    assert (one[:, NAMES.index("for_")] == other[:, NAMES.index("against")]).all()
    same = [k for k, n in enumerate(NAMES) if n not in {*MIRRORED, "for_", "against"}]
    assert (one[:, same] == other[:, same]).all()


def test_chances_are_those_of_each_row(asked):
    """Chances lie in 0..1, and a row's does not depend on its neighbours."""
    rows = sided(asked[0], 1)
    whole = likely.chances(rows)
    assert all(0 < c < 1 for c in whole)
    assert whole == [likely.chances(row[None])[0] for row in rows]


def candidate(**values):
    return Candidate("Ida Holm", 0, 0, dict.fromkeys(NAMES, 0.0) | values)


@pytest.fixture
def statements(asked, monkeypatch):
    """One statement, and trees that are sure of everything."""
    monkeypatch.setattr(likely, "chances", lambda rows: [0.9] * len(rows))
    case = {"text": ARTICLE, "says": SAYS, "actors": {"Ida Holm": [], "Jon Berg": []}}
    said = utterances(case)[0]
    return [SimpleNamespace(utterance=said)]


def test_a_fact_is_no_evidence(statements):
    """However likely: a statement without a word that judges or demands shows no position."""
    assert likely.likely([candidate()], statements, ["bridge"], ()) == []
    assert likely.likely([candidate(for_=1.0)], statements, ["bridge"], ())


@pytest.mark.parametrize("stance", list(Stance))
def test_what_rules_hold_is_left_alone(stance, statements):
    """Where the words showed an actor's stance on an issue nothing is added, neither that side nor the other."""
    held = Position("Ida Holm", "bridge", stance, ("a1",), None, 0.5)
    assert likely.likely([candidate(for_=1.0)], statements, ["bridge"], [held]) == []


def test_hearsay_holds_nothing(statements):
    """What another said of an actor's stance does not keep the actor's own words from counting."""
    held = Position("Ida Holm", "bridge", Stance.OPPOSES, ("a1",), "Jon Berg", 0.5)
    assert likely.likely([candidate(for_=1.0)], statements, ["bridge"], [held])


def test_what_is_added_names_its_evidence(statements):
    """One side, the attribution as evidence, the chance for confidence, and no deciding words."""
    (claim,) = likely.likely([candidate(for_=1.0)], statements, ["bridge"], ())
    assert claim.evidence == statements[0].utterance.attribution.id
    assert (claim.words, claim.confidence, claim.via) == ((), 0.9, None)


@pytest.mark.parametrize("harm", ["changed", "gone"])
def test_weights_that_are_not_ours(harm, tmp_path):
    """Damaged or missing trees are refused, naming the file."""
    for name in ("likely.onnx", "likely.json"):
        shutil.copy(model._FOLDER / name, tmp_path)
    if harm == "changed":
        (tmp_path / "likely.onnx").write_bytes(b"other trees")
    else:
        (tmp_path / "likely.onnx").unlink()
    with pytest.raises(ModelError, match=r"likely\.onnx"):
        model.trees(tmp_path)


def found_by(scheme, read, meaning):
    case = {"text": ARTICLE, "says": SAYS, "actors": {"Ida Holm": [], "Jon Berg": []}}
    return find(read(ARTICLE), utterances(case), people(case), scheme, meaning)


def test_a_chance_is_not_compounded(read, meaning, monkeypatch):
    """Several statements give the greatest of their chances: each has taken the others into account."""
    monkeypatch.setattr(likely, "chances", lambda rows: [0.6] * len(rows))
    added = [p for p in found_by(SCHEME, read, meaning) if not p.decided_by]
    assert any(len(p.evidence) > 1 for p in added)
    assert {p.confidence for p in added} == {0.6}


def test_evidence_is_in_text_order(read, meaning, monkeypatch):
    """Whatever found them: attributions are numbered in text order here."""
    monkeypatch.setattr(likely, "chances", lambda rows: [0.6] * len(rows))
    for position in found_by(SCHEME, read, meaning):
        assert list(position.evidence) == sorted(position.evidence)


@pytest.mark.parametrize("size", [1, 3])
def test_the_size_of_a_scheme_tells_nothing(size, read, meaning, monkeypatch):
    """A statement that is about nothing has the same rank in a scheme of one issue as in any other."""
    seen = []
    monkeypatch.setattr(claims, "likely", lambda found, *_: seen.extend(found) or [])
    found_by(SCHEME[:size], read, meaning)
    assert seen
    assert {c.values["about_rank"] for c in seen if not c.values["about"]} <= {10}


def test_words_outweigh_chances(read, meaning, monkeypatch):
    """However sure the trees: who is said to oppose the bridge is not also for it."""
    monkeypatch.setattr(likely, "chances", lambda rows: [0.9 if row[-1] > 0 else 0.1 for row in rows])
    text = ARTICLE + "Jon Berg said he opposes the new bridge over the Elm.\n"
    case = {
        "text": text,
        "says": [*SAYS, ["Jon Berg", "said", "he opposes the new bridge over the Elm"]],
        "actors": {"Ida Holm": [], "Jon Berg": []},
    }
    found = find(read(text), utterances(case), people(case), SCHEME, meaning)
    assert {str(p.stance) for p in found if p.actor == "Jon Berg" and p.issue == "bridge"} == {"opposes"}
