"""Makes the values that earlier stages give from the short cases in ``cases/``: text, who says what, expected positions."""

from __future__ import annotations

import json
import re
from pathlib import Path

from kg.model import Actor, ActorKind, Attribution, Issue, Kind, Span, Utterance

CASES = Path(__file__).parent / "cases"


def load(topic):
    """The issues and the cases of one topic."""
    data = json.loads((CASES / f"{topic}.json").read_text(encoding="utf-8"))
    issues = tuple(
        Issue(
            i["id"],
            f"https://example.org/{i['id']}",
            i["label"],
            tuple(i["alternatives"]),
            i["definition"],
            i["supports"],
        )
        for i in data["issues"]
    )
    return issues, data["cases"]


def _all(text, name):
    return [Span(m.start(), m.end()) for m in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)]


def people(case):
    """The actors of a case: those who speak, those it lists, with their mentions."""
    names = {said[0]: ActorKind.PERSON for said in case["says"]}
    forms = {}
    for name, extra in case.get("actors", {}).items():
        names[name] = ActorKind(extra) if isinstance(extra, str) else ActorKind.PERSON
        forms[name] = extra if isinstance(extra, list) else []
    actors = []
    for name, kind in names.items():
        mentions = {s for form in (name, *forms.get(name, [])) for s in _all(case["text"], form)}
        actors.append(Actor(name, name, kind, mentions=tuple(sorted(mentions))))
    return tuple(actors)


def utterances(case):
    """The utterances of a case. A row is speaker, cue, content[, topic[, more content]]."""
    text, made = case["text"], []
    for n, (speaker, cue, *rest) in enumerate(case["says"], 1):
        content, topic, more = (*rest, "", "")[:3] if len(rest) < 3 else rest
        spans = tuple(Span(text.index(c), text.index(c) + len(c)) for c in (content, more) if c and c in text)
        at = text.index(cue)
        direct = content.startswith("“")
        about = (Span(text.index(topic), text.index(topic) + len(topic)),) if topic else ()
        attribution = Attribution(
            f"a{n}", spans, (), (Span(at, at + len(cue)),), Kind.DIRECT if direct else Kind.INDIRECT, topic=about
        )
        made.append(Utterance(attribution, (speaker,)))
    return tuple(made)
