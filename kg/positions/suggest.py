"""Proposes issues: what the actors of some articles talk about, as a draft scheme for a person to edit.

Candidates are noun phrases inside what is said ("the expansion of the harbour"). They rank by how many actors speak of
them, in how many articles and how often; near synonyms (by meaning) become alternative labels of the more frequent.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kg.ids import slug
from kg.model import Reading, Utterance
from kg.positions.grammar import Grammar
from kg.positions.lexicon import rows
from kg.positions.scheme import Meaning
from kg.positions.terms import terms

SAME = 0.72  # cosine from which two phrases are taken for one issue
_MODIFIERS = frozenset({"amod", "compound", "nmod:poss", "nmod"})
_LINKS = frozenset({"of", "for", "to", "in", "on", "with", "against", "between"})
_IDLE = frozenset(row[0] for row in rows("idle"))
_EXAMPLES = 2


@dataclass(slots=True)
class Suggestion:
    """An issue that the articles could be about.

    Attributes:
        label: the phrase as most often written.
        others: phrases that mean nearly the same.
        count: how often it is said; ``actors`` and ``articles`` by how many and where.
        examples: sentences, with who says them.
    """

    label: str
    others: list[str] = field(default_factory=list)
    count: int = 0
    actors: set[str] = field(default_factory=set)
    articles: set[str] = field(default_factory=set)
    examples: list[tuple[str, str]] = field(default_factory=list)

    @property
    def rank(self) -> tuple[int, int, int, str]:
        """Sorts the most talked about first."""
        return (-len(self.actors) * len(self.articles), -len(self.actors), -self.count, self.label)


def suggest(read: Iterable[tuple[Reading, Sequence[Utterance]]], meaning: Meaning, count: int = 12) -> list[Suggestion]:
    """The *count* most talked-about phrases, near synonyms joined."""
    found: dict[frozenset[str], Suggestion] = {}
    for reading, utterances in read:
        grammar = Grammar(reading)
        for utterance in utterances:
            for head in _heads(grammar, utterance):
                _note(found, grammar, utterance, head)
    several = [s for s in found.values() if s.count > 1] or list(found.values())
    ranked = sorted(several, key=lambda s: s.rank)[: 6 * count]
    return _joined(ranked, meaning)[:count]


def _heads(grammar: Grammar, utterance: Utterance) -> list[int]:
    """Common nouns inside what is said that have something with them: one word alone names no issue."""
    inside = [i for span in utterance.attribution.content for i in grammar.inside(span)]
    return [
        i
        for i in inside
        if grammar.tokens[i].pos == "NOUN"
        and grammar.lemma(i) not in _IDLE
        and any(grammar.tokens[c].dep in _MODIFIERS for c in grammar.children(i))
    ]


def _phrase(grammar: Grammar, head: int) -> str:
    """The noun with its modifiers, without determiners, relative clauses and what hangs on them."""
    kept = {head}
    for child in grammar.children(head):
        token = grammar.tokens[child]
        if token.dep in {"amod", "compound"} and token.pos in {"ADJ", "NOUN", "PROPN"}:
            kept.add(child)
        elif token.dep == "nmod" and any(grammar.lemma(c) in _LINKS for c in grammar.children(child)):
            kept.add(child)
            kept.update(
                c
                for c in grammar.children(child)
                if grammar.tokens[c].dep in {"case", "amod", "compound", "flat", "det"}
            )
    first, last = min(kept), max(kept)
    if last - first > 7 or first == last:
        return ""
    text = grammar.reading.article.text[grammar.tokens[first].start : grammar.tokens[last].end]
    phrase = " ".join(re.sub(r"[“”\"]", "", text).split())
    return phrase if " " in phrase else ""


def _note(found: dict[frozenset[str], Suggestion], grammar: Grammar, utterance: Utterance, head: int) -> None:
    phrase = _phrase(grammar, head)
    key = terms(phrase)
    if len(key) < 2:
        return
    one = found.setdefault(key, Suggestion(phrase))
    one.count += 1
    one.actors.update(utterance.speakers)
    one.articles.add(grammar.reading.article.id)
    low, high = grammar.reading.sentence_of(head)
    article = grammar.reading.article
    sentence = " ".join(article.text[grammar.tokens[low].start : grammar.tokens[high - 1].end].split())
    if len(one.examples) < _EXAMPLES and all(sentence != old for _, old in one.examples):
        one.examples.append((", ".join(utterance.speakers) or "somebody", sentence))


def _joined(ranked: list[Suggestion], meaning: Meaning) -> list[Suggestion]:
    """Near synonyms under the one that ranks first."""
    if not ranked:
        return []
    vectors = meaning([s.label for s in ranked])
    kept: list[int] = []
    for k, one in enumerate(ranked):
        near = [j for j in kept if float(vectors[k] @ vectors[j]) >= SAME]
        if not near:
            kept.append(k)
            continue
        best = max(near, key=lambda j: (float(vectors[k] @ vectors[j]), -j))
        into = ranked[best]
        if one.label.casefold() != into.label.casefold():
            into.others.append(one.label)
        into.count += one.count
        into.actors |= one.actors
        into.articles |= one.articles
        into.examples = (into.examples + one.examples)[:_EXAMPLES]
    return sorted((ranked[k] for k in kept), key=lambda s: s.rank)


def turtle(suggestions: Sequence[Suggestion]) -> str:
    """A draft scheme in Turtle; counts and examples stand in comments."""
    lines = [
        "# A draft, made from what the actors talk about. Edit it: drop what one cannot be for or against, join what",
        "# is one question, and say in each definition what is asked and in each scope note what support means.",
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .",
        "@prefix : <https://example.org/issues#> .",
        "",
        ':scheme a skos:ConceptScheme ; skos:prefLabel "Draft"@en .',
    ]
    used: set[str] = set()
    for one in suggestions:
        name = slug(one.label)
        while name in used or name == "scheme":
            name += "-2"
        used.add(name)
        label = one.label[0].upper() + one.label[1:]
        lines += ["", f"# said {one.count} times by {len(one.actors)} actors in {len(one.articles)} articles"]
        lines += [f"#   {who}: {_comment(sentence)}" for who, sentence in one.examples]
        lines.append(f":{name} a skos:Concept ; skos:inScheme :scheme ; skos:notation {_quoted(name)} ;")
        lines.append(f"    skos:prefLabel {_quoted(label)}@en ;")
        if one.others:
            lines.append("    skos:altLabel " + " , ".join(f"{_quoted(o)}@en" for o in one.others[:5]) + " ;")
        lines.append(
            f"    skos:definition {_quoted(f'Whether one should be for {one.label}: say what is asked.')}@en ;"
        )
        lines.append(f"    skos:scopeNote {_quoted(f'supports: for {one.label}; opposes: against it')}@en .")
    return "\n".join(lines) + "\n"


def _comment(text: str) -> str:
    plain = "".join(c if c.isprintable() else " " for c in text)
    return plain if len(plain) <= 160 else plain[:159] + "…"


def _quoted(text: str) -> str:
    plain = "".join(c if c.isprintable() else " " for c in text)
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'
