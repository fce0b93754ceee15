"""Whom sources do not mean, case by case, and that no marks break the reading of them. Names are invented."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import actors
from kg.actors.registry import Register
from kg.model import Attribution, Kind, Span

# What must not happen.
KEPT = {
    "a spokesman for somebody is not that somebody": (
        "{s1|A spokesman for Rosa Lund} {c1|said} {q1|she was ill}.",
        {1: ["A spokesman for Rosa Lund"]},
    ),
    "somebody's lawyer is not that somebody": (
        "Rosa Lund was charged. {s1|Her lawyer} {c1|said} {q1|she would appeal}.",
        {1: ["Lund’s lawyer"]},
    ),
    "the husband of somebody": (
        "{s1|The husband of Rosa Lund} {c1|said} {q1|she was well}.",
        {1: ["husband of Rosa Lund"]},
    ),
    "a child of a name": ("{s1|Critics of Ana Duarte} {c1|say} {q1|it is late}.", {1: ["Critics of Ana Duarte"]}),
    "another resident is another": (
        "{s1|A resident} {c1|said} {q1|it shook}. {s2|Another resident} {c2|said} {q2|it roared}.",
        {1: ["A resident"], 2: ["Another resident"]},
    ),
    "a president of another country": (
        "French President Luc Moreau spoke. {s1|The Chilean president} {c1|said} {q1|no}.",
        {1: ["Chilean president"]},
    ),
    "a nominee of another party": (
        "Republican nominee Tom Reyes spoke. {s1|The Democratic nominee} {c1|said} {q1|no}.",
        {1: ["Democratic nominee"]},
    ),
    "a minister of another field": (
        "Finance Minister Ana Duarte spoke. {s1|The foreign minister} {c1|said} {q1|no}.",
        {1: ["foreign minister"]},
    ),
    "a share of people is not a percent": (
        "{s1|52 percent of registered voters} {c1|said} {q1|they would vote}.",
        {1: ["52 percent of registered voters"]},
    ),
    "the administration is not the man": (
        "{s1|The Duarte administration} {c1|said} {q1|so}. Ana Duarte was silent.",
        {1: ["Duarte administration"]},
    ),
    "a paper is not a city": ("{s1|The New York Times} {c1|reported} {q1|the sale}.", {1: ["New York Times"]}),
    "a company named after a founder": (
        "Marta Kowal founded Kowal Industries. {s1|Kowal Industries} {c1|said} {q1|it would close}.",
        {1: ["Kowal Industries"]},
    ),
    "she with no woman named": ("Tom Reyes met Carl Boyd. {s1|She} {c1|said} {q1|so}.", {1: []}),
    "I at the top level is nobody the text names": ("{s1|I} {c1|say} {q1|enough}. Tom Reyes left.", {1: []}),
    "an apposition with an and is one speaker": (
        "{s1|Paul Rieck, founder and president of the Veterans Union,} {c1|said} {q1|no}.",
        {1: ["Paul Rieck"]},
    ),
    "a day is no part of a name": ("{s1|Rosa Lund Tuesday} {c1|said} {q1|no}.", {1: ["Rosa Lund"]}),
    "a group for somebody is not that somebody": (
        "Rosa Lund ran. {s1|A pro-Lund committee} {c1|said} {q1|she would win}.",
        {1: ["pro-Lund committee"]},
    ),
    "a body with an and in its name": (
        "{s1|The Securities and Exchange Commission} {c1|said} {q1|it would sue}.",
        {1: ["Securities and Exchange Commission"]},
    ),
    "the judge is not who is talked about": (
        "Rosa Lund was in court. {s1|The judge} {c1|said} {q1|no}.",
        {1: ["judge"]},
    ),
    "a spokesman is not who is talked about": (
        "Rosa Lund was in court. {s1|The former spokesman} {c1|said} {q1|no}.",
        {1: ["former spokesman"]},
    ),
    "a new name for somebody long gone": (
        "Tom Reyes ran.\n\nIt rained.\n\nMany came.\n\nMore left.\n\nIt snowed.\n\n{s1|The Republican nominee} {c1|said} {q1|no}.",
        {1: ["Republican nominee"]},
    ),
    "two who are talked about alike": (
        "Tom Reyes and Carl Boyd met. {s1|The billionaire} {c1|said} {q1|no}.",
        {1: ["billionaire"]},
    ),
    "three, but only two are named": (
        "Ana Duarte met Luc Moreau. {s1|The three leaders} {c1|agreed} {q1|to meet again}.",
        {1: ["three leaders"]},
    ),
    "a company is no court": (
        "A court in Nairobi ruled. The High Court sat. {s1|The company} {c1|said} {q1|it would pay}.",
        {1: ["company"]},
    ),
    "an owner before a comma is no person": (
        "The mine is shut. {s1|Its owner, Kowal Steelworks,} {c1|said} {q1|so}.",
        {1: ["Kowal Steelworks"]},
    ),
    "a body and another": (
        "{s1|The Ministry of Health and Rosa Lund} {c1|said} {q1|so}.",
        {1: ["Ministry of Health", "Rosa Lund"]},
    ),
    "a list of speakers is not whom the words before announced": (
        ("{s1|A relief official} {c1|said} {q1|no}.\n\n{s2|Rosa Lund, Omar Haddad and Piet Maas} {c2|said} {q2|yes}."),
        {1: ["A relief official"]},
    ),
    "words without a source after a report in other words, far off": (
        "{s1|Tom Reyes} {c1|said} {q1|no}.\n\nIt rained.\n\nThe fair opened.\n\n{q2|“Welcome,”} a sign read.",
        {2: []},
    ),
}


@pytest.mark.parametrize("case", KEPT)
def test_kept_apart(who, case):
    """No source is given to somebody it does not mean."""
    markup, wanted = KEPT[case]
    got = who(markup)
    assert {n: got[n] for n in wanted} == wanted


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_marks_break_it(read, data):
    """Whatever spans are given, every attribution gets an answer that names actors of the cast."""
    text = "From the desk of Ana Duarte:\n\nHe said “so.” — Tom Reyes\n\n“They” and she told Rosa’s aides: It is."
    reading = read(text)
    spans = st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text))).map(
        lambda p: Span(min(p), max(p) + (p[0] == p[1]))
    )
    some = st.lists(spans.filter(lambda s: s.end <= len(text)), max_size=2).map(lambda x: tuple(sorted(x)))
    count = data.draw(st.integers(1, 4))
    made = [
        Attribution(
            f"a{n}",
            data.draw(some.filter(bool)),
            data.draw(some),
            data.draw(some),
            data.draw(st.sampled_from(Kind)),
            parent=data.draw(st.sampled_from([None, "a1", "a2"])),
            topic=data.draw(some),
            continues=data.draw(st.sampled_from([None, "a1"])),
        )
        for n in range(1, count + 1)
    ]
    utterances, cast = actors.resolve(reading, made, Register())
    assert [u.attribution for u in utterances] == made
    assert {s for u in utterances for s in (*u.speakers, *u.addressees)} <= {a.id for a in cast}
    assert all(0 <= u.confidence <= 1 and u.reason for u in utterances)
    assert len({a.id for a in cast}) == len(cast)
