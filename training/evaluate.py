"""Score a model folder: python training/evaluate.py MODEL [--json FILE]

Attribution and names against PolNeAR dev (names: CoreNLP silver), syntax on
EWT test and GUM dev + test with gold words. All through the code that the product runs.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter, defaultdict
from pathlib import Path

import corpora as data
from corpora import Example

from claimledger.model.decode import bio_spans
from claimledger.model.encoder import Annotation, Encoder


def f1(right: int, found: int, gold: int) -> float:
    return round(200 * right / (found + gold), 2) if found + gold else 0.0


def labelled(pairs: list[tuple[set, set]]) -> dict[str, float]:
    """F1 by label over (gold, found) sets of (..., label)."""
    counts: dict[str, Counter] = defaultdict(Counter)
    for gold, found in pairs:
        for name, items in (("gold", gold), ("found", found), ("right", gold & found)):
            for item in items:
                counts[item[-1]][name] += 1
                counts["all"][name] += 1
    return {label: f1(c["right"], c["found"], c["gold"]) for label, c in sorted(counts.items())}


Linked = list[tuple[set[int], set[int]]]
"""The words of content and of source of each attribution."""


def gold_attributions(example: Example) -> Linked:
    groups: dict[int, tuple[set[int], set[int]]] = {}
    spans = bio_spans([x or "O" for x in example.labels["attribution"]])
    at = {start: set(range(start, end)) for start, end, _ in spans}
    for start, end, label in spans:
        cue = example.links[start]
        if label == "CONTENT" and cue is not None and cue >= 0:
            source = example.links[cue]
            groups.setdefault(cue, (set(), at.get(source, set()) if source is not None else set()))[0].update(
                range(start, end)
            )
    return list(groups.values())


def nearest(spans: list[tuple[int, int, str]], paragraph: list[int]) -> Linked:
    """By the simplest linking: each content to the nearest cue, that to the nearest source."""
    cues = [s for s in spans if s[2] == "CUE"]
    sources = [s for s in spans if s[2] == "SOURCE"]
    groups: dict[tuple | None, tuple[set[int], set[int]]] = {}
    gap = lambda a, b: max(b[0] - a[1], a[0] - b[1], 0)  # noqa: E731
    for i, span in enumerate(spans):
        if span[2] != "CONTENT":
            continue
        near = [c for c in cues if paragraph[c[0]] == paragraph[span[0]]]
        cue = min(near, key=lambda c: gap(c, span), default=None)
        close = [s for s in sources if cue and gap(s, cue) <= 25]
        source = min(close, key=lambda s: gap(s, cue), default=None)
        content, words = groups.setdefault(cue or (i,), (set(), set()))
        content.update(range(span[0], span[1]))
        if source:
            words.update(range(source[0], source[1]))
    return list(groups.values())


def learned(annotation: Annotation) -> Linked:
    """By the links of the network alone."""
    groups: dict[int, tuple[set[int], set[int]]] = {}
    words = lambda number: set(range(*annotation.spans[number][:2]))  # noqa: E731
    for number, (_, _, label) in enumerate(annotation.spans):
        if label == "CONTENT":
            cue = annotation.links[number]
            stated = cue is not None and cue >= 0
            source = annotation.links[cue] if stated else None
            key = cue if stated else -1 - number
            groups.setdefault(key, (set(), words(source) if source is not None and source >= 0 else set()))[0].update(
                words(number)
            )
    return list(groups.values())


def overlapping(a: Linked, b: Linked) -> Counter[str]:
    """How many attributions of gold ``a`` are met by ``b``: half of the content, and that with a word of the source."""
    scored = sorted(
        ((len(g[0] & p[0]) / len(g[0] | p[0]), i, j) for i, g in enumerate(a) for j, p in enumerate(b) if g[0] & p[0]),
        reverse=True,
    )
    out = Counter(gold=len(a), found=len(b))
    used_a, used_b = set(), set()
    for score, i, j in scored:
        if score >= 0.5 and i not in used_a and j not in used_b:
            used_a.add(i)
            used_b.add(j)
            out["content"] += 1
            out["both"] += bool(a[i][1] & b[j][1]) or not (a[i][1] or b[j][1])
    return out


def attribution(examples: list[Example], found: list[Annotation]) -> dict[str, object]:
    pairs = []
    content = Counter()
    by: dict[str, Counter[str]] = defaultdict(Counter)
    for example, annotation in zip(examples, found, strict=True):
        gold = bio_spans([x or "O" for x in example.labels["attribution"]])
        spans = annotation.spans
        pairs.append((set(gold), set(spans)))
        for name, items in (("gold", gold), ("found", spans)):
            content[name] += sum(e - s for s, e, k in items if k == "CONTENT")
        words = lambda items: {i for s, e, k in items if k == "CONTENT" for i in range(s, e)}  # noqa: E731
        content["right"] += len(words(gold) & words(spans))
        paragraph = [n for n, p in enumerate(example.paragraphs) for _ in p]
        whole = gold_attributions(example)
        by["nearest"] += overlapping(whole, nearest(spans, paragraph))
        by["learned"] += overlapping(whole, learned(annotation))
    return {
        "exact": labelled(pairs),
        "content_words": f1(content["right"], content["found"], content["gold"]),
    } | {
        f"{way}_{name}": f1(n[key], n["found"], n["gold"])
        for way, n in by.items()
        for name, key in (("content_iou50", "content"), ("content_and_source", "both"))
    }


def syntax(examples: list[Example], found: list[Annotation]) -> dict[str, float]:
    n = Counter()
    for example, a in zip(examples, found, strict=True):
        gold_starts = {i for i, x in enumerate(example.labels["start"]) if x == "start"}
        starts = {i for i, x in enumerate(a.starts) if x}
        n["gold"] += len(gold_starts)
        n["found"] += len(starts)
        n["right"] += len(gold_starts & starts)
        words = [w for p in example.paragraphs for w in p]
        for i, head in enumerate(example.heads):
            morph, relation = example.labels["morph"][i] or "", example.relations[i]
            n["lemma"] += example.labels["lemma"][i] is not None and data_lemma(words[i][0], example, i) == a.lemmas[i]
            n["words"] += 1
            tag, pos, feats = morph.rsplit("_", 2)
            got = a.morphs[i].rsplit("_", 2)
            n["tag"] += tag == got[0]
            n["pos"] += pos == got[1]
            n["morph"] += feats == got[2]
            right = a.heads[i] == (i if head == -1 else head)
            n["uas"] += right
            n["las"] += right and relation == a.relations[i]
    out = {k: round(100 * n[k] / max(n["words"], 1), 2) for k in ("tag", "pos", "morph", "lemma", "uas", "las")}
    return out | {"sentences": f1(n["right"], n["found"], n["gold"])}


def data_lemma(word: str, example: Example, i: int) -> str:
    from claimledger.model.encoder import lemma

    return lemma(word, example.labels["lemma"][i] or "k0+")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("--corpora", type=Path, default=Path(__file__).resolve().parents[2] / "shared/corpora")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--limit", type=int)
    args = parser.parse_args()
    encoder = Encoder(args.model)
    result: dict[str, object] = {}
    news = data.news(args.corpora, "dev")[: args.limit]
    began = time.process_time()
    found = [encoder.annotate(e.paragraphs) for e in news]
    spent = time.process_time() - began
    result["words_per_cpu_second"] = round(sum(len(p) for e in news for p in e.paragraphs) / spent)
    result["polnear_dev"] = attribution(news, found)
    result["polnear_dev_silver_names"] = labelled(
        [
            (set(bio_spans([x or "O" for x in e.labels["entity"]])), set(bio_spans(a.entities)))
            for e, a in zip(news, found, strict=True)
        ]
    )
    for name, splits in (("ewt", ["test"]), ("gum", ["dev", "test"])):
        examples = [e for s in splits for e in data.treebank(args.corpora, name, s)][: args.limit]
        result[f"{name}_{'_'.join(splits)}"] = syntax(examples, [encoder.annotate(e.paragraphs) for e in examples])
        if name == "gum":
            news_only = [e for e in examples if "_news_" in e.name]
            result["gum_news"] = syntax(news_only, [encoder.annotate(e.paragraphs) for e in news_only])
    text = json.dumps(result, indent=1)
    print(text)
    if args.json:
        args.json.write_text(text + "\n", encoding="utf8")


if __name__ == "__main__":
    main()
