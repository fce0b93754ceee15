"""Gold and predictions from files: kg's own lines, gold records, PolNeAR-like lines, brat stand-off.

spaCy's DocBin is read by :mod:`kg.document.docbin`, since it needs spaCy.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.errors import ScoreError

Record = dict[str, Any]


@dataclass(slots=True)
class Annotations:
    """Attributions by article, with the texts that came along.

    ``full`` tells whether the records name speakers, so that claims can be scored and not only spans.
    """

    records: dict[str, Record] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    full: bool = False

    def by_stem(self) -> dict[str, str]:
        """File stem → article, so that "a/x.txt", "x.txt" and "x" meet."""
        return {stem(article): article for article in self.records}


def stem(article: str) -> str:
    """The name of an article without folders and endings of text files."""
    return Path(article).name.removesuffix(".gold.json").removesuffix(".txt")


def read(path: Path) -> Annotations:
    """Annotations from a file (``.jsonl``, ``.json``) or a folder (``*.gold.json`` or brat's ``*.ann``).

    Raises:
        ScoreError: nothing there, or not in one of the forms.
    """
    if path.is_dir():
        gold, brat = sorted(path.glob("*.gold.json")), sorted(path.glob("*.ann"))
        if gold:
            return merge(_json_record(p) for p in gold)
        if brat:
            return merge(_brat_record(p) for p in brat)
        raise ScoreError("no *.gold.json and no *.ann in it", where=str(path))
    if not path.exists():
        raise ScoreError("no such file", where=str(path))
    if path.suffix == ".jsonl":
        return merge(_lines(path))
    if path.suffix == ".ann":
        return merge([_brat_record(path)])
    return merge([_json_record(path)])


def merge(records: Iterable[Record]) -> Annotations:
    """Records as annotations by article.

    Raises:
        ScoreError: an article stands there twice.
    """
    found = Annotations()
    for record in records:
        article = record["article"]
        if article in found.records:
            raise ScoreError("the article stands there twice", where=article)
        found.records[article] = record
        if "text" in record:
            found.texts[article] = record["text"]
        found.full = found.full or any("speakers" in a for a in record["attributions"])
    return found


def _lines(path: Path) -> Iterator[Record]:
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                yield _valid(line, f"{path}:{number}")


def _json_record(path: Path) -> Record:
    return _valid(path.read_text(encoding="utf-8"), str(path))


def _valid(text: str, where: str) -> Record:
    try:
        record = json.loads(text)
    except json.JSONDecodeError as error:
        raise ScoreError(f"not JSON: {error}", where=where) from None
    if not isinstance(record, dict) or not {"article", "attributions"} <= record.keys():
        raise ScoreError("an object with 'article' and 'attributions' was expected", where=where)
    return record


_BRAT_SPAN = re.compile(r"^(T\d+)\t(Source|Cue|Content) ([\d ;]+)\t", re.IGNORECASE)
_BRAT_EVENT = re.compile(r"^(E\d+)\t(.+)$")
_BRAT_INSIDE = re.compile(r"^R\d+\tInside Arg1:(E\d+) Arg2:(E\d+)", re.IGNORECASE)
BRAT_CONFIGURATION = """\
[entities]
Source
[relations]
Inside\tArg1:<EVENT>, Arg2:<EVENT>
[events]
Cue\tContent*:<ANY>, Source*:Source
Content\tSource*:Source
[attributes]
"""


def _brat_record(path: Path) -> Record:
    """Brat's stand-off: T lines of type Source, Cue, Content; an E line an attribution, an R line what is in what."""
    spans: dict[str, list[list[int]]] = {}
    attributions: list[Record] = []
    inside: dict[str, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if found := _BRAT_SPAN.match(line):
            spans[found[1]] = [[int(n) for n in part.split()] for part in found[3].split(";")]
        elif found := _BRAT_EVENT.match(line):
            roles: dict[str, list[list[int]]] = {"source": [], "cue": [], "content": []}
            for part in found[2].split():
                role, _, target = part.partition(":")
                role = re.sub(r"\d+$", "", role).casefold()
                if role in roles:
                    roles[role] += [s for s in spans[target] if s not in roles[role]]
            attributions.append({"id": found[1], **{role: sorted(pairs) for role, pairs in roles.items()}})
        elif found := _BRAT_INSIDE.match(line):
            inside[found[1]] = found[2]
    for one in attributions:
        one["parent"] = inside.get(one["id"])
    record: Record = {"article": path.stem, "attributions": attributions}
    text = path.with_suffix(".txt")
    if text.exists():
        record["text"] = text.read_bytes().decode("utf-8")
    return record


def to_brat(record: Record, text: str) -> str:
    """An attribution record as brat stand-off; the inverse of reading it."""
    lines: list[str] = []
    names: dict[tuple[str, str], str] = {}
    events = {a.get("id"): f"E{number}" for number, a in enumerate(record["attributions"], 1)}
    for number, a in enumerate(record["attributions"], 1):
        event = []
        for role in ("Cue", "Source", "Content"):
            pairs = a.get(role.casefold()) or []
            if not pairs:
                continue
            place = ";".join(f"{s} {e}" for s, e in pairs)
            name = names.setdefault((role, place), f"T{len(names) + 1}")
            line = f"{name}\t{role} {place}\t{' '.join(' '.join(text[s:e].split()) for s, e in pairs)}"
            if line not in lines:
                lines.append(line)
            event.append(f"{role}:{name}")
        # brat wants a trigger first: the cue, or the content where there is none
        event.sort(key=lambda part: ("Cue", "Content", "Source").index(part.partition(":")[0]))
        lines.append(f"E{number}\t{' '.join(event)}")
    nested = [(events[a["id"]], events[a["parent"]]) for a in record["attributions"] if a.get("parent") in events]
    lines += [f"R{number}\tInside Arg1:{one} Arg2:{other}" for number, (one, other) in enumerate(nested, 1)]
    return "\n".join(lines) + ("\n" if lines else "")
