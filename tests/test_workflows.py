"""Commands as functions, with an extraction of one line: each sentence with "said" is a claim of its last words."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from claimledger.errors import LedgerError
from claimledger.metadata import Metadata
from claimledger.records import (
    Article,
    ArticleRecord,
    Claim,
    Problem,
    Quantity,
    Speaker,
    Topic,
    claim_ids,
)
from claimledger.settings import Settings
from claimledger.workflows import diff as diff_workflow
from claimledger.workflows import ingest as ingest_workflow
from claimledger.workflows.check import check
from claimledger.workflows.diff import diff_all, diff_articles
from claimledger.workflows.export import export
from claimledger.workflows.extracted import model_name
from claimledger.workflows.ingest import ingest
from claimledger.workflows.place import Place, find_place
from claimledger.workflows.show import show

_SAID = re.compile(r"((\d+) people died when the ferry Orion sank), (.+?) said\.")


EXTRACTED: list[str] = []
"""Texts that the extraction was asked for, in a test."""


def fake_each(
    articles: Sequence[Article], settings: Settings, *, own_voice: bool = False, progress: object = None
) -> Iterator[ArticleRecord | Problem]:
    for article in articles:
        EXTRACTED.append(article.text)
        if "BROKEN" in article.text:
            yield Problem("failed on it", article.info.path)
            continue
        found = list(_SAID.finditer(article.text))
        ids = claim_ids(article.info.id, [(match[1], match[3]) for match in found])
        claims = [
            Claim(
                ident,
                match[1],
                (match.span(1),),
                speaker=Speaker(match[3], "outlet" if own_voice else "organization"),
                agency=match[3],
                quantities=(Quantity(f"{match[2]} people", Decimal(match[2]), Decimal(match[2]), unit="person"),),
                about=Topic(events=("kill",), participants=("Orion",), words=("ferry", "orion", "people", "sink")),
            )
            for ident, match in zip(ids, found, strict=True)
        ]
        yield ArticleRecord(replace(article.info, model=model_name()), tuple(claims))


def fake_extraction(
    articles: Sequence[Article], settings: Settings, *, own_voice: bool = False, progress: object = None
) -> tuple[list[ArticleRecord], list[Problem]]:
    done = list(fake_each(articles, settings, own_voice=own_voice))
    return [one for one in done if isinstance(one, ArticleRecord)], [one for one in done if isinstance(one, Problem)]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    monkeypatch.setattr(ingest_workflow, "extract_each", fake_each)
    monkeypatch.setattr(diff_workflow, "extract_articles", fake_extraction)
    EXTRACTED.clear()
    (tmp_path / "claimledger.toml").write_text("")
    return find_place(tmp_path / "ledger", tmp_path)[0]


def write(place: Place, name: str, number: int, who: str, day: int = 10) -> str:
    path = place.root / name
    path.parent.mkdir(exist_ok=True)
    front = f"---\ntitle: Ferry Orion sinks\noutlet: {who} Post\npublished: 2025-03-{day}\n---\n"
    path.write_text(f"{front}{number} people died when the ferry Orion sank, {who} said.\n")
    return str(path)


def tree(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def test_ingest_records_and_relates(place: Place) -> None:
    first = ingest([write(place, "articles/a.txt", 28, "Police")], place)
    assert (len(first.added), first.relations, first.problems) == (1, (), ())
    second = ingest([write(place, "articles/b.txt", 35, "Navy")], place)
    assert [one.relation for one in second.relations] == ["conflicts"]
    assert len(diff_all(place).relations) == 1
    assert [entry.article.path for entry in second.entries.values()] == ["articles/a.txt", "articles/b.txt"]


def test_ingest_again_changes_nothing_and_still_tells(place: Place) -> None:
    paths = [write(place, "articles/a.txt", 28, "Police"), write(place, "articles/b.txt", 35, "Navy")]
    ingest(paths, place)
    before = tree(place.ledger)
    again = ingest(list(reversed(paths)), place)
    assert tree(place.ledger) == before
    assert (again.added, again.changed, again.removed) == ((), (), ())
    assert [one.relation for one in again.relations] == ["conflicts"]


def test_an_edited_article_replaces_its_record(place: Place) -> None:
    [old] = ingest([write(place, "articles/a.txt", 28, "Police")], place).added
    found = ingest([write(place, "articles/a.txt", 29, "Police")], place)
    assert found.removed == (old,)
    assert len(found.added) == 1
    assert old in found.entries
    assert len(tree(place.ledger)) == 1


def test_dry_run_writes_nothing_and_says_the_same(place: Place) -> None:
    ingest([write(place, "articles/a.txt", 28, "Police")], place)
    before = tree(place.ledger)
    path = write(place, "articles/b.txt", 35, "Navy")
    dry = ingest([path], place, dry_run=True)
    assert tree(place.ledger) == before
    wet = ingest([path], place)
    assert (dry.added, dry.relations) == (wet.added, wet.relations)


def test_dry_run_needs_no_ledger(place: Place) -> None:
    found = ingest([write(place, "articles/a.txt", 28, "Police")], place, dry_run=True)
    assert len(found.added) == 1
    assert not place.ledger.exists()


def test_diff_of_a_new_article_is_a_dry_run(place: Place) -> None:
    ingest([write(place, "articles/a.txt", 28, "Police")], place)
    before = tree(place.ledger)
    path = write(place, "draft.txt", 35, "Navy")
    found = diff_articles([path], place)
    assert [one.relation for one in found.relations] == ["conflicts"]
    assert tree(place.ledger) == before


def test_one_bad_article_stops_nothing_else(place: Place) -> None:
    (place.root / "broken.txt").write_text("BROKEN")
    (place.root / "latin.txt").write_bytes(b"\xe9")
    good = write(place, "articles/a.txt", 28, "Police")
    found = ingest([str(place.root / "broken.txt"), str(place.root / "latin.txt"), good], place)
    assert len(found.added) == 1
    assert [one.message.split(":")[0] for one in found.problems] == ["not UTF-8", "failed on it"]


@pytest.mark.parametrize(
    ("text", "warned"),
    [
        pytest.param("Hello world.\n", True, id="nothing in it"),
        pytest.param("28 people died when the ferry Orion sank, Coast Guard said.\n", False, id="a claim"),
    ],
)
def test_articles_without_a_claim_are_told(text: str, warned: bool, place: Place) -> None:
    (place.root / "a.txt").write_text(text)
    path = str(place.root / "a.txt")
    for found in (ingest([path], place), diff_articles([path], place)):
        assert ["no claims found"] * warned == [one.message for one in found.warnings]


@pytest.mark.parametrize(
    ("name", "faults"),
    [
        pytest.param("rulings.yml", ["nothing reads this file"], id="the wrong ending"),
        pytest.param("ruling.yaml", ["nothing reads this file"], id="the wrong name"),
        pytest.param("rulings.yaml", [], id="the right one"),
        pytest.param("notes.txt", [], id="a note"),
    ],
)
def test_check_finds_files_that_nothing_reads(name: str, faults: list[str], place: Place) -> None:
    place.ledger.mkdir()
    (place.ledger / name).write_text("")
    assert [one.message for one in check(place).faults] == faults


def test_a_ledger_that_cannot_be_made_is_told(place: Place) -> None:
    path = write(place, "a.txt", 28, "Coast Guard")
    place.ledger.write_text("in the way")
    with pytest.raises(LedgerError, match="cannot be made"):
        ingest([path], place)


def test_options_reach_the_record(place: Place) -> None:
    path = write(place, "articles/a.txt", 28, "Police")
    found = ingest([path], place, Metadata(outlet="Harbour Wire", published="3 May 2025"))
    [entry] = found.entries.values()
    assert (entry.article.title, entry.article.outlet, entry.article.published) == (
        "Ferry Orion sinks",
        "Harbour Wire",
        "2025-05-03",
    )


def test_a_broken_ledger_can_be_ingested_into_but_not_compared_with(place: Place) -> None:
    path = write(place, "articles/a.txt", 28, "Police")
    ingest([path], place)
    [name] = tree(place.ledger)
    whole = (place.ledger / name).read_bytes()
    (place.ledger / name).write_bytes(whole[:-20])
    with pytest.raises(LedgerError, match="cannot be read"):
        diff_all(place)
    assert ingest([path], place).problems == ()
    assert (place.ledger / name).read_bytes() == whole


def test_show_finds_the_context(place: Place) -> None:
    [claim] = ingest([write(place, "articles/a.txt", 28, "Police")], place).added
    shown = show(claim, place)
    assert shown.told.context == (("28 people died when the ferry Orion sank", "content"), (", Police said.", ""))
    assert (shown.told.entry.file, shown.told.entry.line) == ("articles/a.txt", 6)


# Bulk -----------------------------------------------------------------------------------------------------------------


def feed(place: Place, *numbers: int, **fields: str) -> list[str]:
    """A .jsonl of one article for each number."""
    lines = [{"text": f"{number} people died when the ferry Orion sank, Navy said.", **fields} for number in numbers]
    path = place.root / "feed.jsonl"
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    return [str(path)]


def test_lines_that_are_recorded_are_not_read_again(place: Place) -> None:
    ingest(feed(place, 1, 2), place)
    EXTRACTED.clear()
    found = ingest(feed(place, 1, 2, 3), place)
    assert [text[:8] for text in EXTRACTED] == ["3 people"]
    assert [str(one) for one in found.warnings] == [
        "2 articles recorded already and unchanged: not read again (--again reads them all the same)"
    ]
    assert {entry.claim.statement[:8] for entry in found.entries.values()} == {"1 people", "2 people", "3 people"}


@pytest.mark.parametrize(
    ("fields", "options"),
    [
        pytest.param({"title": "Another title"}, {}, id="other metadata"),
        pytest.param({}, {"own_voice": True}, id="with the outlet's own voice"),
        pytest.param({}, {"again": True}, id="when asked to"),
    ],
)
def test_lines_that_would_be_recorded_otherwise_are_read_again(
    fields: dict[str, str], options: dict[str, bool], place: Place
) -> None:
    ingest(feed(place, 1, 2), place)
    EXTRACTED.clear()
    found = ingest(feed(place, 1, 2, **fields), place, **options)
    assert len(EXTRACTED) == 2
    assert found.warnings == ()


def test_a_file_is_read_again_since_a_person_asked_for_it(place: Place) -> None:
    path = write(place, "articles/a.txt", 28, "Police")
    ingest([path], place)
    EXTRACTED.clear()
    ingest([path], place)
    assert len(EXTRACTED) == 1


def test_of_two_texts_of_one_address_the_later_one_stays(place: Place) -> None:
    paths = feed(place, 1, 2, url="https://example.org/live")
    ingest(paths, place)
    before = tree(place.ledger)
    assert [text[:8] for text in EXTRACTED] == ["2 people"]
    found = ingest(paths, place)
    assert tree(place.ledger) == before
    assert (found.added, found.removed) == ((), ())


def test_records_are_written_as_they_are_made(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ingest_workflow, "BATCH", 2)

    def stopped(articles: Sequence[Article], *rest: object, **options: object) -> Iterator[ArticleRecord | Problem]:
        yield from fake_each(articles[:5], place.settings)
        raise KeyboardInterrupt

    monkeypatch.setattr(ingest_workflow, "extract_each", stopped)
    with pytest.raises(KeyboardInterrupt):
        ingest(feed(place, *range(10)), place)
    assert len(tree(place.ledger)) == 4


# Copies of texts ------------------------------------------------------------------------------------------------------


@pytest.fixture
def page(place: Place) -> str:
    """The claim of an article whose path is that of an HTML page."""
    [claim] = ingest(feed(place, 28, path="articles/a.html"), place).added
    return claim


def test_the_copy_of_a_pages_text_is_kept_beside_the_records(page: str, place: Place) -> None:
    copy = place.ledger / "texts" / f"{page.partition('-')[0]}.txt"
    assert copy.read_text() == "28 people died when the ferry Orion sank, Navy said."
    shown = show(page, place)
    assert shown.told.context == (("28 people died when the ferry Orion sank", "content"), (", Navy said.", ""))
    assert (shown.told.entry.file, shown.told.entry.line) == (f"ledger/texts/{copy.name}", 1)
    assert check(place).faults == ()


def test_what_is_exported_points_into_the_copy(page: str, place: Place) -> None:
    out = io.BytesIO()
    export(place, "jsonld", out)
    *_, article, _, annotation = json.loads(out.getvalue())["@graph"]
    [target] = annotation["target"]
    assert article["encoding"]["id"] == "articles/a.html"
    assert target["source"] == f"ledger/texts/{page.partition('-')[0]}.txt"
    assert {one["type"] for one in target["selector"]} == {"TextPositionSelector", "TextQuoteSelector"}


def test_another_text_of_a_page_takes_the_place_of_its_copy(page: str, place: Place) -> None:
    ingest(feed(place, 35, path="articles/a.html"), place)
    [copy] = (place.ledger / "texts").iterdir()
    assert copy.read_text().startswith("35 people")
    assert check(place).faults == ()


@pytest.mark.parametrize(
    ("damage", "fault"),
    [
        pytest.param("lost", "the copy of the text of articles/a.html is not in the ledger", id="lost"),
        pytest.param("edited", "articles/a.html is no longer the text that this record was made from", id="edited"),
        pytest.param("orphan", "the copy of an article's text that no record speaks of", id="of no record"),
    ],
)
def test_check_looks_at_the_copies(damage: str, fault: str, page: str, place: Place) -> None:
    [copy] = (place.ledger / "texts").iterdir()
    if damage == "lost":
        copy.unlink()
    elif damage == "edited":
        copy.write_text("29 people")
    else:
        (copy.parent / "abcdef123456.txt").write_text("x")
    [found] = check(place).faults
    assert found.message.startswith(fault)


def test_a_link_in_the_place_of_the_copies_leads_nowhere(page: str, place: Place) -> None:
    outside = place.root / "outside"
    (place.ledger / "texts").rename(outside)
    (place.ledger / "texts").symlink_to(outside)
    assert show(page, place).told.context is None
    with pytest.raises(LedgerError, match="not a plain folder"):
        ingest(feed(place, 35, path="articles/a.html"), place)
    assert [one.name for one in outside.iterdir()] == [f"{page.partition('-')[0]}.txt"]


def test_a_lost_copy_comes_back(page: str, place: Place) -> None:
    [copy] = (place.ledger / "texts").iterdir()
    before = copy.read_bytes()
    copy.unlink()
    ingest(feed(place, 28, path="articles/a.html"), place)
    assert copy.read_bytes() == before


@pytest.mark.parametrize(
    ("marker", "start", "root"),
    [
        pytest.param("claimledger.toml", "deep/er", ".", id="settings"),
        pytest.param(".git", "deep", ".", id="git"),
        pytest.param("deep/.git", "deep/er", "deep", id="the nearest"),
        pytest.param(None, "deep", "deep", id="no-op: none"),
    ],
)
def test_the_repository_is_found_upwards(marker: str | None, start: str, root: str, tmp_path: Path) -> None:
    (tmp_path / "deep" / "er").mkdir(parents=True)
    if marker:
        (tmp_path / marker).touch()
    place, _ = find_place(None, tmp_path / start)
    assert place.root == (tmp_path / root)
    assert place.ledger == place.root / "ledger"


def test_a_named_ledger_brings_its_repository(tmp_path: Path) -> None:
    place, _ = find_place(Path("story/ledger"), tmp_path)
    assert (place.root, place.ledger) == (tmp_path / "story", tmp_path / "story" / "ledger")
