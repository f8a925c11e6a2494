"""The page of ``report``: whole, inert, the same every time, and usable in a real browser."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimledger.compare.series import Point, Series
from claimledger.findings import Entry
from claimledger.ledger.store import write_records
from claimledger.records import (
    ArticleInfo,
    ArticleRecord,
    Claim,
    Cue,
    DateValue,
    Quantity,
    Speaker,
    Topic,
    article_id,
    claim_ids,
)
from claimledger.report.chart import chart
from claimledger.report.html import page
from claimledger.report.markup import join, link, tag
from claimledger.report.passage import passage, statement
from claimledger.workflows.correct import Given, correct
from claimledger.workflows.place import Place, find_place
from claimledger.workflows.report import Overview, report
from claimledger.workflows.rule import rule

VOID = {"meta", "input", "br", "link"}
HOSTILE = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>\u202egnp\x1b[31m\x00&amp;</style></title>"


@dataclass
class Element:
    name: str
    attributes: dict[str, str | None]
    content: list[Element | str] = field(default_factory=list)

    @property
    def children(self) -> list[Element]:
        return [one for one in self.content if isinstance(one, Element)]

    def walk(self) -> Iterator[Element]:
        yield self
        for child in self.children:
            yield from child.walk()

    def all(self, name: str, style: str | None = None) -> list[Element]:
        found = (one for one in self.walk() if one.name == name)
        return [one for one in found if style is None or style in (one.attributes.get("class") or "").split()]

    def get(self, ident: str) -> Element:
        [found] = [one for one in self.walk() if one.attributes.get("id") == ident]
        return found

    @property
    def raw(self) -> str:
        return "".join(one if isinstance(one, str) else one.raw for one in self.content)

    @property
    def text(self) -> str:
        return " ".join(self.raw.split())


class Parser(HTMLParser):
    """A tree of the page; an element that is not closed in its turn fails the test."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Element("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs), f"<{tag}> repeats an attribute"
        element = Element(tag, dict(attrs))
        self.open[-1].content.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().name == tag

    def handle_data(self, data: str) -> None:
        self.open[-1].content.append(data)


def parsed(html: str) -> Element:
    parser = Parser()
    parser.feed(html)
    parser.close()
    assert parser.open == [parser.root]
    return parser.root


def record(
    number: int | str, who: str, day: int, *, title: str = "Ferry Orion sinks off Vigo", **info: str
) -> tuple[ArticleRecord, str]:
    """An article of one claim, and its text. ``number``: "28", or "at least 28"."""
    front = f"Vigo, day {day}.\n\nCrews searched all night. "
    words = f"{number} people died when the ferry Orion sank"
    text = f"{front}{words}, {who} said on the quay.\n\nIt rained.\n"
    start, end = len(front), len(front) + len(words)
    value = Decimal(re.sub(r"\D", "", str(number)))
    ident = article_id(text)
    claim = Claim(
        claim_ids(ident, [(words, who)])[0],
        words,
        ((start, end),),
        cue=Cue("said", (end + 3 + len(who), end + 7 + len(who))),
        speaker=Speaker(who, "organization", span=(end + 2, end + 2 + len(who))),
        agency=who,
        said_on=DateValue("that day", f"2025-03-{day}"),
        places=("Vigo",),
        quantities=(
            Quantity(f"{number} people", value, None if str(number).startswith("at") else value, unit="person"),
        ),
        about=Topic(events=("kill",), participants=("Orion",), words=("ferry", "orion", "sink"), measures=("kill",)),
    )
    known = {"path": f"articles/{ident}.txt", "outlet": "Harbour Wire", "published": f"2025-03-{day}", **info}
    return ArticleRecord(ArticleInfo(ident, title=title, **known), (claim,)), text


def ledger(root: Path, *articles: tuple[ArticleRecord, str]) -> Place:
    for folder in ("ledger", "articles"):
        (root / folder).mkdir()
    (root / "claimledger.toml").write_text("")
    for one, text in articles:
        (root / str(one.article.path)).write_text(text)
    write_records(root / "ledger", [one for one, _ in articles])
    return find_place(None, root)[0]


def four(root: Path) -> Place:
    """The police say 28, the navy at least 35, the police two days later 31, and again."""
    return ledger(
        root,
        record(28, "Police", 10),
        record("at least 35", "Navy", 10),
        record(31, "Police", 12, outlet="Meridian Live"),
        record(31, "Police", 13, url="https://example.org/a?b=1&c=2"),
    )


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return four(tmp_path)


@pytest.fixture(scope="module")
def overview(tmp_path_factory: pytest.TempPathFactory) -> Overview:
    return report(four(tmp_path_factory.mktemp("four")))


@pytest.fixture(scope="module")
def tree(overview: Overview) -> Element:
    return parsed(page(overview))


def test_conflicts_come_first_with_both_sides(tree: Element) -> None:
    [main] = tree.all("main")
    assert [one.attributes["id"] for one in main.children] == ["conflicts", "figures", "claims"]
    text = main.children[0].text
    for part in ("at least 35 people died", "28 people died", "Navy", "Police", "10 Mar 2025", " vs "):
        assert part in text


def test_the_header_counts(tree: Element) -> None:
    [header] = tree.all("header")
    assert "4 articles" in header.text
    assert "4 claims" in header.text
    assert "open conflict" in header.text
    assert "10–13 Mar 2025" in header.text


def test_figures_of_one_fact_are_one_chart(tree: Element) -> None:
    [figure] = tree.get("figures").all("figure")
    assert figure.all("figcaption")[0].text == "Dead · people · Vigo"
    [plot] = figure.all("svg", "plot")
    assert plot.children[0].name == "title"
    assert plot.children[1].name == "desc"
    assert [one.name for one in plot.walk() if "update" in (one.attributes.get("class") or "")].count("line") >= 1
    assert len(figure.all("use", "echo")) == 1
    assert "v-24" in str([one.attributes["d"] for one in plot.all("path", "range")])
    rows = [[one.text for one in row.all("td")] for row in figure.all("tr")[1:]]
    assert sorted(rows[:2]) == [
        ["10 Mar 2025", "28 people", "Police", "Harbour Wire"],
        ["10 Mar 2025", "at least 35 people", "Navy", "Harbour Wire"],
    ]
    assert rows[2:] == [
        ["12 Mar 2025", "31 people", "Police", "Meridian Live"],
        ["13 Mar 2025", "31 people", "Police", "Harbour Wire"],
    ]
    keys = figure.all("ul", "keys")[0]
    assert sorted(one.text for one in keys.all("li")) == ["Navy", "Police"]
    marks = {one.attributes["class"] for one in keys.all("use")}
    assert len(marks) == 2


def test_a_claim_opens_into_its_article(tree: Element) -> None:
    [claim] = [one for one in tree.get("claims").all("details", "claim") if one.text.startswith("28 people")]
    [text] = claim.all("blockquote")
    assert text.text.endswith("said on the quay.")
    assert [(one.attributes["class"], one.text) for one in text.all("mark")] == [
        ("content", "28 people died when the ferry Orion sank"),
        ("speaker", "Police"),
        ("cue", "said"),
    ]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda file: file.unlink(), id="gone"),
        pytest.param(lambda file: file.write_text(file.read_text() + "More.\n"), id="edited"),
        pytest.param(lambda file: file.write_bytes(b"\xff"), id="no UTF-8"),
    ],
)
def test_without_the_text_the_statement_alone(place: Place, change: object) -> None:
    for file in (place.root / "articles").iterdir():
        change(file)  # type: ignore[operator]
    claims = parsed(page(report(place))).get("claims")
    assert claims.all("blockquote") == []
    assert len(claims.all("p", "absent")) == 4
    assert "28 people died" in claims.text


def test_a_ruling_moves_a_conflict_away(place: Place) -> None:
    before = report(place)
    [conflict] = [one for one in before.findings.relations if one.relation == "conflicts"][:1]
    rule(conflict.a, conflict.b, "no-conflict", place, note="<one> counts the crew", by="A. Reader")
    tree = parsed(page(report(place)))
    [ruled] = tree.get("conflicts").all("details", "ruled")
    assert "Ruled no-conflict: <one> counts the crew (A. Reader)" in ruled.text


def test_a_confirmed_conflict_stays(place: Place) -> None:
    [conflict] = [one for one in report(place).findings.relations if one.relation == "conflicts"][:1]
    rule(conflict.a, conflict.b, "conflict", place)
    section = parsed(page(report(place))).get("conflicts")
    assert section.all("details", "ruled") == []
    assert "Ruled conflict" in section.text


def test_what_people_corrected_is_marked(place: Place) -> None:
    claim = report(place).records[0].claims[0].id
    other = report(place).records[1].claims[0].id
    correct(claim, place, Given(agency="Harbour <Office>"), note="not the <police>", by="A. Reader")
    tree = parsed(page(report(place)))
    [mark] = tree.get(claim).all("span", "corrected")
    assert mark.text == "corrected: agency"
    assert "Corrected: not the <police> – A. Reader" in tree.get(claim).text
    assert tree.get(other).all("span", "corrected") == []


def test_an_empty_ledger_is_a_page(tmp_path: Path) -> None:
    tree = parsed(page(report(ledger(tmp_path))))
    assert "0 claims" in tree.all("header")[0].text
    assert tree.all("article") == []


def test_the_same_ledger_gives_the_same_bytes(place: Place) -> None:
    assert page(report(place)).encode() == page(report(place)).encode()
    assert str(place.root) not in page(report(place))


def test_every_id_is_one_and_every_anchor_leads_somewhere(tree: Element) -> None:
    ids = [one.attributes["id"] for one in tree.walk() if "id" in one.attributes]
    assert len(ids) == len(set(ids))
    local = {href[1:] for one in tree.walk() if (href := one.attributes.get("href")) and href.startswith("#")}
    assert local <= set(ids)
    listed = {one.attributes["list"] for one in tree.all("input") if "list" in one.attributes}
    assert listed <= set(ids)
    named = {word for one in tree.walk() for word in (one.attributes.get("aria-labelledby") or "").split()}
    assert named <= set(ids)


def test_every_field_has_a_name(tree: Element) -> None:
    labels = [one for label in tree.all("label") for one in label.all("input")]
    assert len(labels) == len(tree.all("input")) == 6
    assert all(one.attributes.get("aria-label") for one in tree.all("a") if one.all("circle"))


def assert_inert(html: str) -> Element:
    """The page runs its own script and style, by their hashes, and loads nothing."""
    tree = parsed(html)
    [script], [style] = tree.all("script"), tree.all("style")
    [policy] = [one.attributes for one in tree.all("meta") if one.attributes.get("http-equiv")]
    hashes = [base64.b64encode(hashlib.sha256(one.raw.encode()).digest()).decode() for one in (style, script)]
    assert policy["content"] == (
        f"default-src 'none'; style-src 'sha256-{hashes[0]}'; script-src 'sha256-{hashes[1]}'; "
        "base-uri 'none'; form-action 'none'"
    )
    for one in tree.walk():
        assert one.name not in {"img", "iframe", "object", "embed", "link", "base"}
        for name, value in one.attributes.items():
            assert not name.startswith("on")
            assert name not in {"style", "src", "srcset", "action", "formaction", "xlink:href"}
            if name == "href":
                assert re.match(r"#[\w-]+$|https?://", value or "")
    assert "url(" not in html
    assert "@import" not in html
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", html)
    return tree


def test_the_page_is_inert(overview: Overview) -> None:
    assert_inert(page(overview))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(HOSTILE, id="everything"),
        pytest.param("</script><script>x", id="end of script"),
        pytest.param("</title></style>", id="end of head"),
        pytest.param("<!-- ", id="comment"),
        pytest.param("]]>&#60;b&#62;", id="entities stay as written"),
        pytest.param("\u202eevil\u2066 \u200b\ufeff", id="bidi and invisible"),
        pytest.param("\ud800", id="lone surrogate"),
        pytest.param("' onfocus=x autofocus='", id="single quotes"),
        pytest.param('" onfocus=x autofocus="', id="double quotes"),
        pytest.param("مات ٢٨ شخصا", id="right to left"),
    ],
)
def test_hostile_text_is_shown_and_nothing_else(text: str, overview: Overview) -> None:
    """Every text field of the records, whatever the ledger's reader lets through."""
    records = tuple(_poisoned(one, text) for one in overview.records)
    entries = {claim.id: Entry(claim, one.article) for one in records for claim in one.claims}
    relations = tuple(replace(one, why=text, ruling=text) for one in overview.findings.relations)
    poisoned = replace(
        overview,
        findings=replace(overview.findings, entries=entries, relations=relations),
        records=records,
        names={claim: ((text,), (text,)) for claim in entries},
        texts={one: text + body for one, body in overview.texts.items()},
        series=tuple(
            replace(
                one, label=text, unit=text, place=text, modality=text,
                points=tuple(replace(point, text=text, origin=text) for point in one.points),
            )
            for one in overview.series
        ),
    )  # fmt: skip
    html = page(poisoned, text)
    tree = assert_inert(html)
    html.encode("utf-8")
    assert len(tree.all("details", "claim")) == 4


def _poisoned(record: ArticleRecord, text: str) -> ArticleRecord:
    info = replace(
        record.article, title=text, outlet=text, published=text, url=f"https://{text}", author=text, path=text
    )
    claims = tuple(
        replace(
            one,
            statement=text,
            quote="direct",
            cue=Cue(text, (0, 5)),
            speaker=Speaker(text, "person", text, text, text, (3, 900)),
            agency=text,
            via=(text, text),
            said_on=DateValue(text, text),
            when=DateValue(text, text),
            places=(text,),
            quantities=(Quantity(text, Decimal(1)),),
        )
        for one in record.claims
    )
    return ArticleRecord(info, claims)


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("javascript:alert(1)", id="script"),
        pytest.param(" https://example.org", id="leading space"),
        pytest.param("data:text/html,x", id="data"),
        pytest.param("//example.org", id="relative"),
        pytest.param("https://", id="no host"),
        pytest.param("https://exa\u202emple.org", id="bidi"),
        pytest.param("https:example.org", id="no slashes"),
        pytest.param(None, id="none"),
    ],
)
def test_what_is_no_link(url: str | None) -> None:
    assert link("Title", url) == "Title"


@pytest.mark.parametrize(
    ("url", "written"),
    [
        pytest.param("https://example.org/a?b=1&c=2", "https://example.org/a?b=1&amp;c=2", id="https"),
        pytest.param("HTTP://example.org/", "HTTP://example.org/", id="http, capitals"),
        pytest.param('https://example.org/"x', "https://example.org/&quot;x", id="quote"),
    ],
)
def test_what_is_a_link(url: str, written: str) -> None:
    assert link("T", url) == f'<a href="{written}" rel="noopener noreferrer nofollow">T</a>'


@settings(max_examples=60, deadline=None)
@given(st.text(), st.text())
def test_markup_escapes_whatever_comes(text: str, value: str) -> None:
    [element] = parsed(tag("p", text, title=value)).children
    assert element.name == "p"
    assert element.children == []
    assert join(tag("b", "x"), [text, None]).startswith("<b>x</b>")


@pytest.mark.parametrize(
    ("words", "figures", "expected"),
    [
        pytest.param("28 of 280 died", ["28"], "<b>28</b> of 280 died", id="whole numbers only"),
        pytest.param("about 3,000 men", ["about 3,000 men", "3,000"], "<b>about 3,000 men</b>", id="the longest"),
        pytest.param("a (b", ["(b"], "a <b>(b</b>", id="no pattern"),
        pytest.param("nobody", ["28"], "nobody", id="no-op: not in the words"),
        pytest.param("nobody", [" "], "nobody", id="no-op: blank"),
    ],
)
def test_figures_stand_out(words: str, figures: list[str], expected: str) -> None:
    claim = Claim("a00000000000-aaaa", words, ((0, 1),), quantities=tuple(Quantity(text) for text in figures))
    assert statement(claim) == expected


@pytest.mark.parametrize(
    ("spans", "speaker", "expected"),
    [
        pytest.param(((0, 3),), (4, 7), [("content", "one"), ("speaker", "two")], id="side by side"),
        pytest.param(((0, 7),), (4, 7), [("content", "one "), ("content speaker", "two")], id="one in the other"),
        pytest.param(((0, 3), (8, 13)), None, [("content", "one"), ("content", "three")], id="interrupted"),
        pytest.param(((0, 3),), (4, 9999), [("content", "one")], id="no-op: beyond the text"),
        pytest.param(((0, 9999),), None, [], id="no-op: the claim beyond the text"),
        pytest.param(((4, 7),), None, None, id="no-op: other words"),
    ],
)
def test_parts_are_marked(
    spans: tuple[tuple[int, int], ...], speaker: tuple[int, int] | None, expected: list[tuple[str, str]] | None
) -> None:
    text = "one two three"
    words = "other" if expected is None else " … ".join(text[start:end] for start, end in spans)
    claim = Claim("a00000000000-aaaa", words, spans, speaker=Speaker("x", "person", span=speaker))
    tree = parsed(passage(Entry(claim, ArticleInfo("a00000000000")), text))
    assert [(one.attributes["class"], one.text) for one in tree.all("mark")] == [
        (style, part.strip()) for style, part in expected or []
    ]


def point(value: tuple[str | None, str | None], day: int | None = 739000, origin: str = "Police") -> Point:
    low, high = (None if end is None else Decimal(end) for end in value)
    return Point("a00000000000-aaaa", "x", origin, day, day, low, high)


@pytest.mark.parametrize(
    ("points", "written"),
    [
        pytest.param([point(("18", "18")), point(("35", None), 739002)], {"0", "20"}, id="from zero"),
        pytest.param([point(("28", "28")), point(("35", "35"))], {"30", "35"}, id="not far apart"),
        pytest.param([point(("7.0", "7.0")), point(("7.1", "7.1"))], {"7", "7.1"}, id="close together"),
        pytest.param([point(("3", "3")), point(("3000", "3000"))], {"10", "100", "1,000"}, id="powers of ten"),
        pytest.param([point(("500", "500"))] * 2, {"450", "500", "550"}, id="all the same"),
        pytest.param([point(("0", "0"))] * 2, {"0"}, id="nothing but zero"),
        pytest.param([point(("-5", "-5")), point(("5", "5"))], {"0"}, id="below zero"),
        pytest.param([point(("1", "1"), None)] * 2, {"no date"}, id="undated"),
        pytest.param([point(("1E-30", "1E+17")), point(("1", "1"), 1)], set(), id="no-op: absurd, but drawn"),
    ],
)
def test_axes(points: list[Point], written: set[str]) -> None:
    series = Series("dead", "people", "", "actual", tuple(points))
    tree = parsed(chart(series, {"Police": 0}, "f1", "Dead", lambda one: one.text))
    texts = [one.text for one in tree.all("text", "axis")]
    assert written <= set(texts)
    assert len(texts) < 20
    for one in tree.walk():
        for name in ("y", "y1", "y2", "cy"):
            assert re.fullmatch(r"-?\d+(\.\d)?", one.attributes.get(name) or "0"), one
        for name in ("x1", "x2"):
            assert 0 <= float((one.attributes.get(name) or "0").rstrip("%")) <= 100


CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here")


def browsed(html: str, folder: Path, *, anchor: str = "", script: str = "") -> Element:
    """The page as a browser leaves it. ``script`` runs after the page's own, under the page's policy."""
    if script:
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        html = html.replace("script-src ", f"script-src 'sha256-{digest}' ", 1)
        html = html.replace("</body>", f"<script>{script}</script></body>")
    (folder / "report.html").write_text(html, encoding="utf-8")
    flags = (
        "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
        "--disable-component-update --disable-sync --virtual-time-budget=6000 --dump-dom"
    )
    url = f"{(folder / 'report.html').as_uri()}#{anchor}"
    command = [str(CHROMIUM), *flags.split(), f"--user-data-dir={folder / 'profile'}", url]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120, check=True)
    return parsed(done.stdout)


@needs_browser
def test_in_a_browser_the_script_runs_and_an_address_opens_its_claim(overview: Overview, tmp_path: Path) -> None:
    wanted = overview.records[2].claims[0].id
    tree = browsed(page(overview), tmp_path, anchor=wanted)
    assert "hidden" not in tree.get("filter").attributes
    assert [one.attributes["id"] for one in tree.all("details", "claim") if "open" in one.attributes] == [wanted]


FILTERS = [
    ("words", "ORION 35", ["Navy"]),
    ("speaker", "polic", ["Police"] * 3),
    ("agency", "navy", ["Navy"]),
    ("place", "vígo", ["Navy", "Police", "Police", "Police"]),
    ("first", "2025-03-12", ["Police"] * 2),
    ("last", "2025-03-10", ["Navy", "Police"]),
    ("words", "zeppelin", []),
]


@needs_browser
def test_in_a_browser_filters_leave_what_was_asked_for(overview: Overview, tmp_path: Path) -> None:
    script = f"""(async () => {{
      for (const [name, value] of {json.dumps([filter[:2] for filter in FILTERS])}) {{
        document.getElementById("filter").reset();
        const field = document.querySelector(`[name=${{name}}]`);
        field.value = value;
        field.dispatchEvent(new Event("input", {{bubbles: true}}));
        await new Promise((done) => setTimeout(done, 200));
        const left = Array.from(document.querySelectorAll(".claim:not([hidden])"), (one) => one.dataset.s);
        const row = document.body.appendChild(document.createElement("samp"));
        row.textContent = JSON.stringify([
          left.sort(),
          document.getElementById("matches").textContent,
          Array.from(document.querySelectorAll("figure, .conflict, .from"), (one) => !one.hidden && one.className),
        ]);
      }}
    }})()"""
    rows = [json.loads(one.text) for one in browsed(page(overview), tmp_path, script=script).all("samp")]
    assert [left for left, _, _ in rows] == [left for *_, left in FILTERS]
    assert [told for _, told, _ in rows] == [
        "" if len(left) == 4 else f"{len(left)} of 4 claims" for *_, left in FILTERS
    ]
    assert not any(one is not False for one in rows[-1][2])
    assert all(one is not False for one in rows[3][2])


@needs_browser
def test_in_a_browser_nothing_of_a_hostile_ledger_runs(overview: Overview, tmp_path: Path) -> None:
    text = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>"
    records = tuple(_poisoned(one, text) for one in overview.records)
    entries = {claim.id: Entry(claim, one.article) for one in records for claim in one.claims}
    poisoned = replace(overview, findings=replace(overview.findings, entries=entries), records=records)
    tree = browsed(page(poisoned, "Ours"), tmp_path)
    assert tree.all("title")[0].text == "Ours"
    assert tree.all("img") == []
