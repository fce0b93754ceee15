"""kg inside anybody's spaCy pipeline: ``nlp.add_pipe("kg_attribution")``, ``nlp.add_pipe("kg_entities")``.

``kg_entities`` sets ``doc.ents`` (PERSON, ORG, GPE, LOC, NORP) as the encoder names them, one label for one name in a
text; the shipped pipeline ends with it.

``kg_attribution`` reads what the pipeline before it tagged and parsed (UD or ClearNLP labels) and writes:

* ``doc.spans["attributions" | "sources" | "cues" | "contents"]``: span groups. A span's ``id_`` is its attribution's id
  ("a3"), its label the attribution's kind for ``attributions``, else the role; several spans may carry one id.
* ``doc._.attributions``: the :class:`kg.model.Attribution` values in text order, offsets into ``doc.text``.

>>> import spacy
>>> nlp = spacy.load("en_core_web_sm")  # doctest: +SKIP
>>> _ = nlp.add_pipe("kg_attribution")  # doctest: +SKIP
>>> doc = nlp("“It will rain,” Ada Fenn said.")  # doctest: +SKIP
>>> [span.text for span in doc.spans["sources"]]  # doctest: +SKIP
['Ada Fenn']
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Self

from spacy.language import Language
from spacy.tokens import Doc, SpanGroup
from spacy.tokens import Span as DocSpan
from spacy.util import filter_spans

from kg import articles, attribution, records
from kg.document import names
from kg.document.reading import from_doc
from kg.errors import ModelError, ReadError
from kg.ids import mint
from kg.model import Article, Attribution, Span

GROUPS = ("attributions", "sources", "cues", "contents")

_STORED = "kg_attributions"  # key in doc.user_data: plain values, so that a Doc goes through DocBin and processes


def _attributions(doc: Doc) -> tuple[Attribution, ...]:
    """What ``doc._.attributions`` gives."""
    return records.parse(tuple[Attribution, ...], doc.user_data.get(_STORED, []))


if not Doc.has_extension("attributions"):
    Doc.set_extension("attributions", getter=_attributions)


class _Component:
    """What is stored of a component: nothing, since its models ship with kg."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name
        self._lang = nlp.lang

    def __call__(self, doc: Doc) -> Doc:
        raise NotImplementedError

    def pipe(self, docs: Iterable[Doc], *, batch_size: int = 1) -> Iterator[Doc]:
        """One Doc after another: an article's result never depends on its neighbours in a batch."""
        del batch_size
        for doc in docs:
            yield self(doc)

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """Nothing."""
        del exclude
        return b""

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> Self:
        """The component as it is."""
        del data, exclude
        return self

    def to_disk(self, path: object, *, exclude: Iterable[str] = ()) -> None:
        """Nothing."""
        del path, exclude

    def from_disk(self, path: object, *, exclude: Iterable[str] = ()) -> Self:
        """The component as it is."""
        del path, exclude
        return self


class EntityComponent(_Component):
    """Names entities in Docs; its encoder is loaded with the first one."""

    def __call__(self, doc: Doc) -> Doc:
        """Set the entities of *doc*; those that it has already are replaced."""
        text = doc.text
        proposed = attribution.load_encoder().encode(text).entities
        found = names.settled(text, proposed, [Span(0, len(text))] if text else [])
        spans = [doc.char_span(e.span.start, e.span.end, label=e.label, alignment_mode="expand") for e in found]
        doc.ents = filter_spans([s for s in spans if s is not None])
        return doc


class AttributionComponent(_Component):
    """Finds attributions in Docs; its encoder is loaded with the first one, so processes start without a copy."""

    def __call__(self, doc: Doc) -> Doc:
        """Write the attributions of *doc*.

        Raises:
            ModelError: the pipeline before this component does not parse.
        """
        if not (doc.has_annotation("DEP") and doc.has_annotation("TAG")):
            raise ModelError(
                "a tagger and a parser must run before kg_attribution",
                where=self.name,
                remedy='nlp.add_pipe("kg_attribution", last=True) in a pipeline that has both',
            )
        text = doc.text
        encoding = attribution.load_encoder().encode(text)
        reading = from_doc(doc, _article(text), encoding.entities)
        found = attribution.find(reading, encoding)
        doc.user_data[_STORED] = records.dump(found)
        for group, spans in _grouped(doc, found).items():
            doc.spans[group] = SpanGroup(doc, name=group, spans=spans)
        return doc


@Language.factory("kg_entities", assigns=["doc.ents"], default_config={})
def make_entities(nlp: Language, name: str) -> EntityComponent:
    """The factory behind ``nlp.add_pipe("kg_entities")``."""
    return EntityComponent(nlp, name)


@Language.factory(
    "kg_attribution",
    requires=["token.dep", "token.tag", "token.head"],
    assigns=["doc._.attributions", "doc.spans"],
    default_config={},
)
def make_attribution(nlp: Language, name: str) -> AttributionComponent:
    """The factory behind ``nlp.add_pipe("kg_attribution")``."""
    return AttributionComponent(nlp, name)


def _article(text: str) -> Article:
    """The text with its page furniture marked; as it is, where kg would not take it for an article (a line, a note)."""
    try:
        return articles.from_text(text)
    except ReadError:
        return Article(mint("ar", "article", text), text)


def _grouped(doc: Doc, found: Iterable[Attribution]) -> dict[str, list[DocSpan]]:
    groups: dict[str, list[DocSpan]] = {name: [] for name in GROUPS}
    for a in found:
        for group, spans, label in (
            ("attributions", (a.extent,), str(a.kind)),
            ("sources", a.source, "source"),
            ("cues", a.cue, "cue"),
            ("contents", a.content, "content"),
        ):
            groups[group] += [_span(doc, s, label, a.id) for s in spans]
    return groups


def _span(doc: Doc, span: Span, label: str, span_id: str) -> DocSpan:
    """The tokens that *span* touches."""
    made = doc.char_span(span.start, span.end, label=label, span_id=span_id, alignment_mode="expand")
    if made is None:  # cannot be: the span was made from tokens of this text
        raise ValueError(f"no tokens at {span}")
    return made
