"""The trained attribution encoder: ONNX sessions and their tokenizer, loaded once; text in, Encoding out.

Same text, same Encoding: one window a run (int8 activations are scaled over a batch, so a window's result would change
with its neighbours), one thread, confidences rounded. Same bytes hold for one kind of processor.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from kg.attribution import decode
from kg.attribution.confidence import Calibration, chances
from kg.attribution.decode import Floats, Linker, Window
from kg.attribution.encoder_text import CLS, SENTENCE, SEP, Ints, Pieces, feed, pieces, windows
from kg.attribution.gist import Gist
from kg.errors import ModelError
from kg.model import Entity, Span

MODELS = Path(str(files("kg.attribution"))) / "models"
ROLES = ("source", "cue", "content")
REMEDY = "install kg again, or take the file from its repository"


@dataclass(frozen=True, slots=True)
class Proposal:
    """An attribution as the encoder sees it; spans in text order, trimmed to words.

    Attributes:
        confidence: calibrated probability that content and source are right, 0..1, two decimals.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Encoding:
    """What the encoder says of one text.

    Attributes:
        proposals: attributions, in order of their cues.
        entities: named entities: PERSON, ORG, LOC, NORP; none where the weights hold no entity head.
        tags: (n, 7) log-probabilities of the word pieces: O, then B and I of source, cue, content.
        offsets: (n, 2) start and end of the word pieces in the text.
    """

    proposals: tuple[Proposal, ...]
    entities: tuple[Entity, ...]
    tags: Floats
    offsets: Ints

    def chance(self, role: str, span: Span) -> float:
        """Mean probability, 0..1, that the word pieces of *span* are a "source", "cue" or "content"."""
        first = int(np.searchsorted(self.offsets[:, 1], span.start, side="right"))
        last = int(np.searchsorted(self.offsets[:, 0], span.end, side="left"))
        if last <= first:
            return 0.0
        at = 2 * ROLES.index(role) + 1
        return round(float(np.exp(self.tags[first:last, at : at + 2]).sum(1).mean()), 3)


class Encoder:
    """Reads texts, one at a time.

    Raises:
        ModelError: a file is missing, or not the one its hash says.
    """

    def __init__(self, folder: Path = MODELS) -> None:
        settings = _settings(folder)
        for name, digest in settings["sha256"].items():
            _check(folder / name, digest)
        self._folder = folder
        self._words = Words(folder / "words.npz")
        self._tagger = _session(folder / "attribution.int8.onnx")
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._ids = lru_cache(maxsize=1024)(self._ids_of)  # the same text is asked for its gist and its meaning
        self._linker = make_linker(settings["linker"])
        self._calibration = Calibration(**settings["calibration"])
        self._lean = np.array(settings["lean"], np.float32)
        self._kinds: list[str] = settings["entities"]

    def pieces(self, text: str) -> Pieces:
        """The word pieces of *text* with their features."""
        encoded = self._tokenizer.encode(text, add_special_tokens=False)
        return pieces(text, encoded.ids, encoded.offsets, encoded.word_ids)

    def windows(self, some: Pieces) -> list[Window]:
        """The network's answers, window by window."""
        out = []
        for first, last in windows(some.sentence):
            inputs = feed(some, first, last)
            words = self._words(inputs.pop("ids"))
            answers = self._tagger.run(["tags", "links", "entities"], {**inputs, "words": words})
            tags, links, entities = (a[0, 1:-1] for a in answers)
            out.append(Window(first, last, tags, entities, links))
        return out

    def encode(self, text: str) -> Encoding:
        """Attributions and entities proposed for *text*."""
        some = self.pieces(text)
        if not len(some):
            return Encoding((), (), np.zeros((0, 7), np.float32), some.offsets)
        seen = self.windows(some)
        tags = decode.joined(len(some), seen, "tags")
        found = decode.link(
            len(some), some.paragraph, seen, decode.bio_spans(tags + self._lean, some.word), self._linker
        )
        proposals = tuple(
            Proposal(
                tuple(_span(some, s) for s in f.source),
                (_span(some, f.cue),),
                tuple(_span(some, s) for s in f.content),
                self._calibration.confidence(chances(f, tags, some.quote)),
            )
            for f in found
        )
        return Encoding(proposals, self._entities(some, seen), tags, some.offsets)

    def _entities(self, some: Pieces, seen: Sequence[Window]) -> tuple[Entity, ...]:
        if not self._kinds:  # these weights hold no trained entity head
            return ()
        scores = decode.joined(len(some), seen, "entities")
        return tuple(
            Entity(_span(some, (a, b)), self._kinds[kind]) for kind, a, b in decode.bio_spans(scores, some.word)
        )

    def meaning(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit-length sentence vectors (n, 384) of MiniLM itself; a text is read up to its 254th word piece."""
        return self._each(texts, self._meant)

    def near(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """What :meth:`meaning` says of *texts*, nearly, at half the time: half of MiniLM's layers."""
        return self._each(texts, self._nearly)

    def gist(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """What :meth:`meaning` says of *texts*, nearly, at a tenth of the time: no network runs."""
        return self._each(texts, self._gist)

    def _each(self, texts: Sequence[str], vector: Callable[[Ints], Floats]) -> Floats:
        """One text a time, so that no vector depends on its neighbours."""
        vectors = np.zeros((len(texts), 384), np.float32)
        for row, text in zip(vectors, texts, strict=True):
            if len(ids := self._ids(text)):
                row[:] = vector(ids)
        return vectors

    def _ids_of(self, text: str) -> Ints:
        return np.array(self._tokenizer.encode(text, add_special_tokens=False).ids[:SENTENCE], np.int64)

    def _meant(self, ids: Ints) -> Floats:
        return self._run(self._meaning, ids)

    def _nearly(self, ids: Ints) -> Floats:
        return self._run(self._near, ids)

    def _run(self, session: onnxruntime.InferenceSession, ids: Ints) -> Floats:
        whole = np.array([[CLS, *ids, SEP]], np.int64)
        return np.asarray(session.run(["meaning"], {"words": self._words(whole)})[0][0], np.float32)

    @cached_property
    def _gist(self) -> Gist:
        return Gist(self._folder / "gist.npz", self._words)

    @cached_property
    def _meaning(self) -> onnxruntime.InferenceSession:
        """MiniLM itself, loaded when meaning is first asked for."""
        return _session(self._folder / "meaning.int8.onnx")

    @cached_property
    def _near(self) -> onnxruntime.InferenceSession:
        """Half of it, loaded as late."""
        return _session(self._folder / "near.int8.onnx")


class Words:
    """The word vectors that all networks read, int8 with a scale a row."""

    def __init__(self, path: Path) -> None:
        with np.load(path, allow_pickle=False) as stored:
            self._rows, self._scales = stored["rows"], stored["scales"]

    def __call__(self, ids: Ints) -> Floats:
        """The vectors of *ids*, with an axis more."""
        return np.asarray(self._rows[ids] * self._scales[ids][..., None], np.float32)


def _session(path: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])


@cache
def load_encoder(folder: Path = MODELS) -> Encoder:
    """The encoder of *folder*, loaded once a process."""
    return Encoder(folder)


def _span(some: Pieces, pair: decode.PieceSpan) -> Span:
    return Span(int(some.offsets[pair[0], 0]), int(some.offsets[pair[1] - 1, 1]))


def _settings(folder: Path) -> dict[str, Any]:
    path = folder / "attribution.json"
    try:
        settings: dict[str, Any] = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise ModelError(f"not readable ({error})", where=str(path), remedy=REMEDY) from error
    return settings


def _check(path: Path, digest: str) -> None:
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ModelError("is missing", where=str(path), remedy=REMEDY) from error
    if found != digest:
        raise ModelError("is not the file that belongs to this version", where=str(path), remedy=REMEDY)


def make_linker(numbers: dict[str, Any]) -> Linker:
    """The linker that the numbers under ``linker`` of attribution.json describe."""
    plausible = np.array(numbers["prior"]["content"], np.float32) > numbers["least"]
    tables = {
        end: np.float32(numbers["scale"]) * _table(numbers["bias"][end])
        + np.float32(numbers["prior_weight"]) * np.array(numbers["prior"][end], np.float32)
        for end in ("content", "source")
    }
    return Linker(numbers["width"], tables["content"], tables["source"], numbers["scale"], numbers["null"], plausible)


def _table(biases: dict[str, list[list[float]]]) -> Floats:
    """The learned biases of distance, paragraphs and cues between, summed: (2, 8, 3, 3)."""
    dist, par, ncue = (np.array(biases[k], np.float32) for k in ("dist", "par", "ncue"))
    return np.asarray(dist[:, :, None, None] + par[:, None, :, None] + ncue[:, None, None, :])
