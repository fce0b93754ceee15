"""What kind of saying a statement is: an assertion, a question, a name given, a denial that anybody says it."""

from __future__ import annotations

from kg.positions.grammar import Grammar, discussing, naming
from kg.positions.statements import Statement


def asserts(grammar: Grammar, statement: Statement) -> bool:
    """Whether a statement says something, and not only that something was talked about."""
    first = first_verb(grammar, statement)
    return first is not None and grammar.lemma(first) not in discussing()


def first_verb(grammar: Grammar, statement: Statement) -> int | None:
    """The first verb of a statement, auxiliaries left out."""
    words = ((i, grammar.tokens[i]) for i in statement.tokens)
    return next((i for i, t in words if t.pos == "VERB" or (t.pos == "AUX" and not t.dep.startswith("aux"))), None)


def is_naming(grammar: Grammar, statement: Statement) -> bool:
    """Whether the cue gives something a name: "called it a mistake"."""
    if statement.utterance is None:
        return False
    cue = [i for span in statement.utterance.attribution.cue for i in grammar.inside(span)]
    return any(grammar.lemma(i) in naming() for i in cue)


def is_nobodys(grammar: Grammar, statement: Statement) -> bool:
    """Whether the source denies that those it names say it: "none of the candidates"."""
    source = statement.utterance.attribution.source if statement.utterance else ()
    first = [i for span in source for i in grammar.inside(span)][:1]
    return bool(first) and grammar.lemma(first[0]) in {"none", "neither", "nobody", "no", "few", "nor"}


def is_disputed(grammar: Grammar, statement: Statement) -> bool:
    """Whether what is turned down is somebody's saying so, not the thing: "rejected the claim that it can be moved"."""
    for i in statement.tokens:
        clause = any(grammar.tokens[c].dep in {"acl", "ccomp"} and c in statement.tokens for c in grammar.children(i))
        if clause and grammar.lemma(i) in {"claim", "assertion", "suggestion", "accusation", "allegation", "charge"}:
            return True
    return False


def is_asked(grammar: Grammar, statement: Statement) -> bool:
    """Whether a statement is what somebody asked: "asked how", "wondered whether"."""
    cue = statement.utterance.attribution.cue if statement.utterance else ()
    asking = {grammar.lemma(i) for span in cue for i in grammar.inside(span)} & {"ask", "wonder", "inquire", "enquire"}
    return bool(asking) and is_question(grammar, statement)


def is_question(grammar: Grammar, statement: Statement) -> bool:
    """Whether a statement is an embedded question: "whether …", "what role …"."""
    return grammar.lemma(statement.tokens[0]) in {"whether", "if", "what", "who", "when", "how", "which", "where"}
