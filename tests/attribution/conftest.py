"""The real encoder and pipeline, loaded once; attributions as words, so that a case reads like its sentence."""

from dataclasses import dataclass

import pytest

from kg import attribution, document
from kg.model import Article, Attribution, Region, Span


@dataclass(frozen=True)
class Said:
    """An attribution in words."""

    source: tuple
    cue: tuple
    content: tuple
    of: object

    @property
    def kind(self):
        return str(self.of.kind)

    @property
    def act(self):
        return str(self.of.act)


class Room:
    """Runs document and attribution on a text."""

    def __init__(self):
        self.encoder = attribution.load_encoder()
        self.nlp = document.load(None)

    def find(self, text, regions=()):
        encoding = self.encoder.encode(text)
        article = Article("x", text, regions=tuple(Region(Span(a, b), zone) for a, b, zone in regions))
        reading = document.read(article, self.nlp, encoding.entities)
        return attribution.find(reading, encoding)

    def decided(self, text, source, cue, content, confidence=0.9):
        """What one proposal of the encoder, given by its words, becomes."""
        return self.joined(text, [(source, cue, content)], confidence)

    def joined(self, text, proposals, confidence=0.9):
        """What some proposals of the encoder, each its source, cue and content, become."""
        span = lambda words: (Span(text.index(words), text.index(words) + len(words)),)  # noqa: E731
        made = [
            Attribution("", span(c), span(s) if s else (), span(v), confidence=confidence, found_by="encoder")
            for s, v, c in proposals
        ]
        reading = document.read(Article("x", text), self.nlp, ())
        return self._said(text, [a for a in attribution.decide(reading, made) if not a.parent])

    def ruled(self, text):
        """What the rules alone find."""
        return self.joined(text, [])

    def all(self, text, regions=()):
        return self._said(text, self.find(text, regions))

    def _said(self, text, found):
        words = lambda spans: tuple(text[s.start : s.end] for s in spans)  # noqa: E731
        return [Said(words(a.source), words(a.cue), words(a.content), a) for a in found]

    def top(self, text, regions=()):
        return [s for s in self.all(text, regions) if s.of.parent is None]

    def inner(self, text):
        return [s for s in self.all(text) if s.of.parent is not None]

    def statements(self, text, regions=()):
        return [s for s in self.top(text, regions) if s.act == "statement"]


@pytest.fixture(scope="session")
def room():
    return Room()
