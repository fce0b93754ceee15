"""The code blocks of a Markdown file, and whether what a command printed is what the text shows.

A comment on the line before a block says how it is checked::

    <!-- test: numbers -->            digits may differ (timings, versions)
    <!-- test: needs PROGRAM -->      run only where that program is
    <!-- test: shown REASON -->       not run: needs what a test cannot have (an index, another machine)

In shown output ``…`` stands for anything in a line, a line of ``…`` alone for any lines.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

FENCE = re.compile(r"^(?P<indent> *)```(?P<lang>[\w-]*)[^\n]*$")
DIRECTIVE = re.compile(r"<!-- test: (\w+) ?(.*?) ?-->")


@dataclass(frozen=True)
class Block:
    """A fenced block: ``how`` is numbers, needs, shown or empty; ``why`` its argument."""

    lang: str
    text: str
    line: int
    how: str = ""
    why: str = ""


def blocks(markdown):
    """Every fenced block in order."""
    found, open_, lines = [], None, markdown.split("\n")
    for number, line in enumerate(lines, 1):
        fence = FENCE.match(line)
        if open_ is None and fence:
            directive = DIRECTIVE.search(lines[number - 2]) if number > 1 else None
            open_ = (fence["lang"], number, fence["indent"], directive, [])
        elif open_ is not None and line.strip() == "```":
            lang, start, _, directive, text = open_
            how, why = directive.groups() if directive else ("", "")
            found.append(Block(lang, "\n".join(text) + "\n", start, how, why))
            open_ = None
        elif open_ is not None:
            open_[4].append(line.removeprefix(open_[2]))
    assert open_ is None, f"the block opened in line {open_[1]} is not closed"
    return found


def commands(block):
    """(command, expected output) of a console block; lines after ``>`` continue the command, as the shell shows them."""
    lines = block.text.rstrip("\n").split("\n")
    starts = [i for i, line in enumerate(lines) if line.startswith("$ ")]
    assert starts[:1] == [0], f"line {block.line}: a console block begins with a command"
    for start, end in pairwise([*starts, len(lines)]):
        command, rest = [lines[start][2:]], lines[start + 1 : end]
        while rest and re.match(r">( |$)", rest[0]):
            command.append(rest.pop(0)[2:])
        yield "\n".join(command), "\n".join(rest).strip("\n")


def agrees(shown, printed, *, numbers=False):
    """Whether *printed* is what the text shows; white space at the ends of lines aside."""
    pattern = []
    for line in shown.split("\n"):
        if line.strip() in {"…", "..."}:
            pattern.append(r"(?:.*\n)*?")
            continue
        exact = ".*?".join(re.escape(part) for part in re.split("…", line.rstrip()))
        if numbers:
            exact = re.sub(r"\d[\d.,]*", r"[\\d.,]+", exact.replace(r"\.", "."))
            exact = re.sub(r"(?:\\ )+", r" +", exact)
        pattern.append(exact + r"[ \t]*\n")
    text = "\n".join(line.rstrip() for line in printed.strip("\n").split("\n")) + "\n"
    return re.fullmatch("".join(pattern), text) is not None
