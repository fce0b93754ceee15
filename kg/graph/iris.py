"""Where things are named: one IRI per kind and key. Content or a slug decides, never a counter or the clock."""

from __future__ import annotations

from dataclasses import dataclass

from kg.graph.terms import segment
from kg.ids import mint, slug
from kg.model import Span

NAMESPACE = "https://w3id.org/claim-quote-kg/"
ONTOLOGY = f"{NAMESPACE}ontology"
ISSUES = f"{NAMESPACE}issues"
BASE = f"{NAMESPACE}id/"

KINDS = ("actor", "article", "attribution", "echo", "graph", "issue", "link", "outlet", "position", "quote", "role")
SHARED_GRAPHS = ("entities", "links", "metadata", "plain", "quotes", "utterances")


@dataclass(frozen=True, slots=True)
class Iris:
    """The IRIs of one data set below *base* (an absolute IRI that ends in ``/`` or ``#``)."""

    base: str = BASE

    def article(self, article: str) -> str:
        """Of an article, by its id."""
        return f"{self.base}article/{segment(article)}"

    def span(self, article: str, span: Span) -> str:
        """Of a stretch of an article: the article's IRI and an RFC 5147 fragment."""
        return f"{self.base}article/{segment(article)}#char={span.start},{span.end}"

    def actor(self, actor: str) -> str:
        """Of an actor, by id."""
        return f"{self.base}actor/{segment(actor)}"

    def outlet(self, name: str) -> str:
        """Of an outlet, by name."""
        return f"{self.base}outlet/{slug(name)}"

    def quote(self, *key: str) -> str:
        """Of a wording by a speaker (ids, sorted), or in an article where nobody is named."""
        return self._minted("quote", "q", *key)

    def utterance(self, anchor: str) -> str:
        """Of what was said on one occasion, by the IRI of its fullest quote."""
        return self._minted("utterance", "u", anchor.removeprefix(self.base))

    def attribution(self, *key: str) -> str:
        """Of one place of one article where a content is ascribed."""
        return self._minted("attribution", "at", *key)

    def position(self, *key: str) -> str:
        """Of a stance of an actor in an article."""
        return self._minted("position", "p", *key)

    def role(self, *key: str) -> str:
        """Of a role that an article gives an actor."""
        return self._minted("role", "r", *key)

    def link(self, *key: str) -> str:
        """Of a link between two actors."""
        return self._minted("link", "l", *key)

    def echo(self, *key: str) -> str:
        """Of a pair of reports of one utterance."""
        return self._minted("echo", "e", *key)

    def run(self, *key: str) -> str:
        """Of a processing: software, models, settings."""
        return self._minted("run", "run", *key)

    def graph(self, name: str) -> str:
        """Of a named graph: an article's id, or one of the shared ones."""
        return f"{self.base}graph/{segment(name)}"

    def _minted(self, kind: str, prefix: str, *key: str) -> str:
        return f"{self.base}{kind}/{mint(prefix, kind, *key)}"
