"""Quotes, the echoes between their reports, and the utterances that they are versions of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from kg.graph.differences import Across, ends_of
from kg.graph.lines import Lines
from kg.graph.terms import decimal, iri, string
from kg.graph.utterances import Report, utterances
from kg.graph.vocab import KG, PREFIXES
from kg.graph.voices import Voices
from kg.graph.wording import short
from kg.graph.write import LABEL, TYPE
from kg.model import Echo, Relation

_QUOTED_FROM = f"<{PREFIXES['prov']}wasQuotedFrom>"
_REMEMBERED = 20_000  # articles whose attributions are kept at hand
_RELATIONS = {
    Relation.VERBATIM: KG.Verbatim,
    Relation.TRUNCATED: KG.Truncated,
    Relation.VARIANT: KG.Variant,
    Relation.PARAPHRASE: KG.Paraphrase,
}


class Quotes:
    """Writes quotes, echoes and utterances.

    Args:
        out: takes the lines.
        voices: what articles say.
        issues: issue id → IRI.
    """

    def __init__(self, out: Lines, voices: Voices, issues: Mapping[str, str]) -> None:
        self._out, self._voices, self._issues = out, voices, issues

    def echoes(self, across: Across) -> set[str]:
        """Writes the echoes that changed; gives the quotes at their ends."""
        said = lru_cache(_REMEMBERED)(self._voices.said)
        ends: set[str] = set()
        for echo in across.gone:
            a, b = (self._former(said, *end) for end in ends_of(echo))
            if a and b:
                ends |= {a[1], b[1]}
                self._out.sink(self._echo_node(a[0], b[0]), [])
        for echo in across.came:
            a, b = (said(article).get(local) for article, local in ends_of(echo))
            if a and b:
                ends |= {a[1], b[1]}
                node = self._echo_node(a[0], b[0])
                told = [
                    (TYPE, f"<{KG.Echo}>"),
                    (LABEL, string(f"{echo.relation} report of one utterance")),
                    (f"<{KG.versionType}>", f"<{_RELATIONS[echo.relation]}>"),
                    (f"<{KG.confidence}>", decimal(echo.confidence)),
                    *((f"<{KG.report}>", iri(end)) for end in (a[0], b[0])),
                ]
                self._out.sink(node, [self._out.line("utterances", node, *one) for one in told])
        return ends

    def _former(self, said: Callable[[str], dict[str, list[str]]], article: str, local: str) -> list[str] | None:
        """Node and quote of an attribution that went, or is still there."""
        return self._voices.former.get((article, local)) or said(article).get(local)

    def _echo_node(self, *ends: str) -> str:
        return iri(self._out.iris.echo(*(e.rsplit("/", 1)[-1] for e in sorted(ends))))

    def quotes(self, quotes: set[str], across: Across) -> None:
        """Writes *quotes*, all that echoes join with them, and the utterances that they are versions of."""
        reports: dict[tuple[str, str], Report] = {}
        echoes: dict[tuple[str, ...], Echo] = {}
        said = lru_cache(_REMEMBERED)(self._voices.said)
        waiting = sorted(quotes)
        while waiting:
            quote = waiting.pop()
            for article, local, report in self._quote(quote):
                reports[article, local] = report
                for echo in across.around(article, local):
                    ends = ends_of(echo)
                    echoes[ends[0] + ends[1]] = echo
                    for other, id_ in ends:
                        end = said(other).get(id_)
                        if end and end[1] not in quotes:
                            quotes.add(end[1])
                            waiting.append(end[1])
        self._utterances(reports, sorted(echoes.values()) if echoes else across.came)

    def _quote(self, quote: str) -> list[tuple[str, str, Report]]:
        """Writes what articles say of a quote; gives where it is reported."""
        node, one = iri(quote), self._voices.wording(quote)
        lines = [self._out.line("quotes", node, f"<{KG.about}>", iri(self._issues[issue])) for issue in one.issues]
        if one.texts:
            text = min(one.texts)[-1]
            lines.append(self._out.line("quotes", node, TYPE, f"<{KG.Quote}>"))
            lines.append(self._out.line("quotes", node, LABEL, string(short(text))))
            lines.append(self._out.line("quotes", node, f"<{KG.text}>", string(text)))
        for _, article, _ in one.texts:
            lines.append(self._out.line("plain", node, f"<{KG.appearsIn}>", iri(self._out.iris.article(article))))
        self._out.sink(node, lines)
        return one.reports

    def _utterances(self, reports: Mapping[tuple[str, str], Report], echoes: Iterable[Echo]) -> None:
        for one in utterances(reports, echoes):
            node = iri(self._out.iris.utterance(one.anchor))
            told = [
                (TYPE, f"<{KG.Utterance}>"),
                (LABEL, string(short(one.text))),
                (f"<{KG.text}>", string(one.text)),
                *((f"<{KG.utteredBy}>", self._out.node(speaker)) for speaker in one.speakers),
            ]
            self._out.sink(node, [self._out.line("utterances", node, *line) for line in told])
            for quote, relation in one.versions:
                told = [(f"<{KG.versionOf}>", node), (f"<{KG.versionType}>", f"<{_RELATIONS[relation]}>")]
                told += [(_QUOTED_FROM, node)] if relation is Relation.VERBATIM else []
                self._out.sink(iri(quote), [self._out.line("utterances", iri(quote), *line) for line in told])
