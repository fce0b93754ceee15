"""What other tools get wrong, and what their users ask for, by name: each case here is answered."""

import pytest

WRONG = {
    "the nearest verb's subject is not the speaker": (
        "Tom Reyes was free to disclose the file, {c1|said} {s1|three tax experts}. {q1|He had to}.",
        {1: ["three tax experts"]},
    ),
    "the inner clause's subject is not the speaker": (
        "{q1|Rosa Lund was free to disclose it}, {c1|according to} {s1|her accountant}.",
        {1: ["Lund’s accountant"]},
    ),
    "percent is not who speaks": (
        "{s1|38 percent of the nurses asked} {c1|said} {q1|they were tired}.",
        {1: ["38 percent of the nurses asked"]},
    ),
    "who is not left unresolved": (
        "Ivo Kolar, a baker {s1|who} {c1|said} {q1|he saw it all}, was thanked.",
        {1: ["Ivo Kolar"]},
    ),
    "speech inside speech has a speaker of its own": (
        "{s1|Rosa Lund} {c1|said} {q1|that {s2|Ivo Kolar} {c2|had called} {q2|the plan a joke}}.",
        {1: ["Rosa Lund"], 2: ["Ivo Kolar"]},
    ),
    "they in a quotation are whom it is about": (
        "{s1|Rosa Lund} {c1|said} of the Ferry Union: {q1|“{s2|They} {c2|said} {q2|it was safe}.”}",
        {1: ["Rosa Lund"], 2: ["Ferry Union"]},
    ),
    "he in reported words is their speaker": (
        "{s1|Ivo Kolar} {c1|said} {q1|{s2|he} {c2|agreed} {q2|to pay}}. Tom Reyes did not.",
        {2: ["Ivo Kolar"]},
    ),
}

ASKED = {
    "a quote block followed by a dash and a name": (
        "The letters are short.\n\n{q1|“Keep the ferry running.”}\n\n– Rosa Lund",
        {1: ["Rosa Lund"]},
    ),
    "and from Chairwoman Y, before a paragraph": (
        "Others agreed. And from Chairwoman Ines Barral:\n\n{q1|“The ferry is our street.”}",
        {1: ["Ines Barral"]},
    ),
    "from the desk of": (
        "From the desk of Teo Lindgren:\n\n{q1|“Dear friends, the ferry stops in June.”}",
        {1: ["Teo Lindgren"]},
    ),
    "a post with its author below": (
        "{q1|The ferry runs again from Monday. Thank you all}\n\n— Teo Lindgren (@teolind) June 3, 2024",
        {1: ["Teo Lindgren"]},
    ),
    "a quotation that goes on in the next paragraph": (
        "{q1|“The ferry stops,”} {c1|said} {s1|Teo Lindgren}. \n\n{q2|“It is a sad day.”}",
        {2: ["Teo Lindgren"]},
    ),
    "quotations of one speaker after another": (
        (
            "{q1|“It stops,”} {s1|Teo Lindgren} {c1|said}. {q2|“It is sad.”} He left.\n\n"
            "{q3|“I am glad,”} {s3|Rosa Lund} {c3|said}. {q4|“It was loud.”}"
        ),
        {2: ["Teo Lindgren"], 4: ["Rosa Lund"]},
    ),
}

LEFT = {
    "a dash that opens a clause signs nothing": ("It rained.\n\n{q1|“No ferry today”} – so said a sign.", {1: []}),
    "a line without a colon announces nobody": (
        "Chairwoman Ines Barral left.\n\n{q1|“No ferry today”} was on the door.",
        {1: []},
    ),
    "a colon after two names announces neither": (
        "Rosa Lund met Teo Lindgren, and then:\n\n{q1|“No ferry today.”}",
        {1: []},
    ),
    "words between two speakers are not carried over a long gap": (
        "{q1|“It stops,”} {s1|Teo Lindgren} {c1|said}.\n\nThe harbour was quiet.\n\nA bus came.\n\n{q2|“No ferry today”} was on a door.",
        {2: []},
    ),
}


@pytest.mark.parametrize("case", [*WRONG, *ASKED, *LEFT])
def test_case(who, case):
    """The case of that name."""
    markup, wanted = (WRONG | ASKED | LEFT)[case]
    got = who(markup)
    assert {n: got[n] for n in wanted} == wanted
