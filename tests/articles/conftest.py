"""One invented article in every format, for the tests of the readers."""

import gzip
import io
import json
import sqlite3
import zipfile

import pytest

STORY = (
    "The mayor of Marlow said on Monday that the old bridge would open again before the winter.\n\n"
    "“We will rebuild it,” Ida Holm told reporters at the town hall. “It is a matter of weeks.”\n\n"
    "Critics of the plan said that the costs had been hidden from the council for years, "
    "and that the mayor had known of it since the spring.\n"
)
TITLE, OUTLET, DAY, URL = "Bridge to open before the winter", "Marlow Courier", "2024-03-05", "https://marlow.example/b"


def page(story=STORY, linked=False):
    """A web page of the story, with JSON-LD or with meta tags alone."""
    paragraphs = "".join(f"<p>{p}</p>" for p in story.strip().split("\n\n"))
    data = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebSite", "name": "no article"},
            {
                "@type": ["NewsArticle"],
                "headline": TITLE,
                "datePublished": f"{DAY}T10:00:00+01:00",
                "publisher": {"name": OUTLET},
                "url": URL,
                "articleBody": story.strip(),
            },
        ],
    }
    script = f'<script type="application/ld+json">{json.dumps(data)}</script>' if linked else ""
    return (
        f'<!DOCTYPE html><html><head><title>{TITLE}</title><meta property="og:site_name" content="{OUTLET}">'
        f'<meta property="article:published_time" content="{DAY}T10:00:00Z">{script}</head><body>'
        f"<nav><a href='/'>Home</a> <a href='/sport'>Sport</a></nav><article><h1>{TITLE}</h1>{paragraphs}</article>"
        "<footer>Terms of use</footer></body></html>"
    ).encode()


def row(story=STORY):
    """The story as a record of a corpus."""
    return {"body": story, "headline": TITLE, "date": DAY, "source": {"name": OUTLET}, "url": URL}


def warc(*records, packed=True):
    """A web archive of (type, url, bytes) records."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    for kind, url, data in records:
        headers = None
        if kind == "response":
            headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.0")
        writer.write_record(writer.create_warc_record(url, kind, payload=io.BytesIO(data), http_headers=headers))
    return out.getvalue()


def dna(path, *documents):
    """A database of the Discourse Network Analyzer with (title, text, source, seconds) documents."""
    db = sqlite3.connect(path)
    db.execute(
        "CREATE TABLE DOCUMENTS(ID INTEGER PRIMARY KEY, Title TEXT, Text TEXT, Coder INTEGER, Author TEXT, "
        "Source TEXT, Section TEXT, Notes TEXT, Type TEXT, Date INTEGER)"
    )
    db.executemany("INSERT INTO DOCUMENTS(Title, Text, Source, Date) VALUES(?,?,?,?)", documents)
    db.commit()
    db.close()


def zipped(**files):
    """A zip of files, their names with ``__`` for ``/``."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


@pytest.fixture
def every_format(tmp_path):
    """A folder with the story in each format that kg reads, one article per file."""
    (tmp_path / "a.txt").write_bytes(STORY.encode())
    (tmp_path / "b.html").write_bytes(page())
    (tmp_path / "c.htm").write_bytes(page(linked=True))
    (tmp_path / "d.jsonl").write_bytes(json.dumps(row()).encode())
    (tmp_path / "e.json").write_bytes(json.dumps([row()]).encode())
    (tmp_path / "f.csv").write_text(f'Title,Text,Date\n"{TITLE}","{STORY}",{DAY}\n', "utf-8", newline="")
    (tmp_path / "g.md").write_bytes(f"---\ntitle: {TITLE}\ndate: {DAY}\n---\n# {TITLE}\n\n{STORY}".encode())
    (tmp_path / "h.warc.gz").write_bytes(warc(("response", URL, page())))
    (tmp_path / "i.wet").write_bytes(warc(("conversion", URL, STORY.encode()), packed=False))
    dna(tmp_path / "j.dna", (TITLE, STORY, OUTLET, 1709632800))
    (tmp_path / "k.zip").write_bytes(zipped(**{"in/one.txt": STORY}))
    (tmp_path / "l.txt.gz").write_bytes(gzip.compress(STORY.encode()))
    return tmp_path
