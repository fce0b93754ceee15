"""Who a pronoun can mean: the people an article has brought up, weighed by how much they are being talked about.

Salience after Lappin and Leass (1994) and centering (Grosz, Joshi, Weinstein 1995), in a news article's terms:
who spoke last weighs most, then the subjects of the reporter's own sentences; what is named only inside
somebody's words weighs little; everything fades by the reporter's sentence and by the paragraph. A name inside
the reported words is not the speaker (binding: "Ivan's plan would fail, he said" is not Ivan).
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kg.actors import lexicon
from kg.actors.cast import Cast, Member
from kg.model import ActorKind, Attribution, Kind, Reading, Span

# Weights and decays lie in the middle of a plateau on the gold articles (300 of 309 speakers): no single one decides.
SPOKE = 1.25
_ROLES = {"nsubj": 1.0, "nsubj:pass": 0.9, "nsubj:outer": 0.9, "obj": 0.45, "iobj": 0.45, "obl": 0.35, "obl:agent": 0.5}
_OTHER_ROLE = 0.25
_EMBEDDED = 0.75  # a subject that is not the main clause's
_IN_SPEECH = 0.45  # inside indirect content
_IN_QUOTE = 0.12  # inside quotation marks
SENTENCE_DECAY = 0.78
PARAGRAPH_DECAY = 0.6
_NAMED_IN_OWN_WORDS = 0.08
_NAMED_IN_OWN_QUOTE = 0.5
_UNKNOWN_GENDER = 0.92
FLOOR = 0.001  # below this nobody is meant


@dataclass(frozen=True, slots=True)
class _Event:
    at: int
    key: str
    weight: float
    sentence: int
    paragraph: int


class Discourse:
    """What has been brought up where; grows as sources are resolved in text order."""

    def __init__(self, cast: Cast, attributions: Iterable[Attribution]) -> None:
        self.cast = cast
        self.reading: Reading = cast.reading
        self._paragraph_starts = [p.start for p in self.reading.paragraphs]
        self._quoted = sorted({*(q.span for q in self.reading.quotations if not q.whole_article)})
        self._spoken: list[Span] = []
        for a in attributions:
            if a.kind is Kind.DIRECT:
                self._quoted += a.content
            elif not a.parent:
                self._spoken += a.content
        self._quoted = _merged(self._quoted)
        self._spoken = _merged(self._spoken)
        self._sentence_starts, self._ranks = self._narrative_sentences()
        self._events: defaultdict[str, list[_Event]] = defaultdict(list)
        for mention, member in cast.of.items():
            self.add(member.key, mention.span.start, self._weight(mention.first, mention.last))
        self._relatives()

    def _narrative_sentences(self) -> tuple[list[int], list[int]]:
        """Sentence starts, and how many of the reporter's own sentences came before each."""
        starts, ranks, rank = [], [], 0
        for first, last in self.reading.sentences:
            span = Span(self.reading.tokens[first].start, self.reading.tokens[last - 1].end)
            starts.append(span.start)
            ranks.append(rank)
            rank += not any(span in q for q in self._quoted)
        return starts, ranks

    def sentence(self, at: int) -> int:
        """The rank of the reporter's sentence at a character."""
        i = bisect_right(self._sentence_starts, at) - 1
        return self._ranks[i] if i >= 0 else 0

    def paragraph(self, at: int) -> int:
        """The paragraph that a character stands in."""
        return max(0, bisect_right(self._paragraph_starts, at) - 1)

    def quoted(self, at: int) -> bool:
        """Whether a character is inside quotation marks."""
        return _inside(self._quoted, at)

    def add(self, key: str, at: int, weight: float) -> None:
        """Brings up an actor at a character."""
        self._events[key].append(_Event(at, key, weight, self.sentence(at), self.paragraph(at)))

    def _weight(self, first: int, last: int) -> float:
        tokens = self.reading.tokens
        head = next((i for i in range(first, last) if not first <= tokens[i].head < last), first)
        role = tokens[head].dep
        if role in {"flat", "compound", "appos", "nmod:desc", "conj"}:
            head = tokens[head].head
            role = tokens[head].dep
        weight = _ROLES.get(role, _OTHER_ROLE)
        verb = tokens[head].head
        if role.startswith("nsubj") and tokens[verb].dep not in {"root", "ROOT", "conj", "parataxis"}:
            weight *= _EMBEDDED
        at = tokens[first].start
        if self.quoted(at):
            return weight * _IN_QUOTE
        return weight * (_IN_SPEECH if _inside(self._spoken, at) else 1.0)

    def _relatives(self) -> None:
        """A relative "who" brings its antecedent up again, as a subject."""
        for i, token in enumerate(self.reading.tokens):
            if token.text.casefold() == "who" and token.dep.startswith("nsubj") and not self.quoted(token.start):
                member = self.antecedent(i)
                if member:
                    self.add(member.key, token.start, 0.8 * (_IN_SPEECH if _inside(self._spoken, token.start) else 1.0))

    def antecedent(self, i: int) -> Member | None:
        """The named actor that a relative pronoun at token *i* stands for."""
        noun = self.antecedent_noun(i)
        if noun is None:
            return None
        return self.cast.covering(noun) or self.explained(noun)

    def explained(self, noun: int) -> Member | None:
        """The person whom a description with *noun* as its head explains: "Ivo Kolar, a baker who …"."""
        tokens = self.reading.tokens
        i = noun
        while i > 0 and noun - i < 8 and tokens[i].pos in {"NOUN", "PROPN", "ADJ", "DET", "NUM"}:
            i -= 1
        member = self.cast.covering(i - 1) if i > 0 and tokens[i].text == "," else None
        return member if member and member.kind is ActorKind.PERSON else None

    def antecedent_noun(self, i: int) -> int | None:
        """The token that a relative pronoun at *i* stands for: by the parse if it can speak, else the nearest."""
        tokens = self.reading.tokens
        personal, owner = tokens[i].text.casefold() in {"who", "whom", "whose"}, tokens[i].text.casefold() == "whose"
        parsed = self._parsed_antecedent(i)
        if parsed is not None and self._can_speak(parsed, personal=personal, owner=owner):
            return parsed
        first, _ = self.reading.sentence_of(i)
        nouns = [j for j in range(i - 1, first - 1, -1) if tokens[j].pos in {"NOUN", "PROPN"}]
        near = next((j for j in nouns[:8] if self._can_speak(j, personal=personal, owner=owner)), None)
        if near is not None and near != nouns[0] and not personal:  # "a court ruled for Togo in a dispute, which found"
            subjects = (j for j in nouns if tokens[j].dep.startswith("nsubj") and tokens[tokens[j].head].dep == "ROOT")
            near = next((j for j in subjects if self._can_speak(j, personal=personal)), near)
        return near if near is not None else (nouns[0] if nouns else parsed)

    def relative_governor(self, i: int) -> Member | None:
        """Whom the relative clause around token *i* is about, if its subject is "who"."""
        tokens = self.reading.tokens
        first, _ = self.reading.sentence_of(i)
        for j in range(i - 1, first - 1, -1):
            if tokens[j].text.casefold() == "who" and tokens[j].dep.startswith("nsubj"):
                verb, up = tokens[j].head, i
                for _ in range(10):
                    up = tokens[up].head
                    if up == verb:
                        return self.antecedent(j)
                # "who began a fight he says …" is parsed either way: nothing has closed the clause
                runs_on = verb < i and all(tokens[k].pos not in {"PUNCT", "CCONJ", "SCONJ"} for k in range(verb, i))
                return self.antecedent(j) if runs_on else None
        return None

    def _parsed_antecedent(self, i: int) -> int | None:
        tokens = self.reading.tokens
        verb = i
        for _ in range(4):
            verb = tokens[verb].head
            if tokens[verb].dep.startswith("acl"):
                return tokens[verb].head if tokens[verb].head < i else None
        return None

    def _can_speak(self, j: int, *, personal: bool, owner: bool = False) -> bool:
        """Whether the noun at token *j* is somebody: for "who" a person, for "which" a body, state or paper."""
        word = lexicon.bare(self.reading.tokens[j].text)
        named = self.cast.covering(j)
        if owner and named:
            return True
        people = word in lexicon.roles() or word.removesuffix("s") in lexicon.roles() or word in lexicon.groups()
        if personal and not named and self.reading.tokens[j + 1].pos in {"NOUN", "PROPN"}:
            return False  # "of the opposition Labour party, who"
        if personal:
            return named.kind in {ActorKind.PERSON, ActorKind.GROUP} if named else people
        if named:
            return named.kind is not ActorKind.PERSON
        return word in lexicon.documents() or lexicon.organisations().get(word) == "head" or word in lexicon.groups()

    def ranked(self, at: int, genders: str, barred: dict[str, float]) -> list[tuple[float, Member]]:
        """Who a pronoun at character *at* can mean, best first.

        Args:
            at: where it stands.
            genders: "m", "f", "p" (plural) or "n" (a body, a state, a thing).
            barred: factors for actors that something speaks against; 0 excludes.
        """
        here, block = self.sentence(at), self.paragraph(at)
        scored = []
        for key, events in self._events.items():
            fit = _fits(self.cast.members[key], genders) * barred.get(key, 1.0)
            if fit <= 0:
                continue
            weights = sorted(
                (
                    e.weight
                    * SENTENCE_DECAY ** max(0, here - e.sentence)
                    * PARAGRAPH_DECAY ** max(0, block - e.paragraph)
                    for e in events
                    if e.at < at
                ),
                reverse=True,
            )
            score = fit * sum(w * 0.25**n for n, w in enumerate(weights[:3]))
            if score >= FLOOR:
                scored.append((score, self.cast.members[key]))
        return sorted(scored, key=lambda x: (-x[0], x[1].key))

    def barred(self, attribution: Attribution) -> dict[str, float]:
        """What speaks against those named inside an attribution's own words, or addressed by it."""
        factors: dict[str, float] = {}
        for span in attribution.content:
            for mention, member in self.cast.at(span):
                factor = _NAMED_IN_OWN_QUOTE if self.quoted(mention.span.start) else _NAMED_IN_OWN_WORDS
                factors[member.key] = min(factor, factors.get(member.key, 1.0))
        for span in attribution.addressee:
            factors |= {member.key: 0.0 for _, member in self.cast.at(span)}
        return factors


def _fits(member: Member, wanted: str) -> float:
    person = member.kind is ActorKind.PERSON or member.human
    if wanted in {"m", "f"}:
        if not person or (member.gender and member.gender != wanted):
            return 0.0
        return 1.0 if member.gender else _UNKNOWN_GENDER
    if wanted == "h":  # any human
        return float(person)
    if wanted == "p":
        if member.plural or member.kind is ActorKind.GROUP:
            return 1.0
        return {ActorKind.ORGANISATION: 0.5, ActorKind.PLACE: 0.35}.get(member.kind, 0.0)
    if wanted == "n":
        table = {ActorKind.ORGANISATION: 1.0, ActorKind.PLACE: 0.8, ActorKind.DOCUMENT: 0.7}
        if is_party(member):
            return 1.0
        return 0.0 if member.plural else table.get(member.kind, 0.0)
    return 0.0


def is_party(member: Member) -> bool:
    """Whether a group is a party called by its members: "the Conservatives"."""
    words = member.name.split()
    party = lexicon.bodies()["party"].words
    return member.kind is ActorKind.GROUP and len(words) == 1 and lexicon.bare(words[0]) in party


def _merged(spans: Iterable[Span]) -> list[Span]:
    out: list[Span] = []
    for span in sorted(spans):
        if out and span.start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return out


def _inside(spans: list[Span], at: int) -> bool:
    i = bisect_right(spans, at, key=lambda s: s.start) - 1
    return i >= 0 and at in spans[i]
