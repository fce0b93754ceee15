"""How sure the encoder is of a proposal: a logistic curve over a few plain figures, fitted on held-out articles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log

import numpy as np

from kg.attribution.decode import Floats, Found, PieceSpan
from kg.attribution.encoder_text import OUTSIDE, Ints

SOURCE, CUE, CONTENT = 1, 3, 5  # the B tag of each role; I follows
FIGURES = ("cue", "content", "content_start", "content_end", "content_link", "source", "source_link", "marks", "length")


@dataclass(frozen=True, slots=True)
class Calibration:
    """Platt scaling: ``1 / (1 + exp(-(weights · figures + bias)))``."""

    weights: Sequence[float]
    bias: float

    def confidence(self, figures: Sequence[float]) -> float:
        """The probability that a proposal is right, two decimals."""
        total = sum(w * f for w, f in zip(self.weights, figures, strict=True)) + self.bias
        return round(1 / (1 + exp(-max(-30.0, min(30.0, total)))), 2)


def chances(found: Found, tags: Floats, quote: Ints) -> list[float]:
    """The figures named in FIGURES, from the tags' log-probabilities and the quotation states of the pieces."""
    chance = np.exp(tags)
    inside = [chance[a:b, CONTENT : CONTENT + 2].sum(1).mean() for a, b in found.content]
    start = chance[found.content[0][0], CONTENT]
    after = found.content[-1][1]
    end = 1 - chance[after, CONTENT + 1] if after < len(chance) else 1.0
    pieces = sum(b - a for a, b in found.content)
    marked = any((quote[a:b] != OUTSIDE).any() for a, b in found.content)
    source = _role(chance, found.source[0], SOURCE) if found.source else 0.0
    return [
        _role(chance, found.cue, CUE),
        float(np.mean(inside)),
        float(start),
        float(end),
        found.content_chance,
        source,
        found.source_chance,
        float(marked),
        log(pieces),
    ]


def _role(chance: Floats, span: PieceSpan, role: int) -> float:
    return float(chance[span[0] : span[1], role : role + 2].sum(1).mean())
