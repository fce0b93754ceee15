"""kg, the claim-and-quote knowledge graph: who said what, and who stands where.

>>> import kg
>>> findings = kg.extract('"We will rebuild the bridge," Mayor Ida Holm said.')
>>> [a.name for a in findings.actors]
['Ida Holm']

Nothing heavy is imported until one of the functions is called.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

# onnxruntime reports to its makers and leaves an identifier in the home folder unless told so before it is imported
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")

__version__ = "0.1.0"
__all__ = ["build", "extract", "open"]

if TYPE_CHECKING:
    from kg.api import build, extract, open  # noqa: A004


def __getattr__(name: str) -> Any:
    if name in __all__:
        from kg import api

        return getattr(api, name)
    raise AttributeError(f"module 'kg' has no attribute {name!r}")
