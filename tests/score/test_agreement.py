"""kg score says what the scripts say that stand beside the shared gold."""

import gzip
import json
import subprocess
import sys

import pytest

from kg import score
from kg.score import formats
from tests.needs import need_shared


def _run(*command):
    subprocess.run([sys.executable, *map(str, command)], check=True, capture_output=True)


@pytest.fixture
def predictions(tmp_path):
    """Predictions with every sort of fault, made from the gold: shifted, dropped, given to others."""
    lines = []
    for path in sorted(need_shared("gold").glob("0*.gold.json")):
        gold = json.loads(path.read_text("utf-8"))
        found = []
        for number, a in enumerate(gold["attributions"]):
            if number % 7 == 3:
                continue
            content = [[s + (number % 5 == 1) * 12, e] for s, e in a["content"]]
            content = [[s, e] for s, e in content if s < e]
            if content:
                speakers = ["Nobody Atall"] if number % 6 == 2 else a["speakers"]
                keys = {k: a[k] for k in ("id", "source", "cue", "parent")}
                found.append({**keys, "content": content, "speakers": speakers, "act": "statement"})
        positions = [p for number, p in enumerate(gold["positions"]) if number % 4]
        lines.append({"article": gold["article"], "attributions": found, "positions": positions})
    target = tmp_path / "pred.jsonl"
    target.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return target


def test_claims_agree_with_the_shared_scorer(predictions, tmp_path):
    """Quoted segments, attributions, speakers, nesting and positions: the same figures to the last digit."""
    gold, seeds, out = need_shared("gold"), need_shared("seeds"), tmp_path / "theirs.json"
    _run(gold / "score_seeds.py", gold, seeds, predictions, "--json", out)
    theirs = json.loads(out.read_text("utf-8"))
    ours = score.compare(formats.read(gold), formats.read(predictions), seeds).tallies()
    assert 100 * ours["quoted segments"].recall == pytest.approx(theirs["quoted"])
    assert 100 * ours["speakers"].precision == pytest.approx(theirs["speaker"])
    for mine, other in (
        ("attributions", "attribution"),
        ("nested", "nested"),
        ("positions, all", "position-strict"),
        ("positions, own words", "position-own"),
    ):
        assert 100 * ours[mine].f1 == pytest.approx(theirs[other]["F"]), mine
        assert 0 < ours[mine].f1 < 1, "the faults must show"


def test_spans_agree_with_the_shared_scorer(tmp_path):
    """Token, exact and overlap scores and attribution F1 on PolNeAR dev: the same counts."""
    script = need_shared("data", "polnear", "score.py")
    gold, pred, out = tmp_path / "gold.jsonl", tmp_path / "pred.jsonl", tmp_path / "theirs.json"
    with gzip.open(need_shared("data", "polnear", "dev.jsonl.gz"), "rt", encoding="utf-8") as file:
        articles = [json.loads(line) for line in file][:20]
    gold.write_text("".join(json.dumps(a) + "\n" for a in articles), "utf-8")
    for a in articles:
        a["attributions"] = [_spoilt(x, n) for n, x in enumerate(a["attributions"]) if n % 6]
    pred.write_text(
        "".join(json.dumps({k: a[k] for k in ("article", "attributions")}) + "\n" for a in articles), "utf-8"
    )
    _run(script, gold, pred, "--json", out)
    theirs = json.loads(out.read_text("utf-8"))
    ours = score.compare(formats.read(gold), formats.read(pred)).tallies()
    assert len(ours) == 12
    for name, tally in ours.items():
        assert tally.f1 == pytest.approx(theirs[name]["F1"]), name
        assert (tally.predicted, tally.gold) == (theirs[name]["n_pred"], theirs[name]["n_gold"]), name


def _spoilt(attribution, number):
    if number % 5 == 0:
        attribution["source"] = []
    if number % 4 == 0:
        start, end = attribution["content"][0]
        attribution["content"][0] = [start, max(start + 1, end - 25)]
    return attribution
