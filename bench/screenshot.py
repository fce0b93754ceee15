"""Takes the README's picture: the page of the bundled articles, as headless Chromium shows it.

    python bench/screenshot.py [-o docs/picture.png] [--page build/kg.html] [--address '#open=…']

Without ``--page`` the page is made here, from ``seeds/``, with the default issues.
"""

import argparse
import struct
import tempfile
import zlib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]


def seeds_page():
    """The page of the bundled articles."""
    from kg import actors, articles, view
    from kg.graph import issues
    from kg.pipeline import Extractor, Settings

    scheme = issues.read(None)
    extract = Extractor(Settings(issues=scheme))
    findings = [extract(article) for article in articles.read([str(ROOT / "seeds")])]
    return view.page(findings, actors.collect(findings, actors.load_register(None)), scheme)


def take(page, out, address, chromium, width, height, scheme):
    """Opens the file *page* at *address* and saves what is seen as *out*."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        tab = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
        tab.goto(f"file://{page}{address}")
        tab.wait_for_selector("html[data-ready=yes]")
        tab.wait_for_timeout(500)
        out.write_bytes(smaller(tab.screenshot()))
        browser.close()


def smaller(png):
    """The same picture with its data packed as tightly as zlib can; the browser is in a hurry."""
    head, rest, data, kept = png[:8], png[8:], b"", []
    while rest:
        length, kind = struct.unpack(">I4s", rest[:8])
        if kind == b"IDAT":
            data += rest[8 : 8 + length]
        else:
            kept.append(rest[: 12 + length])
        rest = rest[12 + length :]
    packed = b"IDAT" + zlib.compress(zlib.decompress(data), 9)
    chunk = struct.pack(">I", len(packed) - 4) + packed + struct.pack(">I", zlib.crc32(packed))
    return head + b"".join(kept[:-1]) + chunk + kept[-1]


def main():
    """Reads the command line and takes the picture."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("-o", "--out", type=Path, default=ROOT / "docs" / "picture.png")
    parser.add_argument("--page", type=Path)
    parser.add_argument("--address", default="")
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    parser.add_argument("--size", default="1280x800")
    parser.add_argument("--dark", action="store_true")
    options = parser.parse_args()
    width, height = map(int, options.size.split("x"))
    with tempfile.TemporaryDirectory() as folder:
        page = options.page
        if page is None:
            page = Path(folder) / "kg.html"
            page.write_text(seeds_page(), encoding="utf-8", newline="\n")
        scheme = "dark" if options.dark else "light"
        take(page.resolve(), options.out, options.address, options.chromium, width, height, scheme)
    print(f"{options.out}: {options.out.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
