"""How many articles are worked on: one process, all cores or a cluster, with the same pure functions."""

from kg.engine.build import build_findings, remembered, remembered_findings
from kg.engine.meaning import Meanings
from kg.engine.result import BuildResult
from kg.engine.run import Map, jobs_for, mapping, run
from kg.engine.serial import attempt
from kg.engine.work import Limits, Progress

__all__ = [
    "BuildResult",
    "Limits",
    "Map",
    "Meanings",
    "Progress",
    "attempt",
    "build_findings",
    "jobs_for",
    "mapping",
    "remembered",
    "remembered_findings",
    "run",
]
