"""Who may import whom: the plan of the house, kept by a test."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "kg"
HOME = {  # library -> the only places that may import it
    "spacy": {"document", "spacy_component"},
    "thinc": {"document"},
    "rdflib": {"graph"},
    "pyoxigraph": {"graph"},
    "oxrdflib": {"graph"},
    "pyshacl": {"graph"},
    "networkx": {"view"},
    "pyvis": {"view"},
    "jinja2": {"view", "score"},
    "typer": {"cli"},
    "rich": {"cli"},
    "onnxruntime": {"attribution/encoder", "positions/model"},
    "tokenizers": {"attribution/encoder", "positions/model"},
    "ftfy": {"articles"},
    "trafilatura": {"articles"},
    "warcio": {"articles"},
    "charset_normalizer": {"articles"},
    "distributed": {"engine"},
    "dask": {"engine"},
    "torch": set(),
}
FLOW = ["articles", "document", "attribution", "actors", "positions", "graph", "view"]
HALL = {"model", "errors", "files", "ids", "resources", "records"}
MODULES = sorted(ROOT.rglob("*.py"))


def _imports(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module
            if node.module == "kg":
                yield from (f"kg.{alias.name}" for alias in node.names)


def _faults(path, root=ROOT):
    place = path.relative_to(root).with_suffix("")
    room = place.parts[0]
    for name in _imports(path):
        top, _, rest = name.partition(".")
        if top in HOME and not HOME[top] & {room, place.as_posix()}:
            yield f"{place} imports {top}, whose home is {sorted(HOME[top])}"
        other = rest.partition(".")[0]
        if (
            top == "kg"
            and other
            and room in FLOW
            and other not in {*HALL, *FLOW[: FLOW.index(room) + 1], "__version__"}
        ):
            yield f"{place} imports kg.{other}, to its right"
        if top == "kg" and other and room in HALL and other not in HALL:
            yield f"{place} is in the hall and imports kg.{other}"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_each_library_has_one_home_and_imports_point_left(path):
    """A library lives in one room, and no room imports from its right."""
    assert not list(_faults(path))


def test_a_stray_import_is_found(tmp_path):
    """The border test itself fails on rdflib in the language wing and on a room that looks right."""
    room = tmp_path / "document"
    room.mkdir()
    bad = room / "stray.py"
    bad.write_text("import rdflib\nfrom kg import view\nfrom kg.graph.iris import x\n")
    assert len(list(_faults(bad, tmp_path))) == 3
