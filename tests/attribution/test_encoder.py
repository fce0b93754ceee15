"""The trained encoder: what it proposes, that it repeats itself, and that it refuses other files."""

import json
import shutil

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.attribution import decode
from kg.attribution.encoder import MODELS, Encoder, load_encoder
from kg.errors import ModelError
from kg.model import Span

STORY = (
    "The bridge over the Tarn will stay closed until May, Mayor Ilse Brandt said on Monday.\n\n"
    "“We cannot gamble with lives,” she told reporters in Oldbury. According to the Harbour Union, the repair will "
    "cost three million.\n\nTraffic was light on Tuesday. A ferry runs every hour."
)


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder()


def said(text: str, encoder: Encoder) -> dict[str, tuple[str, str]]:
    """Cue ─▶ source and content, as words."""
    words = lambda spans: " … ".join(text[s.start : s.end] for s in spans)  # noqa: E731
    return {words(p.cue): (words(p.source), words(p.content)) for p in encoder.encode(text).proposals}


def test_links_source_cue_and_content(encoder):
    """An indirect report, a quotation and "according to" are each found with their own source."""
    found = said(STORY, encoder)
    assert found["said"][0] == "Mayor Ilse Brandt"
    assert found["said"][1].startswith("The bridge over the Tarn")
    assert found["told"] == ("she", "“We cannot gamble with lives,”")
    assert found["According to"] == ("the Harbour Union", "the repair will cost three million")


def test_the_reporters_own_sentences_are_nobodys(encoder):
    """What the reporter says in their own voice yields nothing."""
    assert not encoder.encode("Traffic was light on Tuesday. A ferry runs every hour. The bridge is long.").proposals


@pytest.mark.parametrize("text", ["", " \n\n ", "…", "“”", "\u200b", "a" * 5000, "🙂 " * 300])
def test_odd_texts_yield_no_error(text, encoder):
    """Nothing to read is no reason to fall over."""
    encoding = encoder.encode(text)
    assert len(encoding.tags) == len(encoding.offsets)


@settings(max_examples=12, deadline=None)
@given(st.lists(st.sampled_from([*STORY.split(" "), "\n", "”", '"', "ﬁ", "é", "\r\n"]), max_size=60))
def test_spans_lie_in_the_text(words):
    """Whatever the text, spans are inside it, and no span begins or ends in white space."""
    text = " ".join(words)
    encoding = load_encoder().encode(text)
    spans = [s for p in encoding.proposals for s in (*p.source, *p.cue, *p.content)] + [
        e.span for e in encoding.entities
    ]
    for span in spans:
        assert span.end <= len(text)
        assert text[span.start : span.end].strip() == text[span.start : span.end]
    assert all(0 <= p.confidence <= 1 for p in encoding.proposals)


def test_repeats_itself_whatever_came_before(encoder):
    """An article's answer is its own: not a neighbour's, not the order's."""
    alone = encoder.encode(STORY)
    encoder.encode(STORY.upper() * 4)
    again = encoder.encode(STORY)
    assert alone.proposals == again.proposals
    assert np.array_equal(alone.tags, again.tags)


def test_long_articles_are_read_to_the_end(encoder):
    """Windows overlap: the same report is found at the start, in the middle and at the end."""
    filler = "The road runs along the river for a mile and then turns north past the mill. "
    text = "\n\n".join([STORY, filler * 30, STORY, filler * 30, STORY])
    places = [p.cue[0].start for p in encoder.encode(text).proposals if text[p.cue[0].start : p.cue[0].end] == "told"]
    assert len(places) == 3


def test_chance_tells_content_from_the_rest(encoder):
    """The tags' probabilities can be asked for any stretch."""
    encoding = encoder.encode(STORY)
    quote, plain = STORY.index("We cannot"), STORY.index("A ferry")
    assert encoding.chance("content", Span(quote, quote + 25)) > 0.9
    assert encoding.chance("content", Span(plain, plain + 20)) < 0.3


def test_meaning_is_near_for_paraphrases(encoder):
    """Unit vectors; a paraphrase is nearer than another subject; an empty text has none."""
    vectors = encoder.meaning(["The bridge will be shut.", "They are closing the crossing.", "Cats like fish.", ""])
    assert vectors.shape == (4, 384)
    assert np.allclose(np.linalg.norm(vectors[:3], axis=1), 1, atol=1e-5)
    assert not vectors[3].any()
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2] + 0.2


def test_another_file_is_refused(tmp_path):
    """A model that is not the one its hash says is an error that names the file."""
    for name in ("attribution.json", "tokenizer.json"):
        shutil.copy(MODELS / name, tmp_path)
    (tmp_path / "attribution.int8.onnx").write_bytes(b"not a model")
    with pytest.raises(ModelError, match="not the file"):
        Encoder(tmp_path)


@pytest.mark.parametrize("content", [None, "{"])
def test_missing_or_broken_settings_are_refused(tmp_path, content):
    """Without readable settings there is no encoder, and the message names the file."""
    if content is not None:
        (tmp_path / "attribution.json").write_text(content)
    with pytest.raises(ModelError, match="not readable") as caught:
        Encoder(tmp_path)
    assert "attribution.json" in str(caught.value)


def test_settings_are_plain_numbers():
    """What was tuned and fitted can be read by a person."""
    settings = json.loads((MODELS / "attribution.json").read_text(encoding="utf-8"))
    assert set(settings) >= {"sha256", "linker", "calibration", "lean", "entities"}


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(1, 4)), min_size=1, max_size=12), st.integers(0, 90))
def test_cues_between_are_counted_as_one_by_one(steps, start):
    """The number of cues between a cue and another span is that of counting each."""
    at, cues = 0, []
    for gap, length in steps:
        cues.append((at + gap, at + gap + length))
        at += gap + length
    other = (start, start + 3)
    between = decode.pair_features(cues, [other], np.zeros(200, np.int64))[:, 0, 3]
    for (first, last), found in zip(cues, between, strict=True):
        low, high = (last, other[0]) if other[0] >= last else (other[1], first)
        assert found == min(2, sum(a >= low and b <= high for a, b in cues))


def test_gist_is_near_the_meaning(encoder):
    """A gist ranks texts as their meaning does, and does not depend on what else is asked."""
    texts = ["The bridge stays closed until May.", "Traffic over the river crossing was stopped.", "Wheat prices fell."]
    gists, meanings = encoder.gist(texts), encoder.meaning(texts)
    assert (gists * meanings).sum(1).min() > 0.6
    assert gists[0] @ gists[1] > gists[0] @ gists[2]
    assert np.array_equal(gists[1], encoder.gist(texts[1:2])[0])
    assert not encoder.gist([""]).any()
