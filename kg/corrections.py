"""What people decided, kept in a plain text file and applied to what was read at every build.

One decision a line; a line that begins with ``#`` is a note. Words in double quotes are the article's own::

    reject  03-paper.txt "We never said so"                          # no attribution at all
    accept  03-paper.txt "the bridge would open in May"              # looked at and right
    speaker 03-paper.txt @120-188 "We will stay" = "Mara Lindqvist"  # several: "A" + "B"; nobody: nobody
    span    03-paper.txt "will stay, she" = "will stay"              # the words said
    stance  03-paper.txt "We will stay" bridge = opposes             # supports, opposes, ambivalent, none
    add     03-paper.txt "Not with us" = "Mara Lindqvist"            # an attribution that was missed
    merge   "Lindqvist" = "Mara Lindqvist"                           # one actor, in all articles
    split   "Joe Rossi" = "Ada Rossi"                                # never one actor

``@start-end`` says where the words stand and may be left out where they stand once. An article is named by its
path, its id or ``sha256:`` and the beginning of its hash. A decision whose words are gone is reported, not applied.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from kg.actors import names
from kg.actors.registry import Register, actor_of
from kg.errors import CorrectionError
from kg.ids import text_sha256
from kg.model import Actor, ActorKind, Article, Attribution, Findings, Kind, Position, Span, Stance, Utterance

VERBS = ("accept", "reject", "span", "speaker", "stance", "add", "merge", "split")
_QUOTED = r'"((?:[^"\\]|\\.)*)"'
_WORDS = _QUOTED.replace("(", "(?P<words>", 1)
_LINE = re.compile(
    r"^(?P<verb>\w+)\s+(?:(?P<article>[^\s\"]\S*|'[^']+')\s+)?(?:@(?P<start>\d+)-(?P<end>\d+)\s+)?"
    + _WORDS
    + r"(?:\s+(?P<issue>[^\s=#\"]+))?(?:\s*=\s*(?P<value>.*?))?\s*$"
)


@dataclass(frozen=True, slots=True)
class Correction:
    """One decision.

    Attributes:
        line: its line number in the file, for messages.
        verb: one of :data:`VERBS`.
        article: the article's path, id or ``sha256:…``; empty for merge and split.
        words: the quoted words it is about, or the first name of a merge or split.
        at: where they stood, if the line says so.
        issue: for ``stance``.
        values: what is right: names, words or a stance; empty for accept and reject, and for "nobody".
    """

    line: int
    verb: str
    article: str
    words: str
    at: Span | None = None
    issue: str = ""
    values: tuple[str, ...] = ()

    def concerns(self, article: Article) -> bool:
        """Whether the decision is about *article*."""
        return self.is_about(article.id, article.names) or (
            self.by_text and text_sha256(article.text).startswith(self.article[7:]) and len(self.article) >= 15
        )

    @property
    def by_text(self) -> bool:
        """Whether only its text tells which article it is about."""
        return self.article.startswith("sha256:")

    def is_about(self, article: str, names: Iterable[str]) -> bool:
        """Whether it is about the article of this id and these names, by one of them."""
        return not self.by_text and self.article in {*names, article}


@dataclass(frozen=True, slots=True)
class Corrections:
    """All decisions of a file, in its order; ``name`` is the file's, for messages."""

    name: str = ""
    lines: tuple[Correction, ...] = ()


def load(path: Path | None) -> Corrections:
    """Reads a corrections file; None gives no corrections.

    Raises:
        CorrectionError: the file cannot be read, or a line means nothing.
    """
    if path is None:
        return Corrections()
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CorrectionError(f"cannot be read ({error})", where=str(path)) from error
    return parse(text, path.name)


def parse(text: str, name: str = "corrections") -> Corrections:
    """The decisions in *text*.

    Raises:
        CorrectionError: naming the line that means nothing.
    """
    found = []
    for number, raw in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        line = _uncommented(raw).strip()
        if line:
            found.append(_parsed(line, number, f"{name}:{number}"))
    return Corrections(name, tuple(found))


def _uncommented(line: str) -> str:
    quoted = False
    for i, char in enumerate(line):
        if char == '"' and (i == 0 or line[i - 1] != "\\"):
            quoted = not quoted
        elif char == "#" and not quoted and (i == 0 or line[i - 1].isspace()):
            return line[:i]
    return line


def _parsed(line: str, number: int, where: str) -> Correction:
    match = _LINE.match(line)
    if not match:
        raise CorrectionError("means nothing", where=where, remedy='write: reject ARTICLE "the words"')
    verb, article = match["verb"], (match["article"] or "").strip("'")
    if verb not in VERBS:
        raise CorrectionError(f"{verb!r} is no decision", where=where, remedy=f"one of {', '.join(VERBS)}")
    if bool(article) == (verb in {"merge", "split"}):
        raise CorrectionError(f"{verb} needs {'no' if article else 'an'} article", where=where)
    values = _values(match["value"] or "", where)
    needs = {"accept": 0, "reject": 0, "span": 1, "stance": 1, "merge": 1, "split": 1}.get(verb)
    if (needs is not None and len(values) != needs) or (verb in {"speaker", "add"} and match["value"] is None):
        raise CorrectionError(f"{verb} says {'nothing' if not values else 'too much'} after =", where=where)
    if verb == "stance" and (not match["issue"] or values[0] not in {*Stance, "none"}):
        raise CorrectionError(
            'a stance is: stance ARTICLE "words" ISSUE = supports|opposes|ambivalent|none', where=where
        )
    at = (
        Span(int(match["start"]), int(match["end"]))
        if match["start"] and int(match["start"]) < int(match["end"])
        else None
    )
    return Correction(number, verb, article, _plain(match["words"]), at, match["issue"] or "", values)


def _values(text: str, where: str) -> tuple[str, ...]:
    if not text or text == "nobody":
        return ()
    if text in {*Stance, "none"}:
        return (text,)
    quoted = re.findall(_QUOTED, text)
    if not quoted or re.sub(_QUOTED, "", text).replace("+", "").strip():
        raise CorrectionError(f"{text!r} is no name in double quotes", where=where)
    return tuple(_plain(q) for q in quoted)


def _plain(quoted: str) -> str:
    return re.sub(r"\\(.)", lambda m: {"n": "\n", "t": "\t"}.get(m[1], m[1]), quoted)


def quote(text: str) -> str:
    """*text* as a quoted word of the file."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t") + '"'


def register(known: Register, decisions: Corrections) -> Register:
    """The register with the merges and splits of *decisions*; a later line wins over an earlier one."""
    same, apart = set(known.same), set(known.not_same)
    for one in decisions.lines:
        if one.verb in {"merge", "split"}:
            first, second = sorted((actor_of(known, one.words), actor_of(known, one.values[0])))
            (same if one.verb == "merge" else apart).add((first, second))
            (apart if one.verb == "merge" else same).discard((first, second))
    return Register.of(known.entries, same, apart)


def apply(findings: Findings, decisions: Corrections) -> tuple[Findings, tuple[str, ...]]:
    """One article's findings with the decisions about it applied, in the file's order.

    Returns:
        The findings, and a line for each decision whose words the article or its attributions no longer have.
    """
    faults: list[str] = []
    for one in decisions.lines:
        if one.verb in {"merge", "split"} or not one.concerns(findings.article):
            continue
        changed = _apply(findings, one)
        if isinstance(changed, str):
            faults.append(f"{decisions.name}:{one.line}: {one.verb} {one.article}: {changed}")
        else:
            findings = changed
    return findings, tuple(faults)


def _apply(findings: Findings, one: Correction) -> Findings | str:
    spans = _places(findings.article.text, one)
    if not spans:
        return f"the words {quote(one.words)} are not in the article any more"
    if one.verb == "add":
        return (
            _added(findings, one, spans[0])
            if len(spans) == 1
            else f"the words {quote(one.words)} stand there {len(spans)} times; say where with @start-end"
        )
    found = [u for u in findings.utterances if any(_is_about(u.attribution, s) for s in spans)]
    if not found:
        return findings if one.verb == "reject" else f"no attribution of {quote(one.words)} was found any more"
    utterance = min(
        found, key=lambda u: (bool(u.attribution.parent), sum(s.end - s.start for s in u.attribution.content))
    )
    match one.verb:
        case "accept":
            return _replaced(
                findings, utterance, replace(utterance, attribution=replace(utterance.attribution, confidence=1.0))
            )
        case "reject":
            return _rejected(findings, utterance)
        case "span":
            return _respanned(findings, utterance, one)
        case "speaker":
            return _respoken(findings, utterance, one.values)
        case _:
            return _restanced(findings, utterance, one)


def _places(text: str, one: Correction) -> list[Span]:
    """Where the decision's words stand: where it says, if they are still there, else everywhere."""
    if one.at and text[one.at.start : one.at.end] == one.words:
        return [one.at]
    return [Span(m.start(), m.end()) for m in re.finditer(re.escape(one.words), text)] if one.words else []


def _is_about(attribution: Attribution, words: Span) -> bool:
    """Whether the attribution's content is what the words stand for: they lie in it, or hold it."""
    return any(words in s or s in words for s in attribution.content)


def _replaced(findings: Findings, old: Utterance, new: Utterance) -> Findings:
    return replace(findings, utterances=tuple(new if u is old else u for u in findings.utterances))


def _rejected(findings: Findings, utterance: Utterance) -> Findings:
    gone = utterance.attribution
    kept = tuple(
        replace(u, attribution=replace(u.attribution, parent=gone.parent)) if u.attribution.parent == gone.id else u
        for u in findings.utterances
        if u is not utterance
    )
    return replace(findings, utterances=kept, positions=tuple(_without(findings.positions, gone.id)))


def _without(positions: Iterable[Position], attribution: str) -> Iterable[Position]:
    for position in positions:
        evidence = tuple(e for e in position.evidence if e != attribution)
        if evidence:
            yield replace(position, evidence=evidence)


def _respanned(findings: Findings, utterance: Utterance, one: Correction) -> Findings | str:
    old = utterance.attribution
    places = [m.start() for m in re.finditer(re.escape(one.values[0]), findings.article.text)]
    if not places:
        return f"the words {quote(one.values[0])} are not in the article"
    start = min(places, key=lambda p: abs(p - old.content[0].start))
    content = (Span(start, start + len(one.values[0])),)
    return _replaced(findings, utterance, replace(utterance, attribution=replace(old, content=content)))


def _cast(findings: Findings, wanted: Iterable[str]) -> tuple[tuple[str, ...], tuple[Actor, ...]]:
    """The ids of actors by name, alias or id, and the cast with those that were missing."""
    actors, ids = list(findings.actors), []
    for name in wanted:
        folded = names.folded(name)
        known = next(
            (a for a in actors if name == a.id or folded in {names.folded(f) for f in (a.name, *a.aliases)}), None
        )
        if known is None:
            known = Actor(names.actor_id(name), name, ActorKind.PERSON)
            actors.append(known)
        ids.append(known.id)
    return tuple(dict.fromkeys(ids)), tuple(sorted(actors, key=lambda a: a.id))


def _respoken(findings: Findings, utterance: Utterance, wanted: Iterable[str]) -> Findings:
    ids, actors = _cast(findings, wanted)
    old, name = set(utterance.speakers), utterance.attribution.id
    positions: list[Position] = []
    for p in findings.positions:
        if name in p.evidence and p.actor in old:
            rest = tuple(e for e in p.evidence if e != name)
            positions += [replace(p, evidence=rest)] if rest else []
            positions += [replace(p, actor=actor, evidence=(name,)) for actor in ids]
        else:
            positions.append(p)
    new = replace(utterance, speakers=ids, reason="set by hand", confidence=1.0)
    return replace(_replaced(findings, utterance, new), actors=actors, positions=tuple(dict.fromkeys(positions)))


def _restanced(findings: Findings, utterance: Utterance, one: Correction) -> Findings:
    name = utterance.attribution.id
    about = [p for p in findings.positions if p.issue == one.issue and name in p.evidence]
    kept = [p for p in findings.positions if p not in about]
    for p in about:
        rest = tuple(e for e in p.evidence if e != name)
        kept += [replace(p, evidence=rest)] if rest else []
    if one.values[0] != "none":
        stance = Stance(one.values[0])
        holders = [(p.actor, p.via) for p in about] or [(s, None) for s in utterance.speakers]
        kept += [Position(actor, one.issue, stance, (name,), via, 1.0) for actor, via in dict.fromkeys(holders)]
    return replace(findings, positions=tuple(kept))


def _added(findings: Findings, one: Correction, span: Span) -> Findings:
    if any(u.attribution.content == (span,) for u in findings.utterances):
        return findings  # the extractor finds it by now
    ids, actors = _cast(findings, one.values)
    marked = findings.article.text[span.start] in '“"„«' or findings.article.text[max(0, span.start - 1)] in '“"„«'
    taken = {u.attribution.id for u in findings.utterances}
    number = next(n for n in range(1, len(taken) + 2) if f"h{n}" not in taken)
    attribution = Attribution(f"h{number}", (span,), kind=Kind.DIRECT if marked else Kind.INDIRECT, found_by="hand")
    added = Utterance(attribution, ids, reason="added by hand")
    ordered = sorted([*findings.utterances, added], key=lambda u: (u.attribution.content[0], u.attribution.id))
    return replace(findings, utterances=tuple(ordered), actors=actors)
