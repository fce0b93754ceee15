"""Files are written whole or not at all."""

import resource
import subprocess
import sys

import pytest

from kg.errors import KgError
from kg.files import replacing, write_text


def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path):
    """An exception in the middle keeps what was there and leaves no part behind."""
    target = tmp_path / "out.txt"
    write_text(target, "old\r\n")
    with pytest.raises(RuntimeError), replacing(target) as file:
        file.write(b"half")
        raise RuntimeError
    assert target.read_bytes() == b"old\r\n"
    assert list(tmp_path.iterdir()) == [target]


def test_a_full_disk_is_a_clear_message(tmp_path):
    """Past the limit of the file system: one line with file and reason, the old file intact."""
    target = tmp_path / "out.txt"
    write_text(target, "old")
    code = (
        "import resource, signal, sys; from pathlib import Path; from kg.files import write_text\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        f"write_text(Path({str(target)!r}), 'x' * 5000)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "KgError" in done.stderr
    assert "cannot write" in done.stderr
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] != 1000


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    """Writing below a file says which path and why."""
    (tmp_path / "file").write_text("")
    with pytest.raises(KgError, match="cannot write"):
        write_text(tmp_path / "file" / "out.txt", "x")
