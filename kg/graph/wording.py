"""What of a content is its wording, and when two wordings are one."""

from __future__ import annotations

import re
import unicodedata

from kg.model import Act, Article, Attribution, Findings, Position, Span

_SPACE = re.compile(r"[\s\x00-\x1f\x7f]+")
_DOUBLE, _SINGLE = '“”„«»"', "‘’'"
_STRAIGHT = str.maketrans(dict.fromkeys("‘’‚‛", "'") | dict.fromkeys("“”„«»", '"') | dict.fromkeys("–—‒−", "-"))
_CONTEXT = 32  # characters kept before and after a span, as Web Annotation clients do


def wording(article: Article, content: tuple[Span, ...]) -> str:
    """The content as one line: white space collapsed, one pair of marks around the whole taken off.

    A content that its cue interrupts reads on as it was spoken: the parts are joined by a space, marks
    between them dropped.
    """
    parts = [_SPACE.sub(" ", article.text[s.start : s.end]).strip() for s in content]
    if len(parts) > 1 and all(_quoted(p) for p in parts):
        parts = [_unmarked(p) for p in parts]
    joined = " ".join(p for p in parts if p)
    return (_unmarked(joined) if _quoted(joined) else joined).rstrip(", ") or joined or "…"


def fold(text: str) -> str:
    """The identity of a wording: marks, dashes, case and outer punctuation do not count."""
    plain = unicodedata.normalize("NFC", text).translate(_STRAIGHT)
    return plain.strip(" \"'.,;:").casefold() or plain


def short(text: str, limit: int = 60) -> str:
    """*text* on one line and at most *limit* characters long, for labels."""
    line = _SPACE.sub(" ", text[: 4 * limit]).strip()
    return line if len(line) <= limit else f"{line[: limit - 1].rstrip()}…"


def selector(article: Article, span: Span) -> tuple[str, str, str]:
    """What stands before, in and after *span*: the Web Annotation TextQuoteSelector."""
    text = article.text
    before = text[max(0, span.start - _CONTEXT) : span.start]
    return before, text[span.start : span.end], text[span.end : span.end + _CONTEXT]


def phrase(article: Article, spans: tuple[Span, ...]) -> str:
    """The words of source or cue, on one line."""
    return " … ".join(_SPACE.sub(" ", article.text[s.start : s.end]).strip() for s in spans)


def commitment(attribution: Attribution) -> str:
    """How the source stands to the content: Asserted, Denied or Uncommitted.

    "Did not say that" and "did not deny that" commit to nothing.
    """
    if attribution.negated:
        return "Uncommitted"
    return "Denied" if attribution.denied else "Asserted"


def chain(findings: Findings, attribution: Attribution) -> tuple[Attribution, ...]:
    """The attributions around *attribution*, nearest first.

    A parent that does not exist, or a circle of parents, ends the chain.
    """
    if attribution.parent is None:
        return ()
    by_id = {a.id: a for a in findings.attributions}
    around: list[Attribution] = []
    seen = {attribution.id}
    parent = by_id.get(attribution.parent or "")
    while parent is not None and parent.id not in seen:
        around.append(parent)
        seen.add(parent.id)
        parent = by_id.get(parent.parent or "")
    return tuple(around)


def said_by(attribution: Attribution, around: tuple[Attribution, ...]) -> str | None:
    """Which plain triple the attribution yields: "said", "reportedlySaid", "denied" or None.

    Wishes, negated cues and unvoiced beliefs yield none, nor does what stands inside one of them.
    """
    if any(a.act is not Act.STATEMENT or commitment(a) != "Asserted" for a in around):
        return None
    if attribution.act is not Act.STATEMENT:
        return None
    match commitment(attribution):
        case "Denied":
            return "denied"
        case "Asserted":
            return "reportedlySaid" if around else "said"
        case _:
            return None


def first_hand(findings: Findings, position: Position) -> bool:
    """Whether the article shows the position itself, not only somebody's word for it."""
    if position.via is not None and position.via != position.actor:
        return False
    by_id = {u.attribution.id: u for u in findings.utterances}
    for evidence in position.evidence:
        if isinstance(evidence, Span):
            return True
        utterance = by_id.get(evidence)
        if utterance is None:
            continue
        around = chain(findings, utterance.attribution)
        if not around or position.actor in by_id[around[-1].id].speakers:
            return True
    return False


def _quoted(text: str) -> bool:
    """Whether one pair of marks encloses the whole (the closing one may be missing)."""
    inner = text[1:].rstrip(_DOUBLE) if text[:1] in _DOUBLE else text[1:-1]
    if not text or not inner or any(mark in inner for mark in _DOUBLE):
        return False
    return text[0] in _DOUBLE or (text[0] in _SINGLE and text[-1] in _SINGLE and "‘" not in inner)


def _unmarked(text: str) -> str:
    return (text[1:].rstrip(_DOUBLE) if text[0] in _DOUBLE else text[1:-1]).strip()
