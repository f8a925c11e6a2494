"""A run over many articles that is killed, with the real model: the same command goes on where it stopped."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = str(Path(__file__).parents[1] / "src")
ARTICLES = 75
# Imported by Python before anything else: the process kills itself in the middle of writing a record.
KILLER = """
import os, signal
import claimledger.ledger.files as files
import claimledger.ledger.store as store
written = 0
def replace_file(root, name, content, replace=files.replace_file):
    global written
    written += 1
    if written > 40:
        (root / name).parent.joinpath(".claimledger-1.tmp").write_bytes(content[:100])
        os.kill(os.getpid(), getattr(signal, os.environ["KILLED_BY"]))
    replace(root, name, content)
store.replace_file = replace_file
"""


def run(folder: Path, *path: Path, by: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "claimledger", "ingest", "feed.jsonl", "--format", "json"],
        cwd=folder,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join([*map(str, path), SOURCE]),
            "CLAIMLEDGER_DEBUG": "1",
            "KILLED_BY": by,
        },
        capture_output=True,
        text=True,
        check=False,
    )


def records(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "ledger").rglob("*") if path.is_file()}


def made(tmp_path: Path, name: str) -> Path:
    folder = tmp_path / name
    folder.mkdir()
    lines = [
        {"text": f"{number} people died when the ferry sank, the coast guard said.", "outlet": "Harbour Wire"}
        for number in range(10, 10 + ARTICLES)
    ]
    (folder / "feed.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    return folder


@pytest.mark.parametrize(
    ("by", "code"), [pytest.param("SIGKILL", -signal.SIGKILL, id="killed"), pytest.param("SIGINT", 130, id="Ctrl-C")]
)
def test_a_run_that_stopped_goes_on_from_there(by: str, code: int, tmp_path: Path) -> None:
    whole, torn, killer = made(tmp_path, "whole"), made(tmp_path, "torn"), tmp_path / "killer"
    killer.mkdir()
    (killer / "sitecustomize.py").write_text(KILLER)
    assert run(whole).returncode == 0
    assert len(records(whole)) == ARTICLES

    stopped = run(torn, killer, by=by)
    assert stopped.returncode == code
    assert ("articles that were read before" in stopped.stderr) == (by == "SIGINT")
    left = [name for name in records(torn) if name.endswith(".yaml")]
    assert len(left) == 40

    again = run(torn)
    assert (again.returncode, len(json.loads(again.stdout)["added"])) == (0, ARTICLES - 40)
    assert "claimledger: 40 articles recorded already and unchanged: not read again" in again.stderr
    assert records(torn) == records(whole)
