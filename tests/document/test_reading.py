"""A Reading holds an article's words and grammar at the article's own offsets."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import articles, document
from kg.document.labels import to_ud
from kg.document.reading import from_doc
from kg.errors import ModelError
from kg.model import Article, Token


@pytest.fixture(scope="module")
def nlp():
    return document.load(None)


TEXT = "“The cranes are old,” Ada Fenn said.\n\nShe left. Two\u00a0must go\n“They know it.”"


def test_offsets_are_the_articles(nlp):
    """Each token is the text at its offsets; white space is no token."""
    reading = document.read(articles.from_text(TEXT), nlp)
    assert all(TEXT[t.start : t.end] == t.text and t.text.strip() for t in reading.tokens)
    assert "".join(t.text for t in reading.tokens) == "".join(TEXT.split())


def test_sentences_cover_all_tokens_and_stay_in_their_paragraph(nlp):
    """Every token is in one sentence; heads are in the same sentence; no sentence crosses a paragraph."""
    reading = document.read(articles.from_text(TEXT), nlp)
    assert [a for a, _ in reading.sentences] == [0, *(b for _, b in reading.sentences)][:-1]
    assert reading.sentences[-1][1] == len(reading.tokens)
    for first, last in reading.sentences:
        assert any(
            reading.tokens[first].start >= p.start and reading.tokens[last - 1].end <= p.end for p in reading.paragraphs
        )


def test_a_closing_mark_is_no_sentence(nlp):
    """The mark that ends a quotation belongs to its sentence."""
    reading = document.read(articles.from_text("“It is over.” He left. “It is.”"), nlp)
    assert all(reading.tokens[first].text != "”" for first, _ in reading.sentences)


def test_grammar_is_universal_dependencies(nlp):
    """Subject, verb and object carry UD labels."""
    reading = document.read(articles.from_text("Ada Fenn praised the harbour board."), nlp)
    deps = {t.text: t.dep for t in reading.tokens}
    assert deps["board"] == "obj"
    assert deps["praised"] == "ROOT"


def test_entities_from_elsewhere_stand_in_for_the_recogniser(nlp):
    """Proposals are used as they are, the pipeline's own recogniser then stays silent."""
    from kg.model import Entity, Span

    text = "Ada Fenn saw Bo Marsh."
    reading = document.read(articles.from_text(text), nlp, (Entity(Span(13, 21), "PERSON"),))
    assert [text[e.span.start : e.span.end] for e in reading.entities] == ["Bo Marsh"]


def test_the_same_reading_from_a_doc(nlp):
    """A Doc that is parsed already gives the same words; paragraph ends cut its sentences."""
    text = "The cranes are old.\n\nTwo must go."
    reading = from_doc(nlp(text), articles.from_text(text))
    assert [t.text for t in reading.tokens] == ["The", "cranes", "are", "old", ".", "Two", "must", "go", "."]
    assert (0, 5) in reading.sentences
    assert all(first <= t.head < last for first, last in reading.sentences for t in reading.tokens[first:last])


def test_an_empty_article(nlp):
    """Nothing in, nothing out."""
    reading = document.read(Article("x", " \n"), nlp)
    assert (reading.tokens, reading.sentences, reading.paragraphs) == ((), (), ())


def test_a_very_long_line_is_read_in_pieces(nlp):
    """A line longer than a piece is read whole, at the right offsets."""
    text = "The cranes are old. " * 1200
    reading = document.read(articles.from_text(text), nlp)
    assert len(reading.tokens) == 5 * 1200
    assert all(text[t.start : t.end] == t.text for t in reading.tokens[-50:])


def test_a_pipeline_that_does_not_exist():
    """The message names the pipeline."""
    with pytest.raises(ModelError, match="no_such_pipeline"):
        document.load("no_such_pipeline")


def test_clearnlp_labels_become_universal_dependencies():
    """Prepositions and copulas stop being heads, labels change their names."""
    # "He is mayor of Havn"
    rows = [
        ("He", "PRON", "PRP", "nsubj", 1, "he"), ("is", "AUX", "VBZ", "ROOT", 1, "be"), ("mayor", "NOUN", "NN", "attr", 1, "mayor"),
        ("of", "ADP", "IN", "prep", 2, "of"), ("Havn", "PROPN", "NNP", "pobj", 3, "havn"),
    ]  # fmt: skip
    made, at = [], 0
    for word, pos, tag, dep, head, lemma in rows:
        made.append(Token(at, at + len(word), word, lemma, pos, tag, dep, head))
        at += len(word) + 1
    got = [(t.text, t.dep, t.head) for t in to_ud(made)]
    assert got == [("He", "nsubj", 2), ("is", "cop", 2), ("mayor", "ROOT", 2), ("of", "case", 4), ("Havn", "nmod", 2)]


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=60))
def test_any_text(text):
    """No text fails, and every offset is right."""
    reading = document.read(Article("x", text), document.load(None))
    assert all(text[t.start : t.end] == t.text for t in reading.tokens)
    assert all(0 <= t.head < len(reading.tokens) for t in reading.tokens)
