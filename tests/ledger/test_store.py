"""The folder: what is loaded, what is written where, that nothing is torn or lost, and that nobody gets out of it."""

from __future__ import annotations

import dataclasses
import itertools
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from claimledger.errors import LedgerError
from claimledger.ledger.codec import dump_record, parse_record
from claimledger.ledger.people import Alias, Correction, Ruling
from claimledger.ledger.store import (
    Written,
    add_alias,
    add_correction,
    add_ruling,
    load_ledger,
    record_file,
    write_records,
)
from claimledger.records import ArticleInfo, ArticleRecord

Make = Callable[..., ArticleRecord]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "ledger"
    folder.mkdir()
    return folder


def _tree(root: Path) -> dict[str, bytes]:
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file()}


def _articles(root: Path) -> list[str]:
    ledger = load_ledger(root)
    assert ledger.problems == ()
    return sorted(record.article.id for record in ledger.records)


def test_what_is_written_is_loaded(root: Path, make: Make, full: ArticleRecord) -> None:
    records = [full, make("one", "it sank", path="articles/one.txt"), make("two")]
    results = write_records(root, records)
    assert [(r.article, r.status, r.replaced, r.problem) for r in results] == [
        (record.article.id, "created", (), None) for record in records
    ]
    ledger = load_ledger(root)
    assert (ledger.problems, ledger.warnings) == ((), ())
    assert {r.article.id: r for r in ledger.records} == {r.article.id: r for r in records}
    assert ledger.recorded == ledger.records
    assert ledger.files == {r.article: r.file for r in results}
    assert list(ledger.files.values()) == sorted(ledger.files.values())


def test_writing_again_touches_nothing(root: Path, make: Make, full: ArticleRecord) -> None:
    records = [full, make("one", "it sank", url="https://a.example/1"), make("two", "b", path="articles/two: x.txt")]
    write_records(root, records)
    before = {path: path.stat() for path in root.rglob("*")}
    results = write_records(root, reversed(records))
    assert {r.status for r in results} == {"unchanged"}
    assert {path: path.stat() for path in root.rglob("*")} == before


def test_the_order_of_ingest_does_not_matter(tmp_path: Path, make: Make) -> None:
    records = [make(f"body {n}", "it sank", "two died", published="2024-10-28") for n in range(5)]
    for name, order in (("a", records), ("b", records[::-1])):
        (tmp_path / name).mkdir()
        for record in order:
            write_records(tmp_path / name, [record])
    assert _tree(tmp_path / "a") == _tree(tmp_path / "b")


@pytest.mark.parametrize(
    ("info", "expected"),
    [
        pytest.param(
            ArticleInfo(
                "a9b1c7f20e4a", outlet="The Harbour Post", title="Ferry: 3,000 aboard!", published="2024-10-28"
            ),
            "articles/2024/2024-10-28-harbour-post-ferry-3-000-aboard-a9b1c7f20e4a.yaml",
            id="all-known",
        ),
        pytest.param(
            ArticleInfo("a9b1c7f20e4a", published="2024-10-28T12:00:00Z"),
            "articles/2024/2024-10-28-a9b1c7f20e4a.yaml",
            id="time",
        ),
        pytest.param(ArticleInfo("a9b1c7f20e4a", published="2024"), "articles/2024/2024-a9b1c7f20e4a.yaml", id="year"),
        pytest.param(ArticleInfo("a9b1c7f20e4a", title="x"), "articles/undated/x-a9b1c7f20e4a.yaml", id="undated"),
        pytest.param(
            ArticleInfo("a9b1c7f20e4a", published="XXXX-10-27"), "articles/undated/a9b1c7f20e4a.yaml", id="no-year"
        ),
        pytest.param(
            ArticleInfo("a9b1c7f20e4a", title="日本語", outlet="Ñandú’s"),
            "articles/undated/nandus-a9b1c7f20e4a.yaml",
            id="letters",
        ),
        pytest.param(
            ArticleInfo("a9b1c7f20e4a", title="../../etc/passwd", outlet="/root"),
            "articles/undated/root-etc-passwd-a9b1c7f20e4a.yaml",
            id="path-in-title",
        ),
        pytest.param(
            ArticleInfo("a9b1c7f20e4a", title="..\\x\0\n%2e~$(id)"),
            "articles/undated/x-2e-id-a9b1c7f20e4a.yaml",
            id="controls",
        ),
        pytest.param(
            ArticleInfo("a9b1c7f20e4a", title="word " * 99),
            "articles/undated/" + "word-" * 10 + "a9b1c7f20e4a.yaml",
            id="long",
        ),
        pytest.param(
            ArticleInfo("a9b1c7f20e4a", title="w" * 999),
            "articles/undated/" + "w" * 50 + "-a9b1c7f20e4a.yaml",
            id="one-long-word",
        ),
        pytest.param(
            ArticleInfo("a9b1c7f20e4a", outlet="The"), "articles/undated/a9b1c7f20e4a.yaml", id="article-only"
        ),
    ],
)
def test_where_a_record_goes(info: ArticleInfo, expected: str) -> None:
    assert record_file(info) == expected


def test_a_retitled_article_keeps_one_file(root: Path, make: Make) -> None:
    write_records(root, [make("body", "a", title="old", published="2023-12-31")])
    (result,) = write_records(root, [make("body", "a", title="new", published="2024-01-01")])
    assert (result.status, result.replaced) == ("updated", ())
    assert list(_tree(root)) == [result.file]
    assert "new" in (result.file or "") and "2024/" in (result.file or "")


def test_a_renamed_file_is_found_again(root: Path, make: Make) -> None:
    (first,) = write_records(root, [make("body", "a")])
    (root / "articles/undated/by-hand.yaml").write_bytes((root / (first.file or "")).read_bytes())
    (root / (first.file or "")).unlink()
    (second,) = write_records(root, [make("body", "a")])
    assert second.status == "updated"
    assert list(_tree(root)) == [first.file]


@pytest.mark.parametrize(
    ("old", "new", "is_same"),
    [
        pytest.param({"path": "articles/a.txt"}, {"path": "articles/a.txt"}, True, id="same-path"),
        pytest.param({"path": "a.txt"}, {"path": "a.txt"}, True, id="same-path-at-the-top"),
        pytest.param({"url": "https://a.example/#x"}, {"url": "https://a.example/#x"}, True, id="same-url"),
        pytest.param(
            {"url": "https://a.example/" + "x " * 99 + "y"},
            {"url": "https://a.example/" + "x " * 99 + "y"},
            True,
            id="folded-url",
        ),
        pytest.param(
            {"path": "articles/a: 1.txt"}, {"path": "articles/a: 1.txt", "title": "T"}, True, id="quoted-path"
        ),
        pytest.param(
            {"path": "articles/a.txt", "title": "T " * 9000}, {"path": "articles/a.txt"}, True, id="endless-header"
        ),
        pytest.param({"path": "articles/a.txt"}, {"path": "articles/b.txt"}, False, id="other-path"),
        pytest.param({"url": "https://a.example/1"}, {"url": "https://a.example/2"}, False, id="other-url"),
        pytest.param({"title": "T", "outlet": "O"}, {"title": "T", "outlet": "O"}, False, id="title-is-no-identity"),
        pytest.param(
            {"path": "articles/a.txt", "title": "url: https://x"}, {"url": "https://x"}, False, id="url-in-a-title"
        ),
    ],
)
def test_an_edited_text_replaces_its_earlier_record(root: Path, make: Make, old: Any, new: Any, is_same: bool) -> None:
    before, after = make("first text", "a", **old), make("second text", "a", **new)
    write_records(root, [before])
    (result,) = write_records(root, [after])
    assert result.status == ("updated" if is_same else "created")
    assert result.replaced == ((before.article.id,) if is_same else ())
    assert _articles(root) == sorted(
        {after.article.id} | ({before.article.id} - ({before.article.id} if is_same else set()))
    )


def test_a_bare_name_from_elsewhere_is_no_identity(tmp_path: Path, root: Path, make: Make) -> None:
    one, two = make("one", path="article.txt"), make("two", path="article.txt")
    write_records(root, [one], base=tmp_path)
    assert write_records(root, [two], base=tmp_path)[0].status == "created"
    (tmp_path / "article.txt").write_text("three")
    (result,) = write_records(root, [make("three", path="article.txt")], base=tmp_path)
    assert result.replaced == tuple(sorted((one.article.id, two.article.id)))
    assert load_ledger(root).warnings == ()


def test_two_records_that_are_one_by_now_become_one(root: Path, make: Make) -> None:
    one, two = make("one", path="articles/a.txt"), make("two", url="https://a.example/")
    write_records(root, [one, two])
    (result,) = write_records(root, [make("three", path="articles/a.txt", url="https://a.example/")])
    assert result.replaced == tuple(sorted((one.article.id, two.article.id)))
    assert list(_tree(root)) == [result.file]


def test_one_earlier_record_serves_one_later_record(root: Path, make: Make) -> None:
    write_records(root, [make("old", path="articles/a.txt", url="https://a.example/")])
    one, two = make("one", path="articles/a.txt"), make("two", url="https://a.example/")
    assert [r.status for r in write_records(root, [one, two])] == ["updated", "created"]
    assert _articles(root) == sorted([one.article.id, two.article.id])


def test_of_one_article_twice_in_a_call_the_last_is_kept(root: Path, make: Make) -> None:
    one, two, copy = (
        make("1", url="https://a.example/"),
        make("2", url="https://a.example/"),
        make("2", path="articles/b"),
    )
    for expected in (["superseded", "superseded", "created"], ["superseded", "superseded", "unchanged"]):
        assert [r.status for r in write_records(root, [one, two, copy])] == expected
    assert load_ledger(root).records == (copy,)


def test_a_damaged_record_is_told_and_ingest_mends_it(root: Path, make: Make) -> None:
    record = make("body", "a", "b")
    (first,) = write_records(root, [record])
    path = root / (first.file or "")
    for damage in (path.read_bytes()[:-5], path.read_bytes()[:20], b"", b"\xff\xfe", b"<<<<<<< HEAD\n"):
        path.write_bytes(damage)
        ledger = load_ledger(root)
        assert [p.path for p in ledger.problems] == [str(path)]
        assert write_records(root, [record])[0].status == "updated"
        assert load_ledger(root).records == (record,)


def test_what_a_newer_program_wrote_is_left_untouched(root: Path, make: Make) -> None:
    old, other = make("body", "a"), make("other", "b")
    (first,) = write_records(root, [old])
    path = root / (first.file or "")
    path.write_text(path.read_text().replace("claimledger/1", "claimledger/2"))
    content = path.read_bytes()
    refused, created = write_records(root, [make("body", "a", title="new"), other])
    assert (refused.status, created.status) == ("refused", "created")
    assert refused.problem and "claimledger/2" in refused.problem.message and refused.problem.path == str(path)
    assert path.read_bytes() == content
    assert len(load_ledger(root).problems) == 1


def test_what_could_not_be_read_back_is_not_written(root: Path, make: Make) -> None:
    bad = make("bad", "half \ud800 a character")
    undated = make("worse", "a", published="yesterday")
    results = write_records(root, [bad, make("good", "a"), undated])
    assert [r.status for r in results] == ["refused", "created", "refused"]
    assert "surrogate" in str(results[0].problem) and "EDTF" in str(results[2].problem)
    assert len(_tree(root)) == 1


def test_people_s_files_are_loaded_and_applied(root: Path, make: Make) -> None:
    one, two = make("one", "a", "b"), make("two", "c")
    write_records(root, [one, two])
    ruling = Ruling(one.claims[0].id, two.claims[0].id, "independent", statements=("a", "c"))
    add_ruling(root, ruling)
    add_alias(root, Alias("United Nations", ("UN",)))
    drop, gone = Correction(claim=one.claims[1].id, drop=True), Correction(claim="a00000000000-gone", drop=True)
    add_correction(root, drop)
    add_correction(root, gone)
    ledger = load_ledger(root)
    assert ledger.problems == ()
    assert (ledger.rulings, ledger.corrections) == ((ruling,), (drop, gone))
    assert ledger.aliases.canonical("the UN") == "United Nations"
    assert {r.article.id: [c.statement for c in r.claims] for r in ledger.records} == {
        one.article.id: ["a"],
        two.article.id: ["c"],
    }
    assert set(ledger.recorded) == {one, two}
    assert ["a00000000000" in str(w) for w in ledger.warnings] == [True]


def test_problems_name_their_files(root: Path, make: Make) -> None:
    (root / "aliases.yaml").write_text("- nome: x\n")
    (root / "rulings.yaml").write_bytes(b"- a: \xff\n")
    (written,) = write_records(root, [make("one")])
    copy = root / "articles/undated/zz.yaml"
    copy.write_bytes((root / (written.file or "")).read_bytes())
    problems = load_ledger(root).problems
    assert sorted((p.path, p.line) for p in problems) == sorted(
        [(str(root / "aliases.yaml"), 1), (str(root / "rulings.yaml"), 1), (str(copy), None)], key=str
    )
    assert any("not UTF-8 at byte 5" in p.message for p in problems)
    assert any("recorded here and in" in p.message for p in problems)


def test_two_records_of_one_path_are_a_warning(root: Path, make: Make) -> None:
    for body in ("one", "two"):  # as two branches leave it
        record = make(body, path="articles/a.txt")
        target = root / record_file(record.article)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(dump_record(record))
    ledger = load_ledger(root)
    assert ledger.problems == ()
    assert len(ledger.warnings) == 2 and "same path" in ledger.warnings[0].message


def test_no_ledger_is_an_error(tmp_path: Path, make: Make) -> None:
    for act in (load_ledger, lambda root: write_records(root, [make("x")])):
        with pytest.raises(LedgerError, match="no ledger"):
            act(tmp_path / "gone")
    assert load_ledger(tmp_path).records == ()


# Nobody gets out ------------------------------------------------------------------------------------------------------


def _link_year(root: Path, outside: Path) -> None:
    (root / "articles").mkdir()
    (root / "articles/undated").symlink_to(outside)


def _link_articles(root: Path, outside: Path) -> None:
    (root / "articles").symlink_to(outside)


def _link_file(root: Path, outside: Path) -> None:
    (root / "articles/undated").mkdir(parents=True)
    (root / "articles/undated/x-ae7bbc0b50fa.yaml").symlink_to(outside / "target")


def _pipe(root: Path, outside: Path) -> None:
    (root / "articles/undated").mkdir(parents=True)
    os.mkfifo(root / "articles/undated/pipe.yaml")


def _link_people(root: Path, outside: Path) -> None:
    (root / "rulings.yaml").symlink_to(outside / "target")


def _pipe_people(root: Path, outside: Path) -> None:
    os.mkfifo(root / "rulings.yaml")


@pytest.mark.parametrize("trap", [_link_year, _link_articles, _link_file, _pipe, _link_people, _pipe_people])
def test_links_and_pipes_are_refused(
    root: Path, tmp_path: Path, make: Make, trap: Callable[[Path, Path], None]
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "target").write_text(dump_record(make("secret")))
    before = _tree(outside)
    trap(root, outside)
    ledger = load_ledger(root)
    assert len(ledger.problems) == 1 and "this is" in ledger.problems[0].message
    assert ledger.records == ()
    if trap is _link_people or trap is _pipe_people:
        with pytest.raises(LedgerError):
            add_ruling(root, Ruling("a00000000000-aaaa", "a00000000000-bbbb", "conflict"))
    else:
        with pytest.raises(LedgerError, match="this is"):
            write_records(root, [make("new", title="x")])
    assert _tree(outside) == before


def test_a_link_in_the_place_of_a_file_is_not_written_through(root: Path, tmp_path: Path, make: Make) -> None:
    record = make("new")
    target = root / record_file(record.article)
    target.parent.mkdir(parents=True)
    target.symlink_to(tmp_path / "outside")
    with pytest.raises(LedgerError, match="symbolic link"):
        write_records(root, [record])
    assert not (tmp_path / "outside").exists()


def test_a_link_to_a_ledger_is_none(root: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(root)
    with pytest.raises(LedgerError, match="symbolic link"):
        load_ledger(tmp_path / "link")


# Nothing torn, nothing lost -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("call", ["write", "fsync", "replace", "open", "mkdir", "unlink"])
@pytest.mark.parametrize(
    "error", [OSError(28, "No space left on device"), OSError(5, "Input/output error"), KeyboardInterrupt()]
)
def test_a_failing_disk_leaves_old_or_new(
    root: Path, make: Make, monkeypatch: pytest.MonkeyPatch, call: str, error: BaseException
) -> None:
    old, new = (
        make("old", "a", path="articles/a.txt", title="o"),
        make("new", "b", path="articles/a.txt", published="2024"),
    )
    real = getattr(os, call)
    failed = 0
    for turn in itertools.count():
        write_records(root, [old])
        calls = itertools.count()

        def failing(*arguments: Any, calls: Iterator[int] = calls, turn: int = turn, **options: Any) -> Any:
            if next(calls) == turn:
                raise error
            return real(*arguments, **options)

        with monkeypatch.context() as patch:
            patch.setattr(os, call, failing)
            try:
                write_records(root, [new])
            except (LedgerError, KeyboardInterrupt):
                failed += 1
        ledger = load_ledger(root)
        assert ledger.problems == ()
        assert ledger.records in ((old,), (new,))
        assert not list(root.rglob(".claimledger-*"))
        if next(calls) <= turn:
            break
    assert failed == turn
    assert failed or call == "unlink"  # one earlier record is renamed, so that nothing is ever unlinked


KILLS = """
import itertools, os, random, signal, sys, time
from pathlib import Path
from claimledger.ledger import store
from claimledger.records import ArticleInfo, ArticleRecord, Claim

def record(body, title):
    claims = tuple(Claim(f"{body}-{n:04d}", f"statement {n} " * 50, ((n, n + 1),)) for n in range(20))
    return ArticleRecord(ArticleInfo(body, path="articles/a.txt", title=title), claims)

root = Path(sys.argv[1])
old, new = record("a00000000001", "old"), record("a00000000002", "new")
calls = ("open", "write", "fsync", "replace", "mkdir", "unlink", "close")

def die_at(turn):
    count = itertools.count()
    for name in calls:
        def patched(*arguments, real=getattr(os, name), **options):
            if next(count) == turn:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*arguments, **options)
        setattr(os, name, patched)
    store.write_records(root, [new])

def keep_writing():
    while True:
        store.write_records(root, [new])
        store.write_records(root, [old])

def check():
    ledger = store.load_ledger(root)
    assert not ledger.problems, ledger.problems
    assert ledger.records in ((old,), (new,)), ledger.records
    return ledger.records == (new,)

def child(act):
    pid = os.fork()
    if pid == 0:
        try:
            act()
        finally:
            os._exit(0)
    return pid

seen = set()
for turn in itertools.count():
    store.write_records(root, [old])
    status = os.waitpid(child(lambda: die_at(turn)), 0)[1]
    seen.add(check())
    if status == 0:
        break
assert turn > 10 and seen == {True, False}, (turn, seen)
for turn in range(20):
    pid = child(keep_writing)
    time.sleep(random.Random(turn).uniform(0.002, 0.03))
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    check()
store.write_records(root, [old])
assert not list(root.rglob(".claimledger-*"))
print("killed", turn)
"""


def test_a_kill_at_any_call_leaves_old_or_new(root: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", KILLS, str(root)], capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stderr


WRITER = """
import sys
from pathlib import Path
from claimledger.ledger.people import Ruling
from claimledger.ledger.store import add_ruling, write_records
from claimledger.records import ArticleInfo, ArticleRecord

root, who = Path(sys.argv[1]), sys.argv[2]
for n in range(20):
    add_ruling(root, Ruling(f"a0000000000{who}-{n:04d}", "a00000000000-zzzz", "conflict"))
    write_records(root, [ArticleRecord(ArticleInfo(f"a0000000{who}{n:03d}"))])
    write_records(root, [ArticleRecord(ArticleInfo(f"a1000000{who}{n:03d}", path="articles/shared.txt"))])
"""


def test_two_writers_at_once_lose_nothing(root: Path) -> None:
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, str(root), who]) for who in "12"]
    assert [writer.wait(300) for writer in writers] == [0, 0]
    ledger = load_ledger(root)
    assert ledger.problems == ()
    assert len({ruling.pair for ruling in ledger.rulings}) == len(ledger.rulings) == 40
    assert len([r for r in ledger.records if r.article.id.startswith("a0")]) == 40
    assert len([r for r in ledger.records if r.article.id.startswith("a1")]) == 1  # the article they both wrote


def test_a_result_says_what_a_caller_prints(root: Path, full: ArticleRecord) -> None:
    name = "articles/2024/2024-10-28-harbour-post-ferry-port-let-thousands-board-a9b1c7f20e4a.yaml"
    assert write_records(root, [full]) == (Written("a9b1c7f20e4a", "created", name),)
    changed = dataclasses.replace(full, claims=())
    assert write_records(root, [changed]) == (Written("a9b1c7f20e4a", "updated", name),)
    assert parse_record((root / name).read_text()) == (changed, ())
