"""The files of a build renewed: what changed is put in its place, the rest is copied."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from kg.files import replacing
from kg.graph import turtle
from kg.graph.iris import SHARED_GRAPHS, Iris
from kg.graph.parts import FILES, Ledger, Part, Spool
from kg.graph.patches import Edit, Old, Patched
from kg.graph.terms import iri
from kg.graph.vocab import KG

_VERSION_OF = f" <{KG.versionOf}> <".encode()
_FOOT = b"}\n"
_TAB = ord("\t")


@dataclass(frozen=True, slots=True)
class New:
    """An article's graph that is not in the old files.

    Attributes:
        key: see :class:`kg.graph.parts.Part`, as for *quads*.
        lines: of N-Quads, where there are files to renew.
        trig, ttl: where it lies until it has a place in the files.
    """

    key: str
    quads: int
    lines: list[bytes]
    trig: tuple[int, int]
    ttl: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Renewed:
    """The files as they are now: where each graph is, where ``kg.ttl`` has the collection's, the files' SHA-256."""

    parts: dict[str, Part]
    shared: tuple[int, int]
    hashes: dict[str, str]


class Renewal:
    """Takes what changed, then writes the files.

    Args:
        out: the build folder, whose files are those that *ledger* knows.
        ledger: see :class:`kg.graph.parts.Ledger`.
        prefixes: short name → namespace.
        iris: names of graphs.
    """

    def __init__(self, out: Path, ledger: Ledger, prefixes: Mapping[str, str], iris: Iris) -> None:
        self._out, self._ledger = out, ledger
        self._namespaces = {name.encode(): f"<{space}".encode() for name, space in prefixes.items()}
        self._writer = turtle.Writer(prefixes)
        self._shared = {iri(iris.graph(name)) for name in SHARED_GRAPHS}
        self._subjects: dict[str, set[str]] = {}
        self._changed: dict[str, dict[str, list[str]]] = {graph: {} for graph in self._shared}
        self._flat: dict[str, list[str]] = {}
        self._quads = {g: p.quads for g, p in ledger.parts.items()}

    def take(self, subject: str, lines: list[str]) -> None:
        """Takes all lines, or some of them, that the collection's graphs now have of *subject*."""
        self._subjects.setdefault(subject, set()).update(lines)

    def write(self, kept: Mapping[str, Part], new: Mapping[str, New], trig: Spool, ttl: Spool) -> Renewed:
        """Puts the files in their places.

        Args:
            kept: graphs of articles that stay as they are.
            new: those that come, or come in place of others.
            trig: where the new ones' stretches for ``kg.trig`` lie.
            ttl: the same for ``kg.ttl``.
        """
        gone = {g: p for g, p in self._ledger.parts.items() if p.key and g not in kept}
        with ExitStack() as stack:
            old = [stack.enter_context(Old(self._out / name)) for name in FILES]
            quads = Patched(self._in_quads(old[0], gone, new, self._former(old[2], gone)))
            trigs = Patched([*self._in_graphs(old[1]), *self._articles(old[1], gone, new, trig, 0)])
            flat = list(self._in_flat(old[2]))
            turtles = Patched([*flat, *self._articles(old[2], gone, new, ttl, 1)])
            with ExitStack() as files:
                hashes = {}
                for name, one, patched in zip(FILES, old, (quads, trigs, turtles), strict=True):
                    hashes[name] = patched.write(one, files.enter_context(replacing(self._out / name)))
        start, length = self._ledger.shared
        shared = start, length + sum(edit.growth for edit in flat)
        return Renewed(self._parts(kept, new, trigs, turtles), shared, hashes)

    def _former(self, old: Old, gone: Mapping[str, Part]) -> set[str]:
        """The subjects of the graphs that go."""
        found = set()
        for part in gone.values():
            start, length = part.ttl
            for line in old.data[start : start + length].split(b"\n"):
                if line and line[0] != _TAB:
                    found.add(self._long(line.split(b" ", 1)[0]).decode())
        return found

    def _long(self, name: bytes) -> bytes:
        """``<iri>`` of a short name."""
        if name[:1] == b"<":
            return name
        space, _, local = name.partition(b":")
        return self._namespaces[space] + local + b">"

    # kg.nq

    def _in_quads(self, old: Old, gone: Mapping[str, Part], new: Mapping[str, New], former: set[str]) -> Iterator[Edit]:
        """The edits of ``kg.nq``; notes what changes in each of the collection's graphs."""
        self._utterances_of(old)
        added: dict[str, list[bytes]] = {}
        for one in new.values():
            for line in one.lines:
                added.setdefault(line.split(b" ", 1)[0].decode(), []).append(line + b"\n")
        dropped = {graph.encode() for graph in gone}
        shared = {graph.encode() for graph in self._shared}
        not_kept = dropped | shared
        for subject in sorted({*self._subjects, *added, *former}):
            start, lines = old.lines(subject)
            kept = [line for line in lines if line.rsplit(b" ", 2)[1] not in not_kept]
            before = [line for line in lines if line.rsplit(b" ", 2)[1] in shared]
            after = before
            if subject in self._subjects:
                after = [f"{line}\n".encode() for line in self._subjects[subject]]
                self._note(subject, before, after)
            data = b"".join(sorted({*kept, *after, *added.get(subject, ())}))
            if data != b"".join(lines):
                yield Edit(start, start + sum(map(len, lines)), data)

    def _utterances_of(self, old: Old) -> None:
        """Takes back the utterances that the quotes in question were versions of; those that still are, were taken."""
        for subject in list(self._subjects):
            for line in old.lines(subject)[1]:
                if _VERSION_OF in line:
                    self._subjects.setdefault(line.split(b" ", 3)[2].decode(), set())

    def _note(self, subject: str, before: list[bytes], after: list[bytes]) -> None:
        if set(before) == set(after):
            return
        graphs: dict[str, tuple[set[str], set[str]]] = {}
        for place, lines in enumerate((before, after)):
            for line in lines:
                triple, graph, _ = line.decode().rsplit(" ", 2)
                graphs.setdefault(graph, (set(), set()))[place].add(triple)
        for graph, (was, now) in graphs.items():
            self._quads[graph] = self._quads.get(graph, 0) + len(now) - len(was)
            if was != now:
                self._changed[graph][subject] = sorted(now)
        self._flat[subject] = sorted({triple for _, now in graphs.values() for triple in now})

    # kg.trig and kg.ttl

    def _in_graphs(self, old: Old) -> Iterator[Edit]:
        """The edits of the collection's graphs in ``kg.trig``."""
        for graph, subjects in sorted(self._changed.items()):
            part = self._ledger.parts.get(graph)
            if not subjects:
                continue
            if part is None:
                triples = (triple for subject in sorted(subjects) for triple in subjects[subject])
                data = "".join(self._writer.graph(graph, triples)).encode()
                yield Edit(place := self._before(graph, 0, old), place, data, graph)
            elif not self._quads[graph]:
                yield Edit(part.trig[0], sum(part.trig), b"", graph)
            else:
                head = next(iter(self._writer.graph(graph, ()))).encode()
                yield from self._blocks(old, subjects, part.trig[0] + len(head), sum(part.trig) - len(_FOOT))

    def _in_flat(self, old: Old) -> Iterator[Edit]:
        """The edits of what ``kg.ttl`` has of the collection."""
        start, length = self._ledger.shared
        return self._blocks(old, self._flat, start, start + length)

    def _blocks(self, old: Old, subjects: Mapping[str, list[str]], start: int, end: int) -> Iterator[Edit]:
        for subject in sorted(subjects):
            first, last = old.block(subject, start, end, self._long)
            yield Edit(first, last, "".join(self._writer.triples(subjects[subject])).encode())

    def _articles(
        self, old: Old, gone: Mapping[str, Part], new: Mapping[str, New], spool: Spool, which: int
    ) -> Iterator[Edit]:
        """The edits of articles' graphs in ``kg.trig`` (0) or ``kg.ttl`` (1)."""
        for graph in sorted({*gone, *new}):
            data = spool.read((new[graph].trig, new[graph].ttl)[which]) if graph in new else b""
            if graph in gone:
                start, length = (gone[graph].trig, gone[graph].ttl)[which]
                yield Edit(start, start + length, data, graph)
            else:
                yield Edit(place := self._before(graph, which, old), place, data, graph)

    def _before(self, graph: str, which: int, old: Old) -> int:
        """Where a new graph's stretch belongs."""
        later = [g for g, p in self._ledger.parts.items() if g > graph and (p.key or not which)]
        if not later:
            return old.size
        part = self._ledger.parts[min(later)]
        return (part.trig, part.ttl)[which][0]

    def _parts(
        self, kept: Mapping[str, Part], new: Mapping[str, New], trigs: Patched, turtles: Patched
    ) -> dict[str, Part]:
        """Where each graph is now."""
        parts = {}
        for graph, part in kept.items():
            trig, ttl = (trigs[part.trig[0]], part.trig[1]), (turtles[part.ttl[0]], part.ttl[1])
            parts[graph] = replace(part, trig=trig, ttl=ttl)
        for graph, one in new.items():
            parts[graph] = Part(one.key, trigs.places[graph], turtles.places[graph], one.quads)
        for graph, quads in self._quads.items():
            old = self._ledger.parts.get(graph)
            if graph in parts or (old and old.key) or not quads:
                continue
            if old is None:
                parts[graph] = Part("", trigs.places[graph], (0, 0), quads)
            else:
                start, length = old.trig
                place = trigs[start]
                parts[graph] = Part("", (place, trigs[start + length - 1] + 1 - place), (0, 0), quads)
        return parts
