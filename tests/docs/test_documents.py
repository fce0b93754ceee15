"""What README and guides show is what happens."""

import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.docs.blocks import agrees, blocks, commands
from tests.docs.conftest import ROOT
from tests.needs import need_program

DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
DOCUMENTS = [d for d in DOCUMENTS if "reference" not in d.parts]
NAMES = [d.relative_to(ROOT).as_posix() for d in DOCUMENTS]
HOW = {"", "numbers", "needs", "shown"}


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
def test_commands_and_code_do_what_is_shown(name, space):
    """Every command of the document, in order, in a copy of the tree: exit 0, and the output that stands there."""
    program = []
    if name == "README.md":  # the one that begins with nothing built
        shutil.rmtree(space.folder / "build")
    for block in blocks((ROOT / name).read_text(encoding="utf-8")):
        if block.how == "shown":
            continue
        if block.how == "needs":
            need_program(block.why)
        if block.lang == "console":
            for command, shown in commands(block):
                code, printed = space.run(command)
                assert code == 0, f"{name}:{block.line}: {command}\n{printed}"
                same = not shown or agrees(shown, printed, numbers=block.how == "numbers")
                assert same, f"{name}:{block.line}: $ {command}\n--- shown\n{shown}\n--- printed\n{printed}"
        elif block.lang == "python":
            program.append(block)
        else:
            _parsed(block, space)
    if program:
        _run_python(name, program, space)


def _run_python(name, program, space):
    """The Python blocks of a document are one program; ``>>>`` examples are held to their output."""
    code = "".join(
        f"import doctest as _d; _f = _d.run_docstring_examples({b.text!r}, globals(), name={f'{name}:{b.line}'!r}, "
        f"optionflags=_d.ELLIPSIS | _d.NORMALIZE_WHITESPACE)\n"
        if b.text.startswith(">>>")
        else b.text
        for b in program
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=space.folder, env=space.env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{name}: {done.stderr}"
    assert "Failed example" not in done.stdout, done.stdout


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
    for document in [*DOCUMENTS, ROOT / "CONTRIBUTING.md", ROOT / "tests/gold/README.md"]:
        text = document.read_text(encoding="utf-8")
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text):
            if "://" in target or target.startswith("mailto:"):
                continue
            path = (document.parent / target).resolve()
            generated = "reference" in Path(target).parts or path.parent.name == "reference"
            if not path.exists() and not generated:
                dead.append(f"{document.name}: {target}")
    assert not dead


def test_nothing_in_the_documents_names_this_machine():
    """No document holds a path of the machine that it was written on."""
    home = str(Path.home())
    for document in DOCUMENTS:
        text = document.read_text(encoding="utf-8")
        assert str(ROOT) not in text
        assert home == "/" or home not in text
