"""Web archives: WARC with pages, WET with their texts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kg.articles.assemble import Details, assemble
from kg.articles.html import page
from kg.articles.sources import MAX_BYTES, Source
from kg.articles.text import decode
from kg.errors import ReadError
from kg.model import Article


class WarcReader:
    """One article per page that was fetched well, called ``file#record``; the rest of an archive is passed over."""

    name = "web archive"
    suffixes = (".warc", ".warc.gz", ".wet", ".wet.gz")

    def recognises(self, head: bytes, named: bool) -> bool:
        """By a record's first line; or by its name and gzip's mark."""
        return head.startswith(b"WARC/") or (named and head.startswith(b"\x1f\x8b"))

    def read(self, source: Source) -> Iterator[Article | ReadError]:
        """The articles in *source*."""
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed

        number = 0
        with source.open() as stream:
            try:
                for record in ArchiveIterator(stream):
                    number += 1
                    article = _article(record, f"{source.name}#{number}")
                    if article:
                        yield article
            except (ArchiveLoadFailed, OSError, EOFError, ValueError) as error:
                reason = " ".join(str(error).split())[:160]
                yield ReadError(f"damaged after record {number}: {reason}", where=source.name)
        if not number:
            yield ReadError("no records in this web archive", where=source.name)


def _article(record: Any, name: str) -> Article | ReadError | None:
    url = record.rec_headers.get_header("WARC-Target-URI")
    url = url.strip("<>") if url and url.startswith(("http", "<http")) else None
    try:
        if record.rec_type == "conversion":
            text, encoding = decode(_content(record, name), name)
            return assemble(text, Details(name=name, url=url, encoding=encoding))
        if record.rec_type in ("response", "resource") and _is_page(record):
            return page(_content(record, name), name, url)
    except ReadError as error:
        return error
    return None


def _is_page(record: Any) -> bool:
    headers = record.http_headers
    if headers is None:
        return "html" in (record.rec_headers.get_header("Content-Type") or "")
    return headers.get_statuscode() == "200" and "html" in (headers.get_header("Content-Type") or "").lower()


def _content(record: Any, name: str) -> bytes:
    parts, size = [], 0
    stream = record.content_stream()
    while part := stream.read(65536):
        size += len(part)
        if size > MAX_BYTES:
            raise ReadError(f"too large for one article: the limit is {MAX_BYTES / 1e6:.0f} MB", where=name)
        parts.append(part)
    return b"".join(parts)
