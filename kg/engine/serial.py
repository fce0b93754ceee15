"""Articles one after another in this process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.engine import codec
from kg.engine.clock import TimeUpError, alarm
from kg.engine.work import Extract, Limits, MakeExtractor, Outcome, failed, too_slow
from kg.errors import ReadError
from kg.model import Article, Findings


def outcomes(
    items: Iterable[Article | ReadError], make_extractor: MakeExtractor, limits: Limits
) -> Iterator[tuple[Article | None, Outcome]]:
    """Each article with its outcome, in order; an error among *items* passes through."""
    extract: Extract | None = None
    for item in items:
        if isinstance(item, ReadError):
            yield None, item
            continue
        extract = extract or make_extractor()
        yield item, _one(extract, item, limits)


def _one(extract: Extract, article: Article, limits: Limits) -> Outcome:
    found = attempt(extract, article, limits)
    return found if isinstance(found, ReadError) else codec.findings_bytes(found)


def attempt(extract: Extract, article: Article, limits: Limits | None = None) -> Findings | ReadError:
    """What *extract* finds, or the one line that says why it found nothing: it took too long, or it failed."""
    seconds = (limits or Limits()).allowed(article)
    try:
        with alarm(seconds):
            return extract(article)
    except TimeUpError:
        return too_slow(article, seconds)
    except Exception as error:  # noqa: BLE001  # one article's failure costs no other
        return failed(article, error)
