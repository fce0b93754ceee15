"""What a build remembers: only what changed is read out again, and the result is as if all had been."""

import fcntl
import json

import pytest

from kg import engine, records
from kg.engine.state import State
from kg.errors import KgError
from tests.engine import fakes
from tests.engine.conftest import text


def dumped(result):
    return [json.dumps(records.dump(f)) for f in result]


def counts(result):
    return result.unchanged, result.changed, result.new, result.removed, result.read


def test_a_second_build_reads_nothing(build):
    """Same input: nothing is read out, the same findings come, and the build says that all is written."""
    first = build()
    found = dumped(first)
    second = build()
    assert counts(first) == (0, 0, 12, 0, 11)
    assert counts(second) == (12, 0, 0, 0, 0)
    assert not first.is_unchanged
    assert second.is_unchanged
    assert found == dumped(second) == dumped(second)
    with pytest.raises(KgError, match="newer build"):
        dumped(first)


def test_identical_files_are_one_article_with_several_names(build):
    """Names are merged and sorted; the article is read out once."""
    result = build()
    assert (len(result), result.articles, result.names) == (11, 11, 12)
    assert [f.article.names for f in result][3] == ("a03.txt", "copy.txt")


def test_a_changed_a_new_and_a_removed_file(build, folder):
    """Exactly the articles concerned are read out, and the rest comes from memory in its place."""
    build()
    (folder / "a05.txt").write_text(text(5, " More was said."))
    (folder / "a06.txt").unlink()
    (folder / "a99.txt").write_text(text(99))
    result = build()
    assert counts(result) == (10, 1, 1, 1, 2)
    assert not result.is_unchanged
    found = dumped(result)
    fresh = build(force=True)
    assert fresh.read == 11
    assert dumped(fresh) == found


def test_a_renamed_file_is_not_read_out_again(build, folder):
    """Articles are known by their content; names only follow."""
    build()
    (folder / "a05.txt").rename(folder / "b05.txt")
    result = build()
    assert counts(result) == (11, 0, 1, 1, 0)
    assert ("b05.txt",) in [f.article.names for f in result]


def test_another_configuration_reads_all_again(build):
    """New models, issues or code: everything is read out anew, and the old findings go."""
    build()
    again = build(fingerprint="two")
    assert again.read == 11
    assert not again.is_unchanged
    assert build(fingerprint="one").read == 11


def test_output_that_was_not_finished_is_not_unchanged(build):
    """Killed after reading and before writing, a build has its output still to write."""
    build(mark=False)
    assert not build(mark=False).is_unchanged
    build()
    assert build().is_unchanged


def test_what_is_left_out_is_named_in_input_order(build, folder, troubled):
    """Unreadable files and failed articles, each with its reason; they are tried again next time."""
    (folder / "a04b.txt").write_text("The mayor said that this should raise an error, and the council agreed with it.")
    (folder / "a00.bin").write_bytes(b"\x89PNG")
    result = build(folder, "nowhere", make=troubled)
    assert [e.where for e in result.left_out] == ["a00.bin", "a04b.txt", "nowhere"]
    assert "asked for it" in str(result.left_out[1])
    again = build(folder, "nowhere", make=fakes.Plain)
    assert [e.where for e in again.left_out] == ["a00.bin", "nowhere"]
    assert again.read == 1


def test_the_way_it_was_read_does_not_show(build, folder, tmp_path):
    """One process or two, at once or file by file: the same findings."""
    together = dumped(build(jobs=2))
    for path in sorted(folder.iterdir())[:5]:
        build(path)
    assert dumped(build()) == together


def test_progress_is_told_for_each_article(build):
    """Done, total, rate and remaining time, up to the end."""
    told = []
    build(on_progress=told.append)
    assert [(p.done, p.total) for p in told] == [(i, 11) for i in range(1, 12)]
    assert told[-1].remaining == 0
    assert all(p.rate > 0 for p in told)


def test_inputs_and_columns_are_remembered(build, folder, tmp_path):
    """The check command finds the sources; a table is read the second time without naming its columns."""
    table = tmp_path / "t.jsonl"
    table.write_text(json.dumps({"odd": text(1)}))
    assert build(table, columns={"text": "odd"}).articles == 1
    assert build(table).articles == 1
    assert engine.remembered(tmp_path / "out") == (str(table),)
    assert engine.remembered(tmp_path / "elsewhere") == ()


def test_the_last_complete_build_is_remembered(build, tmp_path):
    """Findings of a build that was not finished, under another configuration, do not mix with the last complete one."""
    expected = dumped(build())
    state = State(tmp_path / "out")
    key = state.db.execute("SELECT key FROM findings").fetchone()[0]
    state.store(key, "another", b"{}")
    state.close()
    assert dumped(engine.remembered_findings(tmp_path / "out")) == expected
    assert not list(engine.remembered_findings(tmp_path / "elsewhere"))


def test_a_broken_state_is_made_anew(build, tmp_path):
    """A damaged memory costs time, not the build."""
    expected = dumped(build())
    (tmp_path / "out" / ".kg" / "state.sqlite").write_bytes(b"not a database " * 900)
    result = build()
    assert result.read == 11
    assert dumped(result) == expected


def test_two_builds_in_one_folder_do_not_meet(build, tmp_path):
    """The second is refused with a message, not corrupted."""
    build()
    with (tmp_path / "out" / ".kg" / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(KgError, match="another kg is building here"):
            build()
    build()


def test_an_unwritable_folder_is_a_message(tmp_path, folder):
    """A file where the folder should be: one line, no traceback."""
    (tmp_path / "out").write_text("in the way")
    with pytest.raises(KgError, match="cannot write"):
        engine.build_findings([str(folder)], None, tmp_path / "out", make_extractor=fakes.Plain, fingerprint="x")
