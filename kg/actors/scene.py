"""What is known while an article's sources are resolved: its cast, what has been talked about, who spoke so far."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from kg.actors.answers import Found, place
from kg.actors.cast import Cast, Member
from kg.actors.discourse import SPOKE, Discourse
from kg.actors.registry import Register
from kg.actors.sources import Referent
from kg.model import ActorKind, Attribution, Reading

_NESTED = 0.3  # how much a speaker inside somebody's words is talked about for it
_ASKING = frozenset({"ask", "question", "wonder", "inquire", "press"})


class Scene:
    """One article while it is being resolved."""

    def __init__(self, reading: Reading, attributions: Sequence[Attribution], register: Register) -> None:
        self.reading = reading
        self.register = register
        self.attributions = {a.id: a for a in attributions}
        self.cast = Cast(reading, [s for a in attributions for s in a.source])
        self.discourse = Discourse(self.cast, attributions)
        self.found: dict[str, Found] = {}

    def settle(self, a: Attribution, found: Found) -> None:
        """Remembers an answer: who spoke is talked about from here on."""
        self.found[a.id] = found
        weight = _NESTED if a.parent or self._is_not_yet(a) else SPOKE
        for member in found.members:
            member.spans.update(a.source)
            self.discourse.add(member.key, place(a), weight)

    def _is_not_yet(self, a: Attribution) -> bool:
        """Whether who speaks gives the floor away, by asking, or has yet to speak: "a panel to advise on …"."""
        text = self.reading.article.text
        asks = a.cue_lemma in _ASKING and not text.startswith("to ", a.content[0].start)
        return asks or (bool(a.cue) and text.startswith("to ", a.cue[0].start))

    @cached_property
    def interviewed(self) -> Member | None:
        """Whom the text names most above the first turn of an interview, if that is plain."""
        first = min((a.extent.start for a in self.attributions.values() if a.found_by == "transcript"), default=0)
        named = [
            (sum(m.span.start < first for m in p.mentions), p.key, p)
            for p in self.cast.members.values()
            if p.kind is ActorKind.PERSON and not p.own
        ]
        ranked = sorted((n for n in named if n[0]), reverse=True)
        clear = ranked and (len(ranked) == 1 or ranked[0][0] > ranked[1][0])
        return ranked[0][2] if clear else None

    def depth(self, a: Attribution) -> int:
        """How many attributions this one stands in."""
        depth, seen = 0, {a.id}
        while a.parent and a.parent in self.attributions and a.parent not in seen:
            a = self.attributions[a.parent]
            seen.add(a.id)
            depth += 1
        return depth

    def parent_speakers(self, a: Attribution) -> tuple[Member, ...]:
        """Who says the words that this attribution stands in."""
        found = self.found.get(a.parent) if a.parent else None
        return found.members if found else ()

    def joint_before(self, at: int) -> tuple[Member, ...]:
        """Several speakers of the attribution just before, in this paragraph or the last."""
        block = self.discourse.paragraph(at)
        before = [
            (place(a), f.members)
            for i, f in self.found.items()
            if f.members
            and not (a := self.attributions[i]).parent
            and place(a) < at
            and self.discourse.paragraph(place(a)) >= block - 1
        ]
        last = max(before, default=(0, ()), key=lambda x: x[0])
        return last[1] if len(last[1]) > 1 else ()

    def beside(self, r: Referent, a: Attribution) -> dict[str, float]:
        """Who speaks earlier in the sentence: in "Lund spoke up after the minister said so" they are two."""
        first, last = self.reading.sentence_of(r.head)
        start, end = self.reading.tokens[first].start, self.reading.tokens[last - 1].end
        return {
            m.key: 0.0
            for i, found in self.found.items()
            if i != a.id and (b := self.attributions[i]).source != a.source and not b.parent
            for s in b.source
            if start <= s.start < min(r.span.start, end)
            for m in found.members
        }

    def owner_before(self, r: Referent, kind: str) -> Member | None:
        """Who owns "his aides": the speaker joined to them in the same source, else the most talked about."""
        beside = [
            m for x, m in self.cast.between(r.span.start - 120, r.span.start) if self._joined(x.span.end, r.span.start)
        ]
        beside = (
            [m for m in beside if m.kind is ActorKind.PERSON and m.gender in {"", kind}] if kind in {"m", "f"} else []
        )
        if beside:
            return beside[-1]
        ranked = self.discourse.ranked(r.span.start, kind, {})
        return ranked[0][1] if ranked else None

    def _joined(self, end: int, start: int) -> bool:
        """Whether nothing but a joint or a relative stands between two places."""
        return bool(
            re.fullmatch(
                r"\W*(?:and|or|together with|along with|as well as|who|,|\s)*\W*", self.reading.article.text[end:start]
            )
        )

    def clause(self, a: Attribution) -> str:
        """The text from the first part of an attribution to its cue."""
        return self.reading.article.text[a.extent.start : (a.cue[-1].end if a.cue else a.extent.end)]
