"""Readings of short texts by the shipped pipeline, and the shipped encoder's meaning; loaded once."""

from functools import cache

import pytest

from kg import attribution, document
from kg.model import Article


@cache
def _encoder():
    return attribution.load_encoder()


@cache
def _reading(text):
    return document.read(Article("a-test", text), document.load(None))


@pytest.fixture(scope="session")
def read():
    return _reading


@pytest.fixture(scope="session")
def meaning():
    return _encoder().meaning
