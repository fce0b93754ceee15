"""Where nodes stand."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.view.layout import place


def overlaps(at, boxes):
    need = (boxes[:, None] + boxes[None]) / 2
    both = (np.abs(at[:, None] - at[None]) < need - 2).all(axis=2)
    return both[np.triu_indices(len(at), 1)].sum()


def a_network(n, m, seed=1):
    random = np.random.default_rng(seed)
    return random.uniform((60, 30), (190, 60), (n, 2)), random.integers(0, n, (m, 2))


def test_labels_do_not_overlap():
    """A picture of usual size has room for every label."""
    boxes, edges = a_network(60, 110)
    assert overlaps(place(boxes, edges), boxes) == 0


def test_same_place_every_time():
    """The same network gives the same whole numbers; another seed may not."""
    boxes, edges = a_network(40, 60)
    assert (place(boxes, edges) == place(boxes, edges)).all()
    assert (place(boxes, edges) != place(boxes, edges, seed=5)).any()


def test_joined_nodes_stand_nearer_than_others():
    """Two groups that share no edge are apart: the mean distance within is below that between."""
    n = 12
    edges = np.array([(i, j) for g in (0, 6) for i in range(g, g + 6) for j in range(i + 1, g + 6)])
    at = place(np.full((n, 2), (80.0, 40.0)), edges).astype(float)
    far = np.sqrt(((at[:, None] - at[None]) ** 2).sum(axis=2))
    within = np.mean([far[i, j] for g in (0, 6) for i in range(g, g + 6) for j in range(g, g + 6) if i != j])
    assert within < 0.8 * far[:6, 6:].mean()


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 12), st.integers(0, 20), st.integers(0, 5))
def test_any_network_gets_finite_places(n, m, seed):
    """No node, one node, no edge, an edge to itself: all are placed."""
    boxes, edges = a_network(n, m if n else 0, seed)
    at = place(boxes, edges)
    assert at.shape == (n, 2)
    assert at.dtype == np.int64
    assert np.abs(at).max(initial=0) < 100_000
