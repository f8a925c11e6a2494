"""Speed of a ledger on disk, as ratios of CPU time in one run.

    python benchmarks/speed_ledger.py [--load 5000] [--cold 10000] [--warm 1000 10000] [--folder DIR]

load  reading every record against PyYAML's CSafeLoader over the same texts (aim <= 0.55); "edited" are the same records
      in a layout that only the YAML reader takes
cold  what `diff` reads in CI, where one article is new and there is no cache, against reading all of it (aim <= 0.15)
warm  one article against an indexed ledger, a process of its own, the larger ledger against the smaller (aim <= 3 for
      --warm 10000 1000000, which takes a quarter of an hour and 1 GB)

Ledgers are made up by ``synthetic``, in a folder that is thrown away unless --folder names one to keep them in.
"""

from __future__ import annotations

import argparse
import dataclasses
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import process_time

import yaml
from synthetic import write_ledger

import claimledger
from claimledger.ledger.codec import dump_record, parse_record
from claimledger.ledger.index import Index
from claimledger.ledger.store import load_ledger
from claimledger.records import ArticleInfo, claim_ids
from claimledger.workflows.nearby import both_ledgers, index_version, make_index, outline, part_of_ledger
from claimledger.workflows.opened import opened, relations
from claimledger.workflows.place import Place

ROUNDS = 3


def least(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The least CPU time of several runs, in seconds."""
    times = []
    for _ in range(rounds):
        start = process_time()
        work()
        times.append(process_time() - start)
    return min(times)


def load(ledger: Path) -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted(ledger.glob("articles/**/*.yaml"))]
    edited = [text.replace("claims:\n", "claims: # read\n", 1) for text in texts]
    yardstick = least(lambda: [yaml.load(text, Loader=yaml.CSafeLoader) for text in texts])
    quick = least(lambda: [parse_record(text) for text in texts])
    slow = least(lambda: [parse_record(text) for text in edited])
    size = sum(map(len, texts)) / 1e6
    print(f"load: {quick / yardstick:.3f} of CSafeLoader (aim <= 0.55), edited {slow / yardstick:.3f}; {size:.1f} MB")


def cold(folder: Path) -> None:
    ledger = folder / "ledger"
    settings = ["-c", "user.name=bench", "-c", "user.email=bench@example.org", "-C", str(folder)]
    quiet = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull}
    for left in ledger.glob("articles/**/new-a00000000000.yaml"):
        left.unlink()
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "ledger", "--allow-empty"]):
        subprocess.run(["git", *settings, *command], check=True, env=quiet)
    _add_article(ledger)
    full = least(lambda: load_ledger(ledger), 2)
    part = least(lambda: both_ledgers(ledger, "HEAD"), 2)
    before, after, change = both_ledgers(ledger, "HEAD")
    assert not before.problems and not after.problems and change.added
    read = sum(bool(record.claims) for record in after.records)
    print(
        f"cold: {part / full:.3f} of reading the folder once, {part / (2 * full):.3f} of reading both sides "
        f"(aim <= 0.15); {read} of {len(after.records)} articles read"
    )


def _add_article(ledger: Path) -> None:
    """One more article of a story in the middle of the ledger, its figures higher."""
    paths = sorted(ledger.glob("articles/**/*.yaml"))
    there = paths[len(paths) // 2]
    record, _ = parse_record(there.read_text(encoding="utf-8"))
    assert record is not None
    ids = claim_ids(
        "a00000000000", [(one.statement, one.speaker.name if one.speaker else None) for one in record.claims]
    )
    claims = tuple(dataclasses.replace(one, id=new) for one, new in zip(record.claims, ids, strict=True))
    info = dataclasses.replace(record.article, id="a00000000000", path="articles/new.txt", url=None)
    there.with_name("new-a00000000000.yaml").write_text(
        dump_record(dataclasses.replace(record, article=info, claims=claims))
    )


def warm(folders: list[Path]) -> None:
    used = []
    for folder in folders:
        ledger, index = folder / "ledger", folder / "index.sqlite"
        os.sync()
        make_index(ledger, index)
        paths = sorted(ledger.glob("articles/**/*.yaml"))
        article = paths[len(paths) // 2].stem.rpartition("-")[2]
        worker = [sys.executable, __file__, "--worker", str(ledger), str(index), article]
        environment = {**os.environ, "PYTHONPATH": str(Path(claimledger.__file__).parents[1])}
        times, told = [], ""
        for _ in range(ROUNDS):
            start = resource.getrusage(resource.RUSAGE_CHILDREN)
            told = subprocess.run(worker, check=True, capture_output=True, text=True, env=environment).stdout.strip()
            end = resource.getrusage(resource.RUSAGE_CHILDREN)
            times.append(end.ru_utime + end.ru_stime - start.ru_utime - start.ru_stime)
        used.append(min(times))
        print(f"warm: {len(paths) * 10} claims, {told}")
    print(f"warm: the larger takes {used[-1] / used[0]:.2f} x the smaller (aim <= 3)")


def work(ledger: Path, index: Path, article: str) -> None:
    """One article that is in the ledger against the rest of it, by the index."""
    start = process_time()
    known = Index(index, ledger, index_version())
    since = process_time()
    info = ArticleInfo(article)
    (own,) = (one for one in part_of_ledger(ledger, known, [info], []).records if one.article.id == article)
    part = part_of_ledger(ledger, known, [info], [outline(own)])
    read = process_time()
    found, _ = relations(opened(Place(ledger.parent, ledger), part), [claim.id for claim in own.claims])
    done = process_time()
    shares = f"start {start / done:.0%}, changes {(since - start) / done:.0%}, read {(read - since) / done:.0%}"
    print(f"{len(part.records)} articles read, {len(found)} relations; {shares}, compare {(done - read) / done:.0%}")


def main() -> None:
    if sys.argv[1:2] == ["--worker"]:
        return work(Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4])
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--load", type=int, default=5_000, metavar="CLAIMS")
    options.add_argument("--cold", type=int, default=10_000, metavar="CLAIMS")
    options.add_argument("--warm", type=int, nargs=2, default=[1_000, 10_000], metavar="CLAIMS")
    options.add_argument("--folder", type=Path)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        base = chosen.folder or Path(name)

        def made(kind: str, claims: int) -> Path:
            folder = base / f"{kind}-{claims}"
            if not folder.exists():
                write_ledger(folder / "ledger", claims)
            return folder

        load(made("load", chosen.load) / "ledger")
        # Warm ledgers first: an index does not count on files that were written a moment ago.
        large = [made("warm", claims) for claims in chosen.warm]
        cold(made("cold", chosen.cold))
        warm(large)


if __name__ == "__main__":
    main()
