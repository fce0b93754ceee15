"""Attributions as spaCy's DocBin, for training and for scoring: spans in ``doc.spans`` by role.

A Doc has span groups ``sources``, ``cues`` and ``contents``; a span's label is its role, its id the attribution's.
Tokens are those of spaCy's blank English pipeline, so a span that begins or ends inside a word is widened to it;
the exact offsets stay in ``doc.user_data["attributions"]``, and the article's name in ``doc.user_data["article"]``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import spacy
from spacy.tokens import Doc, DocBin

from kg.errors import ScoreError

ROLES = {"sources": "source", "cues": "cue", "contents": "content"}
_KEPT = ("id", "source", "cue", "content", "kind", "act", "speakers", "parent")


def to_bytes(records: Iterable[tuple[Mapping[str, Any], str]]) -> bytes:
    """A DocBin of (public record, text) pairs, as bytes."""
    nlp = spacy.blank("en")
    nlp.max_length = 10**8  # only the tokeniser runs
    store = DocBin(store_user_data=True)
    for record, text in records:
        store.add(_doc(nlp.make_doc(text), record))
    return bytes(store.to_bytes())


def _doc(doc: Doc, record: Mapping[str, Any]) -> Doc:
    doc.user_data["article"] = record["article"]
    doc.user_data["attributions"] = [{k: a[k] for k in _KEPT if k in a} for a in record["attributions"]]
    for group, role in ROLES.items():
        spans = [
            doc.char_span(start, end, label=role, span_id=a["id"], alignment_mode="expand")
            for a in record["attributions"]
            for start, end in a.get(role) or ()
        ]
        doc.spans[group] = [s for s in spans if s is not None]
    return doc


def read(path: Path) -> list[dict[str, Any]]:
    """Records with article, text and attributions from a DocBin, ours or anybody's with the same span groups.

    Raises:
        ScoreError: not a DocBin, or without attributions.
    """
    try:
        docs = list(DocBin().from_disk(path).get_docs(spacy.blank("en").vocab))
    except Exception as error:  # noqa: BLE001  # zlib's, msgpack's, spaCy's: whatever a strange file provokes
        raise ScoreError(f"not a DocBin: {error}", where=str(path)) from None
    return [_record(doc, f"{path.stem}-{number}") for number, doc in enumerate(docs, 1)]


def _record(doc: Doc, name: str) -> dict[str, Any]:
    kept = doc.user_data.get("attributions")
    if kept is not None:
        attributions = [{k: [list(s) for s in v] if k in ROLES.values() else v for k, v in a.items()} for a in kept]
    else:
        if "contents" not in doc.spans:
            raise ScoreError("a Doc has no span group 'contents'", where=name)
        found: dict[str, dict[str, Any]] = {}
        for group, role in ROLES.items():
            for span in doc.spans.get(group, ()):
                entry = found.setdefault(span.id_, {"id": span.id_, "source": [], "cue": [], "content": []})
                entry[role].append([span.start_char, span.end_char])
        attributions = [a for a in found.values() if a["content"]]
    return {"article": doc.user_data.get("article", name), "text": doc.text, "attributions": attributions}
