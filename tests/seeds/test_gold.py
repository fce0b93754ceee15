"""The gold says what stands in the articles, and keeps its own rules."""

import json
import re

import pytest

from tests.needs import need_shared
from tests.seeds.conftest import GOLD, ROOT, SEEDS

NAMES = [path.name for path in SEEDS]
PARTS = ("content", "source", "cue", "content_alt", "source_alt", "topic")
KEYS = {
    "id", "content", "content_text", "type", "source", "source_text", "speaker", "speakers", "addressee", "medium", "cue",
    "cue_text", "parent", "zone", "borderline", "quoted", "quoted_text",
}  # fmt: skip
ENDING = "Written for kg. Quotations are reworded, not the speakers' words.\n"


def extent(spans):
    return min(s for s, _ in spans), max(e for _, e in spans)


def test_every_seed_has_gold_and_nothing_else_has(gold):
    """One gold file an article."""
    assert sorted(gold) == NAMES
    assert len(NAMES) >= 5


@pytest.mark.parametrize("name", NAMES)
def test_seed_says_what_it_is(articles, name):
    """Each article ends with the line that its quotations are reworded, and is as long as news is."""
    assert articles[name].endswith("\n" + ENDING)
    assert 350 <= len(articles[name].split()) <= 700


@pytest.mark.parametrize("name", NAMES)
def test_texts_equal_the_article_at_their_offsets(articles, gold, name):
    """A stored text is the article's text at its offsets, always."""
    text, data = articles[name], gold[name]
    assert data["text_length"] == len(text)
    for a in data["attributions"]:
        assert a.keys() >= KEYS
        for part in PARTS:
            if part in a:
                assert a[part + "_text"] == " ... ".join(text[s:e] for s, e in a[part]), (a["id"], part)
        assert a["quoted_text"] == [text[s:e] for s, e in a["quoted"]], a["id"]
    for start, end, words, _why in data["hard_negatives"]:
        assert text[start:end] == words
    for row in data["positions"]:
        if isinstance(row["evidence"], list):
            assert text[slice(*row["evidence"])] == row["evidence_text"]


@pytest.mark.parametrize("name", NAMES)
def test_spans_are_in_order_and_free_of_white_space(articles, gold, name):
    """Spans are sorted, apart, not empty, and neither begin nor end with a space or inside a word."""
    text = articles[name]
    for a in gold[name]["attributions"]:
        for part in (*PARTS, "quoted"):
            spans = a.get(part, [])
            assert all(s < e for s, e in spans)
            assert all(text[s:e] == text[s:e].strip() for s, e in spans), (a["id"], part)
            assert not any(text[i - 1 : i + 1].isalnum() for span in spans for i in span if 0 < i < len(text)), a["id"]
        assert all(x[1] <= y[0] for x, y in zip(a["content"], a["content"][1:], strict=False)), a["id"]


@pytest.mark.parametrize("name", NAMES)
def test_nothing_in_furniture_is_annotated(gold, name):
    """No attribution touches page furniture, but for the author's line under a post."""
    data = gold[name]
    for a in data["attributions"]:
        for s, e in (*a["content"], *a["cue"], *a["source"]):
            assert not any(s < y and e > x for x, y, _ in data["boilerplate"]), a["id"]


@pytest.mark.parametrize("name", NAMES)
def test_children_lie_inside_their_parents(gold, name):
    """A child's source, cue and content lie inside the parent's content (GUIDELINES 5.1)."""
    by_id = {a["id"]: a for a in gold[name]["attributions"]}
    assert len(by_id) == len(gold[name]["attributions"])
    for a in by_id.values():
        assert (a["parent"] is not None) == ("." in a["id"])
        if a["parent"]:
            low, high = extent(by_id[a["parent"]]["content"])
            assert all(low <= s and e <= high for s, e in (*a["content"], *a["cue"], *a["source"])), a["id"]


@pytest.mark.parametrize("name", NAMES)
def test_type_follows_from_the_marks(gold, name):
    """Direct: all of it in marks, or a post; mixed: some of it; indirect: none."""
    for a in gold[name]["attributions"]:
        inside = [any(x <= s and e <= y for x, y in a["quoted"]) for s, e in a["content"]]
        if a["zone"] == "post" or (a["quoted"] and all(inside)):
            assert a["type"] == "direct", a["id"]
        else:
            assert a["type"] == ("mixed" if a["quoted"] else "indirect"), a["id"]


@pytest.mark.parametrize("name", NAMES)
def test_names_and_issues_are_known(gold, name):
    """Speakers and actors are entities of the article; issues are notations of the shipped scheme."""
    data = gold[name]
    known = {e["name"] for e in data["entities"]}
    ids = {a["id"] for a in data["attributions"]}
    scheme = (ROOT / "ontology" / "issues.ttl").read_text(encoding="utf-8")
    notations = set(re.findall(r'skos:notation\s+"([^"]+)"', scheme))
    for a in data["attributions"]:
        assert set(a["speakers"]) <= known, a["id"]
        assert a["speaker"] == ("; ".join(a["speakers"]) or None)
    for row in data["positions"]:
        assert {row["actor"], row["via"] or row["actor"]} <= known
        assert row["issue"] in notations
        assert row["stance"] in {"supports", "opposes", "ambivalent", "reports"}
        assert isinstance(row["evidence"], list) or row["evidence"] in ids


def test_same_utterances_are_attributions_of_several_articles(gold):
    """Each group names at least two articles, one speaker, and the texts that stand there."""
    groups = json.loads((GOLD / "same_utterance.json").read_text(encoding="utf-8"))
    by_id = {(n, a["id"]): a for n, data in gold.items() for a in data["attributions"]}
    for group in groups:
        reports = [by_id[tuple(r)] for r in group["reports"]]
        assert len({n for n, _ in group["reports"]}) >= 2, group["utterance"]
        assert group["texts"] == [a["content_text"] for a in reports]
        assert all(group["speaker"] in a["speakers"] for a in reports), group["utterance"]
    assert {"verbatim", "truncated", "variant", "paraphrase"} <= {r for g in groups for r in g["report_relations"]}


def words(text):
    return [w.casefold().replace("’", "'") for w in re.findall(r"\w+(?:['’]\w+)*", text)]


def test_seeds_share_no_run_of_eight_words_with_the_real_articles(articles):
    """The seeds are written by us: same facts, other words."""
    folder = need_shared("seeds")
    runs = {}
    for path in sorted(folder.glob("*.txt")):
        ws = words(path.read_text(encoding="utf-8"))
        runs |= {tuple(ws[i : i + 8]): path.name for i in range(len(ws) - 7)}
    assert len(runs) > 1000
    for text in articles.values():
        ws = words(text)
        assert not [" ".join(ws[i : i + 8]) for i in range(len(ws) - 7) if tuple(ws[i : i + 8]) in runs]
