"""The linker's part of the loss: which content belongs to which cue, and which source, if any, to each cue."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from data import Window
from net import BIASES, LINK, Net
from torch import Tensor
from torch.nn import functional

from kg.attribution.decode import pair_features

PieceSpan = tuple[int, int]
NEVER = -1e4


@dataclass
class Gold:
    """The gold spans of a batch of windows, padded: B windows of T places, C cues, K contents, S sources.

    Attributes:
        cue, content, source: (B, C, T), (B, K, T), (B, S, T), each row the mean over a span's places.
        with_content, with_source: (B, C, K, 4), (B, C, S, 4), the columns of ``pair_features``.
        is_cue, is_source: (B, C), (B, S), False on padding.
        cue_of: (B, K), number of each content's cue, -100 where it is not in the window.
        right: (B, C, S + 1), whether a cue's source is none (first) or that one; nothing where it is not known.
    """

    cue: Tensor
    content: Tensor
    source: Tensor
    with_content: Tensor
    with_source: Tensor
    is_cue: Tensor
    is_source: Tensor
    cue_of: Tensor
    right: Tensor

    def to(self, device: torch.device) -> Gold:
        return Gold(**{k: v.to(device, non_blocking=True) for k, v in vars(self).items()})


def gold(windows: list[Window], length: int) -> Gold:
    """What the links of *windows* are, for inputs padded to *length* places."""
    parts = [_spans(*w) for w in windows]
    c, s, k = (max(1, *(len(p[i]) for p in parts)) if len(parts) > 1 else max(1, len(parts[0][i])) for i in range(3))
    b = len(windows)
    rows = {name: np.zeros((b, n, length), np.float32) for name, n in (("cue", c), ("content", k), ("source", s))}
    with_content, with_source = np.zeros((b, c, k, 4), np.int64), np.zeros((b, c, s, 4), np.int64)
    is_cue, is_source = np.zeros((b, c), bool), np.zeros((b, s), bool)
    cue_of, right = np.full((b, k), -100), np.zeros((b, c, s + 1), bool)
    for i, ((cues, sources, contents), (example, first, _)) in enumerate(zip(parts, windows, strict=True)):
        if not cues:
            continue
        own = {owner: n for n, (_, owner) in enumerate(cues)}
        pairs = [(span, own[owner]) for span, owner in contents if owner in own]
        _fill(rows["cue"][i], [x for x, _ in cues], first)
        _fill(rows["content"][i], [x for x, _ in pairs], first)
        _fill(rows["source"][i], [x for x, _ in sources], first)
        is_cue[i, : len(cues)], is_source[i, : len(sources)] = True, True
        spans, paragraph = [x for x, _ in cues], example.pieces.paragraph
        if pairs:
            with_content[i, : len(cues), : len(pairs)] = pair_features(spans, [x for x, _ in pairs], paragraph)
            cue_of[i, : len(pairs)] = [n for _, n in pairs]
        if sources:
            with_source[i, : len(cues), : len(sources)] = pair_features(spans, [x for x, _ in sources], paragraph)
        for n, (_, owner) in enumerate(cues):
            right[i, n, 0] = not example.links[owner]["source"]
            right[i, n, 1 : len(sources) + 1] = [owner in owners for _, owners in sources]
    spans = [rows[x] for x in ("cue", "content", "source")]
    return Gold(*map(torch.from_numpy, (*spans, with_content, with_source, is_cue, is_source, cue_of, right)))


def _fill(rows: np.ndarray, spans: list[PieceSpan], first: int) -> None:
    for row, (s, e) in zip(rows, spans, strict=False):
        row[s - first + 1 : e - first + 1] = 1 / (e - s)


def _spans(example, first: int, last: int) -> tuple[list, list, list]:
    """Cues, sources (with the attributions that own them) and contents (cut at the window) inside a window.

    Cues are in order of their place, as ``pair_features`` wants them.
    """
    cues, sources, contents = [], {}, []
    for i, link in enumerate(example.links):
        cues += [(c, i) for c in link["cue"] if len(link["cue"]) == 1 and c[0] >= first and c[1] <= last]
        for s in link["source"]:
            if s[0] >= first and s[1] <= last:
                sources.setdefault(s, set()).add(i)
        for s in link["content"]:
            part = max(s[0], first), min(s[1], last)
            if part[1] - part[0] >= min(3, s[1] - s[0]):
                contents.append((part, i))
    return sorted(cues), list(sources.items()), contents


def loss(net: Net, vectors: Tensor, known: Gold) -> Tensor:
    """Cross-entropy of each content's cue, and of each cue's source or none."""
    qc, qs, kc, ks, null = vectors.float().split([LINK, LINK, LINK, LINK, 1], -1)
    scores = (known.cue @ qc) @ (known.content @ kc).transpose(1, 2) / LINK**0.5
    scores = scores + _bias(net, "content", known.with_content)
    scores = scores.masked_fill(~known.is_cue[:, :, None], NEVER)
    contents = functional.cross_entropy(scores, known.cue_of, reduction="sum")
    some = (known.cue @ qs) @ (known.source @ ks).transpose(1, 2) / LINK**0.5 + _bias(net, "source", known.with_source)
    some = some.masked_fill(~known.is_source[:, None, :], NEVER)
    chances = functional.log_softmax(torch.cat([known.cue @ null, some], 2), 2)
    right = torch.logsumexp(chances.masked_fill(~known.right, NEVER), 2)
    told = known.right.any(2) & known.is_cue
    n_contents, n_cues = (known.cue_of >= 0).sum().clamp(min=1), told.sum().clamp(min=1)
    return contents / n_contents - (right * told).sum() / n_cues


def _bias(net: Net, end: str, features: Tensor) -> Tensor:
    side = features[..., 0]
    return sum(net.tabs[f"{end}_{kind}"][side, features[..., n]] for n, kind in enumerate(BIASES, 1))
