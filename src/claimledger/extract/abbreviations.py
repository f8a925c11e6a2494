"""Whether a full stop belongs to an abbreviation, by the lists of ``data/abbreviations.yaml``."""

from __future__ import annotations

from claimledger.wordbook import word_set


def is_abbreviated(word: str, following: str) -> bool:
    """Whether the stop after a lower-case ``word`` is that of an abbreviation or initial, not the sentence's.

    ``following``: the text after the stop, as far as the next word's first letter.

    >>> is_abbreviated("gov", " Lee"), is_abbreviated("oct", " 27"), is_abbreviated("oct", " They")
    (True, True, False)
    """
    first = following.lstrip()[:1]
    initial = len(word) == 1 and word.isalpha() and word != "i"
    if first.isalpha() and (initial or word in word_set("abbreviations", "titles")):
        return True
    return word in word_set("abbreviations", "others") and (first.isdecimal() or first.islower())
