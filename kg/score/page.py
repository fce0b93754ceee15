"""Every miss in its sentence, as one HTML page without scripts."""

from __future__ import annotations

from collections.abc import Mapping

from jinja2 import Environment

from kg.score import Report
from kg.score.claims import Record

CONTEXT = 120  # characters shown on either side of the span, at most

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
<p><small>P: how much of what was found is right. R: how much of what is right was found.
n: how many there are.</small></p>
{% for article, items in misses.items() %}<h2>{{ article }}</h2>
{% for what, gold, got in items %}<section><h3>{{ what }}</h3>
{% for label, side in (("gold", gold), ("found", got)) %}{% if side %}
<p><small>{{ label }}</small> {{ side.before }}<b>{{ side.inside }}</b>{{ side.after }}
{% if side.speakers is not none %}<small>— {{ side.speakers or "nobody" }}</small>{% endif %}</p>
{% endif %}{% endfor %}</section>
{% endfor %}{% endfor %}
</body></html>
"""


def page(report: Report) -> str:
    """The tables and, article by article, what was missed, invented or given to the wrong speaker."""
    misses: dict[str, list[tuple[str, dict[str, str | None] | None, dict[str, str | None] | None]]] = {}
    for article, what, gold, got in report.claims.misses if report.claims else report.spans.misses:
        text = report.texts[article]
        misses.setdefault(article, []).append((what, _shown(gold, text), _shown(got, text)))
    return Environment(autoescape=True).from_string(_TEMPLATE).render(tallies=report.tallies(), misses=misses)


def _shown(record: Record | None, text: str) -> dict[str, str | None] | None:
    if record is None:
        return None
    content = record["content"]
    if not content:
        return {"before": "", "inside": "", "after": "", "speakers": _names(record)}
    before, after = _around(text, content[0][0], content[-1][1])
    inside = " […] ".join(text[s:e] for s, e in content)
    return {"before": before, "inside": inside, "after": after, "speakers": _names(record)}


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """The whole words before and after, within the paragraph."""
    before = text[max(0, start - CONTEXT) : start].rsplit("\n", 1)
    after = text[end : end + CONTEXT].split("\n", 1)
    left, right = before[-1], after[0]
    if len(before) == 1 and start > CONTEXT:
        left = "… " + left.partition(" ")[2]
    if len(after) == 1 and end + CONTEXT < len(text):
        right = right.rpartition(" ")[0] + " …"
    return left, right


def _names(record: Mapping[str, object]) -> str | None:
    """None where the annotation names no speakers at all."""
    if "speakers" not in record and "speaker" not in record:
        return None
    names = record.get("speakers") or []
    return "; ".join(str(n) for n in names) if isinstance(names, list) else str(names)
