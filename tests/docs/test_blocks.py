"""The checker of the documents finds what is wrong in them."""

import pytest

from tests.docs.blocks import agrees, blocks, commands, refreshed

TEXT = """\
Some words.

```console
$ kg query a \\
>   -p b=c
one
two
$ kg view
```

<!-- test: shown needs a mouse -->
```console
$ gephi network.gexf
```
"""


def test_blocks_carry_their_language_line_and_directive():
    """Each block is found once, with the comment before it."""
    first, second = blocks(TEXT)
    assert (first.lang, first.line, first.how) == ("console", 3, "")
    assert (second.how, second.why) == ("shown", "needs a mouse")


def test_commands_are_split_from_their_output():
    """Continued lines belong to the command; what follows is output."""
    assert list(commands(blocks(TEXT)[0])) == [("kg query a \\\n  -p b=c", "one\ntwo"), ("kg view", "")]


def test_an_unclosed_block_is_an_error():
    """A missing fence is reported with its line."""
    with pytest.raises(AssertionError, match="line 1"):
        blocks("```console\n$ kg\n")


@pytest.mark.parametrize(
    ("shown", "printed", "numbers", "same"),
    [
        ("a\nb", "a\nb\n", False, True),
        ("a\nb", "a\nc\n", False, False),
        ("a\nb", "a\nb\nc\n", False, False),
        ("read … in all", "read 7 articles in all", False, True),
        ("first\n…\nlast", "first\n1\n2\nlast", False, True),
        ("first\n…\nlast", "first\n1\n2\n", False, False),
        ("took 3.2 s", "took 14.75 s", False, False),
        ("took 3.2 s", "took 14.75 s", True, True),
        ("took 3.2 s", "took long", True, False),
        ("a (b) [c]", "a (b) [c]", False, True),
        ("kg.nq  7 files", "kg.nq   12 files", True, True),
        ("kg.nq  7 files", "kgXnq  7 files", True, False),
    ],
)
def test_agreement(shown, printed, numbers, same):
    """Exact but for the wildcards, and for numbers where the text says so."""
    assert agrees(shown, printed, numbers=numbers) is same


@pytest.mark.parametrize(
    ("shown", "printed", "numbers", "new"),
    [
        ("a\nb", "a\nb\n", False, "a\nb"),
        ("read 7", "read 12  \nand more\n", False, "read 12\nand more"),
        ("read 7, took 3.2 s", "read 8, took 1,000 s", True, "read 8, took 1,000 s"),
        ("one … 7 rows\n…\nend 3", "one two 8 rows\nx 5\nend 4\n", True, "one … 8 rows\n…\nend 4"),
        ("one … 7 rows", "one two 8 rows", False, "one … 8 rows"),
        ("one … rows", "one 8 rows", False, "one … rows"),
        ("one … rows", "no answer", False, None),
    ],
)
def test_refreshing(shown, printed, numbers, new):
    """What was printed replaces what was shown; what was cut out stays cut out, and what does not fit is for a person."""
    assert refreshed(shown, printed, numbers=numbers) == new
