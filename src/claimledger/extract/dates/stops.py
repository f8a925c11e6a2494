"""Where sentences end in running text, by their stops alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimledger.extract.abbreviations import is_abbreviated
from claimledger.records import Span

_STOP = re.compile(
    r"[.!?\n](?:(?<=[^\W\d_]{3}[.!?])['’”\"»)]?\s+|(?<=['’”\"»)][.!?])\s+|(?<=\d\.)\s+(?=[“\"‘«A-Z])"
    r"|(?<=\n)(?:[ \t\r]*|-{3})\n)"
)
_LAST_WORD = re.compile(r"(?<![^\W\d_])[^\W\d_]{3,8}\.$")
LONGEST_WORD = 10


def sentence_ends(text: str) -> Iterator[Span]:
    """The ends of the sentences in text order: where the stop stands, and where the next sentence begins.

    >>> text = "On Oct. 27 Gov. Lee spoke. The hall was full."
    >>> [text[end:] for _, end in sentence_ends(text)]
    ['The hall was full.']
    """
    for match in _STOP.finditer(text):
        start, end = match.span()
        word = _LAST_WORD.search(text, max(0, start - LONGEST_WORD), start + 1)
        if word is None or not is_abbreviated(word.group()[:-1].lower(), text[start + 1 : end + 1]):
            yield start, end
