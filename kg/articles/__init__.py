"""Files become articles: text as it is in the file, metadata that it states, furniture marked and never cut."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from kg.articles.assemble import Details, assemble
from kg.articles.readers import Reader, choose, readers
from kg.articles.sources import MAX_BYTES, MAX_CHARACTERS, STDIN, Source, find
from kg.errors import ReadError
from kg.model import Article

__all__ = [
    "MAX_BYTES",
    "MAX_CHARACTERS",
    "STDIN",
    "Reader",
    "Source",
    "find",
    "from_text",
    "read",
    "read_source",
    "readers",
]


def read(inputs: Sequence[str], *, columns: Mapping[str, str] | None = None) -> Iterator[Article | ReadError]:
    """The articles in *inputs*: files, folders or ``-``, in the order given, a folder's files by path.

    What cannot be read comes as a :class:`~kg.errors.ReadError` in its place and costs no other article.
    Identical files come each as an article of its own, with the same id.

    Args:
        inputs: paths, or ``-`` for standard input.
        columns: for tables, which column or key holds which field: ``{"text": "body", "published": "day"}``;
            fields are text, title, outlet, published and url. What is not given is guessed from common names.
    """
    for source in find(inputs, tuple(sorted((columns or {}).items()))):
        if isinstance(source, ReadError):
            yield source
        else:
            yield from read_source(source)


def read_source(source: Source) -> Iterator[Article | ReadError]:
    """The articles in one *source*."""
    try:
        yield from choose(source).read(source)
    except ReadError as error:
        yield error
    except (
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        OSError,
        EOFError,
        RecursionError,
        MemoryError,
    ) as error:
        # A reader's library met something that it did not foresee: the file is at fault, or it is taken so.
        yield ReadError(f"cannot be read: {type(error).__name__}: {str(error)[:200]}".rstrip(": "), where=source.name)


def from_text(
    text: str,
    name: str = "",
    title: str | None = None,
    outlet: str | None = None,
    published: date | None = None,
    url: str | None = None,
) -> Article:
    """An article of *text*, with what its own lines tell where an argument does not.

    Raises:
        ReadError: the text is empty, too long or not English.
    """
    return assemble(text, Details(name=name, title=title, outlet=outlet, published=published, url=url))
