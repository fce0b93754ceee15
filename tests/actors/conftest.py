"""The shipped language pipeline, loaded once, and who speaks in a marked article."""

import pytest

from kg import actors
from kg.actors.registry import Register

from .marked import parse


@pytest.fixture(scope="session")
def nlp():
    from kg import document

    return document.load(None)


@pytest.fixture(scope="session")
def read(nlp):
    """Text → Reading."""
    from kg import articles, document

    return lambda text, **known: document.read(articles.from_text(text, **known), nlp)


@pytest.fixture(scope="session")
def resolve(read):
    """Marked article → (names of the speakers of each attribution by its number, utterances, actors by id)."""

    def run(markup, register=None, **known):
        text, attributions = parse(markup)
        utterances, cast = actors.resolve(read(text, **known), attributions, register or Register())
        by_id = {a.id: a for a in cast}
        names = {int(u.attribution.id[1:]): [by_id[s].name for s in u.speakers] for u in utterances}
        return names, utterances, by_id

    return run


@pytest.fixture(scope="session")
def who(resolve):
    """Marked article → names of the speakers of each attribution."""
    return lambda markup, **more: resolve(markup, **more)[0]
