"""How many articles are worked on: one process, all cores or a cluster, with the same pure functions."""

from kg.engine.build import build_findings, remembered, remembered_findings
from kg.engine.meaning import Meanings
from kg.engine.result import BuildResult
from kg.engine.run import jobs_for, run
from kg.engine.work import Limits, Progress

__all__ = [
    "BuildResult",
    "Limits",
    "Meanings",
    "Progress",
    "build_findings",
    "jobs_for",
    "remembered",
    "remembered_findings",
    "run",
]
