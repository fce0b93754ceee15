"""Invented articles that say much of each other, and a stand-in for the extractor that reads them line by line.

A line is ``NAME verb words``, the verb one of "said", "denied", "hoped"; ``> `` before it makes it speech inside that
of the line before. ``NAME for ISSUE`` and ``NAME against ISSUE`` are stances.
"""

import hashlib
import re

import numpy as np

from kg import attribution, pipeline
from kg.actors import close, far, names
from kg.model import Act, Actor, ActorKind, Attribution, Findings, Kind, Position, Role, Span, Stance, Utterance

PEOPLE = ("Ana Duarte", "Duarte", "Rui Duarte", "Steve Pym", "Stephen Pym", "The Harbour Trust Board", "HTB", "Pym")
SAYINGS = (
    "“We will open the northern bridge in May and not a day later whatever the weather says”",
    "“We will open the northern bridge in May”",
    "the northern bridge would open to traffic in May",
    "northern bridge traffic would be open from May on",
    "“The strike at the port is over and nobody lost”",
    "the port strike was over and nobody had lost anything",
    "ferries would run to the island on each day of the summer",
    "the island ferries would run on summer days",
    "fish is dear",
)
ISSUES = ("nato-membership", "negotiated-settlement")
_LINE = re.compile(r"^(?P<inner>> )?(?P<name>[A-Z][\w ]*?) (?P<verb>said|denied|hoped|for|against) (?P<words>.+)$")
_BODIES = ("The Harbour Trust Board", "HTB")


def article(chance, issues):
    """The text of an article."""
    lines = [f"Day of the {chance.choice(['port', 'bridge', 'ferry'])} {chance.randrange(1000)}"]
    for _ in range(chance.randrange(1, 7)):
        verb = chance.choice(["said"] * 6 + ["denied", "hoped"])
        inner = "> " if len(lines) > 1 and chance.random() < 0.2 else ""
        lines.append(f"{inner}{chance.choice(PEOPLE)} {verb} {chance.choice(SAYINGS)}")
        if chance.random() < 0.3:
            lines.append(f"{chance.choice(PEOPLE)} {chance.choice(['for', 'against'])} {chance.choice(issues)}")
    return "\n".join(lines) + "\n"


def stand_in(patch):
    """Has articles read by the stand-ins; crowds are small, so that they come and go. *patch* is as ``setattr``."""
    patch(pipeline, "Extractor", Extractor)
    patch(attribution, "load_encoder", Encoder)
    patch(close, "CROWD", 4)
    patch(close, "MANY", 3)
    patch(far, "CROWD", 5)


class Extractor:
    """Reads an invented article."""

    def __init__(self, settings=None):
        pass

    def __call__(self, article):
        utterances, cast, positions, place = [], {}, [], 0
        for line in article.text.splitlines(keepends=True):
            if match := _LINE.match(line):
                self._line(match, place, utterances, cast, positions)
            place += len(line)
        return Findings(article, tuple(utterances), tuple(sorted(cast.values(), key=lambda a: a.id)), tuple(positions))

    def _line(self, match, place, utterances, cast, positions):
        name, verb = match["name"], match["verb"]
        kind = ActorKind.ORGANISATION if name in _BODIES else ActorKind.PERSON
        roles = (Role("chair", "The Harbour Trust Board", spokesperson=True),) if name == "Pym" else ()
        actor = Actor(names.actor_id(name), name, kind, roles=roles)
        cast[actor.id] = actor
        content = Span(place + match.start("words"), place + match.end("words"))
        if verb in {"for", "against"}:
            stance = Stance.SUPPORTS if verb == "for" else Stance.OPPOSES
            positions.append(Position(actor.id, match["words"], stance, (content,), confidence=0.5))
            return
        attribution = Attribution(
            f"a{len(utterances) + 1}",
            (content,),
            kind=Kind.DIRECT if match["words"][0] == "“" else Kind.INDIRECT,
            act=Act.ATTITUDE if verb == "hoped" else Act.STATEMENT,
            denied=verb == "denied",
            parent=utterances[-1].attribution.id if match["inner"] and utterances else None,
        )
        utterances.append(Utterance(attribution, (actor.id,)))


class Encoder:
    """Vectors that depend on a text alone."""

    @staticmethod
    def meaning(texts):
        """A row of unit length for each text."""
        seeds = [int.from_bytes(hashlib.sha256(" ".join(sorted(t.split())[:3]).encode()).digest()[:4]) for t in texts]
        rows = np.array([np.random.default_rng(seed).normal(size=4) for seed in seeds], np.float32)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)
