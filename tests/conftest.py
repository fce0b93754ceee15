"""What several rooms' tests share: the real extractor and the articles we wrote, loaded once."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

# A verdict on a commit must not depend on the day's dice: the suite draws the same examples each time, `make torture`
# draws new ones.
settings.register_profile("suite", derandomize=True, deadline=None)
settings.register_profile("torture", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def seeds():
    """The folder of the articles that come with kg."""
    return ROOT / "seeds"


@pytest.fixture(scope="session")
def extractor():
    """The real pipeline with the shipped models and the default issues."""
    from kg.graph import issues
    from kg.pipeline import Extractor, Settings

    return Extractor(Settings(issues=issues.read(None)))


@pytest.fixture(scope="session")
def seed_findings(extractor, seeds):
    """Findings of every bundled article, in order of their names."""
    from kg import articles

    return tuple(extractor(article) for article in articles.read([str(seeds)]))
