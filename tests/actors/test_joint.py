"""Sources of several speakers, and of one whose name only looks like several. Names are invented."""

import pytest

JOINT = {
    "bodies in a list": (
        (
            "{s1|The Kolar Legal Defense and Education Fund, the Alpine Civic Union, the ACU of Oregon and the National "
            "Ferry Law Center} {c1|announced} {q1|a challenge}."
        ),
        ["Kolar Legal Defense and Education Fund", "Alpine Civic Union", "ACU of Oregon", "National Ferry Law Center"],
    ),
    "people with their places": (
        "{s1|Reps. Peter Duarte of Oregon, and Jim Kowal and Jay Lund of Washington state} {c1|wrote} {q1|a letter}.",
        ["Peter Duarte", "Jim Kowal", "Jay Lund"],
    ),
    "the likes of": (
        "Chancellor Rosa Lund spoke. {s1|The EU leadership and the likes of Lund} {c1|want} {q1|a treaty}.",
        ["EU leadership", "Rosa Lund"],
    ),
    "a part of a body and another body": (
        (
            "{s1|The Ohio chapter of the Ada P. Kowal Institute and the Northeast Ferry Coalition for the Homeless} "
            "{c1|said} {q1|no}."
        ),
        ["Ohio chapter of the Ada P. Kowal Institute", "Northeast Ferry Coalition for the Homeless"],
    ),
    "members of a class, named": (
        "{s1|Countries including Israel, Taiwan and Vietnam} {c1|have offered} {q1|to pay}.",
        ["Israel", "Taiwan", "Vietnam"],
    ),
    "members of a class, such as": (
        "{s1|Groups such as Greenpeace and Oxfam} {c1|said} {q1|no}.",
        ["Greenpeace", "Oxfam"],
    ),
    "members of a class, like": (
        "{s1|Activists like Rosa Lund and Ivo Kolar} {c1|said} {q1|no}.",
        ["Rosa Lund", "Ivo Kolar"],
    ),
    "neither": (
        "{s1|Neither Manila nor Beijing} {c1|has released} {q1|the text}.",
        ["Philippines", "China"],
    ),
    "both": (
        "{s1|Both the French president Luc Moreau and German Chancellor Rosa Lund} {c1|back} {q1|the plan}.",
        ["Luc Moreau", "Rosa Lund"],
    ),
    "an office and members of its body": (
        "{s1|The secretary general of the Alpine League and some member states} {c1|objected to} {q1|the law}.",
        ["secretary general of the Alpine League", "some member states"],
    ),
}

ONE = {
    "a body whose name has and in it": (
        "{s1|The Hostages and Missing Families Forum} {c1|said} {q1|no}.",
        ["Hostages and Missing Families Forum"],
    ),
    "a body of this and that": (
        "{s1|The National Alliance Of Ferry Pilots & Harbour Workers} {c1|said} {q1|no}.",
        ["National Alliance Of Ferry Pilots & Harbour Workers"],
    ),
    "a law that somebody sponsors": (
        "{s1|Mr Duarte, chief sponsor of the Ferry, Relief, and Education for Young Pilots Act,} {c1|praised} {q1|it}.",
        ["Duarte"],
    ),
    "exchanges of several states": (
        "{s1|exchanges in Britain, France and Germany} {c1|showed} {q1|gains}.",
        ["exchanges in Britain, France and Germany"],
    ),
    "a spokesman of two": (
        "{s1|A spokesman for the Army and the Navy} {c1|said} {q1|no}.",
        ["A spokesman for the Army and the Navy"],
    ),
}


@pytest.mark.parametrize("case", JOINT)
def test_each_speaks(who, case):
    """Every conjunct is a speaker of its own."""
    markup, wanted = JOINT[case]
    assert who(markup)[1] == wanted


@pytest.mark.parametrize("case", ONE)
def test_one_speaks(who, case):
    """What only looks like several is one."""
    markup, wanted = ONE[case]
    assert who(markup)[1] == wanted
