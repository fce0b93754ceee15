"""Within an article: whom each attribution's source means.

Sources are resolved in text order, parents before the reported speech inside them, so that every resolution can
rest on those before it. Each carries the reason it was made for, and a confidence; nobody is a valid answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.actors import descriptions, names, pronouns, sources, unsaid
from kg.actors.answers import NOBODY, Found, place
from kg.actors.cast import Member
from kg.actors.registry import Register
from kg.actors.scene import Scene
from kg.actors.sources import Form, Referent, referents
from kg.model import Actor, ActorKind, Attribution, Reading, Span, Utterance, Zone

_UNDER = re.compile(
    r"\b[Uu]nder (?:the )?((?:previous |former )?[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?) "
    r"(administration|government|presidency)"
)


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
    scene = Scene(reading, attributions, register)
    _settle_all(scene)
    renamed = register.renames(scene.cast.members.values())
    spoke = {m.key for f in scene.found.values() for m in f.members}
    actors = register.apply(scene.cast.actors(spoke, reading.article.id), renamed)
    # "two officials" of another article are two others
    own = {a.id: f"{a.id}-{reading.article.id.removeprefix('ar-')}" for a in actors if a.article}
    utterances = tuple(_utterance(scene, a, renamed | own) for a in attributions)
    return utterances, tuple(sorted((replace(a, id=own.get(a.id, a.id)) for a in actors), key=lambda a: a.id))


def _settle_all(scene: Scene) -> None:
    """Outer words before the inner, each level in text order; what names nobody after what names somebody."""
    depth = {a.id: scene.depth(a) for a in scene.attributions.values()}
    order = sorted(scene.attributions.values(), key=lambda a: (depth[a.id], _late(scene, a), place(a), a.id))
    for a in order:
        if a.source or a.parent:
            scene.settle(a, _of_source(scene, a))
        else:
            scene.settle(a, unsaid.speaker(scene, a))


def _late(scene: Scene, a: Attribution) -> int:
    """Headlines can be read when the text has named everybody; words without a source when all others have theirs."""
    return 2 if not a.source else scene.reading.article.zone(a.source[0]) in {Zone.TITLE, Zone.DECK}


def _utterance(scene: Scene, a: Attribution, renamed: dict[str, str]) -> Utterance:
    found = scene.found[a.id]
    told = [member for span in a.addressee for _, member in scene.cast.at(span)]
    return Utterance(
        a,
        tuple(dict.fromkeys(renamed.get(m.key, m.key) for m in found.members)),
        tuple(dict.fromkeys(renamed.get(m.key, m.key) for m in told)),
        found.reason,
        round(found.confidence, 2),
    )


def _of_source(scene: Scene, a: Attribution) -> Found:
    parts = referents(scene.cast, a)
    if not parts:
        return NOBODY
    answers = [_refer(scene, r, a) for r in parts]
    framed = _time_frame(scene, a, answers[0].members) if len(parts) == 1 else None
    if framed:
        return Found((framed,), "time frame", 0.8)
    members: list[Member] = []
    for answer in answers:
        members += [m for m in answer.members if m not in members]
    if not members:
        return answers[0]
    reason = "; ".join(dict.fromkeys(x.reason for x in answers))
    return Found(tuple(members), reason, min(x.confidence for x in answers if x.members))


def _refer(scene: Scene, r: Referent, a: Attribution) -> Found:
    """Whom one referent means."""
    if r.form is Form.NAME and r.member:
        return _name(scene, r, a)
    if r.form is Form.RELATIVE:
        return _relative(scene, r, a)
    if r.form is Form.PRONOUN:
        return pronouns.resolve(scene, r, a)
    return descriptions.resolve(scene, r, a)


def _name(scene: Scene, r: Referent, a: Attribution) -> Found:
    member = r.member
    assert member is not None
    bearers = scene.cast.bearers(r.mention) if r.mention and member.kind is ActorKind.PERSON else []
    if len(bearers) > 1:
        ranked = [m for _, m in scene.discourse.ranked(r.span.start, "h", scene.discourse.barred(a)) if m in bearers]
        return Found((ranked[0] if ranked else member,), "name: of several bearers, who is talked about", 0.7)
    if member.kind is not ActorKind.PERSON and " " not in member.name:
        person = [
            p
            for p in scene.cast.members.values()
            if p.kind is ActorKind.PERSON and names.parse(p.name).last == names.fold_word(member.name)
        ]
        if len(person) == 1 and " " in person[0].name:
            return Found((person[0],), "name: the person of that surname", 0.8)
    return Found((scene.cast.as_speaker(member),), "name", 0.97)


def _relative(scene: Scene, r: Referent, a: Attribution) -> Found:
    member = scene.discourse.antecedent(r.head)
    if member:
        return Found((scene.cast.as_speaker(member),), f"relative {r.text}", 0.9)
    noun = scene.discourse.antecedent_noun(r.head)
    if noun is None:
        return NOBODY
    phrase = _phrase_around(scene, noun)
    inner = referents(scene.cast, Attribution("_", a.content, (phrase,), parent=a.parent))
    inner = [x for x in inner if x.form is not Form.RELATIVE]
    if not inner:
        return NOBODY
    answer = _refer(scene, inner[-1] if len(inner) > 1 else inner[0], a)
    return Found(answer.members, f"relative {r.text}: {answer.reason}", answer.confidence * 0.95)


def _time_frame(scene: Scene, a: Attribution, members: tuple[Member, ...]) -> Member | None:
    """The administration in "Under the Rossi administration, the U.S. said": it speaks, not the state at large."""
    if len(members) != 1 or members[0].kind is not ActorKind.PLACE or not a.cue:
        return None
    first, last = scene.reading.sentence_of(sources.token_range(scene.reading, a.cue[0])[0])
    sentence = Span(scene.reading.tokens[first].start, scene.reading.tokens[last - 1].end)
    text = scene.reading.article.text
    for match in _UNDER.finditer(text[sentence.start : sentence.end]):
        at = sentence.start + match.start()
        if not any(at in s for s in a.content):
            return scene.cast.body(f"{match.group(1)} {match.group(2)}", ActorKind.ORGANISATION)
    return None


def _phrase_around(scene: Scene, noun: int) -> Span:
    """The noun phrase before a relative clause that ends in *noun*."""
    tokens = scene.reading.tokens
    first, _ = scene.reading.sentence_of(noun)
    i = noun
    while i > first and (
        tokens[i - 1].pos in {"NOUN", "PROPN", "ADJ", "NUM", "DET"}
        or tokens[i - 1].tag in {"POS", "PRP$"}
        or tokens[i - 1].text == "-"
        or (i > first + 1 and tokens[i - 2].text == "-" and tokens[i - 2].end == tokens[i - 1].start)
    ):
        i -= 1
        if tokens[i].pos == "DET":
            break
    end = noun
    while end + 1 < len(tokens) and tokens[end + 1].text == "-":
        end += 2
    if end + 2 < len(tokens) and tokens[end + 1].text in {"in", "of", "for"}:  # "a court in The Hague"
        place = next((m for m in scene.cast.within(end + 2, end + 4) if m.first <= end + 3), None)
        end = place.last - 1 if place else end
    return Span(tokens[i].start, tokens[min(end, len(tokens) - 1)].end)
