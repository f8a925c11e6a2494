"""The disk under the ledger: links are not followed even by who holds a name, and what is written is synced first."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from claimledger.errors import LedgerError
from claimledger.ledger.files import read_file, replace_file, sync_folders
from claimledger.records import Problem


def test_reads_a_plain_file_whole_or_in_part(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"0123456789")
    assert read_file(tmp_path, "a.yaml") == b"0123456789"
    assert read_file(tmp_path, "a.yaml", 4) == b"0123"


@pytest.mark.parametrize("name", ["link", "pipe", "folder", "gone"])
def test_reads_nothing_else(tmp_path: Path, name: str) -> None:
    (tmp_path / "target").write_text("secret")
    (tmp_path / "link").symlink_to(tmp_path / "target")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    problem = read_file(tmp_path, name)
    assert isinstance(problem, Problem)
    assert problem.path == str(tmp_path / name)


@pytest.mark.parametrize("name", ["link", "pipe", "folder", "linked/a.yaml"])
def test_writes_over_nothing_else(tmp_path: Path, name: str) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "target").write_text("old")
    (tmp_path / "link").symlink_to(tmp_path / "target")
    (tmp_path / "linked").symlink_to(tmp_path / "outside")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    with pytest.raises(LedgerError, match="not a plain"):
        replace_file(tmp_path, name, b"new")
    assert (tmp_path / "target").read_text() == "old"
    assert (tmp_path / "link").is_symlink()
    assert not list((tmp_path / "outside").iterdir())


def test_the_file_is_synced_before_it_takes_its_name_and_the_folders_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []

    def traced(name: str) -> None:
        real = getattr(os, name)

        def call(*arguments: Any) -> Any:
            what = os.path.realpath(f"/dev/fd/{arguments[0]}") if name == "fsync" else str(arguments[1])
            calls.append(f"{name} {Path(what).relative_to(tmp_path.resolve())}")
            return real(*arguments)

        monkeypatch.setattr(os, name, call)

    traced("fsync")
    traced("replace")
    replace_file(tmp_path.resolve(), "b/a.yaml", b"x")
    sync_folders(tmp_path.resolve(), ["b/a.yaml"])
    assert calls == [f"fsync b/.claimledger-{os.getpid()}.tmp", "replace b/a.yaml", "fsync b", "fsync ."]
