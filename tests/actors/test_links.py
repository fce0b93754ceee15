"""Which actors of different articles are one; and which must never be."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.actors import collect
from kg.actors.registry import Entry, Register
from kg.model import ActorKind

from .made import findings

ORG = (ActorKind.ORGANISATION, ())


def linked(*articles, register=None):
    """Pairs of linked ids."""
    return {(x.a, x.b) for x in collect(articles, register or Register()).links}


def _cast(name, *people, **actors):
    return findings(name, *((p, f"number {i} was right about {name}") for i, p in enumerate(people)), actors=actors)


def test_surname_and_full_name():
    """A surname is linked to the only full name of the collection, with its reason."""
    link = collect([_cast("a", "Petrenko"), _cast("b", "Mykola Petrenko")], Register()).links[0]
    assert (link.a, link.b) == ("mykola-petrenko", "petrenko")
    assert "Mykola Petrenko" in link.reason
    assert 0 < link.confidence < 1


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_one_odd_kind_hides_no_person(order):
    """A surname that one article takes for an organisation is linked all the same, in whatever order they come."""
    articles = [_cast("a", "Petrenko"), _cast("b", "Petrenko", Petrenko=ORG), _cast("c", "Mykola Petrenko")]
    assert ("mykola-petrenko", "petrenko") in linked(*(articles[i] for i in order))


def test_spellings_need_no_link():
    """Romanisations of one name have one identifier from the start."""
    one, two = _cast("a", "Volodymyr Petrenskyy"), _cast("b", "Volodymyr Petrensky")
    assert one.actors[0].id == two.actors[0].id
    assert not linked(one, two)


@pytest.mark.parametrize(
    ("a", "b", "kinds"),
    [
        ("Steve Wright", "Steven Wright", {}),
        ("W. Tan", "William Tan", {}),
        ("NRC", "National River Council", {"NRC": ORG, "National River Council": ORG}),
    ],
)
def test_variants(a, b, kinds):
    """Nicknames, initials and abbreviations are linked where nothing speaks against it."""
    assert len(linked(_cast("a", a, **kinds), _cast("b", b, **kinds))) == 1


@pytest.mark.parametrize(
    ("casts", "kinds"),
    [
        ((["Joe Rossi"], ["Ada Rossi"]), {}),
        ((["Rossi"], ["Joe Rossi", "Ada Rossi"]), {}),
        ((["J. Rossi"], ["Joe Rossi", "Jane Rossi"]), {}),
        ((["Washington Post"], ["Post"]), {"Washington Post": ORG}),
        ((["Kowal"], ["Kowal Industries"]), {"Kowal Industries": ORG}),
        (
            (["Foreign Ministry"], ["Kenyan Foreign Ministry"]),
            {"Foreign Ministry": ORG, "Kenyan Foreign Ministry": ORG},
        ),
        (
            (["NRC"], ["National River Council", "Northern Rail Company"]),
            dict.fromkeys(("NRC", "National River Council", "Northern Rail Company"), ORG),
        ),
        ((["George Bell Sr."], ["George Bell Jr."]), {}),
    ],
)
def test_kept_apart(casts, kinds):
    """A family, two bearers of a surname, a firm and its founder, two ministries: none is linked."""
    made = [_cast(str(i), *people, **{k: v for k, v in kinds.items() if k in people}) for i, people in enumerate(casts)]
    assert not linked(*made)


def test_role_tells_two_bearers_apart():
    """Where two bear a surname, the role that an article gives decides."""
    full = _cast("b", "Joe Rossi", "Ada Rossi", **{"Joe Rossi": (ActorKind.PERSON, ("Peruvian President",))})
    assert linked(_cast("a", "Rossi", Rossi=(ActorKind.PERSON, ("Peruvian president",))), full) == {
        ("joe-rossi", "rossi")
    }


def test_a_person_decides():
    """A merge by hand links, a split by hand keeps apart, also through a third."""
    apart = Register.of((), not_same=[("petrenko", "mykola-petrenko")])
    assert not linked(_cast("a", "Petrenko"), _cast("b", "Mykola Petrenko"), register=apart)
    same = Register.of((), same=[("ada-rossi", "joe-rossi")])
    assert linked(_cast("a", "Joe Rossi"), _cast("b", "Ada Rossi"), register=same) == {("ada-rossi", "joe-rossi")}
    through = Register.of((), not_same=[("steve-wright", "wright")])
    assert linked(_cast("a", "Steve Wright", "Wright"), _cast("b", "Steven Wright"), register=through) in (
        {("steve-wright", "steven-wright")},
        {("steven-wright", "wright")},
    )


def test_register_keeps_its_entries_apart():
    """Two entries of the register are two actors, however alike their names."""
    register = Register.of([Entry("steve-wright", "Steve Wright"), Entry("steven-wright", "Steven Wright")])
    assert not linked(_cast("a", "Steve Wright"), _cast("b", "Steven Wright"), register=register)


@settings(max_examples=20, deadline=None)
@given(st.permutations(["Petrenko", "Mykola Petrenko", "Ada Rossi", "Joe Rossi", "Rossi"]))
def test_order_changes_nothing(people):
    """The links do not depend on the order of the articles, nor ids on other articles."""
    casts = [_cast(person.replace(" ", ""), person) for person in people]
    assert linked(*casts) == {("mykola-petrenko", "petrenko")}
    assert {c.actors[0].id for c in casts} == {"petrenko", "mykola-petrenko", "ada-rossi", "joe-rossi", "rossi"}


def test_a_damaged_name_stops_nothing():
    """Half of a surrogate pair in a name is for the graph to refuse; linking goes on."""
    one = _cast("a", "Ana Duarte")
    broken = replace(one, actors=(replace(one.actors[0], id="x", name="Ana\ud800 Duarte\ud800"),))
    assert linked(broken, _cast("b", "Rui Maas"), _cast("c", "Maas")) == {("maas", "rui-maas")}
