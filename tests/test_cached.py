"""The cache of a ledger: less is read, nothing else is different, whatever state it is in."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.test_nearby import record

from claimledger.errors import LedgerError
from claimledger.ledger.index import index_file
from claimledger.ledger.people import Correction, Ruling
from claimledger.ledger.store import add_correction, add_ruling, load_ledger, record_file, write_records
from claimledger.records import ArticleRecord
from claimledger.settings import Settings
from claimledger.workflows.cached import ledger_about
from claimledger.workflows.diff import diff_articles
from claimledger.workflows.opened import opened, relations
from claimledger.workflows.place import Place

VIGO = [record(f"Vigo {n}", published=f"2024-10-{20 + n}", figures=(40 + n,)) for n in range(4)]
LIMA = [record(f"Lima {n}", "Lima", "Lima Fire Service", published=f"2024-10-{20 + n}") for n in range(3)]
NEW = record("Vigo, the latest", published="2024-10-29", figures=(99,))
YEARS_AGO = 1_500_000_000


@pytest.fixture
def place(tmp_path: Path) -> Place:
    ledger = tmp_path / "ledger"
    ledger.mkdir()
    write_records(ledger, [*VIGO, *LIMA])
    for file in ledger.rglob("*.yaml"):
        os.utime(file, (YEARS_AGO, YEARS_AGO))
    return Place(tmp_path, ledger)


@pytest.fixture(autouse=True)
def old_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    # Files whose inodes changed a moment ago are always read; here they count as old.
    monkeypatch.setattr("claimledger.workflows.nearby.clock_of", lambda file: _make_folder(file) or 10**19)


def _make_folder(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)


def cache(place: Place) -> Path:
    file = index_file(place.ledger, os.environ)
    assert file is not None
    return file


def found(place: Place, article: ArticleRecord = NEW) -> object:
    """Everything that a command would tell of one article that is not in the ledger."""
    ledger, _ = ledger_about(place, [article.article], lambda own: [article])
    now = opened(place, ledger)
    return relations(now.with_records([article]), [claim.id for claim in article.claims])


def whole(place: Place, article: ArticleRecord = NEW) -> object:
    now = opened(place, load_ledger(place.ledger)).with_records([article])
    return relations(now, [claim.id for claim in article.claims])


def nothing(place: Place) -> None:
    pass


def delete(place: Place) -> None:
    cache(place).unlink()


def truncate(place: Place) -> None:
    cache(place).write_bytes(cache(place).read_bytes()[:700])


def empty(place: Place) -> None:
    cache(place).write_bytes(b"")


def flip(place: Place) -> None:
    data = bytearray(cache(place).read_bytes())
    for at in range(200, len(data), 37):
        data[at] ^= 0xFF
    cache(place).write_bytes(data)


def another_ledgers(place: Place) -> None:
    other = place.root / "other"
    shutil.copytree(place.ledger, other)
    (other / record_file(VIGO[0].article)).unlink()
    there = replace(place, ledger=other)
    ledger_about(there, [])
    shutil.copy(cache(there), cache(place))


def write_more(place: Place) -> None:
    write_records(place.ledger, [record("Vigo, once more", published="2024-10-28", figures=(70,))])


def edit(place: Place) -> None:
    claims = (replace(VIGO[0].claims[0], stance="denies"), *VIGO[0].claims[1:])
    write_records(place.ledger, [replace(VIGO[0], claims=claims)])


def remove(place: Place) -> None:
    (place.ledger / record_file(VIGO[1].article)).unlink()


def rule(place: Place) -> None:
    add_ruling(place.ledger, Ruling(VIGO[0].claims[0].id, LIMA[0].claims[0].id, "unrelated", statements=("a", "b")))


def correct(place: Place) -> None:
    add_correction(place.ledger, Correction(claim=LIMA[0].claims[0].id, fields={"places": ["Vigo"]}))
    add_correction(place.ledger, Correction(claim="a00000000000-aaaa", drop=True))


@pytest.mark.parametrize(
    "change",
    [nothing, delete, truncate, empty, flip, another_ledgers, write_more, edit, remove, rule, correct],
    ids=lambda change: change.__name__,
)
def test_the_cache_changes_nothing(change: Callable[[Place], None], place: Place) -> None:
    assert found(place) == whole(place)  # makes the cache
    assert cache(place).is_file()
    change(place)
    assert found(place) == whole(place)
    assert found(place) == whole(place)
    assert whole(place) != ((), ())


def test_only_the_story_is_read(place: Place) -> None:
    ledger_about(place, [])
    part, asked = ledger_about(place, [NEW.article], lambda own: [NEW])
    assert {one.article.id for one in part.records} == {one.article.id for one in VIGO}
    assert asked == [NEW]


def test_known_articles_are_there_before_anything_is_asked(place: Place) -> None:
    ledger_about(place, [])
    seen: list[str] = []

    def own(ledger: object) -> list[ArticleRecord]:
        seen.extend(one.article.id for one in ledger.records)  # type: ignore[attr-defined]
        return []

    ledger_about(place, [LIMA[1].article], own)
    assert seen == [LIMA[1].article.id]


def test_the_bound_is_told_with_and_without_a_cache(place: Place) -> None:
    narrow = replace(place, settings=Settings(candidates=1))
    first, second = found(narrow), found(narrow)
    assert first == second == whole(narrow)
    _, warnings = relations(opened(narrow, load_ledger(place.ledger)).with_records([NEW]), [NEW.claims[0].id])
    assert any("`candidates`" in str(one) for one in warnings)


def test_no_cache_folder_is_no_fault(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.delenv("HOME", raising=False)
    assert found(place) == whole(place)


def test_a_cache_of_a_ledger_that_is_gone(place: Place) -> None:
    ledger_about(place, [])
    shutil.rmtree(place.ledger)
    with pytest.raises(LedgerError, match="there is no ledger"):
        ledger_about(place, [])


def test_a_fault_far_from_the_story_stops_it_all(place: Place) -> None:
    ledger_about(place, [])
    (place.ledger / record_file(LIMA[2].article)).write_text("x")
    ledger, _ = ledger_about(place, [NEW.article], lambda own: [NEW])
    assert ledger.problems == load_ledger(place.ledger).problems != ()


def test_two_processes_at_once(place: Place) -> None:
    code = (
        "import sys; from pathlib import Path; from claimledger.workflows.place import Place;"
        "from claimledger.workflows.cached import ledger_about; root = Path(sys.argv[1]);"
        "[ledger_about(Place(root, root / 'ledger'), []) for _ in range(5)]"
    )
    command = [sys.executable, "-c", code, str(place.root)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    running = [subprocess.Popen(command, env=environment) for _ in range(3)]
    assert [one.wait(timeout=120) for one in running] == [0, 0, 0]
    assert found(place) == whole(place)
    assert [file.name for file in cache(place).parent.iterdir()] == [cache(place).name]


def test_diff_of_a_known_article(place: Place, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Vigo 3")
    cold, warm = (diff_articles([str(tmp_path / "a.txt")], place) for _ in range(2))
    assert cold.relations == warm.relations != ()
    assert len(warm.entries) == len(VIGO) < len(cold.entries)
    assert (cold.added, cold.removed) == (warm.added, warm.removed) == ((), ())
