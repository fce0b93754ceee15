"""What a test needs from the machine: skipped loudly where it is absent, a failure under KG_NEED_ALL=1."""

import os
import shutil
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"


def need(ok, what):
    """Skip the test unless *ok*; with KG_NEED_ALL=1 fail instead."""
    if not ok:
        if os.environ.get("KG_NEED_ALL"):
            pytest.fail(f"KG_NEED_ALL is set and there is no {what}")
        pytest.skip(f"NOT RUN: no {what} here")


def need_program(*names):
    """The path of the first of *names* that is installed."""
    found = next((path for name in names if (path := shutil.which(name))), None)
    need(found, " or ".join(names))
    return found


def need_shared(*parts):
    """A path below the shared folder beside the project."""
    path = SHARED.joinpath(*parts)
    need(path.exists(), f"../shared/{'/'.join(parts)}")
    return path
