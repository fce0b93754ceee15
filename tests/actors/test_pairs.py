"""Pairs worth comparing, found over arrays in blocks, are those that comparing each with each finds."""

import math
from collections import Counter
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.actors import pairs
from kg.actors.pairs import Runs, Spoken, weights
from kg.actors.words import Words

TEXTS = st.lists(st.lists(st.sampled_from("abcd"), max_size=9).map(tuple), max_size=9, unique=True)
REPORTS = st.lists(
    st.tuples(
        st.lists(st.sampled_from("abcdef"), max_size=6).map(tuple),
        st.frozensets(st.integers(0, 2), max_size=2),
        st.integers(0, 4),
    ),
    max_size=9,
)


@pytest.fixture(params=[1, 1_000_000], ids=["small blocks", "one block"])
def _blocks(request, monkeypatch):
    monkeypatch.setattr(pairs, "MOST_PAIRS", request.param)


def runs(text, width):
    return {text[i : i + width] for i in range(max(1, len(text) - width + 1))}


@pytest.mark.usefixtures("_blocks")
@given(TEXTS, st.integers(2, 4), st.sampled_from([2, 3, 100]), st.sampled_from([0.1, 0.5, 1.0]), st.data())
def test_texts_that_share_runs(texts, width, crowd, share, data):
    """Counted run by run, but for those that a crowd has; only pairs of which one is touched."""
    touched = np.array([data.draw(st.booleans()) for _ in texts], bool)
    owners = np.array([len(t) % 3 - 1 for t in texts], np.int64)
    own = [runs(t, width) for t in texts]
    common = Counter(r for some in own for r in some)
    expected = []
    for m, n in combinations(range(len(texts)), 2):
        both = sum(common[r] <= crowd for r in own[m] & own[n])
        fits = owners[m] == owners[n] or min(owners[m], owners[n]) < 0
        if (touched[m] or touched[n]) and fits and both and both >= share * min(len(own[m]), len(own[n])):
            expected.append((m, n))
    found = Runs(Words.of(texts), width, crowd)
    assert list(found.sharing(owners, touched, share)) == expected
    assert len(found.crowded) == sum(n > crowd for n in common.values())
    if len(found.crowded):
        assert found.having(found.crowded).tolist() == [
            n for n, some in enumerate(own) if any(common[r] > crowd for r in some)
        ]


@pytest.mark.usefixtures("_blocks")
@given(REPORTS, st.sampled_from([2, 100]), st.data())
def test_reports_of_one_speaker_in_like_words(reports, crowd, data):
    """The cosine of words by their rarity, for the speaker in whose reports it is the greatest."""
    texts, speakers, articles = ([r[k] for r in reports] for k in range(3))
    touched = np.array([data.draw(st.booleans()) for _ in texts], bool)
    count = [Counter(t) for t in texts]
    frequency = Counter(w for c in count for w in c)
    weight = {w: math.log(1 + len(texts) / n) ** 2 for w, n in frequency.items()}
    norm = [math.sqrt(sum(n * n * weight[w] for w, n in c.items())) for c in count]
    expected = {}
    for i, j in combinations(range(len(texts)), 2):
        for who in speakers[i] & speakers[j] if articles[i] != articles[j] else ():
            crowded = Counter(w for c, s in zip(count, speakers, strict=True) if who in s for w in c)
            dot = sum(count[i][w] * count[j][w] * weight[w] for w in count[i] if crowded[w] <= crowd)
            if dot and (touched[i] or touched[j]):
                expected[i, j] = max(expected.get((i, j), 0), dot / (norm[i] * norm[j]))
    counted = _, word, _ = Words.of(texts).counted()
    numbers = np.unique(word, return_inverse=True)[1]
    weight = weights(np.bincount(numbers, minlength=1)[numbers], len(texts))
    flat = np.array([n for s in speakers for n in sorted(s)], np.int64)
    starts = np.concatenate([[0], np.cumsum([len(s) for s in speakers], dtype=np.int64)]).astype(np.int64)
    spoken = Spoken(counted, weight, np.array(articles, np.int64), (flat, starts), crowd, np.ones(3, bool))
    found = spoken.alike(touched, 1e-9)
    assert found.keys() == expected.keys()
    assert all(found[pair] == pytest.approx(expected[pair], abs=1e-3) for pair in found)


def test_hashes_of_words_are_those_of_every_machine():
    """No seed of the process is in them."""
    assert Words.of([["bridge"]]).hashes[0] == 0xEE0F8CA517BCC426
