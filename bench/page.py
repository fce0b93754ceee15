"""What a page of 10,000 nodes and 50,000 statements costs: size, time until it can be used, time of each answer.

    python bench/page.py [--articles 2500] [--actors 9900] [--issues 100] [--statements 50000]

CPU time, so that a busy machine does not count: until the page is ready that of the renderer's whole process
(``SystemInfo.getProcessInfo`` of the DevTools protocol); for each answer, its drawing among it, and for each
frame while panning that of the renderer's threads, from the browser's own tracing.
"""

import argparse
import json
import os
import random
import statistics
import tempfile
import time
from bisect import bisect
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

from kg.model import (
    Actor,
    Article,
    Attribution,
    Collection,
    Echo,
    Findings,
    Issue,
    Kind,
    Position,
    Relation,
    Span,
    Stance,
    Utterance,
)
from kg.view import page

WORDS = ("harbour", "bridge", "toll", "council", "ferry", "night", "crane", "budget")
WORDS += ("school", "tram", "lake", "winter", "market", "road", "union", "plan")
ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]


def collection(articles, actors, issues, statements, seed=1):
    """Invented findings of that size, with a heavy head of actors as news has it."""
    chance = random.Random(seed)
    names = [f"{chance.choice(WORDS).title()} {chance.choice(WORDS).title()}son {i}" for i in range(actors)]
    scheme = [
        Issue(f"issue-{i}", f"https://example.org/{i}", f"Issue {i} of the {WORDS[i % 16]}") for i in range(issues)
    ]
    findings, spoken = [], 0
    for n in range(articles):
        count = (statements - spoken) // (articles - n)
        who = [min(int(chance.paretovariate(0.45)) - 1, actors - 1) for _ in range(count)]
        who = [w if chance.random() < 0.75 else chance.randrange(actors) for w in who]
        findings.append(_article(n, who, names, scheme, chance))
        spoken += count
    echoes = [Echo(f"ar-{n:05}", "a1", f"ar-{n + 1:05}", "a1", Relation.VARIANT) for n in range(0, articles - 1, 3)]
    return findings, Collection(echoes=tuple(echoes)), scheme


def _article(n, who, names, scheme, chance):
    text, utterances, positions = "", [], []
    for i, actor in enumerate(who, start=1):
        start = len(text)
        said = " ".join(chance.choice(WORDS) for _ in range(18))
        text += f"{names[actor]} said “{said}.”\n\n"
        name, content = Span(start, start + len(names[actor])), Span(start + len(names[actor]) + 6, len(text) - 2)
        cue = Span(name.end + 1, name.end + 5)
        utterances.append(
            Utterance(Attribution(f"a{i}", (content,), (name,), (cue,), Kind.DIRECT), (f"actor-{actor}",), (), "name")
        )
        stance = chance.choice(list(Stance))
        positions.append(Position(f"actor-{actor}", chance.choice(scheme).id, stance, (f"a{i}",), None, 0.8, (cue,)))
    cast = tuple(Actor(f"actor-{a}", names[a]) for a in sorted(set(who)))
    published = date(2024, 1, 1) + timedelta(days=n % 365)
    article = Article(f"ar-{n:05}", text, (f"{n}.txt",), f"Title {n}", f"Outlet {n % 40}", published)
    return Findings(article, tuple(utterances), cast, tuple(positions))


def cpu(session):
    """Seconds of CPU that the busiest renderer process has used so far, all its threads."""
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    return max(p["cpuTime"] for p in processes if p["type"] == "renderer")


TASKS = ("ThreadControllerImpl::RunTask", "ThreadPool_RunTask")


class Trace:
    """What the browser's tracing saw of the renderer while a block ran; times in ms."""

    def __init__(self, browser, tab):
        self.browser, self.tab = browser, tab

    def __enter__(self):
        self.browser.start_tracing(page=self.tab, categories=["toplevel", "devtools.timeline"])
        return self

    def __exit__(self, *_):
        events = json.loads(self.browser.stop_tracing())["traceEvents"]
        names = {(e["pid"], e["tid"]): e["args"]["name"] for e in events if e["name"] == "thread_name"}
        counts = Counter((e["pid"], e["tid"]) for e in events)
        self.main = max((k for k, name in names.items() if name == "CrRendererMain"), key=lambda k: counts[k])
        self.events = [e for e in events if e["pid"] == self.main[0]]

    def cpu(self):
        """CPU of all the renderer's threads."""
        return sum(e.get("tdur", 0) for e in self.events if e["name"] in TASKS) / 1000

    def frames(self):
        """CPU of the main thread in each frame that was drawn."""
        mine = [e for e in self.events if e["tid"] == self.main[1]]
        starts = sorted(e["ts"] for e in mine if e["name"] == "FireAnimationFrame")
        each = Counter(dict.fromkeys(range(1, len(starts) + 1), 0))
        for e in mine:
            if e["name"] == TASKS[0]:
                each[bisect(starts, e["ts"] + e.get("dur", 0))] += e.get("tdur", 0) / 1000
        return [each[i] for i in range(1, len(starts) + 1)]


def visit(path, chromium):
    """CPU until the page is ready, and of each of the things a reader does."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        tab = browser.new_page(viewport={"width": 1440, "height": 900})
        session = browser.new_browser_cdp_session()
        tab.goto(f"file://{path}")
        tab.wait_for_selector("html[data-ready=yes]")
        figures = {"ready, s of CPU": round(cpu(session), 2)}
        tab.wait_for_timeout(1500)
        figures["idle after, s of CPU"] = round(cpu(session), 2)
        for name, (script, values) in ACTIONS.items():
            figures[f"{name}, ms of CPU"] = [_answer(browser, tab, script, value) for value in values]
        for name, prepare in (("pan", 0), ("pan, zoomed in", 6)):
            figures[f"{name}, ms of CPU a frame (median, worst)"] = _pan(browser, tab, prepare)
        browser.close()
    return figures


_TYPE = "q => { const box = document.getElementById('find'); box.value = q; box.dispatchEvent(new Event('input')); }"
_GO = "a => { location.hash = a; }"
_CLICK = "selector => { document.querySelector(selector).click(); }"
_DRAWN = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
ACTIONS = {
    "search a name": (_TYPE, ["harb", "bridgeson 7", "winter"]),
    "search words": (_TYPE, ["toll council ferry", "lake winter market", "no such words"]),
    "search put away": (_TYPE, [""]),
    "filter by outlet": (_GO, ["#outlet=Outlet+3", "#outlet=Outlet+4", ""]),
    "filter by issue": (_GO, ["#issue=issue-7", "#issue=issue-8", ""]),
    "filter by actor": (_GO, ["#actor=actor-0", "#actor=actor-77", ""]),
    "filter by stance": (_GO, ["#stance=supports", "#stance=opposes", ""]),
    "filter by kind": (_GO, ["#kind=direct", "#kind=mixed", ""]),
    "filter by confidence": (_GO, ["#sure=70", "#sure=90", ""]),
    "filter by date": (_GO, ["#from=2024-03-01&to=2024-03-31", "#from=2024-06-01", ""]),
    "repeats counted": (_GO, ["#once=no", ""]),
    "filters put beside it": (_CLICK, ["#filters-toggle"]),
    "a box of the filters": (_CLICK, ["#stance-0", "#outlet-1", "#issue-2", "#actor-1", "#stance-0", "#outlet-1"]),
    "filters put away": (_CLICK, ["#filters-toggle", "#main a, h1 a"]),
    "open an actor": (_GO, ["#open=actor:actor-0", "#open=actor:actor-5000", ""]),
    "open an issue": (_GO, ["#open=issue:issue-3", ""]),
    "agreement": (_GO, ["#view=agreement", ""]),
    "one actor": (_GO, ["#view=actor", ""]),
    "one issue": (_GO, ["#view=issue", ""]),
    "timeline": (_GO, ["#view=timeline", ""]),
    "outlets": (_GO, ["#view=outlets", ""]),
}


def _answer(browser, tab, script, value):
    with Trace(browser, tab) as trace:
        tab.evaluate(script, value)
        tab.evaluate(_DRAWN)
    return round(trace.cpu())


def _pan(browser, tab, closer):
    """Drags the whole picture, after zooming in that often."""
    for _ in range(closer):
        tab.click("[aria-label='Zoom in']")
    box = tab.locator("#network").bounding_box()
    x, y = box["x"] + 30, box["y"] + 40
    with Trace(browser, tab) as trace:
        tab.mouse.move(x, y)
        tab.mouse.down()
        for i in range(60):
            tab.mouse.move(x + 5 * i, y + 3 * i)
            tab.wait_for_timeout(16)
        tab.mouse.up()
    frames = trace.frames()
    return [round(statistics.median(frames), 1), round(max(frames), 1)]


def main():
    """Builds the page, opens it and prints the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name, default in (("articles", 2500), ("actors", 9900), ("issues", 100), ("statements", 50_000)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    options = parser.parse_args()
    made = collection(options.articles, options.actors, options.issues, options.statements)
    start = time.process_time()
    html = page(*made)
    figures = {"build, s of CPU": round(time.process_time() - start, 1), "size, MB": round(len(html.encode()) / 1e6, 1)}
    figures["machine"] = f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.html"
        path.write_text(html, encoding="utf-8", newline="\n")
        figures |= visit(path, options.chromium)
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
