"""Whom a pronoun means: by discourse in the reporter's words, by who speaks and what it is about in reported ones."""

from __future__ import annotations

import re

from kg.actors.answers import NOBODY, Found, best, place
from kg.actors.cast import Member
from kg.actors.heads import PRONOUNS
from kg.actors.scene import Scene
from kg.actors.sources import Referent
from kg.model import ActorKind, Attribution

_RELATIVE = 1.8  # "Petrov, who started a war he says he is winning": for whom the clause is about
_OF_WHOM = re.compile(r"[^.“\"\n]{0,30}?\b(?:of|about|on)\s+([A-Z][^:,“\"\n]*)[:,]")  # "said of the union:"
_TOGETHER = re.compile(r"\b(?:agree|discuss|spoke|speak|talk|met|meet|both)")  # what two do together


def resolve(scene: Scene, r: Referent, a: Attribution) -> Found:
    """Whom a pronoun as a source means."""
    kind = PRONOUNS[r.text]
    if kind in {"1", "1p"}:
        speakers = scene.parent_speakers(a)
        return Found(speakers, "first person: the outer speaker", 0.9) if speakers else NOBODY
    if kind in {"x", "2"}:
        return NOBODY
    if a.parent:
        return _inner_pronoun(scene, r, a, kind)
    return _outer_pronoun(scene, r, a, kind)


def _outer_pronoun(scene: Scene, r: Referent, a: Attribution, kind: str) -> Found:
    if kind == "s":
        return NOBODY
    if kind == "p":
        joint = scene.joint_before(r.span.start)
        if joint:
            return Found(joint, "pronoun: those who spoke last together", 0.8)
    factors = scene.discourse.barred(a)
    governor = scene.discourse.relative_governor(r.head)
    if governor:
        factors[governor.key] = _RELATIVE * factors.get(governor.key, 1.0)
    return best(scene.discourse.ranked(r.span.start, kind, factors), f"pronoun {r.text}")


def _inner_pronoun(scene: Scene, r: Referent, a: Attribution, kind: str) -> Found:
    """A pronoun inside reported words: the outer speaker if they are indirect, else whom they are about."""
    parent = scene.attributions.get(a.parent or "")
    if parent is None:
        return _outer_pronoun(scene, r, a, kind)
    direct = scene.discourse.quoted(r.span.start)
    speakers = scene.parent_speakers(a)
    barred = scene.discourse.barred(a)
    if not direct and kind in {"m", "f"} and len(speakers) == 1 and speakers[0].gender in {"", kind}:
        named = [
            m
            for x, m in scene.cast.between(parent.extent.start, r.span.start)
            if x.span.end <= r.span.start and m is not speakers[0]
        ]
        rivals = [m for m in named if m.kind is ActorKind.PERSON and m.gender in {"", kind}]
        return Found(speakers, "pronoun: the outer speaker", 0.85 if not rivals else 0.7)
    if direct:
        barred |= {m.key: 0.0 for m in speakers}
    topic = _topic(scene, parent, kind, r.span.start)
    if topic:
        return Found((topic,), "pronoun: what the outer words are about", 0.75)
    if kind == "p" and not direct and len(speakers) == 1 and _TOGETHER.search(scene.clause(a)):
        other = [m for _, m in scene.discourse.ranked(r.span.start, "h", {speakers[0].key: 0.0})]
        if other:
            return Found((speakers[0], other[0]), "pronoun: the outer speaker and whom it was done with", 0.6)
    if kind == "p" and not direct:
        joint = tuple(dict.fromkeys(m for x, m in scene.cast.at(parent.extent) if x.span.end <= r.span.start))
        if len(joint) == 2 and all(m.kind is ActorKind.PERSON for m in joint):
            return Found(joint, "pronoun: the two named before", 0.7)
    inside = _named_inside(scene, parent, a, r, kind) if direct else None
    if inside:
        return Found((inside,), "pronoun: named in the same words", 0.75)
    earlier = _same_pronoun_before(scene, r, a, kind)
    if earlier:
        return Found((earlier,), "pronoun: as in the words before", 0.7)
    return best(scene.discourse.ranked(r.span.start, kind, barred), f"pronoun {r.text}")


def _topic(scene: Scene, parent: Attribution, kind: str, at: int) -> Member | None:
    """The actor in "said of Russia:" or "asked about the union" before the reported words."""
    spans = [(t.start, t.end) for t in parent.topic]
    if parent.cue:
        end = parent.cue[-1].end
        match = _OF_WHOM.match(scene.reading.article.text[end : end + 80])
        spans += [(end + match.start(1), end + match.end(1))] if match else []
    for start, stop in spans:
        for mention, member in scene.cast.between(start, stop):
            person = member.kind is ActorKind.PERSON
            if mention.span.end <= at and ((person and kind in {"m", "f"}) or (not person and kind in {"p", "n"})):
                return scene.cast.as_speaker(member)
    return None


def _named_inside(scene: Scene, parent: Attribution, a: Attribution, r: Referent, kind: str) -> Member | None:
    """Who was named last before the pronoun in the same speaker's own words."""
    speakers = {m.key for m in scene.parent_speakers(a)}
    named = [
        m
        for span in parent.content
        for x, m in scene.cast.at(span)
        if x.span.end <= r.span.start
        and m.key not in speakers
        and m.kind is ActorKind.PERSON
        and m.gender in {"", kind}
    ]
    return named[-1] if named and kind in {"m", "f"} else None


def _same_pronoun_before(scene: Scene, r: Referent, a: Attribution, kind: str) -> Member | None:
    """What the same pronoun meant in the same speaker's words just before."""
    outer = scene.parent_speakers(a)
    last: tuple[int, Member] | None = None
    for i, found in scene.found.items():
        other = scene.attributions[i]
        if other.parent and len(found.members) == 1 and scene.parent_speakers(other) == outer and other.source:
            word = scene.reading.article.quote(*other.source).casefold()
            near = scene.discourse.paragraph(r.span.start) - scene.discourse.paragraph(place(other))
            if (
                PRONOUNS.get(word) == kind
                and 0 <= near <= 1
                and place(other) < r.span.start
                and (not last or last[0] < place(other))
            ):
                last = (place(other), found.members[0])
    return last[1] if last else None
