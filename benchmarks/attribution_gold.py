#!/usr/bin/env python3
"""Attributions and single claims against gold, straight from the Doc: no ledger, no names, no fields.

    attribution_gold.py cluster GOLD_DIR... [--misses] [--show]
    attribution_gold.py polnear FILE.jsonl.gz [--limit N] [--gold-spans] [--misses]

Claims match as in ``eval/score.py``: one to one, best first, when the alphanumeric characters of their content overlap
by at least half of their union. ``--gold-spans`` puts PolNeAR's own spans into the Doc in the model's place, so that
linking is measured apart from tagging. ``--cache DIR`` keeps parsed documents as long as the model is the same.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml
from spacy.tokens import Doc, Span, SpanGroup

from claimledger.extract.attribution import Attribution
from claimledger.extract.contents import propositions
from claimledger.extract.cues import attributions
from claimledger.model.encoder import FOLDER
from claimledger.parse import ATTRIBUTION, Parser, load_parser
from claimledger.read import parse_article
from claimledger.records import Article

IOU = 0.5
Chars = frozenset[int]


class Reader:
    """Articles into Docs, from the cache where it has them."""

    def __init__(self, cache: Path | None) -> None:
        self.parser: Parser = load_parser()
        model = hashlib.sha256((FOLDER / "network.onnx").read_bytes()).hexdigest()[:12]
        self.cache = cache / model if cache else None
        if self.cache:
            self.cache.mkdir(parents=True, exist_ok=True)

    def read(self, text: str, name: str) -> tuple[Doc, Article]:
        article = parse_article(text, name=name)
        assert isinstance(article, Article), article
        place = self.cache / hashlib.sha256(text.encode()).hexdigest() if self.cache else None
        if place and place.exists():
            return Doc(self.parser.nlp.vocab).from_bytes(place.read_bytes()), article
        doc = next(iter(self.parser.parse([article])))
        if place:
            place.write_bytes(doc.to_bytes())
        return doc, article


def overlap(a: Chars, b: Chars) -> float:
    return len(a & b) / len(a | b) if a and b else 0.0


def chars(text: str, spans: Iterable[Sequence[int]]) -> Chars:
    """The alphanumeric characters of the spans."""
    return frozenset(i for start, end in spans for i in range(start, min(end, len(text))) if text[i].isalnum())


def match(gold: list[Chars], found: list[Chars]) -> dict[int, int]:
    """Index of gold -> index found, greedily by overlap."""
    pairs = sorted(
        ((overlap(g, f), i, j) for i, g in enumerate(gold) for j, f in enumerate(found) if g & f), reverse=True
    )
    out: dict[int, int] = {}
    for value, i, j in pairs:
        if value >= IOU and i not in out and j not in out.values():
            out[i] = j
    return out


def line(name: str, right: int, found: int, gold: int) -> str:
    p, r = right / found if found else 0.0, right / gold if gold else 0.0
    f = 2 * p * r / (p + r) if p + r else 0.0
    return f"{name:34} F1 {f:.3f}  P {p:.3f}  R {r:.3f}  ({right}/{found} found, {gold} gold)"


# ---------------------------------------------------------------- clusters
def locate(text: str, start: int, statement: str | list[str], used: set[int]) -> list[tuple[int, int]]:
    out = []
    for part in statement if isinstance(statement, list) else [statement]:
        hits = []
        at = text.find(part, start)
        while at >= 0:
            hits.append(at)
            at = text.find(part, at + 1)
        place = next((h for h in hits if h not in used), hits[0])
        used.add(place)
        out.append((place, place + len(part)))
    return out


def cluster(folder: Path, reader: Reader, misses: bool, show: bool) -> Counter[str]:
    gold = yaml.load((folder / "gold.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    n: Counter[str] = Counter()
    for entry in gold["articles"]:
        doc, article = reader.read((folder / entry["file"]).read_text(encoding="utf-8"), entry["file"])
        text, used, shift = article.text, set[int](), article.body
        claims = entry["claims"]
        wanted = [chars(text, locate(text, shift, c["statement"], used)) for c in claims]
        found = [p for a in attributions(doc) for p in propositions(doc, a)]
        got = [chars(text, ((s + shift, e + shift) for s, e in p.ranges)) for p in found]
        hits = match(wanted, got)
        n["gold"] += len(wanted)
        n["found"] += len(got)
        n["right"] += len(hits)
        for i, j in hits.items():
            n["quote kind"] += claims[i]["quote"] == found[j].quote
            n["source"] += plausible(doc, found[j].attribution, claims[i]["speaker"])
            n["exact"] += wanted[i] == got[j]
            n["no source"] += bool(claims[i]["speaker"]) and found[j].attribution.source is None
        if misses:
            for i, claim in enumerate(claims):
                name = f"{folder.name} {claim['key']}"
                by = found[hits[i]] if i in hits else None
                if by is None:
                    print(f"  - {name} {claim['statement']}")
                elif not plausible(doc, by.attribution, claim["speaker"]):
                    print(f"  s {name} {claim['speaker'][:1]}: {describe(doc, by.attribution)}")
                elif claim["quote"] != by.quote:
                    print(f"  q {name} {claim['quote']} not {by.quote}: {claim['statement']}")
            for j, extra in enumerate(found):
                if j not in hits.values():
                    print(f"  + {folder.name} {entry['file']} {describe(doc, extra.attribution, extra.ranges)}")
        if show:
            for proposition in found:
                print("   ", describe(doc, proposition.attribution, proposition.ranges))
    return n


def plausible(doc: Doc, attribution: Attribution, accepted: list[str]) -> bool:
    """Whether the source shares a word with an accepted name, or is a pronoun or a role that may stand for it."""
    if not accepted or attribution.source is None:
        return not accepted and attribution.source is None
    words = {t.lower_.strip("’'") for t in doc[slice(*attribution.source)]}
    names = {w.casefold() for name in accepted for w in name.replace("’", " ").split()}
    common = {"a", "an", "the", "of", "in", "at", "from", "'s", "’s"}
    return bool((words & names) - common) or not any(t.is_title for t in doc[slice(*attribution.source)][1:])


def describe(doc: Doc, a: Attribution, ranges: Iterable[tuple[int, int]] | None = None) -> str:
    source = doc[slice(*a.source)].text if a.source else "-"
    cue = doc[slice(*a.cue)].text if a.cue else "-"
    content = [doc.text[s:e] for s, e in ranges] if ranges is not None else [doc[s:e].text for s, e in a.content]
    return f"<{source}> <{cue}>{'*' if a.carried else ''} {' … '.join(content)}"


# ---------------------------------------------------------------- PolNeAR
def gold_spans(doc: Doc, row: dict[str, Any]) -> None:
    """Flat spans as the tagger was trained on them: a later attribution hides an earlier one."""
    tags: dict[int, str] = {}
    for attribution in row["attributions"]:
        for part in ("content", "source", "cue"):
            for start, end in attribution[part]:
                tags.update(dict.fromkeys(range(start, end), f"I-{part.upper()}"))
                tags[start] = f"B-{part.upper()}"
    spans: list[list[Any]] = []
    before = None
    for token in doc:
        if token.is_space:
            before = None if "\n" in token.text else before
            continue
        at, stop = token.idx, token.idx + len(token)
        tag = next((tags[i] for i in range(at, stop) if tags.get(i, "")[:1] == "B"), tags.get(at))
        if tag is None:
            before = None
        elif tag[0] == "I" and spans and before == tag[2:]:
            spans[-1][1] = token.i + 1
        else:
            spans.append([token.i, token.i + 1, tag[2:]])
        before = tag[2:] if tag else None
    doc.spans[ATTRIBUTION] = SpanGroup(doc, spans=[Span(doc, s, e, label) for s, e, label in spans])


def united(doc: Doc, found: Iterable[Attribution]) -> Iterator[tuple[Chars, Chars]]:
    """(content, source) of attributions; claims that share cue and source are one."""
    groups: dict[Any, tuple[set[int], Chars]] = {}
    for number, a in enumerate(found):
        span = doc[slice(*a.source)] if a.source else None
        source = chars(doc.text, [(span.start_char, span.end_char)] if span else [])
        group = groups.setdefault((a.cue, a.source) if a.cue else number, (set(), source))
        for proposition in propositions(doc, a):
            group[0].update(chars(doc.text, proposition.ranges))
    for content, source in groups.values():
        if content:
            yield frozenset(content), source


def polnear(path: Path, reader: Reader, limit: int | None, given: bool, misses: bool, skip: int = 0) -> Counter[str]:
    n: Counter[str] = Counter()
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(one) for one in lines][skip:]
    for row in rows[:limit]:
        doc, article = reader.read(row["text"], row["doc"])
        text = article.text
        assert doc.text == text[article.body :]
        if given:
            gold_spans(doc, row)
        shift = article.body
        gold = [a for a in row["attributions"] if a["content"]]
        wanted = [chars(text, a["content"]) for a in gold]
        found = attributions(doc)
        groups = [(frozenset(i + shift for i in c), frozenset(i + shift for i in s)) for c, s in united(doc, found)]
        got = [content for content, _ in groups]
        hits = match(wanted, got)
        n["gold"] += len(wanted)
        n["found"] += len(got)
        n["right"] += len(hits)
        for i, j in hits.items():
            source = chars(text, gold[i]["source"])
            n["linked"] += bool(source & groups[j][1]) or not (source or groups[j][1])
            if misses and not (bool(source & groups[j][1]) or not (source or groups[j][1])):
                print(f"  s {parts(text, gold[i])}  GOT {runs(text, groups[j][1])}")
        n["gold chars"] += len(frozenset[int]().union(*wanted))
        n["found chars"] += len(frozenset[int]().union(*got))
        n["right chars"] += len(frozenset[int]().union(*wanted) & frozenset[int]().union(*got))
        if misses:
            for i, one in enumerate(gold):
                if i not in hits:
                    best = max(got, key=lambda g: overlap(g, wanted[i]), default=frozenset())
                    how = "none" if not best & wanted[i] else "short" if len(best) < len(wanted[i]) else "long"
                    print(f"  - {how:5} {parts(text, one)}")
            for j, (content, source) in enumerate(groups):
                if j not in hits.values():
                    print(f"  + <{runs(text, source)}> {runs(text, content)}")
    return n


def parts(text: str, one: dict[str, Any]) -> str:
    joined = {k: " … ".join(text[s:e] for s, e in one[k]) for k in ("source", "cue", "content")}
    return f"<{joined['source']}> <{joined['cue']}> {joined['content']}"


def runs(text: str, found: Chars) -> str:
    return text[min(found) : max(found) + 1] if found else "-"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["cluster", "polnear"])
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--skip", type=int, default=0)
    parser.add_argument("--gold-spans", action="store_true")
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--show", action="store_true", help="print every claim found")
    parser.add_argument("--cache", type=Path)
    args = parser.parse_args()
    reader = Reader(args.cache)
    total: Counter[str] = Counter()
    for path in args.paths:
        if args.what == "cluster":
            n = cluster(path, reader, args.misses, args.show)
        else:
            n = polnear(path, reader, args.limit, args.gold_spans, args.misses, args.skip)
        total += n
        print(path.name)
        report(n)
    if len(args.paths) > 1:
        print("all")
        report(total)


def report(n: Counter[str]) -> None:
    print(line("  claims: content", n["right"], n["found"], n["gold"]))
    if "linked" in n:
        print(line("  content and source", n["linked"], n["found"], n["gold"]))
        print(line("  content characters", n["right chars"], n["found chars"], n["gold chars"]))
        return
    print(line("  claims: content and source", n["source"], n["found"], n["gold"]))
    right = max(n["right"], 1)
    kind, exact = n["quote kind"] / right, n["exact"] / right
    print(f"  of those matched: quote kind {kind:.3f}, exact content {exact:.3f}, source missing {n['no source']}")


if __name__ == "__main__":
    main()
