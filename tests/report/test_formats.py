"""Reports of hostile findings: shown as they are, read as nothing else."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimledger.compare.entry import Entry as Compared
from claimledger.compare.grouped import Fact, Value, facts
from claimledger.findings import Entry, Findings, by_urgency, count, is_flagged, is_silenced, said, summary
from claimledger.records import ArticleInfo, Claim, DateValue, Quantity, Relation, RelationName, Speaker
from claimledger.report.blocks import MOST_RELATIONS, excerpt
from claimledger.report.days import in_words
from claimledger.report.formats import FORMATS, Format, write_entries, write_findings
from claimledger.report.markdown import escape
from claimledger.report.uri import web_folder
from claimledger.report.visible import json_safe, visible

HOSTILE = "\x1b[31mred\x9b2J \u202egnp [/] [bold] ::error::x ##[group] %0A\r\n::warning::y <b> @someone"


def finding(*relations: RelationName, text: str = "28 people died", ruling: str | None = None) -> Findings:
    """As many relations, each between two claims of its own; the first of each pair is new."""
    entries: dict[str, Entry] = {}
    found = []
    for number, relation in enumerate(relations):
        pair = [f"a00000000000-{side}{number:03}" for side in "ab"]
        for claim in pair:
            entries[claim] = Entry(
                Claim(claim, text, ((0, len(text)),), speaker=Speaker(text, "organization")),
                ArticleInfo("a00000000000", path=text, outlet=text),
                file=text,
                line=7,
            )
        found.append(Relation(relation, pair[0], pair[1], f"why {number}: {text}", ruling))
    compared = [Compared(one.claim, one.article) for one in entries.values()]
    heard = [one for one in found if not is_silenced(one)]
    added = tuple(one.a for one in found)
    return Findings(
        base="HEAD", added=added, relations=tuple(found), entries=entries, facts=facts(compared, heard), silenced=True
    )


def written(findings: Findings, format: Format) -> str:
    file = io.StringIO()
    write_findings(findings, format, file)
    return file.getvalue()


@pytest.mark.parametrize("format", FORMATS)
def test_no_format_passes_harmful_characters_on(format: Format) -> None:
    text = written(finding("conflicts", "echoes", text=HOSTILE), format)
    assert text
    assert not {"\x1b", "\x9b", "\u202e", "\r"} & set(text)


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_takes_nothing(format: Format) -> None:
    assert "Traceback" not in written(Findings(), format)


@pytest.mark.parametrize(
    ("conflicts", "echoes", "warnings", "notices"),
    [
        pytest.param(3, 2, 3, 2, id="few"),
        pytest.param(10, 10, 10, 10, id="as many as are shown"),
        pytest.param(11, 0, 10, 0, id="one too many: nine and a count"),
        pytest.param(500, 25, 10, 10, id="many"),
    ],
)
def test_annotations_are_capped_and_the_rest_counted(conflicts: int, echoes: int, warnings: int, notices: int) -> None:
    lines = written(finding(*["conflicts"] * conflicts, *["echoes"] * echoes), "github").splitlines()
    for level, number, shown in (("warning", conflicts, warnings), ("notice", echoes, notices)):
        ours = [line for line in lines if line.startswith(f"::{level} ")]
        assert len(ours) == shown
        if number > shown:
            assert f"::{number - 9:,} relations more" in ours[-1]
    assert len(lines) == warnings + notices


@settings(max_examples=60, deadline=None)
@given(text=st.text(min_size=1, max_size=80), format=st.sampled_from(FORMATS))
def test_any_text_in_any_format(text: str, format: Format) -> None:
    shown = written(finding("conflicts", text=text), format)
    assert shown.isascii() or shown.encode("utf-8")
    if format == "json":
        assert json.loads(shown)["relations"][0]["why"] == f"why 0: {text}"
    if format == "jsonl":
        assert all(json.loads(line) for line in shown.splitlines())
    if format == "github":
        assert len([line for line in shown.split("\n") if line]) == 1


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("a\x1bb", "a\\x1bb", id="ESC"),
        pytest.param("a\x9bb", "a\\x9bb", id="C1"),
        pytest.param("a\u202eb", "a\\u202eb", id="bidi"),
        pytest.param("a\U000e0041b", "a\\U000e0041b", id="tag"),
        pytest.param("a\ud800b", "a\\ud800b", id="lone surrogate"),
        pytest.param("a\r\nb\u2028c", "a  b c", id="line breaks are spaces"),
        pytest.param("“Żółć” 👩‍🚒 سفينة [bold] %", "“Żółć” 👩‍🚒 سفينة [bold] %", id="no-op: text"),
    ],
)
def test_visible(text: str, shown: str) -> None:
    assert visible(text) == shown


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters()))
def test_json_keeps_its_value(text: str) -> None:
    assert json.loads(json_safe(json.dumps(text, ensure_ascii=False))) == text


def test_json_numbers_are_numbers() -> None:
    quantities = (
        Quantity("66.67%", Decimal("66.67"), unit="percent"),
        Quantity("3,000", Decimal(3000)),
        Quantity("0", Decimal(0)),
    )
    entry = Entry(Claim("a0-b", "x", ((0, 1),), quantities=quantities), ArticleInfo("a0"))
    file = io.StringIO()
    write_entries([entry], "json", file)
    assert [one["min"] for one in json.loads(file.getvalue())[0]["quantities"]] == [66.67, 3000, 0]
    assert "3000," in file.getvalue() or "3000\n" in file.getvalue()


def test_github_shows_ten_a_level_and_counts_the_rest() -> None:
    thirteen: list[RelationName] = ["conflicts"] * 13
    ten: list[RelationName] = ["updates"] * 10
    lines = written(finding(*thirteen, *ten), "github").splitlines()
    warnings = [line for line in lines if line.startswith("::warning ")]
    notices = [line for line in lines if line.startswith("::notice ")]
    assert (len(lines), len(warnings), len(notices)) == (20, 10, 10)
    assert "4 relations more" in warnings[-1]
    assert "more" not in notices[-1]


def test_github_commands_cannot_be_planted() -> None:
    [line] = written(finding("conflicts", text="a\n::error::b ##[group]c,d:e%"), "github").splitlines()
    properties, _, message = line.removeprefix("::warning ").partition("::")
    assert "::" not in message
    assert "##[" not in line
    assert properties == "file=a %3A%3Aerror%3A%3Ab ## [group]c%2Cd%3Ae%25,line=7,title=conflicts"


def test_a_ruled_conflict_is_a_notice() -> None:
    assert written(finding("conflicts", ruling="no-conflict"), "github").startswith("::notice ")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("<b>x</b>", "&lt;b&gt;x&lt;/b&gt;", id="tag"),
        pytest.param("*x* _y_ `z`", r"\*x\* \_y\_ \`z\`", id="emphasis"),
        pytest.param("![x](y)", r"!\[x\](y)", id="image"),
        pytest.param("@someone #12", r"&#64;someone \#12", id="mention and issue"),
        pytest.param(
            "https://example.org www.example.org", "https&#58;//example.org www&#46;example.org", id="bare links"
        ),
        pytest.param("&lt;", "&amp;lt;", id="entity"),
        pytest.param("- x", r"\- x", id="list"),
        pytest.param("1. x", r"1\. x", id="numbered list"),
        pytest.param("28 dead, 2025-03-10 (police)", "28 dead, 2025-03-10 (police)", id="no-op: text"),
    ],
)
def test_markdown_shows_text_as_it_is(text: str, shown: str) -> None:
    assert escape(text) == shown


def test_the_table_says_conflicts_first_and_counts() -> None:
    text = written(finding("echoes", "conflicts", "updates"), "table")
    assert text.index(": 1 conflict") < text.index(": 1 update") < text.index(": 1 echo")
    assert text.rstrip().endswith("1 conflict, 1 update, 1 echo; 3 claims added")


def test_the_table_measures_wide_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    text = written(finding("conflicts", text="渡船沉沒" * 30), "table")
    assert max(sum(2 if ord(char) > 0x2FFF else 1 for char in line) for line in text.splitlines()) <= 60


def test_colour_only_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    coloured, plain = Terminal(), Terminal()
    write_findings(finding("conflicts"), "table", coloured)
    monkeypatch.setenv("NO_COLOR", "1")
    write_findings(finding("conflicts"), "table", plain)
    assert "\x1b[1;31m" in coloured.getvalue()
    assert "31m" not in plain.getvalue()


def large(values: int, voices: int) -> Findings:
    """One fact of so many values with so many voices each, every value in conflict with the others."""
    made = {f"a{value:011}-{voice:04}": (value, voice) for value in range(values) for voice in range(voices)}
    entries = {
        claim: Entry(
            Claim(claim, f"{value} people died", ((0, 9),), speaker=Speaker(f"Agency {voice}", "organization")),
            ArticleInfo(claim[:12], path=f"articles/{value}.txt", outlet=f"Outlet {value}", published="2025-03-10"),
            file=f"articles/{value}.txt",
            line=3,
        )
        for claim, (value, voice) in made.items()
    }
    ids = list(made)
    relations = tuple(
        Relation("conflicts", one, other, f"{one} vs {other}", severity=50)
        for place, one in enumerate(ids)
        for other in ids[:place]
        if made[one][0] != made[other][0]
    )
    groups = tuple(
        Value("figure", f"{value}", tuple(claim for claim in ids if made[claim][0] == value)) for value in range(values)
    )
    fact = Fact("dead", "people", "", "actual", groups, relations)
    return Findings(base="HEAD", added=tuple(ids[-1:]), relations=relations, entries=entries, facts=(fact,))


def test_a_fact_of_thirty_claims_does_not_print_each_pair() -> None:
    findings = large(15, 2)
    assert len(findings.relations) == 420
    lines = written(findings, "table").splitlines()
    assert len(lines) < 50
    assert sum(line.startswith("  conflicts") for line in lines) == MOST_RELATIONS
    assert any(line == f"  … {420 - MOST_RELATIONS} more; --format jsonl has them all" for line in lines)
    assert any(line.startswith("  + ") for line in lines), "the new claim is shown, however many others there are"
    assert len(written(findings, "markdown").splitlines()) < 50


def test_more_voices_than_can_be_shown_are_counted() -> None:
    assert "Agency 2, 10 Mar, Outlet 0 and 37 more" in " ".join(written(large(2, 40), "table").split())


def test_markdown_stays_below_what_github_takes() -> None:
    one = large(15, 2)
    text = written(replace(one, facts=one.facts * 40), "markdown")
    assert len(text) < 65_536
    assert "facts more: `claimledger diff` shows them" in text


def test_markdown_links_to_the_article_at_the_claim() -> None:
    findings = large(2, 1)
    assert "[0.txt:3](articles/0.txt#L3)" in written(findings, "markdown")
    web = "https://github.com/a/b/blob/c0ffee/"
    assert f"[0.txt:3]({web}articles/0.txt#L3)" in written(replace(findings, web=web), "markdown")


@pytest.mark.parametrize(
    ("environment", "url"),
    [
        pytest.param(
            {"GITHUB_SERVER_URL": "https://github.com", "GITHUB_REPOSITORY": "a/b", "GITHUB_SHA": "c0ffee"},
            "https://github.com/a/b/blob/c0ffee/", id="GitHub Actions",
        ),
        pytest.param(
            {"CI_PROJECT_URL": "https://gitlab.com/a/b", "CI_COMMIT_SHA": "c0ffee"},
            "https://gitlab.com/a/b/-/blob/c0ffee/", id="GitLab CI",
        ),
        pytest.param({}, "", id="no-op: neither"),
        pytest.param({"CI_PROJECT_URL": "https://x", "CI_COMMIT_SHA": ""}, "", id="no-op: half of it"),
        pytest.param({"CI_PROJECT_URL": "javascript:x", "CI_COMMIT_SHA": "1"}, "", id="no-op: no web address"),
        pytest.param({"CI_PROJECT_URL": "https://x) [y](z", "CI_COMMIT_SHA": "1"}, "", id="no-op: ends the link"),
    ],
)  # fmt: skip
def test_where_files_can_be_read(environment: dict[str, str], url: str) -> None:
    assert web_folder(environment) == url


@pytest.mark.parametrize("columns", [40, 60, 80, 120])
def test_the_table_fits_the_terminal(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    assert max(map(len, written(large(15, 5), "table").splitlines())) <= columns


@pytest.mark.parametrize(
    ("date", "words"),
    [
        pytest.param("2024-10-23", "23 Oct 2024", id="day"),
        pytest.param("2024-10", "Oct 2024", id="month"),
        pytest.param("2024", "2024", id="year"),
        pytest.param("2024-10-27/2024-10-28", "27–28 Oct 2024", id="days of a month"),
        pytest.param("2024-10-30/2024-11-02", "30 Oct – 2 Nov 2024", id="two months"),
        pytest.param("2024-12-30/2025-01-02", "30 Dec 2024 – 2 Jan 2025", id="two years"),
        pytest.param("2024/2025", "2024 – 2025", id="years"),
        pytest.param("XXXX-10-27", "27 Oct", id="no year"),
        pytest.param("2024-10-27/..", "2024-10-27/..", id="no-op: open"),
        pytest.param("2024-21", "2024-21", id="no-op: a season"),
        pytest.param("soon", "soon", id="no-op: no date"),
    ],
)
def test_dates_in_words(date: str, words: str) -> None:
    assert in_words(date) == words


@pytest.mark.parametrize(
    ("text", "around", "most", "shown"),
    [
        pytest.param("a b c", "", 9, "a b c", id="no-op: short"),
        pytest.param("one two three four", "", 9, "one two…", id="from the beginning"),
        pytest.param("one two three four five six", "five", 15, "…four five six", id="around a part"),
        pytest.param("one  two\nthree", "", 20, "one two three", id="on one line"),
    ],
)
def test_excerpt(text: str, around: str, most: int, shown: str) -> None:
    assert excerpt(text, around, most) == shown


@given(st.text(max_size=60), st.text(max_size=10), st.integers(3, 40))
@settings(max_examples=100, deadline=None)
def test_an_excerpt_is_never_too_long(text: str, around: str, most: int) -> None:
    assert len(excerpt(text, around, most)) <= most


@pytest.mark.parametrize(
    ("relations", "ruling", "fail_on", "flagged"),
    [
        (("conflicts",), None, "conflicts", True),
        (("conflicts",), "conflict", "conflicts", False),
        (("conflicts",), None, "never", False),
        (("echoes", "updates"), None, "conflicts", False),
        (("echoes",), None, "any", True),
        (("echoes",), "same-origin", "any", False),
        ((), None, "any", False),
    ],
)
def test_what_is_flagged(relations: tuple[RelationName, ...], ruling: str | None, fail_on: str, flagged: bool) -> None:
    assert is_flagged(finding(*relations, ruling=ruling), fail_on) is flagged


def test_urgency_and_summary() -> None:
    found = finding(*get_args(RelationName), "conflicts", "conflicts").relations
    mixed = (replace(found[4], ruling="no-conflict"), found[2], replace(found[5], severity=5), *found[:2], found[3])
    assert [one.a[-1] for one in by_urgency(mixed)] == ["5", "0", "4", "3", "1", "2"]
    assert summary(Findings(relations=mixed, removed=("x",))) == (
        "3 conflicts (1 ruled on), 1 update, 1 corroboration, 1 echo; 1 claim removed"
    )
    assert count(2000, "echo") == "2,000 echoes"


def test_who_said_it() -> None:
    claim = Claim(
        "a0-b", "x", ((0, 1),), speaker=Speaker("A. Person", "person"), agency="Coast Guard", via=("B Wire",),
        said_on=DateValue("Monday", "2025-03-10"),
    )  # fmt: skip
    assert said(Entry(claim, ArticleInfo("a0", outlet="C Post", published="2025-03-11"))) == (
        "A. Person (Coast Guard) via B Wire, said 2025-03-10 · C Post · 2025-03-11"
    )
    assert said(Entry(Claim("a0-b", "x", ((0, 1),)), ArticleInfo("a0"))) == "no source named"
