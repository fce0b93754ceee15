"""How fast kg reads articles out beside the peers that can be installed, on the same texts, one after the other.

    python -m bench.peers [FOLDER_OF_TEXTS]

The peers get an environment of their own (``build/peers``, made on the first run; it needs the package index) and kg's
own syntax pipeline, since the models that they were made for are not on the index. The pipeline's time is left out for
all. Both find direct quotations only, by marks and verbs; kg finds indirect speech, speakers and positions besides.
SaysWho 0.1.4 fails in its own preparation of a text, so its finder is given each paragraph as it is, as textacy's is.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

import spacy

from bench import corpus, speed
from kg import articles
from kg.document.load import SHIPPED

PEERS = ("textacy==0.13.0", "sayswho==0.1.4")
VENV = corpus.ROOT / "build" / "peers"


def installed() -> Path:
    """The Python of the peers' environment."""
    python, done = VENV / "bin" / "python", VENV / ".installed"
    if not done.is_file():
        subprocess.run([sys.executable, "-m", "venv", VENV], check=True)
        wanted = [*PEERS, f"spacy=={spacy.__version__}"]
        subprocess.run([python, "-m", "pip", "install", "--quiet", *wanted], check=True)
        done.touch()
    return python


def peers(folder: Path) -> dict[str, dict[str, float]]:
    """For each peer: CPU-seconds, quotations found, paragraphs refused."""
    texts = [a.text for a in articles.read([str(folder)]) if not isinstance(a, Exception)]
    given = {
        "pipeline": str(SHIPPED),
        "rounds": speed.ROUNDS,
        "texts": [[line for line in text.splitlines() if line.strip()] for text in texts],
    }
    script = Path(__file__).with_name("peer.py")
    done = subprocess.run(
        [installed(), "-W", "ignore", script],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"OMP_NUM_THREADS": "1"},
    )
    return json.loads(done.stdout)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, nargs="?", default=corpus.ROOT / "seeds")
    folder = parser.parse_args().folder
    words = sum(len(a.text.split()) for a in articles.read([str(folder)]) if not isinstance(a, Exception))
    own = dict(speed.rates(folder))[speed.BESIDE]
    print(f"{'syntax pipeline left out':30}{'words/s':>12}{'of kg':>8}")
    print(f"{'kg extract, all that it does':30}{own:12,.0f}{1:8.2f}")
    for name, found in peers(folder).items():
        rate = words / max(found["seconds"], 1e-9)
        note = f"   {found['quotations']} direct quotations; {found['refused']} of {found['of']} paragraphs refused"
        print(f"{name + ', direct quotations':30}{rate:12,.0f}{rate / own:8.2f}{note}")
    print(f"{'Citron':30}{speed.CITRON:12,}{speed.CITRON / own:8.2f}   published, other machine")


if __name__ == "__main__":
    main()
