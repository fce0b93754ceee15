"""The Python face: three functions, the same work as the command line's."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import KgError
from kg.model import Findings

if TYPE_CHECKING:
    from kg.building import Built
    from kg.graph import Dataset
    from kg.pipeline import Extractor

AnyPath = str | PathLike[str]


def extract(
    text: str,
    *,
    issues: AnyPath | None = None,
    register: AnyPath | None = None,
    spacy_model: str | None = None,
    title: str | None = None,
    outlet: str | None = None,
) -> Findings:
    """What one article says: who is cited with what, who the speakers are, where they stand.

    Args:
        text: the article; offsets in the findings are indices into it.
        issues: a SKOS scheme (Turtle) that positions are taken on; the shipped one if not given.
        register: a register of known actors.
        spacy_model: a spaCy pipeline in place of the shipped one.
        title: the article's headline, where the text does not begin with it.
        outlet: who published it.

    Raises:
        ReadError: *text* is empty, too long or not English.
    """
    from kg import articles

    article = articles.from_text(text, title=title, outlet=outlet)
    return _extractor(_path(issues), _path(register), spacy_model)(article)


@lru_cache(maxsize=2)
def _extractor(issues: Path | None, register: Path | None, spacy_model: str | None) -> Extractor:
    from kg.graph import issues as scheme
    from kg.pipeline import Extractor, Settings

    return Extractor(Settings(spacy_model, scheme.read(issues), register))


def build(
    paths: AnyPath | Sequence[AnyPath],
    *,
    out: AnyPath = "build",
    issues: AnyPath | None = None,
    register: AnyPath | None = None,
    corrections: AnyPath | None = None,
    spacy_model: str | None = None,
    jobs: int = 1,
) -> Built:
    """Read articles and write graph, picture and manifest into the folder *out*.

    Open what it made with :func:`open`.

    Raises:
        KgError: nothing could be read, or the folder cannot be written.
    """
    from kg import building

    inputs = [paths] if isinstance(paths, str | PathLike) else paths
    plan = building.Plan(
        [fspath(p) for p in inputs],
        Path(out),
        issues=_path(issues),
        register=_path(register),
        corrections=_path(corrections),
        spacy_model=spacy_model,
        jobs=jobs,
    )
    made = building.build(plan)
    if not made.counts:
        raise KgError("none of the inputs is an article: " + "; ".join(str(error) for error in made.left_out))
    return made


def open(where: AnyPath = "build") -> Dataset:  # noqa: A001
    """A build folder or graph file as an rdflib Dataset on the Oxigraph store; its default graph is the union.

    Raises:
        GraphError: nothing there, or not what its name says.
    """
    from kg import graph

    return graph.open_graph(fspath(where))


def _path(path: AnyPath | None) -> Path | None:
    return Path(path) if path is not None else None
