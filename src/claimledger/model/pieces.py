"""Words into word pieces, with the features that an uncased vocabulary loses, and pieces into windows."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from curated_tokenizers import WordPieceProcessor  # type: ignore[attr-defined]  # its __init__ has no __all__

CLS, SEP, UNKNOWN = 0, 1, 2
SPECIAL = ("[CLS]", "[SEP]", "[UNK]")
WINDOW = 256
SHAPES = 16
_MARKER_SHAPE = 7
_OPENING = "“„«‘"
_CLOSING = "”»’"
_MAX_WORD = 60


@dataclass(frozen=True, slots=True)
class Window:
    """What the network reads at once. ``words[i]`` is the place of the first piece of the window's i-th word."""

    ids: tuple[int, ...]
    shapes: tuple[int, ...]
    words: tuple[int, ...]
    first: int


class Pieces:
    """A word-piece vocabulary: one piece a line, the special ones first."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self.vocabulary = list(vocabulary)
        self._processor = WordPieceProcessor(self.vocabulary)
        self.encode_word = lru_cache(maxsize=100_000)(self._encode_word)

    def _encode_word(self, word: str) -> tuple[int, ...]:
        ids: list[int] = []
        for part in _split(_fold(word)[:_MAX_WORD]):
            found, _ = self._processor.encode(part)
            ids.extend(UNKNOWN if i < 0 else i for i in found)
        return tuple(ids) or (UNKNOWN,)


def _fold(word: str) -> str:
    """The word in lower case without accents, as the base model's vocabulary was built."""
    decomposed = unicodedata.normalize("NFD", word.lower())
    return "".join(
        c for c in decomposed if not unicodedata.combining(c) and unicodedata.category(c) not in ("Cc", "Cf")
    )


def _split(word: str) -> Iterator[str]:
    """The word cut at every punctuation mark."""
    run = ""
    for char in word:
        if char.isalnum():
            run += char
            continue
        if run:
            yield run
            run = ""
        if not char.isspace():
            yield char
    if run:
        yield run


def shape(word: str, quoted: bool) -> int:
    """The class of a word's writing: case, digits, opening or closing mark; plus 8 inside a quotation."""
    if word[:1] in _OPENING:
        kind = 4
    elif word[-1:] in _CLOSING and len(word) <= 2:
        kind = 5
    elif word[:1].isdigit():
        kind = 3
    elif len(word) > 1 and word.isupper():
        kind = 1
    elif word[:1].isupper():
        kind = 2
    elif not word.islower() and word.isalpha():
        kind = 6
    else:
        kind = 0
    return kind + 8 * quoted


def windows(pieces: Pieces, paragraphs: Iterable[Sequence[tuple[str, bool]]], size: int = WINDOW) -> Iterator[Window]:
    """Pack paragraphs of (word, is it quoted) into windows of at most ``size`` pieces, cutting only long paragraphs.

    Words are numbered through all paragraphs; a window's ``first`` is the number of its first word.
    """
    ids: list[int] = [CLS]
    shapes: list[int] = [_MARKER_SHAPE]
    words: list[int] = []
    number = first = 0

    def flush() -> Window:
        return Window(tuple(ids), tuple(shapes), tuple(words), first)

    for paragraph in paragraphs:
        encoded = [(pieces.encode_word(word)[: size // 4], shape(word, quoted)) for word, quoted in paragraph]
        total = sum(len(e) for e, _ in encoded) + 1
        if words and len(ids) + total > size:
            yield flush()
            ids, shapes, words, first = [CLS], [_MARKER_SHAPE], [], number
        for encoding, kind in encoded:
            if len(ids) + len(encoding) + 1 > size:
                ids.append(SEP)
                shapes.append(_MARKER_SHAPE)
                yield flush()
                ids, shapes, words, first = [CLS], [_MARKER_SHAPE], [], number
            words.append(len(ids))
            ids.extend(encoding)
            shapes.extend([kind] * len(encoding))
            number += 1
        ids.append(SEP)
        shapes.append(_MARKER_SHAPE)
    if words:
        yield flush()
