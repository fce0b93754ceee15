"""Title, outlet, date and address come from the article's own lines; guesses are named; nothing is invented."""

from datetime import date

import pytest

from kg import articles
from kg.articles import dates
from tests.articles.test_regions import BODY


def told(text):
    article = articles.from_text(text)
    facts = {f: getattr(article, f) for f in ("title", "outlet", "published", "url") if getattr(article, f)}
    return facts, article.guessed


@pytest.mark.parametrize(
    ("text", "facts", "guessed"),
    [
        (BODY, {}, set()),
        (f" date 2024-03-05 {BODY}", {"published": date(2024, 3, 5)}, set()),
        (
            f"date 2024-03-05 MARLOW (AP) — {BODY}",
            {"published": date(2024, 3, 5), "outlet": "The Associated Press"},
            {"outlet"},
        ),
        (f"MARLOW, March 5 (Reuters) - {BODY}", {"outlet": "Reuters"}, {"outlet"}),
        (f"Ferry line to close\n\n{BODY}", {"title": "Ferry line to close"}, {"title"}),
        (
            f"Headline: Ferry line to close\nOutlet: Harbour Post\nDate: 5 March 2024\nURL: https://h.example/1\n\n{BODY}",
            {
                "title": "Ferry line to close",
                "outlet": "Harbour Post",
                "published": date(2024, 3, 5),
                "url": "https://h.example/1",
            },
            set(),
        ),
        (  # 5 March or 3 May: nobody can tell
            f"Harbour Post | 5.3.2024\n\nFerry line to close\n\n{BODY}",
            {"title": "Ferry line to close", "outlet": "Harbour Post"},
            {"title", "outlet"},
        ),
        (
            f"Harbour Post | 25.3.2024\n\nFerry line to close\n\n{BODY}",
            {"title": "Ferry line to close", "outlet": "Harbour Post", "published": date(2024, 3, 25)},
            {"title", "outlet", "published"},
        ),
        (f"{BODY}\nThis story was originally published on HarbourPost.com", {"outlet": "HarbourPost.com"}, {"outlet"}),
        (f"{BODY}\n© 2024 The Harbour Post. All rights reserved.", {"outlet": "The Harbour Post"}, {"outlet"}),
        (f"{BODY}\nHarbour Post writer Tove Lind contributed to this report.", {}, set()),
        (f"3 hours ago\n\n{BODY}", {}, set()),
        (f"World News\n\nFerry line to close\n\n{BODY}", {"title": "Ferry line to close"}, {"title"}),
        (
            f"London, 14 February 2024\n\nFerry line to close\n\n{BODY}",
            {"title": "Ferry line to close", "published": date(2024, 2, 14)},
            {"title", "published"},
        ),
        (f"{BODY}\nThe line will close on 5 May 2025, Strand told the Harbour Post.", {}, set()),
        (
            f'"{BODY.strip()}” [1]\nMy own words.\n1. Ferry Line to Close. Lind, Tove. Harbour Post, Late edition; Marlow. 5 Mar 2024: A1.',
            {"title": "Ferry Line to Close", "outlet": "Harbour Post", "published": date(2024, 3, 5)},
            {"title", "outlet", "published"},
        ),
    ],
)
def test_what_the_lines_tell(text, facts, guessed):
    """Stated facts are facts, inferred ones are named as guesses, and the rest stays unknown."""
    assert told(text) == (facts, frozenset(guessed))


def test_what_is_given_wins():
    """An argument is never overruled by the text, and is no guess."""
    article = articles.from_text(f"Ferry line to close\n\n{BODY}", title="Given", published=date(2020, 1, 1))
    assert (article.title, article.published, article.guessed) == ("Given", date(2020, 1, 1), frozenset())


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-03-05T10:00:00Z", date(2024, 3, 5)),
        ("5 March 2024", date(2024, 3, 5)),
        ("Mar. 5, 2024", date(2024, 3, 5)),
        ("5th of March, 2024", date(2024, 3, 5)),
        ("13.02.2025", date(2025, 2, 13)),
        ("02/13/2025", date(2025, 2, 13)),
        ("02/03/2025", None),
        ("31 February 2024", None),
        ("March 2024", None),
        ("March 5", None),
        ("2024-13-45", None),
        ("May 2024 be better", None),
    ],
)
def test_only_whole_unambiguous_dates_count(text, day):
    """A day that could be a month, or that is not in the calendar, is no date."""
    found = dates.find(text)
    assert (found[0] if found else None) == day
