"""Every mention of an institution in an article: names, descriptions and acronyms, by spelling and word lists."""

from __future__ import annotations

from collections.abc import Iterator

from claimledger.extract.described import Mention, described
from claimledger.extract.phrases import (
    QUOTES,
    View,
    is_acronym,
    is_country,
    left_edge,
    role_ending,
    runs,
    title_end,
)
from claimledger.extract.ratings import ratings
from claimledger.extract.wordlists import words

_INSIDE = frozenset(["of", "and", "for", "the", "&", "-", "de", "del", "la", "du", "des"])


def mentions(v: View) -> Iterator[Mention]:
    heads = words("institutions", "heads") | words("institutions", "media")
    seats = words("metonyms", "seats")
    taken: set[int] = set()
    n = len(v.low)
    lower = {t.lower_ for t in v.doc if t.is_title}
    people = {v.doc[e.end - 1].text for e in v.doc.ents if e.label_ == "PERSON"}
    rated = ratings(v)
    for mention in _bracketed(v, heads):
        taken.update(range(*mention.span))
        yield mention
    for i in range(n):
        word = v.low[i]
        if (
            i in taken
            or v.headline[i]
            or (word not in heads and f"{word} {v.low[i + 1] if i + 1 < n else ''}" not in seats)
        ):
            continue
        found = _seat(v, i) if word not in heads else described(v, i, heads)
        if found:
            taken.update(range(*found.span))
            yield found
    for mention in _after_noun(v, taken):
        taken.update(range(*mention.span))
        yield mention
    for start, end in runs(v):
        for i in range(start, end):
            if (
                i not in taken
                and is_acronym(v.doc[i].text)
                and v.low[i] not in words("roles", "people")
                and not _spelt(v, i, end, lower)
                and not _serial(v, i)
            ):
                yield Mention((i, i + 1), v.doc[i].text, "", True, False, v.doc[i].text)
                taken.add(i)
        if taken.isdisjoint(range(start, end)) and " ".join(v.low[start:end]) in seats:
            yield Mention((start, end), v.text(start, end), "", True, False)
            taken.update(range(start, end))
    for name, places in rated.places.items():
        for start, end in places if rated.scores[name] > 0 else ():
            if taken.isdisjoint(range(start, end)):
                yield Mention((start, end), name, "", True, False)
                taken.update(range(start, end))
    for entity in v.doc.ents:
        if entity.label_ != "ORG" or not taken.isdisjoint(range(entity.start, entity.end)):
            continue
        start, end = entity.start, entity.end
        while start < end and not v.cap[start]:
            start += 1
        while start > 0 and v.cap[start - 1] and start - 1 not in taken and v.doc[start - 1].ent_type_ != "PERSON":
            start -= 1
        end = next((k for k in range(start, end) if not (v.cap[k] or v.low[k] in _INSIDE)), end)
        while end > start and (not v.cap[end - 1] or role_ending(v, end, start)):
            end -= 1
        surname = end - start == 1 and (v.doc[start].text in people or _serial(v, start))
        # A plural that opens a sentence has its capital from there: "Dockworkers voted".
        crowd = end - start == 1 and v.doc[start].tag_ == "NNS" and v.doc[start].is_sent_start is True
        crowd = crowd or (end - start == 1 and v.low[start] in words("roles", "people"))
        if (
            start < end
            and not (surname or crowd or rated.rejected(v.text(start, end)))
            and not is_country(v, start, end)
        ):
            yield Mention((start, end), v.text(start, end), "", True, False)
            taken.update(range(start, end))
    yield from _quoted(v, taken)
    yield from _operators(v, taken)


def _after_noun(v: View, taken: set[int]) -> Iterator[Mention]:
    """The name right after a noun that says what it is: "the supermarket chain NAME"."""
    calendar, before = words("pronouns", "calendar"), words("institutions", "before")
    for i in range(len(v.low) - 1):
        if v.low[i] not in before or v.cap[i] or not v.cap[i + 1] or i + 1 in taken:
            continue
        end = i + 1
        while end < len(v.low) and v.cap[end] and v.low[end] not in calendar and end not in taken:
            end += 1
        if end > i + 1 and not any(role_ending(v, k, i + 1) for k in range(i + 2, end + 1)):
            end = _complemented(v, end)
            yield Mention((i + 1, end), v.text(i + 1, end), v.low[i], True, False)


def _complemented(v: View, end: int) -> int:
    """Where a name ends with what "of" adds to it: "the group Families of 418"."""
    stop = end + 1
    while stop < len(v.low) and v.low[end] == "of" and (v.cap[stop] or v.low[stop].isdigit()):
        stop += 1
    return stop if stop > end + 1 else end


def _bracketed(v: View, heads: frozenset[str]) -> Iterator[Mention]:
    """A full name before its acronym in brackets, begun where the initials begin: "Doctors Without Borders (DWB)"."""
    for i in range(2, len(v.low) - 2):
        acronym = v.doc[i + 1].text
        if v.low[i] != "(" or v.low[i + 2] != ")" or not is_acronym(acronym):
            continue
        for start in range(i - 1, max(-1, i - 14), -1):
            if not v.cap[start]:
                if v.low[start] not in _INSIDE:
                    break
                continue
            letters = "".join(v.doc[k].text[0] for k in range(start, i) if v.cap[k])
            if letters == acronym.replace(".", "") and v.low[start - 1] != "-":
                head = next((v.low[k] for k in range(start, i) if v.low[k] in heads), "")
                yield Mention((start, i + 3), v.text(start, i + 3), head, True, False, acronym)
                break


def _spelt(v: View, i: int, end: int, lower: set[str]) -> bool:
    """Whether a word in capitals is no acronym: a name elsewhere in small letters, or initials before a surname."""
    initials = "." in v.doc[i].text and i + 1 < end and not is_acronym(v.doc[i + 1].text)
    return v.low[i] in lower or initials


def _serial(v: View, i: int) -> bool:
    """Whether letters before a number only number something: "flight AB 123"."""
    return is_acronym(v.doc[i].text) and len(v.low[i]) < 4 and i + 1 < len(v.low) and v.low[i + 1].isdigit()


def _seat(v: View, i: int) -> Mention | None:
    if not (v.cap[i] and v.cap[i + 1]):
        return None
    return Mention((i, i + 2), v.text(i, i + 2), "", True, False)


def _quoted(v: View, taken: set[int]) -> Iterator[Mention]:
    """A name in quotation marks after a noun for an outlet: the Telegram channel “Name”."""
    media = words("institutions", "media")
    for i in range(len(v.low) - 3):
        mark = v.doc[i + 1].text
        if v.low[i] not in media or mark not in QUOTES or not v.cap[i + 2]:
            continue
        close = next((k for k in range(i + 3, min(i + 9, len(v.low))) if v.doc[k].text in QUOTES[mark]), None)
        if close is not None and taken.isdisjoint(range(i + 2, close)):
            taken.update(range(i + 2, close))
            yield Mention((i + 2, close), v.text(i + 2, close), v.low[i], True, False)


def _post(v: View, head: int) -> bool:
    """Whether the institution only complements a role: "the spokesman of the ministry, NAME"."""
    start = left_edge(v, head)
    return (
        start > 1
        and v.low[start - 1] in ("of", "for", "at")
        and role_ending(v, start - 1, max(0, start - 6)) is not None
    )


def _operators(v: View, taken: set[int]) -> Iterator[Mention]:
    """A bare name explained by a noun for an institution: "Name, the company that …", "the operator, Name,"."""
    heads = words("institutions", "heads") | words("institutions", "media")
    for start, end in list(runs(v)):
        person = all(v.doc[k].ent_type_ == "PERSON" for k in range(start, end))
        person = person and not (start and v.low[start - 1] in words("institutions", "media"))
        if person or not taken.isdisjoint(range(start, end)) or is_country(v, start, end):
            continue
        n = len(v.low)
        after = next((k for k in range(end + 1, min(end + 8, n)) if v.stop[k] and v.low[k] not in ("a", "an")), n)
        explained = (
            end < n
            and v.low[end] == ","
            and end + 2 < n
            and (v.low[end + 1] in ("the", "a", "an") or v.cap[end + 1])
            and after > end + 2
            and v.low[after - 1] in heads
            and (
                after >= n
                or not any(map(str.isalnum, v.low[after]))
                or v.low[after] in ("which", "that", "who", "in", "of")
            )
        )
        before = start >= 2 and v.low[start - 1] == "," and v.low[start - 2] in heads and not _post(v, start - 2)
        direct = start >= 1 and v.low[start - 1] in heads - words("institutions", "holders") and not v.cap[start - 1]
        direct = direct and not _post(v, start - 1)
        closes = end >= n or v.low[end] in (",", ".", ";", ")", "—", "–") or v.stop[end]
        if explained or (before and closes) or direct:
            if any(role_ending(v, k, start) for k in range(start + 1, end + 1)) or title_end(v, start, end) > start:
                continue
            if direct and not (explained or before):
                end = _complemented(v, end)
            taken.update(range(start, end))
            head = v.low[after - 1] if explained else v.low[start - 2] if before else v.low[start - 1]
            yield Mention((start, end), v.text(start, end), head, True, False)
