"""Saved web pages, all written for these tests: text, metadata, encodings, and pages made to be slow."""

from __future__ import annotations

import io
import socket
import sys
from pathlib import Path

import pytest

from claimledger import webpage
from claimledger.metadata import Metadata
from claimledger.read import read_many
from claimledger.records import Problem
from claimledger.webpage import is_page, read_page

BODY = """
<nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<article><h1>Ferry Orion sinks off the cape</h1>
<p>At least 28 people died when the ferry Orion sank on Sunday,
   the coast guard said on Monday. &ldquo;We are still searching,&rdquo; said the harbour master.</p>
<h2>What is known</h2><p>The navy denied that any <b>mine</b> had <a href="/mine">been laid</a>.</p>
<blockquote><p>It was dark, a survivor said.</p></blockquote></article>
<aside><h3>Read more</h3><ul><li><a href="/1">Another story about another thing</a></li></ul></aside>
<footer>Copyright Harbour Wire</footer>
"""
TEXT = """\
At least 28 people died when the ferry Orion sank on Sunday, the coast guard said on Monday. “We are still searching,” \
said the harbour master.

What is known

The navy denied that any mine had been laid.

It was dark, a survivor said.
"""


def page(head: str = "", body: str = BODY) -> bytes:
    return f"<!DOCTYPE html><html lang='en'><head>{head}</head><body>{body}</body></html>".encode()


def read(data: bytes) -> tuple[str, Metadata]:
    found = read_page(data, "page.html")
    assert not isinstance(found, Problem), found
    return found


def message(data: bytes) -> str:
    found = read_page(data, "page.html")
    assert isinstance(found, Problem)
    return str(found)


def test_the_article_without_what_stands_around_it() -> None:
    assert read(page('<meta property="og:title" content="Ferry Orion sinks off the cape">'))[0] == TEXT
    assert read(page())[0] == f"Ferry Orion sinks off the cape\n\n{TEXT}"


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    linked = '<link rel="canonical" href="https://harbour.example/orion"><base href="https://harbour.example/">'
    assert TEXT in read(page(linked))[0]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        pytest.param("", Metadata(), id="no-op: a page that says nothing"),
        pytest.param(
            '<meta property="og:title" content="Ferry Orion sinks"><title>Something else</title>',
            Metadata(title="Ferry Orion sinks"),
            id="the title for sharing before the window's",
        ),
        pytest.param(
            '<title>Ferry Orion sinks | Harbour Wire</title><meta property="og:site_name" content="Harbour Wire">',
            Metadata(title="Ferry Orion sinks", outlet="Harbour Wire"),
            id="the outlet in the title",
        ),
        pytest.param(
            "<title>Ferry Orion – a timeline</title>",
            Metadata(title="Ferry Orion – a timeline"),
            id="no-op: a title with a dash",
        ),
        pytest.param(
            '<meta property="article:published_time" content="2025-03-10T08:00:00+01:00">',
            Metadata(published="2025-03-10"),
            id="published",
        ),
        pytest.param(
            '<meta name="date" content="last week"><meta name="pubdate" content="10 March 2025">',
            Metadata(published="2025-03-10"),
            id="what is no date is passed over",
        ),
        pytest.param(
            '<meta name="date" content="3/4/2025">', Metadata(), id="no-op: an order of figures is not guessed"
        ),
        pytest.param(
            '<link rel="canonical" href="https://harbour.example/orion"><meta property="og:url" content="https://b.example">',
            Metadata(url="https://harbour.example/orion"),
            id="address",
        ),
        pytest.param('<link rel="canonical" href="javascript:alert(1)">', Metadata(), id="no-op: no address"),
        pytest.param('<meta name="author" content="A. Reporter">', Metadata(author="A. Reporter"), id="author"),
        pytest.param(
            '<meta property="article:author" content="https://harbour.example/staff/7">', Metadata(), id="no-op: a link"
        ),
        pytest.param(
            '<script type="application/ld+json">{"@graph": [{"@type": "WebSite"}, {"@type": ["NewsArticle"],'
            '"headline": "Ferry &amp; sea", "datePublished": "2025-03-10", "publisher": {"name": "Harbour Wire"},'
            '"author": [{"name": "A. Reporter"}, {"name": "B. Writer"}], "url": "https://harbour.example/o"}]}</script>',
            Metadata(
                "Ferry &amp; sea", "Harbour Wire", "2025-03-10", "https://harbour.example/o", "A. Reporter, B. Writer"
            ),
            id="JSON-LD",
        ),
        pytest.param(
            '<script type="application/ld+json">{"@type": "NewsA</script>', Metadata(), id="no-op: torn JSON-LD"
        ),
        pytest.param(f'<meta name="author" content="{"x" * 3000}">', Metadata(), id="no-op: endless"),
        pytest.param('<meta name="author" content=" \n ">', Metadata(), id="no-op: empty"),
    ],
)
def test_what_a_page_says_of_itself(head: str, expected: Metadata) -> None:
    assert read(page(head))[1] == expected


@pytest.mark.parametrize(
    ("declaration", "encoding"),
    [
        pytest.param("", "utf-8", id="nothing declared"),
        pytest.param("", "utf-8-sig", id="with a byte order mark"),
        pytest.param("", "utf-16", id="UTF-16"),
        pytest.param('<meta charset="windows-1251">', "cp1251", id="Windows Cyrillic"),
        pytest.param(
            '<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">', "koi8-r", id="the long way"
        ),
    ],
)
def test_encodings(declaration: str, encoding: str) -> None:
    data = page(declaration, BODY.replace("&ldquo;", "Мы: ").replace("&rdquo;", "")).decode().encode(encoding)
    assert "Мы: We are still searching" in read(data)[0]


def test_latin_1_is_what_browsers_take_it_for() -> None:
    data = page('<meta charset="iso-8859-1">').replace(b"&ldquo;", b"\x93").replace(b"&rdquo;", b"\x94")
    assert "“We are still searching,”" in read(data)[0]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(page() + b"\xff", "page.html: not utf-8, which it says it is: byte 0xff at", id="no UTF-8"),
        pytest.param(page('<meta charset="hex_codec">'), "encoding 'hex_codec' is not known", id="no encoding of text"),
        pytest.param(page('<meta charset="klingon">'), "encoding 'klingon' is not known", id="no encoding"),
        pytest.param(page(body=""), "no article was found on this page", id="an empty page"),
        pytest.param(b"", "no article was found on this page", id="nothing"),
        pytest.param(b"\0\0\0", "no article was found on this page", id="no page at all"),
    ],
)
def test_pages_that_cannot_be_read(data: bytes, expected: str) -> None:
    assert expected in message(data)


def test_a_page_made_to_be_slow_is_set_aside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webpage, "SECONDS", 1)
    monkeypatch.setattr(webpage, "CHARACTERS_A_SECOND", 10**9)
    slow = "<p " + " ".join(f"a{number}=1" for number in range(90_000)) + ">"
    assert "set aside: this page takes too long" in message(page(body=slow))


def test_a_page_made_to_be_large_is_set_aside(monkeypatch: pytest.MonkeyPatch) -> None:
    # Less than the process holds already: what other tests left free in the heap must not be enough.
    monkeypatch.setattr(webpage, "MEMORY", -(webpage._address_space() // 2))
    assert "or too much memory" in message(page(body="<p>The ferry sank, police said.</p>" * 100_000))


@pytest.mark.parametrize(
    "piece", ["<div>", "<p>x", "<b>", "<table><tr><td>", "<!--", "<", "&#", "<svg><g>", "<script>"]
)
def test_hostile_pages_end(piece: str) -> None:
    data = page(body=piece * (100_000 // len(piece)) + BODY)
    found = read_page(data, "page.html")
    assert isinstance(found, Problem) or len(found[0]) <= len(data)


def test_without_the_extra_the_message_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    assert message(page()) == (
        "page.html: HTML is read with the extra html, which is not installed "
        "(pip install 'claimledger[html]', or save the article's text as .txt)"
    )


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        pytest.param("articles/a.html", True, id="html"),
        pytest.param("a.HTM", True, id="htm"),
        pytest.param("a.html.txt", False, id="no-op: text"),
        pytest.param(None, False, id="no-op: no path"),
    ],
)
def test_what_is_a_page(path: str | None, expected: bool) -> None:
    assert is_page(path) is expected


def test_a_page_among_articles(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(page('<meta property="og:site_name" content="Harbour Wire">'))
    [article], problems = read_many([tmp_path], Metadata(title="By hand"), root=tmp_path)
    assert problems == []
    assert (article.info.path, article.info.title, article.info.outlet) == ("a.html", "By hand", "Harbour Wire")
    assert (article.body, article.text[article.paragraphs[1].span[0] :].startswith("At least 28")) == (0, True)


def test_a_page_that_begins_like_front_matter_has_none(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(
        page(body="<article><p>---</p><p>title: x</p><p>---</p><p>Police said.</p></article>")
    )
    [article], _ = read_many([tmp_path], root=tmp_path)
    assert (article.body, article.info.title) == (0, None)


def test_pages_are_bounded_in_length(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webpage, "MAX_BYTES", 100)
    (tmp_path / "a.html").write_bytes(page())
    articles, [problem] = read_many([tmp_path / "a.html"])
    assert articles == []
    assert "longer than 100 bytes" in problem.message


@pytest.mark.parametrize(
    ("data", "refused"),
    [
        pytest.param(page(), True, id="a page"),
        pytest.param(b"\xef\xbb\xbf\n<HTML><body>", True, id="with a byte order mark"),
        pytest.param(b"<b>Police</b> said that the ferry sank.", False, id="no-op: text with a tag"),
        pytest.param(b"", False, id="no-op: nothing"),
    ],
)
def test_a_page_on_standard_input_is_not_taken_for_text(data: bytes, refused: bool) -> None:
    _, problems = read_many(["-"], stdin=io.BytesIO(data))
    assert [one.message for one in problems if "HTML" in one.message] == ["this is an HTML page"] * refused
