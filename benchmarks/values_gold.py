#!/usr/bin/env python3
"""Quantities, polarity, modality and stance against gold clusters, given the gold statements and the words around them.

    values_gold.py GOLD_DIR... [--misses]

Measures the resolvers alone: no article is parsed and no claim has to be found. Statements are the gold ones; the cue
is the reporting word nearest to the statement, so stance is a lower bound of what a parse gives.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from claimledger.extract.certainty import modality_of, stance_of
from claimledger.extract.polarity import polarity_of
from claimledger.extract.quantities import find_quantities

Range = tuple[Decimal | None, Decimal | None]


def ranges_wanted(claim: dict[str, Any]) -> set[Range]:
    """The (min, max) pairs of a gold claim, to two places."""
    return {(_round(q.get("min")), _round(q.get("max"))) for q in claim.get("quantities") or []}


def ranges_found(parts: list[str]) -> set[Range]:
    return {(_round(q.min), _round(q.max)) for part in parts for q in find_quantities(part)}


def _round(value: object) -> Decimal | None:
    return None if value is None else round(Decimal(str(value)), 2)


def claims(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """(sentences around the statement, claim) of every claim of the cluster in ``folder``."""
    gold = yaml.load((folder / "gold.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    for article in gold["articles"]:
        text = (folder / article["file"]).read_text(encoding="utf-8").partition("\n---\n")[2]
        last = 0
        for claim in article["claims"]:
            parts = claim["statement"] if isinstance(claim["statement"], list) else [claim["statement"]]
            start = text.find(parts[0], last)
            start = start if start >= 0 else text.index(parts[0])
            end = text.index(parts[-1], start) + len(parts[-1])
            begin = max(
                text.rfind("\n", 0, start),
                max((m.end() for m in re.finditer(r"[.?!][\"”’]? ", text[:start])), default=0),
            )
            stop = re.compile(r"[.?!](?=[\"”’]?\s)|\n").search(text, end)
            rest = text[end : stop.start() if stop else len(text)]
            between, at = "", start + len(parts[0])
            for part in parts[1:]:
                place = text.index(part, at)
                between, at = f"{between} {text[at:place]} ⟨⟩", place + len(part)
            outside = f"{text[begin:start]} ⟨⟩ {between} {rest}"
            if not outside.replace("⟨⟩", "").strip(' \n"“”‘’«»,'):
                following = re.match(r"[.,?!]?[\"”’]?\s+[^.\n]*", text[end:])
                outside = " ⟨⟩ " + (following.group() if following else "")
            yield outside, claim
            last = start


SAYING = re.compile(
    r"\b(?:said|says?|saying|told|tells?|add(?:ed|s|ing)|stated|noted|according|announced|declared|reported|reports?|informed|wrote|put(?:s)?|named|calls?|called"
    r"|counted|claimed|insists|conceded|concedes|confirms|answered|recorded|replies|promised|demanded|warn(?:s|ed)|denie[sd]|dismissed|belie\w+|expects|feared|predict\w*|forecast\w*|urged?|asked|vow\w*|pledg\w*|demand\w*)\b"
)


def nearest_cue(outside: str) -> str:
    """The reporting word nearest to the gap that the statement leaves in its sentence, with the two words before it."""
    gap = outside.find("⟨⟩")
    cues = sorted(SAYING.finditer(outside), key=lambda match: abs(match.start() - gap))
    if not cues:
        return ""
    match = cues[0]
    return " ".join([*outside[: match.start()].split()[-2:], match.group()])


def _source(claim: dict[str, Any]) -> str:
    """What the article says of the claim's source, as the pipeline's speaker record would hold it."""
    return " ".join(str(part) for key in ("speaker", "role", "agency") for part in claim.get(key) or [])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--misses", action="store_true", help="list every miss")
    args = parser.parse_args()
    right: Counter[str] = Counter()
    hit = found = wanted = total = 0
    for folder in args.folders:
        for outside, claim in claims(folder):
            parts = claim["statement"] if isinstance(claim["statement"], list) else [claim["statement"]]
            statement = " … ".join(parts)
            want, got = ranges_wanted(claim), ranges_found(parts)
            hit, found, wanted, total = hit + len(want & got), found + len(got), wanted + len(want), total + 1
            cue = nearest_cue(outside)
            stance = stance_of(cue, statement, context=f"{outside} {_source(claim)}")
            values = {
                "polarity": polarity_of(statement),
                "stance": stance,
                "modality": modality_of(statement, claim["stance"], cue),
            }
            right.update(name for name, value in values.items() if claim[name] == value)
            if args.misses and want != got:
                print(f"{claim['key']} quantities {sorted(got, key=str)} want {sorted(want, key=str)}: {statement}")
            for name, value in values.items():
                if args.misses and claim[name] != value:
                    print(
                        f"{claim['key']} {name} {value} want {claim[name]} (cue {cue!r}): {statement} |",
                        outside.strip(),
                    )
    print(f"quantities F1 {2 * hit / (found + wanted):.3f}  P {hit / found:.3f}  R {hit / wanted:.3f}")
    for name in ("polarity", "modality", "stance"):
        print(f"{name:10} {right[name] / total:.3f}  ({right[name]}/{total})")


if __name__ == "__main__":
    main()
