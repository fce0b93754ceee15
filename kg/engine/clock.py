"""A limit of time on what runs in this process."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from types import FrameType

from kg.errors import ReadError
from kg.model import Article


class TimeUpError(BaseException):
    """Past every ``except Exception`` of a library."""


@contextmanager
def alarm(seconds: float) -> Iterator[None]:
    """Interrupts what runs under it after *seconds*, where the system and the thread allow.

    Raises:
        TimeUpError: in what runs under it.
    """
    if not hasattr(signal, "SIGALRM") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(_number: int, _frame: FrameType | None) -> None:
        raise TimeUpError

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def within(items: Iterable[Article | ReadError], seconds: float, name: str) -> Iterator[Article | ReadError]:
    """*items* as long as each takes no more than *seconds*; then a message, and no more."""
    stream = iter(items)
    while True:
        try:
            with alarm(seconds):
                item = next(stream, None)
        except TimeUpError:
            yield ReadError(f"left out from here on: reading took longer than {seconds:.0f} seconds", where=name)
            return
        if item is None:
            return
        yield item
