"""Articles with their attributions marked by hand, so that who speaks is tested apart from what was said.

``{s|…}`` is a source, ``{c|…}`` a cue, ``{q|…}`` a content, ``{t|…}`` a topic, ``{a|…}`` an addressee. A number
names the attribution: ``{s1|She} {c1|said} {q1|so}``. Marks nest; an attribution inside a content is its child.
"""

from __future__ import annotations

import re

from kg.model import Attribution, Kind, Span

_FIELDS = {"s": "source", "c": "cue", "q": "content", "t": "topic", "a": "addressee"}


def parse(markup):
    """The plain text, and its attributions (ids a1, a2, …) in order of their numbers."""
    text, stack, found = "", [], {}
    for piece in re.split(r"(\{[scqta]\d*\||\})", markup):
        if piece.startswith("{"):
            stack.append((piece[1], piece[2:-1] or "1", len(text)))
        elif piece == "}":
            field, number, start = stack.pop()
            found.setdefault(number, {}).setdefault(_FIELDS[field], []).append(Span(start, len(text)))
        else:
            text += piece
    made = []
    for number, marks in sorted(found.items(), key=lambda item: int(item[0])):
        spans = {name: tuple(sorted(values)) for name, values in marks.items()}
        content = spans["content"]
        quoted = [text[s.start] in "“\"'‘" for s in content]
        inside = [bool(re.search('[“"]', text[s.start : s.end])) for s in content]
        kind = Kind.DIRECT if all(quoted) else Kind.MIXED if any(inside) else Kind.INDIRECT
        made.append(Attribution(f"a{number}", kind=kind, **spans))
    return text, tuple(_with_parent(a, made) for a in made)


def _with_parent(one, everyone):
    from dataclasses import replace

    outer = [b for b in everyone if b is not one and any(one.extent in s for s in b.content)]
    parent = min(outer, key=lambda b: b.extent.end - b.extent.start, default=None)
    return replace(one, parent=parent.id) if parent else one
