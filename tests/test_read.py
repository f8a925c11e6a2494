"""Articles in: offsets stay true, nothing is replaced, and what cannot be read is said."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimledger.errors import ClaimledgerError
from claimledger.metadata import NOTHING, Metadata, parse_published
from claimledger.paragraphs import split_paragraphs
from claimledger.read import MAX_BYTES, parse_article, read_many
from claimledger.records import Article, Problem


def read(data: bytes | str, options: Metadata = NOTHING) -> Article:
    article = parse_article(data, options)
    assert isinstance(article, Article), article
    return article


def problem(data: bytes | str) -> Problem:
    found = parse_article(data, name="a.txt")
    assert isinstance(found, Problem), found
    return found


def paragraphs(text: str) -> list[str]:
    return [text[slice(*one.span)] for one in split_paragraphs(text)]


def kept(text: str) -> list[str]:
    return [text[slice(*one.span)] for one in split_paragraphs(text) if not one.boilerplate]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        pytest.param(b"\xef\xbb\xbfTwo dead.", "Two dead.", id="a BOM is not counted"),
        pytest.param(b"One.\r\nTwo.\r\n", "One.\r\nTwo.\r\n", id="CRLF stays, so that offsets are the file's"),
        pytest.param("Zażółć 🚢 سفينة".encode(), "Zażółć 🚢 سفينة", id="code points, not bytes"),
        pytest.param(b"A\0B\x1b[31m", "A\0B\x1b[31m", id="NUL and ESC are text"),
        pytest.param(b"The file began with %PDF-1.7.", "The file began with %PDF-1.7.", id="a PDF only by its words"),
        pytest.param("One.\u2028Two.".encode(), "One.\u2028Two.", id="line separator"),
    ],
)
def test_text_is_the_decoded_file(data: bytes, text: str) -> None:
    assert read(data).text == text


@pytest.mark.parametrize(
    ("data", "message", "line"),
    [
        pytest.param(b"ab\n\xe9x", "byte 0xe9 at byte offset 3", 2, id="Latin-1"),
        pytest.param("\ufeffTwo.".encode("utf-16-le"), "UTF-16", None, id="UTF-16"),
        pytest.param(b"\xed\xa0\x80", "byte offset 0", 1, id="surrogate in UTF-8"),
        pytest.param(b"%PDF-1.7\n%\xe2\xe3", "this is a PDF", None, id="PDF under another name"),
        pytest.param(b"PK\x03\x04\x14\0", "an office document", None, id="DOCX under another name"),
        pytest.param(b" \n\n", "no text", None, id="blank"),
        pytest.param(b"---\ntitle: x\n---\n", "no text", None, id="only front matter"),
        pytest.param(b"---\ntitle: x\n", "closing ---", 1, id="front matter without end"),
        pytest.param(b"---\ntitle: Seoul: four\n---\nText.", "mapping values", 2, id="unquoted colon"),
        pytest.param(b"---\ntitle: x\npublished: soon\n---\nText.", "'soon' is no date", 3, id="no date"),
        pytest.param(b"---\ntitle: x\nPublished: soon\n---\nText.", "'soon' is no date", 3, id="key in capitals"),
        pytest.param(b"---\ntitle: x\r\npublished: 3/4/2024\r\n---\nText.", "no date", 3, id="which month?"),
        pytest.param(b"---\noutlet: {a: b}\n---\nText.", "outlet must be text", 2, id="a map as outlet"),
        pytest.param(b"---\ntitle: x\ntitle: y\n---\nText.", "twice", 3, id="key given twice"),
        pytest.param(b"---\ntitle: &a x\n---\nText.", "anchors", 2, id="anchor"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_line(data: bytes, message: str, line: int | None) -> None:
    found = problem(data)
    assert message in found.message
    assert (found.path, found.line) == ("a.txt", line)


@pytest.mark.parametrize(
    ("text", "body", "known"),
    [
        pytest.param(
            "---\ntitle: 'Ferry: 28 dead'\noutlet: Harbour Wire\npublished: 2025-03-14\nnote: x\n---\nText.",
            "Text.",
            Metadata("Ferry: 28 dead", "Harbour Wire", "2025-03-14"),
            id="keys of ours, others left alone",
        ),
        pytest.param("---\r\ntitle: x\r\n---\r\nText.", "Text.", Metadata("x"), id="CRLF"),
        pytest.param(
            "---\ntitle: 2024\nauthor: [A B, C D]\n...\nText.", "Text.", Metadata("2024", author="A B, C D"), id="dots"
        ),
        pytest.param("---\n\nA rule.\n\n---\n\nText.", "---\n\nA rule.\n\n---\n\nText.", Metadata(), id="only a rule"),
        pytest.param("Text.\n---\ntitle: x\n---\n", "Text.\n---\ntitle: x\n---\n", Metadata(), id="not at the start"),
        pytest.param(
            "---\nTitle: X\nPUBLISHED: 2024-10-28\n---\nText.",
            "Text.",
            Metadata("X", published="2024-10-28"),
            id="keys in capitals",
        ),
        pytest.param("---\n---\nText.", "Text.", Metadata(), id="empty"),
    ],
)
def test_front_matter(text: str, body: str, known: Metadata) -> None:
    article = read(text)
    info = article.info
    assert article.text[article.body :] == body
    assert Metadata(info.title, info.outlet, info.published, info.url, info.author) == known


def test_options_go_first() -> None:
    article = read("---\ntitle: x\noutlet: y\n---\nText.", Metadata(title="Z"))
    assert (article.info.title, article.info.outlet) == ("Z", "y")


def test_a_wrong_option_is_bad_usage() -> None:
    with pytest.raises(ClaimledgerError, match="no date"):
        read_many([], Metadata(published="soon"))


@pytest.mark.parametrize(
    ("text", "date"),
    [
        pytest.param("2024-10-28", "2024-10-28", id="ISO"),
        pytest.param("2024-10-28T23:59:00+02:00", "2024-10-28", id="the day as written"),
        pytest.param("2024-10", "2024-10", id="month"),
        pytest.param("2024", "2024", id="year"),
        pytest.param("2024-10-XX", "2024-10-XX", id="EDTF"),
        pytest.param("Oct. 3, 2024", "2024-10-03", id="American"),
        pytest.param("Mon, 28 Oct 2024 10:00:00 GMT", "2024-10-28", id="RFC 2822"),
        pytest.param("Monday 28th October, 2024", "2024-10-28", id="British"),
        pytest.param("3/4/2024", None, id="no-op: day or month first"),
        pytest.param("2024-02-30", None, id="no-op: no such day"),
        pytest.param("2024-XX-05", None, id="no-op: a day of no month"),
        pytest.param("28 Foo 2024", None, id="no-op: no month"),
        pytest.param("yesterday", None, id="no-op: relative"),
    ],
)
def test_published(text: str, date: str | None) -> None:
    assert parse_published(text) == date


WRAPPED = """Rescuers found two more bodies on Tuesday, the coast guard
said, and called off the search for the night because of high
waves.

The ferry went down on Sunday with 112 people aboard, officials
said.
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "One line.\nAnother.\n\nThird.\n", ["One line.", "Another.", "Third."], id="a line is a paragraph"
        ),
        pytest.param(
            WRAPPED,
            [part.strip() for part in WRAPPED.split("\n\n")],
            id="hard-wrapped: a block is a paragraph",
        ),
        pytest.param(
            WRAPPED.replace("waves.\n\nThe", "waves.\nThe").replace("\n", "\r\n"),
            [part.strip().replace("\n", "\r\n") for part in WRAPPED.split("\n\n")],
            id="hard-wrapped: a short line ends a paragraph",
        ),
        pytest.param(
            "18.05 Pentagon: 10,000 sent\n17.40 Kyiv replies\n16.00 What we know\n",
            ["18.05 Pentagon: 10,000 sent", "17.40 Kyiv replies", "16.00 What we know"],
            id="short lines of a live page",
        ),
        pytest.param(" \t\n\n  x  \n", ["x"], id="white space is no part"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_paragraphs(text: str, expected: list[str]) -> None:
    assert paragraphs(text) == expected


@pytest.mark.parametrize(
    "line",
    [
        "Read More: Ferry owner arrested",
        "Also read | Ten questions about the ferry",
        "Share this article",
        "Follow us on Twitter and Facebook",
        "Follow @example on X",
        "Sign up for our newsletter to get the latest news.",
        "We use cookies to improve your experience.",
        "© 2024 Example Media. All rights reserved.",
        "(Reporting by A. Person in Lima; editing by B. Person)",
        "Additional reporting by A. Person",
        "Photo: Coast Guard",
        "Divers near the wreck on Monday. (AP Photo)",
        "Divers near the wreck on Monday [A Person/Reuters]",
        "This page is no longer being updated. All times are GMT.",
        "Advertisement",
        "* * *",
    ],
)
def test_boilerplate(line: str) -> None:
    assert kept(f"First.\n{line}\nLast.") == ["First.", "Last."]


@pytest.mark.parametrize(
    "line",
    [
        "Read more about it in the report, the minister said, and you will see that nothing was hidden.",
        "Reporting by the newspaper showed that the ministry knew.",
        "Follow the money, the prosecutor said.",
        "Copyright law protects the photographs, the court said.",
        "He shared a photo of the wreck (taken on Monday) and said the hull was intact.",
        "The agency sold the picture to Getty Images, she said.",
        "Published in March, the study said that 40 percent of wells were dry.",
        "The newsletter said that 12 people were hurt.",
        "Share prices fell 4 percent, the exchange said.",
        "Updates on the toll will come at noon, the ministry said.",
        "Coast guard: 28 dead",
    ],
)
def test_no_boilerplate(line: str) -> None:
    assert line in kept(f"First.\n{line}\nLast.")


def test_headlines_of_a_related_block_are_boilerplate_until_a_sentence() -> None:
    text = (
        "The ferry sank on Sunday, police said.\nRelated News |\nFerry Owner Questioned Over Safety Drills\n"
        "Is the Strait Safe? What We Know\nThe toll rose to 28, police said.\nCoast guard: 30 dead\n"
    )
    assert kept(text) == [
        "The ferry sank on Sunday, police said.",
        "The toll rose to 28, police said.",
        "Coast guard: 30 dead",
    ]


@pytest.mark.parametrize(
    ("path", "message"),
    [
        pytest.param("empty", "no articles here", id="a folder without articles"),
        pytest.param("https://example.org/a.txt", "claimledger fetches nothing", id="an address"),
        pytest.param("notes.csv", ".csv is no kind of article", id="another kind of file"),
    ],
)
def test_what_brings_no_article_is_said(
    path: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "notes.csv").write_text("x,y")
    articles, problems = read_many([path])
    assert (articles, [one.path for one in problems]) == ([], [path])
    assert message in problems[0].message


def test_reading_a_folder(tmp_path: Path) -> None:
    (tmp_path / "b.md").write_text("Beta.")
    (tmp_path / "a.txt").write_text("Alpha.")
    (tmp_path / "notes.csv").write_text("x,y")
    (tmp_path / ".hidden.txt").write_text("Hidden.")
    (tmp_path / "page.html").write_text("<p>x</p>")
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "c.txt").write_text("Gamma.")
    (tmp_path / "link.txt").symlink_to(tmp_path / "a.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    articles, problems = read_many([tmp_path], root=tmp_path)
    assert [one.info.path for one in articles] == ["a.txt", "b.md", "deep/c.txt"]
    assert {Path(one.path or "").name: one.message.split(":")[0] for one in problems} == {
        "link.txt": "a symbolic link in a folder is not followed",
        "page.html": "no article was found on this page",
        "pipe.txt": "cannot be read",
    }


def test_paths_outside_the_repository_are_bare_names(tmp_path: Path) -> None:
    (tmp_path / "repository").mkdir()
    (tmp_path / "a.txt").write_text("Alpha.")
    articles, _ = read_many([tmp_path / "a.txt"], root=tmp_path / "repository")
    assert articles[0].info.path == "a.txt"


@pytest.mark.parametrize("name", ["missing.txt", "report.pdf", "a\0b.txt", "page.HTML", "/dev/null"])
def test_paths_that_are_no_articles(name: str, tmp_path: Path) -> None:
    (tmp_path / "report.pdf").write_bytes(b"%PDF")
    (tmp_path / "page.HTML").write_text("<p>x</p>")
    articles, problems = read_many([str(tmp_path / name)])
    assert articles == []
    assert len(problems) == 1


def test_standard_input_and_twice_the_same_text() -> None:
    articles, problems = read_many(["-", "-"], stdin=io.BytesIO(b"Text."))
    assert [one.text for one in articles] == ["Text."]
    assert [one.message for one in problems] == ["no text in this article"]


def test_long_articles_are_set_aside(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_bytes(b"x" * (MAX_BYTES + 1))
    (tmp_path / "longest.txt").write_bytes(b"x" * MAX_BYTES)
    articles, problems = read_many([tmp_path])
    assert [one.info.path for one in articles] == ["longest.txt"]
    assert "1,000,000 bytes" in problems[0].message


def test_jsonl(tmp_path: Path) -> None:
    rows = [
        {"text": "Alpha.", "title": "A", "published": "2024-10-28", "path": "wire/a.txt"},
        {"text": "Beta.", "path": "../b.txt"},
        {"text": "Gamma \ud800."},
        {"title": "no text"},
        {"text": "x" * (MAX_BYTES + 1)},
        {"text": "Delta."},
    ]
    lines = [json.dumps(row) for row in rows]
    (tmp_path / "bulk.jsonl").write_text("\n".join([*lines, "", "{", "x" * (4 * MAX_BYTES), '{"text": "Last."}']))
    articles, problems = read_many([tmp_path / "bulk.jsonl"])
    assert [(one.text, one.info.path) for one in articles] == [
        ("Alpha.", "wire/a.txt"),
        ("Delta.", None),
        ("Last.", None),
    ]
    assert [(one.path or "").rpartition("jsonl")[2] + str(one.line or "") for one in problems] == [
        ":2", ":3", ":4", ":5", ":8", "9",
    ]  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_give_an_article_or_a_message(data: bytes) -> None:
    found = parse_article(data, name="a.txt")
    if isinstance(found, Article):
        assert ("\ufeff" + found.text).encode() == data or found.text.encode() == data
    else:
        assert found.path == "a.txt"
        assert found.message


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.sampled_from(["Related News |", "A b c d e f", "x.", "", " ", "Read more: y", "w " * 40])), st.data()
)
def test_paragraphs_cover_all_but_white_space(lines: list[str], data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(["\n", "\r\n", "\u2028", "\r"])).join(lines)
    spans = [one.span for one in split_paragraphs(text)]
    assert spans == sorted(spans)
    assert all(text[a:b] == text[a:b].strip() != "" for a, b in spans)
    assert "".join(text[a:b] for a, b in spans).split() == text.split() or "".join(
        "".join(text[a:b].split()) for a, b in spans
    ) == "".join(text.split())
