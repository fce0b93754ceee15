"""How what is below a word stands to it: as its object, its subject or a mere attribute; and which entry fits there."""

from __future__ import annotations

from kg.positions.grammar import Entry, Grammar

OBJECTS = frozenset({"obj", "iobj", "xcomp", "ccomp", "nmod", "acl", "nsubj:pass", "csubj:pass", "dislocated"})
_GERUND = frozenset({"from", "of", "on", "against", "about", "with", "to"})

Found = tuple[Entry, tuple[int, ...]]


def place_of(grammar: Grammar, child: int, before: str) -> str:
    """How what is below stands to the governor of *child*: its object, its subject, or as what is coordinated."""
    dep = grammar.tokens[child].dep
    if dep in {"nsubj", "csubj", "nsubj:outer"}:
        return "subj"
    if dep == "acl" and grammar.lemma(grammar.tokens[child].head) == "threat":
        return "through"  # "threats to raise the toll": a deed announced, not a danger to it
    if dep in OBJECTS or dep.startswith("obl"):
        return "obj"
    if dep == "compound":
        return "inner"
    if dep.startswith("advcl"):
        gerund = any(grammar.tokens[c].pos == "ADP" or grammar.lemma(c) in _GERUND for c in grammar.children(child))
        return "obj" if gerund and grammar.tokens[child].tag == "VBG" else "adverbial"
    return before if dep == "conj" and before != "own" else "through"


def entry_at(grammar: Grammar, node: int, place: str) -> Found | None:
    """The entry of *node* that fits the place of what is below it."""
    for child in grammar.children(node):  # "too early to tell": the phrase begins below its head
        before = grammar.entry(child, "any") if child < node else None
        if before is not None and node in before[1]:
            return before
    if place == "subj":
        own, attribute = _said_of_subject(grammar, node), attribute_of(grammar, node)
        found = [f for f in (own, attribute) if f is not None]
        return min(found, key=lambda f: f[0].sign, default=None)
    if place == "inner":  # "gun [ban]", "deportation [relief] programme"
        beside = (c for c in grammar.children(node) if grammar.tokens[c].dep == "compound")
        nouns = (n for n in (node, *beside) if grammar.tokens[n].pos == "NOUN")
        entries = (grammar.entry(n, "obj") for n in nouns)
        return next((e for e in entries if e is not None and e[0].kind == "effect"), None)
    if place == "obj":
        found_obj = grammar.entry(node, "obj")
        if found_obj is not None and found_obj[0].kind == "side" and not _is_predicate(grammar, node):
            return None  # "critics of the ban say": theirs, whoever speaks
        if found_obj is None or (found_obj[0].kind == "effect" and grammar.tokens[node].pos == "ADJ"):
            quality = grammar.entry(node, "subj")  # "a mistake to …", "ready to …", "a threat to …"
            if quality is not None and quality[0].kind == "quality" and grammar.tokens[node].pos != "VERB":
                return quality
        return found_obj
    if place == "adverbial":
        found_evasion = grammar.entry(node, "obj")
        return found_evasion if found_evasion is not None and found_evasion[0].kind == "evasion" else None
    return None


def _said_of_subject(grammar: Grammar, node: int) -> Found | None:
    """The entry of a predicate, else of what it leads to: "it is designed to [harm]"."""
    led = (c for c in grammar.children(node) if grammar.tokens[c].dep in {"xcomp", "advcl"} and c > node)
    purpose = (c for c in led if any(grammar.tokens[m].tag == "TO" for m in grammar.children(c)))
    found = (grammar.entry(n, "subj") for n in (node, *purpose))
    return next((f for f in found if f is not None), None)


def _is_predicate(grammar: Grammar, node: int) -> bool:
    """Whether a noun is said of its subject: "she is a supporter of it"."""
    return any(grammar.tokens[c].dep == "cop" for c in grammar.children(node))


def attribute_of(grammar: Grammar, node: int) -> Found | None:
    """A judging attribute of *node*: "an unrealistic objective"."""
    for child in grammar.children(node):
        if grammar.tokens[child].dep in {"amod", "appos", "compound"}:
            found = grammar.entry(child, "subj")
            if found is not None and found[0].kind == "quality":
                return found
    return None
