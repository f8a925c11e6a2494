"""On which day each claim of an article was said: told of the claim itself, or of the occasion that it belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from claimledger.extract.dates.event import of_event, tells_casualties
from claimledger.extract.dates.match import DateMatch
from claimledger.extract.dates.reading import Attribution, Reading
from claimledger.extract.dates.wording import (
    ANTERIOR,
    CLAUSE_END,
    JUST,
    MASK,
    NO_PRESENT,
    NOW,
    OPENING,
    PLUPERFECT,
    TOLD,
    WORD,
    at_meeting,
    encounter,
    is_aside,
    is_inside,
    word_set,
)
from claimledger.records import Span

CARRY = 4
"""Paragraphs after which a speaker's occasion is over."""


@dataclass(frozen=True, slots=True)
class _Occasion:
    """A day on which something was said, and what of it tells whether it goes on in a later claim.

    ``past``: told in the past tense. ``anterior``: before another told time ("had said"). ``open``: whoever speaks
    takes part, as at a meeting; else only those whom the words in ``named`` name.
    """

    day: DateMatch
    paragraph: int
    entry: int
    past: bool = False
    anterior: bool = False
    named: frozenset[str] = frozenset()
    open: bool = False


def saying_dates(reading: Reading) -> list[DateMatch | None]:
    """The date of saying of each claim; None where the text does not state it."""
    out: list[DateMatch | None] = []
    last: dict[str, _Occasion] = {}
    meeting: _Occasion | None = None
    at = 0
    for claim in reading.claims:
        meeting = next(_meetings(reading, at, claim.sentence[0]), meeting)
        at = max(at, claim.sentence[0])
        found = own_date(reading, claim)
        if found is not None:
            meeting = meeting if meeting and meeting.day.value == found.value else None
        elif not _is_state(reading, claim):
            found = _of_occasion(reading, claim, last.get(claim.speaker or ""), meeting)
        if found is not None:
            for name in _names(claim):
                last[name] = _occasion(reading, claim, found)
        out.append(found)
    for i in range(len(out) - 2, -1, -1):
        if out[i] is None and _is_heading(reading, reading.claims[i]):
            out[i] = out[i + 1] if _follows(reading, reading.claims[i], reading.claims[i + 1]) else None
            out[i] = out[i] or _told_below(reading, reading.claims[i], reading.claims[i + 1])
    return out


def own_date(reading: Reading, claim: Attribution) -> DateMatch | None:
    """The date outside all contents in the claim's sentence that stands nearest to the cue."""
    start, end = claim.sentence
    cue = claim.cue or claim.content[0]
    near = {reading.paragraph(span[0]) for span in (cue, *claim.content)}
    usable = [
        d
        for d in reading.between(start, end)
        if reading.paragraph(d.span[0]) in near
        and not reading.is_parted(d.span, cue)
        and _dates_saying(reading, d, start, claim)
    ]
    if _is_present(reading, claim):
        usable = [d for d in usable if reading.is_current(d) or _is_of_document(reading, d, claim)]
    usable = [d for d in usable if not _apart(reading, d.span, cue) or not _apart(reading, d.span, claim.content[0])]
    if not usable:
        return _just_now(reading, *claim.sentence) or _counted_on(reading, claim)
    return min(usable, key=lambda d: (d.value is None, _gap(reading, d.span, cue)))


# ---------------------------------------------------------------- the claim's own sentence
def _dates_saying(reading: Reading, found: DateMatch, sentence: int, claim: Attribution | None) -> bool:
    """Whether the date can be one of saying: a told day or stretch, not in a clause about something else."""
    begin = found.span[0]
    if found.kind not in ("absolute", "relative") or found.bound != "at":
        return False
    if reading.text.endswith("than ", 0, begin) or not reading.is_over(found) or _is_attribute(reading, found):
        return False
    if claim is not None and claim.source is not None and claim.cue is not None and is_inside(found.span, claim.source):
        touches = _touches(found.span, claim.cue)
        return touches or _speaks(reading, *claim.source)
    return not is_aside(reading.voice[sentence : found.span[0]])


def _is_attribute(reading: Reading, found: DateMatch) -> bool:
    """ "the 1911 forge", "the vote of 18 October": the date of a thing, unless the thing is said ("the report of")."""
    start, end = found.span
    if found.granularity in ("year", "years") and found.text[:1].isdigit():
        return reading.text[end : end + 2].strip().isalpha()
    *_, noun, preposition = ["", "", *WORD.findall(reading.text[max(0, start - 40) : start].lower())]
    told = word_set("speech") | word_set("occasions") | word_set("reckonings") | {"", "s"}
    return preposition == "of" and noun not in told


def _touches(one: Span, other: Span) -> bool:
    """Whether no more than a space parts two spans: "said yesterday"."""
    return max(one[0], other[0]) - min(one[1], other[1]) <= 1


def _speaks(reading: Reading, start: int, end: int) -> bool:
    return bool(word_set("speech").intersection(WORD.findall(reading.text[start:end].lower())))


def _gap(reading: Reading, one: Span, other: Span) -> int:
    """Characters between two spans that are not content."""
    low, high = min(one[1], other[1]), max(one[0], other[0])
    return max(0, high - low) - reading.voice.count(MASK, low, high) if low < high else 0


def _is_of_document(reading: Reading, found: DateMatch, claim: Attribution) -> bool:
    """Whether the date is that of something written, which a present tense can cite: "in a note dated", "report of"."""
    if reading.text.endswith(" of ", 0, found.span[0]) or found.text.startswith("of "):
        return True
    start = max((m.end() for m in CLAUSE_END.finditer(reading.voice, claim.sentence[0], found.span[0])), default=0)
    before = claim.cue[1] if claim.cue and claim.cue[1] <= found.span[0] else claim.sentence[0]
    return _tells_speech(reading, max(start, before), found.span[0])


def _apart(reading: Reading, one: Span, other: Span) -> bool:
    """Whether a semicolon parts two spans."""
    return ";" in reading.voice[min(one[1], other[1]) : max(one[0], other[0])]


def _just_now(reading: Reading, start: int, end: int) -> DateMatch | None:
    """ "has just told reporters", "said in the last hour": the day of publication."""
    for match in JUST.finditer(reading.text, start, end):
        if reading.voice[match.start()] != MASK and reading.published is not None:
            day = reading.published
            return DateMatch(match.group(), match.span(), day.isoformat(), "day", "relative", "at", day, day)
    return None


def _counted_on(reading: Reading, claim: Attribution) -> DateMatch | None:
    """ "The dead of Monday's quake numbered 268 on Wednesday": a count's own day is the day it was given."""
    inside = reading.in_content(claim)
    if len(inside) == 2 and of_event(reading, inside[0]) and inside[1].granularity == "day" and inside[1].start:
        return inside[1] if reading.is_over(inside[1]) and tells_casualties(reading, claim) else None
    return None


# ---------------------------------------------------------------- the occasion
def _of_occasion(
    reading: Reading, claim: Attribution, before: _Occasion | None, meeting: _Occasion | None
) -> DateMatch | None:
    """The day of the occasion that the claim goes on with, of its scene or of the meeting at which it was said."""
    here, entry = reading.paragraph(claim.sentence[0]), reading.entry(claim.sentence[0])
    if before is not None and before.entry == entry and here - before.paragraph <= CARRY:
        found = before.day if _goes_on(reading, claim, before, here) else None
    else:
        found = _scene(reading, claim)
    if found is None and meeting is not None and meeting.entry == entry:
        far = here - meeting.paragraph
        told = far <= 2 * CARRY if meeting.open else far <= CARRY and _takes_part(claim, meeting)
        found = meeting.day if told and not _is_anterior(reading, claim) else None
    return found


def _goes_on(reading: Reading, claim: Attribution, before: _Occasion, here: int) -> bool:
    """Whether the claim goes on with its speaker's last occasion, by the tenses and what stands between."""
    if before.anterior != _is_anterior(reading, claim):
        return False
    if before.paragraph != here and _is_standing(reading, claim):
        return False
    if before.past and _is_present(reading, claim):
        return before.paragraph == here and not _is_of_now(reading, claim)
    return True


def _scene(reading: Reading, claim: Attribution) -> DateMatch | None:
    """The day of the act of speech that the sentences before the claim's in its paragraph tell of."""
    begin = claim.sentence[0]
    since, before = (
        reading.before_claim(claim),
        max(begin, reading.sentence_start(claim.cue[0]) if claim.cue else begin),
    )
    if found := _just_now(reading, since, before):
        return found
    for found in reversed(reading.between(since, before)):
        start, end = reading.sentence(found)
        of_other = found.span[0] < begin and reading.of_claim(found)
        if found.granularity != "day" or of_other or is_aside(reading.voice[start : found.span[0]], ()):
            continue
        if _is_anterior_scene(reading, start, end) and not _is_anterior(reading, claim):
            return None
        if not _dates_saying(reading, found, start, None) or reading.is_asked(found) or _is_others(reading, found):
            continue
        named = _takes_part(claim, _Occasion(found, 0, 0, named=_capitalised(reading, start, end)))
        present = _is_present(reading, claim)
        if _tells_speech(reading, start, end):
            return found if named or not present or reading.is_day_of_publication(found) else None
        sets = _is_fronted(reading, found, start) and (_is_past(reading, claim) or reading.is_day_of_publication(found))
        return found if sets else None
    return None


def _is_fronted(reading: Reading, found: DateMatch, start: int) -> bool:
    """Whether the date opens its sentence and so sets the time of what follows."""
    return OPENING.fullmatch(reading.text, start, found.span[0]) is not None


def _is_others(reading: Reading, found: DateMatch) -> bool:
    """ "Yesterday's session": the day of a thing, unless the thing is something said ("tonight's bulletin")."""
    following = WORD.match(reading.text, found.span[1] + 3)
    return reading.is_possessive(found) and not (following and following.group().lower() in word_set("speech"))


def _meetings(reading: Reading, start: int, end: int) -> Iterator[_Occasion]:
    """The dated meetings told in the article's own voice between two places, last first."""
    for found in reversed(reading.between(start, end)):
        head, tail = reading.sentence(found)
        if found.granularity != "day" or not _dates_saying(reading, found, head, None):
            continue
        place = reading.paragraph(found.span[0]), reading.entry(found.span[0])
        if not reading.of_claim(found) and at_meeting().search(reading.text, head, tail):
            yield _Occasion(found, *place, open=True)
        elif _is_nearest(reading, found, head, tail):
            yield _Occasion(found, *place, named=_capitalised(reading, head, tail))


def _is_nearest(reading: Reading, found: DateMatch, start: int, end: int) -> bool:
    """Whether the sentence tells an encounter and no other date stands nearer to it."""
    for match in encounter().finditer(reading.voice, start, end):
        near = min(reading.between(start, end), key=lambda d: _gap(reading, d.span, match.span()))
        return near is found
    return False


def _capitalised(reading: Reading, start: int, end: int) -> frozenset[str]:
    return frozenset(word for word in WORD.findall(reading.voice[start:end]) if word[0].isupper())


def _takes_part(claim: Attribution, meeting: _Occasion) -> bool:
    """Whether the meeting's sentence names the speaker."""
    words = WORD.findall((claim.speaker or "").split("|")[0])
    return bool(words) and words[-1] in meeting.named


def _tells_speech(reading: Reading, start: int, end: int) -> bool:
    words = WORD.findall(reading.voice[start:end].lower())
    return any(not word_set(name).isdisjoint(words) for name in ("speech", "occasions", "encounters"))


def _names(claim: Attribution) -> list[str]:
    """The keys under which the claim's occasion is remembered: of its chain of speakers, of each who relays it."""
    return [claim.speaker, *claim.speaker.split("|")[1:]] if claim.speaker else []


def _occasion(reading: Reading, claim: Attribution, day: DateMatch) -> _Occasion:
    place = reading.paragraph(claim.sentence[0]), reading.entry(claim.sentence[0])
    return _Occasion(day, *place, _is_past(reading, claim), _is_anterior(reading, claim))


# ---------------------------------------------------------------- the cue
def _is_state(reading: Reading, claim: Attribution) -> bool:
    return not word_set("states").isdisjoint(reading.cue_words(claim))


def _is_standing(reading: Reading, claim: Attribution) -> bool:
    """ "according to", "by its count": tells no act of speech."""
    words = reading.cue_words(claim)
    return bool(words) and words[0] in ("according", "by", "in", "for")


def _is_past(reading: Reading, claim: Attribution) -> bool:
    return any(word.endswith("ed") or word in TOLD for word in reading.cue_words(claim))


def _is_present(reading: Reading, claim: Attribution) -> bool:
    """Whether the cue is a present tense: paragraphs after one in the past it tells what is held, not said then."""
    return any(word.endswith("s") and word not in NO_PRESENT for word in reading.cue_words(claim)[:1])


def _is_of_now(reading: Reading, claim: Attribution) -> bool:
    """ "she says now": not what she said before."""
    return claim.cue is not None and NOW.match(reading.text, claim.cue[1]) is not None


def _is_anterior(reading: Reading, claim: Attribution) -> bool:
    """ "had said": before the time that the article tells of."""
    return claim.cue is not None and ANTERIOR.search(reading.text, max(0, claim.cue[0] - 30), claim.cue[1]) is not None


def _is_anterior_scene(reading: Reading, start: int, end: int) -> bool:
    return PLUPERFECT.search(reading.voice, start, end) is not None


def _is_heading(reading: Reading, claim: Attribution) -> bool:
    start = reading.text.rfind("\n", 0, claim.content[0][0]) + 1
    end = reading.text.find("\n", claim.content[-1][1])
    line = reading.text[start : end if end >= 0 else len(reading.text)].rstrip()
    return len(line) < 120 and not line.rstrip("”’\"'»").endswith((".", "!", "?", ":"))


def _told_below(reading: Reading, heading: Attribution, claim: Attribution) -> DateMatch | None:
    """The day of the act of speech that the article tells of between the heading and the claim below it."""
    start, end = heading.sentence[1], claim.sentence[0]
    for found in reading.between(start, end):
        begin, stop = max(start, reading.sentence_start(found.span[0])), reading.sentence_end(found.span[1])
        if (
            reading.entry(start) != reading.entry(found.span[0])
            or reading.paragraph(found.span[0]) > reading.paragraph(start) + 1
        ):
            return None
        if found.granularity == "day" and _dates_saying(reading, found, begin, None) and not _is_others(reading, found):
            return found if _tells_speech(reading, begin, stop) else None
    return None


def _follows(reading: Reading, heading: Attribution, claim: Attribution) -> bool:
    """Whether the claim stands in the text right below the heading and its sentence names the heading's speaker."""
    if reading.entry(heading.content[0][0]) != reading.entry(claim.content[0][0]):
        return False
    if _is_anterior_scene(reading, *claim.sentence):
        return False
    words = WORD.findall((heading.speaker or "").split("|")[0].lower())
    named = heading.speaker == claim.speaker or not words or words[-1] in reading.text[slice(*claim.sentence)].lower()
    if not named:
        return False
    return reading.paragraph(claim.sentence[0]) - reading.paragraph(heading.sentence[0]) <= 1
