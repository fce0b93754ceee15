"""The readers, found by entry point: one per file format."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import Protocol, runtime_checkable

from kg.articles.sources import Source
from kg.errors import ReadError
from kg.model import Article

GROUP = "kg.readers"


@runtime_checkable
class Reader(Protocol):
    """Turns one file into articles.

    A plug-in names a class of this shape (made without arguments) in its entry point group ``kg.readers``.

    Attributes:
        name: of the format, as a person would say it.
        suffixes: the file names' endings that are its own, lower case, with the dot.
    """

    name: str
    suffixes: tuple[str, ...]

    def recognises(self, head: bytes, named: bool) -> bool:
        """Whether a file that begins with *head* (4 kB at most) is of this format; *named* if its suffix says so."""
        ...

    def read(self, source: Source) -> Iterator[Article | ReadError]:
        """The articles in *source*, in its order; what cannot be read is given, or raised, as ReadError."""
        ...


# Our own, registered like anybody's; in the order of asking when a name tells nothing. Text takes what is left.
_OWN = (
    ("warc", "kg.articles.warc:WarcReader"),
    ("zip", "kg.articles.archives:ZipReader"),
    ("gz", "kg.articles.archives:GzipReader"),
    ("dna", "kg.articles.dna:DnaReader"),
    ("html", "kg.articles.html:HtmlReader"),
    ("jsonl", "kg.articles.tables:JsonReader"),
    ("csv", "kg.articles.tables:CsvReader"),
    ("markdown", "kg.articles.markdown:MarkdownReader"),
    ("text", "kg.articles.text:TextReader"),
)


@cache
def readers() -> tuple[Reader, ...]:
    """One of each known reader: plug-ins first, so that they can take over a format."""
    own = [EntryPoint(name, value, GROUP) for name, value in _OWN]
    others = [e for e in sorted(entry_points(group=GROUP)) if e.value not in {o.value for o in own}]
    return tuple(entry.load()() for entry in (*others, *own))


def choose(source: Source) -> Reader:
    """The reader for *source*: by the ending of its name where content does not gainsay it, else by content.

    Raises:
        ReadError: the file cannot be opened or no reader knows it.
    """
    head = source.head()
    name = source.name.lower()
    for reader in readers():
        if name.endswith(reader.suffixes) and reader.recognises(head, named=True):
            return reader
    for reader in readers():
        if reader.recognises(head, named=False):
            return reader
    raise ReadError("not a format that kg reads", where=source.name, remedy="give kg the article's text or page")
