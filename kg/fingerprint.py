"""What an extraction depends on, as hashes: when any of it changes, articles are read again."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path

import kg
from kg import records
from kg.pipeline import Settings

_PACKAGE = Path(__file__).resolve().parent
_ROOMS = ("articles", "document", "attribution", "actors", "positions")  # what findings are made by


def _digest(paths: list[Path], base: Path) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.relative_to(base).as_posix().encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _files(folder: Path) -> list[Path]:
    return sorted(p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts)


@cache
def code_sha256() -> str:
    """SHA-256 over the rooms that make findings, word lists included, models apart."""
    hall = [_PACKAGE / f"{name}.py" for name in ("model", "ids", "pipeline")]
    rooms = [p for room in _ROOMS for p in _files(_PACKAGE / room) if "models" not in p.parts]
    return _digest([*hall, *rooms], _PACKAGE)


@cache
def output_sha256() -> str:
    """SHA-256 over the rooms that make graph and picture from findings."""
    code = [p for room in ("actors", "graph", "view") for p in _files(_PACKAGE / room)]
    hall = [_PACKAGE / f"{name}.py" for name in ("building", "corrections", "listing", "tally")]
    return _digest([*code, *hall], _PACKAGE)


@cache
def models(spacy_model: str | None = None) -> tuple[str, ...]:
    """Each model as "name@sha256", sorted; a spaCy pipeline brought along by its name, or its files if a path."""
    found = []
    for folder in sorted(_PACKAGE.glob("*/models")):
        if folder.parent.name == "document" and spacy_model:
            continue
        found.append(f"{folder.parent.name}@{_digest([p for p in _files(folder) if p.suffix != '.md'], folder)}")
    if spacy_model:
        given = Path(spacy_model)
        found.append(f"document@{_digest(_files(given), given)}" if given.is_dir() else f"document@{spacy_model}")
    return tuple(sorted(found))


def configuration(settings: Settings) -> str:
    """SHA-256 of the issues and the register: what a user can change without new software."""
    parts = [json.dumps([records.dump(i) for i in settings.issues], sort_keys=True)]
    parts += [settings.register.read_text("utf-8", "replace") if settings.register else ""]
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def fingerprint(settings: Settings) -> str:
    """One hash of everything that the findings of an article depend on besides the article."""
    parts = (kg.__version__, code_sha256(), *models(settings.spacy_model), configuration(settings))
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
