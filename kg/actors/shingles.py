"""Words made comparable, and MinHash signatures (Broder 1997): like texts without comparing all.

Hashes are BLAKE2b, so that they are the same on every machine and in every run.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterable, Iterator
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

_WORD = re.compile(r"\w+(?:['’.,\-]\w+)*")
_CACHED = 32  # permutations worked on together: the numbers of an article stay in the processor's cache
_SPELLINGS = (
    (re.compile(r"(?<=\w{3})is(e[sd]?|ing|ation|ations)$"), r"iz\1"),  # emphasise, recognising
    (re.compile(r"(?<=\w{2})our(s|ed|ing|able|ite)?$"), r"or\1"),  # favour
    (re.compile(r"^(def|off|lic|pret)ence(s?)$"), r"\1ense\2"),
    (re.compile(r"^(cent|theat|met)re(s?)$"), r"\1er\2"),
)


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """One word without the marks and spellings in which outlets differ: U.S./US, ’/', -ise/-ize, -our/-or."""
    plain = word.casefold().replace("’", "'").replace(".", "").replace("-", "")
    if plain in {"our", "four", "hour", "your", "tour", "pour"} or plain.startswith(("hour", "your")):
        return plain
    for pattern, replacement in _SPELLINGS:
        plain = pattern.sub(replacement, plain)
    return sys.intern(plain)  # millions of words are kept, of few spellings


def words(text: str) -> tuple[str, ...]:
    """The folded words of *text*."""
    return tuple(fold(m.group()) for m in _WORD.finditer(text))


@lru_cache(maxsize=200_000)
def word_hash(word: str) -> int:
    """64 bits that stand for a word."""
    return int.from_bytes(hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def hashes(items: Iterable[str]) -> NDArray[np.uint64]:
    """Sorted distinct 61-bit hashes of *items*."""
    values = {int.from_bytes(hashlib.blake2b(i.encode(), digest_size=8).digest(), "big") >> 3 for i in items}
    return np.array(sorted(values), dtype=np.uint64)


@lru_cache(maxsize=4)
def _permutations(size: int) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    seeds = hashes(str(i) for i in range(2 * size))
    return seeds[:size] | np.uint64(1), seeds[size:]


def signature(values: NDArray[np.uint64], size: int) -> NDArray[np.uint64]:
    """The MinHash of a set of hashes: *size* minima under fixed multiply-add permutations modulo 2⁶⁴."""
    if not len(values):
        return np.zeros(size, dtype=np.uint64)
    a, b = _permutations(size)
    smallest = np.empty(size, np.uint64)
    for i in range(0, size, _CACHED):
        mixed = values * a[i : i + _CACHED, None]
        mixed += b[i : i + _CACHED, None]
        mixed ^= mixed >> np.uint64(29)
        mixed *= np.uint64(0xBF58476D1CE4E5B9)
        smallest[i : i + _CACHED] = mixed.min(axis=1)
    return smallest


def bands(signatures: NDArray[np.uint64], rows: int) -> Iterator[NDArray[np.uint64]]:
    """Keys under which like signatures (one a row) meet: for each *rows* values of them, a key a signature."""
    for i in range(0, signatures.shape[1], rows):
        key = np.zeros(len(signatures), np.uint64)
        for column in signatures[:, i : i + rows].T:
            key = (key ^ (key >> np.uint64(31))) * np.uint64(0xBF58476D1CE4E5B9) + column
        yield key
