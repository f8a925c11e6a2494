"""Exports: nothing lost in JSON Lines, nothing computed in a spreadsheet, terms that JSON-LD readers know."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.ledger.conftest import FULL
from tests.ledger.test_codec import CLAIMS, INFOS, _with_ids

from claimledger.cli import run
from claimledger.errors import ClaimledgerError
from claimledger.export.csv import csv_lines
from claimledger.export.exact import exact_json
from claimledger.export.jsonl import jsonl_lines
from claimledger.export.jsonld import jsonld_lines
from claimledger.export.parquet import write_parquet
from claimledger.export.table import COLUMNS
from claimledger.ledger.codec import dump_record
from claimledger.ledger.fields import parse_claim, parse_info
from claimledger.ledger.store import write_records
from claimledger.records import (
    ArticleInfo,
    ArticleRecord,
    Claim,
    DateValue,
    Quantity,
    Speaker,
    SpeakerKind,
    article_id,
    claim_ids,
)
from claimledger.workflows.outfile import replacing, write_file

RECORDS = st.builds(_with_ids, INFOS, st.lists(CLAIMS, max_size=2))
BARE = ArticleRecord(ArticleInfo("a00000000001"), (Claim("a00000000001-aa", "it sank", ((3, 10),)),))
EMPTY = ArticleRecord(ArticleInfo("a00000000002", title="No claims in here"))


def read_line(line: str) -> ArticleRecord:
    value = json.loads(line, parse_float=Decimal)
    info = parse_info(value["article"])
    record = ArticleRecord(info, tuple(parse_claim(claim, info.id) for claim in value["claims"]))
    claims, sha256 = value["digest"]["claims"], value["digest"]["sha256"]
    assert f"digest: {{claims: {claims}, sha256: {sha256}}}\n" in dump_record(record)
    return record


def test_json_lines_hold_every_record() -> None:
    lines = list(jsonl_lines([FULL, BARE, EMPTY]))
    assert [line.count("\n") for line in lines] == [1, 1, 1]
    assert [read_line(line) for line in lines] == [FULL, BARE, EMPTY]


@given(RECORDS)
@settings(max_examples=60, deadline=None)
def test_any_record_comes_back_from_its_line(record: ArticleRecord) -> None:
    [line] = jsonl_lines([record])
    assert read_line(line) == read_line(line.replace("\n", "")) == parsed(record)
    assert not {"\x1b", "\x9b", "\u202e", "\u2028"} & set(line)


def parsed(record: ArticleRecord) -> ArticleRecord:
    """The record as its ledger file gives it back: "" is None there."""
    info = {key: getattr(record.article, key) or None for key in ArticleInfo.__slots__}
    return replace(record, article=ArticleInfo(**info))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        pytest.param(Decimal("66.67"), "66.67", id="fraction"),
        pytest.param(Decimal("3E+3"), "3000", id="exponent"),
        pytest.param(Decimal("12345678901234567890.123456789"), "12345678901234567890.123456789", id="beyond a float"),
        pytest.param({"a": [None, True, 0, "x\x1b\n"]}, '{"a": [null, true, 0, "x\\u001b\\n"]}', id="the rest"),
    ],
)
def test_figures_are_exact(value: object, text: str) -> None:
    assert exact_json(value) == text


def rows(*records: ArticleRecord) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO("".join(csv_lines(records)))))


def test_csv_has_a_row_a_claim() -> None:
    [full, bare] = rows(FULL, EMPTY, BARE)
    assert {key: value for key, value in bare.items() if value} == {
        "claim_id": "a00000000001-aa",
        "statement": "it sank",
        "quote": "indirect",
        "stance": "asserts",
        "polarity": "affirmed",
        "modality": "actual",
        "span_start": "3",
        "span_end": "10",
        "article_id": "a00000000001",
    }
    assert (full["speaker"], full["agency"], full["via"]) == (
        "Ana Ruiz",
        "Port of Vigo",
        "The Harbour Post | Wire: One",
    )
    assert (full["quantity_min"], full["quantity_max"], full["quantity_approximate"]) == ("3000", "", "false")
    assert [one.get("min") for one in json.loads(full["quantities"])] == [3000, 66.67, 0]
    assert (full["span_start"], full["span_end"]) == ("1742", "1861")
    assert (full["when_date"], full["when_text"], full["published"]) == ("2024-10-27", "on October 27", "2024-10-28")


def test_the_columns_are_a_contract() -> None:
    assert [column.name for column in COLUMNS] == [
        "claim_id",
        "statement",
        "speaker",
        "speaker_kind",
        "speaker_role",
        "speaker_affiliation",
        "agency",
        "via",
        "cue",
        "quote",
        "stance",
        "polarity",
        "modality",
        "said_on_date",
        "said_on_text",
        "when_date",
        "when_text",
        "places",
        "quantity",
        "quantity_min",
        "quantity_max",
        "quantity_unit",
        "quantity_of",
        "quantity_approximate",
        "quantities",
        "events",
        "participants",
        "span_start",
        "span_end",
        "article_id",
        "path",
        "title",
        "outlet",
        "published",
        "url",
        "author",
        "model",
    ]


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        pytest.param('=HYPERLINK("http://evil.example")', '\'=HYPERLINK("http://evil.example")', id="equals"),
        pytest.param("+1", "'+1", id="plus"),
        pytest.param("-1", "'-1", id="minus"),
        pytest.param("@SUM(A1)", "'@SUM(A1)", id="at"),
        pytest.param("\t=1", "' =1", id="tab"),
        pytest.param("\rx", "' x", id="carriage return"),
        pytest.param("\nx", "' x", id="line feed"),
        pytest.param("  =1", "'  =1", id="after spaces"),
        pytest.param("＝1", "'＝1", id="full width"),
        pytest.param("a=b - c@d", "a=b - c@d", id="no-op: inside"),
        pytest.param("’tis", "’tis", id="no-op: an apostrophe of its own"),
        pytest.param("“quoted, twice”", "“quoted, twice”", id="no-op: quotation"),
        pytest.param("a\x1bb\u202ec\nd", "a\\x1bb\\u202ec d", id="harmful characters are shown"),
    ],
)
def test_no_text_is_a_formula(text: str, cell: str) -> None:
    claim = Claim(
        "a00000000001-aa", text, ((0, 1),), speaker=Speaker(text, "person", text), via=(text,), places=(text,),
        when=DateValue(text), quantities=(Quantity(text, unit=text),),
    )  # fmt: skip
    info = ArticleInfo("a00000000001", text, text, text, None, text, text, text)
    [row] = rows(ArticleRecord(info, (claim,)))
    texts = (
        "statement speaker speaker_role via when_text places quantity quantity_unit path title outlet url author model"
    )
    assert {row[name] for name in texts.split()} == {cell}


def test_a_negative_figure_stays_a_number() -> None:
    claim = replace(BARE.claims[0], quantities=(Quantity("minus 5", Decimal(-5), Decimal(-5)),))
    assert rows(replace(BARE, claims=(claim,)))[0]["quantity_min"] == "-5"


@given(RECORDS)
@settings(max_examples=40, deadline=None)
def test_any_record_is_a_table(record: ArticleRecord) -> None:
    lines = list(csv_lines([record]))
    assert len(lines) == len("".join(lines).splitlines()) == len(record.claims) + 1
    for row in csv.reader(lines[1:]):
        assert len(row) == len(COLUMNS)
        numbers = {"quantity_min", "quantity_max"}
        texts = [cell for cell, column in zip(row, COLUMNS, strict=True) if column.name not in numbers]
        assert not [cell for cell in texts if cell.lstrip()[:1] in tuple("=+-@")]


def document(*records: ArticleRecord, text: str | None = None) -> Any:
    return json.loads("".join(jsonld_lines(records, lambda info: text)))


def nodes(found: Any, kind: str) -> Iterator[dict[str, Any]]:
    return (node for node in found["@graph"] if kind in (node["type"], *node["type"]))


def test_json_ld_speaks_schema_org() -> None:
    found = document(FULL)
    [article], [claim] = nodes(found, "NewsArticle"), nodes(found, "Claim")
    assert article == {
        "id": "urn:x-claimledger:a9b1c7f20e4a",
        "type": "NewsArticle",
        "headline": "Ferry: port let thousands board",
        "publisher": {"type": "Organization", "name": "The Harbour Post"},
        "datePublished": "2024-10-28",
        "author": {"name": "a reporter"},
        "url": "https://harbour.example/ferry?id=1#top",
        "encoding": {"id": "articles/ferry.txt", "type": "MediaObject"},
    }
    assert claim["author"] == {
        "type": "Person",
        "name": "Ana Ruiz",
        "jobTitle": "port director",
        "affiliation": {"type": "Organization", "name": "Port of Vigo"},
    }
    assert claim["appearance"] == article["id"]
    assert claim["temporalCoverage"] == "2024-10-27"
    assert "dateCreated" not in claim
    assert claim["saidOn"] == "2024-10-21/2024-10-28"
    assert claim["mentions"][:2] == [
        {
            "type": "QuantitativeValue",
            "name": "at least 3,000 passengers",
            "minValue": 3000,
            "unitText": "Spanish passenger",
        },
        {"type": "QuantitativeValue", "name": "about two-thirds", "value": 66.67, "unitText": "percent"},
    ]
    assert claim["mentions"][2] == {"type": "QuantitativeValue", "name": "none", "value": 0}


def test_annotations_select_the_text() -> None:
    text = "x" * 40 + "one two" + " and " + "three" + "."
    claim = replace(BARE.claims[0], statement="one two … three", span=((40, 47), (52, 57)), quote="direct")
    record = ArticleRecord(ArticleInfo("a00000000001", "articles/a b.txt"), (claim,))
    [annotation] = nodes(document(record, text=text), "Annotation")
    assert annotation["body"] == "urn:x-claimledger:a00000000001-aa"
    assert [target["source"] for target in annotation["target"]] == ["articles/a%20b.txt"] * 2
    assert annotation["target"][1]["selector"] == [
        {"type": "TextPositionSelector", "start": 52, "end": 57},
        {
            "type": "TextQuoteSelector",
            "exact": "three",
            "prefix": text[20:52],
            "suffix": ".",
        },
    ]
    assert len(list(nodes(document(record), "Quotation"))) == 1
    [without] = nodes(document(record), "Annotation")
    assert without["target"][0]["selector"][1] == {"type": "TextQuoteSelector", "exact": "one two"}


@pytest.mark.parametrize(
    ("statement", "spans", "quotes"),
    [
        pytest.param("one … two", ((0, 3), (5, 8)), ["one", "two"], id="interrupted"),
        pytest.param("one … two", ((0, 9),), ["one … two"], id="an ellipsis of its own"),
        pytest.param("one … of … two", ((0, 8), (9, 12)), [], id="no-op: joints that cannot be told"),
    ],
)
def test_selectors_without_the_text(statement: str, spans: tuple[tuple[int, int], ...], quotes: list[str]) -> None:
    claim = replace(BARE.claims[0], statement=statement, span=spans)
    [annotation] = nodes(document(replace(BARE, claims=(claim,))), "Annotation")
    selectors = [one for target in annotation["target"] for one in target["selector"]]
    assert [one["exact"] for one in selectors if "exact" in one] == quotes


def test_every_word_is_in_the_context_or_of_schema_org() -> None:
    found = document(FULL, BARE)
    known = set(found["@context"]) | set(
        [
            "headline",
            "publisher",
            "name",
            "datePublished",
            "author",
            "url",
            "encoding",
            "text",
            "jobTitle",
            "affiliation",
            "sourceOrganization",
            "temporalCoverage",
            "temporal",
            "contentLocation",
            "mentions",
            "minValue",
            "maxValue",
            "value",
            "unitText",
            "appearance",
            "description",
            "NewsArticle",
            "Organization",
            "MediaObject",
            "Claim",
            "Quotation",
            "Person",
            "Place",
            "QuantitativeValue",
            "dateCreated",
        ]
    )

    def words(node: Any) -> Iterator[str]:
        if isinstance(node, dict):
            yield from node
            kinds = node.get("type", [])
            yield from [kinds] if isinstance(kinds, str) else kinds
            for value in node.values():
                yield from words(value)
        elif isinstance(node, list):
            for item in node:
                yield from words(item)

    assert set(words(found["@graph"])) <= known


@pytest.mark.parametrize(
    ("kind", "node"),
    [
        ("person", {"type": "Person", "name": "x", "jobTitle": "y"}),
        ("organization", {"type": "Organization", "name": "x", "description": "y"}),
        ("outlet", {"type": "Organization", "name": "x", "description": "y"}),
        ("group", {"name": "x", "description": "y"}),
        ("unnamed", {"name": "x", "description": "y"}),
    ],
)
def test_speakers_are_no_more_than_known(kind: SpeakerKind, node: dict[str, str]) -> None:
    claim = replace(BARE.claims[0], speaker=Speaker("x", kind, "y"))
    [found] = nodes(document(replace(BARE, claims=(claim,))), "Claim")
    assert found["author"] == node


@pytest.mark.parametrize("url", ["javascript:alert(1)", "https://x.example/ y", "ftp://x.example", "x"])
def test_only_web_addresses_are_addresses(url: str) -> None:
    [found] = nodes(document(replace(BARE, article=ArticleInfo("a00000000001", url=url))), "NewsArticle")
    assert "url" not in found


@given(RECORDS)
@settings(max_examples=40, deadline=None)
def test_any_record_is_json_ld(record: ArticleRecord) -> None:
    assert len(document(record)["@graph"]) == 1 + 2 * len(record.claims)


def test_an_empty_ledger_is_a_document() -> None:
    assert document()["@graph"] == []
    assert list(jsonl_lines([])) == []
    assert len(list(csv_lines([]))) == 1


def test_parquet_has_types_that_compute() -> None:
    pytest.importorskip("pyarrow")
    import pyarrow.parquet as pq

    sink = io.BytesIO()
    write_parquet([FULL, EMPTY, BARE], sink)
    sink.seek(0)
    table = pq.read_table(sink)
    [full, bare] = table.to_pylist()
    assert table.column_names == [column.name for column in COLUMNS]
    assert table.schema.metadata[b"claimledger"] == b"claimledger/1"
    assert (full["quantity_min"], full["quantity_max"], full["quantity_approximate"]) == (3000.0, None, False)
    assert [one["min"] for one in full["quantities"]] == [3000.0, 66.67, 0.0]
    assert (full["via"], full["span_start"]) == (["The Harbour Post", "Wire: One"], 1742)
    assert (bare["speaker"], bare["via"], bare["quantities"], bare["quantity_min"]) == (None, [], [], None)


def test_parquet_without_pyarrow_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ClaimledgerError, match=r"pyarrow, which is not installed\n.*claimledger\[parquet\]"):
        write_parquet([BARE], io.BytesIO())


# The command ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    text = "The ferry sank, police said.\n"
    ident = article_id(text)
    claim = Claim(
        claim_ids(ident, [("The ferry sank", "police")])[0],
        "The ferry sank",
        ((0, 14),),
        speaker=Speaker("police", "organization"),
    )
    (tmp_path / "claimledger.toml").write_text("")
    (tmp_path / "a.txt").write_text(text)
    (tmp_path / "ledger").mkdir()
    write_records(tmp_path / "ledger", [ArticleRecord(ArticleInfo(ident, "a.txt"), (claim,))], tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("to", ["csv", "jsonl", "jsonld"])
def test_output_and_file_are_the_same(to: str, repository: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(["export", "--to", to, "--output", "out"]) == 0
    assert b"1 claim of 1 article written to out" in capfdbinary.readouterr().err
    assert run(["export", "--to", to]) == 0
    shown = capfdbinary.readouterr().out
    assert shown == (repository / "out").read_bytes()
    assert b"The ferry sank" in shown


def test_json_ld_quotes_around_the_claim(repository: Path) -> None:
    assert run(["export", "--to", "jsonld", "-o", "out"]) == 0
    assert '"suffix": ", police said.\\n"' in (repository / "out").read_text()
    (repository / "a.txt").write_text("Something else altogether.\n")
    assert run(["export", "--to", "jsonld", "-o", "out"]) == 0
    assert "suffix" not in (repository / "out").read_text().partition("@graph")[2]


def test_corrections_are_exported(repository: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    [record] = (repository / "ledger" / "articles").rglob("*.yaml")
    claim = next(line[6:] for line in record.read_text().splitlines() if line.startswith("- id: "))
    (repository / "ledger" / "corrections.yaml").write_text(f"- claim: {claim}\n  drop: true\n")
    assert run(["export", "--to", "csv"]) == 0
    assert b"The ferry sank" not in capfdbinary.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(["export"], "--to", id="no format"),
        pytest.param(["export", "--to", "xml"], "xml", id="no such format"),
        pytest.param(["export", "--to", "csv", "-o", "no/such/folder/x"], "cannot be written", id="no such folder"),
        pytest.param(["diff", "--all", "-f", "sarif", "-f", "json"], "two formats", id="two on standard output"),
        pytest.param(["diff", "--all", "-f", "sarif="], "names no file", id="no file"),
        pytest.param(["diff", "--all", "-f", "xml=x"], "'xml' is no format", id="no such report"),
    ],
)
def test_bad_usage(arguments: list[str], message: str, repository: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) == 2
    output = capfd.readouterr()
    assert message in output.err
    assert output.out == ""


def test_several_formats_at_once(repository: Path, capfd: pytest.CaptureFixture[str]) -> None:
    formats = ["json", "sarif=out.sarif", "gitlab=out.json", "junit=out.xml"]
    assert run(["diff", "--all", *(part for one in formats for part in ("--format", one))]) == 0
    assert json.loads(capfd.readouterr().out)["schema"] == "claimledger-diff/1"
    assert json.loads((repository / "out.sarif").read_text())["version"] == "2.1.0"
    assert json.loads((repository / "out.json").read_text()) == []
    assert (repository / "out.xml").read_text().startswith('<?xml version="1.0"')


def test_the_schema_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["schema"]) == 0
    assert json.loads(capfd.readouterr().out)["title"].startswith("claimledger record")


def test_a_file_is_whole_or_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "out"
    write_file(path, "before")
    with pytest.raises(ZeroDivisionError), replacing(path) as file:
        file.write(b"half")
        _ = 1 / 0
    assert [(one.name, one.read_text()) for one in tmp_path.iterdir()] == [("out", "before")]
    link = tmp_path / "link"
    link.symlink_to(path)
    write_file(link, "after")
    assert link.is_symlink()
    assert path.read_text() == "after"
