"""Rows of annotated articles ─▶ likely.onnx: boosted trees for the chance that a speaker takes a side on an issue.

    python fit.py ROWS.csv.gz FOLDER

Each row stands twice, once for each side, with its signs turned. Cross-validated by scheme (schemes of one subject left
out together); the figures are of speakers' sides on issues, an article each, that rules did not find.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import sys
from dataclasses import dataclass
from pathlib import Path

import lightgbm
import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from kg.positions.likely import LEAST
from kg.positions.traits import NAMES, seen_from

TREES = {
    "objective": "binary", "learning_rate": 0.04, "num_leaves": 6, "min_data_in_leaf": 30, "lambda_l2": 5.0,
    "bagging_fraction": 0.8, "bagging_freq": 1, "feature_fraction": 0.5, "seed": 0, "deterministic": True,
    "num_threads": 1, "verbose": -1,
}  # fmt: skip
ROUNDS = 200
LABELS = {1: 4, -1: 5}  # column of each side's label
TARGETS = (0.2, LEAST, 0.3, 0.35, 0.4)


@dataclass
class Rows:
    """Both sides of all rows: numbers, labels (-1 open), the set, and the position each would be."""

    values: np.ndarray
    labels: np.ndarray
    sets: np.ndarray
    positions: np.ndarray


def read(path: Path) -> Rows:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        lines = [line.rstrip("\n").split(",") for line in file][1:]
    values = np.array([line[6:] for line in lines], np.float32)
    sets, parts = np.array([line[0] for line in lines]), []
    for side, label in LABELS.items():
        labels = np.array([int(line[label]) for line in lines])
        keys = np.array(["/".join((*line[:4], str(side))) for line in lines])
        parts.append((seen_from(values, side), labels, sets, keys))
    return Rows(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def trained(values: np.ndarray, labels: np.ndarray) -> lightgbm.Booster:
    """Trees for the rows whose label is not open."""
    sure = labels >= 0
    return lightgbm.train(TREES, lightgbm.Dataset(values[sure], labels[sure]), ROUNDS)


def validate(rows: Rows) -> None:
    """Print what the trees add where they have not seen the subject."""
    subject = np.array([s.split("-")[0] for s in rows.sets])
    chance = np.zeros(len(rows.labels))
    for left in np.unique(subject):
        out = subject == left
        chance[out] = trained(rows.values[~out], rows.labels[~out]).predict(rows.values[out])
    ruled = set(rows.positions[rows.values[:, NAMES.index("rule")] > 0])
    best: dict[str, tuple[float, int, bool]] = {}
    for key, p, label, off in zip(rows.positions, chance, rows.labels, subject == "off", strict=True):
        if key not in ruled:
            best[key] = (max(p, best.get(key, (0.0,))[0]), label, off)
    for least in TARGETS:
        added = [(label, off, p) for p, label, off in best.values() if p >= least]
        right, wrong = (sum(label == n for label, _, _ in added) for n in (1, 0))
        astray = sum(off for _, off, _ in added)
        mean = np.mean([p for _, _, p in added]) if added else 0.0
        print(f"least {least}: {right} right, {wrong} wrong ({astray} off the subject), mean chance {mean:.2f}")


def exported(booster: lightgbm.Booster) -> onnx.ModelProto:
    """The trees as an ONNX graph: traits (n, columns) in, log-odds (n, 1) out."""
    nodes: dict[str, list] = {
        k: []
        for k in (
            "nodes_treeids", "nodes_nodeids", "nodes_featureids", "nodes_values", "nodes_modes", "nodes_truenodeids",
            "nodes_falsenodeids", "target_treeids", "target_nodeids", "target_ids", "target_weights",
        )
    }  # fmt: skip
    for number, tree in enumerate(booster.dump_model()["tree_info"]):
        _add(nodes, number, tree["tree_structure"], iter(range(10_000)))
    made = helper.make_node("TreeEnsembleRegressor", ["traits"], ["odds"], domain="ai.onnx.ml", n_targets=1, **nodes)
    width = len(NAMES) + 1
    graph = helper.make_graph(
        [made],
        "likely",
        [helper.make_tensor_value_info("traits", TensorProto.FLOAT, [None, width])],
        [helper.make_tensor_value_info("odds", TensorProto.FLOAT, [None, 1])],
    )
    imports = [helper.make_opsetid("", 17), helper.make_opsetid("ai.onnx.ml", 3)]
    return helper.make_model(graph, opset_imports=imports, ir_version=8)


def _add(nodes: dict[str, list], tree: int, node: dict, numbers) -> int:
    """Write *node* and what is below it; its number."""
    own = next(numbers)
    at = len(nodes["nodes_treeids"])
    leaf = "leaf_value" in node
    for key, value in (
        ("treeids", tree), ("nodeids", own), ("featureids", 0 if leaf else node["split_feature"]),
        ("values", 0.0 if leaf else node["threshold"]), ("modes", "LEAF" if leaf else "BRANCH_LEQ"),
        ("truenodeids", 0), ("falsenodeids", 0),
    ):  # fmt: skip
        nodes[f"nodes_{key}"].append(value)
    if leaf:
        for key, value in (("treeids", tree), ("nodeids", own), ("ids", 0), ("weights", node["leaf_value"])):
            nodes[f"target_{key}"].append(value)
    else:
        nodes["nodes_truenodeids"][at] = _add(nodes, tree, node["left_child"], numbers)
        nodes["nodes_falsenodeids"][at] = _add(nodes, tree, node["right_child"], numbers)
    return own


def same(stored: bytes, booster: lightgbm.Booster, values: np.ndarray) -> None:
    """Make sure that the graph says what the trees say."""
    (odds,) = onnxruntime.InferenceSession(stored).run(None, {"traits": values})
    off = float(np.abs(odds[:, 0] - booster.predict(values, raw_score=True)).max())
    if off > 1e-4:
        raise SystemExit(f"the exported trees are off by {off}")


def main(path: Path, folder: Path) -> None:
    rows = read(path)
    validate(rows)
    booster = trained(rows.values, rows.labels)
    stored = exported(booster).SerializeToString(deterministic=True)
    same(stored, booster, rows.values)
    (folder / "likely.onnx").write_bytes(stored)
    (folder / "likely.json").write_text(
        json.dumps({"sha256": {"likely.onnx": hashlib.sha256(stored).hexdigest()}}, indent=1) + "\n"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
