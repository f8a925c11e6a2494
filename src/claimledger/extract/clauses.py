"""Words, sentences and main clauses of a statement, by word lists alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from claimledger.extract.abbreviations import is_abbreviated
from claimledger.wordbook import derived, word_file, word_set

LONGEST_PHRASE = 6

Words = Sequence[str]

BE = frozenset(("is", "are", "was", "were", "be", "been", "am", "being", "'s"))
AUXILIARIES = BE | frozenset(
    (
        "do",
        "does",
        "did",
        "has",
        "have",
        "had",
        "can",
        "could",
        "will",
        "would",
        "shall",
        "should",
        "must",
        "may",
        "might",
    )
)
PUNCTUATION = frozenset(".!?…;:,—–()")
SENTENCE_END = frozenset(".!?…;")
_WORD = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+(?:['’-][^\W_]+)*|['’]ll\b|[.!?…;:,—–()]")
# What makes a word more than its lower case: an apostrophe, dots that go on, the month, "cannot".
_SPECIAL = re.compile(r"['’…]|May\b|[Cc]annot\b|CANNOT|\b[A-Za-z]\.|\b[A-Z][a-z]{1,4}\. [A-Z]")
_CONTRACTED = {"ca": "can", "wo": "will", "sha": "shall", "ai": "is"}
_CONNECTIVES = frozenset(("and", "but", ",", "so", "or", "—", "–", "yet", "that"))
_BEFORE_PRONOUN = frozenset(("of", "to", "in", "with", "for"))
_SUBJECTS = frozenset(("i", "he", "she", "we", "they", "nobody", "no-one", "there"))
_AFTER_MAY = frozenset(("i", "he", "she", "it", "they", "we", "you", "the", "god", "there"))


def words_of(text: str) -> list[str]:
    """Words and stops of ``text`` in lower case; "May" the month is told from "may" by its capital."""
    return list(_words_of(text))


# Stance, polarity and modality each ask for the words of the same few texts.
@lru_cache(maxsize=64)
def _words_of(text: str) -> tuple[str, ...]:
    if not _SPECIAL.search(text):
        return tuple(_WORD.findall(text.lower()))
    out: list[str] = []
    for match in _WORD.finditer(text):
        word = match.group()
        if word == "." and out and is_abbreviated(out[-1], text[match.end() : match.end() + 2]):
            continue
        low = word.lower()
        if low.isalpha() and word != "May" and low != "cannot":
            out.append(low)
            continue
        low = low.replace("’", "'")
        if word == "…" and text[match.end() : match.end() + 2].strip()[:1].islower():
            low = ","  # an interrupted quotation goes on: no new sentence
        if word == "May" and not (_next_word(text, match.end()) in _AFTER_MAY and (not out or out[-1] in SENTENCE_END)):
            low = "⟨may⟩"
        if low.endswith("n't") and len(low) > 3:
            out += [_CONTRACTED.get(low[:-3], low[:-3]), "not"]
        elif low.endswith(("'ll", "'d")) and len(low) > 3:
            out += [low.split("'")[0], "will" if low.endswith("'ll") else "⟨'d⟩"]
        elif low == "cannot":
            out += ["can", "not"]
        else:
            out.append(low)
    return tuple(out)


def _next_word(text: str, i: int) -> str:
    match = _WORD.match(text, i + 1)
    return match.group().lower() if match else ""


def sentences_of(words: Words) -> Iterator[Words]:
    """The sentences, without their stops; a semicolon ends one too."""
    if words and SENTENCE_END.isdisjoint(words):
        yield words
        return
    start = 0
    for i, word in enumerate(words):
        if word in SENTENCE_END:
            if i > start:
                yield words[start:i]
            start = i + 1
    if start < len(words):
        yield words[start:]


@derived
def phrases(name: str) -> frozenset[str]:
    """The phrases of a list in ``data/hedges.yaml`` or ``data/stances.yaml``."""
    return word_set("hedges" if name in word_file("hedges") else "stances", name)


@derived
def _by_first_word(names: tuple[str, ...]) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """The phrases of the lists ``names`` by their first word, longest first."""
    by: dict[str, list[tuple[str, ...]]] = {}
    for phrase in {phrase for name in names for phrase in phrases(name)}:
        words = tuple(phrase.split(" "))
        by.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(found, key=lambda words: (-len(words), words))) for first, found in by.items()}


def occurrences(words: Words, *names: str) -> Iterator[tuple[int, int]]:
    """(start, end) of each phrase of the lists ``names`` in ``words``, the longest at a place, none inside another."""
    by, free = _by_first_word(names), 0
    if by.keys().isdisjoint(words):
        return
    for i in [i for i, word in enumerate(words) if word in by]:
        if i < free:
            continue
        for phrase in by[words[i]]:
            if len(phrase) == 1 or tuple(words[i : i + len(phrase)]) == phrase:
                free = i + len(phrase)
                yield i, free
                break


def covered(words: Words, *names: str) -> frozenset[int]:
    return frozenset(k for start, end in occurrences(words, *names) for k in range(start, end))


def main_clause(sentence: Words) -> tuple[int, int]:
    """Where the main clause begins and ends: after a leading subordinate clause, before what a subordinator opens."""
    start = next((i for i, word in enumerate(sentence) if word not in _CONNECTIVES), len(sentence))
    if start < len(sentence) and sentence[start] in phrases("leading"):
        comma = next((i for i in range(start, len(sentence) - 1) if sentence[i] == ","), None)
        start = start if comma is None else comma + 1
    subordinators = phrases("subordinators")
    if subordinators.isdisjoint(sentence):
        return start, len(sentence)
    ambiguous = phrases("ambiguous")
    for i in range(start + 1, len(sentence)):
        word = sentence[i]
        if word in subordinators and (word not in ambiguous or _opens_clause(sentence, i)):
            return start, i
    return start, len(sentence)


def _opens_clause(words: Words, i: int) -> bool:
    """Whether the word at ``i``, which can also be a preposition or pronoun, opens a clause: a verb follows soon."""
    if words[i] == "that" and (i + 1 >= len(words) or words[i + 1] in PUNCTUATION or words[i - 1] in _BEFORE_PRONOUN):
        return False
    near = words[i + 1 : i + 7]
    return not (AUXILIARIES.isdisjoint(near) and phrases("past").isdisjoint(near))


def first_conjunct(main: Words) -> int:
    """Where a second clause is joined on: "I am alive | and she is not", "we came | and nobody was there"."""
    if "and" not in main and "but" not in main:
        return len(main)
    for i, word in enumerate(main):
        if word in ("and", "but") and i and (main[i + 1 : i + 2] and main[i + 1] in _SUBJECTS):
            return i
    joined = next((i for i, word in enumerate(main) if word == "and"), len(main))
    return joined if any(word in AUXILIARIES for word in main[:joined]) else len(main)


def first_negation(words: Words) -> int | None:
    """Where the first negator stands."""
    negators = phrases("negators")
    return next((i for i, word in enumerate(words) if word in negators or word in ("no", "nor")), None)
