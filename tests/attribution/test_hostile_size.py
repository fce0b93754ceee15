"""Reported speech piled up without end costs time by the text's length, not by its square."""

from __future__ import annotations

import time

import pytest

from kg import articles, attribution, document

_BOUND = 20.0  # CPU seconds, parser included; each takes some 5 on a busy machine


@pytest.mark.parametrize("text", ["“he said ‘she said " * 600, "he said that " * 2_500])
def test_endless_reports_take_linear_time(text: str) -> None:
    """Nested quotations and reports without a full stop are read out in bounded time, each sentence bounded."""
    article = articles.from_text(text)
    nlp = document.load(None)
    start = time.process_time()
    reading = document.read(article, nlp)
    found = attribution.decide(reading, [])
    assert time.process_time() - start < _BOUND
    assert max(last - first for first, last in reading.sentences) <= 250
    assert all(
        reading.tokens[i].head in range(first, last) for first, last in reading.sentences for i in range(first, last)
    )
    assert len({a.id for a in found}) == len(found)
