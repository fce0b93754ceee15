"""Runs in the peers' environment, for :mod:`bench.peers`: texts from standard input, what each peer took to the output.

    {"pipeline": PATH, "rounds": 3, "texts": [[PARAGRAPH, …], …]}  ─▶  {"textacy": {"seconds": …, "quotations": …}, …}

The pipeline's part is not counted.
"""

import json
import statistics
import sys
import time

import spacy


def textacy(doc):
    from textacy import extract

    return extract.direct_quotations(doc)


def sayswho(doc):
    from sayswho.quote_finder import quote_finder

    return quote_finder(doc)


def count(find, doc):
    try:
        return len(list(find(doc)))
    except (ValueError, IndexError, AttributeError, TypeError):  # an odd mark, most often
        return None


def main():
    given = json.load(sys.stdin)
    nlp = spacy.load(given["pipeline"], exclude=["kg_entities"])
    docs = [nlp(paragraph) for text in given["texts"] for paragraph in text]
    found = {}
    for find in (textacy, sayswho):
        times = []
        for _ in range(given["rounds"]):
            began = time.process_time()
            counts = [count(find, doc) for doc in docs]
            times.append(time.process_time() - began)
        found[find.__name__] = {
            "seconds": statistics.median(times),
            "quotations": sum(n or 0 for n in counts),
            "refused": counts.count(None),
            "of": len(docs),
        }
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
