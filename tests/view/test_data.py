"""The columns that a page carries."""

import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kg.model import Collection, Findings, Span
from kg.view import texts
from kg.view.cast import assemble, join
from kg.view.data import WHOLE_ARTICLES, columns
from tests.view.fixtures import ISSUES, Desk, world


def utf16(text, start, end):
    """What a browser cuts out of *text* at UTF-16 offsets."""
    units = text.encode("utf-16-le")
    return units[2 * start : 2 * end].decode("utf-16-le")


def words(text, flat):
    return [utf16(text, *flat[i : i + 2]) for i in range(0, len(flat), 2)]


def test_offsets_are_utf16_units_of_the_text_shown():
    """Every content cut at the page's offsets is the content of the attribution, beyond the first plane too."""
    findings, collection, issues = world()
    data = columns(findings, collection, issues)
    by_id = {f.article.id: f for f in findings}
    for row, article in enumerate(data["quotes"]["article"]):
        one = by_id[data["articles"]["id"][article]]
        attribution = next(a for a in one.attributions if a.id == data["quotes"]["id"][row])
        for part in ("source", "cue", "content"):
            expected = [one.article.text[s.start : s.end] for s in getattr(attribution, part)]
            assert words(data["articles"]["text"][article], data["quotes"][part][row]) == expected


def test_same_columns_whatever_the_order_of_the_findings():
    """The order in which articles were read does not show."""
    findings, collection, issues = world()
    assert columns(findings, collection, issues) == columns(findings[::-1], collection, issues)


def test_linked_actors_are_one_row_and_others_are_not():
    """Links join ids for display; without them the ids stay apart."""
    findings, collection, issues = world()
    joined = columns(findings, collection, issues)["actors"]["name"]
    apart = columns(findings, replace(collection, links=()), issues)["actors"]["name"]
    assert joined == ["Dockers", "Ines Okoro", "survey by the Harbour Office", "Tomas Weld"]
    assert "Mayor Okoro" in apart
    assert "Mr Weld" in apart


def test_a_joined_actor_says_why():
    """The reason and confidence of a link travel with the row."""
    data = columns(*world())["actors"]
    assert data["links"][data["name"].index("Ines Okoro")] == [
        ["ines-okoro", "mayor-okoro", "role and family name", 90]
    ]


def test_copies_and_repeats_are_groups():
    """Reports of one utterance share a group; a quote that nobody repeats has none."""
    data = columns(*world())
    quotes, ids = data["quotes"], data["articles"]["id"]
    group = {(ids[a], i): g for a, i, g in zip(quotes["article"], quotes["id"], quotes["group"], strict=True)}
    assert group["wire", "a2"] == group["post", "a1"] == group["channel", "a1"] == group["copy", "a2"] >= 0
    assert group["channel", "a2"] == -1


def test_whom_a_quote_speaks_of():
    """Mentions inside the content count, the speaker's own and those outside do not."""
    data = columns(*world())
    names = data["actors"]["name"]
    about = {
        (data["articles"]["id"][a], i): [names[x] for x in row]
        for a, i, row in zip(*(data["quotes"][c] for c in ("article", "id", "about")), strict=True)
    }
    assert about["wire", "a3"] == ["Ines Okoro"]
    assert about["wire", "a1"] == []


def test_names_in_a_quote_count_where_no_mentions_are_kept():
    """What comes back from a graph has no mentions: whole names are looked for, unless two actors share one."""
    desk = Desk("x", "Weld said Okoro would meet Okorofor and Sam Reed. Sam left.")
    desk.actor("ines-okoro", "Ines Okoro", aliases=["Okoro"]).actor("sam-reed", "Sam Reed", aliases=["Sam"])
    desk.actor("sam-lund", "Sam Lund", aliases=["Sam"])
    named = texts.named(desk.done())
    assert [(desk.text[start:end], actor) for start, end, actor in named] == [
        ("Okoro", "ines-okoro"),
        ("Sam Reed", "sam-reed"),
    ]


def test_the_reworded_line_is_repeated_only_where_an_article_ends_with_it():
    """Articles made for demonstration are named as such, real ones are not."""
    findings, collection, issues = world()
    assert columns(findings, collection, issues)["reworded"].startswith("Written for kg.")
    assert columns([f for f in findings if f.article.id == "post"], Collection(), issues)["reworded"] == ""


def test_many_articles_are_cut_to_their_evidence():
    """Above the limit only sentences that are evidence stay, and their offsets still hold."""
    findings, _collection, issues = world()
    first = next(f for f in findings if f.article.id == "wire")
    many = [
        Findings(replace(first.article, id=f"n{i:04}"), first.utterances, first.actors, first.positions)
        for i in range(WHOLE_ARTICLES + 1)
    ]
    data = columns(many, Collection(), issues)
    text = data["articles"]["text"][0]
    assert not data["whole"]
    assert "bridge in fog" not in text
    assert "The dockers want the night ferry back." in text
    assert words(text, data["quotes"]["content"][4]) == ['"It pays for the cranes,"']
    assert data["articles"]["gaps"][0] == [] or text[: data["articles"]["gaps"][0][0]].endswith("\n\n")


def test_what_is_too_much_for_a_page_is_left_out_and_counted(monkeypatch):
    """The newest articles stay; nothing is left out that fits."""
    findings, collection, issues = world()
    assert columns(findings, collection, issues)["leftOut"] == 0
    monkeypatch.setattr("kg.view.data.MOST_STATEMENTS", 10)
    data = columns(findings, collection, issues)
    assert data["leftOut"] == 1
    assert "wire" not in data["articles"]["id"]
    assert len(data["quotes"]["id"]) == 10


def test_an_issue_outside_the_scheme_still_has_a_row():
    """A position on an unknown issue is shown under its id rather than lost."""
    desk = Desk("x", "Ann wants it.").actor("ann", "Ann").stands("ann", ISSUES[0], "supports", ["Ann wants it."])
    data = columns([desk.done()], Collection(), ())
    assert data["issues"]["label"] == ["toll"]
    assert data["stands"]["issue"] == [0]


def test_an_echo_of_an_article_that_is_not_shown_is_left_out():
    """A collection may know more than the findings given."""
    findings, collection, issues = world()
    data = columns([f for f in findings if f.article.id == "post"], collection, issues)
    assert data["echoes"] == []
    assert data["quotes"]["group"] == [-1, -1, -1]


def test_columns_are_plain_json():
    """Nothing but what JSON has, and no value that JSON lacks."""
    data = columns(*world())
    assert json.loads(json.dumps(data, allow_nan=False)) == data


def test_no_articles_at_all():
    """An empty collection has columns too."""
    assert columns([], Collection(), ISSUES)["quotes"]["id"] == []


@given(st.text(alphabet="ab. \n🌉é", max_size=120), st.data())
def test_any_span_survives_the_way_into_the_page(text, data):
    """For any text and span inside a kept stretch, the page cuts out the same words."""
    if not text:
        return
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    shown = texts.whole(text)
    assert words(shown.text, shown.spans([Span(start, end)])) == [text[start:end]]


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8))))
def test_join_groups_what_is_connected(pairs):
    """Members of a pair share a root, the root is the smallest of its group."""
    roots = join(pairs)
    assert all(roots[a] == roots[b] for a, b in pairs)
    assert all(roots[root] == root <= member for member, root in roots.items())


def test_figures_are_sorted_and_complete():
    """Every actor id that findings name has a figure, in the order of names."""
    findings, collection, _ = world()
    cast = assemble(findings, collection)
    assert [f.name for f in cast.figures] == sorted((f.name for f in cast.figures), key=str.casefold)
    assert all(a.id in cast.index for f in findings for a in f.actors)
