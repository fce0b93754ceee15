"""Findings to RDF and back; stores, questions, checks, exports, servers. rdflib, pyoxigraph and pyshacl live here.

For the command line and for Python:

====================================================  =====================================================
``write_build(out, findings, collection, issues)``    the files of a build folder
``open_graph(where)``                                 an rdflib Dataset over Oxigraph, from a folder or file
====================================================  =====================================================
"""

from __future__ import annotations

from kg.graph.ask import Question, query, question, questions
from kg.graph.build import Written, write_build
from kg.graph.shared import Run, shared_lines
from kg.graph.store import open_graph
from kg.graph.write import article_lines

__all__ = [
    "Question",
    "Run",
    "Written",
    "article_lines",
    "open_graph",
    "query",
    "question",
    "questions",
    "shared_lines",
    "write_build",
]
