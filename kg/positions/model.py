"""What is trained here: the judge of stance, and the trees of likely positions.

The judge tells whether a text supports a claim, undermines it, or has nothing to do with it.

A six-layer cross-encoder over the pair (claim, text), fine-tuned on PERSPECTRUM's train split (``training/stance``,
model card beside the weights). Its linear layers are int8; its word embeddings, frozen in training, are MiniLM's own,
which the attribution encoder reads as well. One pair at a time: int8 activations are scaled over a whole
batch, so a batch would let a text's neighbours change its result.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.errors import ModelError

_FOLDER = Path(__file__).resolve().parent / "models"
_SHARED = Path(__file__).resolve().parent.parent / "attribution" / "models"  # checked when the encoder loads
_CLS, _SEP = 101, 102


class StanceModel:
    """Loaded weights; use :func:`load`."""

    def __init__(self, folder: Path = _FOLDER) -> None:
        from tokenizers import Tokenizer

        meta = _read(folder / "stance.json")
        self._session = _session(folder / "stance.int8.onnx", meta)
        with np.load(_SHARED / "words.npz", allow_pickle=False) as words:
            self._rows, self._scales = words["rows"], words["scales"]
        self._tokenizer: Any = Tokenizer.from_file(str(_SHARED / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._longest = int(meta["longest"])
        self.temperature = float(meta["temperature"])

    def judge(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        """Probabilities (n, 3) of support, undermine and unrelated for pairs of claim and text."""
        out = np.zeros((len(pairs), 3), np.float32)
        for k, (claim, text) in enumerate(pairs):
            logits = self.logits(claim, text) / self.temperature
            e = np.exp(logits - logits.max())
            out[k] = e / e.sum()
        return out

    def logits(self, claim: str, text: str) -> NDArray[np.float32]:
        """The three outputs for one pair, before temperature and softmax; a pair that is too long is cut."""
        first, second = (
            self._tokenizer.encode(part.encode("utf-8", "replace").decode(), add_special_tokens=False).ids
            for part in (claim, text)
        )
        first = first[: self._longest // 2]
        second = second[: self._longest - 3 - len(first)]
        ids = np.array([_CLS, *first, _SEP, *second, _SEP])
        kind = np.array([[0] * (len(first) + 2) + [1] * (len(second) + 1)], np.int64)
        (logits,) = self._session.run(None, {"words": self._words(ids)[None], "kind": kind})
        return np.asarray(logits[0], np.float32)

    def _words(self, ids: NDArray[np.int64]) -> NDArray[np.float32]:
        """Word embeddings (n, 384), from int8 with a scale a row."""
        return np.asarray(self._rows[ids] * self._scales[ids][:, None], np.float32)


@cache
def load() -> StanceModel | None:
    """The shipped judge, loaded once; None where the installation has no weights.

    Raises:
        ModelError: the weights are not those the model card names.
    """
    return StanceModel() if (_FOLDER / "stance.json").is_file() else None


@cache
def trees(folder: Path = _FOLDER) -> Any:
    """The session of the trees: ``traits`` (n, 32) in, log-odds (n, 1) out.

    Raises:
        ModelError: the weights are missing, or not those the model card names.
    """
    return _session(folder / "likely.onnx", _read(folder / "likely.json"))


def _session(path: Path, meta: dict[str, Any]) -> Any:
    """An ONNX session of one thread, of a file whose hash *meta* holds."""
    import onnxruntime

    if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != meta["sha256"].get(path.name):
        raise ModelError("not the file its hash says", where=str(path), remedy="reinstall kg")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _read(path: Path) -> dict[str, Any]:
    try:
        meta: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"not readable: {error}", where=str(path), remedy="reinstall kg") from error
    return meta
