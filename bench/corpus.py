"""Many articles from our own seeds: names and content words varied, each by one of the same length.

    python bench/corpus.py OUT COUNT [--names-only]

Lengths are kept so that offsets in a variant are those in its seed. The same number gives the same articles.
With --names-only every quotation is repeated in each seventh article, word for word: the hardest case for finding
the same utterance in several articles.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_WORD = re.compile(r"[a-z]{5,}")
_ENDINGS = ("ing", "ed", "ly", "es", "s")  # a word is exchanged for one that is formed alike
_SYLLABLES = (
    "ba",
    "den",
    "fol",
    "gar",
    "hin",
    "jor",
    "kel",
    "lam",
    "mer",
    "nor",
    "pra",
    "quin",
    "ros",
    "sal",
    "tor",
    "vey",
)
# Words that attribution, speakers and stance rest on stay as they are.
_KEPT = frozenset((ROOT / "bench" / "kept_words.txt").read_text("utf-8").split())


@dataclass(frozen=True)
class Seed:
    """One of our articles, with the names that occur in it."""

    name: str
    text: str
    names: tuple[str, ...]


def seeds() -> list[Seed]:
    """The seeds, with the words of the persons' names that their gold lists."""
    found = []
    for path in sorted((ROOT / "seeds").glob("*.txt")):
        gold = json.loads((ROOT / "tests" / "gold" / f"{path.stem}.gold.json").read_text("utf-8"))
        people = [e["name"] for e in gold["entities"] if e["type"] == "person"]
        words = {w for person in people for w in re.findall(r"[A-Z][a-z]{3,}", person)}
        found.append(Seed(path.stem, path.read_bytes().decode("utf-8"), tuple(sorted(words))))
    return found


def invented(length: int, chance: random.Random) -> str:
    """A name of *length* letters."""
    name = ""
    while len(name) < length:
        name += chance.choice(_SYLLABLES)
    return name[:length].capitalize()


def content_words(seed: Seed) -> set[str]:
    """The words of a seed that may be exchanged."""
    return set(_WORD.findall(seed.text)) - _KEPT


def kind_of(word: str) -> tuple[int, str]:
    """What a word must share with one that takes its place: length and ending."""
    return len(word), next((e for e in _ENDINGS if word.endswith(e)), "")


def exchanges(
    seed: Seed, number: int, vocabulary: dict[tuple[int, str], list[str]], names_only: bool
) -> dict[str, str]:
    """For a variant: which word stands for which."""
    chance = random.Random(f"{seed.name} {number}")
    change = {name: invented(len(name), chance) for name in seed.names}
    if not names_only:
        for word in sorted(content_words(seed)):
            if chance.random() < 0.6:
                change[word] = chance.choice(vocabulary[kind_of(word)])
    return change


def variants(count: int, names_only: bool = False) -> Iterator[tuple[str, Seed, dict[str, str]]]:
    """Name, seed and exchanged words of *count* articles."""
    bases = seeds()
    vocabulary: dict[tuple[int, str], list[str]] = {}
    for word in sorted({w for s in bases for w in content_words(s)}):
        vocabulary.setdefault(kind_of(word), []).append(word)
    for i in range(count):
        seed = bases[i % len(bases)]
        change = exchanges(seed, i // len(bases), vocabulary, names_only) if i >= len(bases) else {}
        yield f"{i // 1000:03}/{i:06}-{seed.name}.txt", seed, change


def exchanged(text: str, change: dict[str, str]) -> str:
    """*text* with whole words exchanged; as long as before."""
    return re.sub(r"[A-Za-z]+", lambda m: change.get(m.group(), m.group()), text) if change else text


def write(out: Path, count: int, names_only: bool = False) -> int:
    """Write the articles below *out*; how many words they have."""
    words = 0
    for name, seed, change in variants(count, names_only):
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = exchanged(seed.text, change)
        path.write_bytes(text.encode("utf-8"))
        words += len(text.split())
    return words


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("count", type=int)
    parser.add_argument("--names-only", action="store_true")
    given = parser.parse_args()
    print(f"{write(given.out, given.count, given.names_only):,} words")
