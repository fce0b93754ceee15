"""What several rooms' tests share: the real extractor and the articles we wrote, loaded once."""

from pathlib import Path

import pytest

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
