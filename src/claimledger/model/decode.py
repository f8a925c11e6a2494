"""Scores into annotations: the best tag sequence, sentences, one tree a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating[Any]]
_NEVER = -1e9


def log_softmax(scores: Floats) -> Floats:
    shifted = scores - scores.max(axis=-1, keepdims=True)
    result: Floats = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return result


_LINKED_TO = {"CONTENT": "CUE", "CUE": "SOURCE"}
_A_WORD, _A_PARAGRAPH = 0.1, 2.0
UNSTATED = -1


def transitions(labels: Sequence[str]) -> Floats:
    """0 where one BIO label may follow another, a large negative number where not; the last row is the start."""
    allowed = np.zeros((len(labels) + 1, len(labels)), dtype=np.float32)
    for column, label in enumerate(labels):
        if label.startswith("I-"):
            for row, before in enumerate([*labels, "O"]):
                if before[2:] != label[2:]:
                    allowed[row, column] = _NEVER
    return allowed


def best_tags(scores: Floats, allowed: Floats) -> list[int]:
    """The best sequence of labels (Viterbi) for scores of shape (words, labels)."""
    if not len(scores):
        return []
    best = scores[0] + allowed[-1]
    back = []
    step = np.ascontiguousarray(allowed[:-1].T)
    for row in scores[1:]:
        paths = step + best
        back.append(paths.argmax(axis=1))
        best = np.maximum.reduce(paths, axis=1) + row
    tags = [int(best.argmax())]
    for pointers in reversed(back):
        tags.append(int(pointers[tags[-1]]))
    return tags[::-1]


def tree(scores: Floats) -> list[int]:
    """Heads of one sentence from arc scores of shape (words, 1 + words), column 0 being the root; -1 marks the root.

    The best single-rooted tree (Chu and Liu 1965, Edmonds 1967); a sentence whose best heads already form one, the
    common case, costs no more than an argmax.
    """
    size = len(scores)
    scores = scores.copy()
    scores[np.arange(size), np.arange(size) + 1] = _NEVER
    heads = scores.argmax(axis=1)
    roots = np.flatnonzero(heads == 0)
    if len(roots) != 1:
        without = scores[:, 1:].max(axis=1)
        root = int((scores[:, 0] - without).argmax())
        scores[:, 0] = _NEVER
        scores[root, :] = _NEVER
        scores[root, 0] = 0
        heads = scores.argmax(axis=1)
    if _cycle([-1, *(int(h) for h in heads)]) is not None:
        root = int(np.flatnonzero(heads == 0)[0]) if (heads == 0).any() else int(scores[:, 0].argmax())
        scores[:, 0] = _NEVER
        scores[root, :] = _NEVER
        scores[root, 0] = 0
        square = np.full((size + 1, size + 1), _NEVER, dtype=np.float64)
        square[1:, :] = scores
        return [head - 1 for head in _edmonds(square)[1:]]
    return [int(head) - 1 for head in heads]


def _cycle(heads: list[int]) -> list[int] | None:
    state = [0] * len(heads)
    for start in range(1, len(heads)):
        path = []
        node = start
        while node > 0 and state[node] == 0:
            state[node] = 1
            path.append(node)
            node = heads[node]
        if node > 0 and state[node] == 1:
            return path[path.index(node) :]
        for seen in path:
            state[seen] = 2
    return None


def _edmonds(scores: Floats) -> list[int]:
    """Heads of the maximum spanning tree of a square matrix (dependent, head) rooted at 0."""
    heads = [-1, *(int(h) for h in scores[1:].argmax(axis=1))]
    cycle = _cycle(heads)
    if cycle is None:
        return heads
    inside = set(cycle)
    outside = [n for n in range(len(heads)) if n not in inside]
    members = np.asarray(cycle)
    others = np.asarray(outside)
    merged = len(outside)
    small = np.full((merged + 1, merged + 1), _NEVER, dtype=np.float64)
    small[:merged, :merged] = scores[np.ix_(others, others)]
    kept = scores[members, np.asarray(heads)[members]]
    gains = scores[np.ix_(members, others)] - kept[:, None]
    small[merged, :merged] = kept.sum() + gains.max(axis=0)
    enter = members[gains.argmax(axis=0)]
    into = scores[np.ix_(others, members)]
    small[1:merged, merged] = into.max(axis=1)[1:]
    leave = members[into.argmax(axis=1)]
    result = _edmonds(small)
    out = heads[:]
    for i, node in enumerate(outside[1:], start=1):
        out[node] = int(leave[i]) if result[i] == merged else outside[result[i]]
    entry = result[merged]
    out[int(enter[entry])] = outside[entry]
    return out


def bio_spans(tags: Sequence[str]) -> list[tuple[int, int, str]]:
    """(first word, end word exclusive, label) of every span of a BIO sequence."""
    out: list[tuple[int, int, str]] = []
    for i, tag in enumerate(tags):
        if tag.startswith("I-") and out and out[-1][1] == i and out[-1][2] == tag[2:]:
            out[-1] = (out[-1][0], i + 1, tag[2:])
        elif tag != "O":
            out.append((i, i + 1, tag[2:]))
    return out


def links(
    spans: Sequence[tuple[int, int, str]], tables: Sequence[tuple[int, Floats]], paragraphs: Sequence[int]
) -> list[int | None]:
    """For each span the number of the span that it is linked to: of a content its cue, of a cue its source.

    ``tables`` holds for each window the number of its first word and scores (words, 1 + words), column 0 for a link to
    nothing; ``paragraphs`` the paragraph of each word. What is near and in the same paragraph is preferred. UNSTATED
    where nothing is likeliest; None for sources, which are linked to nothing.
    """
    out: list[int | None] = [None] * len(spans)
    for first, scores in tables:
        last = first + len(scores)
        inside = [
            (number, max(start, first) - first, min(end, last) - first, label)
            for number, (start, end, label) in enumerate(spans)
            if start < last and end > first
        ]
        likely = log_softmax(scores)
        for number, start, end, label in inside:
            wanted = _LINKED_TO.get(label)
            if wanted is None or out[number] is not None:
                continue
            row = likely[start:end].mean(axis=0)
            choices = [(float(row[0]), UNSTATED)]
            for other, a, b, kind in inside:
                if kind == wanted:
                    elsewhere = paragraphs[first + a] != paragraphs[first + start]
                    cost = _A_WORD * max(a - end, start - b, 0) + _A_PARAGRAPH * elsewhere
                    choices.append((float(row[1 + a : 1 + b].max()) - cost, other))
            out[number] = max(choices)[1]
    return out
