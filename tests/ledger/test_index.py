"""The index: finds what may meet, sees every change, is never believed when it is damaged."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from claimledger.ledger.index import (
    BrokenIndex,
    Index,
    Listing,
    Outline,
    clock_of,
    index_file,
    list_records,
    write_index,
)
from claimledger.ledger.store import record_file, write_records
from claimledger.records import ArticleInfo, ArticleRecord

LATER = 10**19
A_DAY = Outline(frozenset(["vigo", "ruiz", "ferry"]), 100, 110)


@pytest.fixture
def records(make: Callable[..., ArticleRecord]) -> list[ArticleRecord]:
    return [make(f"text {n}", f"{n} died", url=f"https://a.example/{n}", published="2024-10-28") for n in range(3)]


@pytest.fixture
def root(tmp_path: Path, records: list[ArticleRecord]) -> Path:
    ledger = tmp_path / "ledger"
    ledger.mkdir()
    write_records(ledger, records)
    return ledger


OUTLINES = [
    Outline(frozenset(["vigo", "ruiz", "port"]), 105, 120),
    Outline(frozenset(["vigo", "lima", "quake"]), 105, 120),
    Outline(frozenset(["vigo", "ruiz", "port"]), 400, 410),
]


@pytest.fixture
def file(tmp_path: Path, root: Path, records: list[ArticleRecord]) -> Path:
    return indexed(tmp_path / "cache" / "x.sqlite", root, records)


def indexed(file: Path, root: Path, records: list[ArticleRecord], outlines: list[Outline] = OUTLINES) -> Path:
    file.parent.mkdir(exist_ok=True)
    rows = [(record_file(one.article), one.article, what) for one, what in zip(records, outlines, strict=True)]
    # A clock far ahead: nothing was written a moment ago.
    write_index(file, "v1", list_records(root, LATER), rows)
    return file


def names(records: list[ArticleRecord], *numbers: int) -> set[str]:
    return {record_file(records[number].article) for number in numbers}


@pytest.mark.parametrize(
    ("wanted", "least", "found"),
    [
        pytest.param(A_DAY, 2, [0], id="two-names-and-near"),
        pytest.param(A_DAY, 1, [0, 1], id="one-name-is-enough"),
        pytest.param(A_DAY, 3, [], id="three-names-are-too-many"),
        pytest.param(Outline(A_DAY.names, None, None), 2, [0, 2], id="any-day"),
        pytest.param(Outline(A_DAY.names, 240, 280), 2, [0, 2], id="as-many-days-as-allowed"),
        pytest.param(Outline(A_DAY.names, 241, 279), 2, [], id="a-day-too-far-both-ways"),
        pytest.param(Outline(frozenset(), 100, 110), 2, [], id="a-story-without-names"),
        pytest.param(Outline(frozenset(["unheard", "of"]), 100, 110), 1, [], id="unknown-names"),
    ],
)
def test_near(
    file: Path, root: Path, records: list[ArticleRecord], wanted: Outline, least: int, found: list[int]
) -> None:
    assert Index(file, root, "v1").near([wanted], least, 120) == names(records, *found)


def test_those_without_names_meet_each_other(root: Path, tmp_path: Path, records: list[ArticleRecord]) -> None:
    outlines = [Outline(), Outline(frozenset(), 1, 2), OUTLINES[2]]
    index = Index(indexed(tmp_path / "cache" / "y", root, records, outlines), root, "v1")
    assert index.near([Outline(frozenset(), 500, 501)], 2, 120) == names(records, 0)


def test_by_id_address_and_path(file: Path, root: Path, records: list[ArticleRecord]) -> None:
    index = Index(file, root, "v1")
    assert index.holding([ArticleInfo(records[1].article.id)]) == names(records, 1)
    assert index.holding([ArticleInfo("a00000", url="https://a.example/2")]) == names(records, 2)
    assert index.holding([ArticleInfo("a00000", path="articles/none.txt")]) == set()
    assert index.loose == set()


def test_changes_are_seen(
    file: Path, root: Path, records: list[ArticleRecord], make: Callable[..., ArticleRecord]
) -> None:
    changed, removed = (root / record_file(records[number].article) for number in (0, 2))
    times = changed.stat()
    content = changed.read_bytes()
    changed.write_bytes(content[:-1] + b"?")
    os.utime(changed, ns=(times.st_atime_ns, times.st_mtime_ns))  # same size, same times: the inode's own still tells
    removed.unlink()
    new = make("text 9", "9 died", published="2021")
    write_records(root, [new])
    index = Index(file, root, "v1")
    assert index.loose == {record_file(records[0].article), record_file(new.article)}
    assert index.near([Outline(A_DAY.names, None, None)], 2, 120) == names(records, 0)
    assert index.holding([records[2].article]) == set()


def test_nothing_changed_is_seen_as_such(file: Path, root: Path, records: list[ArticleRecord]) -> None:
    write_records(root, records)
    assert Index(file, root, "v1").loose == set()


def test_what_was_written_a_moment_ago_is_not_counted_on(
    root: Path, tmp_path: Path, records: list[ArticleRecord]
) -> None:
    file = tmp_path / "z.sqlite"
    rows = [(record_file(one.article), one.article, Outline()) for one in records]
    write_index(file, "v1", list_records(root, clock_of(file)), rows)
    assert Index(file, root, "v1").loose == names(records, 0, 1, 2)


def test_an_article_recorded_twice_is_always_read(root: Path, tmp_path: Path, records: list[ArticleRecord]) -> None:
    file = tmp_path / "z.sqlite"
    same = [ArticleInfo(one.article.id, url="https://a.example/one") for one in records[:2]]
    rows = [(record_file(one.article), info, Outline()) for one, info in zip(records, same, strict=False)]
    write_index(file, "v1", list_records(root, LATER), rows)
    assert Index(file, root, "v1").loose == names(records, 0, 1)


@pytest.mark.parametrize("version", ["v2", ""])
def test_another_version_is_no_index(file: Path, root: Path, version: str) -> None:
    with pytest.raises(BrokenIndex):
        Index(file, root, version)


def test_no_index_is_told_like_a_broken_one(tmp_path: Path, root: Path) -> None:
    with pytest.raises(BrokenIndex):
        Index(tmp_path / "none.sqlite", root, "v1")


def test_a_link_among_the_records_is_left_to_the_reader(file: Path, root: Path, records: list[ArticleRecord]) -> None:
    (root / "articles" / "2024" / "x.yaml").symlink_to("/etc/passwd")
    with pytest.raises(BrokenIndex, match="plain file"):
        Index(file, root, "v1")


def test_any_damage_is_seen_or_does_not_matter(file: Path, root: Path, records: list[ArticleRecord]) -> None:
    content = bytearray(file.read_bytes())
    seen = 0
    for at in range(0, len(content), 7):
        file.write_bytes(content[:at] + bytes([content[at] ^ 0x55]) + content[at + 1 :])
        try:
            index = Index(file, root, "v1")
            assert index.loose == set()
            assert index.near([A_DAY], 2, 120) == names(records, 0)
            assert index.holding([records[1].article]) == names(records, 1)
        except BrokenIndex:
            seen += 1
    assert seen > 100
    for end in range(0, len(content), 501):
        file.write_bytes(content[:end])
        with pytest.raises(BrokenIndex):
            Index(file, root, "v1").near([A_DAY], 2, 120)


def test_rows_of_another_build_are_not_mixed_in(
    file: Path, root: Path, tmp_path: Path, records: list[ArticleRecord]
) -> None:
    other = indexed(tmp_path / "other.sqlite", root, records[:2], OUTLINES[:2])
    with sqlite3.connect(other) as there:
        (days,) = there.execute("SELECT body FROM rows WHERE kind = 'days'").fetchone()
    with sqlite3.connect(file) as here:
        here.execute("UPDATE rows SET body = ? WHERE kind = 'days'", (days,))
    here.close()
    there.close()
    with pytest.raises(BrokenIndex, match="damaged"):
        Index(file, root, "v1").near([A_DAY], 2, 120)


WRITER = """
import sys
from pathlib import Path
from claimledger.ledger.index import Index, Outline, list_records, write_index
from claimledger.records import ArticleInfo
root, file, ident, name = Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:]
outline = Outline(frozenset(["vigo", "ruiz"]), 100, 110)
for _ in range(30):
    write_index(file, "v1", list_records(root, 10**19), [(name, ArticleInfo(ident), outline)])
    assert Index(file, root, "v1").near([outline], 2, 120) == {name}
"""


def test_two_processes_at_once(root: Path, tmp_path: Path, records: list[ArticleRecord]) -> None:
    info = records[0].article
    worker = [sys.executable, "-c", WRITER, str(root), str(tmp_path / "x.sqlite"), info.id, record_file(info)]
    both = [subprocess.Popen(worker) for _ in range(2)]
    assert [one.wait(300) for one in both] == [0, 0]
    assert [one.name for one in tmp_path.glob("*.sqlite*")] == ["x.sqlite"]
    assert not list(tmp_path.glob(".*.tmp"))


@pytest.mark.parametrize(
    ("environment", "folder"),
    [
        pytest.param({"XDG_CACHE_HOME": "/c", "HOME": "/h"}, "/c/claimledger", id="xdg"),
        pytest.param({"HOME": "/h"}, "/h/.cache/claimledger", id="home"),
        pytest.param({}, None, id="nowhere"),
        pytest.param({"XDG_CACHE_HOME": "cache"}, None, id="a-relative-folder-would-be-the-repository's"),
    ],
)
def test_where_it_goes(tmp_path: Path, environment: dict[str, str], folder: str | None) -> None:
    file = index_file(tmp_path, environment)
    assert (None if file is None else str(file.parent)) == folder


def test_a_listing_of_nothing(tmp_path: Path) -> None:
    assert list_records(tmp_path) == Listing({})
