"""Sorting more lines than memory holds gives what sorting in memory gives."""

from hypothesis import given
from hypothesis import strategies as st

from kg.files import sorted_lines

LINES = st.lists(st.text(st.characters(exclude_characters="\n", exclude_categories=("Cs",)), max_size=6), max_size=60)


@given(LINES, st.integers(1, 9))
def test_lines_come_sorted_and_once(tmp_path_factory, lines, held):
    """Whatever the lines and however few are held: sorted by bytes, none twice, none lost."""
    folder = tmp_path_factory.getbasetemp()
    found = list(sorted_lines(iter(lines), folder, held=held))
    assert [f.encode() for f in found] == sorted({line.encode() for line in lines})


def test_the_folder_is_left_empty(tmp_path):
    """Temporary files are gone, also when the reader stops early."""
    lines = sorted_lines((str(i) for i in range(100)), tmp_path, held=10)
    assert next(lines) == "0"
    lines.close()
    assert not list(tmp_path.iterdir())
