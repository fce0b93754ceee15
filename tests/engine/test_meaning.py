"""Vectors are remembered from build to build."""

import numpy as np

from kg.engine import Meanings


class Model:
    """Counts the texts that it is given."""

    def __init__(self):
        self.asked = []

    def load(self):
        return self

    def __call__(self, texts):
        self.asked += texts
        return np.array([[len(t), 1.0] for t in texts], np.float32)


def ask(folder, texts, name="m1", gone=None):
    """The vectors, and which texts the model was asked for."""
    model = Model()
    with Meanings(folder, name, model.load, gone) as meaning:
        found = meaning(texts)
    return found.tolist(), model.asked


def test_a_text_is_read_once(tmp_path):
    """The second build asks only for the new text, a third for what the second did not need."""
    assert ask(tmp_path, ["a", "bb"]) == ([[1, 1], [2, 1]], ["a", "bb"])
    assert ask(tmp_path, ["bb", "ccc"]) == ([[2, 1], [3, 1]], ["ccc"])
    assert ask(tmp_path, ["bb", "a"]) == ([[2, 1], [1, 1]], ["a"])
    assert ask(tmp_path, [])[1] == []


def test_where_little_is_asked_little_is_forgotten(tmp_path):
    """A build that renews another asks for few texts; only those that went are forgotten, if nobody asks for them."""
    ask(tmp_path, ["a", "bb", "ccc"])
    assert ask(tmp_path, ["bb"], gone=["bb", "ccc"])[1] == []
    assert ask(tmp_path, ["a", "bb", "ccc"])[1] == ["ccc"]


def test_another_model_or_a_broken_file_starts_afresh(tmp_path):
    """No vector of another model, no failure over a file that is no database."""
    ask(tmp_path, ["a"])
    assert ask(tmp_path, ["a"], "m2")[1] == ["a"]
    (tmp_path / ".kg" / "meaning.sqlite").write_bytes(b"no database at all" * 100)
    assert ask(tmp_path, ["a"], "m2")[1] == ["a"]
