"""Where an article names somebody: every person, body and place.

What kind of thing a name names is decided by its words, by the entity labels it gets anywhere in the article, and
by the company it keeps (a title before it, a fuller form elsewhere). No single label is trusted.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kg.actors import apposed, lexicon, names, roles, runs
from kg.actors.runs import Run
from kg.model import ActorKind, Reading, Span

# Heads of bodies' names that are surnames as well: a given name before them makes a person.
_SURNAMES_TOO = frozenset(
    {"house", "church", "cross", "guard", "post", "court", "bank", "park", "press", "center", "parliament", "major"}
)
# What bodies can be as well as people: "its owner, Northern Gas".
_BODIES_TOO = frozenset({"owner", "partner", "ally", "rival", "investor", "member", "founder", "winner", "customer"})
_FORMS = frozenset({"inc", "llc", "ltd", "plc", "corp", "co", "gmbh", "llp"})  # of a company, after a comma
_HYPHENS = frozenset({"-", "‐", "‑", "–"})
_CAMPS = frozenset({"d", "r", "i"})  # Democrat, Republican, independent
_LONG = 4  # words of a name; more in capitals are a headline
_LABELS = {"PERSON": ActorKind.PERSON, "ORG": ActorKind.ORGANISATION, "GPE": ActorKind.PLACE, "LOC": ActorKind.PLACE}


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text.

    Attributes:
        first: index of its first token.
        last: index after its last token.
        name: the name proper, white space collapsed.
        gender: "m", "f" or empty.
        titled: an honorific or office stands before it.
    """

    span: Span
    first: int
    last: int
    name: str
    kind: ActorKind | None
    gender: str = ""
    titled: bool = False


def find(reading: Reading, sources: Iterable[Span] = ()) -> tuple[Mention, ...]:
    """All names of the article, in text order.

    Args:
        reading: the article's language.
        sources: spans that are known to name speakers: a capitalised word in them is taken for a person.
    """
    labels = _labels(reading)
    speaking = sorted(sources)
    sure: list[Mention] = []
    unsure: list[Mention] = []
    for run in runs.find(reading):
        mention = _mention(reading, run, labels)
        if mention and mention.kind is None and any(mention.span in s for s in speaking):
            mention = replace(mention, kind=_unlabelled(mention))
        if mention and _is_explained(reading, mention):
            mention = replace(mention, kind=ActorKind.PERSON, titled=True)
        if mention:
            (sure if run.sure else unsure).append(mention)
    settled = _agree(_parted(reading, sure, speaking))
    known = {names.folded(m.name): m.kind for m in settled if m.kind}
    for m in settled:
        if m.kind is ActorKind.PERSON:
            known.setdefault(names.parse(m.name).last, m.kind)
    shorts = {names.folded(m.name) for m in settled if _is_short(m.name)}
    found = [
        replace(m, kind=known[key])
        for m in unsure
        if (key := names.folded(m.name)) in known and (key not in shorts or _is_short(m.name))
    ]
    return tuple(sorted([*settled, *found], key=lambda m: m.span))


def _parted(reading: Reading, found: Sequence[Mention], speaking: Sequence[Span]) -> list[Mention]:
    """The two names in "a Duarte-Kolar call", where both are named apart too, nobody by both, and it says nothing."""
    full = {names.parse(m.name).last for m in found if " " in m.name}
    alone = {names.folded(m.name) for m in found if " " not in m.name} | full
    out: list[Mention] = []
    for m in found:
        words = [t.text for t in reading.tokens[m.first : m.last]]
        pair = len(words) == 3 and words[1] in _HYPHENS and names.parse(m.name).last not in full
        if pair and not any(m.span in s for s in speaking) and all(names.folded(w) in alone for w in words[::2]):
            for i in (m.first, m.last - 1):
                t = reading.tokens[i]
                out.append(Mention(Span(t.start, t.end), i, i + 1, t.text, ActorKind.PERSON))
        else:
            out.append(m)
    return out


def _is_short(name: str) -> bool:
    """Whether a name is one word in capitals: "WHO" is not "Who"."""
    return name.isupper() and " " not in name and len(name) > 1


def _is_explained(reading: Reading, mention: Mention) -> bool:
    """Whether an unknown full name bears the office before its comma: "its secretary-general, Ana Duarte"."""
    words = [lexicon.bare(w) for w in mention.name.split()]
    if mention.titled or mention.kind is ActorKind.PERSON or not 1 < len(words) <= _LONG:
        return False
    if lexicon.bare(mention.name) in lexicon.places() or any(w in lexicon.organisations() for w in words):
        return False
    role = apposed.before(reading, mention, mention.first)
    office = roles.office(role.title) if role else None
    return office is not None and not office.senses & _BODIES_TOO


def _unlabelled(mention: Mention) -> ActorKind | None:
    plain = mention.name.replace(".", "")
    if lexicon.bare(plain) in lexicon.documents() and plain not in lexicon.given():
        return None  # "Poll: …"
    if len(plain.split()) > _LONG:
        return None
    key = lexicon.bare(plain)
    if lexicon.organisations().get(key) == "head" and key not in _SURNAMES_TOO:
        return ActorKind.ORGANISATION
    initials = plain.isupper() and (2 < len(plain) < 7 or re.fullmatch(r"(?:[A-Z]\.){2}", mention.name))
    return ActorKind.ORGANISATION if initials else ActorKind.PERSON


def _labels(reading: Reading) -> dict[int, str]:
    """Entity label of each token that has one."""
    labels: dict[int, str] = {}
    spans = sorted(reading.entities)
    k = 0
    for i, token in enumerate(reading.tokens):
        while k < len(spans) and spans[k].span.end <= token.start:
            k += 1
        if k < len(spans) and spans[k].span.start < token.end:
            labels[i] = spans[k].label
    return labels


def _mention(reading: Reading, run: Run, labels: dict[int, str]) -> Mention | None:
    tokens = reading.tokens
    span = Span(tokens[run.name].start, tokens[run.end - 1].end)
    name = re.sub(r"\s+", " ", reading.article.text[span.start : span.end])
    if re.search(r"\w['’]s$", name) and lexicon.organisations().get(lexicon.bare(name)) != "name":
        span, name = Span(span.start, span.end - 2), name[:-2]
    key = lexicon.bare(name)
    if (
        key in _FORMS
        or (key in runs.not_names() and name not in runs.MONTHS_TOO)
        or key in lexicon.adjectives()
        or (" " not in key and key in lexicon.groups())
    ):
        return None
    if " " not in key and key in lexicon.roles() and run.name == run.start and tokens[run.name].pos != "PROPN":
        return None
    parts = [p for p in re.split(r"[-‐‑–]", key) if p]
    if len(parts) > 1 and all(p in lexicon.places() or p in lexicon.adjectives() for p in parts):
        return None  # "US-Russia": two states, none of them speaking
    if len(parts) > 1 and parts[0] in _CAMPS and (name.endswith(".") or " ".join(parts[1:]) in lexicon.places()):
        return None  # "(D-Ore.)", a lawmaker's party and state
    loud = name.isupper() and len(name) > 3 and tokens[run.name].pos in {"NOUN", "ADJ", "VERB", "ADV"}
    if loud and not _abbreviates(name, reading.article.text):
        return None  # a word in capitals, for loudness
    before = [lexicon.bare(t.text) for t in tokens[run.start : run.name]]
    camp = run.end < len(tokens) and tokens[run.end].text == "party" and " " not in name
    if camp and tokens[run.end - 1].end == span.end:
        return Mention(span, run.name, run.end, name, ActorKind.ORGANISATION)  # "the Reform party"
    titled = any(runs.is_office(w) for w in before)
    kind = _kind(name, [labels.get(i, "") for i in range(run.name, run.end)], titled=titled)
    gender = names.gender(name) if " " in name and kind in {ActorKind.PERSON, None} else ""
    for word in before:
        title, role = lexicon.titles().get(word), lexicon.roles().get(word)
        gender = (title.gender if title else "") or (role.gender if role else "") or gender
    return Mention(span, run.name, run.end, name, kind, gender, titled)


def _abbreviates(short: str, text: str) -> bool:
    """Whether a word in capitals is the initials of a name in the text: "ACLU"."""
    if not short.isalpha():
        return False
    return re.search(r"\b" + r"[ -](?:(?:of|the|and|for|&) ){0,2}".join(rf"{c}\w+" for c in short), text) is not None


def _kind(name: str, labels: Sequence[str], *, titled: bool) -> ActorKind | None:
    words = [lexicon.bare(w) for w in re.split(r"[\s-]+", name)]
    key = lexicon.bare(name)
    bodies = lexicon.organisations()
    head = bodies.get(words[-1]) == "head"
    person = name.split(maxsplit=1)[0] in lexicon.given() and len(words) > 1
    if key in lexicon.places():
        return ActorKind.PLACE
    if bodies.get(key) == "name" and len(words) > 1:
        return ActorKind.ORGANISATION
    if words[-1].removesuffix("s") in lexicon.adjectives() and words[-1] not in lexicon.adjectives() and not person:
        return ActorKind.GROUP
    if words[-1] in lexicon.groups() and len(words) > 1 and not person and not head:
        return ActorKind.GROUP
    if titled and len(words) <= 4 and not (head and words[-1] not in _SURNAMES_TOO):
        return ActorKind.PERSON
    if key in bodies and (bodies[key] == "name" or name.isupper()):
        return ActorKind.ORGANISATION
    if len(words) > 1 and head and not (person and words[-1] in _SURNAMES_TOO):
        return ActorKind.ORGANISATION
    if len(words) > 1 and any(bodies.get(w) == "head" for w in words[:-1]) and {"of", "for"} & set(words):
        return ActorKind.ORGANISATION
    if re.fullmatch(r"(?:[A-Z]\.?){3,6}s?|[A-Z]{2,6}|[A-Z][a-z][A-Z]", name) and len(name) > 2:
        return ActorKind.ORGANISATION
    initials = re.fullmatch(r"(?:[A-Z]\.){1,3}", name.split(maxsplit=1)[0]) and words[0] not in lexicon.places()
    if person or (len(words) > 1 and initials and words[0] != "un"):
        return ActorKind.PERSON
    vote = Counter(label for label in labels if label)
    return _LABELS.get(vote.most_common(1)[0][0]) if vote else None


def _agree(found: Sequence[Mention]) -> list[Mention]:
    """One kind for one name: a surname is its bearer's, else the article's majority decides."""
    votes: defaultdict[str, Counter[ActorKind]] = defaultdict(Counter)
    for m in found:
        if m.kind:
            votes[names.folded(m.name)][m.kind] += 3 if m.titled else 1
    surnames = {names.parse(m.name).last for m in found if m.kind is ActorKind.PERSON and " " in m.name}
    settled = []
    for m in found:
        vote = votes[names.folded(m.name)]
        kind = vote.most_common(1)[0][0] if vote else None
        single = " " not in m.name
        known = lexicon.bare(m.name) in lexicon.places() or lexicon.organisations().get(lexicon.bare(m.name)) == "name"
        if single and names.parse(m.name).last in surnames and (not known or m.titled):
            kind = ActorKind.PERSON
        elif single and kind is ActorKind.PERSON and known and not m.titled:
            kind = m.kind
        settled.append(replace(m, kind=kind))
    return settled
