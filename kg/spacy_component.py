"""kg inside anybody's spaCy pipeline: ``nlp.add_pipe("kg_attribution")``.

The component reads what the pipeline before it tagged and parsed (UD or ClearNLP labels) and writes:

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

from spacy.language import Language
from spacy.tokens import Doc, SpanGroup
from spacy.tokens import Span as DocSpan

from kg import articles, attribution, records
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


class AttributionComponent:
    """Finds attributions in Docs; its encoder is loaded with the first one, so processes start without a copy."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name
        self._lang = nlp.lang

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

    def pipe(self, docs: Iterable[Doc], *, batch_size: int = 1) -> Iterator[Doc]:
        """One Doc after another: an article's result never depends on its neighbours in a batch."""
        del batch_size
        for doc in docs:
            yield self(doc)

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """Nothing: the models ship with kg."""
        del exclude
        return b""

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> AttributionComponent:
        """The component as it is."""
        del data, exclude
        return self

    def to_disk(self, path: object, *, exclude: Iterable[str] = ()) -> None:
        """Nothing: the models ship with kg."""
        del path, exclude

    def from_disk(self, path: object, *, exclude: Iterable[str] = ()) -> AttributionComponent:
        """The component as it is."""
        del path, exclude
        return self


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
