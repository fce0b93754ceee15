"""Where the nodes of a picture stand: a force layout that then makes room for the labels.

Fruchterman and Reingold's springs (1991, doi:10.1002/spe.4380211102) with gravity towards the middle,
from a seeded start, followed by pushing overlapping label boxes apart along their shallower side (the
idea of Dwyer, Marriott and Stuckey 2005, doi:10.1007/11618058_15, without their solver). All pairs are
looked at in every step, which is right for the few hundred nodes that can be read at once.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

STEPS = 400
APART_STEPS = 300
GRAVITY = 0.5
"""Pull to the middle, a share of the distance a step; holds unconnected parts together."""
PULL = 2.0
"""Strength of a spring between two nodes that have no other."""
ROOM = 3.2
"""Area of the picture as a multiple of that of all boxes."""


def place(
    boxes: NDArray[np.float64],
    edges: NDArray[np.int64],
    weights: NDArray[np.float64] | None = None,
    *,
    aspect: float = 1.35,
    seed: int = 0,
) -> NDArray[np.int64]:
    """Positions for *n* nodes, in pixels around (0, 0), rounded so that they print the same everywhere.

    Args:
        boxes: width and height of each node with its label, in pixels, shape (n, 2).
        edges: pairs of node indices, shape (m, 2).
        weights: pull of each edge, shape (m,); default 1.
        aspect: width of the picture by its height.
        seed: of the start.

    Returns:
        x and y of each node's middle, shape (n, 2); no two boxes overlap if room could be made.
    """
    n = len(boxes)
    if n < 2:
        return np.zeros((n, 2), dtype=np.int64)
    at = _springs(n, edges.reshape(-1, 2), np.ones(len(edges)) if weights is None else weights, seed)
    area = ROOM * boxes.prod(axis=1).sum()
    frame = np.array([np.sqrt(area * aspect), np.sqrt(area / aspect)])
    at = at / np.maximum(np.ptp(at, axis=0), 1e-9) * frame
    at = _apart(at, boxes, aspect)
    middle = (at.max(axis=0) + at.min(axis=0)) / 2
    placed: NDArray[np.int64] = np.rint(at - middle).astype(np.int64)
    return placed


def _springs(n: int, edges: NDArray[np.int64], weights: NDArray[np.float64], seed: int) -> NDArray[np.float64]:
    """Fruchterman–Reingold with unit spring length; cools linearly."""
    radius = np.sqrt(n)
    at = np.random.default_rng(seed).uniform(-radius, radius, (n, 2))
    pull = np.zeros((n, n))
    np.add.at(pull, (edges[:, 0], edges[:, 1]), np.minimum(np.sqrt(weights), 2.0))
    pull += pull.T
    np.fill_diagonal(pull, 0)
    reach = np.maximum(pull.sum(axis=1), 1)
    pull *= PULL / np.sqrt(reach[:, None] * reach[None, :])  # else a dense part falls into one heap
    for step in range(STEPS):
        delta = at[:, None, :] - at[None, :, :]
        far = np.maximum(np.sqrt((delta**2).sum(axis=2)), 0.01)
        push = 1 / far**2 - pull
        np.fill_diagonal(push, 0)
        move = (delta * push[:, :, None]).sum(axis=1) - GRAVITY * at
        length = np.maximum(np.sqrt((move**2).sum(axis=1, keepdims=True)), 1e-9)
        heat = 0.3 * radius * (1 - step / STEPS)
        at = at + move / length * np.minimum(length, heat)
    return at


def _apart(at: NDArray[np.float64], boxes: NDArray[np.float64], aspect: float) -> NDArray[np.float64]:
    """Pushes overlapping boxes apart until none do, or the steps are used up."""
    need = (boxes[:, None, :] + boxes[None, :, :]) / 2
    order = np.arange(len(at))
    sign = np.where(order[:, None] < order[None, :], -1.0, 1.0)
    for _ in range(APART_STEPS):
        delta = at[:, None, :] - at[None, :, :]
        over = need - np.abs(delta)
        both = np.all(over > 0.5, axis=2) & (order[:, None] != order[None, :])
        if not both.any():
            break
        axis = (over / [aspect, 1.0]).argmin(axis=2)  # the smaller share of the picture
        way = np.where(delta == 0, sign[:, :, None], np.sign(delta))
        for k in (0, 1):
            shift = np.where(both & (axis == k), over[:, :, k] / 2 * way[:, :, k], 0)
            count = np.maximum((shift != 0).sum(axis=1), 1)
            at[:, k] += shift.sum(axis=1) / np.sqrt(count)
    return at
