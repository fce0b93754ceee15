"""A stand-in for the extractor at scale: the real findings of the seeds, renamed for each variant.

Reading out 10,000 articles takes hours on two cores; what follows it (state, linking, graph, page) must be measured at
that size all the same. A variant has the length of its seed word by word, so the seed's real findings fit it.
"""

from __future__ import annotations

import re
import time
from dataclasses import replace
from functools import cache

from bench import corpus
from kg import articles
from kg.ids import mint, slug
from kg.model import Actor, Article, Findings, Role


@cache
def _read() -> tuple[dict[str, Findings], float]:
    """What the pipeline finds in the seeds, and the CPU-seconds that it takes for one when its models are loaded."""
    from kg.graph import issues
    from kg.pipeline import Extractor, Settings

    extract = Extractor(Settings(issues=issues.read(None)))
    seeds = corpus.seeds()
    extract(articles.from_text(seeds[0].text, seeds[0].name))  # what is loaded on first use
    began = time.process_time()
    found = {s.name: extract(articles.from_text(s.text, s.name)) for s in seeds}
    return found, (time.process_time() - began) / len(seeds)


def seconds_an_article() -> float:
    """CPU-seconds that reading out one seed takes."""
    return _read()[1]


def _real() -> dict[str, Findings]:
    return _read()[0]


@cache
def _vocabulary():
    words: dict[tuple[int, str], list[str]] = {}
    for word in sorted({w for s in corpus.seeds() for w in corpus.content_words(s)}):
        words.setdefault(corpus.kind_of(word), []).append(word)
    return words


class Renamed:
    """Findings of a variant made by :mod:`bench.corpus`, told by its name, without reading its text."""

    def __init__(self, names_only: bool = False) -> None:
        self.names_only = names_only
        self.seeds = {s.name: s for s in corpus.seeds()}
        _real()

    def __call__(self, article: Article) -> Findings:
        number, name = re.search(r"(\d{6})-([^/]+)\.txt$", article.name).groups()
        copy = int(number) // len(self.seeds)
        change = corpus.exchanges(self.seeds[name], copy, _vocabulary(), self.names_only) if copy else {}
        return renamed(_real()[name], article, change)


def renamed(findings: Findings, article: Article, change: dict[str, str]) -> Findings:
    """*findings* as those of *article*, its actors under their new names."""
    cast = tuple(_actor(a, article, change) for a in findings.actors)
    ids = {old.id: new.id for old, new in zip(findings.actors, cast, strict=True)}
    utterances = tuple(
        replace(u, speakers=tuple(ids[s] for s in u.speakers), addressees=tuple(ids.get(s, s) for s in u.addressees))
        for u in findings.utterances
    )
    positions = tuple(replace(p, actor=ids[p.actor], via=p.via and ids[p.via]) for p in findings.positions)
    return Findings(article, utterances, cast, positions)


def _actor(actor: Actor, article: Article, change: dict[str, str]) -> Actor:
    name = corpus.exchanged(actor.name, change)
    own = actor.article is not None or actor.id.startswith("x-")
    new = mint("x", "actor", article.id, actor.id) if own else slug(name) if name != actor.name else actor.id
    roles = tuple(Role(r.title, r.organisation, r.spokesperson, r.span) for r in actor.roles)
    aliases = tuple(sorted(corpus.exchanged(a, change) for a in actor.aliases))
    return replace(actor, id=new, name=name, aliases=aliases, roles=roles, article=article.id if own else None)
