"""Who is described and not named is an actor of one article."""

import kg


def test_the_officials_of_two_articles_are_four():
    """Same words, other people: each article's have an id of their own, which its statements and its cast share."""
    first = kg.extract("Two US officials said on Monday that the talks had failed. The city was quiet.")
    second = kg.extract("Two US officials said on Friday that the bridge was closed. The river was low.")
    (a,), (b,) = (u.speakers for found in (first, second) for u in found.utterances)
    assert a != b
    assert first.actor(a).name == second.actor(b).name
    assert first.actor(a).article == first.article.id
