"""The real pipeline gives the same findings however it is run."""

import json
from pathlib import Path

from kg import engine, records
from kg.graph import issues
from kg.pipeline import Settings

SEEDS = sorted((Path(__file__).resolve().parents[2] / "seeds").glob("*.txt"))[2:5:2]


def test_processes_find_what_one_process_finds(tmp_path):
    """Two articles, in this process and in two others: equal to the last offset and decimal."""
    found = []
    for jobs in (1, 2):
        result = engine.build_findings(
            [str(p) for p in SEEDS], Settings(issues=issues.read(None)), tmp_path / str(jobs), jobs=jobs
        )
        assert not result.left_out
        found.append([json.dumps(records.dump(f)) for f in result])
        assert all(len(f.utterances) > 9 for f in result)
        result.close()
    assert found[0] == found[1]
