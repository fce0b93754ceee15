"""One command from a clean tree to a tagged, tried release. ``make release`` runs lint and tests before it.

    python tools/release.py              check, build, try, tag
    python tools/release.py --rehearse   build and try only, whatever the state of the tree; CI does this
    python tools/release.py --upload     then also to the package index, with twine

The version stands in kg/__init__.py. The wheel is tried in a new environment outside the tree, installed with all that
it needs.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LIMIT = 60_000_000  # bytes of the wheel


class Fault(Exception):
    """Something that stands in the way of a release, with its remedy."""


def main(root: Path = ROOT) -> None:
    """Reads the command line and goes through the steps; a fault stops it before anything is tagged."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rehearse", action="store_true", help="build and try, but check, tag and upload nothing")
    parser.add_argument("--upload", action="store_true", help="upload to the package index after tagging")
    options = parser.parse_args()
    try:
        number = version(root)
        if not options.rehearse:
            ready(root, number)
        files = build(root, number)
        attempt(files[0], number)
        if not options.rehearse:
            run("git", "tag", "--annotate", f"v{number}", "--message", f"kg {number}", cwd=root)
            say(f"tagged v{number}; publish it with  git push origin v{number}")
            if options.upload:
                run(sys.executable, "-m", "twine", "upload", *files)
    except Fault as fault:
        sys.exit(f"release: {fault}")
    say("done")


def version(root: Path) -> str:
    """The version, from the one place where it stands."""
    found = re.search(r'^__version__ = "(.+)"$', (root / "kg" / "__init__.py").read_text("utf-8"), re.MULTILINE)
    if not found:
        raise Fault('kg/__init__.py has no line  __version__ = "…"')
    return found[1]


def ready(root: Path, number: str) -> None:
    """The tree is as committed, and the change log, the citation and the tags agree on the version.

    Raises:
        Fault: one of them does not.
    """
    if changed := run("git", "status", "--porcelain", cwd=root):
        raise Fault(f"the tree is not as committed; commit or remove:\n{changed}")
    heading = re.search(r"^## (.+)$", (root / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    if not heading or not re.fullmatch(rf"{re.escape(number)}, \d{{4}}-\d\d-\d\d", heading[1]):
        first = heading[1] if heading else "nothing"
        raise Fault(f"CHANGELOG.md begins with '{first}'; write  ## {number}, and the day of the release")
    if f"\nversion: {number}\n" not in (root / "CITATION.cff").read_text("utf-8"):
        raise Fault(f"CITATION.cff is of another version; write  version: {number}")
    if run("git", "tag", "--list", f"v{number}", cwd=root):
        raise Fault(f"v{number} is tagged already; raise __version__ in kg/__init__.py")


def build(root: Path, number: str) -> list[Path]:
    """Wheel and source archive in dist/: the wheel is built from the archive, so that the archive is whole.

    Raises:
        Fault: a file is missing, too large or not fit for the index.
    """
    target = root / "dist"
    shutil.rmtree(target, ignore_errors=True)
    say("building wheel and source archive")
    run(sys.executable, "-m", "build", "--outdir", target, root)
    files = [*target.glob("*.whl"), *target.glob("*.tar.gz")]
    if len(files) != 2 or not all(f"-{number}" in file.name for file in files):
        raise Fault(f"dist/ holds {[f.name for f in files]} and not a wheel and an archive of {number}")
    size = files[0].stat().st_size
    if size >= LIMIT:
        raise Fault(f"the wheel has {size:,} bytes; it must stay below {LIMIT:,}")
    run(sys.executable, "-m", "twine", "check", "--strict", *files)
    say(f"{files[0].name}, {size / 1e6:.1f} MB; {files[1].name}")
    return files


def attempt(wheel: Path, number: str) -> None:
    """Install the wheel into a new environment outside the tree, and build, query and look with it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        say("installing the wheel into an empty environment")
        venv.create(folder / "env", with_pip=True)
        programs = folder / "env" / "bin"
        run(programs / "python", "-m", "pip", "install", "--quiet", wheel, cwd=folder)
        kg = programs / "kg"
        if number not in run(kg, "--version", cwd=folder):
            raise Fault(f"the installed program is not kg {number}")
        for command in ("doctor", "demo first", "query most-quoted-actors -g first/build -f csv"):
            say(f"kg {command}")
            printed = run(kg, *command.split(), cwd=folder)
        if "Donald Trump" not in printed:
            raise Fault(f"the bundled articles' graph names nobody:\n{printed}")
        run(kg, "build", "first/articles/", "-o", "second/", cwd=folder)
        run(kg, "check", "second/", cwd=folder)
        run(kg, "view", "-g", "second/", "-o", "page.html", "--no-open", cwd=folder)
        if (folder / "page.html").stat().st_size < 100_000:
            raise Fault("the picture is empty")


def run(*command: object, cwd: Path | None = None) -> str:
    """What the command prints; the source tree is out of its sight.

    Raises:
        Fault: it fails.
    """
    env = {key: value for key, value in os.environ.items() if key not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    words = [str(word) for word in command]
    done = subprocess.run(words, cwd=cwd, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Fault(f"{' '.join(words)} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def say(message: str) -> None:
    """One line on stderr."""
    print(f"release: {message}", file=sys.stderr)


if __name__ == "__main__":
    main()
