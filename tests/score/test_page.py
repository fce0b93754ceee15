"""The page shows every miss in its sentence, whatever the annotation came in."""

import re

import pytest

from kg import score
from kg.score import formats
from kg.score.page import page

TEXT = (
    "A first paragraph that has nothing to do with it.\n\n"
    + "Words before it. " * 12
    + "“We will rebuild,” Mayor Ida Holm said. Tom Lee denied that <it> was safe. "
    + "Words after it. " * 12
)


def spans(words):
    start = TEXT.index(words)
    return [[start, start + len(words)]]


HOLM = {
    "id": "a1",
    "parent": None,
    "source": spans("Mayor Ida Holm"),
    "cue": spans("said"),
    "content": spans("“We will rebuild,”"),
}
LEE = {
    "id": "a2",
    "parent": None,
    "source": spans("Tom Lee"),
    "cue": spans("denied"),
    "content": spans("that <it> was safe"),
}
FIRST = {**HOLM, "content": spans("A first paragraph")}


def record(*attributions, positions=None):
    extra = {} if positions is None else {"positions": positions}
    return formats.merge([{"article": "a.txt", "text": TEXT, "attributions": list(attributions), **extra}])


def sections(report):
    """What each section of the page says, without its markup."""
    found = re.findall(r"<section>(.*?)</section>", page(report), re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", part).split()) for part in found]


def test_spans_without_speakers_show_their_misses():
    """As from brat: what is not found, and what was found and is not there, within its paragraph and in whole words."""
    missed, invented = sections(score.compare(record(HOLM, LEE), record(HOLM, FIRST)))
    assert missed.startswith("missed gold … ")
    assert "denied that &lt;it&gt; was safe . Words after it." in missed
    assert missed.endswith(" …")
    assert invented == "not in gold found A first paragraph that has nothing to do with it."


@pytest.mark.parametrize("who", ["Ida Holm", "Tom Lee"])
def test_a_wrong_speaker_is_shown_with_both_names(who):
    """And a right one is not shown."""
    found = sections(score.compare(record({**HOLM, "speakers": ["Ida Holm"]}), record({**HOLM, "speakers": [who]})))
    if who == "Ida Holm":
        assert found == []
    else:
        assert [part.startswith("wrong speaker gold") for part in found] == [True]
        assert "— Ida Holm found" in found[0]
        assert found[0].endswith("— Tom Lee")


@pytest.mark.parametrize("evidence", [spans("that <it> was safe"), spans("that <it> was safe")[0]])
def test_positions_are_shown_with_their_evidence(evidence):
    """One that was missed, one that gold does not have; the evidence by the attribution's id or by its place."""
    said = {**HOLM, "speakers": ["Ida Holm"]}
    gold = record(said, positions=[{"actor": "Ida Holm", "issue": "bridge", "stance": "supports", "evidence": "a1"}])
    other = {"actor": "Ida Holm", "issue": "tunnel", "stance": "opposes", "evidence": evidence}
    missed, invented = sections(score.compare(gold, record(said, positions=[other])))
    assert "“We will rebuild,”" in missed
    assert missed.endswith("Ida Holm · bridge · supports")
    assert "that &lt;it&gt; was safe" in invented
    assert invented.endswith("Ida Holm · tunnel · opposes")
