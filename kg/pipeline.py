"""The stages in order, for one article. Pure: same article and configuration, same findings.

::

    Article ─▶ encoding ─▶ Reading ─▶ Attributions ─▶ Utterances, Actors ─▶ Positions ─▶ Findings
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg import actors, attribution, document, positions
from kg.model import Article, Findings, Issue


@dataclass(frozen=True, slots=True)
class Settings:
    """All that an extraction depends on besides the text; hashed into the state of a build.

    Attributes:
        spacy_model: name or path of a spaCy pipeline to use in place of the shipped one.
        issues: the scheme that positions are taken on.
        register: path of an actor register file, or None.
    """

    spacy_model: str | None = None
    issues: tuple[Issue, ...] = ()
    register: Path | None = None


class Extractor:
    """Reads articles, one at a time; loads its models once, on first use."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._nlp = document.load(settings.spacy_model)
        self._encoder = attribution.load_encoder()
        self._register = actors.load_register(settings.register)

    def __call__(self, article: Article) -> Findings:
        """All that can be read out of *article*."""
        encoding = self._encoder.encode(article.text)
        reading = document.read(article, self._nlp, encoding.entities)
        found = attribution.find(reading, encoding)
        utterances, cast = actors.resolve(reading, found, self._register)
        taken = positions.find(reading, utterances, cast, self.settings.issues, self._encoder.meaning)
        return Findings(article, utterances, cast, taken)
