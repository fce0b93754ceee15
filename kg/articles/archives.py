"""Compressed files: a zip of anything, a gz of anything, without bombs and without paths that lead outside."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import IO, BinaryIO, cast

from kg.articles.sources import MAX_BYTES, Source
from kg.errors import ReadError
from kg.model import Article

_MOST_EXPANSION = 200  # times its size that an archive may unpack to; text compresses 3–10 fold, repetitive logs 50
_FREE = 20_000_000  # bytes that any archive may unpack to
_MOST_NESTED = 2  # archives inside each other
_OFFICE = {"[Content_Types].xml", "mimetype"}  # what Microsoft's and the open formats put into their zips
_DAMAGED = (zipfile.BadZipFile, OSError, EOFError, zlib.error, NotImplementedError, RuntimeError, ValueError)


class _Budget:
    """Bytes that one archive may still unpack to, over all its members."""

    def __init__(self, size: int, name: str) -> None:
        self.left = max(_FREE, _MOST_EXPANSION * max(0, size))
        self.name = name

    def spend(self, count: int) -> None:
        self.left -= count
        if self.left < 0:
            raise ReadError("refused: it unpacks to far more than its size, like a bomb", where=self.name)


class _Metered(io.RawIOBase):
    """A stream that spends a budget as it is read."""

    def __init__(self, stream: IO[bytes], budget: _Budget) -> None:
        self._stream, self._budget = stream, budget

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._stream.read(min(len(buffer), 1 << 16))
        self._budget.spend(len(data))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._stream.close()
        super().close()


def _metered(opened: Callable[[], IO[bytes]], budget: _Budget) -> Callable[[], BinaryIO]:
    return lambda: cast("BinaryIO", io.BufferedReader(_Metered(opened(), budget), 1 << 16))


class ZipReader:
    """The articles in a zip's files, each called ``file.zip/path``, in the order of their paths."""

    name = "zip archive"
    suffixes = (".zip",)

    def recognises(self, head: bytes, named: bool) -> bool:  # noqa: ARG002
        """By the mark of a zip's first member, or of an empty one's end."""
        return head.startswith((b"PK\x03\x04", b"PK\x05\x06"))

    def read(self, source: Source) -> Iterator[Article | ReadError]:
        """The articles in *source*."""
        _check_depth(source)
        try:
            with source.open() as stream, zipfile.ZipFile(_seekable(stream, source)) as archive:
                yield from _members(archive, source)
        except _DAMAGED as error:
            yield ReadError(f"not a readable zip archive: {error}", where=source.name)


def _members(archive: zipfile.ZipFile, source: Source) -> Iterator[Article | ReadError]:
    infos = sorted((i for i in archive.infolist() if not i.is_dir()), key=lambda i: i.filename)
    if any(i.filename in _OFFICE for i in infos):
        remedy = "save it as plain text or as a web page"
        raise ReadError("an office document, not an archive of articles", where=source.name, remedy=remedy)
    size = source.size if source.size >= 0 else sum(i.compress_size for i in infos)
    budget = _Budget(size, source.name)
    if not infos:
        yield ReadError("no files in this archive", where=source.name)
    for info in infos:
        where = f"{source.name}/{info.filename}"
        if is_unsafe(info.filename):
            yield ReadError("refused: its path leads out of the archive", where=where)
        elif info.flag_bits & 0x1:
            yield ReadError("encrypted", where=where, remedy="unpack it first")
        elif not _is_hidden(info.filename):
            opened = _metered(lambda info=info: archive.open(info), budget)  # type: ignore[misc]
            yield from _inner(replace(source, name=where, open=opened, size=info.file_size), budget)


class GzipReader:
    """The articles in a gz's one file, called as the file without ``.gz``."""

    name = "gzip file"
    suffixes = (".gz",)

    def recognises(self, head: bytes, named: bool) -> bool:  # noqa: ARG002
        """By the mark of gzip."""
        return head.startswith(b"\x1f\x8b")

    def read(self, source: Source) -> Iterator[Article | ReadError]:
        """The articles in *source*."""
        _check_depth(source)
        size = source.size if source.size >= 0 else len(source.read())
        budget = _Budget(size, source.name)
        opened = _metered(lambda: cast("IO[bytes]", gzip.GzipFile(fileobj=source.open(), mode="rb")), budget)
        inner = replace(source, name=source.name.removesuffix(".gz"), open=opened, size=-1, path=None)
        if inner.name == source.name:
            inner = replace(inner, name=f"{source.name}/content")
        yield from _inner(inner, budget)


def _inner(source: Source, budget: _Budget) -> Iterator[Article | ReadError]:
    from kg.articles.readers import choose

    try:
        yield from choose(replace(source, depth=source.depth + 1)).read(replace(source, depth=source.depth + 1))
    except ReadError as error:
        yield error
        if budget.left < 0 and error.where == budget.name:
            raise ReadError("the rest of this archive was not read", where=budget.name) from error
    except _DAMAGED as error:
        yield ReadError(f"damaged: {error}", where=source.name)


def is_unsafe(path: str) -> bool:
    """Whether a member's path is absolute or climbs, in the manner of any system."""
    slashed = path.replace("\\", "/")
    return slashed.startswith("/") or slashed[1:2] == ":" or ".." in PurePosixPath(slashed).parts


def _is_hidden(path: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in PurePosixPath(path).parts)


def _check_depth(source: Source) -> None:
    if source.depth >= _MOST_NESTED:
        raise ReadError(
            "refused: archives inside archives inside archives", where=source.name, remedy="unpack it first"
        )


def _seekable(stream: BinaryIO, source: Source) -> BinaryIO:
    """A zip is read from its end: one inside another archive, or from standard input, is held in memory."""
    if stream.seekable():
        return stream
    data = stream.read(10 * MAX_BYTES + 1)
    if len(data) > 10 * MAX_BYTES:
        raise ReadError("too large for an archive inside an archive", where=source.name, remedy="unpack it first")
    return io.BytesIO(data)
