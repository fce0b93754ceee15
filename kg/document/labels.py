"""Labels of other pipelines in Universal Dependencies terms.

spaCy's English pipelines parse in ClearNLP's labels ("CLEAR style"). The table in ``lexicon/clear_to_ud.tsv`` gives
the nearest UD v2 relation; what a table cannot do (prepositions head their phrase, the copula and the auxiliary of a
passive head theirs) is turned round by :func:`to_ud`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.document.lexicon import rows
from kg.model import Token

_CLEAR_ONLY = frozenset({"dobj", "pobj", "prep", "nsubjpass", "auxpass", "relcl", "poss", "attr", "acomp", "pcomp"})


def is_clear(labels: Sequence[str]) -> bool:
    """Whether a parser with these labels follows ClearNLP rather than UD."""
    return not _CLEAR_ONLY.isdisjoint(labels)


def to_ud(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Tokens with ClearNLP relations, as UD would have them (same order, heads within the same sentences)."""
    table = {row[0]: row[1] for row in rows("clear_to_ud")}
    tree = [(t.head, t.dep) for t in tokens]
    children: list[list[int]] = [[] for _ in tokens]
    for i, token in enumerate(tokens):
        if token.head != i:
            children[token.head].append(i)
    for i, token in enumerate(tokens):
        if token.dep in {"prep", "agent", "dative"} and token.pos == "ADP":
            _turn_preposition(i, tokens, children, tree)
        elif token.dep in {"attr", "acomp"} and tokens[token.head].lemma == "be":
            _turn_copula(i, tokens, children, tree)
    return tuple(
        replace(t, head=h, dep=table.get(d, d.lower() if d != "ROOT" else d))
        for t, (h, d) in zip(tokens, tree, strict=True)
    )


def _turn_preposition(i: int, tokens: Sequence[Token], children: list[list[int]], tree: list[tuple[int, str]]) -> None:
    """``verb →prep ADP →pobj NOUN`` becomes ``verb →obl NOUN →case ADP`` (nmod below a noun)."""
    objects = [c for c in children[i] if tokens[c].dep in {"pobj", "pcomp"}]
    if not objects:
        return
    head = tree[i][0]
    if tokens[objects[0]].dep == "pcomp":
        relation = "advcl"
    else:
        relation = "nmod" if tokens[head].pos in {"NOUN", "PROPN", "PRON", "NUM"} else "obl"
    tree[objects[0]] = (head, relation)
    tree[i] = (objects[0], "case" if relation != "advcl" else "mark")


def _turn_copula(i: int, tokens: Sequence[Token], children: list[list[int]], tree: list[tuple[int, str]]) -> None:
    """``be →attr NOUN`` becomes ``NOUN →cop be``: the predicate heads its clause."""
    be = tokens[i].head
    if tree[be][0] == i or tree[i][0] != be:  # already turned, for an earlier of two predicates
        return
    head, relation = tree[be]
    tree[i] = (i, "ROOT") if head == be else (head, relation)
    tree[be] = (i, "cop")
    for child in children[be]:
        if child != i and tree[child][0] == be:
            tree[child] = (i, tree[child][1])
