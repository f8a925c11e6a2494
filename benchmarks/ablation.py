#!/usr/bin/env python3
"""What each part of finding attributions brings: one part left out at a time.

    ablation.py --polnear FILE.jsonl.gz [--limit N] --clusters GOLD_DIR... [--cache DIR]

Content and content-with-source F1 on PolNeAR, claims and claims-with-source F1 on the clusters together, as
``attribution_gold.py`` counts them (before names, fields and the ledger).
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any
from unittest.mock import patch

from attribution_gold import Reader, cluster, polnear

from claimledger.extract import contents, cues, linking


def instead(module: Any, name: str, replacement: Callable[..., Any]) -> AbstractContextManager[Any]:
    return patch.object(module, name, replacement)


@contextmanager
def no_patterns() -> Iterator[None]:
    with patch.object(cues.Reporting, "find", lambda self, spans: iter(())):
        yield


PARTS: dict[str, Callable[[], AbstractContextManager[Any]]] = {
    "all": nullcontext,
    "learned links (nearest instead)": lambda: instead(linking, "_learned", lambda doc: {}),
    "tidying of spans": lambda: instead(cues, "tidy", lambda doc, lay, spans: spans),
    "headings": lambda: instead(cues, "headings", lambda doc, lay: []),
    "transcripts": lambda: instead(cues, "turns", lambda doc, lay: []),
    "asides and late reporting clauses": lambda: instead(cues, "asides", lambda doc, lay, spans: []),
    "figures with their source": lambda: instead(cues, "figures", lambda doc, lay: []),
    "agentless passives": lambda: instead(cues, "passives", lambda doc, lay: []),
    "completing contents": lambda: instead(cues, "complete", lambda doc, lay, one, inside: one),
    "closing clauses": lambda: instead(cues, "framed", lambda doc, lay, linked, spans: linked),
    "claims inside claims": lambda: instead(cues, "unwrapped", lambda doc, lay, one: [one]),
    "plans of things": lambda: instead(cues, "told_of", lambda doc, lay, found: found),
    "speech that goes on": lambda: instead(cues, "continued", lambda doc, lay, found, others: found),
    "quotations carried on": lambda: instead(cues, "carry", lambda doc, lay, found, taken: found),
    "silence is no claim": lambda: instead(cues, "silent", lambda doc, one: False),
    "deeds are no claims": lambda: instead(cues, "is_deed", lambda doc, lay, one: False),
    "quotations the model missed": lambda: instead(cues, "uncovered", lambda *given, **options: []),
    "reporting clauses the model missed": no_patterns,
    "one proposition, one claim": lambda: instead(contents, "facts", lambda doc, lay, stretches: [stretches]),
}


def f1(n: Counter[str], right: str) -> float:
    return 200 * n[right] / max(n["found"] + n["gold"], 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--polnear", type=Path)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--clusters", type=Path, nargs="*", default=[])
    parser.add_argument("--cache", type=Path)
    args = parser.parse_args()
    reader = Reader(args.cache)
    print(f"{'without':36} {'PolNeAR':>8} {'+ source':>8} {'claims':>8} {'+ source':>8}")
    for name, part in PARTS.items():
        with part():
            news = polnear(args.polnear, reader, args.limit, False, False) if args.polnear else Counter[str]()
            own = sum((cluster(path, reader, False, False) for path in args.clusters), Counter[str]())
        scores = (f1(news, "right"), f1(news, "linked"), f1(own, "right"), f1(own, "source"))
        print(f"{name:36} " + " ".join(f"{score:8.1f}" for score in scores), flush=True)


if __name__ == "__main__":
    main()
