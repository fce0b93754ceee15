"""Shown outputs and drawings can be made again by a script, and are what it makes."""

import importlib.util
import re
import sys
from xml.etree import ElementTree as ET

import pytest

from tests.docs.workspace import ROOT

PICTURES = ROOT / "docs" / "guides" / "pictures"
STALE = """\
# A page

<!-- test: numbers -->
```console
$ echo "12 of 34"
1 of 2
$ printf 'a 5\\nb\\nc 6\\n'
a 7
…
c 8
```

```console
$ cat <<'END'
> two
>
> lines
> END
one line
$ echo nothing
some … more
```

```python
print("now", 3)
```

<!-- test: output -->
```text
then 2
```
"""
FRESH = (
    STALE.replace("1 of 2\n", "12 of 34\n")
    .replace("a 7", "a 5")
    .replace("c 8", "c 6")
    .replace("one line", "two\n\nlines")
    .replace("then 2", "now 3")
)


def script(name):
    """A script of docs/ as a module."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "docs" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def drawn(built):
    """The drawings of the workspace's build."""
    protege = script("protege_pictures")
    return protege.draw(built.folder / "build", protege.ACTOR)


def texts(svg):
    return ["".join(t.itertext()) for t in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]


def test_a_stale_page_is_refreshed_and_what_cannot_be_is_named(clone):
    """Numbers and outputs are replaced, cuts stay cuts, and a cut that does not fit is left to a person."""
    page = clone.folder / "page.md"
    page.write_text(STALE, encoding="utf-8")
    (by_hand,) = script("refresh").document(page, clone)
    assert "page.md:13: $ echo nothing" in by_hand
    assert page.read_text(encoding="utf-8") == FRESH


def test_the_drawn_class_tree_is_the_ontology(drawn):
    """It depends on the ontology alone, so the one in the guide is the one that the script draws today."""
    name = "protege-classes.svg"
    assert (PICTURES / name).read_text("utf-8") == drawn[name], "python docs/refresh.py draws it again"
    assert {"actor", "attribution", "statement attribution", "supporting position"} <= set(texts(drawn[name]))


@pytest.mark.parametrize("name", ["protege-individuals.svg", "protege-attribution.svg"])
def test_the_drawn_individuals_are_those_of_a_build(name, drawn):
    """What the guide shows is for the most part what a build gives now: extraction moves a little with each change."""
    shown, now = texts((PICTURES / name).read_text("utf-8")), texts(drawn[name])
    assert any("not a screenshot" in text for text in shown)
    same = sum(text in now for text in shown)
    assert same > 0.6 * len(shown), f"{same} of {len(shown)} texts: python docs/refresh.py draws it again"


def test_values_in_the_drawing_stand_in_the_graph(drawn, built):
    """No text is made up: what the individual is said to have said is in kg.ttl."""
    turtle = (built.folder / "build" / "kg.ttl").read_text("utf-8").replace('\\"', '"')
    said = [m[1] for t in texts(drawn["protege-individuals.svg"]) if (m := re.fullmatch(r"said\s+'(.*)'", t))]
    assert said
    assert [words for words in said if words.rstrip("…") not in turtle] == []
