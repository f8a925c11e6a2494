"""A ledger at a revision, on real repositories."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from claimledger.errors import GitError
from claimledger.ledger.history import in_repository, ledger_at, ledger_blobs, read_blobs, repository_root, resolve
from claimledger.ledger.people import Ruling
from claimledger.ledger.store import add_ruling, load_ledger, write_records
from claimledger.records import ArticleRecord

Make = Callable[..., ArticleRecord]
pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


@pytest.fixture(autouse=True)
def _own_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith("GIT_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    folder = tmp_path / "repo ünï\n x"
    (folder / "my ledger").mkdir(parents=True)
    git(folder, "init", "--quiet", "--initial-branch=main")
    return folder


def git(folder: Path, *arguments: str) -> str:
    who = ("-c", "user.name=t", "-c", "user.email=t@t.example", "-c", "protocol.file.allow=always")
    done = subprocess.run(["git", *who, *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def commit(folder: Path) -> str:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", "x")
    return git(folder, "rev-parse", "HEAD")


def test_the_ledger_of_each_revision(repo: Path, make: Make) -> None:
    root = repo / "my ledger"
    one, two = make("one", "a", path="articles/one.txt"), make("two", "b", title="Ünï")
    write_records(root, [one])
    first = commit(repo)
    write_records(root, [two])
    add_ruling(root, Ruling(one.claims[0].id, two.claims[0].id, "conflict"))
    (root / "notes.txt").write_text("not of the ledger")
    (root / "articles/undated/.hidden.yaml").write_text("nor this")
    commit(repo)
    git(repo, "tag", "v1")
    write_records(root, [make("one, edited", "c", path="articles/one.txt")])

    assert ledger_at(root, first).records == (one,)
    at_head = ledger_at(root)
    assert set(at_head.records) == {one, two}
    assert (at_head.problems, len(at_head.rulings), at_head.root) == ((), 1, root)
    for rev in ("HEAD", "main", "v1", "HEAD~0", f"{first[:12]}^0"):
        assert (ledger_at(root, rev) == at_head) is (not rev.startswith(first[:12]))
    git(repo, "checkout", "--quiet", "--force", "v1")
    git(repo, "clean", "--quiet", "--force", "-d")
    assert load_ledger(root) == at_head


def test_a_detached_head_and_a_subfolder(repo: Path, make: Make) -> None:
    root = repo / "my ledger"
    write_records(root, [make("one", "a")])
    first = commit(repo)
    git(repo, "checkout", "--quiet", "--detach", first)
    assert len(ledger_at(root).records) == 1
    assert repository_root(root / "articles") == repository_root(root / "gone" / "deeper") == repo.resolve()


def test_the_ledger_may_be_the_repository_itself(repo: Path, make: Make) -> None:
    write_records(repo, [make("one", "a")])
    commit(repo)
    assert len(ledger_at(repo).records) == 1


def test_before_the_first_commit_head_is_empty(repo: Path, make: Make) -> None:
    write_records(repo / "my ledger", [make("one")])
    git(repo, "add", "--all")
    assert ledger_at(repo / "my ledger").records == ()
    with pytest.raises(GitError, match="no revision 'main'"):
        ledger_at(repo / "my ledger", "main")


def test_a_broken_head_is_not_an_empty_one(repo: Path, make: Make) -> None:
    write_records(repo / "my ledger", [make("one")])
    commit(repo)
    for content in ("", "garbage", "0123456789abcdef0123456789abcdef01234567\n"):
        (repo / ".git/refs/heads/main").write_text(content)
        with pytest.raises(GitError):
            ledger_at(repo / "my ledger")


def test_a_revision_without_the_folder_is_empty(repo: Path, make: Make) -> None:
    first = commit(repo)
    write_records(repo / "my ledger", [make("one")])
    commit(repo)
    assert ledger_at(repo / "my ledger", first).records == ()


@pytest.mark.parametrize(
    "rev",
    [
        "gone",
        "",
        "-x",
        "--all",
        "--output=x",
        "--upload-pack=touch x",
        "HEAD:my ledger",
        "a b",
        "HEAD\nHEAD",
        "x\0",
        ":/x",
        "HEAD..HEAD",
    ],
)
def test_no_such_revision(repo: Path, rev: str) -> None:
    commit(repo)
    with pytest.raises(GitError, match="revision"):
        resolve(repo, rev)
    assert not (repo / "x").exists()


def test_no_repository(tmp_path: Path) -> None:
    (tmp_path / "plain").mkdir()
    with pytest.raises(GitError, match="not in a git repository"):
        ledger_at(tmp_path / "plain")
    assert not in_repository(tmp_path / "plain")


def test_in_repository(repo: Path, tmp_path: Path) -> None:
    (tmp_path / "outside.txt").write_text("x")
    (repo / "link.txt").symlink_to(tmp_path / "outside.txt")
    (repo / "inside.txt").write_text("x")
    assert in_repository(repo) and in_repository(repo / "inside.txt") and in_repository(repo / "gone.txt")
    assert not in_repository(repo / "link.txt") and not in_repository(tmp_path / "outside.txt")


def test_no_git(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repo))
    with pytest.raises(GitError, match="git is not installed"):
        ledger_at(repo / "my ledger")
    assert not in_repository(repo)


def test_a_shallow_clone(repo: Path, tmp_path: Path, make: Make) -> None:
    write_records(repo / "my ledger", [make("one")])
    first = commit(repo)
    write_records(repo / "my ledger", [make("two")])
    commit(repo)
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "--depth=1", repo.resolve().as_uri(), str(clone))
    assert len(ledger_at(clone / "my ledger").records) == 2
    with pytest.raises(GitError) as caught:
        ledger_at(clone / "my ledger", first)
    assert "shallow" in (caught.value.hint or "")


def test_a_missing_object_is_an_error_and_nothing_is_fetched(repo: Path, make: Make) -> None:
    write_records(repo / "my ledger", [make("one")])
    commit(repo)
    problems: list[object] = []
    (blob,) = ledger_blobs(repo / "my ledger", "HEAD", problems).values()  # type: ignore[arg-type]
    assert read_blobs(repo, [blob, blob])[blob].startswith(b"schema: claimledger/1\n")
    (repo / ".git/objects" / blob[:2] / blob[2:]).unlink()
    with pytest.raises(GitError, match="git has no file"):
        ledger_at(repo / "my ledger")


def test_a_worktree_and_a_hook_s_environment(
    repo: Path, tmp_path: Path, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_records(repo / "my ledger", [make("one")])
    commit(repo)
    git(repo, "worktree", "add", "--quiet", str(tmp_path / "tree"))
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "nonsense"))
    monkeypatch.setenv("GIT_WORK_TREE", "/")
    monkeypatch.setenv("GIT_INDEX_FILE", "/dev/null")
    assert len(ledger_at(tmp_path / "tree" / "my ledger").records) == 1


def test_links_in_a_revision_are_told(repo: Path, make: Make) -> None:
    root = repo / "my ledger"
    write_records(root, [make("one")])
    (root / "articles/undated/x.yaml").symlink_to("/etc/passwd")
    (root / "rulings.yaml").symlink_to("/etc/passwd")
    commit(repo)
    ledger = ledger_at(root)
    assert sorted(Path(p.path or "").name for p in ledger.problems) == ["rulings.yaml", "x.yaml"]
    assert len(ledger.records) == 1


def test_nothing_that_a_repository_names_is_run(repo: Path, make: Make) -> None:
    root = repo / "my ledger"
    write_records(root, [make("one")])
    (repo / ".gitattributes").write_text("*.yaml diff=evil filter=evil\n")
    commit(repo)
    trap = repo / "trap.sh"
    trap.write_text(f"#!/bin/sh\ntouch '{repo}/ran'\n")
    trap.chmod(0o755)
    for key in (
        "core.fsmonitor",
        "diff.external",
        "diff.evil.textconv",
        "diff.evil.command",
        "filter.evil.smudge",
        "filter.evil.clean",
        "core.pager",
        "pager.ls-tree",
        "pager.cat-file",
        "core.sshCommand",
    ):
        git(repo, "config", key, str(trap))
    assert len(ledger_at(root).records) == 1
    assert in_repository(root)
    assert not (repo / "ran").exists()


def test_names_of_any_kind_and_replaced_objects(repo: Path, make: Make) -> None:
    root = repo / "my ledger"
    (written,) = write_records(root, [make("one")])
    odd = root / "articles/undated" / 'tab\t"quote" ünï\n*.yaml'
    os.rename(root / (written.file or ""), odd)
    commit(repo)
    assert ledger_at(root).files == {written.article: odd.relative_to(root).as_posix()}
    (blob,) = ledger_blobs(root, "HEAD", []).values()
    (repo / "other").write_text("forged")
    git(repo, "replace", blob, git(repo, "hash-object", "-w", "other"))
    assert ledger_at(root).problems == ()
