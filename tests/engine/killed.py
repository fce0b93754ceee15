"""A build in a process of its own, to be killed: ``python -m tests.engine.killed IN OUT [JOBS]``; prints a hash."""

import hashlib
import json
import sys
from pathlib import Path

from kg import engine, records
from kg.errors import KgError
from tests.engine import fakes


def main(folder, out, jobs="1"):
    """Build, mark as written, print the hash of all findings."""
    try:
        result = engine.build_findings(
            [folder], None, Path(out), jobs=int(jobs), make_extractor=fakes.Slow, fingerprint="one"
        )
        result.mark_written()
    except KgError as error:
        print(error, file=sys.stderr)
        sys.exit(1)
    digest = hashlib.sha256()
    for findings in result:
        digest.update(json.dumps(records.dump(findings)).encode())
    print(digest.hexdigest(), len(result), result.read)


if __name__ == "__main__":
    main(*sys.argv[1:])
