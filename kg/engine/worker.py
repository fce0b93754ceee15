"""A worker process: ``python -m kg.engine.worker`` reads articles from standard input until it is closed."""

from __future__ import annotations

import base64
import io
import json
import os
import pickle
import signal
import sys
from typing import IO

from kg.engine import codec, frames
from kg.engine.frames import Kind
from kg.engine.work import MakeExtractor, keep_loaded


def setup_bytes(make_extractor: MakeExtractor) -> bytes:
    """What a worker needs to begin: where to import from, and how to make the extractor."""
    pickled = base64.b64encode(pickle.dumps(make_extractor)).decode("ascii")
    return json.dumps({"path": sys.path, "factory": pickled}).encode()


def main() -> None:
    """Serve until the engine hangs up."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is the engine's to handle
    inward = os.fdopen(os.dup(0), "rb")
    outward = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not mix with our messages
    sys.stdin = io.StringIO()
    try:
        _serve(inward, outward)
    except BrokenPipeError:
        os._exit(0)  # the engine is gone, and with it whoever wanted the result


def _serve(inward: IO[bytes], outward: IO[bytes]) -> None:
    first = frames.receive(inward)
    if first is None:
        return
    try:
        setup = json.loads(first[1])
        sys.path[:] = setup["path"]
        # our own parent's bytes, over a pipe that only it holds
        extract = pickle.loads(base64.b64decode(setup["factory"]))()  # noqa: S301
    except Exception as error:  # noqa: BLE001  # whatever it is, the engine reports it
        frames.send(outward, Kind.BROKEN, f"{type(error).__name__}: {error}".encode("utf-8", "replace"))
        return
    keep_loaded()
    frames.send(outward, Kind.READY)
    while (message := frames.receive(inward)) is not None:
        try:
            article = codec.parse_article(message[1])
            answer = Kind.FOUND, codec.findings_bytes(extract(article))
        except Exception as error:  # noqa: BLE001  # one article's failure is not the worker's
            text = f"{type(error).__name__}\x1f{error}"
            answer = Kind.FAILED, text.encode("utf-8", "replace")
        frames.send(outward, *answer)


if __name__ == "__main__":
    main()
