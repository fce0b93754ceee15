"""`kg doctor` finds what is wrong, and nothing where nothing is."""

from importlib import metadata

import pytest
import typer

from kg import resources
from kg.cli import doctor


def states(checks):
    return [check.state for check in checks]


def test_a_sound_installation_has_no_fault(monkeypatch):
    """Libraries of the right versions, shipped files, models that read."""
    monkeypatch.setattr(metadata, "requires", lambda _name: ["typer>=0.1", "no-such-thing>=1; extra == 'x'"])
    found = list(doctor.examine())
    assert "fault" not in states(found), [c for c in found if c.state == "fault"]
    assert any("libraries" in c.what for c in found)


@pytest.mark.parametrize(
    ("requirement", "said"),
    [("no-such-library>=1", "no-such-library is missing"), ("typer>=999", "is not >=999")],
)
def test_a_missing_or_old_library_is_named(monkeypatch, requirement, said):
    """The fault names the library, and how to mend it."""
    monkeypatch.setattr(metadata, "requires", lambda _name: [requirement])
    (check,) = doctor._libraries()
    assert (check.state, said in check.what) == ("fault", True)
    assert "pip install" in check.remedy


def test_a_missing_folder_is_a_fault(monkeypatch, tmp_path):
    """An installation without its questions is told so, without a traceback."""

    def gone(name):
        raise FileNotFoundError(f"this installation of kg lacks its folder {name!r}")

    monkeypatch.setattr(resources, "folder", gone)
    check = doctor._guarded(doctor._files)
    assert check.state == "fault"
    assert "lacks its folder" in check.what


def test_an_optional_part_is_no_fault(monkeypatch):
    """What is absent and not needed is said with the extra that brings it."""

    def version(name):
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "version", version)
    found = list(doctor._optional())
    assert set(states(found)) == {"absent"}
    assert all("[" in c.remedy for c in found)


@pytest.mark.parametrize(("state", "code"), [("ok", 0), ("absent", 0), ("fault", 1)])
def test_a_fault_is_exit_one(monkeypatch, capsys, state, code):
    """The exit says whether there was a fault; each line says what, and what to do."""
    monkeypatch.setattr(doctor, "examine", lambda: iter([doctor.Check(state, "the bridge", "mend it")]))
    if code:
        with pytest.raises(typer.Exit) as end:
            doctor.doctor()
        assert end.value.exit_code == code
    else:
        doctor.doctor()
    said = capsys.readouterr().out
    assert "the bridge" in said
    assert "mend it" in said
    assert ("All is well" in said) == (code == 0)
