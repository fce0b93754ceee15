"""Findings to RDF and back; stores, questions, checks, exports, servers. rdflib, pyoxigraph and pyshacl live here.

======================================================  ====================================================
``write_build(out, findings, collection, issues_path)``  the files of a build folder
``open_graph(where)``                                    an rdflib Dataset over Oxigraph, from a folder or file
``query(where, asked, params, actor=, issue=)``          the answer to a question; of a server too
``check(where, sources)``                                faults: shapes, rules, every span against its article
``export_graph(where, format, no_text=)``                the graph in another format, as bytes
``join_text(where, sources)``                            the text put back into a graph exported without it
``load(where)``                                          Findings and Collection from a graph
``push(where, endpoint)``                                the changed graphs to a SPARQL server
``serve(where, port)``                                   a read-only SPARQL server on this machine
======================================================  ====================================================
"""

from __future__ import annotations

from rdflib import Dataset

from kg.graph.across import load_across
from kg.graph.ask import Question, query, question, questions
from kg.graph.build import BuildWriter, Written, write_build
from kg.graph.check import Report, check
from kg.graph.differences import Across
from kg.graph.load import Loaded, load
from kg.graph.proof import Fault
from kg.graph.push import Pushed, push
from kg.graph.serve import serve
from kg.graph.shared import Run, shared_lines
from kg.graph.store import open_graph
from kg.graph.strip import export_graph, join_text
from kg.graph.write import article_lines

__all__ = [
    "Across",
    "BuildWriter",
    "Dataset",
    "Fault",
    "Loaded",
    "Pushed",
    "Question",
    "Report",
    "Run",
    "Written",
    "article_lines",
    "check",
    "export_graph",
    "join_text",
    "load",
    "load_across",
    "open_graph",
    "push",
    "query",
    "question",
    "questions",
    "serve",
    "shared_lines",
    "write_build",
]
