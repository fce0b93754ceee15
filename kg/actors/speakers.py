"""Within an article: whom each attribution's source means.

Sources are resolved in text order, parents before the reported speech inside them, so that every resolution can
rest on those before it. Each carries the reason it was made for, and a confidence; nobody is a valid answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.actors import descriptions, names, unsaid
from kg.actors.cast import Cast, Member
from kg.actors.discourse import SPOKE, Discourse
from kg.actors.registry import Register
from kg.actors.sources import PRONOUNS, Form, Referent, referents
from kg.model import Actor, ActorKind, Attribution, Reading, Span, Utterance


@dataclass(frozen=True, slots=True)
class Found:
    """Who is meant, why, and how sure that is."""

    members: tuple[Member, ...]
    reason: str
    confidence: float


_RELATIVE = 1.8  # "Putin, who started a war he says he is winning": for whom the clause is about
_TOGETHER = re.compile(r"\b(?:agree|discuss|spoke|speak|talk|met|meet|both)")  # what two do together
NOBODY = Found((), "nobody named", 1.0)


def resolve(
    reading: Reading, attributions: Sequence[Attribution], register: Register
) -> tuple[tuple[Utterance, ...], tuple[Actor, ...]]:
    """The speakers of an article's attributions, and its cast.

    Args:
        reading: the article's language.
        attributions: what was found in it, unique ids, in any order.
        register: known actors; their names and ids win over the article's.

    Returns:
        One utterance for each attribution, in the order given; and all actors, sorted by id.
    """
    resolver = Resolver(reading, attributions, register)
    found = resolver.run()
    renamed = register.renames(resolver.cast.members.values())
    actors = register.apply(
        resolver.cast.actors({m.key for f in found.values() for m in f.members}, reading.article.id), renamed
    )
    utterances = tuple(
        Utterance(
            a,
            tuple(dict.fromkeys(renamed.get(m.key, m.key) for m in found[a.id].members)),
            tuple(dict.fromkeys(renamed.get(m.key, m.key) for m in resolver.addressees(a))),
            found[a.id].reason,
            round(found[a.id].confidence, 2),
        )
        for a in attributions
    )
    return utterances, actors


class Resolver:
    """Resolves one article's sources; :meth:`run` does all, in text order."""

    def __init__(self, reading: Reading, attributions: Sequence[Attribution], register: Register) -> None:
        self.reading = reading
        self.register = register
        self.attributions = {a.id: a for a in attributions}
        self.cast = Cast(reading, [s for a in attributions for s in a.source])
        self.discourse = Discourse(self.cast, attributions)
        self.found: dict[str, Found] = {}

    def run(self) -> dict[str, Found]:
        """The answer for every attribution, by id."""
        order = sorted(self.attributions.values(), key=lambda a: (self._depth(a), _place(a), a.id))
        waiting = [a for a in order if not a.source and not a.parent]
        for a in order:
            if a.source or a.parent:
                self._settle(a, self._of_source(a))
        for a in waiting:
            self._settle(a, unsaid.speaker(self, a))
        return self.found

    def _depth(self, a: Attribution) -> int:
        depth, seen = 0, {a.id}
        while a.parent and a.parent in self.attributions and a.parent not in seen:
            a = self.attributions[a.parent]
            seen.add(a.id)
            depth += 1
        return depth

    def _settle(self, a: Attribution, found: Found) -> None:
        self.found[a.id] = found
        at = min((s.start for s in a.source), default=a.extent.start)
        for member in found.members:
            member.spans.update(s for s in a.source)
            self.discourse.add(member.key, at, SPOKE if not a.parent else 0.3)

    def addressees(self, a: Attribution) -> list[Member]:
        """The named actors that were told."""
        return [member for span in a.addressee for mention, member in self.cast.at(span)][:3]

    def _of_source(self, a: Attribution) -> Found:
        parts = referents(self.cast, a)
        if not parts:
            return NOBODY
        answers = [self.refer(r, a) for r in parts]
        framed = descriptions.time_frame(self.cast, a, answers[0].members) if len(parts) == 1 else None
        if framed:
            return Found((framed,), "time frame", 0.8)
        members: list[Member] = []
        for answer in answers:
            members += [m for m in answer.members if m not in members]
        if not members:
            return answers[0]
        reason = "; ".join(dict.fromkeys(x.reason for x in answers))
        return Found(tuple(members), reason, min(x.confidence for x in answers if x.members))

    def refer(self, r: Referent, a: Attribution) -> Found:
        """Whom one referent means."""
        if r.form is Form.NAME and r.member:
            return self._name(r, a)
        if r.form is Form.RELATIVE:
            return self._relative(r, a)
        if r.form is Form.PRONOUN:
            return self._pronoun(r, a)
        return descriptions.resolve(self, r, a)

    def _name(self, r: Referent, a: Attribution) -> Found:
        member = r.member
        assert member is not None
        bearers = self.cast.bearers(r.mention) if r.mention and member.kind is ActorKind.PERSON else []
        if len(bearers) > 1:
            ranked = [m for _, m in self.discourse.ranked(r.span.start, "h", self.discourse.barred(a)) if m in bearers]
            return Found((ranked[0] if ranked else member,), "name: of several bearers, who is talked about", 0.7)
        if member.kind is not ActorKind.PERSON and " " not in member.name:
            person = [
                p
                for p in self.cast.members.values()
                if p.kind is ActorKind.PERSON and names.parse(p.name).last == names.fold_word(member.name)
            ]
            if len(person) == 1 and " " in person[0].name:
                return Found((person[0],), "name: the person of that surname", 0.8)
        return Found((descriptions.as_speaker(self.cast, member),), "name", 0.97)

    def _relative(self, r: Referent, a: Attribution) -> Found:
        member = self.discourse.antecedent(r.head)
        if member and not descriptions.narrows(self.cast, self.discourse.antecedent_noun(r.head)):
            return Found((descriptions.as_speaker(self.cast, member),), f"relative {r.text}", 0.9)
        noun = self.discourse.antecedent_noun(r.head)
        if noun is None:
            return NOBODY
        phrase = descriptions.phrase_around(self.cast, noun)
        inner = referents(self.cast, Attribution("_", a.content, (phrase,), parent=a.parent))
        inner = [x for x in inner if x.form is not Form.RELATIVE]
        if not inner:
            return NOBODY
        answer = self.refer(inner[-1] if len(inner) > 1 else inner[0], a)
        return Found(answer.members, f"relative {r.text}: {answer.reason}", answer.confidence * 0.95)

    def parent_speakers(self, a: Attribution) -> tuple[Member, ...]:
        """Who says the words that this attribution stands in."""
        found = self.found.get(a.parent) if a.parent else None
        return found.members if found else ()

    def _pronoun(self, r: Referent, a: Attribution) -> Found:
        kind = PRONOUNS[r.text]
        if kind in {"1", "1p"}:
            speakers = self.parent_speakers(a)
            return Found(speakers, "first person: the outer speaker", 0.9) if speakers else NOBODY
        if kind in {"x", "2"}:
            return NOBODY
        if a.parent:
            return self._inner_pronoun(r, a, kind)
        return self._outer_pronoun(r, a, kind)

    def _outer_pronoun(self, r: Referent, a: Attribution, kind: str) -> Found:
        if kind == "s":
            return NOBODY
        if kind == "p":
            joint = self.joint_before(r.span.start)
            if joint:
                return Found(joint, "pronoun: those who spoke last together", 0.8)
        factors = self.discourse.barred(a)
        governor = self.discourse.relative_governor(r.head)
        if governor:
            factors[governor.key] = _RELATIVE * factors.get(governor.key, 1.0)
        return _best(self.discourse.ranked(r.span.start, kind, factors), f"pronoun {r.text}")

    def joint_before(self, at: int) -> tuple[Member, ...]:
        """Several speakers of the attribution just before, in this paragraph or the last."""
        block = self.discourse.paragraph(at)
        before = [
            (_place(a), f.members)
            for i, f in self.found.items()
            if f.members
            and not (a := self.attributions[i]).parent
            and _place(a) < at
            and self.discourse.paragraph(_place(a)) >= block - 1
        ]
        last = max(before, default=(0, ()), key=lambda x: x[0])
        return last[1] if len(last[1]) > 1 else ()

    def owner_before(self, r: Referent, kind: str) -> Member | None:
        """Who owns "his aides": the speaker joined to them in the same source, else the most talked about."""
        beside = [
            m
            for x, m in self.cast.at(Span(max(0, r.span.start - 120), r.span.start))
            if self._same_clause(x.span.end, r.span.start)
        ]
        beside = (
            [m for m in beside if m.kind is ActorKind.PERSON and m.gender in {"", kind}] if kind in {"m", "f"} else []
        )
        if beside:
            return beside[-1]
        ranked = self.discourse.ranked(r.span.start, kind, {})
        return ranked[0][1] if ranked else None

    def _same_clause(self, end: int, start: int) -> bool:
        """Whether nothing but a joint or a relative stands between two places."""
        return bool(
            re.fullmatch(
                r"\W*(?:and|or|together with|along with|as well as|who|,|\s)*\W*", self.reading.article.text[end:start]
            )
        )

    def _inner_pronoun(self, r: Referent, a: Attribution, kind: str) -> Found:
        """A pronoun inside reported words: the outer speaker if they are indirect, else whom they are about."""
        parent = self.attributions.get(a.parent or "")
        if parent is None:
            return self._outer_pronoun(r, a, kind)
        direct = self.discourse.quoted(r.span.start)
        speakers = self.parent_speakers(a)
        barred = self.discourse.barred(a)
        if not direct and kind in {"m", "f"} and len(speakers) == 1 and speakers[0].gender in {"", kind}:
            named = [
                m
                for x, m in self.cast.at(Span(parent.extent.start, r.span.start))
                if x.span.end <= r.span.start and m is not speakers[0]
            ]
            rivals = [m for m in named if m.kind is ActorKind.PERSON and m.gender in {"", kind}]
            return Found(speakers, "pronoun: the outer speaker", 0.85 if not rivals else 0.7)
        if direct:
            barred |= {m.key: 0.0 for m in speakers}
        topic = self._topic(parent, kind, r.span.start)
        if topic:
            return Found((topic,), "pronoun: what the outer words are about", 0.75)
        if kind == "p" and not direct and len(speakers) == 1 and _TOGETHER.search(self._clause(a)):
            other = [m for _, m in self.discourse.ranked(r.span.start, "h", {speakers[0].key: 0.0})]
            if other:
                return Found((speakers[0], other[0]), "pronoun: the outer speaker and whom it was done with", 0.6)
        if kind == "p" and not direct:
            joint = tuple(dict.fromkeys(m for x, m in self.cast.at(parent.extent) if x.span.end <= r.span.start))
            if len(joint) == 2 and all(m.kind is ActorKind.PERSON for m in joint):
                return Found(joint, "pronoun: the two named before", 0.7)
        earlier = self._same_pronoun_before(r, a, kind)
        if earlier:
            return Found((earlier,), "pronoun: as in the words before", 0.7)
        return _best(self.discourse.ranked(r.span.start, kind, barred), f"pronoun {r.text}")

    def _clause(self, a: Attribution) -> str:
        return self.reading.article.text[a.extent.start : (a.cue[-1].end if a.cue else a.extent.end)]

    def _topic(self, parent: Attribution, kind: str, at: int) -> Member | None:
        """The actor in "said of Russia:" or "asked about the union" before the reported words."""
        spans = [*parent.topic]
        if parent.cue:
            gap = Span(parent.cue[-1].end, parent.cue[-1].end + 80)
            text = self.reading.article.text[gap.start : gap.end]
            match = re.match(r"[^.“\"\n]{0,30}?\b(?:of|about|on)\s+([A-Z][^:,“\"\n]*)[:,]", text)
            if match:
                spans.append(Span(gap.start + match.start(1), gap.start + match.end(1)))
        for span in spans:
            for mention, member in self.cast.at(span):
                person = member.kind is ActorKind.PERSON
                if mention.span.end <= at and (person and kind in {"m", "f"} or (not person and kind in {"p", "n"})):
                    return descriptions.as_speaker(self.cast, member)
        return None

    def _same_pronoun_before(self, r: Referent, a: Attribution, kind: str) -> Member | None:
        """What the same pronoun meant in the same speaker's words just before."""
        outer = self.parent_speakers(a)
        best: tuple[int, Member] | None = None
        for i, found in self.found.items():
            other = self.attributions[i]
            if other.parent and len(found.members) == 1 and self.parent_speakers(other) == outer and other.source:
                word = self.reading.article.quote(*other.source).casefold()
                near = self.discourse.paragraph(r.span.start) - self.discourse.paragraph(_place(other))
                if (
                    PRONOUNS.get(word) == kind
                    and 0 <= near <= 1
                    and _place(other) < r.span.start
                    and (not best or best[0] < _place(other))
                ):
                    best = (_place(other), found.members[0])
        return best[1] if best else None


def _place(a: Attribution) -> int:
    return min((s.start for s in a.source), default=a.extent.start)


def _best(ranked: list[tuple[float, Member]], reason: str) -> Found:
    if not ranked:
        return Found((), f"{reason}: nobody fits", 0.5)
    first = ranked[0][0]
    second = ranked[1][0] if len(ranked) > 1 else 0.0
    return Found((ranked[0][1],), f"{reason}: most talked about", max(0.4, min(0.95, first / (first + second))))
