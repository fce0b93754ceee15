"""What an actor is called who is described: as much of the phrase as names him, and no more. Names are invented."""

import pytest

CALLED = {
    "the aide of a leader": (
        "{s1|House Democratic leader Nancy Duarte aide Drew Kowal} {c1|said} {q1|it was meaningless}.",
        {1: ["Drew Kowal"]},
    ),
    "a participle after a phrase that tells enough": (
        "{s1|Democratic congressional leaders praising the move} {c1|said} {q1|it would help}.",
        {1: ["Democratic congressional leaders"]},
    ),
    "a participle that tells who": (
        "{s1|Residents living near the plant} {c1|said} {q1|it smelt}.",
        {1: ["Residents living near the plant"]},
    ),
    "a relative clause with that": (
        "{s1|Four groups that speak for pilots} {c1|said} {q1|they would sue}.",
        {1: ["Four groups"]},
    ),
    "what a group is for, before a relative clause": (
        "It angered industry and pro-fracking groups, {s1|who} {c1|say} {q1|gas is cheap}.",
        {1: ["pro-fracking groups"]},
    ),
    "polls at the start of a sentence": (
        "{s1|Polls} {c1|show} {q1|a close contest}.",
        {1: ["Polls"]},
    ),
    "where the report was filed": (
        "A treaty\n\nBRUSSELS {s1|Leaders of the Alpine Union} {c1|agreed on} {q1|a treaty}.",
        {1: ["Leaders of the Alpine Union"]},
    ),
    "where the report was filed, inside the source": (
        "A treaty\n\n{s1|BRUSSELS Leaders of the Alpine Union} {c1|agreed on} {q1|a treaty}. Brussels slept.",
        {1: ["Leaders of the Alpine Union"]},
    ),
    "where the report was filed, before a name": (
        "A treaty\n\n{s1|WASHINGTON The Ferry Union} {c1|agreed on} {q1|a treaty}. It was late.",
        {1: ["Ferry Union"]},
    ),
    "where the report was filed, taken for who speaks": (
        "A treaty\n\n{s1|WASHINGTON} The Ferry Union {c1|agreed on} {q1|a treaty}. It was late.",
        {1: ["Ferry Union"]},
    ),
    "a name that owns its own second word": (
        "{s1|the People’s Daily, the mouthpiece of the party,} {c1|said} {q1|no}.",
        {1: ["People’s Daily"]},
    ),
    "initials without the state's": (
        "The Togolese Department of Ferry Affairs (DFA) spoke. {s1|The DFA} {c1|said} {q1|no}.",
        {1: ["Togolese Department of Ferry Affairs"]},
    ),
    "a given name with a hyphen": (
        "{s1|U.N. envoy Han Ki-moon} {c1|said} {q1|no}. {s2|Han} {c2|added} {q2|more}.",
        {1: ["Han Ki-moon"], 2: ["Han Ki-moon"]},
    ),
    "a state and a party": (
        "{s1|U.S. Republicans} {c1|resist} {q1|demands}.",
        {1: ["U.S. Republicans"]},
    ),
    "initials that are no loud word": (
        "The Alpine Civil Liberties League met. {s1|The ACLL of Arizona} {c1|said} {q1|no}.",
        {1: ["ACLL of Arizona"]},
    ),
    "whose leader, of a party by its initials": (
        (
            "Gains went to the Ally for Togo (AfT), whose support grows, and {s1|whose leader} {c1|said} {q1|no}. "
            "AfT leader Rosa Lund was late."
        ),
        {1: ["Rosa Lund"]},
    ),
    "who leads them": (
        "{s1|coal states led by Ohio} {c1|said} {q1|no}.",
        {1: ["coal states"]},
    ),
    "where it was said": (
        "It was late. {q1|All was well}, he {c1|said} {s1|at a news conference}.",
        {1: []},
    ),
    "whose leader": (
        "Gains went to the Alpine Union, {s1|whose leader} {c1|said} {q1|no}.",
        {1: ["Alpine Union’s leader"]},
    ),
}


@pytest.mark.parametrize("case", CALLED)
def test_called(who, case):
    """Each speaker has the name that the text gives."""
    markup, wanted = CALLED[case]
    got = who(markup)
    assert {n: got[n] for n in wanted} == wanted


def test_polls_are_papers(resolve):
    """What people answered is something written, also where a capital opens the sentence."""
    for name in ("Polls", "Poll"):
        _, _, cast = resolve(f"{{s1|{name}}}{{c1|:}} {{q1|the race is a close contest in Ohio}}.")
        assert [a.kind.value for a in cast.values() if a.name == name] == ["document"]


def test_the_united_nations_are_a_body(resolve):
    """Nations that are united are no group of states."""
    _, _, cast = resolve("It was late. {s1|The United Nations} {c1|said} {q1|no}.")
    assert {a.name: a.kind.value for a in cast.values()} == {"United Nations": "organisation"}
