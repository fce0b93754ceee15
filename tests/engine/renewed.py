"""A whole build of invented articles in a process of its own, to be killed: ``python -m tests.engine.renewed IN OUT``."""

import sys
from pathlib import Path

from kg.building import Plan, build
from tests.engine import invented


def main(folder, out):
    """Build with stand-ins for the models."""
    invented.stand_in(setattr)
    build(Plan([folder], Path(out), jobs=1))


if __name__ == "__main__":
    main(*sys.argv[1:])
