"""How well comparison alone does: gold records of the clusters in, relations out, scored.

    compare_gold.py GOLD_DIR... [--misses]

Records are built straight from ``gold.yaml``; only topics (event classes, participants, words) come from the parser.
So what is wrong here is comparison's own fault, and what ``eval/score.py`` adds to it is extraction's.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from spacy.tokens import Doc

from claimledger.compare.candidates import compare
from claimledger.compare.entry import entries
from claimledger.extract.topic import Word, topic
from claimledger.parse import load_parser
from claimledger.read import parse_article
from claimledger.records import Article, ArticleRecord, Claim, DateValue, Quantity, Speaker, Topic
from claimledger.vocabulary import noun_classes, stems

RELATIONS = ("conflicts", "corroborates", "echoes", "updates")
CONTEXT_SENTENCES = 3
MEASURES = ("percent", "USD", "EUR")


def main() -> None:
    """Prints the scores of each cluster."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folders", nargs="+", type=Path)
    options.add_argument("--misses", action="store_true", help="list every relation missed, wrong or invented")
    options.add_argument("--topics", action="store_true", help="list the topic of every claim")
    args = options.parse_args()
    for folder in args.folders:
        gold = yaml.safe_load((folder / "gold.yaml").read_text(encoding="utf-8"))
        records = gold_records(folder, gold)
        if args.topics:
            for claim in (claim for record in records for claim in record.claims):
                print(claim.id, claim.statement[:60], claim.about)
        found = {pair(r.a, r.b): r for r in compare(entries(records)).relations}
        show(gold, {key: r.relation for key, r in found.items()}, {key: r.why for key, r in found.items()}, args.misses)


def pair(a: str, b: str) -> tuple[str, str]:
    """The two keys in order."""
    return (a, b) if a <= b else (b, a)


def show(gold: Any, got: dict[tuple[str, str], str], why: dict[tuple[str, str], str], misses: bool) -> None:
    """Prints precision, recall and F1 a relation, and with ``misses`` each fault."""
    want = {pair(r["a"], r["b"]): r["relation"] for r in gold["relations"]}
    reason = {pair(r["a"], r["b"]): r["why"] for r in (*gold["relations"], *gold["non_relations"])}
    never = {pair(r["a"], r["b"]) for r in gold["non_relations"]}
    print(f"== {gold['cluster']}")
    for name in RELATIONS:
        right = sum(got.get(key) == name for key, value in want.items() if value == name)
        line(name, right, sum(v == name for v in got.values()), sum(v == name for v in want.values()))
    line("any relation", len(want.keys() & got.keys()), len(got), len(want))
    line("right relation", sum(want.get(key) == value for key, value in got.items()), len(got), len(want))
    print(f"false alarms on tempting pairs: {len(never & got.keys())} of {len(never)}")
    if not misses:
        return
    for key in sorted(want.keys() | got.keys()):
        if want.get(key) != got.get(key):
            faults = {"tempted": key in never, "missed": key not in got, "invented": key not in want, "wrong": True}
            kind = next(name for name, holds in faults.items() if holds)
            print(
                f"{kind:8} {' '.join(key)} want {want.get(key)} got {got.get(key)}: {reason.get(key)} | {why.get(key)}"
            )


def line(name: str, right: int, predicted: int, wanted: int) -> None:
    """Prints one row of scores."""
    p, r = right / predicted if predicted else 0.0, right / wanted if wanted else 0.0
    f1 = 2 * p * r / (p + r) if p + r else 0.0
    print(f"{name:16} F1 {f1:.3f}  P {p:.3f}  R {r:.3f}  ({right} right, {predicted} found, {wanted} wanted)")


def gold_records(folder: Path, gold: Any) -> list[ArticleRecord]:
    """The cluster as a ledger would hold it, had extraction made no mistake."""
    texts = [(folder / item["file"]).read_text(encoding="utf-8") for item in gold["articles"]]
    articles = [article for text in texts if isinstance(article := parse_article(text), Article)]
    docs = load_parser().parse(articles)
    return [
        ArticleRecord(article.info, tuple(_claims(item["claims"], article, doc)))
        for item, article, doc in zip(gold["articles"], articles, docs, strict=True)
    ]


def _claims(items: list[Any], article: Article, doc: Doc) -> Iterator[Claim]:
    used: set[int] = set()
    for item in items:
        spans = _locate(article.text, article.body, item["statement"], used)
        quantities = tuple(_quantity(q) for q in item["quantities"])
        yield Claim(
            id=item["key"],
            statement=" … ".join(article.text[a:b] for a, b in spans),
            span=tuple(spans),
            quote=item["quote"],
            stance=item["stance"],
            speaker=_speaker(item),
            agency=item["agency"][0] if item["agency"] else None,
            via=tuple(v if isinstance(v, str) else v[0] for v in item["via"]),
            said_on=DateValue("", item["said_on"]) if item["said_on"] else None,
            when=DateValue("", item["when"]) if item["when"] else None,
            polarity=item["polarity"],
            modality=item["modality"],
            places=tuple(p if isinstance(p, str) else p[0] for p in item["places"]),
            quantities=quantities,
            about=_topic(doc, [(a - article.body, b - article.body) for a, b in spans], quantities),
        )


def _speaker(item: Any) -> Speaker | None:
    if not item["speaker"]:
        return None
    return Speaker(item["speaker"][0], item["speaker_kind"], item["role"][0] if item["role"] else None)


def _quantity(q: Any) -> Quantity:
    low, high = (None if q[end] is None else Decimal(str(q[end])) for end in ("min", "max"))
    return Quantity(q["text"], low, high, _unit(q["text"], q["unit"]), None, q["approximate"])


def _unit(text: str, accepted: list[str]) -> str | None:
    """The accepted name of the unit that the words of the figure give, as extraction would; of a bare number none."""
    words = {stem for word in text.lower().replace("%", " percent").split() for stem in stems(word)}
    if accepted[0] in MEASURES or words & stems(accepted[0].lower()):
        return accepted[0]
    named = (one for one in accepted if words & stems(one.lower()) and noun_classes().keys() & stems(one.lower()))
    return next(named, None if len(text.split()) <= 2 else accepted[0])


def _locate(text: str, body: int, statement: Any, used: set[int]) -> list[tuple[int, int]]:
    at, out = body, []
    for part in statement if isinstance(statement, list) else [statement]:
        hits = [m.start() for m in re.finditer(re.escape(part), text) if m.start() >= at]
        start = next((hit for hit in hits if hit not in used), hits[0])
        used.add(start)
        out.append((start, start + len(part)))
    return out


def _topic(doc: Doc, spans: list[tuple[int, int]], quantities: tuple[Quantity, ...]) -> Topic:
    inside = [t for t in doc if not t.is_space and any(a < t.idx + len(t) and t.idx < b for a, b in spans)]
    sentences = list(doc.sents)
    own = [i for i, s in enumerate(sentences) if any(a < s.end_char and s.start_char < b for a, b in spans)]
    first = max(0, own[0] - CONTEXT_SENTENCES)
    taken = {t.i for t in inside}
    start = min(taken, default=0)
    around = [t for s in sentences[first : own[-1] + 1] for t in s if t.i not in taken and not t.is_space]
    before, after = [t for t in around if t.i < start], [t for t in around if t.i > start]
    figures = []
    for quantity in quantities:
        starts = [a + doc.text[a:b].find(quantity.text) for a, b in spans if quantity.text in doc.text[a:b]]
        begin, end = starts[0], starts[0] + len(quantity.text)
        numbers = [i for i, t in enumerate(inside) if t.idx < end and begin < t.idx + len(t)]
        figures.append((numbers[0], numbers[-1] + 1))
    words = [[Word(t.text, t.lemma_, t.pos_, t.ent_type_) for t in tokens] for tokens in (inside, before, after)]
    return topic(words[0], words[1], figures, words[2])


if __name__ == "__main__":
    main()
