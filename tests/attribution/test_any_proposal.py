"""Whatever the encoder proposes, the decision gives well-formed attributions and breaks on none."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import articles, attribution, document
from kg.model import Attribution, Span

TEXT = (
    "Council says bridge stays shut\n\nBy Tom Reyes\n\nOLDBURY — “We cannot gamble,” Mayor Ilse Brandt said on Monday, "
    "but “the money is there.”\n\nShe called for a ferry and denied it. According to the Harbour Union, repair costs "
    "three million. On Monday night officials said so; he told Ana that they, who had pleaded guilty, demanded more\n\nRead more: Our newsletter\n\n"
    "“They said ‘no’ twice,” the report notes, asking whether it was so."
)
READING = document.read(articles.from_text(TEXT), document.load(None))


@settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_any_proposal_is_decided(data):
    """Spans anywhere, roles missing, proposals that overlap: ids are unique, parents exist, spans lie in the text."""
    spans = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 60)).map(
        lambda p: Span(p[0], min(p[0] + p[1], len(TEXT)))
    )
    some = st.lists(spans, max_size=2).map(lambda x: tuple(sorted(x)))
    proposals = [
        Attribution(
            "",
            data.draw(some.filter(bool)),
            data.draw(some),
            data.draw(some),
            confidence=data.draw(st.sampled_from([0.2, 0.5, 0.9])),
            found_by="encoder",
        )
        for _ in range(data.draw(st.integers(0, 5)))
    ]
    found = attribution.decide(READING, proposals)
    ids = {a.id for a in found}
    assert len(ids) == len(found)
    assert all(a.parent in ids for a in found if a.parent)
    assert all(0 <= s.start < s.end <= len(TEXT) for a in found for s in (*a.source, *a.cue, *a.content))
    assert all(a.content for a in found)


def test_an_article_alone_is_nobody():
    """Half a phrase that the encoder takes for a source names nobody; a pronoun does."""
    text = "The bridge is shut, the first official acknowledgment the engineers have met. Those said it was late."
    reading = document.read(articles.from_text(text), document.load(None))

    def proposal(source, cue, content):
        spans = ((Span(text.index(x), text.index(x) + len(x)),) for x in (content, source, cue))
        return Attribution("", *spans, confidence=0.9, found_by="encoder")

    found = attribution.decide(
        reading,
        [
            proposal("the", "acknowledgment", "the engineers have met"),
            proposal("Those", "said", "it was late"),
        ],
    )
    assert {text[s.start : s.end] for a in found for s in a.source} == {"Those"}
