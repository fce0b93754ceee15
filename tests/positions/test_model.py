"""The trained judge: the files are those of its card, it is steady, and it tells support from opposition."""

import hashlib
import json
import shutil

import numpy as np
import pytest

from kg.errors import ModelError
from kg.positions import model
from tests.needs import need_shared


@pytest.fixture(scope="module")
def judge():
    return model.load()


def test_probabilities(judge):
    """Three probabilities a pair; the same alone and among others."""
    pairs = [("Trams should run at night.", "Night trams bring people home safely."), ("Ban cars.", "x" * 5000)]
    found = judge.judge(pairs)
    assert found.shape == (2, 3)
    assert found.sum(axis=1) == pytest.approx([1, 1], abs=1e-5)
    assert np.array_equal(judge.judge(pairs[:1])[0], found[0])


@pytest.mark.parametrize(
    ("claim", "text", "wanted"),
    [
        ("Trams should run at night.", "Night trams make the city safer and should be paid for.", 0),
        ("Trams should run at night.", "Night trams are a waste of money and nobody needs them.", 1),
        ("Trams should run at night.", "Whales sing to each other over hundreds of miles.", 2),
    ],
)
def test_plain_cases(judge, claim, text, wanted):
    """Plain support, plain opposition, plainly beside the point."""
    assert int(judge.judge([(claim, text)])[0].argmax()) == wanted


def test_odd_input(judge):
    """Empty and strange texts give numbers, not errors."""
    assert np.isfinite(judge.judge([("", ""), ("\x00\ud800", "🙂" * 300)])).all()


def test_card_names_these_files():
    """The hashes in stance.json are those of the files beside it."""
    folder = model._FOLDER
    for name, digest in json.loads((folder / "stance.json").read_text())["sha256"].items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest


def test_changed_weights_are_refused(tmp_path):
    """Weights that are not those of the card are named, not used."""
    for path in model._FOLDER.glob("stance.*"):
        shutil.copy(path, tmp_path / path.name)
    with (tmp_path / "stance.int8.onnx").open("ab") as file:
        file.write(b"!")
    with pytest.raises(ModelError, match=r"stance\.int8\.onnx"):
        model.StanceModel(tmp_path)


def test_perspectrum_sample(judge):
    """On every eleventh pair of PERSPECTRUM's test split: macro F1 at least 66 (73.0 on all of them)."""
    import gzip

    data = need_shared("data/stance/perspectrum.jsonl.gz")
    with gzip.open(data, "rt", encoding="utf-8") as lines:
        rows = [r for r in map(json.loads, lines) if r["split"] == "test"][::11]
    gold = np.array([r["stance3"] == "UNDERMINE" for r in rows], int)
    guess = judge.judge([(r["claim"], r["text"].strip()) for r in rows])[:, :2].argmax(1)
    f1 = [2 * ((gold == c) & (guess == c)).sum() / ((gold == c).sum() + (guess == c).sum()) for c in (0, 1)]
    assert 100 * np.mean(f1) >= 66
