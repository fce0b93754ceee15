"""What a page of 10,000 nodes and 50,000 statements costs: size, time until it can be used, time of each answer.

    python bench/page.py [--articles 2500] [--actors 9900] [--issues 100] [--statements 50000]

CPU time is that of the page's whole process (``SystemInfo.getProcessInfo`` of the DevTools protocol), so
that a busy machine does not count; frames while panning are timed by ``requestAnimationFrame``, by the clock.
"""

import argparse
import json
import os
import random
import statistics
import tempfile
import time
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
        figures |= {f"{name}, ms of CPU": _answers(tab, session, script) for name, script in ACTIONS.items()}
        figures["pan, ms a frame (median, worst)"] = _pan(tab)
        browser.close()
    return figures


_TYPE = "q => { const box = document.getElementById('find'); box.value = q; box.dispatchEvent(new Event('input')); }"
_GO = "a => { location.hash = a; }"
ACTIONS = {
    "search a name": (_TYPE, ["harb", "bridgeson 7", "winter"]),
    "search words": (_TYPE, ["toll council ferry", "lake winter market", "no such words"]),
    "filter by outlet": (_GO, ["#outlet=Outlet+3", "#outlet=Outlet+4", ""]),
    "filter by issue": (_GO, ["#issue=issue-7", "#issue=issue-8", ""]),
    "filter by confidence": (_GO, ["#sure=70", "#sure=90", ""]),
    "open an actor": (_GO, ["#open=actor:actor-0", "#open=actor:actor-5000", ""]),
    "agreement": (_GO, ["#view=agreement", ""]),
    "one actor": (_GO, ["#view=actor", ""]),
    "timeline": (_GO, ["#view=timeline", ""]),
    "outlets": (_GO, ["#view=outlets", ""]),
}


def _answers(tab, session, action):
    script, values = action
    times = []
    for value in values:
        before = cpu(session)
        tab.evaluate(script, value)
        tab.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        times.append(round(1000 * (cpu(session) - before)))
    return times


def _pan(tab):
    box = tab.locator("#network").bounding_box()
    x, y = box["x"] + 60, box["y"] + 60
    tab.evaluate(
        "() => { window.frames_ = []; let last; const tick = t => { if (last) frames_.push(t - last); last = t;"
        " requestAnimationFrame(tick); }; requestAnimationFrame(tick); }"
    )
    tab.mouse.move(x, y)
    tab.mouse.down()
    for i in range(60):
        tab.mouse.move(x + 5 * i, y + 3 * i)
        tab.wait_for_timeout(12)
    tab.mouse.up()
    frames = tab.evaluate("frames_")
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
