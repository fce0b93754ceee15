"""How kg talks: results to stdout, everything else to stderr; progress on a terminal, silence in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from kg.errors import KgError

OnProgress = Callable[[int, int | None], None]


def say(message: str = "") -> None:
    """One line for a person, on stderr."""
    print(_printable(message), file=sys.stderr)  # noqa: T201


def error(fault: KgError | str) -> None:
    """One line that says where, why and what to do next, on stderr."""
    say(f"kg: {fault}")


def _printable(text: str) -> str:
    """File names and article text may hold what a terminal would obey, or cannot encode."""
    text = "".join(c if c.isprintable() or c in "\n\t" else f"\\x{ord(c):02x}" for c in text)
    coding = getattr(sys.stderr, "encoding", None) or "utf-8"
    return text.encode(coding, "backslashreplace").decode(coding)


def plural(number: int, noun: str) -> str:
    """``plural(1, "article")`` → "1 article", ``plural(2, "article")`` → "2 articles"."""
    if number == 1:
        return f"1 {noun}"
    ending = "ies" if noun.endswith("y") and noun[-2:-1] not in "aeiou" else "s"
    return f"{number:,} {noun[:-1] if ending == 'ies' else noun}{ending}"


@contextmanager
def progress(what: str) -> Iterator[OnProgress]:
    """A bar with rate and remaining time on a terminal; nothing in a pipe.

    Yields:
        A function to call with (done, total or None).
    """
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, TimeRemainingColumn(), console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
