"""Articles one after another in this process."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from types import FrameType

from kg.engine import codec
from kg.engine.work import Extract, Limits, MakeExtractor, Outcome, failed, too_slow
from kg.errors import ReadError
from kg.model import Article


class _TimeUpError(BaseException):
    """Past every ``except Exception`` of a library."""


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
    seconds = limits.allowed(article)
    try:
        with _alarm(seconds):
            return codec.findings_bytes(extract(article))
    except _TimeUpError:
        return too_slow(article, seconds)
    except Exception as error:  # noqa: BLE001  # one article's failure costs no other
        return failed(article, error)


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    """Interrupts what runs under it after *seconds*, where the system and the thread allow."""
    if not hasattr(signal, "SIGALRM") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(_number: int, _frame: FrameType | None) -> None:
        raise _TimeUpError

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
