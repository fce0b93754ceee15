"""Utterances in, positions out: who stands where on the issues of a scheme, with the words that show it."""

from __future__ import annotations

from kg.positions.claims import find

__all__ = ["find"]
