"""Dates of saying and of the event, given the gold claims of clusters.

    python benchmarks/dates_gold.py ../shared/eval/clusters/* [--misses]

Each gold statement is found in its article; sentences come from punctuation and the cue from a list of verbs, so
that no model is needed. Values are compared as the scorer of the project compares them; a null on both sides is right.
"""

from __future__ import annotations

import argparse
import itertools
import re
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from claimledger.extract.dates import Attribution, ClaimDates, claim_dates, find_dates

CUES = re.compile(
    r"\b(?:said|says|told|according to|warned|announced|denies|denied|reports?|reported|believes|believed|adds|added"
    r"|stated|noted|claimed|declared|wrote|written|demanded|promised|informed|claim of|has it|insists|concedes"
    r"|conceded|calculates|puts?)\b"
)
SENTENCE = re.compile(
    r"(?<=[^\W\d_]{2})[.!?][”’\"'»]?\s+(?=[“\"‘'«A-Z0-9])(?<!Oct. )(?<!Aug. )(?<!Gen. )"
    r"|(?<=[”’\"])\.\s+(?=[A-Z“])|(?<=\d)\.\s+(?=[A-Z“])|\n\s*\n|\n"
)


def sentences(text: str) -> list[tuple[int, int]]:
    cuts = [0, *(m.end() for m in SENTENCE.finditer(text)), len(text)]
    return [(a, b) for a, b in itertools.pairwise(cuts) if a < b]


def locate(text: str, statement: str | list[str], used: set[int]) -> list[tuple[int, int]]:
    body = re.match(r"---\n.*?\n---\n", text, re.S)
    at, out = (body.end() if body else 0), []
    for part in [statement] if isinstance(statement, str) else statement:
        hits = [m.start() for m in re.finditer(re.escape(part), text) if m.start() >= at]
        start = next((h for h in hits if h not in used), hits[0])
        used.add(start)
        out.append((start, start + len(part)))
    return out


def attribution(
    text: str, claim: dict[str, Any], spans: list[tuple[int, int]], contents: list[tuple[int, int]]
) -> Attribution:
    around = [s for s in sentences(text) if any(s[0] < e and b < s[1] for b, e in spans)]
    sentence = (around[0][0], around[-1][1])
    cues = [m.span() for m in CUES.finditer(text, *sentence) if not any(b <= m.start() < e for b, e in contents)]
    cue = min(cues, key=lambda c: min(abs(c[0] - spans[0][1]), abs(spans[0][0] - c[1])), default=None)
    key = "|".join((*(claim.get("speaker") or [""])[:1], *map(str, claim.get("via") or [])))
    return Attribution(sentence, tuple(spans), cue, None, key)


def equal(a: str | None, b: str | None) -> bool:
    def plain(value: str | None) -> str:
        value = re.sub("[~?%]", "", str(value or ""))
        first, _, last = value.partition("/")
        return first if first == last else value

    return plain(a) == plain(b)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("clusters", nargs="+", type=Path)
    parser.add_argument("--misses", action="store_true", help="list every miss")
    args = parser.parse_args()
    count = right_said = right_when = found_said = found_when = any_said = any_when = 0
    for folder in args.clusters:
        for article in yaml.safe_load((folder / "gold.yaml").read_text(encoding="utf-8"))["articles"]:
            text = (folder / article["file"]).read_text(encoding="utf-8")
            head = yaml.safe_load(text.split("---\n")[1])
            published = date.fromisoformat(str(head["published"]))
            used: set[int] = set()
            spans = [locate(text, claim["statement"], used) for claim in article["claims"]]
            contents = [s for claim in spans for s in claim]
            claims = [attribution(text, c, s, contents) for c, s in zip(article["claims"], spans, strict=True)]
            body = text.index("\n---\n", 4) + 5
            dates = find_dates(" " * body + text[body:], published=published)
            chosen: list[ClaimDates] = claim_dates(text, claims, dates, published=published)
            for claim, got in zip(article["claims"], chosen, strict=True):
                said = got.said_on.value if got.said_on else None
                event = got.when.value if got.when else None
                count += 1
                right_said += equal(said, claim.get("said_on"))
                right_when += equal(event, claim.get("when"))
                any_said += claim.get("said_on") is not None
                any_when += claim.get("when") is not None
                found_said += claim.get("said_on") is not None and equal(said, claim["said_on"])
                found_when += claim.get("when") is not None and equal(event, claim["when"])
                if args.misses and not equal(said, claim.get("said_on")):
                    print(folder.name, claim["key"], "said_on", said, "want", claim.get("said_on"))
                if args.misses and not equal(event, claim.get("when")):
                    print(folder.name, claim["key"], "when", event, "want", claim.get("when"))
    print(f"said_on {right_said / count:.3f} of {count} claims; of {any_said} stated {found_said / any_said:.3f}")
    print(f"when    {right_when / count:.3f} of {count} claims; of {any_when} stated {found_when / any_when:.3f}")


if __name__ == "__main__":
    main()
