"""One HTML file that holds everything: the picture, the quotes, the articles, and the program that shows them.

The page makes no request and runs no script but ours: what comes from articles stands in a data block,
which a browser never runs, and reaches the document as text nodes only; a Content-Security-Policy names
our scripts by their hashes and forbids the rest.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import resources
from typing import Any

from kg.model import Collection, Findings, Issue
from kg.view import drawing
from kg.view.data import columns

MODULES = (
    "dom", "data", "look", "labels", "state", "filter", "focus", "stage", "place", "closeup", "scenes", "canvas",
    "compare", "quotes", "overview", "details", "reading", "timeline", "outlets", "export", "controls", "main",
)  # fmt: skip
"""In the order of their imports: a module uses only those before it."""

_IMPORT = re.compile(r'^import \{([^}]*)\} from "\./([a-z]+)\.js";$', re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:async )?function (\w+)|const (\w+)|const \{([^}]*)\})", re.MULTILINE)
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def page(findings: Iterable[Findings], collection: Collection, issues: Sequence[Issue], *, left_out: int = 0) -> str:
    """The page that shows *findings*: the same characters for the same input, whatever its order.

    Args:
        findings: what was read out of each article.
        collection: what is known across them.
        issues: the scheme that positions are taken on.
        left_out: articles that are not given, since a page has no room for them.

    Returns:
        A whole HTML document, which makes no network request.
    """
    from jinja2 import Environment, StrictUndefined

    data = columns(findings, collection, issues, left_out)
    data["drawing"] = drawing.overview(data)
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    scripts = [drawing.script(), program()]
    style = _resource("style.css")
    return environment.from_string(_resource("template.html")).render(
        data=_data_block(data),
        scripts=[_inline(script) for script in scripts],
        style=_inline(style),
        script_hashes=" ".join(_hash(script) for script in scripts),
        style_hash=_hash(style),
    )


@cache
def program() -> str:
    """Our script: the modules of ``page/`` in one, each in a scope of its own."""
    return '"use strict";\n' + "\n".join(scoped(name) for name in MODULES)


def scoped(name: str) -> str:
    """A module as a function called once, which gives what the module exports: a name in each export."""
    source = _resource(f"{name}.js")
    names = [n for m in _EXPORT.finditer(source) for n in (m[2] or m[3] or m[4]).split(",")]
    body = _IMPORT.sub(r"const {\1} = \2Module;", source)
    body = _EXPORT.sub(lambda m: m[1], body)
    return f"const {name}Module = (() => {{\n{body}\nreturn {{ {', '.join(n.strip() for n in names)} }};\n}})();"


@cache
def _resource(name: str) -> str:
    return (resources.files("kg.view") / "page" / name).read_text(encoding="utf-8")


def _data_block(data: Any) -> Any:
    """*data* as JSON that cannot end the element it stands in, nor trip an encoder over half a character."""
    from markupsafe import Markup

    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).replace("<", "\\u003c")
    return Markup(_SURROGATE.sub(lambda m: f"\\u{ord(m[0]):04x}", text))  # noqa: S704 -- a data block, see above


def _inline(source: str) -> Any:
    """Our own script or style, as it stands.

    Raises:
        ValueError: it holds what would end its element.
    """
    from markupsafe import Markup

    if re.search(r"</(script|style)|<!--", source, re.IGNORECASE):
        raise ValueError("a script or style of the page would end its own element")
    return Markup(source)  # noqa: S704 -- written by us or by vis-network, never from articles


def _hash(source: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}'"
