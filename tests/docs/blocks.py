"""The code blocks of a Markdown file, and whether what a command printed is what the text shows.

A comment on the line before a block says how it is checked::

    <!-- test: numbers -->            digits may differ (counts, timings, versions)
    <!-- test: output -->             what the Python block before it prints; output numbers: as above
    <!-- test: shown REASON -->       not run: needs what a test cannot have (an index, another machine)

In shown output ``…`` stands for anything in a line, a line of ``…`` alone for any lines.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

FENCE = re.compile(r"^(?P<indent> *)```(?P<lang>[\w-]*)[^\n]*$")
NUMBER = re.compile(r"\d[\d.,]*")
DIRECTIVE = re.compile(r"<!-- test: (\w+) ?(.*?) ?-->")


@dataclass(frozen=True)
class Block:
    """A fenced block: ``how`` is numbers, output, shown or empty; ``why`` its argument."""

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
    return _match(shown, printed, numbers=numbers) is not None


def refreshed(shown, printed, *, numbers=False):
    """*shown* as *printed* has it now; None where a ``…`` leaves open which part stands for which."""
    if agrees(shown, printed, numbers=numbers and "…" in shown):
        return shown if not numbers else _filled(shown, printed)
    if "…" not in shown:
        return "\n".join(line.rstrip() for line in printed.strip("\n").split("\n"))
    return _filled(shown, printed)


def _filled(shown, printed):
    """The text with the numbers that were printed in the place of its own."""
    found = _match(shown, printed, numbers=True)
    if found is None:
        return None
    values = iter(found.groups())
    return NUMBER.sub(lambda _: next(values), shown)


def _match(shown, printed, *, numbers):
    pattern = []
    for line in shown.split("\n"):
        if line.strip() in {"…", "..."}:
            pattern.append(r"(?:.*\n)*?")
            continue
        tokens = re.split(r"(…|\d[\d.,]*| +)", line.rstrip())
        pattern.append("".join(_token(t, numbers=numbers) for t in tokens) + r"[ \t]*\n")
    text = "\n".join(line.rstrip() for line in printed.strip("\n").split("\n")) + "\n"
    return re.fullmatch("".join(pattern), text)


def _token(text, *, numbers):
    if text == "…":
        return ".*?"
    if numbers and NUMBER.fullmatch(text):
        return r"([\d.,]+)"
    return " +" if numbers and text.isspace() else re.escape(text)
