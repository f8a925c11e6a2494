"""Which date of an article dates the saying of a claim, and which the event claimed.

Offsets are those of the text in which the dates were found; any text will do as long as all spans index it.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from claimledger.extract.dates.find import DateMatch
from claimledger.extract.dates.wording import (
    AFTER_DATELINE,
    COUNT,
    DATELINE,
    INTRODUCED,
    JUST,
    MASK,
    NO_PRESENT,
    SENTENCE_END,
    TOLD,
    WORD,
    at_meeting,
    event_marks,
    event_of,
    event_pattern,
    is_aside,
    is_inside,
    last_before,
    masked,
    word_set,
)
from claimledger.records import Span


@dataclass(frozen=True, slots=True)
class Attribution:
    """A claim as the choice of its dates needs it.

    ``sentence`` spans the sentences from the claim's first to its last character, cue and source included.
    ``speaker`` is any string that is equal for claims of the same speaker through the same intermediaries.
    """

    sentence: Span
    content: tuple[Span, ...]
    cue: Span | None = None
    source: Span | None = None
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class ClaimDates:
    """When a claim was said and when what it tells happened; None where the text does not state it."""

    said_on: DateMatch | None
    when: DateMatch | None


def claim_dates(
    text: str, claims: Sequence[Attribution], dates: Sequence[DateMatch], *, published: date | None
) -> list[ClaimDates]:
    """Both dates of every claim of an article; ``claims`` in text order, ``dates`` all that ``find_dates`` found in it.

    A claim without a date of its own takes that of the same occasion: of the same speaker shortly before, of the scene
    that the sentences before it set, of the meeting at which it was said; a heading that of the claim below it.
    """
    article = _Article(text, tuple(claims), tuple(dates), published)
    said = article.said()
    return [ClaimDates(s, article.when(claim, s)) for claim, s in zip(claims, said, strict=True)]


def said_on(
    text: str,
    claim: Attribution,
    dates: Sequence[DateMatch],
    *,
    published: date | None,
    others: Sequence[Attribution] = (),
) -> DateMatch | None:
    """The date that the claim's own sentence gives its saying; ``others``: claims whose contents are no part of it."""
    return _Article(text, (claim, *others), tuple(dates), published).own(claim)


def when(text: str, claim: Attribution, dates: Sequence[DateMatch]) -> DateMatch | None:
    """The date that the claim's content gives its event."""
    return _Article(text, (claim,), tuple(dates), None).inside(claim)


CARRY = 4
"""Paragraphs after which a speaker's occasion is over."""
LONGEST_DATELINE = 80


class _Article:
    def __init__(
        self, text: str, claims: tuple[Attribution, ...], dates: tuple[DateMatch, ...], published: date | None
    ) -> None:
        self.text, self.claims, self.published = text, claims, published
        self.ends = sorted(end for claim in claims for _, end in claim.content)
        self.voice = masked(text, sorted(span for claim in claims for span in claim.content))
        self.breaks = [match.start() for match in re.finditer(r"\n[ \t\r]*\n", text)]
        self.dates = tuple(d for d in dates if not self.heads_report(d))
        self.starts = [d.span[0] for d in self.dates]
        sentences = sorted(claim.sentence for claim in claims if claim.speaker)
        self.said_from = [start for start, _ in sentences]
        self.said_until = list(itertools.accumulate((end for _, end in sentences), max))
        self.outer = frozenset(d.span for d in self.dates if MASK not in self.voice[slice(*d.span)])
        self.events = self.dated_events()

    # ------------------------------------------------------------ the saying
    def said(self) -> list[DateMatch | None]:
        out: list[DateMatch | None] = []
        last: dict[str, tuple[int, DateMatch, bool]] = {}
        meeting: tuple[int, DateMatch] | None = None
        at = 0
        for claim in self.claims:
            meeting = self.meeting(at, claim.sentence[0]) or meeting
            at = max(at, claim.sentence[1]) if claim.speaker else at
            here = self.paragraph(claim.sentence[0])
            own = self.own(claim)
            found = own
            if found is None and not self.is_state(claim):
                before = last.get(claim.speaker or "")
                if before is not None and here - before[0] <= CARRY:
                    moved_on = before[0] < here and before[2] and self.is_present(claim)
                    found = None if moved_on else before[1]
                else:
                    found = self.scene(claim)
                if found is None and meeting is not None and here - meeting[0] <= 2 * CARRY:
                    found = meeting[1]
            if own is not None:
                meeting = meeting if meeting and meeting[1].value == own.value else None
            if found is not None and claim.speaker:
                last[claim.speaker] = (here, found, self.is_past(claim))
            out.append(found)
        for i in range(len(out) - 2, -1, -1):
            if out[i] is None and self.is_heading(self.claims[i]):
                near = self.paragraph(self.claims[i + 1].sentence[0]) - self.paragraph(self.claims[i].sentence[0]) <= 1
                out[i] = out[i + 1] if near else None
        return out

    def own(self, claim: Attribution) -> DateMatch | None:
        """The date outside all contents in the claim's sentence that stands nearest to the cue."""
        start, end = claim.sentence
        cue = claim.cue or claim.content[0]
        usable = [d for d in self.between(start, end) if self.dates_saying(d, start, claim)]
        usable = [d for d in usable if not self.apart(d.span, cue) or not self.apart(d.span, claim.content[0])]
        if not usable:
            return self.just_now(claim) or self.counted_on(claim)
        return min(usable, key=lambda d: (d.value is None, self.gap(d.span, cue)))

    def within(self, start: int, end: int) -> Sequence[DateMatch]:
        """The dates that begin between two places."""
        return self.dates[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def between(self, start: int, end: int) -> list[DateMatch]:
        """The dates in the article's own voice between two places."""
        return [d for d in self.within(start, end) if d.span in self.outer and d.span[1] <= end]

    def dates_saying(self, found: DateMatch, sentence: int, claim: Attribution | None) -> bool:
        """Whether the date can be one of saying: a told day or stretch, not in a clause about something else."""
        begin = found.span[0]
        if found.kind not in ("absolute", "relative") or found.bound != "at" or self.text.endswith("than ", 0, begin):
            return False
        if self.published is not None and found.start is not None and found.start > self.published:
            return False
        if (
            claim is not None
            and claim.source is not None
            and is_inside(found.span, claim.source)
            and claim.cue is not None
        ):
            return self.speaks(*claim.source)
        return not is_aside(self.voice[sentence : found.span[0]])

    def speaks(self, start: int, end: int) -> bool:
        return bool(word_set("speech").intersection(WORD.findall(self.text[start:end].lower())))

    def gap(self, one: Span, other: Span) -> int:
        """Characters between two spans that are not content."""
        low, high = min(one[1], other[1]), max(one[0], other[0])
        return max(0, high - low) - self.voice.count(MASK, low, high) if low < high else 0

    def apart(self, one: Span, other: Span) -> bool:
        """Whether a semicolon parts two spans."""
        return ";" in self.voice[min(one[1], other[1]) : max(one[0], other[0])]

    def just_now(self, claim: Attribution) -> DateMatch | None:
        """ "has just told reporters": the day of publication."""
        for match in JUST.finditer(self.text, *claim.sentence):
            if self.voice[match.start()] != MASK and self.published is not None:
                day = self.published
                return DateMatch(match.group(), match.span(), day.isoformat(), "day", "relative", "at", day, day)
        return None

    def counted_on(self, claim: Attribution) -> DateMatch | None:
        """ "The dead of Monday's quake numbered 268 on Wednesday": a count's own day is the day it was given."""
        inside = self.in_content(claim)
        if len(inside) == 2 and self.of_event(inside[0]) and inside[1].granularity == "day" and inside[1].start:
            told = self.published is None or inside[1].start <= self.published
            return inside[1] if told and self.tells_casualties(claim) else None
        return None

    def scene(self, claim: Attribution) -> DateMatch | None:
        """The day that the sentences before the claim's in its paragraph tell of, in the article's own voice."""
        before = claim.sentence[0]
        since = max(last_before(self.breaks, before), last_before(self.ends, before))
        days = [d for d in self.between(since, before) if d.granularity == "day" and not self.of_claim(d)]
        days = [d for d in days if self.dates_saying(d, self.sentence_start(d.span[0]), None)]
        return days[-1] if days else None

    def of_claim(self, found: DateMatch) -> bool:
        """Whether the date stands in the sentence of somebody's claim, whose occasion it tells."""
        after = bisect_right(self.said_from, found.span[0])
        return after > 0 and found.span[0] < self.said_until[after - 1]

    def heads_report(self, found: DateMatch) -> bool:
        """Whether the date is that of a dateline: "PORT LOUIS, May 11 (agency) - "."""
        start, end = found.span
        line = self.text.rfind("\n", 0, start) + 1
        return start - line < LONGEST_DATELINE and bool(
            DATELINE.fullmatch(self.text, line, start) and AFTER_DATELINE.match(self.text, end)
        )

    def meeting(self, start: int, end: int) -> tuple[int, DateMatch] | None:
        """The last dated meeting told in the article's own voice between two places, with its paragraph."""
        for found in reversed(self.between(start, end)):
            head, tail = self.sentence_start(found.span[0]), self.sentence_end(found.span[1])
            if found.granularity != "day" or self.of_claim(found):
                continue
            if at_meeting().search(self.text, head, tail) and self.dates_saying(found, head, None):
                return self.paragraph(found.span[0]), found
        return None

    def is_state(self, claim: Attribution) -> bool:
        return not word_set("states").isdisjoint(self.cue_words(claim))

    def is_past(self, claim: Attribution) -> bool:
        return any(word.endswith("ed") or word in TOLD for word in self.cue_words(claim))

    def is_present(self, claim: Attribution) -> bool:
        """Whether the cue is a present tense: paragraphs after one in the past it tells what is held, not said then."""
        return any(word.endswith("s") and word not in NO_PRESENT for word in self.cue_words(claim)[:1])

    def cue_words(self, claim: Attribution) -> list[str]:
        return WORD.findall(self.text[slice(*claim.cue)].lower()) if claim.cue else []

    def is_heading(self, claim: Attribution) -> bool:
        start = self.text.rfind("\n", 0, claim.content[0][0]) + 1
        end = self.text.find("\n", claim.content[-1][1])
        line = self.text[start : end if end >= 0 else len(self.text)].rstrip()
        return len(line) < 120 and not line.endswith((".", "!", "?", "”", "’", '"', "'", ":"))

    def paragraph(self, at: int) -> int:
        return bisect_left(self.breaks, at)

    def sentence_start(self, at: int) -> int:
        ends = [m.end() for m in SENTENCE_END.finditer(self.text, max(0, at - 1000), at)]
        return ends[-1] if ends else max(0, at - 1000)

    def sentence_end(self, at: int) -> int:
        match = SENTENCE_END.search(self.text, at, at + 1000)
        return match.start() if match else min(len(self.text), at + 1000)

    # ------------------------------------------------------------ the event
    def when(self, claim: Attribution, said: DateMatch | None) -> DateMatch | None:
        """The event's date: stated in the content, else that of the event which the content speaks of."""
        found = self.inside(claim)
        vague = any(d.kind in ("vague", "set") and d.text.lower() != "now" for d in self.in_content(claim))
        return found if found is not None or vague else self.of_told_event(claim)

    def in_content(self, claim: Attribution) -> list[DateMatch]:
        return [d for start, end in claim.content for d in self.within(start, end) if d.span[1] <= end]

    def inside(self, claim: Attribution) -> DateMatch | None:
        found = [d for d in self.in_content(claim) if d.kind in ("absolute", "relative", "duration")]
        if len(found) > 1 and self.of_event(found[0]) and self.tells_casualties(claim):
            return found[0]
        main = [d for d in found if not is_aside(self.text[self.content_start(claim, d) : d.span[0]])]
        ranked = sorted(main or found, key=lambda d: (d.value is None, self.is_possessive(d), d.span))
        return ranked[0] if ranked else None

    def content_start(self, claim: Attribution, found: DateMatch) -> int:
        return next(s for s, e in claim.content if s <= found.span[0] < e)

    def is_possessive(self, found: DateMatch) -> bool:
        return self.text[found.span[1] : found.span[1] + 2] in ("'s", "’s")

    def of_event(self, found: DateMatch) -> bool:
        """Whether the date qualifies an event: "Monday's earthquake"."""
        after = WORD.findall(self.text[found.span[1] + 2 : found.span[1] + 60].lower())[:3]
        return self.is_possessive(found) and any(word in event_of() for word in after)

    def tells_casualties(self, claim: Attribution) -> bool:
        words = self.content_words(claim)
        counted = any(COUNT.search(self.text, *span) for span in claim.content)
        return counted and bool(word_set("casualties").intersection(words)) and "no" not in words

    def content_words(self, claim: Attribution) -> list[str]:
        return WORD.findall(" ".join(self.text[s:e] for s, e in claim.content).lower())

    def of_told_event(self, claim: Attribution) -> DateMatch | None:
        """The date of the last event told before that the content names or whose dead and injured it counts."""
        words = self.content_words(claim)
        named = {
            event_of()[word]
            for i, word in enumerate(words)
            if word in event_of() and not word_set("event_not_before").intersection(words[i + 1 : i + 2])
        }
        casualties = self.tells_casualties(claim)
        if not named and not casualties and not any(set(words) & marks for marks in event_marks()):
            return None
        for at, kind, found in reversed(self.events):
            if at < claim.sentence[0] and (kind in named or casualties or set(words) & event_marks()[kind]):
                return found
        return None

    def dated_events(self) -> list[tuple[int, int, DateMatch]]:
        """Events that the article dates to one day: place, class and date, the nearest date of the sentence to each."""
        out: list[tuple[int, int, DateMatch]] = []
        for match in event_pattern().finditer(self.text):
            start, end = self.sentence_start(match.start()), self.sentence_end(match.end())
            days = [d for d in self.within(start, end) if d.granularity == "day" and d.bound == "at"]
            told = [d for d in days if self.published is None or d.start is None or d.start <= self.published]
            kind = event_of()[match.group().lower()]
            known = any(seen == kind for _, seen, _ in out[-50:])
            if told and (not known or INTRODUCED.search(self.text, max(0, match.start() - 40), match.start())):
                near = min(told, key=lambda d: max(d.span[0] - match.end(), match.start() - d.span[1]))
                out.append((match.start(), kind, near))
        return out
