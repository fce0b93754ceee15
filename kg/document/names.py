"""One label for one name: entities of an article, made consistent and filled in."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cache

from kg.document.lexicon import rows
from kg.model import Entity, Span

LABELS = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC", "EVENT"})
_SAME = {"FAC": "LOC", "PER": "PERSON", "MISC": "NORP"}  # other schemes' names for ours
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_NO_NAMES = frozenset(
    {"the", "a", "an", "of", "on", "for", "and", "in", "to", "i", "he", "she", "it", "they", "we", "you"}
)
_POSSESSIVE = re.compile(r"['’]s?$")
_LINK = re.compile(r"(?:\s+(?:of|on|for|and|in|to|the|&))+$")  # a name cut short
_WORDS = re.compile(r"\w[\w.'’-]*\w|\w")


@cache
def gazetteer() -> dict[str, str]:
    """Names whose label is known: countries and capitals GPE, peoples NORP, seats of government ORG."""
    return {name: label for name, label, *_ in rows("gazetteer")}


def settled(text: str, entities: Iterable[Entity], paragraphs: Sequence[Span]) -> tuple[Entity, ...]:
    """The entities of an article: known labels only, one label for each string, every whole occurrence found.

    A label wins by the gazetteer, else by majority over the article (earliest first in a tie); the last name
    of a person is that person wherever it stands capitalised and alone.

    Args:
        text: the article.
        entities: proposals in any order, possibly overlapping.
        paragraphs: no entity crosses their edges.
    """
    proposals = [_whole(text, e) for p in entities if (e := _cleaned(text, p)) is not None]
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for entity in sorted(proposals):
        votes[text[entity.span.start : entity.span.end]][entity.label] += 1
    known = gazetteer()
    label = {name: known.get(name) or max(c, key=lambda k: (c[k], -list(c).index(k))) for name, c in votes.items()}
    _add_last_names(label)
    kept = [Entity(e.span, label[text[e.span.start : e.span.end]]) for e in proposals]
    kept += _occurrences(text, label | {n: k for n, k in known.items() if n in text})
    return _disjoint(text, kept, paragraphs)


def _cleaned(text: str, entity: Entity) -> Entity | None:
    label = _SAME.get(entity.label, entity.label)
    start, end = entity.span.start, entity.span.end
    if label not in LABELS:
        return None
    if article := _ARTICLE.match(text, start, end):
        start = article.end()
    if tail := _POSSESSIVE.search(text[start:end]):
        end = start + tail.start()
    if tail := _LINK.search(text[start:end]):
        end = start + tail.start()
    words = text[start:end].rstrip(" \n-–—/")  # "Franco-" of a compound
    end = start + len(words)
    words = words.strip()
    if not any(c.isupper() for c in words) or words.casefold() in _NO_NAMES:
        return None
    start += len(text[start:end]) - len(text[start:end].lstrip())
    return Entity(Span(start, start + len(words)), label)


_CAPITALS = r"(?:,? [A-Z][\w&'’-]*){1,2}"
_MORE = re.compile(_CAPITALS)
_OF = re.compile(rf" (?:of|on|for)(?: the)?{_CAPITALS}")


def _whole(text: str, entity: Entity) -> Entity:
    """An entity with all of a body's name, "Fenn Net [Works]", "Council [of Mayors]"; what ends like one is one."""
    start, end = entity.span.start, entity.span.end
    if entity.label == "EVENT":
        return entity
    if more := _MORE.match(text, end):
        ends = [end + m.end() for m in re.finditer(r"[\w&'’-]+", more.group()) if m.group().casefold() in bodies()]
        if ends:
            return Entity(Span(start, ends[-1]), "ORG")
    words = text[start:end].split()
    if words[-1].casefold() not in bodies():
        return entity
    whole = end
    while more := _OF.match(text, whole):
        whole = more.end()
    return Entity(Span(start, whole), "ORG") if whole > end or len(words) > 1 else entity


@cache
def bodies() -> frozenset[str]:
    """Words that end the name of a body."""
    return frozenset(w for w, *_ in rows("bodies"))


def _add_last_names(label: dict[str, str]) -> None:
    """As in "Ada Fenn" is a person, so "Fenn" is one, unless the article uses the word otherwise more widely."""
    known = gazetteer()
    for name in [n for n, k in label.items() if k == "PERSON" and " " in n]:
        last = name.split()[-1]
        if last[:1].isupper() and len(last) > 2 and last not in known:
            label[last] = "PERSON"


def _occurrences(text: str, label: dict[str, str]) -> list[Entity]:
    """Every place where a known name stands as whole words."""
    by_first: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))  # then by length: a few lengths
    for name in label:
        if first := _WORDS.match(name):
            by_first[_POSSESSIVE.sub("", first[0])][len(name)].add(name)
    found = []
    for word in _WORDS.finditer(text):
        for length, names in by_first.get(_POSSESSIVE.sub("", word[0]), {}).items():
            end = word.start() + length
            name = text[word.start() : end]
            if name in names and not text[end : end + 1].isalnum():
                found.append(Entity(Span(word.start(), end), label[name]))
    return found


def _disjoint(text: str, entities: Iterable[Entity], paragraphs: Sequence[Span]) -> tuple[Entity, ...]:
    """The longest of what overlaps, each inside one paragraph, in text order."""
    taken: list[Entity] = []
    edges = sorted(p.start for p in paragraphs)
    used = bytearray(len(text))
    for entity in sorted(set(entities), key=lambda e: (e.span.start - e.span.end, e)):
        span = entity.span
        beyond = bisect_right(edges, span.start)  # of the first paragraph that starts after the entity does
        if any(used[span.start : span.end]) or (beyond < len(edges) and edges[beyond] < span.end):
            continue
        used[span.start : span.end] = b"\x01" * (span.end - span.start)
        taken.append(entity)
    return tuple(sorted(taken))
