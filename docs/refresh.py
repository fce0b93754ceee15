"""Brings what the documents show up to date: outputs, drawings and, if asked, the README's picture.

    python docs/refresh.py               outputs in README, CONTRIBUTING and docs/, the drawings, the reference
    python docs/refresh.py --picture     docs/picture.png as well (needs Chromium)

It runs the commands of every document in a clone of its own, as the tests do, and writes what differs into the
document. Where a shown output is cut by ``…`` and no longer fits, the place is named on stderr, for a person to look
at; exit code 1.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "docs")]

import make_reference  # noqa: E402
import protege_pictures  # noqa: E402

from tests.docs.blocks import Block, blocks, commands, refreshed  # noqa: E402
from tests.docs.test_documents import DOCUMENTS  # noqa: E402
from tests.docs.workspace import Workspace, fresh, tree  # noqa: E402


def main() -> None:
    """Reads the command line and refreshes."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--picture", action="store_true", help="take docs/picture.png again; needs Chromium")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        built = Workspace(tree(Path(folder) / "built"))
        built.run("kg build seeds/ -o build/")
        by_hand = [place for path in DOCUMENTS for place in document(path, fresh(built, Path(folder) / path.stem))]
        for name, picture in protege_pictures.draw(built.folder / "build", protege_pictures.ACTOR).items():
            _write(protege_pictures.PICTURES / name, picture)
        make_reference.main()
        if options.picture:
            page = built.folder / "build" / "kg.html"
            subprocess.run([sys.executable, ROOT / "bench" / "screenshot.py", "--page", page], check=True)
    if by_hand:
        sys.exit("\n".join(["To be looked at by a person:", *by_hand]))


def document(path: Path, space: Workspace) -> list[str]:
    """Run the document's commands and rewrite it; returns the places that only a person can mend."""
    text, by_hand = path.read_text(encoding="utf-8"), []
    lines = text.split("\n")
    printed, found = "", []
    for block in blocks(text):
        place = f"{path.name}:{block.line}"
        if block.lang == "python" and block.how != "shown":
            printed = space.python(block.text, place)[1]
        elif block.how == "output":
            found.append(
                (block, _output(block.text.rstrip("\n"), printed, place, by_hand, numbers=block.why == "numbers"))
            )
        elif block.lang == "console" and block.how != "shown":
            found.append((block, _lines(block, space, place, by_hand)))
    for block, new in reversed(found):
        lines[block.line : block.line + block.text.count("\n")] = new
    _write(path, "\n".join(lines))
    return by_hand


def _lines(block: Block, space: Workspace, place: str, by_hand: list[str]) -> list[str]:
    """The lines that belong into a console block now."""
    lines = []
    for command, shown in commands(block):
        code, printed = space.run(command)
        if code:
            by_hand.append(f"{place}: $ {command}\n{printed}")
        first, *rest = command.split("\n")
        lines += [f"$ {first}", *(f"> {line}".rstrip() for line in rest)]
        if shown:
            lines += _output(shown, printed, f"{place}: $ {command}", by_hand, numbers=block.how == "numbers")
    return lines


def _output(shown: str, printed: str, place: str, by_hand: list[str], *, numbers: bool = False) -> list[str]:
    """The lines of an output as it is now; as it was, with a word to a person, where that is not clear."""
    new = refreshed(shown, printed, numbers=numbers)
    if new is None:
        by_hand.append(f"{place}\n{printed}")
    return (shown if new is None else new).split("\n")


def _write(path: Path, text: str) -> None:
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8", newline="\n")
        print(path)


if __name__ == "__main__":
    main()
