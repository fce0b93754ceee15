"""Sources that stand where a verb's subject does not: after a noun, in a relative clause. Names are invented."""

import pytest

from kg.model import Zone

MENDED = {
    "who utters the noun": (
        "Kowal addressed weekend arguments by owners that the move was raw power.",
        ("Kowal", "addressed weekend arguments", "that the move was raw power"),
        ("owners",),
    ),
    "under criticism from": (
        "It is an agreement that has come under withering criticism from liberal owners over the tax cuts.",
        ("that", "has come under withering criticism", "the tax cuts"),
        ("liberal owners",),
    ),
    "who resist it, saying": (
        "Ada Fenn traveled north on Monday for a meeting with pilots who are resisting the deal, saying it costs too much.",
        ("Ada Fenn", "saying", "it costs too much"),
        ("who",),
    ),
}

KEPT = {
    "he who criticised, saying": (
        "Ada Fenn attacked reporters who oppose the deal, saying they were late to the pier.",
        ("Ada Fenn", "saying", "they were late to the pier"),
        ("Ada Fenn",),
    ),
    "he who met them, saying": (
        "Ada Fenn met pilots who fly at night, saying the pier was shut.",
        ("Ada Fenn", "saying", "the pier was shut"),
        ("Ada Fenn",),
    ),
    "he who repeats": (
        "Ada Fenn repeated claims by owners that the pier is shut.",
        ("Ada Fenn", "repeated claims", "that the pier is shut"),
        ("Ada Fenn",),
    ),
    "a claim from a time": (
        "Ada Fenn revived a claim from last year that the pier is shut.",
        ("Ada Fenn", "revived a claim", "that the pier is shut"),
        ("Ada Fenn",),
    ),
}


@pytest.mark.parametrize("case", [*MENDED, *KEPT])
def test_source(room, case):
    """The source is who speaks, wherever he stands."""
    text, proposal, wanted = (MENDED | KEPT)[case]
    found = room.decided(text, *proposal)
    assert [s.source for s in found if s.cue == (proposal[1],)] == [wanted]


def test_a_request_inside_a_refusal(room):
    """What is turned down was asked for by somebody."""
    (inner,) = room.inner(
        "The Harbour Court rejected a request from pilots in Oslo to restore an extra week of sailing."
    )
    assert (inner.source, inner.cue) == (("pilots in Oslo",), ("request",))
    assert inner.content == ("to restore an extra week of sailing",)


def test_who_does_not_say_is_nobody(room):
    """A phrase that ends in "without" is no source."""
    words = "Disgrace! An hour of talking without saying the one sentence: ‘There will be a deal.’"
    found = room.inner(f"A plan\n\nIt was echoed by Ivo Kolar of the Labor party, who wrote on X: “{words}”")
    assert [s.source for s in found] == []


def test_a_label_is_no_name(room):
    """What stands before a colon and is no name reports nothing."""
    heading = "Gung-ho: Fenn was in favour of the pier"
    text = f"{heading}\n\nAda Fenn said on Monday that the pier is shut and the ferry late."
    found = room.top(text, [(0, len(heading), Zone.SUBHEAD)])
    assert all("Gung-ho" not in s.source for s in found)
