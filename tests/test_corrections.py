"""What people decided is applied, kept, and reported when it no longer fits; kg actors writes it and takes it back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import corrections
from kg.actors.registry import Register
from kg.cli.actors import take_back, write_down
from kg.errors import CorrectionError
from kg.ids import text_sha256
from kg.model import Position, Stance

from .actors.made import findings


@pytest.fixture
def read():
    """One article, three statements, two positions."""
    from dataclasses import replace

    made = findings(
        "river.txt",
        ("Ana Duarte", "“We will stay,”"),
        ("Piet Maas", "the dam would break in May"),
        (None, "“Not with us”"),
    )
    taken = (
        Position("ana-duarte", "dam", Stance.SUPPORTS, ("a1",)),
        Position("piet-maas", "dam", Stance.OPPOSES, ("a1", "a2")),
    )
    return replace(made, positions=taken)


def apply(read, text):
    """Findings and faults after the decisions in *text*."""
    return corrections.apply(read, corrections.parse(text, "file.txt"))


def test_reject(read):
    """A rejected attribution is gone, with the positions that rest on it alone."""
    done, faults = apply(read, 'reject river.txt "We will stay"')
    assert [u.attribution.id for u in done.utterances] == ["a2", "a3"]
    assert [(p.actor, p.evidence) for p in done.positions] == [("piet-maas", ("a2",))]
    assert not faults


def test_speaker(read):
    """The right speaker is set, known or new; positions follow."""
    done, _ = apply(read, 'speaker river.txt "We will stay" = "Piet Maas" + "Rosa Lund"')
    assert done.utterances[0].speakers == ("piet-maas", "rosa-lund")
    assert done.actor("rosa-lund").name == "Rosa Lund"
    assert {p.actor for p in done.positions} == {"piet-maas", "rosa-lund"}
    assert apply(read, 'speaker river.txt "We will stay" = nobody')[0].utterances[0].speakers == ()


def test_span(read):
    """The words said are those that the line says, at their place in the text."""
    done, _ = apply(read, 'span river.txt "the dam would break in May" = "would break"')
    (content,) = done.utterances[1].attribution.content
    assert done.article.text[content.start : content.end] == "would break"


def test_accept_and_stance(read):
    """What was looked at is certain; a stance is set, changed, or taken away."""
    assert apply(read, 'accept river.txt "We will stay"')[0].utterances[0].attribution.confidence == 1
    changed = apply(read, 'stance river.txt "We will stay" dam = ambivalent')[0].positions
    assert Position("ana-duarte", "dam", Stance.AMBIVALENT, ("a1",)) in changed
    assert Position("piet-maas", "dam", Stance.OPPOSES, ("a2",)) in changed
    assert len(apply(read, 'stance river.txt "We will stay" dam = none')[0].positions) == 1
    new = apply(read, 'stance river.txt "the dam would break" floods = supports')[0].positions
    assert Position("piet-maas", "floods", Stance.SUPPORTS, ("a2",)) in new


def test_add(read):
    """What was missed is added once, and not again when the extractor finds it by itself."""
    done, _ = apply(read, 'add river.txt "break in May" = "Rosa Lund"')
    assert done.utterances[-2].speakers == ("rosa-lund",) or done.utterances[-1].speakers == ("rosa-lund",)
    assert apply(read, 'add river.txt "the dam would break in May" = "Rosa Lund"')[0] == read


@pytest.mark.parametrize("article", ["river.txt", "{id}", "sha256:{sha}"])
def test_articles_are_named_in_three_ways(read, article):
    """By path, by id, by the beginning of their hash."""
    name = article.format(id=read.article.id, sha=text_sha256(read.article.text)[:12])
    assert len(apply(read, f'reject {name} "We will stay"')[0].utterances) == 2


@pytest.mark.parametrize(
    "line",
    [
        'reject sea.txt "We will stay"',
        'reject sha256:00000000 "We will stay"',
        'merge "Duarte" = "Ana Duarte"',
        "# nothing",
        "",
    ],
)
def test_other_lines_change_nothing(read, line):
    """Other articles, merges and notes leave an article's findings as they are."""
    assert apply(read, line) == (read, ())


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('accept river.txt "We shall stay"', "not in the article any more"),
        ('accept river.txt "said"', "no attribution"),
        ('span river.txt "We will stay" = "gone"', "not in the article"),
        ('add river.txt "said" = nobody', "2 times"),
    ],
)
def test_unfit_is_reported(read, line, says):
    """A decision whose words are gone is reported with file and line, and changes nothing."""
    done, faults = apply(read, "\n" + line)
    assert done == read
    assert says in faults[0]
    assert faults[0].startswith("file.txt:2: ")


def test_places_are_found_again(read):
    """Offsets that no longer hold are looked up by the words; those that hold choose among several."""
    assert len(apply(read, 'reject river.txt @900-912 "We will stay"')[0].utterances) == 2


def test_order_and_repetition(read):
    """Lines apply in order; applying the file twice changes nothing more."""
    text = 'speaker river.txt "We will stay" = "Rosa Lund"\nspeaker river.txt "We will stay" = "Piet Maas"'
    once, _ = apply(read, text)
    assert once.utterances[0].speakers == ("piet-maas",)
    assert apply(once, text)[0].utterances == once.utterances


def test_merge_and_split_go_to_the_register():
    """A merge links and a split parts; the later line wins; the register's own ids are used."""
    made = corrections.register(
        Register(), corrections.parse('merge "Duarte" = "Ana Duarte"\nsplit "A" = "B"\nmerge "B" = "A"')
    )
    assert made.same == {("ana-duarte", "duarte"), ("a", "b")}
    assert made.not_same == frozenset()


@pytest.mark.parametrize(
    "line",
    [
        "reject river.txt",
        'reject "words"',
        'forget river.txt "words"',
        'merge river.txt "A" = "B"',
        'merge "A"',
        'stance river.txt "words" = opposes',
        'stance river.txt "words" dam = maybe',
        'speaker river.txt "words" = Ana',
        'speaker river.txt "words"',
        'reject river.txt "words" = "more"',
    ],
)
def test_lines_that_mean_nothing(line):
    """A mistake is named with its line; nothing is guessed."""
    with pytest.raises(CorrectionError) as fault:
        corrections.parse(f"# note\n{line}", "file.txt")
    assert str(fault.value).startswith("file.txt:2: ")


@given(st.text(min_size=1, max_size=40).filter(lambda t: not set(t) & set("\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")))
def test_any_words_can_be_quoted(words):
    """What is written is read back as it was."""
    line = f"reject a.txt {corrections.quote(words)}"
    assert corrections.parse(line).lines[0].words == words


@given(st.text(alphabet='# ab"\n', max_size=30), st.integers(1, 3))
def test_undo_restores_the_bytes(tmp_path_factory, before, times):
    """As many undos as merges leave the file as it was, whatever its last line."""
    path = tmp_path_factory.mktemp("undo") / "corrections.txt"
    before = ("\r\n" if times == 2 else "\n").join(f"# {line}" for line in before.split("\n"))
    path.write_bytes(before.encode())
    for number in range(times):
        write_down("merge" if number % 2 else "split", f"A {number}", "B", path)
    assert len(corrections.load(path).lines) == times
    for _ in range(times):
        take_back(path)
    assert path.read_bytes() == before.encode()


def test_undo_takes_back_nothing_else(tmp_path):
    """A line that was written by hand, or no file, is left alone with a message."""
    path = tmp_path / "corrections.txt"
    with pytest.raises(CorrectionError):
        take_back(path)
    path.write_text('reject a.txt "b"\n', "utf-8")
    with pytest.raises(CorrectionError, match="last line"):
        take_back(path)
    with pytest.raises(CorrectionError, match="one identifier"):
        write_down("merge", "Petrenskyy", "Petrensky", path)
    assert path.read_text("utf-8") == 'reject a.txt "b"\n'
