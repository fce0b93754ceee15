"""A thousand files made to break a reader or to hang an extractor, and good articles among them; always the same."""

import gzip
import io
import json
import random
import zipfile

from tests.articles.conftest import STORY, page, row, warc

GOOD = 20


def good(number):
    """An honest article."""
    return f"{STORY}\nIt was the council's decision number {number} in the matter of the bridge.\n"


def _noise(chance):
    return chance.randbytes(chance.choice([1, 7, 300, 5000]))


def _mutated(chance):
    data = bytearray(chance.choice(_SAMPLES)())
    for _ in range(chance.randint(1, 12)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data[: chance.randint(1, len(data))])


def _archive(name, data, times=1):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for i in range(times):
            archive.writestr(f"{i}{name}", data)
    return out.getvalue()


def _repeated(chance):
    unit = chance.choice(
        [
            "“",
            "”",
            '"',
            "'",
            "(",
            "[",
            "— ",
            "\n",
            "a",
            ".",
            "1",
            "\u202e",
            "e\u0301",
            "“he said ‘she said ",
            "the mayor said that ",
        ]
    )
    head = chance.choice(["", STORY])
    return (head + unit * chance.choice([1000, 4000])).encode()


def _deep_page(chance):
    tag = chance.choice(["div", "b", "table", "ul", "a href='x'", "svg", "blockquote"])
    return b"<html><body>" + f"<{tag}>".encode() * chance.choice([300, 20_000]) + STORY.encode()


def _deep_json(chance):
    deep = chance.choice([1000, 100_000])
    return chance.choice([b"[" * deep, b'{"text":' * deep, b'{"text": "' + b"\\u0000" * 50 + b'"}'])


def _entities(_chance):
    lines = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12))
    return f'<!DOCTYPE html [<!ENTITY a0 "lol">{lines}]><html><body><p>&a11; {STORY}</p></body></html>'.encode()


def _bomb(chance):
    return chance.choice(
        [
            lambda: gzip.compress(b"a " * 15_000_000),
            lambda: _archive(".txt", b"0" * 12_000_000, 6),
            lambda: _archive(".zip", _archive(".zip", _archive(".zip", _archive(".txt", STORY)))),
            lambda: gzip.compress(gzip.compress(gzip.compress(gzip.compress(STORY.encode())))),
        ]
    )()


def _gigantic_line(chance):
    return b"word " * chance.choice([90_000, 2_100_000]) if chance.random() < 0.5 else b"a" * 11_000_000


def _wrong_encoding(chance):
    encoding = chance.choice(["utf-16", "utf-16-le", "utf-32", "cp037", "shift_jis", "cp1251", "utf-7"])
    data = STORY.replace("“", '"').replace("”", '"').encode(encoding)
    return data + (b"\xff\xfe\xfd\x00" if chance.random() < 0.5 else b"")


def _markup(chance):
    return (
        STORY.replace(
            "rebuild it",
            chance.choice(
                [
                    "</script><img src=x onerror=alert(1)>",
                    "{{7*7}}",
                    "%s%n",
                    "\x1b]0;x\x07",
                    "../../etc/passwd",
                    "<http://x> . } DROP",
                ]
            ),
        )
    ).encode()


_SAMPLES = (
    page,
    lambda: page(linked=True),
    lambda: json.dumps(row()).encode(),
    lambda: warc(("response", "http://a.example/", page())),
    lambda: _archive(".txt", STORY),
    lambda: gzip.compress(STORY.encode()),
    STORY.encode,
)
_KINDS = (
    (_noise, 20),
    (_mutated, 40),
    (_repeated, 8),
    (_deep_page, 4),
    (_deep_json, 4),
    (_entities, 2),
    (_bomb, 2),
    (_gigantic_line, 1),
    (_wrong_encoding, 8),
    (_markup, 8),
)
_SUFFIXES = (
    ".txt",
    ".html",
    ".json",
    ".jsonl",
    ".csv",
    ".tsv",
    ".md",
    ".warc",
    ".warc.gz",
    ".wet",
    ".dna",
    ".zip",
    ".gz",
    "",
    ".bin",
)


def write(folder, count, seed=1):
    """Write *count* hostile files and the good ones between them."""
    chance = random.Random(seed)
    kinds, weights = zip(*_KINDS, strict=True)
    for i in range(count):
        make = chance.choices(kinds, weights)[0]
        suffix = {_deep_page: ".html", _entities: ".html", _bomb: chance.choice([".zip", ".gz"])}.get(
            make
        ) or chance.choice(_SUFFIXES)
        (folder / f"{i:04}{make.__name__}{suffix}").write_bytes(make(chance))
    for i in range(GOOD):
        (folder / f"{i * count // GOOD:04}good.txt").write_text(good(i), "utf-8")
