"""How many articles are worked on: one process, all cores or a cluster, with the same pure functions."""

from kg.engine.build import build_findings, remembered, remembered_findings
from kg.engine.guard import disk
from kg.engine.meaning import Meanings
from kg.engine.result import BuildResult, Listed
from kg.engine.run import Map, jobs_for, mapping, run
from kg.engine.serial import attempt
from kg.engine.work import Limits, Progress, keep_loaded

__all__ = [
    "BuildResult",
    "Limits",
    "Listed",
    "Map",
    "Meanings",
    "Progress",
    "attempt",
    "build_findings",
    "disk",
    "jobs_for",
    "keep_loaded",
    "mapping",
    "remembered",
    "remembered_findings",
    "run",
]
