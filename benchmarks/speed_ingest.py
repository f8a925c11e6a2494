"""What extraction and writing add to the language model's own time, in CPU time of one run.

    python benchmarks/speed_ingest.py [FILE] [--articles 100] [--profile]

FILE (by default the newswire of ../shared) is JSON lines with ``text`` and, if any, ``published``; a folder of .txt
files will do, too. Aim: parse + extract + write at most 1.15 times parse alone; the resolvers of dates, quantities,
certainty and places under 5 % of it.
Articles are taken in turn, each parsed, extracted and written before the next, so that noise falls on all alike.
"""

from __future__ import annotations

import argparse
import cProfile
import gc
import gzip
import json
import pstats
import tempfile
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from time import process_time
from typing import Any

from claimledger.extract import pipeline
from claimledger.ledger.store import write_records
from claimledger.parse import load_parser
from claimledger.read import read_many
from claimledger.records import Article

NEWSWIRE = Path(__file__).parents[2] / "shared" / "corpora" / "timex" / "newswire-silver.jsonl.gz"
WARMING = 10
RESOLVERS = {
    "dates": ("find_dates", "claim_dates"),
    "quantities": ("find_quantities", "with_shared_unit"),
    "certainty": ("stance_of", "polarity_of", "modality_of"),
    "places": ("find_places",),
}


def texts(source: Path) -> Iterator[dict[str, Any]]:
    """Articles as maps with ``text``."""
    if source.is_dir():
        yield from ({"text": path.read_text(encoding="utf-8")} for path in sorted(source.glob("**/*.txt")))
        return
    content = gzip.decompress(source.read_bytes()) if source.suffix == ".gz" else source.read_bytes()
    yield from map(json.loads, content.splitlines())


def articles(source: Path, count: int, folder: Path) -> list[Article]:
    """Articles as ``ingest`` reads them, through one .jsonl file in a folder that is thrown away."""
    file = folder / "articles.jsonl"
    with file.open("w", encoding="utf-8") as out:
        for number, one in enumerate(islice(texts(source), count)):
            published = str(one.get("published") or "")[:10] or None
            line = {"text": one["text"], "title": f"Article {number}", "published": published}
            out.write(json.dumps({key: value for key, value in line.items() if value}) + "\n")
    read, problems = read_many([str(file)], root=folder)
    for problem in problems:
        print(problem)
    return list(read)


class Clock:
    """Adds up the CPU time of calls; one inside another counts once."""

    def __init__(self) -> None:
        self.seconds = dict.fromkeys(RESOLVERS, 0.0)
        self._inside = False

    def timed(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*arguments: Any, **options: Any) -> Any:
            if self._inside:
                return call(*arguments, **options)
            self._inside, start = True, process_time()
            try:
                return call(*arguments, **options)
            finally:
                self.seconds[name] += process_time() - start
                self._inside = False

        return wrapped

    def watch(self) -> None:
        """Time the resolvers as the pipeline calls them."""
        for name, calls in RESOLVERS.items():
            for call in calls:
                setattr(pipeline, call, self.timed(name, getattr(pipeline, call)))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("source", type=Path, nargs="?", default=NEWSWIRE, metavar="FILE")
    options.add_argument("--articles", type=int, default=100)
    options.add_argument("--profile", action="store_true", help="the hot spots of extraction, and no ratios")
    chosen = options.parse_args()
    if not chosen.source.exists():
        print(f"{chosen.source} is not here: name a file or folder of articles")
        return
    parser, clock = load_parser(), Clock()
    gc.freeze()  # as `ingest` does
    profile = cProfile.Profile() if chosen.profile else None
    if profile is None:
        clock.watch()
    with tempfile.TemporaryDirectory() as name:
        ledger = Path(name) / "ledger"
        ledger.mkdir()
        batch = articles(chosen.source, chosen.articles, Path(name))
        # The first articles pay for word lists, patterns and buffers, which a large batch does not feel.
        for article in batch[:WARMING]:
            pipeline.extract(next(parser.parse([article])), article)
        clock.seconds = dict.fromkeys(RESOLVERS, 0.0)
        parsing = extracting = 0.0
        records = []
        for article in batch:
            start = process_time()
            (doc,) = parser.parse([article])
            parsed = process_time()
            if profile:
                profile.enable()
            records.append(pipeline.extract(doc, article))
            if profile:
                profile.disable()
            extracting += process_time() - parsed
            parsing += parsed - start
        start = process_time()
        write_records(ledger, records)
        writing = process_time() - start
    if profile:
        pstats.Stats(profile).sort_stats("tottime").print_stats(35)
        return
    words = sum(len(article.text.split()) for article in batch)
    whole = parsing + extracting + writing
    print(f"{len(batch)} articles, {words} words, {sum(len(one.claims) for one in records)} claims")
    print(f"parse + extract + write: {whole / parsing:.3f} x parse alone (aim <= 1.15)")
    print(f"  extract {extracting / parsing:.3f}, write {writing / parsing:.3f}")
    print(f"{words / whole:.0f} words per CPU second ({words / parsing:.0f} parse alone)")
    shares = {name: seconds / whole for name, seconds in clock.seconds.items()}
    parts = ", ".join(f"{name} {share:.1%}" for name, share in shares.items())
    print(f"resolvers: {sum(shares.values()):.1%} of ingest (aim < 5 %): {parts}")


if __name__ == "__main__":
    main()
