"""Proves a graph against the articles: writes each article's graph anew from its text, and compares.

What the graph says of a text (the words of a span, what stands around them, the wording of a quote, the
hash) is a function of the text and the offsets. So the proof is to compute it again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as px

from kg.errors import GraphError
from kg.graph.iris import ONTOLOGY
from kg.graph.load import Loaded
from kg.graph.vocab import PREFIXES
from kg.graph.wording import fold, phrase, selector, wording
from kg.ids import text_sha256
from kg.model import Article, Findings, Span

_OA = PREFIXES["oa"]
_KG = f"{ONTOLOGY}#"


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """Something that is not as it should be: ``code`` for programs, ``where`` and ``message`` for people."""

    code: str
    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.code}\t{self.where}\t{' '.join(self.message.split())}"


def prove(lines: Sequence[str], loaded: Loaded, sources: Mapping[str, Article] | None) -> Iterator[Fault]:
    """The faults of every article.

    Args:
        lines: the graph as N-Quads lines.
        loaded: what :func:`kg.graph.load.from_lines` makes of them, with the sources' texts.
        sources: SHA-256 of a text → its article; None: compare spans with each other only.
    """
    facts = _facts(lines)
    names = {name: a for a in (sources or {}).values() for name in a.names}
    for findings in loaded.findings:
        article = findings.article
        stored = facts.hashes.get(article.id, "")
        if sources is not None and stored not in sources:
            yield _absent(article, names)
            continue
        if sources is not None and text_sha256(article.text) != stored:
            yield Fault("source/hash", article.name, "the stored hash is not that of the text")
        yield from _spans(findings, facts)
        yield from _wordings(findings, facts)


def _absent(article: Article, names: Mapping[str, Article]) -> Fault:
    other = next((names[n] for n in article.names if n in names), None)
    if other is None:
        return Fault("source/missing", article.name, "no article with this text among the sources")
    return Fault("source/changed", article.name, "the file has another text now: build again")


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the graph says of texts: by span, by attribution, by article."""

    spans: Mapping[str, Mapping[str, str]]
    attributions: Mapping[tuple[str, str], Mapping[str, str]]
    hashes: Mapping[str, str]
    texts: Mapping[str, str]


def _facts(lines: Sequence[str]) -> _Facts:
    about: dict[str, dict[str, str]] = {}
    for quad in px.parse("\n".join(lines) + "\n", format=px.RdfFormat.N_QUADS):
        name = quad.predicate.value.removeprefix(_KG).removeprefix(_OA)
        about.setdefault(quad.subject.value, {})[name] = quad.object.value
    ids = {iri: node["localId"] for iri, node in about.items() if "localId" in node}
    return _Facts(
        {iri: node for iri, node in about.items() if "#char=" in iri},
        {(_id(about[iri].get("inArticle", "")), local): about[iri] for iri, local in ids.items()},
        {_id(iri): node["textSha256"] for iri, node in about.items() if "textSha256" in node},
        {iri: node["text"] for iri, node in about.items() if "text" in node},
    )


def _id(iri: str) -> str:
    return iri.rsplit("/", 1)[-1]


def _spans(findings: Findings, facts: _Facts) -> Iterator[Fault]:
    article = findings.article
    for iri in sorted(i for i in facts.spans if _id(i.split("#", 1)[0]) == article.id):
        node = facts.spans[iri]
        where = f"{article.name}#{iri.rsplit('#', 1)[1]}"
        start, end = node.get("start", ""), node.get("end", "")
        if not iri.endswith(f"#char={start},{end}"):
            yield Fault("span/fragment", where, f"the fragment and the selector differ: {start}, {end}")
            continue
        if int(end) > len(article.text):
            yield Fault("span/beyond", where, f"the text ends at {len(article.text)}")
            continue
        for name, words in zip(("prefix", "exact", "suffix"), _selector(article, start, end), strict=True):
            if node.get(name) != words:
                yield Fault(f"span/{name}", where, f"the graph has {node.get(name)!r}, the article {words!r}")


def _selector(article: Article, start: str, end: str) -> tuple[str, str, str]:
    return selector(article, Span(int(start), int(end)))


def _wordings(findings: Findings, facts: _Facts) -> Iterator[Fault]:
    article = findings.article
    for a in findings.attributions:
        node = facts.attributions.get((article.id, a.id), {})
        where = f"{article.name} {a.id}"
        try:
            stored, found = facts.texts.get(node.get("content", ""), ""), wording(article, a.content)
        except (IndexError, GraphError):
            stored, found = "", ""
        if fold(stored) != fold(found):
            yield Fault("quote/text", where, f"the graph has {stored!r}, the article {found!r}")
        for name, spans in (("cue", a.cue), ("sourceText", a.source)):
            words = phrase(article, spans)
            if node.get(name, "") != words:
                yield Fault(f"quote/{name}", where, f"the graph has {node.get(name, '')!r}, the article {words!r}")
