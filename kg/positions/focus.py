"""What an article is about as a whole: the issues that its statements touch, but for those they are far from.

How near an issue is, is its mean cosine with the statements. Their gists give it to 0.02; where that leaves it open
which issues are far, some statements are asked for their meaning, and tell how far off the others' gists are likely
to be (a regression estimator, shrunk: the mean error of the asked is partly all statements' and partly their own).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

FAR = 0.3  # least mean cosine with the statements; articles on other matters stayed below 0.32 in three schemes
LEADS = 0.3  # least focus of the nearest issue
COUNTS = 0.04  # share of the wordings from which it matters whether an issue is far
COMMON, OWN = 0.016, 0.058  # standard errors of gists: what an article's statements share, what is each one's own
STEP = 4  # statements to ask at once; every fourth, so that they lie apart

Cosines = NDArray[np.float64]  # a row a statement, a column an issue


def nearness(gists: Cosines, meant: Callable[[Sequence[int]], Cosines], worded: Sequence[float]) -> list[float]:
    """Each issue's mean cosine with the statements, as exactly as it matters.

    Args:
        gists: cosines of the statements' gists.
        meant: rows to the cosines of those statements' meanings.
        worded: each issue's share of the wordings that the statements touch.
    """
    size, asked = len(gists), 0
    order = [row for first in range(STEP) for row in range(first, size, STEP)]
    off = np.zeros((0, gists.shape[1]))
    while True:
        near, error = _estimate(gists, off)
        if asked == size or not _is_doubtful(near, worded, error):
            return near
        asked = min(size, asked + STEP)
        off = meant(order[:asked]) - gists[order[:asked]]


def _estimate(gists: Cosines, off: Cosines) -> tuple[list[float], float]:
    """The mean cosines, given how far off some gists are; and the standard error."""
    size, asked = len(gists), len(off)
    left = size - asked
    whole = asked * COMMON**2 + OWN**2
    common = off.sum(0) * COMMON**2 / whole
    near = gists.mean(0) + (off.sum(0) + left * common) / size
    variance = (left / size) ** 2 * (COMMON * OWN) ** 2 / whole + left * (OWN / size) ** 2
    return near.tolist(), float(variance**0.5)


def _is_doubtful(near: Sequence[float], worded: Sequence[float], error: float) -> bool:
    """Whether another focus is likely where mean cosines are off by a standard error."""
    top = max(near, default=0.0)
    rivals = [k for k, n in enumerate(near) if n > top - 1.4 * error]
    if len(rivals) > 1 and top > FAR - error and any(worded[k] < LEADS for k in rivals):
        return True
    most = (max(w, LEADS * (k in rivals)) for k, w in enumerate(worded))
    return any(m >= COUNTS and abs(n - FAR) < error for m, n in zip(most, near, strict=True))


def focus(near: Sequence[float], worded: Sequence[float]) -> tuple[float, ...]:
    """How far an article is about each issue: its share of the wordings that the statements touch.

    An issue whose meaning is far from the statements' counts for nothing, whatever words it shares with them; the
    nearest one counts in any case.
    """
    top = max(near, default=0.0)
    return tuple(max(w, LEADS * (n == top)) if n >= FAR else 0.0 for n, w in zip(near, worded, strict=True))
