"""The words of the engine: a task, what comes of it, the limits it runs under."""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import dataclass

from kg.errors import ReadError
from kg.model import Article, Findings

Extract = Callable[[Article], Findings]
MakeExtractor = Callable[[], Extract]  # called once in each process; importable and picklable
Outcome = bytes | ReadError  # findings without their article, as kg.engine.codec writes them


@dataclass(frozen=True, slots=True)
class Limits:
    """What one article may cost before it is left out.

    Attributes:
        seconds: at least; a long article has more.
        seconds_per_character: added for each character of the text.
        tries: how often an article is tried whose process died over it.
    """

    seconds: float = 60.0
    seconds_per_character: float = 0.002
    tries: int = 3

    def allowed(self, article: Article) -> float:
        """Seconds that *article* may take."""
        return self.seconds + self.seconds_per_character * len(article.text)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the work is.

    Attributes:
        done: articles finished, left out ones included.
        total: articles to do, None while unknown.
        rate: articles per second since the start, 0.0 before the first.
        remaining: seconds that the rest will take at this rate, None while unknown.
    """

    done: int
    total: int | None
    rate: float
    remaining: float | None


def failed(article: Article, error: BaseException) -> ReadError:
    """The one line for an article that extraction failed on."""
    kind = type(error).__name__
    text = " ".join(str(error).split())[:200]
    return ReadError(
        f"could not be read out: {kind}: {text}" if text else f"could not be read out: {kind}", where=article.name
    )


def too_slow(article: Article, seconds: float) -> ReadError:
    """The one line for an article that took too long."""
    return ReadError(f"left out: it took longer than {seconds:.0f} seconds", where=article.name)


def keep_loaded() -> None:
    """Take all that is loaded now for lasting: the garbage collector need not walk the models again and again.

    For a process that does nothing else. Saves two per cent of the time of an extraction.
    """
    gc.collect()
    gc.freeze()
