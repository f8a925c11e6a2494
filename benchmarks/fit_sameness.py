#!/usr/bin/env python3
"""Fit the weights of ``compare/sameness.py`` to clusters annotated by hand, and say how well they carry over.

    fit_sameness.py GOLD_DIR... [--write]

Every pair of claims of a cluster whose figures nothing sets apart is an example; those that gold relates are one fact.
Each cluster is scored by weights that were fitted to the others alone: precision and recall at several
limits, together with the pairs that the rules relate. ``--write`` fits to all and writes ``data/sameness.yaml``. Needs
NumPy, which spaCy brings.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from compare_gold import gold_records, pair

import claimledger.vocabulary as vocabulary
from claimledger.compare import sameness
from claimledger.compare.by_figure import comparable
from claimledger.compare.entry import Entry, entries
from claimledger.compare.facts import denies
from claimledger.compare.figures import figures
from claimledger.compare.origin import origin, same_origin
from claimledger.compare.pair import Pair
from claimledger.compare.thresholds import DEFAULTS
from claimledger.compare.verdict import relate

TARGET = Path(vocabulary.__file__).parent / "data/sameness.yaml"
RIDGE = 2.0
LIMITS = (-100, 0, 50, 100, 200)
HEADER = """\
# How much each thing that two figures have in common speaks for one fact, in hundredths of a logit.
# Written by benchmarks/fit_sameness.py; see compare/sameness.py for what each name means.
"""


class Example:
    """A pair of claims: the features of each pair of figures that nothing sets apart, and whether gold relates them."""

    def __init__(self, a: Entry, b: Entry, related: bool) -> None:
        first, second = sorted((a, b), key=lambda e: (e.article.published or "", e.article.id, e.claim.id))
        one = same_origin(
            origin(first.claim, first.article), origin(second.claim, second.article), str,
            same_article=first.article.id == second.article.id, apart=(first.agencies, second.agencies),
        )  # fmt: skip
        both = Pair(first, second, one, DEFAULTS)
        shared = sameness.pair_features(both)
        self.key, self.related = pair(a.claim.id, b.claim.id), related
        self.options = [{**shared, **sameness.figure_features(both, f, g)} for f, g in comparable(both)]
        self.by_rule = relate(a, b, settings=replace(DEFAULTS, likeness=10**9)) is not None


def examples(folder: Path) -> list[Example]:
    gold = yaml.safe_load((folder / "gold.yaml").read_text(encoding="utf-8"))
    wanted = {pair(r["a"], r["b"]) for r in gold["relations"]}
    told = entries(gold_records(folder, gold))
    return [
        Example(a, b, pair(a.claim.id, b.claim.id) in wanted)
        for i, a in enumerate(told)
        for b in told[i + 1 :]
        if figures(a.claim, DEFAULTS) and figures(b.claim, DEFAULTS) and not (denies(a.claim) or denies(b.claim))
    ]


def fitted(given: list[Example], names: list[str]) -> np.ndarray[Any, Any]:
    """Weights and, last, the bias: ridge logistic regression on the best option of each example."""
    rows = [np.array([[o[n] / 100 for n in names] + [1.0] for o in e.options]) for e in given if e.options]
    related = np.array([float(e.related) for e in given if e.options])
    first = [names.index(n) for n in ("same unit", "same measure", "equal", "overlap")]
    best = [int(m[:, first].sum(axis=1).argmax()) for m in rows]
    ridge = np.diag([RIDGE] * len(names) + [0.001])
    weights = np.zeros(len(names) + 1)
    for _ in range(4):
        table = np.stack([m[i] for m, i in zip(rows, best, strict=True)])
        for _ in range(40):
            p = 1 / (1 + np.exp(-table @ weights))
            curve = (table * (p * (1 - p) + 1e-6)[:, None]).T @ table + ridge
            step = np.linalg.solve(curve, table.T @ (related - p) - ridge @ weights)
            weights = weights + step
            if abs(step).max() < 1e-6:
                break
        best = [int((m @ weights).argmax()) for m in rows]
    return weights


def table_of(weights: np.ndarray[Any, Any], names: list[str]) -> dict[str, int]:
    whole = {name: round(100 * float(weight)) for name, weight in zip([*names, "bias"], weights, strict=True)}
    return {"bias": whole.pop("bias"), **{name: weight for name, weight in whole.items() if weight}}


def scores(given: list[Example], weights: dict[str, int]) -> list[int]:
    return [max((sameness.score(o, weights) for o in e.options), default=-10_000) for e in given]


def carried_over(held_out: list[Example], found: list[int], limit: int) -> str:
    """Precision and recall with what scores above the limit, and how many of those that no rule relates are right."""
    wanted = sum(e.related for e in held_out)
    hits = [e for e, s in zip(held_out, found, strict=True) if s > limit or e.by_rule]
    more = [e for e in hits if not e.by_rule]
    right = sum(e.related for e in hits)
    shares = f"{right / max(len(hits), 1):.2f}/{right / max(wanted, 1):.2f}"
    return f"{limit}: {shares} (+{sum(e.related for e in more)} of {len(more)})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    data = {folder.name: examples(folder) for folder in args.folders}
    names = list(next(e for rows in data.values() for e in rows if e.options).options[0])
    for name, held_out in data.items():
        rest = [e for other, rows in data.items() if other != name for e in rows]
        found = scores(held_out, table_of(fitted(rest or held_out, names), names))
        shown = "  ".join(carried_over(held_out, found, limit) for limit in LIMITS)
        print(f"{name:10} {sum(e.related for e in held_out):3} related; P/R above {shown}")
    if args.write:
        weights = table_of(fitted([e for rows in data.values() for e in rows], names), names)
        TARGET.write_text(HEADER + yaml.safe_dump(weights, sort_keys=False), encoding="utf-8")


if __name__ == "__main__":
    main()
