"""Pairs worth comparing, found over arrays in blocks, are those that comparing each with each finds."""

import math
from collections import Counter
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.actors import pairs
from kg.actors.pairs import Words, alike, sharing_runs

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
@given(TEXTS, st.integers(2, 4), st.sampled_from([2, 3, 100]), st.sampled_from([0.1, 0.5, 1.0]))
def test_texts_that_share_runs(texts, width, crowd, share):
    """Counted run by run, but for those that a crowd has."""
    owners = np.array([len(t) % 3 - 1 for t in texts], np.int64)
    own = [runs(t, width) for t in texts]
    common = Counter(r for some in own for r in some)
    expected = []
    for m, n in combinations(range(len(texts)), 2):
        both = sum(common[r] <= crowd for r in own[m] & own[n])
        fits = owners[m] == owners[n] or min(owners[m], owners[n]) < 0
        if fits and both and both >= share * min(len(own[m]), len(own[n])):
            expected.append((m, n))
    assert list(sharing_runs(Words(texts), owners, width, crowd, share, map)) == expected


@pytest.mark.usefixtures("_blocks")
@given(REPORTS, st.sampled_from([2, 100]))
def test_reports_of_one_speaker_in_like_words(reports, crowd):
    """The cosine of words by their rarity, for the speaker in whose reports it is the greatest."""
    texts, speakers, articles = ([r[k] for r in reports] for k in range(3))
    count = [Counter(t) for t in texts]
    frequency = Counter(w for c in count for w in c)
    weight = {w: math.log(1 + len(texts) / n) ** 2 for w, n in frequency.items()}
    norm = [math.sqrt(sum(n * n * weight[w] for w, n in c.items())) for c in count]
    expected = {}
    for i, j in combinations(range(len(texts)), 2):
        for who in speakers[i] & speakers[j] if articles[i] != articles[j] else ():
            crowded = Counter(w for c, s in zip(count, speakers, strict=True) if who in s for w in c)
            dot = sum(count[i][w] * count[j][w] * weight[w] for w in count[i] if crowded[w] <= crowd)
            if dot:
                expected[i, j] = max(expected.get((i, j), 0), dot / (norm[i] * norm[j]))
    found = alike(Words(texts), np.array(articles, np.int64), [sorted(s) for s in speakers], crowd, 1e-9, map)
    assert found.keys() == expected.keys()
    assert all(found[pair] == pytest.approx(expected[pair], abs=1e-3) for pair in found)


def test_hashes_of_words_are_those_of_every_machine():
    """No seed of the process is in them."""
    assert Words([["bridge"]]).hashes[0] == 0xEE0F8CA517BCC426
