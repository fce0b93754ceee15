"""Findings made by hand: an article whose paragraphs are statements."""

from kg import articles
from kg.actors import names
from kg.model import Actor, ActorKind, Attribution, Findings, Kind, Role, Span, Utterance


def findings(name, *statements, actors=None, published=None):
    """An article of "Speaker said: words" paragraphs.

    Args:
        name: the article's file name.
        statements: pairs of a speaker's name (or None) and the words.
        actors: name → (kind, roles) where they are not persons without a role.
    """
    text, utterances, cast = "", [], {}
    for number, (speaker, words) in enumerate(statements, 1):
        text += f"{speaker} said: " if speaker else ""
        content = Span(len(text), len(text) + len(words))
        text += words + "\n\n"
        direct = words[0] in '“"'
        mixed = not direct and any(mark in words for mark in '“"')
        kind = Kind.DIRECT if direct else Kind.MIXED if mixed else Kind.INDIRECT
        ids = ()
        if speaker:
            known, roles = (actors or {}).get(speaker, (ActorKind.PERSON, ()))
            one = Actor(names.actor_id(speaker), speaker, known, roles=tuple(Role(r) for r in roles))
            cast[one.id] = one
            ids = (one.id,)
        utterances.append(Utterance(Attribution(f"a{number}", (content,), kind=kind), ids))
    article = articles.from_text(text, name=name)
    return Findings(article, tuple(utterances), tuple(sorted(cast.values(), key=lambda a: a.id)))
