"""Small texts that nobody writes cost time by their length, not by its square."""

from __future__ import annotations

import time

import pytest

from kg.document import marks, names
from kg.document.paragraphs import split
from kg.model import Entity, Span

_BOUND = 4.0  # CPU seconds; each case takes some 2 on a busy machine; what grew with the square took far longer


@pytest.mark.parametrize("text", ["“" * 8_000, "“he said ‘she said " * 3_000, "'a " * 30_000, '"a" ' * 15_000])
def test_piled_up_marks_take_linear_time(text: str) -> None:
    """Marks without end are paired in bounded time and nest in few levels."""
    start = time.process_time()
    found = marks.pair(text, split(text))
    assert time.process_time() - start < _BOUND
    assert all(q.level <= 8 for q in found)


def test_a_thousand_names_with_one_first_name_take_linear_time() -> None:
    """Distinct names that begin alike, each in a paragraph of its own, are told apart in bounded time."""
    people = [f"Ann {chr(65 + i % 26)}{chr(97 + i // 26 % 26)}{chr(97 + i // 676)}x" for i in range(9_000)]
    text = "\n".join(people)
    found = [Entity(s, "PERSON") for s in split(text)]
    assert [s.end - s.start for s in split(text)] == [len(p) for p in people]
    start = time.process_time()
    settled = names.settled(text, found, split(text))
    assert time.process_time() - start < _BOUND
    assert [e.span for e in settled] == [e.span for e in found]


def test_deep_but_human_nesting_is_kept() -> None:
    """Three levels of marks stay three levels."""
    text = "“She wrote: “He told me “go home” twice” and left.”"
    assert {q.level for q in marks.pair(text, (Span(0, len(text)),))} == {0, 1, 2}
