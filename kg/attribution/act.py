"""Statement or attitude: was it said, or only held, wished or planned (GUIDELINES 1)?

Corpora mark both alike (PolNeAR has private states under the same label), so no act can be learned from them; the cue's
words decide, from ``lexicon/acts.tsv``. What stands in quotation marks was voiced. What is unknown counts as said:
cues are found by a model and rules that look for saying in the first place.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from kg.model import Act

_LEXICON = Path(__file__).resolve().parent / "lexicon" / "acts.tsv"


def act(cue_lemma: str, cue_text: str = "", *, has_marks: bool = False) -> Act:
    """The act that a cue reports.

    Args:
        cue_lemma: lemma of the cue's head ("hope"); empty where there is no cue.
        cue_text: the cue as it stands ("has repeatedly expressed hope").
        has_marks: whether some of the content stands in quotation marks.
    """
    said = cue_text.lower().replace("’", "'").split()
    if has_marks or not cue_lemma or _words("voiced").intersection(said):
        return Act.STATEMENT
    return Act.ATTITUDE if is_attitude(cue_lemma, said) else Act.STATEMENT


def is_attitude(cue_lemma: str, cue: Sequence[str]) -> bool:
    """Whether a cue's words tell what is held, planned or done.

    Args:
        cue_lemma: lemma of its head.
        cue: its words, lower case.
    """
    lemma = cue_lemma.lower()
    if lemma in _words("attitude", "verb") | _words("attitude", "act"):
        return True
    held = _words("attitude", "noun") | _words("attitude", "adjective")
    return lemma in held or (lemma in _words("light") and bool(held.intersection(cue)))


@cache
def _words(group: str, part: str = "-") -> frozenset[str]:
    lines = _LEXICON.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return frozenset(word for g, p, word in rows if (g, p) == (group, part))
