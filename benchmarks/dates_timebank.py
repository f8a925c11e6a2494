"""Detection and values of dates on TimeBank.

    python benchmarks/dates_timebank.py ../shared/corpora/timex/timebank.jsonl.gz [--misses]

Gold TIMEX3 of type DATE and TIME against ``find_dates`` (durations and sets left out on both sides; a match that
overlaps a gold DURATION or SET is neither right nor wrong). Detection is relaxed: spans that overlap, one to one; a
range of ours ("from Aug. 26 to Oct. 20") may meet both its ends.

TIMEX3 values as EDTF: ``1998``, ``1998-02``, ``1998-02-13`` as they are, times of day as their day; ``1998-W08``
Monday/Sunday, ``-WE`` its Saturday/Sunday; ``1989-Q3`` and ``1989-H1`` their months; ``1989-SU`` its months,
approximate; ``198`` the decade ``198X``, ``19`` the century ``19XX``; ``*_REF`` no value. A gold value with unknown
parts (``1989-WXX``, ``1989-QX``) is met by any period within the parts known, ``mod`` START, MID or END by any period
within the base value. An open end or beginning of ours ("since", "by") is compared by its stated bound, as TimeBank
leaves the preposition out, and a range by the bound at the gold date.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from claimledger.extract.dates import DateMatch, edtf, find_dates

SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


def gold_period(value: str) -> edtf.Period | None:
    """The period of a TIMEX3 value; None for references to past, present or future."""
    value = re.sub(r"T.*$", "", value)
    if m := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", value):
        monday = date.fromisocalendar(int(m[1]), int(m[2]), 1)
        return edtf.weekend(monday) if m[3] else edtf.week(monday)
    if m := re.fullmatch(r"(\d{4})-Q([1-4])", value):
        return edtf.quarter(int(m[1]), int(m[2]))
    if m := re.fullmatch(r"(\d{4})-H([12])", value):
        return edtf.months(int(m[1]), 6 * int(m[2]) - 5, 6)
    if m := re.fullmatch(r"(\d{4})-(SP|SU|FA|WI)", value):
        return edtf.months(int(m[1]), SEASONS[m[2]], 3)
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return edtf.day(date.fromisoformat(value))
    if re.fullmatch(r"\d{4}-\d\d", value):
        return edtf.month(int(value[:4]), int(value[5:]))
    if re.fullmatch(r"\d{4}(-XX.*|-[WQ]XX?)?", value):
        return edtf.year(int(value[:4]))
    if re.fullmatch(r"\d{3}X?", value):
        return edtf.decade(int(value[:3]) * 10)
    if re.fullmatch(r"\d{2}(XX)?", value):
        return edtf.century(int(value[:2]) + 1)
    return None


def same(match: DateMatch, gold: dict[str, Any]) -> bool:
    want = gold_period(gold["value"])
    if want is None or match.start is None or match.end is None:
        return want is None and match.value is None
    if gold.get("mod") in ("START", "MID", "END") or "X" in gold["value"]:
        return want.start <= match.start and match.end <= want.end
    if match.bound == "from":
        return match.start == want.start
    if is_range(match) and match.start < want.start:
        return match.end == want.end
    if is_range(match) and want.end < match.end:
        return match.start == want.start
    if match.bound == "until":
        return match.end == want.end
    return (match.start, match.end) == (want.start, want.end)


def articles(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("path", type=Path)
    parser.add_argument("--misses", action="store_true", help="list every miss")
    args = parser.parse_args()
    gold_count = found_count = hits = values = 0
    misses: list[str] = []
    for article in articles(args.path):
        text, published = article["text"], date.fromisoformat(article["dct"][:10])
        gold = [t for t in article["timexes"] if t["type"] in ("DATE", "TIME")]
        aside = [t for t in article["timexes"] if t["type"] not in ("DATE", "TIME")]
        found = [m for m in find_dates(text, published=published) if m.kind not in ("duration", "set")]
        taken: set[int] = set()
        detected = 0
        for want in gold:
            at = next((i for i, m in enumerate(found) if (i not in taken or is_range(m)) and overlap(m, want)), None)
            around = " ".join(text[max(0, want["start"] - 50) : want["end"] + 30].split())
            label = (
                f"{text[want['start'] : want['end']]!r} {want['value']} {want['mod'] or ''} ({published}) … {around} …"
            )
            if at is None:
                misses.append("missed " + label)
                continue
            taken.add(at)
            hits += 1
            detected += 1
            if same(found[at], want):
                values += 1
            else:
                misses.append(f"value {found[at].value} want {label}")
        extra = [m for i, m in enumerate(found) if i not in taken and not any(overlap(m, t) for t in aside + gold)]
        for m in extra:
            misses.append(
                f"extra {m.text!r} {m.value} … {' '.join(text[max(0, m.span[0] - 40) : m.span[1] + 30].split())}"
            )
        gold_count += len(gold)
        found_count += detected + len(extra)
    precision, recall = hits / found_count, hits / gold_count
    f1 = 2 * precision * recall / (precision + recall)
    print(f"detection F1 {f1:.3f}  P {precision:.3f}  R {recall:.3f}  ({hits} of {gold_count})")
    print(f"values right of detected {values / hits:.3f}  ({values})")
    if args.misses:
        print(*sorted(misses), sep="\n")


def is_range(match: DateMatch) -> bool:
    joined = re.search(r"\bto\b|\band\b|through|until|[-–]", match.text)
    return match.granularity in ("days", "months", "years") and joined is not None


def overlap(match: DateMatch, gold: dict[str, Any]) -> bool:
    return bool(match.span[0] < gold["end"] and gold["start"] < match.span[1])


if __name__ == "__main__":
    main()
