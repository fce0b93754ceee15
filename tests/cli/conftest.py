"""Running the real program, as a user does."""

import os
import subprocess
import sys

import pytest

ARTICLE = """Bridge to close for repairs

By Nora Quill

LUND, 3 March 2025 — The old bridge will close in May, Mayor Ida Holm said on Monday.

“We will rebuild it stone by stone,” Holm told reporters. “Nobody will be forgotten.”

Harbour master Tom Lee said he opposed the closure. "It makes no sense," he said.
"""


@pytest.fixture
def kg(tmp_path):
    """Run ``kg ARGUMENTS`` in an empty folder; returns the completed process (text, or bytes with text=False)."""

    def run(*arguments, text=True, cwd=tmp_path, **environment):
        return subprocess.run(
            [sys.executable, "-m", "kg", *map(str, arguments)],
            capture_output=True,
            text=text,
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            env={**os.environ, **environment},
            check=False,
        )

    return run


@pytest.fixture
def article(tmp_path):
    """A small article of our own in a folder of its own."""
    folder = tmp_path / "articles"
    folder.mkdir()
    path = folder / "bridge.txt"
    path.write_text(ARTICLE, "utf-8")
    return path
