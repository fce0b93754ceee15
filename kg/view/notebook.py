"""The picture in a notebook: the same page, in a frame of its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from kg.model import Collection, Findings, Issue
from kg.view.page import page


@dataclass(frozen=True, slots=True)
class Picture:
    """What :func:`show` gives; a notebook displays it.

    Attributes:
        html: the whole page, as ``kg view`` writes it.
        height: of the frame, in pixels.
    """

    html: str
    height: int = 640

    def _repr_html_(self) -> str:
        """A frame that may run the page's own scripts and nothing of the notebook's."""
        return (
            f'<iframe title="Who said what" srcdoc="{escape(self.html)}" sandbox="allow-scripts allow-downloads" '
            f'style="width:100%;height:{self.height}px;border:1px solid #ccc"></iframe>'
        )


def show(
    findings: Iterable[Findings],
    collection: Collection | None = None,
    issues: Sequence[Issue] = (),
    *,
    height: int = 640,
) -> Picture:
    """The page of *findings*, to be the last value of a notebook's cell.

    Args:
        findings: what was read out of each article.
        collection: what is known across them; default nothing.
        issues: the scheme that positions are taken on.
        height: of the picture, in pixels.
    """
    return Picture(page(findings, collection or Collection(), issues), height)
