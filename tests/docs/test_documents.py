"""What README and guides show is what happens."""

import json
import re
import tomllib
from pathlib import Path

import pytest

from tests.docs.blocks import agrees, blocks, commands
from tests.docs.workspace import ROOT

DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
REFERENCE = [d for d in DOCUMENTS if "reference" in d.parts]  # written by a script: tests/docs/test_site.py
DOCUMENTS = [d for d in DOCUMENTS if d not in REFERENCE]
NAMES = [d.relative_to(ROOT).as_posix() for d in DOCUMENTS]
HOW = {"", "numbers", "output", "shown"}


def test_every_block_says_how_it_is_checked():
    """No block escapes: its language is known, and what is not run gives a reason."""
    for document in DOCUMENTS:
        for block in blocks(document.read_text(encoding="utf-8")):
            place = f"{document.name}:{block.line}"
            assert block.lang in {"console", "python", "sparql", "turtle", "json", "toml", "text"}, place
            assert block.how in HOW, place
            if block.how == "shown":
                assert len(block.why) > 10, place


@pytest.mark.parametrize("name", NAMES)
def test_commands_and_code_do_what_is_shown(name, clone):
    """Every command of the document, in order, in a clone with nothing built: exit 0, and the output that stands there.

    Each Python block is a program of its own, so that it can be copied alone.
    """
    printed = ""
    for block in blocks((ROOT / name).read_text(encoding="utf-8")):
        place = f"{name}:{block.line}"
        if block.how == "shown":
            continue
        if block.lang == "console":
            for command, shown in commands(block):
                code, said = clone.run(command)
                assert code == 0, f"{place}: {command}\n{said}"
                _compared(shown, said, f"{place}: $ {command}", numbers=block.how == "numbers")
        elif block.lang == "python":
            code, printed = clone.python(block.text, place)
            assert code == 0, f"{place}: {printed}"
            assert "Failed example" not in printed, printed
        elif block.how == "output":
            _compared(block.text.rstrip("\n"), printed, place, numbers=block.why == "numbers")
        else:
            _parsed(block, clone)


def _compared(shown, printed, place, *, numbers):
    same = not shown or agrees(shown, printed, numbers=numbers)
    assert same, f"{place}\n--- shown\n{shown}\n--- printed\n{printed}"


def _parsed(block, space):
    """Data in a document is valid in its language."""
    match block.lang:
        case "json":
            for line in block.text.strip().split("\n\n"):
                json.loads(line.replace("…", ""))
        case "toml":
            tomllib.loads(block.text)
        case "turtle":
            from rdflib import Graph

            Graph().parse(data=block.text, format="turtle")
        case "sparql":
            file = space.folder / "query.rq"
            file.write_text(block.text, encoding="utf-8")
            code, printed = space.run("kg query query.rq --format csv")
            assert code == 0, printed


def test_internal_links_lead_somewhere():
    """Every relative link of README, guides and notes names a file that is there."""
    dead = []
    for document in [*DOCUMENTS, *REFERENCE, ROOT / "tests/gold/README.md"]:
        text = document.read_text(encoding="utf-8")
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text):
            if "://" in target or target.startswith("mailto:"):
                continue
            if not (document.parent / target).exists():
                dead.append(f"{document.name}: {target}")
    assert not dead


def test_nothing_in_the_documents_names_this_machine():
    """No document holds a path of the machine that it was written on."""
    home = str(Path.home())
    for document in DOCUMENTS:
        text = document.read_text(encoding="utf-8")
        assert str(ROOT) not in text
        assert home == "/" or home not in text
