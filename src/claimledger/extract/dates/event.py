"""On which day the event of a claim happened: told in its content, or of the event that the content speaks of."""

from __future__ import annotations

import itertools
from dataclasses import replace

from claimledger.extract.dates.match import DateMatch
from claimledger.extract.dates.reading import LONGEST_SENTENCE, Attribution, Reading
from claimledger.extract.dates.wording import (
    COUNT,
    FIGURE_ALONE,
    FIGURE_NAMED,
    INTRODUCED,
    PERFECT,
    RELATIVES,
    SINCE,
    VERBS,
    WORD,
    event_marks,
    event_of,
    event_pattern,
    is_aside,
    opens_with,
    word_set,
)

Told = tuple[int, int, DateMatch]
"""An event that the article dates: its place, the number of its class, its date."""


def event_dates(reading: Reading) -> list[DateMatch | None]:
    """The date of each claim's event: stated in its content, of the event that the content speaks of, of what is asked
    before it, or of the claim before whose figure it corrects."""
    events = _told_events(reading)
    out: list[DateMatch | None] = []
    for i, claim in enumerate(reading.claims):
        found = stated_date(reading, claim)
        vague = any(d.kind in ("vague", "set") and d.text.lower() != "now" for d in reading.in_content(claim))
        if found is None and not vague:
            found = _of_told_event(reading, claim, events) or _asked(reading, claim)
            if found is None and i and _corrects(reading, reading.claims[i - 1], claim):
                found = out[i - 1]
        out.append(found)
    return out


def stated_date(reading: Reading, claim: Attribution) -> DateMatch | None:
    """The date that the claim's content gives its event."""
    found = [d for d in reading.in_content(claim) if d.kind in ("absolute", "relative", "duration")]
    if len(found) > 1 and of_event(reading, found[0]) and tells_casualties(reading, claim):
        return found[0]
    end = _first_sentence(reading, claim)
    found = [d for d in found if d.span[0] < end or d.granularity in ("day", "days")]
    before = {d: reading.text[_clause_start(reading, claim, d) : d.span[0]] for d in found}
    main = [d for d in found if not is_aside(before[d])] or [d for d in found if not opens_with(before[d], RELATIVES)]
    ranked = sorted(
        main, key=lambda d: (d.value is None, not _is_moved_to(reading, claim, d), reading.is_possessive(d), d.span)
    )
    return _since(reading, claim, ranked[0]) if ranked else None


def _first_sentence(reading: Reading, claim: Attribution) -> int:
    """Where the first sentence of the content ends; a year or month told after it is of something else."""
    for (start, end), following in itertools.zip_longest(claim.content, claim.content[1:]):
        if (stop := reading.first_stop(start, end)) is not None:
            return stop
        if following and reading.first_stop(end - 1, following[0]) is not None:
            return end
    return claim.content[-1][1]


def _clause_start(reading: Reading, claim: Attribution, found: DateMatch) -> int:
    """Where the clause of a date can begin: in its part of the content, after a date that a verb follows."""
    start = next(s for s, e in claim.content if s <= found.span[0] < e)
    for before in reading.within(start, found.span[0]):
        following = WORD.match(reading.text, before.span[1] + 1)
        if following and following.group() in VERBS:
            start = before.span[1]
    return start


def _is_moved_to(reading: Reading, claim: Attribution, found: DateMatch) -> bool:
    """Whether the date is the new one of what is "postponed to" it."""
    words = WORD.findall(reading.text[_clause_start(reading, claim, found) : found.span[1]].lower())
    moved = next((i for i, word in enumerate(words) if word in word_set("moving")), len(words))
    return not {"to", "until", "till", "for"}.isdisjoint(words[moved:])


def _since(reading: Reading, claim: Attribution, found: DateMatch) -> DateMatch:
    """The time since the date where it dates the clause after "since": "have held out since polls closed on Sunday"."""
    start = next(s for s, e in claim.content if s <= found.span[0] < e)
    if found.bound != "at" or found.value is None or not SINCE.search(reading.text[start : found.span[0]]):
        return found
    if not PERFECT.search(" ".join(reading.text[s:e] for s, e in claim.content)):
        return found
    return replace(found, value=f"{found.value.split('/')[0]}/..", bound="from", end=None)


def of_event(reading: Reading, found: DateMatch) -> bool:
    """Whether the date qualifies an event: "Monday's earthquake"."""
    after = WORD.findall(reading.text[found.span[1] + 2 : found.span[1] + 60].lower())[:3]
    return reading.is_possessive(found) and any(word in event_of() for word in after)


def tells_casualties(reading: Reading, claim: Attribution) -> bool:
    words = reading.content_words(claim)
    if word_set("casualties").isdisjoint(words) or "no" in words:
        return False
    return any(COUNT.search(reading.text, *span) for span in claim.content)


def _told_events(reading: Reading) -> list[Told]:
    """Events that the article dates to one day: place, class and date, the nearest date of the sentence to each."""
    out: list[Told] = []
    floor = 0
    for day in reading.dates:
        if not _is_told_day(reading, day) or day.span[0] < floor:
            continue
        start, floor = reading.sentence(day)
        told = [d for d in reading.within(start, floor) if _is_told_day(reading, d)]
        for match in event_pattern().finditer(reading.text, start, floor):
            kind = event_of()[match.group().lower()]
            known = any(seen == kind for _, seen, _ in out[-50:])
            if not known or INTRODUCED.search(reading.text, max(0, match.start() - 40), match.start()):
                near = min(told, key=lambda d: max(d.span[0] - match.end(), match.start() - d.span[1]))
                out.append((match.start(), kind, near))
    return out


def _asked(reading: Reading, claim: Attribution) -> DateMatch | None:
    """The day of the question that the claim's paragraph answers: "How many came on Sunday? Police counted 300"."""
    end = claim.sentence[0]
    for found in reversed(reading.between(max(reading.before_paragraph(claim), end - LONGEST_SENTENCE), end)):
        if reading.is_asked(found):
            return found if _is_told_day(reading, found) else None
    return None


def _corrects(reading: Reading, before: Attribution, claim: Attribution) -> bool:
    """Whether the claim gives another figure for what the one before it tells: "the number at 40", "of 40 percent"."""
    content = reading.text[slice(*claim.content[0])]
    if reading.paragraph(before.content[0][0]) != reading.paragraph(claim.content[0][0]):
        return False
    if FIGURE_ALONE.match(content) and before.sentence == claim.sentence:
        return True
    return FIGURE_NAMED.match(content) is not None


def _is_told_day(reading: Reading, found: DateMatch) -> bool:
    """Whether the date is one day that had begun when the article appeared."""
    return found.granularity == "day" and found.bound == "at" and reading.is_over(found)


def _of_told_event(reading: Reading, claim: Attribution, events: list[Told]) -> DateMatch | None:
    """The date of the last event told before that the content names or whose dead and injured it counts."""
    words = reading.content_words(claim)
    named = {
        event_of()[word]
        for i, word in enumerate(words)
        if word in event_of() and not word_set("event_not_before").intersection(words[i + 1 : i + 2])
    }
    casualties = tells_casualties(reading, claim)
    if not named and not casualties and not any(set(words) & marks for marks in event_marks()):
        return None
    for at, kind, found in reversed(events):
        if at < claim.sentence[0] and (kind in named or casualties or set(words) & event_marks()[kind]):
            return found
    return None
