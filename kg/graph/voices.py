"""What each article says of the nodes that articles share, in tables: actors, outlets, quotes.

A node is all that the articles say of it. Kept from build to build, a node that no changed article speaks of need not
be looked at again.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from kg.graph.iris import Iris
from kg.graph.utterances import Report
from kg.graph.wording import chain, first_hand, said_by, wording
from kg.graph.write import attribution_iris, organisation, quote_iri, where_and_when
from kg.model import ActorKind, Findings, Kind, Utterance

TABLES = """
CREATE TABLE IF NOT EXISTS page(number INTEGER PRIMARY KEY AUTOINCREMENT, article TEXT UNIQUE, day TEXT, said TEXT);
CREATE TABLE IF NOT EXISTS voice(subject TEXT, number INTEGER, data TEXT, PRIMARY KEY(subject, number)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS voice_number ON voice(number);
"""
ACTOR, OUTLET, QUOTE = "a ", "o ", "q "  # what a subject's key begins with
UNDATED = "9999"


@dataclass(slots=True)
class Figure:
    """What all articles say of an actor or an outlet.

    Attributes:
        names: how many articles print which; 0: known, never preferred.
        kinds: how many articles give which.
        voice: how often it speaks.
        said: plain triple and quote.
        stances: issue and stance, at first hand.
        speaks_for: bodies.
    """

    names: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    voice: int = 0
    said: set[tuple[str, str]] = field(default_factory=set)
    stances: set[tuple[str, str]] = field(default_factory=set)
    speaks_for: set[str] = field(default_factory=set)

    @property
    def name(self) -> str:
        """The name that most articles use; the longest, then the first by code points, where they tie."""
        return min(self.names, key=lambda n: (-self.names[n], -len(n), n), default="")


@dataclass(slots=True)
class Wording:
    """What all articles say of a quote: day, article and text of each, issues, and where it is reported."""

    texts: list[tuple[str, str, str]] = field(default_factory=list)
    issues: set[str] = field(default_factory=set)
    reports: list[tuple[str, str, Report]] = field(default_factory=list)


class Voices:
    """The tables.

    Attributes:
        touched: keys of the subjects of which an article spoke that came or went.
        pages: ids of the articles that came or went.
        former: article and local id of each attribution that went → its node and quote.
    """

    def __init__(self, db: sqlite3.Connection, iris: Iris) -> None:
        self._db, self._iris = db, iris
        for statement in filter(str.strip, TABLES.split(";")):
            db.execute(statement)
        self.touched: set[str] = set()
        self.pages: set[str] = set()
        self.former: dict[tuple[str, str], list[str]] = {}

    def put(self, findings: Findings) -> None:
        """Takes in one article, in place of what it was before."""
        article = findings.article
        self.remove(article.id)
        spoken = _Spoken(findings, self._iris)
        day = article.published.isoformat() if article.published else UNDATED
        row = article.id, day, json.dumps(spoken.said)
        number = self._db.execute("INSERT INTO page(article, day, said) VALUES(?,?,?)", row).lastrowid
        rows = [(subject, number, json.dumps(data)) for subject, data in spoken.rows.items()]
        self._db.executemany("INSERT INTO voice VALUES(?,?,?)", rows)
        self.touched |= spoken.rows.keys()
        self.pages.add(article.id)

    def remove(self, article: str) -> None:
        """Forgets one article, by its id."""
        found = self._db.execute("SELECT number, said FROM page WHERE article=?", (article,)).fetchone()
        if found is None:
            return
        number, said = found
        self.touched.update(s for (s,) in self._db.execute("SELECT subject FROM voice WHERE number=?", (number,)))
        self.former.update({(article, local): value for local, value in json.loads(said).items()})
        self.pages.add(article)
        self._db.execute("DELETE FROM voice WHERE number=?", (number,))
        self._db.execute("DELETE FROM page WHERE number=?", (number,))

    def said(self, article: str) -> dict[str, list[str]]:
        """Local id → node and quote of each attribution of an article; empty where there is none."""
        row = self._db.execute("SELECT said FROM page WHERE article=?", (article,)).fetchone()
        return dict(json.loads(row[0])) if row else {}

    def day(self, article: str) -> str | None:
        """The day of an article that is there."""
        row = self._db.execute("SELECT day FROM page WHERE article=?", (article,)).fetchone()
        return row[0] if row else None

    def articles(self) -> Iterator[str]:
        """The ids of all articles."""
        return (a for (a,) in self._db.execute("SELECT article FROM page ORDER BY article"))

    def subjects(self, kind: str) -> Iterator[str]:
        """The names of all nodes of a kind."""
        rows = self._db.execute(
            "SELECT DISTINCT subject FROM voice WHERE subject >= ? AND subject < ? ORDER BY subject",
            (kind, kind[:-1] + "!"),
        )
        return (s[len(kind) :] for (s,) in rows.fetchall())

    def is_known(self, subject: str) -> bool:
        """Whether an article speaks of it."""
        return self._db.execute("SELECT 1 FROM voice WHERE subject=? LIMIT 1", (subject,)).fetchone() is not None

    def _rows(self, subject: str) -> Iterator[tuple[str, str, Any]]:
        rows = self._db.execute(
            "SELECT p.article, p.day, v.data FROM voice v JOIN page p ON p.number=v.number WHERE v.subject=? "
            "ORDER BY p.article",
            (subject,),
        )
        return ((article, day, json.loads(data)) for article, day, data in rows)

    def figure(self, subject: str) -> Figure:
        """All of an actor or an outlet, by its key."""
        one = Figure()
        for _, _, data in self._rows(subject):
            for name, count in data["names"].items():
                one.names[name] += count
            for kind, count in data["kinds"].items():
                one.kinds[kind] += count
            one.voice += data.get("voice", 0)
            one.said.update(map(tuple, data.get("said", ())))
            one.stances.update(map(tuple, data.get("stances", ())))
            one.speaks_for.update(data.get("for", ()))
        return one

    def wording(self, quote: str) -> Wording:
        """All of a quote, by its IRI."""
        one = Wording()
        for article, day, data in self._rows(QUOTE + quote):
            one.texts.append((day, article, data["text"]))
            one.issues.update(data.get("about", ()))
            for local, marked, text, speakers in data.get("reports", ()):
                one.reports.append((article, local, Report(quote, text, marked, day, tuple(speakers))))
        return one


class _Spoken:
    """What one article says of each subject."""

    def __init__(self, findings: Findings, iris: Iris) -> None:
        self.rows: defaultdict[str, dict[str, Any]] = defaultdict(dict)
        self.said: dict[str, list[str]] = {}
        self._findings, self._iris = findings, iris
        if outlet := findings.article.outlet:
            self._figure(OUTLET + iris.outlet(outlet))["names"][outlet] = 1
        local = attribution_iris(iris, findings)
        for utterance in findings.utterances:
            self._utterance(utterance, local[utterance.attribution.id])
        self._cast()
        self._positions()

    def _figure(self, subject: str) -> dict[str, Any]:
        row = self.rows[subject]
        row.setdefault("names", {})
        row.setdefault("kinds", {})
        return row

    def _actor(self, actor: str, kind: ActorKind = ActorKind.UNNAMED, count: int = 0) -> dict[str, Any]:
        """The actor's row; everyone who is in it is described."""
        row = self._figure(ACTOR + actor)
        row["kinds"][kind.value] = row["kinds"].get(kind.value, 0) + count
        return row

    def _utterance(self, utterance: Utterance, node: str) -> None:
        a, article = utterance.attribution, self._findings.article
        quote = quote_iri(self._iris, article, utterance)
        text = wording(article, a.content)
        row = self.rows[QUOTE + quote]
        row["text"] = min(row.get("text", text), text)
        self.said[a.id] = [node, quote]
        plain = said_by(a, chain(self._findings, a))
        for speaker in utterance.speakers:
            figure = self._actor(speaker)
            figure["voice"] = figure.get("voice", 0) + 1
            if plain:
                figure.setdefault("said", []).append([plain, quote])
        for addressee in utterance.addressees:
            self._actor(addressee)
        if utterance.speakers and plain in {"said", "reportedlySaid"}:
            report = [a.id, a.kind is not Kind.INDIRECT, text, sorted(utterance.speakers)]
            row.setdefault("reports", []).append(report)

    def _cast(self) -> None:
        label = f" ({where_and_when(self._findings.article)})"
        for actor in self._findings.actors:
            row = self._actor(actor.id, actor.kind, 1)
            names = row["names"]
            name = actor.name + (label if actor.article else "")
            names[name] = names.get(name, 0) + 1
            for alias in actor.aliases:
                names.setdefault(alias, 0)
            for role in actor.roles:
                if body := organisation(self._findings, role):
                    self._actor(body[0], ActorKind.ORGANISATION)["names"].setdefault(body[1], 0)
                    if role.spokesperson:
                        row.setdefault("for", []).append(body[0])

    def _positions(self) -> None:
        for p in self._findings.positions:
            row = self._actor(p.actor)
            for evidence in p.evidence:
                if isinstance(evidence, str):
                    self.rows[QUOTE + self.said[evidence][1]].setdefault("about", []).append(p.issue)
            if first_hand(self._findings, p):
                row.setdefault("stances", []).append([p.issue, p.stance.value])
