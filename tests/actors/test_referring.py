"""Whom words mean that name nobody: pronouns, "the party", "which", somebody's letter. Names are invented."""

import pytest

MEANT = {
    "the party, of a group": (
        (
            "It rained in Oslo on Monday, and few people came to the talks.\n\n{s1|The Conservatives} {c1|said} {q1|no}.\n\nUnder plans unveiled on Monday, {s2|the party} {c2|pledged} "
            "{q2|a ban}.\n\n{s3|It} {c3|plans} {q3|more}."
        ),
        {1: ["Conservatives"], 2: ["Conservatives"], 3: ["Conservatives"]},
    ),
    "two words for one party": (
        "It rained in Oslo on Monday. {s1|The Conservatives} {c1|said} {q1|no}. {s2|The Tories} {c2|added} {q2|more}.",
        {1: ["Conservatives"], 2: ["Conservatives"]},
    ),
    "a body by the last word of its name": (
        "The Ferry Owners Forum met. {s1|The Forum} {c1|said} {q1|no}.",
        {1: ["Ferry Owners Forum"]},
    ),
    "a body by the last word of two names": (
        "The Ferry Owners Forum met the River Forum. {s1|The Forum} {c1|said} {q1|no}.",
        {1: ["Forum"]},
    ),
    "she of a name that men bear too": (
        "{s1|Gov. Jan Kowal} {c1|said} {q1|no}. {s2|She} {c2|added} {q2|more}.",
        {2: ["Jan Kowal"]},
    ),
    "he who spoke, not who is to advise": (
        (
            "{q1|It was poor}, {s1|Lord Piet Maas} {c1|said}.\n\nMaas sits on a panel set up by {s2|Governor Ivan Kolar} "
            "{c2|to advise on} {q2|how to raise money}.\n\nThe aim, {s3|he} {c3|suggested}, {q3|was to pay}."
        ),
        {3: ["Piet Maas"]},
    ),
    "they who asked for it, not the court": (
        (
            "{s1|Over 20 ferry owners} {c1|asked} the Supreme Court {q1|to block the rules}.\n\nThe filing "
            "comes after a court in Ohio turned down a request from the officials. {s2|They} {c2|want} {q2|the rules shelved}."
        ),
        {2: ["Over 20 ferry owners"]},
    ),
    "they who are generals by name alone": (
        (
            "It rained in Oslo on Monday. {s1|Over 20 Ohio attorneys general} {c1|asked} the Supreme Court "
            "{q1|to block the rules}. {s2|They} {c2|want} {q2|the rules shelved}."
        ),
        {1: ["Over 20 Ohio attorneys general"], 2: ["Over 20 Ohio attorneys general"]},
    ),
    "which, of the subject": (
        (
            "In 2016, a tribunal in The Hague ruled for the Philippines in a long dispute, {s1|which} {c1|concluded} "
            "{q1|that China was wrong}."
        ),
        {1: ["tribunal in The Hague"]},
    ),
    "which, of what stands before it": (
        "The plan hurts the Philippines, {s1|which} {c1|concluded} {q1|that China was wrong}.",
        {1: ["Philippines"]},
    ),
    "who, of a member of a party": (
        "It was echoed by Ivo Kolar of the opposition Labor party, {s1|who} {c1|wrote}: {q1|“Disgrace!”}",
        {1: ["Ivo Kolar"]},
    ),
    "a body that calls itself national": (
        "{s1|The National Union Of Ferry Pilots & Harbour Workers} {c1|said} {q1|no}.",
        {1: ["National Union Of Ferry Pilots & Harbour Workers"]},
    ),
    "a statement from somebody": (
        "{s1|The statement from the Ferry Union} {c1|said} {q1|no}.",
        {1: ["Ferry Union"]},
    ),
    "somebody's letter": (
        "{s1|Ms Duarte’s letter} {c1|said} {q1|no}.",
        {1: ["Duarte"]},
    ),
    "an agreement that a government signed": (
        "{s1|An agreement signed by Rosa Lund’s new government in Oslo} {c1|said} {q1|no}.",
        {1: ["Rosa Lund’s new government"]},
    ),
    "a report is not its readers'": (
        "{s1|A report from Monday} {c1|said} {q1|no}.",
        {1: ["A report from Monday"]},
    ),
}


@pytest.mark.parametrize("case", MEANT)
def test_meant(who, case):
    """Each source is given to whom it means."""
    markup, wanted = MEANT[case]
    got = who(markup)
    assert {n: got[n] for n in wanted} == wanted
