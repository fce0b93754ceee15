"""The wordings of a scheme's issues: what each names, which way round, and what in it is a name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.model import Issue
from kg.positions.lexicon import rows
from kg.positions.terms import located, places, terms

DEFINITION_WEIGHT = 0.7  # a definition names more than its issue: half a match of it is weaker than half of a label


@dataclass(frozen=True, slots=True)
class Phrase:
    """One wording of an issue.

    ``flipped``: the wording names the opposite ("talks without the unions"). ``inner``: terms under a word that undoes
    them ("ban on X", "end of X"), so that favouring what is inner is opposing the issue. ``head``: the term that the
    others qualify ("tax" in "tax on emissions").
    """

    issue: int
    text: str
    weight: float
    terms: frozenset[str]
    flipped: bool = False
    inner: frozenset[str] = frozenset()
    head: str = ""


def phrases_of(index: int, issue: Issue) -> list[Phrase]:
    """The wordings of an issue, each with the pole that it names."""
    pro, con = poles(issue)
    wordings = [(issue.label, 1.0), *((a, 1.0) for a in issue.alternatives)]
    definition = re.sub(r"^\s*whether\s+", "", issue.definition, flags=re.IGNORECASE)
    if definition:
        wordings.append((definition, DEFINITION_WEIGHT))
    phrases = []
    for k, (text, weight) in enumerate(wordings):
        flipped = 0 < k < len(wordings) - bool(definition) and (
            _names_opposite(text, pro, con) or _is_of_the_other_side(text, issue, pro, con)
        )
        head = _head(text) if weight == 1.0 else ""
        phrases.append(
            Phrase(index, text, weight, terms(text), flipped, _inner(text) if weight == 1.0 else frozenset(), head)
        )
    return phrases


def poles(issue: Issue) -> tuple[str, str]:
    """What supporting and what opposing the issue means, in the scheme's own words; either may be empty."""
    note = issue.supports or ""
    match = re.search(r"\boppos\w*\s*(?:=|:|means|is)\s*", note, re.IGNORECASE)
    pro, con = (note[: match.start()], note[match.end() :]) if match else (note, "")
    pro = re.sub(r"^\s*support\w*\s*(?:=|:|means|is)?\s*", "", pro, flags=re.IGNORECASE).strip(" ;,.")
    return pro, con.strip(" ;,.")


_FACT = re.compile(r"^\s*whether\b.*?\b(is|are|was|were)\b", re.IGNORECASE)
_DEMAND = re.compile(r"\b(should|must|may|can|could|ought|needs?|deserves?|to be)\b", re.IGNORECASE)


def is_of_fact(issue: Issue) -> bool:
    """Whether the definition asks what is so, not what should be done: "whether the ice is melting"."""
    return bool(_FACT.search(issue.definition)) and not _DEMAND.search(issue.definition)


_OPPOSITE = re.compile(r"\b(without|no|not|never)\b", re.IGNORECASE)


def _names_opposite(text: str, pro: str, con: str) -> bool:
    """Whether a wording with a denying word stands for the opposing pole."""
    denied = {m.group().casefold() for m in _OPPOSITE.finditer(text)}
    if not denied:
        return False
    in_con = {m.group().casefold() for m in _OPPOSITE.finditer(con)}
    in_pro = {m.group().casefold() for m in _OPPOSITE.finditer(pro)}
    return bool(denied & in_con) or not denied & in_pro


def _is_of_the_other_side(text: str, issue: Issue, pro: str, con: str) -> bool:
    """Whether the scheme's poles put a wording on the opposing side: "trade deals" where support means to leave them.

    Each term of the wording that the label lacks is looked up in both poles; under a word of undoing or refusing it
    counts for the other one.
    """
    asked = terms(text) - terms(issue.label)
    inner = _inner(text)
    sides = [(pro, 1), (con, -1)]
    votes = [
        side * sign * (-1 if term in inner else 1)
        for pole, side in sides
        for term, sign in _signed(pole)
        if term in asked
    ]
    return sum(votes) < 0


def _signed(pole: str) -> list[tuple[str, int]]:
    """The terms of a pole, -1 for what it says is undone or refused: "rejects [walls] or [bans]"."""
    found: list[tuple[str, int]] = []
    for part in re.split(r"[;.]", pole):
        sign = 1
        for word in re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", part):
            if word.casefold() in _REFUSING:
                sign = -1
                continue
            sign = 1 if word.casefold() in _furthering() else sign
            for term in terms(word):
                found.append((term, sign))
                sign = -1 if term in _undoing() else sign
    return found


_REFUSING = frozenset(
    {"no", "not", "never", "without", "against", "reject", "rejects", "refuse", "refuses", "leave", "leaves"}
)


@lru_cache(maxsize=1)
def _furthering() -> frozenset[str]:
    """The lexicon's verbs for bringing something about."""
    return frozenset(
        lemma
        for lemma, sign, place, kind, *_pos in rows("stance")
        if sign == "+" and place == "obj" and kind in {"act", "attitude"} and " " not in lemma
    ) | {"set"}


_LINK = re.compile(r"\b(of|on|for|to|in|with|by|from|at|along|over|between|against|without|after|before)\b")


def _head(text: str) -> str:
    """The last term before the first preposition, else the last."""
    link = _LINK.search(text)
    before = [term for term, start, _ in located(text) if link is None or start < link.start()]
    found = before or [term for term, _, _ in located(text)]
    return found[-1] if found else ""


def _inner(text: str) -> frozenset[str]:
    """The terms that a word of undoing governs: "ban on [X]", "fewer [X]", "[X] cuts"; empty where there is none."""
    found = located(text)
    for k, (term, start, end) in enumerate(found[:2]):
        governs = term in _LESS or text[start:end].endswith("ing") or _OF.match(text, end)
        if governs and term in _undoing() | _LESS and k + 1 < len(found):
            return frozenset(t for t, _, _ in found[k + 1 :])
    link = _LINK.search(text)
    first = [term for term, start, _ in found if link is None or start < link.start()]
    if len(first) > 1 and first[-1] in _undoing():
        return frozenset(first[:-1])
    return frozenset()


_OF = re.compile(r"\s+(of|on|in|to|from|for)\b")
_LESS = frozenset({"fewer", "lower", "smaller", "less"})


@lru_cache(maxsize=1)
def _undoing() -> frozenset[str]:
    """Stems of the lexicon's words of undoing."""
    return frozenset(
        t
        for lemma, sign, _, kind, *_pos in rows("stance")
        if sign == "-" and kind == "effect" and " " not in lemma
        for t in terms(lemma)
    ) | frozenset(
        {
            "phase",
            "phaseout",
            "withdraw",
            "withdrawal",
            "remov",
            "abolit",
            "prohibit",
            "repeal",
            "restrict",
            "reduct",
            "suspens",
            "closur",
        }
    )


def names_in(issues: Sequence[Issue]) -> frozenset[str]:
    """Terms that are names: places, and words the scheme always writes with a capital, inside a phrase too."""
    inside = frozenset(t for text in _texts(issues) for t, start, _ in located(text) if start and text[start].isupper())
    return (inside - common_in(issues)) | frozenset(places().values())


def common_in(issues: Sequence[Issue]) -> frozenset[str]:
    """Terms that the scheme writes with a small letter somewhere."""
    return frozenset(t for text in _texts(issues) for t, start, _ in located(text) if not text[start].isupper())


def _texts(issues: Sequence[Issue]) -> list[str]:
    return [text for issue in issues for text in (issue.label, *issue.alternatives, issue.definition)]
