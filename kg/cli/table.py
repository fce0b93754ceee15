"""An answer on a terminal: a table where its columns fit, else a block of lines for each row."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

    from kg.graph.answers import Answer

GAP = 3  # characters between two columns: a space, a rule, a space
LONG = 50  # characters from which a value has a line of its own there
LEFT = 22  # characters that the first column may take where each row is a block


def show(answer: Answer, console: Console | None = None) -> None:
    """Print it, as wide as the terminal. Cells are text, never markup."""
    from rich.console import Console

    head, rows = answer.table()
    head = [heading(name) for name in head]
    rows = [["".join(c if c.isprintable() else " " for c in cell) for cell in row] for row in rows]
    console = console or Console()
    width = sum(max(map(len, column)) + GAP for column in zip(head, *rows, strict=True))
    if width <= console.width or len(head) < 3:
        _as_table(console, head, rows)
    else:
        _as_blocks(console, head, rows)


def heading(name: str) -> str:
    """A variable's name in words: ``shownBy`` is "shown by", ``issueLabel`` "issue"."""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|_", " ", name.removesuffix("Label").removesuffix("_label")).strip()
    return words[:1] + words[1:].lower()


def _as_table(console: Console, head: list[str], rows: list[list[str]]) -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table(show_edge=False, header_style="bold")
    for name in head:
        table.add_column(Text(name), overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))
    console.print(table)


def _as_blocks(console: Console, head: list[str], rows: list[list[str]]) -> None:
    """First column on the left, the longest beside it, the others below that with their names."""
    from rich.table import Table
    from rich.text import Text

    sizes = [sum(len(row[i]) for row in rows) for i in range(len(head))]
    words = max(range(1, len(head)), key=sizes.__getitem__)
    grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
    grid.add_column(max_width=LEFT, overflow="fold", style="bold")
    grid.add_column(ratio=1, overflow="fold")
    for row in rows:
        rest = [_named(head[i], row[i]) for i in range(1, len(head)) if i != words and row[i] not in {"", "false"}]
        said = Text(row[words])
        for line in (*(r for r in rest if len(r) > LONG), " · ".join(r for r in rest if len(r) <= LONG)):
            said.append(f"\n{line}", style="dim")
        grid.add_row(Text(row[0]), said)
    console.print(grid)


def _named(name: str, value: str) -> str:
    """A value with its name; of what is simply so, and of days, one of the two is enough."""
    if value == "true":
        return name
    return value if re.fullmatch(r"\d{4}-\d\d-\d\d", value) else f"{name}: {value}"
