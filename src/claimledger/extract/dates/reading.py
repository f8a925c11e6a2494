"""An article as the choice of dates reads it: sentences, paragraphs, entries, its own voice and the dates in that."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from claimledger.extract.dates.match import DateMatch
from claimledger.extract.dates.stops import sentence_ends
from claimledger.extract.dates.wording import (
    AFTER_DATELINE,
    DATELINE,
    ENTRY,
    MASK,
    WORD,
    last_before,
    masked,
)
from claimledger.records import Span

LONGEST_DATELINE = 80
LONGEST_SENTENCE = 1000
"""Characters on either side of a date in which its sentence begins and ends."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """A claim as the choice of its dates needs it.

    ``sentence`` spans the sentences from the claim's first to its last character, cue and source included.
    ``speaker`` is any string that is equal for claims of the same speaker through the same intermediaries: the
    speaker's name and theirs, parted by "|".
    """

    sentence: Span
    content: tuple[Span, ...]
    cue: Span | None = None
    source: Span | None = None
    speaker: str | None = None


class Reading:
    """What the choice asks of an article's text, its claims and its dates. Nothing changes after it is made."""

    def __init__(
        self, text: str, claims: tuple[Attribution, ...], dates: Sequence[DateMatch], published: date | None
    ) -> None:
        self.text, self.claims, self.published = text, claims, published
        self.ends = sorted(end for claim in claims for _, end in claim.content)
        self.voice = masked(text, sorted(span for claim in claims for span in claim.content))
        self.breaks = [match.start() for match in re.finditer(r"\n[ \t\r]*\n", text)]
        entries = [match.start() for match in ENTRY.finditer(text)]
        self.entries = entries if len(entries) > 1 else []
        self.sentence_ends = [(end, start) for start, end in sentence_ends(text)]
        self.stops = [start for _, start in self.sentence_ends]
        self.voice_stops = [i for i in self.stops if MASK not in self.voice[max(0, i - 1) : i + 1]]
        self.dates = tuple(d for d in dates if not self.is_mark(d) and not text.endswith(" on a ", 0, d.span[0]))
        self.contents = {c.content: WORD.findall(" ".join(text[s:e] for s, e in c.content).lower()) for c in claims}
        self.starts = [d.span[0] for d in self.dates]
        sentences = sorted(claim.sentence for claim in claims if claim.speaker)
        self.said_from = [start for start, _ in sentences]
        self.said_until = list(itertools.accumulate((end for _, end in sentences), max))
        self.outer = frozenset(d.span for d in self.dates if MASK not in self.voice[slice(*d.span)])

    def is_mark(self, found: DateMatch) -> bool:
        """Whether the date belongs to the layout: to a dateline, or is the hour at which an entry begins."""
        at = bisect_right(self.entries, found.span[0])
        hour = at > 0 and not self.text[self.entries[at - 1] : found.span[0]].strip("[(*–—- ") and found.value is None
        return hour or self.heads_report(found)

    def heads_report(self, found: DateMatch) -> bool:
        """Whether the date is that of a dateline: "PORT LOUIS, May 11 (agency) - "."""
        start, end = found.span
        line = self.text.rfind("\n", 0, start) + 1
        return start - line < LONGEST_DATELINE and bool(
            DATELINE.fullmatch(self.text, line, start) and AFTER_DATELINE.match(self.text, end)
        )

    # ------------------------------------------------------------ dates
    def within(self, start: int, end: int) -> Sequence[DateMatch]:
        """The dates that begin between two places."""
        return self.dates[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def between(self, start: int, end: int) -> list[DateMatch]:
        """The dates in the article's own voice between two places."""
        return [d for d in self.within(start, end) if d.span in self.outer and d.span[1] <= end]

    def of_claim(self, found: DateMatch) -> bool:
        """Whether the date stands in the sentence of somebody's claim, whose occasion it tells."""
        after = bisect_right(self.said_from, found.span[0])
        return after > 0 and found.span[0] < self.said_until[after - 1]

    def is_over(self, found: DateMatch) -> bool:
        """Whether the date had begun when the article appeared, as far as is known."""
        return self.published is None or found.start is None or found.start <= self.published

    def is_ahead(self, found: DateMatch) -> bool:
        """Whether the date begins after publication; not a term that ends then ("until Friday")."""
        return found.bound != "until" and not self.is_over(found)

    def is_current(self, found: DateMatch) -> bool:
        """Whether the date holds the day of publication, or lies so near it that a present tense can tell of it."""
        if self.published is None or found.start is None or found.end is None:
            return True
        return found.start <= self.published <= found.end

    def is_day_of_publication(self, found: DateMatch) -> bool:
        return found.start is not None and found.start == found.end == self.published

    # ------------------------------------------------------------ places
    def paragraph(self, at: int) -> int:
        return bisect_left(self.breaks, at)

    def entry(self, at: int) -> int:
        """The number of the timed entry ("10.30am – …") that a place lies in; 0 before the first or without any."""
        return bisect_right(self.entries, at)

    def before_claim(self, claim: Attribution) -> int:
        """Where the article's own voice begins that leads up to the claim: in its paragraph, after other contents."""
        return max(self.before_paragraph(claim), last_before(self.ends, claim.sentence[0]))

    def before_paragraph(self, claim: Attribution) -> int:
        """Where the claim's paragraph begins."""
        return last_before(self.breaks, claim.sentence[0])

    def sentence_start(self, at: int) -> int:
        index = bisect_right(self.sentence_ends, (at, len(self.text))) - 1
        end, start = self.sentence_ends[index] if index >= 0 else (0, -1)
        return end if start >= max(0, at - LONGEST_SENTENCE) else max(0, at - LONGEST_SENTENCE)

    def sentence_end(self, at: int) -> int:
        index = bisect_left(self.sentence_ends, (at, 0))
        while index < len(self.sentence_ends) and self.sentence_ends[index][1] < at:
            index += 1
        end, start = self.sentence_ends[index] if index < len(self.sentence_ends) else (len(self.text), len(self.text))
        return start if end <= at + LONGEST_SENTENCE else min(len(self.text), at + LONGEST_SENTENCE)

    def sentence(self, found: DateMatch) -> Span:
        """The sentence that the date stands in, without its full stop."""
        return self.sentence_start(found.span[0]), self.sentence_end(found.span[1])

    def first_stop(self, start: int, end: int) -> int | None:
        """Where the first sentence ends whose full stop, and the space after it, stand between two places."""
        return _first(self.stops, start, end)

    def is_parted(self, one: Span, other: Span) -> bool:
        """Whether a full stop of the article's own voice stands between two spans."""
        return _first(self.voice_stops, min(one[1], other[1]), max(one[0], other[0])) is not None

    def is_asked(self, found: DateMatch) -> bool:
        """Whether the date stands in a question."""
        return self.text.startswith("?", self.sentence(found)[1])

    # ------------------------------------------------------------ words
    def cue_words(self, claim: Attribution) -> list[str]:
        return WORD.findall(self.text[slice(*claim.cue)].lower()) if claim.cue else []

    def content_words(self, claim: Attribution) -> list[str]:
        return self.contents[claim.content]

    def in_content(self, claim: Attribution) -> list[DateMatch]:
        return [d for start, end in claim.content for d in self.within(start, end) if d.span[1] <= end]

    def is_possessive(self, found: DateMatch) -> bool:
        return self.text[found.span[1] : found.span[1] + 2] in ("'s", "’s")


def _first(stops: Sequence[int], start: int, end: int) -> int | None:
    index = bisect_left(stops, start)
    return stops[index] if index < len(stops) and stops[index] + 2 <= end else None
