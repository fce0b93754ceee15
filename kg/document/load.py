"""The spaCy pipeline that reads the language, loaded once for each name."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import spacy
from spacy.language import Language

from kg.errors import ModelError

SHIPPED = Path(__file__).resolve().parent / "models" / "en_kg"

# What a Reading is made from; anything else in a user's pipeline would cost time for nothing.
_USED = ("tagger", "parser", "senter", "lemmatizer", "attribute_ruler", "ner")
_NEEDED = ("tagger", "parser")
_ENCODED = ["kg_entities"]  # the shipped pipeline's last; a Reading is handed what the encoder found already


@cache
def load(model: str | None = None) -> Language:
    """The language pipeline, kept for the life of the process.

    Args:
        model: name or path of a spaCy pipeline with a tagger and a parser (``en_core_web_lg``, …);
            None for the one that ships with kg.

    Raises:
        ModelError: there is no such pipeline, or it cannot parse.
    """
    try:
        nlp = spacy.load(model or SHIPPED, exclude=_ENCODED)
    except (OSError, ValueError) as error:
        raise ModelError(
            "spaCy cannot load this pipeline: " + str(error).splitlines()[0],
            where=model or SHIPPED.name,
            remedy="give the name or folder of an installed spaCy pipeline for English, or leave --spacy-model out",
        ) from error
    missing = [name for name in _NEEDED if name not in nlp.pipe_names]
    if missing:
        raise ModelError(
            f"the pipeline has no {' and no '.join(missing)}",
            where=model or SHIPPED.name,
            remedy="a pipeline that tags and parses is needed",
        )
    for name in _unused(nlp):
        nlp.remove_pipe(name)
    return nlp


def _unused(nlp: Language) -> list[str]:
    """Components whose output nobody reads: not in the list above, and nobody listens to them."""
    listening = {"tok2vec", "transformer"}  # the shared layers below tagger and parser
    unused = [name for name in nlp.pipe_names if name not in _USED and name not in listening]
    if "attribute_ruler" in nlp.pipe_names or "morphologizer" not in unused:
        return unused
    unused.remove("morphologizer")  # without a ruler it is what sets the universal part of speech
    return unused
