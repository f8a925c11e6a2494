"""The network at work: words in paragraphs in, annotations out. Runs on onnxruntime, one window at a time.

The int8 network scales its activations by what is in a batch, so a batch is always one window: the same text gives the
same scores whatever is parsed beside it. One thread, for the same reason.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from claimledger.errors import ModelError
from claimledger.model import decode
from claimledger.model.decode import Floats
from claimledger.model.pieces import Pieces, windows

FOLDER = Path(__file__).parent
_ROWS = 32
"""Rows of one product: few enough that the linear algebra under numpy starts no threads, which would cost more."""
_TASKS = ("attribution", "entity", "morph", "lemma", "start")


@dataclass(frozen=True, slots=True)
class Annotation:
    """What the network says of each word of a text; lists of one length. ``heads`` are word numbers, a root its own.

    ``spans`` are those of ``attribution`` (first word, end word, label); ``links`` is as long: see ``decode.links``.
    """

    attribution: list[str]
    entities: list[str]
    morphs: list[str]
    lemmas: list[str]
    starts: list[bool]
    heads: list[int]
    relations: list[str]
    spans: list[tuple[int, int, str]]
    links: list[int | None]


class Encoder:
    """A loaded model folder: ``network.onnx``, ``relation.npy``, ``transitions.npy``, ``vocab.txt``, ``labels.json``
    and ``meta.json``."""

    def __init__(self, folder: Path = FOLDER) -> None:
        try:
            self.labels: dict[str, list[str]] = json.loads((folder / "labels.json").read_text(encoding="utf8"))
            self.meta: dict[str, Any] = json.loads((folder / "meta.json").read_text(encoding="utf8"))
            self.pieces = Pieces((folder / "vocab.txt").read_text(encoding="utf8").splitlines())
            self._relation = np.load(folder / "relation.npy", allow_pickle=False)
            transitions = np.load(folder / "transitions.npy", allow_pickle=False)
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = 1
            options.inter_op_num_threads = 1
            self._session = onnxruntime.InferenceSession(
                str(folder / "network.onnx"), options, providers=["CPUExecutionProvider"]
            )
        except (OSError, ValueError, KeyError, RuntimeError) as error:
            raise ModelError(
                f"the language model in {folder} cannot be loaded: {error}",
                hint="Reinstall claimledger; in a source checkout, see training/README.md.",
            ) from error
        self._tags = decode.transitions(self.labels["attribution"]) + transitions
        self._names = decode.transitions(self.labels["entity"])

    @property
    def name(self) -> str:
        return f"{self.meta['name']} {self.meta['version']}"

    def annotate(self, paragraphs: Sequence[Sequence[tuple[str, bool]]]) -> Annotation:
        """Annotate paragraphs of (word, stands it in quotation marks); words are numbered through all paragraphs."""
        first_words = set()
        number = 0
        for paragraph in paragraphs:
            first_words.add(number)
            number += len(paragraph)
        scores: dict[str, list[Floats]] = {task: [] for task in _TASKS}
        starts: list[bool] = []
        heads: list[int] = []
        relations: list[str] = []
        tables: list[tuple[int, Floats]] = []
        for window in windows(self.pieces, paragraphs):
            out = self._run(window.ids, window.shapes, window.words)
            for task in _TASKS:
                scores[task].append(out[task])
            begins = out["start"][:, 1] > out["start"][:, 0]
            begins[0] = True
            for i in range(len(begins)):
                if window.first + i in first_words:
                    begins[i] = True
            starts += [bool(b) for b in begins]
            window_heads, window_relations = self._trees(out, begins)
            heads += [window.first + i for i in window_heads]
            relations += window_relations
            tables.append((window.first, out["link"]))
        words = [word for paragraph in paragraphs for word, _ in paragraph]
        if not words:
            return Annotation([], [], [], [], [], [], [], [], [])
        table = {task: np.concatenate(parts) for task, parts in scores.items()}
        lemmas = [self.labels["lemma"][i] for i in table["lemma"].argmax(axis=1)]
        attribution = self._sequence(table["attribution"], self._tags, "attribution")
        spans = decode.bio_spans(attribution)
        return Annotation(
            attribution=attribution,
            entities=self._sequence(table["entity"], self._names, "entity"),
            morphs=[self.labels["morph"][i] for i in table["morph"].argmax(axis=1)],
            lemmas=[lemma(word, script) for word, script in zip(words, lemmas, strict=True)],
            starts=starts,
            heads=heads,
            relations=relations,
            spans=spans,
            links=decode.links(spans, tables, [number for number, p in enumerate(paragraphs) for _ in p]),
        )

    def _run(self, ids: Sequence[int], shapes: Sequence[int], words: Sequence[int]) -> dict[str, Floats]:
        inputs = {
            "ids": np.asarray([ids], dtype=np.int64),
            "shapes": np.asarray([shapes], dtype=np.int64),
            "words": np.asarray([words], dtype=np.int64),
        }
        names = [output.name for output in self._session.get_outputs()]
        return {name: value[0] for name, value in zip(names, self._session.run(names, inputs), strict=True)}

    def _sequence(self, scores: Floats, allowed: Floats, task: str) -> list[str]:
        labels = self.labels[task]
        return [labels[i] for i in decode.best_tags(decode.log_softmax(scores), allowed)]

    def _trees(self, out: dict[str, Floats], begins: NDArray[np.bool_]) -> tuple[list[int], list[str]]:
        """Heads (numbers within the window, a root its own) and relations of the words of a window."""
        edges = [*np.flatnonzero(begins).tolist(), len(begins)]
        heads: list[int] = []
        columns: list[int] = []
        for first, last in itertools.pairwise(edges):
            block = np.concatenate([out["arc"][first:last, :1], out["arc"][first:last, first + 1 : last + 1]], axis=1)
            for i, head in enumerate(decode.tree(block)):
                heads.append(first + (i if head < 0 else head))
                columns.append(0 if head < 0 else first + head + 1)
        joined = _gelu(out["relation_dependent"] + out["relation_head"][columns])
        weights, bias = self._relation[:, :-1].T, self._relation[:, -1]
        best = [(joined[i : i + _ROWS] @ weights + bias).argmax(axis=1) for i in range(0, len(joined), _ROWS)]
        return heads, [self.labels["relation"][i] for part in best for i in part.tolist()]


def lemma(word: str, script: str) -> str:
    """The lemma that an edit script ("l3+y": lower case, cut three characters, add y) makes of a word."""
    cut, _, added = script[1:].partition("+")
    form = word.lower() if script[0] == "l" else word
    return form[: len(form) - int(cut)] + added if int(cut) < len(form) or added else form


def _gelu(x: Floats) -> Floats:
    result: Floats = 0.5 * x * (1 + np.tanh(0.7978845608 * (x + 0.044715 * (x * x * x))))
    return result
