"""kg in anybody's spaCy pipeline: ``nlp.add_pipe("kg_attribution")``.

The component reads whatever parse the pipeline made (any label scheme that :mod:`kg.document` knows) and sets

* ``doc.spans["attributions"]``, ``["sources"]``, ``["cues"]``, ``["contents"]``: spans for displaCy and friends,
* ``doc._.attributions``: the same as a tuple of :class:`kg.model.Attribution`, offsets into ``doc.text``.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc


@Language.factory("kg_attribution", assigns=["doc.spans", "doc._.attributions"], requires=["token.dep", "doc.sents"])
def make_attribution(nlp: Language, name: str) -> AttributionComponent:
    """The factory that spaCy finds by entry point."""
    del nlp
    return AttributionComponent(name)


class AttributionComponent:
    """Adds attributions to a parsed Doc; the encoder is loaded on first use, so that a copy in a process is cheap."""

    def __init__(self, name: str = "kg_attribution") -> None:
        self.name = name
        if not Doc.has_extension("attributions"):
            Doc.set_extension("attributions", default=())

    def __call__(self, doc: Doc) -> Doc:
        """Find the attributions in *doc*."""
        from kg import articles, attribution, document

        if not doc.text.strip():
            return doc
        encoding = attribution.load_encoder().encode(doc.text)
        reading = document.from_doc(doc, articles.from_text(doc.text), encoding.entities)
        found = attribution.find(reading, encoding)
        doc._.attributions = found
        for key, role in (("sources", "source"), ("cues", "cue"), ("contents", "content")):
            spans = [(s.start, s.end, f"{role} {a.id}") for a in found for s in getattr(a, role)]
            doc.spans[key] = [doc.char_span(s, e, label, alignment_mode="expand") for s, e, label in spans]
        doc.spans["attributions"] = [
            doc.char_span(a.extent.start, a.extent.end, a.id, alignment_mode="expand") for a in found
        ]
        return doc
