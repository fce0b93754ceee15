"""Article to Reading: tokens, sentences, paragraphs, entities and quotation marks as plain values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import cast

import numpy as np
from spacy.attrs import DEP, HEAD, IDX, IS_SPACE, LEMMA, LENGTH, ORTH, POS, TAG
from spacy.language import Language
from spacy.parts_of_speech import NAMES
from spacy.tokens import Doc

from kg.document import labels, marks, names, paragraphs
from kg.model import Article, Entity, Reading, Span, Token

# spaCy's memory grows with the text; longer paragraphs are read in pieces cut at a sentence's end.
_PIECE = 10_000  # characters
_LONGEST_SENTENCE = 250  # tokens; no writer's is longer, and what follows takes time by its square
_SENTENCE_END = re.compile(r"[.!?][\"'”’»)]*\s+(?=[^a-z\s])")
_CLOSING = frozenset("\"'”’»)]")


def read(article: Article, nlp: Language, entities: tuple[Entity, ...] = ()) -> Reading:
    """The language of *article*.

    Paragraphs are parsed each for itself, so no sentence crosses one, and regions (title, dateline, captions, …)
    are paragraphs of their own.

    Args:
        article: as it came; offsets in the reading are into its text.
        nlp: a pipeline from :func:`kg.document.load`.
        entities: proposals from elsewhere (the encoder); empty asks the pipeline's own recogniser.
    """
    cut = paragraphs.split(article.text, article.regions)
    pieces = [piece for paragraph in cut for piece in _pieces(article.text, paragraph)]
    skipped = ["ner"] if entities and "ner" in nlp.pipe_names else []
    found = list(entities)
    tokens: list[Token] = []
    sentences: list[tuple[int, int]] = []
    docs = nlp.pipe((article.text[p.start : p.end] for p in pieces), disable=skipped, batch_size=64)
    for piece, doc in zip(pieces, docs, strict=True):
        _take(doc, piece.start, tokens, sentences)
        if not entities:
            found += [Entity(Span(piece.start + e.start_char, piece.start + e.end_char), e.label_) for e in doc.ents]
    return _reading(article, tuple(tokens), sentences, cut, found)


def from_doc(doc: Doc, article: Article, entities: tuple[Entity, ...] = ()) -> Reading:
    """The Reading of a Doc that a pipeline has already tagged and parsed.

    Args:
        doc: its text is *article*'s.
        article: what the Doc was made from.
        entities: proposals that stand in for ``doc.ents`` when not empty.
    """
    cut = paragraphs.split(article.text, article.regions)
    tokens: list[Token] = []
    sentences: list[tuple[int, int]] = []
    _take(doc, 0, tokens, sentences)
    starts = {paragraph.start for paragraph in cut}
    sentences = [piece for s in sentences for piece in _split_at(s, tokens, starts)]
    for first, last in sentences:  # a head beyond the cut leaves a root behind
        for i in range(first, last):
            if not first <= tokens[i].head < last:
                t = tokens[i]
                tokens[i] = Token(t.start, t.end, t.text, t.lemma, t.pos, t.tag, "ROOT", i)
    found = list(entities) or [Entity(Span(e.start_char, e.end_char), e.label_) for e in doc.ents]
    return _reading(article, tuple(tokens), sentences, cut, found)


def _reading(
    article: Article,
    tokens: tuple[Token, ...],
    sentences: Sequence[tuple[int, int]],
    cut: tuple[Span, ...],
    entities: Sequence[Entity],
) -> Reading:
    tokens, sentences = _bounded(tokens, sentences)
    return Reading(
        article=article,
        tokens=tokens,
        sentences=tuple(_joined(tokens, sentences, {p.start for p in cut})),
        paragraphs=cut,
        entities=names.settled(article.text, entities, cut),
        quotations=marks.pair(article.text, cut),
    )


def _pieces(text: str, paragraph: Span) -> Iterator[Span]:
    start = paragraph.start
    while paragraph.end - start > _PIECE:
        ends = [m.end() for m in _SENTENCE_END.finditer(text, start + _PIECE // 2, start + _PIECE)]
        spaces = text.rfind(" ", start + _PIECE // 2, start + _PIECE) + 1
        end = ends[-1] if ends else spaces or start + _PIECE
        yield Span(start, end)
        start = end
    yield Span(start, paragraph.end)


_ATTRIBUTES = [HEAD, IS_SPACE, IDX, LENGTH, ORTH, LEMMA, POS, TAG, DEP]


def _take(doc: Doc, offset: int, tokens: list[Token], sentences: list[tuple[int, int]]) -> None:
    """Append the words of *doc* (white space left out) and its sentences."""
    base, string = len(tokens), doc.vocab.strings
    table = doc.to_array(_ATTRIBUTES).reshape(-1, len(_ATTRIBUTES))  # asking token by token takes four times as long
    heads: list[int] = (np.arange(len(table)) + table[:, 0].astype(np.int64)).tolist()
    rows = cast("list[list[int]]", table.tolist())
    place = {i: base + n for n, i in enumerate(i for i, row in enumerate(rows) if not row[1])}
    made: list[Token] = []
    for i, at in place.items():
        _, _, start, length, orth, lemma, pos, tag, dep = rows[i]
        head = heads[i]
        while rows[head][1] and heads[head] != head:
            head = heads[head]
        governor = place.get(head, at)
        text, start = string[orth], offset + start
        relation = "ROOT" if governor == at else string[dep]
        lemmatised = string[lemma].lower() or text.lower()
        made.append(Token(start, start + length, text, lemmatised, NAMES[pos], string[tag], relation, governor))
    if labels.is_clear([t.dep for t in made]):
        shifted = [Token(t.start, t.end, t.text, t.lemma, t.pos, t.tag, t.dep, t.head - base) for t in made]
        made = [
            Token(t.start, t.end, t.text, t.lemma, t.pos, t.tag, t.dep, t.head + base) for t in labels.to_ud(shifted)
        ]
    tokens += made
    for sentence in doc.sents:
        inside = [place[i] for i in range(sentence.start, sentence.end) if i in place]
        if inside:
            sentences.append((inside[0], inside[-1] + 1))


def _split_at(sentence: tuple[int, int], tokens: Sequence[Token], starts: set[int]) -> Iterator[tuple[int, int]]:
    first, last = sentence
    edges = [first, *(i for i in range(first + 1, last) if tokens[i].start in starts), last]
    yield from pairwise(edges)


def _bounded(
    tokens: tuple[Token, ...], sentences: Sequence[tuple[int, int]]
) -> tuple[tuple[Token, ...], Sequence[tuple[int, int]]]:
    """The same with no sentence beyond the longest: text without full stops is cut, each piece a tree of its own."""
    if all(last - first <= _LONGEST_SENTENCE for first, last in sentences):
        return tokens, sentences
    cut = [
        (start, min(start + _LONGEST_SENTENCE, last))
        for first, last in sentences
        for start in range(first, last, _LONGEST_SENTENCE)
    ]
    words = list(tokens)
    for first, last in cut:
        for i in range(first, last):
            if not first <= words[i].head < last:
                words[i] = replace(words[i], dep="ROOT", head=i)
    return tuple(words), cut


def _joined(
    tokens: Sequence[Token], sentences: Sequence[tuple[int, int]], starts: set[int]
) -> Iterator[tuple[int, int]]:
    """Sentences, each with the closing marks that the parser left to the next."""
    whole: list[tuple[int, int]] = []
    for first, last in sentences:
        marks_only = all(set(tokens[i].text) <= _CLOSING for i in range(first, last))
        if whole and marks_only and tokens[first].start not in starts:
            whole[-1] = (whole[-1][0], last)
        else:
            whole.append((first, last))
    return iter(whole)
