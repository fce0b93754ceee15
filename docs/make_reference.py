"""Writes docs/reference/: command line, ontology, questions, Python, quality gate. Run by ``make docs`` before mkdocs.

Nothing there is written by hand. The pages are in the repository so that its links work without the site; a test
holds them to what there is now.
"""

from __future__ import annotations

import importlib
import inspect
import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import typer.main
from rdflib import RDF, RDFS, SKOS, Graph, URIRef
from rdflib.namespace import OWL

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
REFERENCE = ROOT / "docs" / "reference"
MODULES = (
    "kg", "kg.model", "kg.errors", "kg.articles", "kg.document", "kg.attribution", "kg.actors", "kg.positions",
    "kg.graph", "kg.view", "kg.score", "kg.pipeline", "kg.records",
)  # fmt: skip


def main(target: Path = REFERENCE) -> list[Path]:
    """Write every page below *target*; returns their paths."""
    target.mkdir(parents=True, exist_ok=True)
    pages = {
        "cli.md": cli(),
        "ontology.md": ontology(ROOT / "ontology" / "kg.ttl"),
        "issues.md": issues(ROOT / "ontology" / "issues.ttl"),
        "queries.md": queries(),
        "python.md": python(MODULES),
        "gate.md": gate(ROOT / "tests" / "quality"),
    }
    for name, lines in pages.items():
        (target / name).write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")
    return [target / name for name in pages]


def cli() -> Iterator[str]:
    """A section for each command: usage, what it does, arguments, options."""
    from kg.cli import app

    yield from ("# Command line", "", "`kg COMMAND --help` prints the same in the terminal.", "")
    group = typer.main.get_command(app)
    yield from _command(group, "kg", "##")


def _command(command: Any, name: str, level: str) -> Iterator[str]:
    commands = getattr(command, "commands", None)
    if name != "kg":
        yield from (f"{level} `{name}`", "")
        yield from (_plain(command.help or ""), "")
        arguments = [p for p in command.params if p.param_type_name == "argument"]
        usage = [name, *map(_metavar, arguments)]
        usage += ["[OPTIONS]"] if len(command.params) > len(arguments) else []
        yield from ("```text", " ".join(usage), "```", "")
        rows = [_row(p) for p in command.params if p.name != "help" and not getattr(p, "hidden", False)]
        if rows:
            yield from ("| argument or option | what it is | if not given |", "|---|---|---|", *rows, "")
    for child in commands or ():
        yield from _command(commands[child], f"{name} {child}", level)


def _metavar(parameter: Any) -> str:
    word = parameter.name.upper()
    word = word if parameter.required else f"[{word}]"
    return word + ("…" if parameter.nargs != 1 else "")


def _row(parameter: Any) -> str:
    name = parameter.name.upper() if parameter.param_type_name == "argument" else ", ".join(parameter.opts)
    default = parameter.default
    shown = f"`{default}`" if isinstance(default, str | int | float | Path) and default is not False else ""
    if parameter.required:
        shown = "required"
    return f"| `{name}` | {_cell(_plain(parameter.help or ''))} | {_cell(shown)} |"


def _plain(text: str) -> str:
    return re.sub(r"\[/?(?:bold|dim|italic|cyan|green)?/?\]", "", inspect.cleandoc(text))


def _cell(text: str) -> str:
    return re.sub(r"\s+", " ", text).replace("|", "\\|")


def ontology(path: Path) -> Iterator[str]:
    """Classes, properties and values, each with definition and example."""
    graph = Graph().parse(path)
    mine = {s for s in graph.subjects() if isinstance(s, URIRef) and "#" in s and graph.value(s, RDF.type) is not None}
    own = str(next(graph.subjects(RDF.type, OWL.Ontology))) + "#"
    yield from ("# Ontology", "", f"Namespace: `{own}`, written `kg:` below.", "")
    kinds = (
        ("Classes", {OWL.Class}),
        ("Properties between nodes", {OWL.ObjectProperty}),
        ("Properties with a value", {OWL.DatatypeProperty}),
        ("Values", {OWL.NamedIndividual}),
        ("Annotations", {OWL.AnnotationProperty}),
    )
    for title, types in kinds:
        terms = sorted(t for t in mine if t.startswith(own) and types & set(graph.objects(t, RDF.type)))
        if terms:
            yield from (f"## {title}", "")
            for term in terms:
                yield from _term(graph, term, own)


def _term(graph: Graph, term: URIRef, own: str) -> Iterator[str]:
    name = term.removeprefix(own)
    yield from (f"### kg:{name}", "")
    for predicate in (SKOS.definition, RDFS.comment):
        if text := _text(graph, term, predicate):
            yield from (text, "")
            break
    facts = []
    for label, predicate in (
        ("below", RDFS.subClassOf),
        ("below", RDFS.subPropertyOf),
        ("of", RDFS.domain),
        ("to", RDFS.range),
        ("inverse of", OWL.inverseOf),
    ):
        names = [_short(graph, o) for o in sorted(graph.objects(term, predicate), key=str) if isinstance(o, URIRef)]
        if names:
            facts.append(f"{label} {', '.join(f'`{n}`' for n in names)}")
    if facts:
        yield from (" · ".join(facts), "")
    for example in sorted(map(str, graph.objects(term, SKOS.example))):
        yield from (f"*Example:* {_cell(example)}", "")


def _short(graph: Graph, node: URIRef) -> str:
    return graph.namespace_manager.normalizeUri(node)


def _text(graph: Graph, term: URIRef, predicate: URIRef) -> str:
    found = sorted(
        graph.objects(term, predicate), key=lambda o: (getattr(o, "language", None) not in {"en", None}, str(o))
    )
    return _cell(str(found[0])) if found else ""


def issues(path: Path) -> Iterator[str]:
    """The default issue scheme: label, definition, what support means."""
    from kg.graph import issues as scheme

    yield from (
        "# The default issues",
        "",
        "Passed over by `--issues your.ttl`. [How to write your own](../guides/issues.md).",
        "",
    )
    yield from ("| notation | issue | what is asked | what support means |", "|---|---|---|---|")
    for issue in scheme.read(path):
        yield f"| `{issue.id}` | {_cell(issue.label)} | {_cell(issue.definition)} | {_cell(issue.supports)} |"


def queries() -> Iterator[str]:
    """The catalogue: one section a question, what it asks, what it takes, its SPARQL."""
    from kg.graph import questions

    yield from ("# Questions", "", "Ask one by name: `kg query NAME`. Each is one file in `queries/`.", "")
    for question in questions():
        yield from (f"## {question.name}", "", f"**{question.title.rstrip('.')}.** {question.description}".strip(), "")
        if question.params:
            yield from ("| parameter | kind | what it is | if not given |", "|---|---|---|---|")
            for p in question.params:
                yield f"| `{p.name}` | {p.kind} | {_cell(p.description)} | {f'`{p.default}`' if p.default else ''} |"
            yield ""
        if question.example:
            yield from ("```text", question.example, "```", "")
        body = re.sub(r"^#\+.*\n", "", question.text, flags=re.MULTILINE).strip()
        fenced = ("```sparql", *body.split("\n"), "```")
        yield from ('??? note "SPARQL"', "", *(f"    {line}".rstrip() for line in fenced), "")


CORPORA = {
    "seeds": "The bundled articles",
    "real": "Three real articles, not in the repository",
    "polnear-dev": "PolNeAR dev, the first 20 articles, not in the repository",
}


def gate(folder: Path) -> Iterator[str]:
    """What the quality gate holds: floors, what was reached, and how it came about."""
    floors = json.loads((folder / "floors.json").read_text("utf-8"))
    past = [json.loads(line) for line in (folder / "history.jsonl").read_text("utf-8").splitlines()]
    yield from ("# Quality gate", "")
    yield "`make quality` measures these and fails below a floor; one is lowered only by asking for it. F1, in percent."
    yield ""
    yield from ("What the measures are, and what they leave out: [how good it is](../quality.md).", "")
    for corpus, entry in floors.items():
        days = [line for line in past if corpus in line["reached"]][-8:]
        yield from (f"## {CORPORA.get(corpus, corpus)}", "")
        yield f"| measure | floor | {' | '.join(line['day'] for line in days)} |"
        yield "|---" * (2 + len(days)) + "|"
        for measure, floor in entry["floors"].items():
            values = [str(line["reached"][corpus].get(measure, "")) for line in days]
            yield f"| {measure} | {floor} | {' | '.join(values)} |"
        yield ""


def python(names: Iterable[str]) -> Iterator[str]:
    """Public names with signature and docstring."""
    yield from ("# Python", "", "What is not listed here is not promised to stay.", "")
    for name in names:
        module = importlib.import_module(name)
        yield from (f"## {name}", "", _first(module), "")
        for public in _public(module):
            yield from _member(name, public, getattr(module, public))


def _public(module: ModuleType) -> list[str]:
    if names := getattr(module, "__all__", None):
        return sorted(names)
    mine = [
        n for n, v in vars(module).items() if not n.startswith("_") and getattr(v, "__module__", "") == module.__name__
    ]
    return [n for n in mine if inspect.isclass(getattr(module, n)) or inspect.isfunction(getattr(module, n))]


def _member(module: str, name: str, value: Any) -> Iterator[str]:
    try:
        signature = str(inspect.signature(value))
    except (TypeError, ValueError):
        signature = ""
    signature = re.sub(r"<factory>|<object object at [^>]+>", "…", signature)
    yield from (f"### {module}.{name}", "")
    if inspect.isfunction(value):
        yield from ("```python", f"{name}{signature}", "```", "")
    doc = inspect.getdoc(value) or ""
    if not doc.startswith(f"{name}("):  # a dataclass without a docstring repeats its signature
        yield from ("```text", doc.replace("```", "'''"), "```", "")


def _first(module: ModuleType) -> str:
    return (inspect.getdoc(module) or "").split("\n\n")[0].replace("\n", " ")


if __name__ == "__main__":
    main()
