"""What README.md and docs show is what the commands print. GOLDEN=rewrite puts the real output in their place.

A ``console`` block holds lines "$ command" and the output of each. All blocks of a page run in order in one folder that
holds ``articles/`` (the seeds). An output line "…" stands for any number of lines.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.M | re.S)


def run(command: str, folder: Path) -> list[str]:
    """The lines that a command prints on either stream."""
    environment = {
        **{k: v for k, v in os.environ.items() if not k.startswith(("CLAIMLEDGER", "GIT_", "PYTEST"))},
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "COLUMNS": "80",
        "NO_COLOR": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_AUTHOR_NAME": "A reader",
        "GIT_AUTHOR_EMAIL": "reader@example.org",
        "GIT_COMMITTER_NAME": "A reader",
        "GIT_COMMITTER_EMAIL": "reader@example.org",
        "HOME": str(folder),
        "PYTHONUNBUFFERED": "1",  # both streams in the order in which they are written
    }
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    return [line.rstrip() for line in done.stdout.splitlines()]


def parts(block: str) -> list[tuple[str, list[str]]]:
    """(command, lines shown) of a block."""
    out: list[tuple[str, list[str]]] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            out.append((line[2:], []))
        else:
            out[-1][1].append(line.rstrip())
    return [(command, _trimmed(lines)) for command, lines in out]


def _trimmed(lines: list[str]) -> list[str]:
    while lines and not lines[-1]:
        lines = lines[:-1]
    return lines


def shows(shown: list[str], printed: list[str]) -> bool:
    """Whether the lines shown are those printed, "…" standing for any number of lines."""
    pattern = "".join(r"(?:.*\n)*?" if line.strip() == "…" else re.escape(line) + r"\n" for line in shown)
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in _trimmed(printed))) is not None


def rewritten(shown: list[str], printed: list[str]) -> list[str]:
    """The printed lines, cut where the page cuts them: before a final "…"."""
    printed = _trimmed(printed)
    if shown and shown[-1].strip() == "…":
        return [*printed[: len(shown) - 1], "…"]
    return printed


@pytest.mark.parametrize("page", [pytest.param(p, id=p.name) for p in PAGES])
def test_golden_pages_show_what_the_commands_print(page: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "seeds", tmp_path / "articles")
    text = page.read_text(encoding="utf8")
    wrong: list[str] = []

    def checked(match: re.Match[str]) -> str:
        out: list[str] = []
        for command, shown in parts(match[1]):
            printed = run(command, tmp_path)
            if not shows(shown, printed):
                wrong.append("\n".join([f"$ {command}", *printed]))
            out += [f"$ {command}", *rewritten(shown, printed)]
        return "```console\n" + "\n".join(out) + "\n```"

    new = BLOCK.sub(checked, text)
    if os.environ.get("GOLDEN") == "rewrite":
        page.write_text(new, encoding="utf8")
        return
    assert not wrong, f"{page.name} is stale (make golden rewrites it); the commands print:\n\n" + "\n\n".join(wrong)


@pytest.mark.parametrize(
    ("shown", "printed", "expected"),
    [
        pytest.param(["a", "b"], ["a", "b"], True, id="the same lines"),
        pytest.param(["a", "…"], ["a", "b", "c"], True, id="the rest left out"),
        pytest.param(["a", "…", "c"], ["a", "b", "c"], True, id="the middle left out"),
        pytest.param(["a"], ["a", "b"], False, id="a line too few"),
        pytest.param(["a", "x"], ["a", "b"], False, id="another line"),
    ],
)
def test_shows(shown: list[str], printed: list[str], expected: bool) -> None:
    assert shows(shown, printed) is expected
