"""The stages in order, for one article. Pure: same article and configuration, same findings.

::

    Article ─▶ encoding ─▶ Reading ─▶ Attributions ─▶ Utterances, Actors ─▶ Positions ─▶ Findings
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from kg import actors, attribution, document, positions
from kg.articles.mojibake import mended
from kg.model import Actor, Article, Attribution, Findings, Issue, Position, Span


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
        """All that can be read out of *article*; its offsets are into the text as it is, however damaged."""
        whole, way = mended(article)
        found = self._read(whole)
        return replace(_moved(found, way.back), article=article) if way else found

    def _read(self, article: Article) -> Findings:
        encoding = self._encoder.encode(article.text)
        reading = document.read(article, self._nlp, encoding.entities)
        found = attribution.find(reading, encoding)
        utterances, cast = actors.resolve(reading, found, self._register)
        meaning = self._encoder.meaning, self._encoder.gist, self._encoder.near
        taken = positions.find(reading, utterances, cast, self.settings.issues, *meaning)
        return Findings(article, utterances, cast, taken)


def _moved(findings: Findings, to: Callable[[Span], Span]) -> Findings:
    """The same findings at other places of a text."""

    def spans(some: tuple[Span, ...]) -> tuple[Span, ...]:
        return tuple(map(to, some))

    def attribution_(a: Attribution) -> Attribution:
        return replace(
            a,
            content=spans(a.content),
            source=spans(a.source),
            cue=spans(a.cue),
            topic=spans(a.topic),
            addressee=spans(a.addressee),
        )

    def actor(a: Actor) -> Actor:
        roles = tuple(replace(r, span=to(r.span)) if r.span else r for r in a.roles)
        return replace(a, roles=roles, mentions=spans(a.mentions))

    def position(p: Position) -> Position:
        evidence = tuple(to(e) if isinstance(e, Span) else e for e in p.evidence)
        return replace(p, evidence=evidence, decided_by=spans(p.decided_by))

    return replace(
        findings,
        utterances=tuple(replace(u, attribution=attribution_(u.attribution)) for u in findings.utterances),
        actors=tuple(map(actor, findings.actors)),
        positions=tuple(map(position, findings.positions)),
    )
