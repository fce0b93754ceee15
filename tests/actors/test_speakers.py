"""Whom sources mean, case by case. Names are invented; whom they do not mean: test_speakers_apart.py."""

import pytest

# What a source says of its speaker, and who that is.
FOUND = {
    "title before the name": (
        "{s1|Defence Secretary Ines Barral} {c1|said} {q1|the port would close}.",
        {1: ["Ines Barral"]},
    ),
    "body and role before the name": (
        (
            "{s1|Harbour Authority spokesman Teo Lindgren} {c1|said} {q1|the ferry had sunk}. "
            "{s2|Lindgren} {c2|added} {q2|that all were safe}."
        ),
        {1: ["Teo Lindgren"], 2: ["Teo Lindgren"]},
    ),
    "owner before the name": (
        "{s1|Okafor's adviser Lena Brandt} {c1|said} {q1|nothing was settled}. President Chidi Okafor was away.",
        {1: ["Lena Brandt"]},
    ),
    "apposition after the name": (
        "{s1|Lena Brandt, head of river studies at the Oder Institute,} {c1|warned} {q1|of floods}.",
        {1: ["Lena Brandt"]},
    ),
    "apposition before the name": (
        "{s1|The company's chief executive, Arun Mehra,} {c1|told} {a1|investors} {q1|profits would fall}.",
        {1: ["Arun Mehra"]},
    ),
    "surname with a particle": (
        "Prime Minister Joost van der Meer spoke late. {s1|Van der Meer} {c1|said} {q1|the dykes would hold}.",
        {1: ["Joost van der Meer"]},
    ),
    "a given name alone, where it was introduced": (
        "The winner, Marisol Quispe, is nine. {q1|“I ran,”} {s1|Marisol} {c1|said}.",
        {1: ["Marisol Quispe"]},
    ),
    "a body": ("{s1|The Ministry of Transport} {c1|said} {q1|the road was open}.", {1: ["Ministry of Transport"]}),
    "a seat that speaks stays what it is": (
        "{s1|The Kremlin} {c1|said} {q1|it had no plans}. {s2|The White House} {c2|declined} {q2|to say}.",
        {1: ["Kremlin"], 2: ["White House"]},
    ),
    "a capital that speaks is its state": ("{s1|Nairobi} {c1|said} {q1|it would send troops}.", {1: ["Kenya"]}),
    "two sources": (
        "{s1|Ana Duarte and Piet Maas} {c1|said} {q1|they would sign}. {s2|They} {c2|added} {q2|that it was late}.",
        {1: ["Ana Duarte", "Piet Maas"], 2: ["Ana Duarte", "Piet Maas"]},
    ),
    "she and her aides": (
        "{s1|Governor Ana Duarte and her aides} {c1|insisted} {q1|the budget was sound}.",
        {1: ["Ana Duarte", "Duarte’s aides"]},
    ),
    "relative who": (
        "They met Ana Duarte of the Green League, {s1|who} {c1|said} {q1|the river was dying}.",
        {1: ["Ana Duarte"]},
    ),
    "relative which": (
        "The plan breaks with the Duarte administration, {s1|which} {c1|insisted} {q1|taxes would fall}.",
        {1: ["Duarte administration"]},
    ),
    "time frame": (
        "Under the Duarte administration, {s1|the U.S.} {c1|said} {q1|it would not negotiate}.",
        {1: ["Duarte administration"]},
    ),
    "pronoun: who spoke last": (
        (
            "Finance Minister Ana Duarte met Rosa Lund on Monday. {s1|Duarte} {c1|said} {q1|the loan was safe}.\n\n"
            "{q2|“We owe nothing,”} {s2|she} {c2|said}."
        ),
        {2: ["Ana Duarte"]},
    ),
    "he is not the last man named": (
        (
            "{s1|Piet Maas, a retired judge,} {c1|noted} {q1|that Ivan Kolar had flattered Omar Haddad}.\n\n"
            "{q2|Kolar's letter could be a trap}, {s2|he} {c2|said}."
        ),
        {2: ["Piet Maas"]},
    ),
    "he is not who is named in his own words": (
        "Senator Tom Reyes faced Mayor Carl Boyd. {q1|Boyd had lied}, {s1|he} {c1|said}.",
        {1: ["Tom Reyes"]},
    ),
    "agreement in gender": (
        "Kirsten Holm met Ahmed Saleh in Oslo. Saleh left early. {q1|“It was short,”} {s1|she} {c1|said}.",
        {1: ["Kirsten Holm"]},
    ),
    "gender told by an honorific": (
        "Mrs. Adeyemi-Cole met Mr. Tanaka. {s1|He} {c1|said} {q1|the talks went well}.",
        {1: ["Tanaka"]},
    ),
    "the subject of a new paragraph": (
        "{s1|Chancellor Otto Weiss} {c1|said} {q1|no}.\n\nKarim Benali shrugged it off. {s2|He} {c2|said} {q2|it was noise}.",
        {2: ["Karim Benali"]},
    ),
    "a clause about who": (
        "{s1|Tom Reyes} {c1|said} {q1|so}. Others doubt Carl Boyd, who began a fight {s2|he} {c2|says} {q2|he is winning}.",
        {2: ["Carl Boyd"]},
    ),
    "a role that was given": (
        "French President Luc Moreau landed in Dakar. {s1|The French president} {c1|said} {q1|he was glad}.",
        {1: ["Luc Moreau"]},
    ),
    "a broader role": (
        "Elena Sabo, a former Slovak ambassador, spoke in Brno. {s1|The former diplomat} {c1|said} {q1|so}.",
        {1: ["Elena Sabo"]},
    ),
    "two presidents, told apart by country": (
        (
            "French President Luc Moreau met Kenyan President Amos Kiprop. "
            "{s1|The Kenyan president} {c1|said} {q1|trade would grow}."
        ),
        {1: ["Amos Kiprop"]},
    ),
    "a role before the name": (
        (
            "{s1|Norway's fisheries minister} {c1|warned} {q1|of empty nets}.\n\n"
            "{q2|“The sea is tired,”} {s2|Sigrid Aasen} {c2|told} reporters."
        ),
        {1: ["Sigrid Aasen"], 2: ["Sigrid Aasen"]},
    ),
    "the officials named before": (
        "{q1|The guards fled}, {c1|according to} {s1|two U.S. officials}. {q2|Nobody was hurt}, {s2|the officials} {c2|said}.",
        {1: ["two U.S. officials"], 2: ["two U.S. officials"]},
    ),
    "a document": ("{q1|Half of the wells are dry}, {c1|according to} {s1|a report}.", {1: ["a report"]}),
    "the two leaders": (
        (
            "{s1|President Amos Kiprop and President Luc Moreau} {c1|said} {q1|the canal was open}. "
            "{s2|The two leaders} {c2|agreed} {q2|to meet again}."
        ),
        {2: ["Amos Kiprop", "Luc Moreau"]},
    ),
    "a name at the start of a sentence that is also an office": (
        "Howard Dean, a surgeon, stayed. {s1|Dean, a father of two,} {c1|said} {q1|he was tired}.",
        {1: ["Howard Dean"]},
    ),
    "initials for a long name": (
        "The Alliance for Rural Schools (ARS) protested. {s1|ARS} {c1|said} {q1|classes would stop}.",
        {1: ["Alliance for Rural Schools"]},
    ),
    "surname that is also a country": (
        "Michael Jordan, the sheriff, was there. {s1|Jordan} {c1|said} {q1|the road was closed}.",
        {1: ["Michael Jordan"]},
    ),
    "a sheriff of a county": (
        "{s1|Sheriff Dale Whitcomb of Carver County} {c1|said} {q1|two cars burned}.",
        {1: ["Dale Whitcomb"]},
    ),
    "a name that is also a month": (
        "{s1|Theresa May} {c1|said} {q1|no}. {s2|May} {c2|added} {q2|never}.",
        {1: ["Theresa May"], 2: ["Theresa May"]},
    ),
    "two offices of one": (
        "{s1|Former prosecutor and South Carolina Rep. Marta Kowal} {c1|said} {q1|no}.",
        {1: ["Marta Kowal"]},
    ),
    "a senator with party and state": (
        "{s1|Sen. Marta Kowal (D-Ohio)} {c1|said} {q1|the bill was dead}. {s2|Kowal} {c2|added} {q2|more}.",
        {1: ["Marta Kowal"], 2: ["Marta Kowal"]},
    ),
    "an office, what it is for, and the name": (
        "{s1|Minister for Health Simon Daly} {c1|said} {q1|no}. {s2|Daly} {c2|added} {q2|more}.",
        {1: ["Simon Daly"], 2: ["Simon Daly"]},
    ),
    "a body with what it is for, twice": (
        "{s1|The Chamber of Commerce and Industry} {c1|said} {q1|growth would suffer}.",
        {1: ["Chamber of Commerce and Industry"]},
    ),
    "a body for a thing": (
        "{s1|The Committee for a Free Press} {c1|said} {q1|it was appalled}.",
        {1: ["Committee for a Free Press"]},
    ),
    "a name that is also a relative": (
        "The World Health Organization (WHO) met. {s1|WHO} {c1|said} {q1|the risk was low}.",
        {1: ["World Health Organization"]},
    ),
    "a surname with an apostrophe and its office before": (
        (
            "The union will strike. {s1|Its secretary-general, Moss Ndung'u,} {c1|said} {q1|so}. "
            "{s2|Ndung'u} {c2|added} {q2|more}."
        ),
        {1: ["Moss Ndung'u"], 2: ["Moss Ndung'u"]},
    ),
    "a surname that is also a title": (
        "{s1|Riverside Congress MP Mitali Sen} {c1|said} {q1|no}.",
        {1: ["Mitali Sen"]},
    ),
    "a participle before the office": (
        "{s1|Her neighbour, retired teacher Brian Holt,} {c1|agreed} {q1|that it was late}.",
        {1: ["Brian Holt"]},
    ),
    "somebody's lawyer, named before": (
        "An attorney for the clinic, Mark Dunne, came. Rosa Lund left. {s1|The clinic's lawyer} {c1|said} {q1|no}.",
        {1: ["Mark Dunne"]},
    ),
    "a new name for who is talked about": (
        "{s1|Ana Duarte, the finance minister,} {c1|said} {q1|no}.\n\n{s2|The former mayor} {c2|said} {q2|it was late}.",
        {2: ["Ana Duarte"]},
    ),
    "an office the text gives nobody": (
        "Rosa Lund lost the vote. The deal fell after {s1|the president} {c1|announced} {q1|she would go}.",
        {1: ["Rosa Lund"]},
    ),
    "a party word for a minister named before": (
        "Environment Minister Rosa Lund flew home. {s1|The Green politician} {c1|said} {q1|it was late}.",
        {1: ["Rosa Lund"]},
    ),
    "a new name, three paragraphs on": (
        "Tom Reyes ran.\n\nIt rained.\n\nMany came.\n\n{s1|The Republican nominee} {c1|said} {q1|no}.",
        {1: ["Tom Reyes"]},
    ),
    "somebody's former adviser": (
        "Ana Duarte called on Rosa Lund to go. {q1|“Enough,”} {s1|Lund's former adviser} {c1|said}.",
        {1: ["Ana Duarte"]},
    ),
    "another man in the same sentence": (
        (
            "Tom Reyes and Carl Boyd ran. Boyd won. {s1|Tom Reyes} {c1|asked} {q1|for a recount} after "
            "{s2|the billionaire} {c2|claimed} {q2|that it was over}."
        ),
        {2: ["Carl Boyd"]},
    ),
    "a nominee, and who would be second": (
        (
            "Rosa Lund ran hard. {s1|The Democratic presidential nominee} {c1|said} {q1|so}. "
            "Democratic vice presidential nominee Tom Reyes was away."
        ),
        {1: ["Rosa Lund"]},
    ),
    "the three leaders": (
        (
            "{s1|Ana Duarte, Luc Moreau and Amos Kiprop} {c1|said} {q1|the canal was open}. "
            "{s2|The three leaders} {c2|agreed} {q2|to meet again}."
        ),
        {2: ["Ana Duarte", "Luc Moreau", "Amos Kiprop"]},
    ),
    "it is the body that is talked about": (
        "The Lake and River Coalition, of the U.S., wants peace. However, {s1|it} {c1|said} {q1|no}.",
        {1: ["Lake and River Coalition"]},
    ),
    "an adverb before the name": (
        "Rosa Lund ran. Meanwhile Lund won. {s1|Lund} {c1|said} {q1|so}.",
        {1: ["Rosa Lund"]},
    ),
    "a verb before the name": (
        "{c1|Said} {s1|Marta Kowal}: {q1|“So it is.”}",
        {1: ["Marta Kowal"]},
    ),
    "a company with its form after a comma": (
        "{s1|Kowal Industries, Inc., a builder of piers,} {c1|announced} {q1|that it would close}.",
        {1: ["Kowal Industries"]},
    ),
    "a party by another word": (
        "Labour lost the vote. {s1|The party} {c1|said} {q1|it would sue}.",
        {1: ["Labour"]},
    ),
    "who owns the surname when a daughter is named too": (
        ("Rosa Lund ran. She lives with her daughter Ana Lund in Oslo.\n\n{s1|Lund} {c1|said} {q1|she would win}."),
        {1: ["Rosa Lund"]},
    ),
    "a name in another script beside it": (
        "{q1|“Glory”}\n\n— {s1|Mykola Petrenko / Микола Петренко} (@mp)",
        {1: ["Mykola Petrenko"]},
    ),
}


@pytest.mark.parametrize("case", FOUND)
def test_found(who, case):
    """Each source is given to whom it means."""
    markup, wanted = FOUND[case]
    got = who(markup)
    assert {n: got[n] for n in wanted} == wanted
