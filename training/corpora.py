"""The training corpora as examples of one form: words in paragraphs, and what is known of each word.

A label that a corpus does not annotate is ``IGNORE``; the loss skips it. Corpora are read from ``--corpora`` and never
copied into the project.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import spacy

from claimledger.quotation import quotations

IGNORE = -100
TASKS = ("attribution", "entity", "morph", "lemma", "start")
ATTRIBUTION = ("O", "B-SOURCE", "I-SOURCE", "B-CUE", "I-CUE", "B-CONTENT", "I-CONTENT")
ENTITIES = ("PERSON", "ORG", "LOC", "MISC", "DATE", "TIME", "MONEY", "PERCENT", "CARDINAL", "ORDINAL")
ENTITY = ("O", *(f"{prefix}-{name}" for name in ENTITIES for prefix in "BI"))
CORENLP = {
    "PERSON": "PERSON", "ORGANIZATION": "ORG", "LOCATION": "LOC", "MISC": "MISC", "DATE": "DATE", "DURATION": "DATE",
    "SET": "DATE", "TIME": "TIME", "MONEY": "MONEY", "PERCENT": "PERCENT", "NUMBER": "CARDINAL", "ORDINAL": "ORDINAL",
}  # fmt: skip
MENTION = re.compile(r"\((\d+)(?:\[\d+/\d+\])?-([a-z]+)[^()]*(\))?|(\d+)(?:\[\d+/\d+\])?\)")
GUM_NAMES = {"person": "PERSON", "organization": "ORG", "place": "LOC"}


@dataclass
class Example:
    """One document: ``paragraphs`` of (word, quoted), and per task one label (string or None) for each word."""

    paragraphs: list[list[tuple[str, bool]]]
    labels: dict[str, list[str | None]] = field(default_factory=dict)
    heads: list[int | None] = field(default_factory=list)  # number of the head word, -1 for a root
    relations: list[str | None] = field(default_factory=list)
    links: list[int | None] = field(default_factory=list)  # of content its cue's first word, of a cue its source's; -1: none
    offsets: list[tuple[int, int]] = field(default_factory=list)
    name: str = ""


def jsonl(path: Path) -> list[dict]:
    with gzip.open(path, "rt", encoding="utf8") as lines:
        return [json.loads(line) for line in lines]


# ---------------------------------------------------------------- news: attribution, silver names and sentences
def restyle(text: str, rng: random.Random) -> str:
    """The text with other quotation marks, character by character, so that offsets stay."""
    choice = rng.random()
    if choice < 0.55:
        return text
    spans = [p.span() for p in re.finditer(r"[^\n]+", text)]
    marks = {"double": "“”", "single": "‘’", "straight": '""', "angle": "«»"}[
        "double" if choice < 0.75 else "straight" if choice < 0.85 else "single" if choice < 0.95 else "angle"
    ]
    out = list(text)
    for q in quotations(text, spans):
        if q.depth == 0 and q.mark in '"“':
            out[q.span[0]] = marks[0]
            if not q.continued:
                out[q.span[1] - 1] = marks[1]
    return "".join(out)


def news(corpora: Path, split: str, rng: random.Random | None = None) -> list[Example]:
    """PolNeAR with gold attributions; names and sentence starts as CoreNLP saw them."""
    tokenizer = spacy.blank("en").tokenizer
    silver = {row["doc"]: row for row in jsonl(corpora / f"polnear/corenlp-{split}.jsonl.gz")}
    out = []
    for row in jsonl(corpora / f"polnear/{split}.jsonl.gz"):
        text = restyle(row["text"], rng) if rng else row["text"]
        tags: dict[int, str] = {}
        linked: dict[int, int] = {}
        for attribution in row["attributions"]:
            source, cue = (min((s for s, _ in attribution[part]), default=-1) for part in ("source", "cue"))
            for part, target in (("content", cue if cue >= 0 else source), ("cue", source)):
                linked.update((i, target) for start, end in attribution[part] for i in range(start, end))
            for part in ("content", "source", "cue"):
                for start, end in attribution[part]:
                    for i in range(start, end):
                        tags[i] = f"I-{part.upper()}"
                    tags[start] = f"B-{part.upper()}"
        names: dict[int, str] = {}
        starts: set[int] = set()
        for sentence in silver.get(row["doc"], {"sents": []})["sents"]:
            starts.add(sentence[0][0])
            before = "O"
            for start, end, _, _, _, kind, *_ in sentence:
                label = CORENLP.get(kind, "O")
                for i in range(start, end):
                    names[i] = f"I-{label}" if label != "O" else "O"
                if label not in ("O", before):
                    names[start] = f"B-{label}"
                before = label
        spans = [m.span() for m in re.finditer(r"[^\n]+", text)]
        example = Example([], {task: [] for task in TASKS}, name=row["doc"])
        inside = bytearray(len(text) + 1)
        for q in quotations(text, spans):
            inside[q.inner[0] : q.inner[1]] = b"\x01" * (q.inner[1] - q.inner[0])
        for start, end in spans:
            words = []
            previous = None
            for token in tokenizer(text[start:end]):
                if token.is_space:
                    continue
                at, stop = start + token.idx, start + token.idx + len(token)
                words.append((token.text, bool(inside[at])))
                example.offsets.append((at, stop))
                tag = next((tags[i] for i in range(at, stop) if i in tags and tags[i][0] == "B"), tags.get(at, "O"))
                if tag[0] == "I" and (previous is None or previous[2:] != tag[2:]):
                    tag = "B" + tag[1:]
                previous = tag if tag != "O" else None
                example.labels["attribution"].append(tag)
                example.labels["entity"].append(names.get(at))
                start_here = "start" if at in starts or len(words) == 1 else "O"
                example.labels["start"].append(start_here if starts else None)
                example.labels["morph"].append(None)
                example.labels["lemma"].append(None)
                example.heads.append(None)
                example.relations.append(None)
            if words:
                example.paragraphs.append(words)
        number = {i: n for n, (start, end) in enumerate(example.offsets) for i in range(start, end)}
        for (start, _), tag in zip(example.offsets, example.labels["attribution"], strict=True):
            target = linked.get(start) if tag and tag[2:] in ("CONTENT", "CUE") else None
            example.links.append(None if target is None else number.get(target, -1))
        out.append(example)
    return out


# ---------------------------------------------------------------- Universal Dependencies: syntax, and names from GUM
def conllu(path: Path) -> Iterator[tuple[dict[str, str], list[list[str]]]]:
    meta: dict[str, str] = {}
    words: list[list[str]] = []
    with gzip.open(path, "rt", encoding="utf8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line.startswith("#"):
                key, _, value = line[1:].partition("=")
                meta[key.strip()] = value.strip()
            elif line:
                words.append(line.split("\t"))
            elif words:
                yield meta, words
                meta, words = {}, []


def edit_script(word: str, lemma: str) -> str:
    """How to make the lemma from the word: characters to cut at the end, what to add, and the case to give."""
    for case, form in (("l", word.lower()), ("k", word)):
        shared = 0
        while shared < min(len(form), len(lemma)) and form[shared] == lemma[shared]:
            shared += 1
        if shared or len(form) <= 4:
            return f"{case}{len(form) - shared}+{lemma[shared:]}"
    return "k0+"


def gum_names(words: list[list[str]]) -> list[str | None]:
    """Entity labels for the words of one sentence: proper names from GUM's gold mentions, IGNORE where unsure."""
    stack: list[tuple[str, str]] = []
    innermost: list[tuple[str, str] | None] = []
    for word in words:
        entity = next((m[7:] for m in word[9].split("|") if m.startswith("Entity=")), "")
        found = MENTION.findall(entity)
        stack += [(number, kind) for number, kind, _, _ in found if number]
        innermost.append(stack[-1] if stack else None)
        closed = {number if alone else end for number, _, alone, end in found if alone or end}
        stack = [mention for mention in stack if mention[0] not in closed]
    out: list[str | None] = []
    before: tuple[str, str] | None = None
    for word, mention in zip(words, innermost, strict=True):
        upos, form = word[3], word[1]
        if upos == "PROPN":
            kind = GUM_NAMES.get(mention[1]) if mention else None
            if kind is None:
                out.append(None)
                before = None
            else:
                out.append(f"{'I' if before == mention else 'B'}-{kind}")
                before = mention
        else:
            before = None
            sure = form.islower() and upos in ("VERB", "AUX", "DET", "PRON", "SCONJ", "CCONJ", "PART", "ADP")
            out.append("O" if sure else None)
    return out


def treebank(corpora: Path, name: str, split: str) -> list[Example]:
    """A UD treebank, one example a document: syntax, lemmas, sentence starts; GUM's names."""
    out: list[Example] = []
    for meta, rows in conllu(corpora / f"ud/{name}-{split}.conllu.gz"):
        if "newdoc id" in meta or not out:
            out.append(Example([], {task: [] for task in TASKS}, name=meta.get("newdoc id", name)))
        example = out[-1]
        if "newpar" in meta or any(k.startswith("newpar") for k in meta) or not example.paragraphs:
            example.paragraphs.append([])
        words = [row for row in rows if row[0].isdigit()]
        base = len(example.heads)
        spaces = ["SpaceAfter=No" not in row[9] for row in words]
        text = "".join(row[1] + " " * s for row, s in zip(words, spaces, strict=True))
        inside = bytearray(len(text) + 1)
        for q in quotations(text, [(0, len(text))]):
            inside[q.inner[0] : q.inner[1]] = b"\x01" * (q.inner[1] - q.inner[0])
        at = 0
        names = gum_names(words) if name == "gum" else [None] * len(words)
        for i, (row, space) in enumerate(zip(words, spaces, strict=True)):
            example.paragraphs[-1].append((row[1], bool(inside[at])))
            at += len(row[1]) + space
            example.labels["attribution"].append(None)
            example.labels["entity"].append(names[i])
            example.labels["morph"].append("_".join((row[4], row[3], row[5] if row[5] != "_" else "")))
            example.labels["lemma"].append(edit_script(row[1], row[2]) if row[2] != "_" else None)
            example.labels["start"].append("start" if i == 0 else "O")
            head = int(row[6])
            example.heads.append(base + head - 1 if head else -1)
            example.relations.append(row[7])
            example.links.append(None)
    return out


def label_sets(examples: Iterable[Example]) -> dict[str, list[str]]:
    """The labels of every task, the frequent ones of the open sets."""
    counts = {task: Counter[str]() for task in (*TASKS, "relation")}
    for example in examples:
        for task in TASKS:
            counts[task].update(x for x in example.labels[task] if x)
        counts["relation"].update(x for x in example.relations if x)
    keep = {"morph": 5, "lemma": 4, "relation": 5}
    out = {task: sorted(x for x, n in c.items() if n >= keep.get(task, 1)) for task, c in counts.items()}
    out["attribution"], out["entity"] = list(ATTRIBUTION), list(ENTITY)
    out["start"] = ["O", "start"]
    return out


def vocabulary_counts(corpora: Path) -> Counter[str]:
    """How often each word form occurs in the corpora: what the pruned vocabulary must cover."""
    counts: Counter[str] = Counter()
    for path in ("polnear/train", "timex/newswire-silver", "timex/timebank", "re3d/re3d"):
        for row in jsonl(corpora / f"{path}.jsonl.gz"):
            counts.update(re.findall(r"\w+|[^\w\s]", row["text"]))
    for name in ("ewt", "gum"):
        for _, words in conllu(corpora / f"ud/{name}-train.conllu.gz"):
            for row in words:
                counts.update(re.findall(r"\w+|[^\w\s]", row[1]))
    return counts
