"""Whom a new name for somebody means: "the former first lady", "the billionaire", "the Green politician".

News calls those it has named by what else they are, so that no role of theirs has to match; but the judge, the
spokesman and the witness of a story are mostly people of their own.
"""

from __future__ import annotations

from functools import cache

from kg.actors import lexicon, names, roles
from kg.actors.cast import Member
from kg.actors.scene import Scene
from kg.actors.sources import Referent
from kg.model import ActorKind, Attribution

_FORMER = frozenset({"former", "ex", "onetime", "one-time", "erstwhile", "then"})
_REACH = 3  # paragraphs
_MARGIN = 1.25  # how much more than the next the bearer is talked about


def bearer(scene: Scene, r: Referent, a: Attribution, wanted: roles.Office, owner: str = "") -> Member | None:
    """Who is talked about most, just here, and can be called so; None if that is not plain.

    Args:
        scene: the article so far.
        r: the description.
        a: the attribution that it is a source of.
        wanted: what it calls somebody.
        owner: last name of whose ("Lund's former adviser") he is, if the description tells.
    """
    at = r.span.start
    barred = scene.discourse.barred(a) | scene.beside(r, a)
    ranked = scene.discourse.ranked(at, wanted.gender or "h", barred)
    ranked = [
        (s, m)
        for s, m in ranked
        if m.kind is ActorKind.PERSON and not m.own and not (owner and names.parse(m.name).last == names.folded(owner))
    ]
    if not ranked or (len(ranked) > 1 and ranked[0][0] < _MARGIN * ranked[1][0]):
        return None
    member = ranked[0][1]
    block = scene.discourse.paragraph(at)
    last = max((s.start for s in member.spans if s.start < at), default=-1)
    reach = _REACH if wanted.senses & _senses("besides") else 1
    if last < 0 or scene.discourse.paragraph(last) < block - reach:
        return None
    words = {lexicon.bare(w) for w in r.text.split()}
    besides = bool(wanted.senses & _senses("besides") or words & _FORMER) and not wanted.spokesperson
    if owner and not words & _FORMER:
        return None
    if besides and not _is_rival(wanted, member):
        return member
    return member if not member.roles and wanted.senses & _senses("office") else None


def _is_rival(wanted: roles.Office, member: Member) -> bool:
    """Whether the text puts *member* in another camp or country."""
    places = frozenset().union(*(o.places for o in member.offices))
    words = frozenset().union(*(o.words for o in member.offices))
    return bool(wanted.places and places and not wanted.places & places) or roles.rival(wanted.words, words)


@cache
def _senses(sort: str) -> frozenset[str]:
    return frozenset(sense for sense, s in lexicon.rows("epithets", 2) if s == sort)
