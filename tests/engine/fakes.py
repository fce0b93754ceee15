"""Stand-ins for the extractor, for tests of the engine where what is found is beside the point.

Each finds one utterance per article: its first line, said by whoever its last word names.
"""

import os
import signal
import time
from pathlib import Path

from kg.model import Actor, Attribution, Findings, Span, Utterance


def find(article):
    """One direct utterance: enough to see that an article was read out, and which."""
    line = article.text.splitlines()[0]
    name = article.text.split()[-1].strip(".")
    attribution = Attribution("a1", (Span(0, max(1, len(line))),), confidence=0.5)
    return Findings(article, (Utterance(attribution, (name.lower(),)),), (Actor(name.lower(), name),))


class Plain:
    """Reads without trouble."""

    def __call__(self, article):
        return find(article)


class Troubled:
    """Does what the article's text asks for: fails, dies, hangs, dies once."""

    def __init__(self, folder=None):
        self.folder = folder

    def __call__(self, article):
        if "raise an error" in article.text:
            raise ValueError("this article asked for it")
        if "run out of memory" in article.text:
            raise MemoryError
        if "kill the worker always" in article.text:
            os.kill(os.getpid(), signal.SIGKILL)
        if "kill the worker once" in article.text and not (mark := Path(self.folder, "killed")).exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        if "take for ever" in article.text:
            time.sleep(60)
        return find(article)


class Slow:
    """Takes a moment, so that a build can be killed in the middle."""

    def __call__(self, article):
        time.sleep(0.02)
        return find(article)


class Unloadable:
    """An extractor whose model is missing."""

    def __init__(self):
        raise FileNotFoundError("no model here")


class Leaving:
    """An extractor whose process ends while it loads."""

    def __init__(self):
        os._exit(3)


def halved(mark, number):
    """Half of *number*; the first time that it is 5, the process dies instead."""
    if number == 5 and not Path(mark).exists():
        Path(mark).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number / 2
