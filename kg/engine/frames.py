"""Messages between the engine and its worker processes: a kind, a length, bytes."""

from __future__ import annotations

import struct
from enum import Enum
from typing import IO

_HEAD = struct.Struct(">BQ")


class Kind(Enum):
    """What a message is."""

    SETUP = 1  # to the worker: the module path and the extractor's factory
    ARTICLE = 2  # to the worker: an article to read
    READY = 3  # from the worker: models loaded
    FOUND = 4  # from the worker: findings
    FAILED = 5  # from the worker: why an article failed
    BROKEN = 6  # from the worker: why it cannot start


def send(stream: IO[bytes], kind: Kind, data: bytes = b"") -> None:
    """Write one message.

    Raises:
        OSError: the other side is gone.
    """
    stream.write(_HEAD.pack(kind.value, len(data)) + data)
    stream.flush()


def receive(stream: IO[bytes]) -> tuple[Kind, bytes] | None:
    """The next message; None when the other side is gone, in the middle of a message or not."""
    head = _exactly(stream, _HEAD.size)
    if head is None:
        return None
    kind, length = _HEAD.unpack(head)
    data = _exactly(stream, length)
    return None if data is None else (Kind(kind), data)


def _exactly(stream: IO[bytes], length: int) -> bytes | None:
    parts: list[bytes] = []
    while length:
        part = stream.read(length)
        if not part:
            return None
        parts.append(part)
        length -= len(part)
    return b"".join(parts)
