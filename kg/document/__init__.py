"""Article ─▶ Reading: the language of an article in plain values. The only room that knows spaCy.

>>> from kg import articles, document
>>> reading = document.read(articles.from_text("It will rain, Ada Fenn said."), document.load(None))
>>> [token.text for token in reading.tokens][:3]
['It', 'will', 'rain']
"""

from __future__ import annotations

from kg.document.load import SHIPPED, load
from kg.document.reading import read

__all__ = ["SHIPPED", "load", "read"]
