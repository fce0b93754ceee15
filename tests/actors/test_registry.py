"""The register: what a user knows of actors holds in every article, and bad lines are named."""

from datetime import date

import pytest

from kg.actors import load_register
from kg.actors.registry import Entry, Held, Register
from kg.errors import CorrectionError
from kg.model import ActorKind

FILE = """
not_same = [["Ana Duarte", "Rita Duarte"]]

[[actor]]
name = "Mykola Petrenko"
id = "petrenko-the-elder"
aliases = ["Petrenko", "Nikolai Petrenko", "Микола Петренко"]
wikidata = "Q1"
roles = [{ title = "President of Kenya", from = 2019-05-20, until = 2024-05-20, source = "https://example.org/" }]

[[actor]]
name = "National River Council"
kind = "organisation"
aliases = ["NRC"]
"""


@pytest.fixture
def register(tmp_path):
    path = tmp_path / "actors.toml"
    path.write_text(FILE, "utf-8")
    return load_register(path)


def test_read(register):
    """Names, aliases, kinds, roles with dates and sources, Wikidata ids and pairs kept apart are read."""
    first = register.entries[0]
    assert (first.id, first.wikidata, first.roles[0].start) == ("petrenko-the-elder", "Q1", date(2019, 5, 20))
    assert register.entries[1].kind is ActorKind.ORGANISATION
    assert register.apart("rita-duarte", "ana-duarte")
    assert load_register(None) == Register()


def test_names_in_an_article(register, resolve):
    """An alias in an article gets the register's id and name; other actors keep their own."""
    names, utterances, actors = resolve("{s1|Petrenko} {c1|said} {q1|no}. {s2|Ivo Kolar} {c2|said} {q2|yes}.", register)
    assert names == {1: ["Mykola Petrenko"], 2: ["Ivo Kolar"]}
    assert utterances[0].speakers == ("petrenko-the-elder",)
    assert "Petrenko" in actors["petrenko-the-elder"].aliases


def test_aliases_in_one_article_are_one_actor(register, resolve):
    """Two names that the register knows to be one are one actor, its mentions joined."""
    _, utterances, actors = resolve(
        "{s1|Mykola Petrenko} {c1|said} {q1|no}. {s2|Nikolai Petrenko} {c2|said} {q2|so}.", register
    )
    assert {u.speakers for u in utterances} == {("petrenko-the-elder",)}
    assert len(actors["petrenko-the-elder"].mentions) == 2


def test_a_form_that_two_entries_claim_is_nobodys(resolve):
    """An ambiguous alias renames nobody."""
    register = Register.of(
        [Entry("a", "Ana Duarte", aliases=("Duarte",)), Entry("b", "Rita Duarte", aliases=("Duarte",))]
    )
    assert resolve("{s1|Duarte} {c1|said} {q1|no}.", register)[1][0].speakers == ("duarte",)


def test_another_kind_is_another_actor(resolve):
    """A person's entry does not name a firm."""
    register = Register.of([Entry("kowal", "Kowal Industries", ActorKind.PERSON)])
    assert resolve("{s1|Kowal Industries} {c1|said} {q1|no}.", register)[1][0].speakers == ("kowal-industries",)


@pytest.mark.parametrize(
    ("day", "wanted"), [(date(2020, 1, 1), ["Mykola Petrenko"]), (date(2025, 1, 1), ["Kenyan president"])]
)
def test_who_held_an_office(register, resolve, day, wanted):
    """A role that the article gives to nobody is the register's holder on the day, and nobody's on another."""
    assert resolve("{s1|The Kenyan president} {c1|said} {q1|no}.", register, published=day)[0][1] == wanted


def test_dates():
    """Open ends are open; without a day only what has not ended counts."""
    assert Held("x").on(None)
    assert not Held("x", end=date(2020, 1, 1)).on(None)
    assert Held("x", date(2020, 1, 1)).on(date(2020, 1, 1))
    assert not Held("x", date(2020, 1, 2)).on(date(2020, 1, 1))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("name = ", "TOML"),
        ('[[actor]]\nid = "x"', "no name"),
        ('[[actor]]\nname = "A"\nkind = "god"', "no kind"),
        ('[[actor]]\nname = "A"\nalias = ["B"]', "'alias' means nothing"),
        ('[[actor]]\nname = "A"\nwikidata = "42"', "no Wikidata id"),
        ('[[actor]]\nname = "A"\n[[actor]]\nname = "A"', "two actors"),
        ('not_same = ["A"]', "pairs"),
        ('[[actor]]\nname = "A"\nroles = [{ title = "B", from = "2020" }]', "no date"),
    ],
)
def test_bad_files(tmp_path, text, says):
    """A mistake is named with its file, in one line."""
    path = tmp_path / "actors.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(CorrectionError, match=says) as fault:
        load_register(path)
    assert "actors.toml" in str(fault.value)
    assert "\n" not in str(fault.value).replace("(at line", "")


def test_missing_file(tmp_path):
    """A file that is not there is said so."""
    with pytest.raises(CorrectionError, match="cannot be read"):
        load_register(tmp_path / "none.toml")
