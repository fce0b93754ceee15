"""Draws what Protégé shows of a build: docs/guides/pictures/protege-*.svg, from the build's kg.ttl.

    python docs/protege_pictures.py [--build build/] [--actor "Pete Hegseth"] [--out docs/guides/pictures]

These are drawings and no screenshots: Protégé needs a screen and a mouse. Every class, individual and value in them
is read from the file, in the panes and under the names that Protégé 5.6 gives them; colours and spacing are our own.
"""

from __future__ import annotations

import argparse
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

from rdflib import RDF, RDFS, SKOS, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import OWL

ROOT = Path(__file__).resolve().parent.parent
PICTURES, ACTOR = ROOT / "docs" / "guides" / "pictures", "Pete Hegseth"
KG = "https://w3id.org/claim-quote-kg/ontology#"
NOTE = "kg.ttl as Protégé lays it out (a drawing by docs/protege_pictures.py, not a screenshot)"
TABS = ("Active ontology", "Entities", "Individuals by class", "DL Query")
ROW, LETTER, PAD = 18, 6.3, 8  # pixels: a line, a letter on average, the space in a pane
ICONS = {"class": "#c99a2e", "defined": "#c99a2e", "individual": "#6b3f8f", "object": "#2f74b5", "data": "#3d8b3d"}


@dataclass(frozen=True)
class Row:
    """One line of a pane: ``icon`` is a key of ICONS or empty; ``name`` stands bold before the text."""

    text: str
    depth: int = 0
    icon: str = ""
    name: str = ""
    chosen: bool = False
    opened: str = ""


@dataclass(frozen=True)
class Pane:
    """A titled box: x, y, width, height in pixels. Lines that are too long are cut where it does not ``wrap``."""

    title: str
    rows: tuple[Row, ...]
    box: tuple[int, int, int, int]
    wrap: bool = True


class Reader:
    """The questions that Protégé's panes put to an ontology."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.classes = {c for c in graph.subjects(RDF.type, OWL.Class) if isinstance(c, URIRef)}

    def label(self, node: URIRef) -> str:
        """As *View › Render by label* shows it."""
        return str(self.graph.value(node, RDFS.label) or node.rsplit("/", 1)[-1].rsplit("#", 1)[-1])

    def quoted(self, node: URIRef) -> str:
        """In assertions Protégé puts names of several words between single quotes."""
        name = self.label(node)
        return name if name.isalnum() else f"'{name}'"

    def parents(self, one: URIRef) -> set[URIRef]:
        """Named classes above, those that a definition intersects included; Thing for none."""
        above = {o for o in self.graph.objects(one, RDFS.subClassOf) if o in self.classes}
        for definition in self.graph.objects(one, OWL.equivalentClass):
            for members in self.graph.objects(definition, OWL.intersectionOf):
                above |= {m for m in Collection(self.graph, members) if m in self.classes}
        return above or {OWL.Thing}

    def tree(self, opened: set[str], chosen: str) -> Iterator[Row]:
        """The class hierarchy as asserted, with the classes of these labels unfolded."""
        yield Row("owl:Thing", 0, "class", opened="▾")
        yield from self._below(OWL.Thing, 1, opened, chosen)

    def _below(self, top: URIRef, depth: int, opened: set[str], chosen: str) -> Iterator[Row]:
        below = sorted((c for c in self.classes if top in self.parents(c)), key=self.label)
        for one in below:
            name, inner = self.label(one), any(one in self.parents(c) for c in self.classes)
            icon = "defined" if self.graph.value(one, OWL.equivalentClass) else "class"
            arrow = ("▾" if name in opened else "▸") if inner else ""
            yield Row(name, depth, icon, chosen=name == chosen, opened=arrow)
            if name in opened:
                yield from self._below(one, depth + 1, opened, chosen)

    def instances(self, one: URIRef) -> list[URIRef]:
        """Direct instances, by label."""
        return sorted((s for s in self.graph.subjects(RDF.type, one) if isinstance(s, URIRef)), key=self.label)

    def annotations(self, node: URIRef) -> Iterator[Row]:
        """Label, definition, example: what stands in the pane *Annotations*."""
        shown = {RDFS.label: "rdfs:label", SKOS.definition: "skos:definition", SKOS.example: "skos:example"}
        shown |= {SKOS.prefLabel: "skos:prefLabel", SKOS.altLabel: "skos:altLabel"}
        for predicate, name in shown.items():
            for value in sorted(self.graph.objects(node, predicate)):
                yield Row(str(value), name=name)

    def assertions(self, node: URIRef, data: bool) -> Iterator[Row]:
        """Property and value, by their labels: objects or, where *data*, literals."""
        found = []
        for predicate, value in self.graph.predicate_objects(node):
            if not predicate.startswith(KG) or isinstance(value, Literal) is not data:
                continue
            found.append((self.label(predicate), str(value) if data else self.quoted(value)))
        for name, value in sorted(found):
            yield Row(value, 1, "data" if data else "object", name=name)

    def superclasses(self, one: URIRef) -> Iterator[Row]:
        """The named ones and the restrictions, in Protégé's words."""
        for above in sorted(self.parents(one), key=self.label):
            yield Row(self.quoted(above), 1, "class")
        for part in self.graph.objects(one, RDFS.subClassOf):
            role, filler = self.graph.value(part, OWL.onProperty), self.graph.value(part, OWL.someValuesFrom)
            if role and filler:
                yield Row(f"{self.quoted(role)} some {self.quoted(filler)}", 1, "class")


def classes(reader: Reader) -> tuple[str, list[Pane]]:
    """*Entities › Classes* with the class attribution chosen."""
    one = URIRef(KG + "Attribution")
    opened = {"PROV agent", "actor", "organization", "PROV entity", "attribution", "position", "first-hand position"}
    tree = tuple(reader.tree(opened, "attribution"))
    rows = [Row("", name="Equivalent To"), Row("", name="SubClass Of"), *sorted(reader.superclasses(one), key=_text)]
    height = 34 + ROW * (1 + max(number for number, row in enumerate(tree) if row.text == "SKOS concept"))
    return "Entities", [
        Pane("Class hierarchy: attribution", tree, (0, 0, 420, height), wrap=False),
        Pane("Annotations: attribution", tuple(reader.annotations(one)), (430, 0, 690, 190)),
        Pane("Description: attribution", tuple(rows), (430, 200, 690, height - 200)),
    ]


def individuals(reader: Reader, actor: str) -> tuple[str, list[Pane]]:
    """*Individuals by class* with one person chosen."""
    person = URIRef(KG + "Person")
    people = reader.instances(person)
    node = next(p for p in people if reader.label(p) == actor)
    tree = tuple(reader.tree({"PROV agent", "actor"}, "person"))[:14]
    return "Individuals by class", _beside(reader, node, tree, people, "Direct instances: person")


def attribution(reader: Reader, actor: str) -> tuple[str, list[Pane]]:
    """*Individuals by class* with the first attribution of that person's words chosen, evidence and all."""
    kind = URIRef(KG + "Attribution")
    all_ = reader.instances(kind)
    source, direct = URIRef(KG + "source"), URIRef(KG + "Direct")
    quotation = URIRef(KG + "quotationType")
    theirs = [
        a for a in all_
        if actor in {reader.label(s) for s in reader.graph.objects(a, source)}
        and (a, quotation, direct) in reader.graph
    ]  # fmt: skip
    node = max(theirs, key=lambda a: float(reader.graph.value(a, URIRef(KG + "confidence"))))
    tree = tuple(reader.tree({"PROV entity"}, "attribution"))
    at = next(number for number, row in enumerate(tree) if row.chosen)
    return "Individuals by class", _beside(reader, node, tree[: at + 6], all_, "Direct instances: attribution")


def _beside(reader: Reader, node: URIRef, tree: tuple[Row, ...], all_: list[URIRef], title: str) -> list[Pane]:
    """Hierarchy and instances (scrolled to *node*) on the left, what is asserted of *node* on the right."""
    name = reader.label(node)
    first = max(0, all_.index(node) - 3)
    names = [Row(reader.label(a), 0, "individual", chosen=a == node) for a in all_[first:]]
    rows = [
        Row("", name="Object property assertions"), *reader.assertions(node, data=False),
        Row("", name="Data property assertions"), *reader.assertions(node, data=True),
    ]  # fmt: skip
    upper = 34 + ROW * len(tree)
    notes = tuple(reader.annotations(node))
    head = 34 + ROW * sum(len(_wrapped(row, 734)) for row in notes)
    height = max(60 + ROW * len(rows) + head, upper + 170)
    return [
        Pane("Class hierarchy", tree, (0, 0, 360, upper), wrap=False),
        Pane(title, tuple(names), (0, upper + 10, 360, height - upper - 10), wrap=False),
        Pane(f"Annotations: {name}", notes, (370, 0, 750, head)),
        Pane(f"Property assertions: {name}", tuple(rows), (370, head + 10, 750, height - head - 10)),
    ]


def _text(row: Row) -> str:
    return row.text


def drawing(tab: str, panes: list[Pane], what: str) -> str:
    """The window as SVG."""
    height = 84 + max(y + h for _, y, _, h in (p.box for p in panes))
    box, font = f"0 0 1140 {height}", "DejaVu Sans,Verdana,Arial,sans-serif"
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" font-family="{font}" font-size="11.5" role="img">',
        f"<title>{escape(what)}</title>",
        f'<rect width="1140" height="{height}" rx="6" fill="#ececf0"/>',
        f'<text x="10" y="19" fill="#555">{NOTE}</text>',
    ]
    x = 10
    for name in TABS:
        width = round(len(name) * LETTER) + 26
        fill = "#fff" if name == tab else "#d9d9e0"
        out.append(f'<rect x="{x}" y="30" width="{width}" height="34" rx="4" fill="{fill}"/>')
        out.append(f'<text x="{x + 13}" y="49">{name}</text>')
        x += width + 4
    out.append(f'<rect x="4" y="58" width="1132" height="{height - 62}" fill="#fff"/>')
    out.extend(line for number, pane in enumerate(panes) for line in _pane(pane, number))
    return "\n".join([*out, "</svg>", ""])


def _pane(pane: Pane, number: int) -> Iterator[str]:
    x, y, width, height = pane.box
    x, y = x + 10, y + 68
    yield f'<clipPath id="p{number}"><rect x="{x}" y="{y}" width="{width - 4}" height="{height}"/></clipPath>'
    yield f'<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="none" stroke="#b9b9c4"/>'
    yield f'<rect x="{x}" y="{y}" width="{width}" height="20" fill="#dfe3ee"/>'
    yield f'<g clip-path="url(#p{number})">'
    yield f'<text x="{x + PAD}" y="{y + 14}" font-weight="bold">{escape(pane.title)}</text>'
    line = y + 38
    for row in pane.rows:
        lines = _wrapped(row, width - 2 * PAD) if pane.wrap else [row.text]
        if line + ROW * len(lines) > y + height + ROW:
            break
        yield from _row(row, lines, x + PAD, line, width - 2 * PAD)
        line += ROW * len(lines)
    yield "</g>"


def _wrapped(row: Row, width: int) -> list[str]:
    used = row.depth * 16 + 18 * bool(row.icon) + len(row.name) * (LETTER + 0.9) + 14
    return textwrap.wrap(row.text, max(20, int((width - used) / LETTER))) or [""]


def _row(row: Row, lines: list[str], x: int, y: int, width: int) -> Iterator[str]:
    if row.chosen:
        yield f'<rect x="{x - 4}" y="{y - 13}" width="{width + 8}" height="{ROW}" fill="#cfe0f7"/>'
    x += row.depth * 16 + 10 * bool(row.opened or row.icon in {"class", "defined"})
    if row.opened:
        yield f'<text x="{x - 12}" y="{y}" fill="#666">{row.opened}</text>'
    if row.icon:
        yield _icon(row.icon, x, y)
        x += 18
    name = ""
    if row.name:
        colour = ICONS.get(row.icon, "#333")
        name = f'<tspan font-weight="bold" fill="{colour}">{escape(row.name)}</tspan><tspan dx="8"> </tspan>'
    yield f'<text x="{x}" y="{y}">{name}{escape(lines[0])}</text>'
    for number, text in enumerate(lines[1:], 1):
        yield f'<text x="{x + 16}" y="{y + number * ROW}">{escape(text)}</text>'


def _icon(kind: str, x: int, y: int) -> str:
    colour = ICONS[kind]
    match kind:
        case "class":
            return f'<circle cx="{x + 6}" cy="{y - 4}" r="5.5" fill="{colour}"/>'
        case "defined":
            mark = f'<text x="{x + 2.6}" y="{y - 0.4}" font-size="9" fill="#fff" font-weight="bold">≡</text>'
            return f'<circle cx="{x + 6}" cy="{y - 4}" r="5.5" fill="{colour}"/>{mark}'
        case "individual":
            return f'<path d="M{x + 6} {y - 10}l6 6-6 6-6-6z" fill="{colour}"/>'
        case _:
            return f'<rect x="{x}" y="{y - 8}" width="12" height="8" fill="{colour}"/>'


def draw(build: Path, actor: str) -> dict[str, str]:
    """File name and SVG of each picture."""
    reader = Reader(Graph().parse(build / "kg.ttl"))
    return {
        "protege-classes.svg": drawing(*classes(reader), "Protégé, Entities, Classes: the class attribution"),
        "protege-individuals.svg": drawing(*individuals(reader, actor), f"Protégé, Individuals by class: {actor}"),
        "protege-attribution.svg": drawing(
            *attribution(reader, actor), "Protégé, Individuals by class: an attribution"
        ),
    }


def main() -> None:
    """Reads the command line and writes the pictures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--build", type=Path, default=ROOT / "build")
    parser.add_argument("--actor", default=ACTOR)
    parser.add_argument("--out", type=Path, default=PICTURES)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    for name, picture in draw(options.build, options.actor).items():
        (options.out / name).write_text(picture, encoding="utf-8", newline="\n")
        print(options.out / name)


if __name__ == "__main__":
    main()
