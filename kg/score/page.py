"""Every miss in its sentence, as one HTML page without scripts."""

from __future__ import annotations

from collections.abc import Mapping

from jinja2 import Environment

from kg.score import Report
from kg.score.claims import Record

CONTEXT = 60  # characters shown on either side of the span

_TEMPLATE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>kg score</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>
body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b1f24;background:#fff}
table{border-collapse:collapse;margin:1rem 0}td,th{padding:.2rem .8rem;text-align:right;border-bottom:1px solid #d0d7de}
td:first-child,th:first-child{text-align:left}section{margin:1.2rem 0;padding-left:.8rem;border-left:3px solid #d0d7de}
h3{font-size:1rem;margin:0}p{margin:.2rem 0}b{background:#fff3bf;font-weight:inherit}small{color:#57606a}
</style></head><body>
<h1>How good is it</h1>
<table><tr><th>measure</th><th>P</th><th>R</th><th>F1</th><th>n</th></tr>
{% for name, t in tallies.items() %}<tr><td>{{ name }}</td><td>{{ "%.1f"|format(100*t.precision) }}</td>
<td>{{ "%.1f"|format(100*t.recall) }}</td><td>{{ "%.1f"|format(100*t.f1) }}</td><td>{{ t.gold }}</td></tr>{% endfor %}
</table>
{% for article, items in misses.items() %}<h2>{{ article }}</h2>
{% for what, gold, got in items %}<section><h3>{{ what }}</h3>
{% for label, side in (("gold", gold), ("found", got)) %}{% if side %}
<p><small>{{ label }}</small> {{ side.before }}<b>{{ side.inside }}</b>{{ side.after }}
<small>— {{ side.speakers or "nobody" }}</small></p>{% endif %}{% endfor %}</section>
{% endfor %}{% endfor %}
</body></html>
"""


def page(report: Report) -> str:
    """The tables and, article by article, what was missed, invented or given to the wrong speaker."""
    misses: dict[str, list[tuple[str, dict[str, str] | None, dict[str, str] | None]]] = {}
    for article, what, gold, got in report.claims.misses if report.claims else ():
        text = report.texts[article]
        misses.setdefault(article, []).append((what, _shown(gold, text), _shown(got, text)))
    return Environment(autoescape=True).from_string(_TEMPLATE).render(tallies=report.tallies(), misses=misses)


def _shown(record: Record | None, text: str) -> dict[str, str] | None:
    if record is None:
        return None
    content = record["content"]
    start, end = content[0][0], content[-1][1]
    return {
        "before": text[max(0, start - CONTEXT) : start],
        "inside": " […] ".join(text[s:e] for s, e in content),
        "after": text[end : end + CONTEXT],
        "speakers": _names(record),
    }


def _names(record: Mapping[str, object]) -> str:
    names = record.get("speakers") or []
    return "; ".join(str(n) for n in names) if isinstance(names, list) else str(names)
