"""Start-up of the command line, as ratios of CPU time to a bare interpreter's in one run.

    python benchmarks/speed_cli.py [--rounds 5]

Each command runs in a process of its own; the least of several rounds counts. Aim: ``--help`` at most 8 times
``python -c pass``; ``check``, ``diff`` and ``list`` never import spaCy (exit 1 where one does).
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from synthetic import write_ledger

import claimledger

HEAVY = ("spacy", "thinc", "numpy", "onnxruntime")
BARE = ["-c", "pass"]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(claimledger.__file__).parents[1]), "GIT_CONFIG_GLOBAL": os.devnull}
WATCHED = (
    "import sys; from claimledger.cli import run; code = run(sys.argv[1:]); "
    f"print(*[name for name in {HEAVY} if name in sys.modules], file=sys.stderr)"
)


def cpu_seconds(arguments: list[str], folder: Path) -> float:
    """User and system time of one run of Python."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], cwd=folder, capture_output=True, check=True, env=ENVIRONMENT)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def heavy_imports(command: list[str], folder: Path) -> list[str]:
    """The heavy libraries that a command has loaded when it is done."""
    watched = [sys.executable, "-c", WATCHED, *command]
    done = subprocess.run(watched, cwd=folder, capture_output=True, check=True, text=True, env=ENVIRONMENT)
    return done.stderr.splitlines()[-1].split()


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rounds", type=int, default=5)
    rounds = options.parse_args().rounds
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_ledger(folder / "ledger", 100)
        git = ["git", "-c", "user.name=bench", "-c", "user.email=bench@example.org"]
        for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "ledger"]):
            subprocess.run([*git, *command], cwd=folder, check=True, env=ENVIRONMENT)
        commands = {"--help": ["--help"], "list": ["list"], "check": ["check"], "diff": ["diff"]}
        runs = {"bare": BARE} | {label: ["-m", "claimledger", *command] for label, command in commands.items()}
        times = [{label: cpu_seconds(run, folder) for label, run in runs.items()} for _ in range(rounds)]
        least = {label: min(one[label] for one in times) for label in runs}
        bad = 0
        for label, command in commands.items():
            heavy = heavy_imports(command, folder)
            bad += bool(heavy)
            limit = "  (aim <= 8)" if label == "--help" else ""
            ratio = least[label] / least["bare"]
            print(f"{label:8} {ratio:5.1f} x python -c pass{limit}  heavy imports: {', '.join(heavy) or 'none'}")
    return 1 if bad else 0


if __name__ == "__main__":
    raise SystemExit(main())
