#!/usr/bin/env python3
"""Speaker, kind, agency and relays against gold clusters, given the gold statements.

    sources_gold.py GOLD_DIR... [--misses] [--marks DIR] [--blank]

The source and cue of each gold claim are those of the found attribution that overlaps its statement most; claims that
have none are counted apart. With ``--marks`` they are written in DIR/CLUSTER.txt, one line "KEY SOURCE @ CUE" a claim,
"-" for no source: then nothing but the resolution is measured. ``--blank`` parses without the model.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import spacy
import yaml
from spacy.tokens import Doc

from claimledger.extract.attribution import Attribution, TokenRange
from claimledger.extract.names import cast
from claimledger.extract.sources import Source, speaker_of
from claimledger.parse import load_parser
from claimledger.read import parse_article
from claimledger.records import Article

sys.path.append(str(Path(__file__).resolve().parents[2] / "shared" / "eval"))
from score import locate, name_ok  # type: ignore[import-not-found]

Marks = dict[str, tuple[str, str]]


def marks(path: Path) -> Marks:
    out = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        key, _, rest = line.partition(" ")
        source, _, cue = rest.partition(" @ ")
        out[key] = (source.strip(), cue.strip())
    return out


def marked(doc: Doc, span: TokenRange, mark: tuple[str, str]) -> Attribution:
    """The attribution whose source and cue are the places of those words nearest to the statement."""
    source = nearest(doc, mark[0], span) if mark[0] != "-" else None
    cue = nearest(doc, mark[1], source or span, after=mark[1] in ("said", "says"))
    return Attribution((span,), source, cue)


def nearest(doc: Doc, words: str, span: TokenRange, after: bool = False) -> TokenRange | None:
    best: tuple[int, TokenRange] | None = None
    at = doc.text.find(words)
    while at >= 0:
        found = doc.char_span(at, at + len(words), alignment_mode="expand")
        if found is not None and found.text == words:
            gap = max(found.start - span[1], span[0] - found.end, 0)
            newlines = doc.text[
                min(found.end_char, doc[span[0]].idx) : max(found.start_char, doc[span[1] - 1].idx)
            ].count("\n\n")
            rank = gap + 40 * newlines
            if best is None or rank < best[0]:
                best = (rank, (found.start, found.end))
        at = doc.text.find(words, at + 1)
    return best[1] if best else None


def overlapping(found: list[Attribution], span: TokenRange) -> int | None:
    scored = []
    for number, attribution in enumerate(found):
        shared = sum(max(0, min(e, span[1]) - max(s, span[0])) for s, e in attribution.content)
        size = sum(e - s for s, e in attribution.content)
        if shared:
            scored.append((shared / (size + span[1] - span[0] - shared), -number))
    return -max(scored)[1] if scored else None


def cases(folder: Path, blank: bool, written: Marks | None) -> Iterator[tuple[dict[str, Any], Source | None]]:
    """(gold claim, resolved source) of every claim; None where no attribution was found."""
    gold = yaml.load((folder / "gold.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    parser = spacy.blank("en") if blank else load_parser()
    for entry in gold["articles"]:
        text = (folder / entry["file"]).read_text(encoding="utf-8")
        article = parse_article(text, path=entry["file"])
        assert isinstance(article, Article)
        doc = (
            parser(article.text[article.body :])
            if isinstance(parser, spacy.language.Language)
            else next(parser.parse([article]))
        )
        people = cast(doc, article.info.title)
        used: set[int] = set()
        spans = []
        for claim in entry["claims"]:
            places = locate(text, claim["statement"], used)
            token = doc.char_span(places[0][0] - article.body, places[-1][1] - article.body, alignment_mode="expand")
            spans.append((token.start, token.end))
        history: list[Source] = []
        if written is not None:
            for claim, span in zip(entry["claims"], spans, strict=True):
                history.append(speaker_of(doc, marked(doc, span, written[claim["key"]]), people, history))
                yield claim, history[-1]
            continue
        from claimledger.extract.cues import attributions

        found = attributions(doc)
        for attribution in found:
            history.append(speaker_of(doc, attribution, people, history))
        for claim, span in zip(entry["claims"], spans, strict=True):
            number = overlapping(found, span)
            yield claim, history[number] if number is not None else None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--misses", action="store_true", help="list every miss")
    parser.add_argument("--marks", type=Path, help="folder of written sources and cues")
    parser.add_argument("--blank", action="store_true", help="parse without the model")
    args = parser.parse_args()
    for folder in args.folders:
        right: Counter[str] = Counter()
        total = without = 0
        for claim, source in cases(
            folder, args.blank, marks(args.marks / f"{folder.name}.txt") if args.marks else None
        ):
            if source is None:
                without += 1
                continue
            total += 1
            speaker = source.speaker
            name = speaker.name if speaker else None
            wanted = claim.get("via") or []
            values = {
                "speaker": (name_ok(name, claim["speaker"]), name, claim["speaker"]),
                "kind": (
                    (speaker.kind if speaker else "unnamed") == claim["speaker_kind"],
                    speaker and speaker.kind,
                    claim["speaker_kind"],
                ),
                "agency": (name_ok(source.agency, claim["agency"]), source.agency, claim["agency"]),
                "via": (
                    len(wanted) == len(source.via)
                    and all(
                        name_ok(a, b if isinstance(b, list) else [b]) for a, b in zip(source.via, wanted, strict=True)
                    ),
                    source.via,
                    wanted,
                ),
            }
            right.update(name for name, (ok, _, _) in values.items() if ok)
            for field, (ok, got, want) in values.items():
                if args.misses and not ok:
                    print(f"{claim['key']} {field}: {got!r} want {want!r} | {speaker.mention if speaker else None!r}")
        print(f"{folder.name}: {total} claims, {without} without an attribution")
        for field in ("speaker", "kind", "agency", "via"):
            print(f"  {field:8} {right[field] / total if total else 0:.3f}  ({right[field]}/{total})")


if __name__ == "__main__":
    main()
