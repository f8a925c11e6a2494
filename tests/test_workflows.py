"""Commands as functions, with an extraction of one line: each sentence with "said" is a claim of its last words."""

from __future__ import annotations

import re
from collections.abc import Sequence
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
from claimledger.workflows.diff import diff_all, diff_articles
from claimledger.workflows.ingest import ingest
from claimledger.workflows.place import Place, find_place
from claimledger.workflows.show import show

_SAID = re.compile(r"((\d+) people died when the ferry Orion sank), (.+?) said\.")


def fake_extraction(
    articles: Sequence[Article], settings: Settings, *, own_voice: bool = False, progress: object = None
) -> tuple[list[ArticleRecord], list[Problem]]:
    records, problems = [], []
    for article in articles:
        if "BROKEN" in article.text:
            problems.append(Problem("failed on it", article.info.path))
            continue
        found = list(_SAID.finditer(article.text))
        ids = claim_ids(article.info.id, [(match[1], match[3]) for match in found])
        claims = [
            Claim(
                ident,
                match[1],
                (match.span(1),),
                speaker=Speaker(match[3], "organization"),
                agency=match[3],
                quantities=(Quantity(f"{match[2]} people", Decimal(match[2]), Decimal(match[2]), unit="person"),),
                about=Topic(events=("kill",), participants=("Orion",), words=("ferry", "orion", "people", "sink")),
            )
            for ident, match in zip(ids, found, strict=True)
        ]
        records.append(ArticleRecord(article.info, tuple(claims)))
    return records, problems


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    for module in (ingest_workflow, diff_workflow):
        monkeypatch.setattr(module, "extract_articles", fake_extraction)
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
    assert shown.context == (("28 people died when the ferry Orion sank", "content"), (", Police said.", ""))
    assert (shown.entry.file, shown.entry.line) == ("articles/a.txt", 6)


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
