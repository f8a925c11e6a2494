"""Noun phrases from the words themselves: names, roles, and how far a phrase runs.

Works from spelling, word lists and punctuation alone; tags and entities, where the Doc has them, sharpen the edges.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from claimledger.extract.attribution import TokenRange
from claimledger.extract.tokens import Doc, text_of
from claimledger.extract.wordlists import roles, titles, words
from claimledger.quotation import quotations
from claimledger.vocabulary import countries

POSSESSIVE = frozenset(["'s", "'"])
CLOSERS = frozenset(["’", "”", '"', "'", "»", ")"])
QUOTES = {"“": "”", "‘": "’", '"': '"', "«": "»", "'": "'", "„": "“"}
_PREPOSITIONS = frozenset(["of", "for", "at", "in", "to", "from", "with", "on"])
_FINITE = frozenset(["VBD", "VBZ", "VBP", "VB", "MD", "WDT", "WP", "WRB", "PRP", "EX", "IN", "TO", "CC"])
_CLOCK = re.compile(r"\d{1,2}[.:]\d\d(am|pm)?")
_TIMES = frozenset(["day", "week", "month", "year", "morning", "evening", "night", "afternoon", "weekend"])


@dataclass(frozen=True, slots=True)
class View:
    """The words of a Doc as this package reads them: lower case with straight apostrophes, capitals, phrase ends."""

    doc: Doc
    low: tuple[str, ...]
    cap: tuple[bool, ...]
    stop: tuple[bool, ...]
    headline: tuple[bool, ...]  # words of a paragraph that capitalises (nearly) every word
    quoted: tuple[bool, ...]  # words inside quotation marks

    def text(self, start: int, end: int) -> str:
        """The words of a range, white space collapsed."""
        return " ".join(text_of(self.doc, start, end).split())

    def plain(self, start: int, end: int) -> tuple[str, ...]:
        """The lower-case words of a range without hyphens."""
        found = self.low[start:end]
        return tuple(w for w in found if w != "-") if "-" in found else found


def view(doc: Doc) -> View:
    """The words of the Doc, ready for the functions here."""
    low = tuple(t.lower_.replace("’", "'").replace("‘", "'") for t in doc)
    stops, speech = words("pronouns", "stops"), words("pronouns", "speech")
    calendar = words("pronouns", "calendar")
    headline, dateline = _marked(doc, low)
    silent = _silent(doc, low)
    tagged = doc.has_annotation("TAG")
    cap, stop = [], []
    for i, token in enumerate(doc):
        word = low[i]
        upper = token.text[:1].isupper() and word.rstrip(".") not in calendar
        first = i == 0 or not (doc[i - 1].is_alpha or low[i - 1] in ("'s", ",", "-", "("))
        first = first and not (low[i - 1] == "'" and i > 1 and doc[i - 2].is_alpha)
        if (
            (upper and first and (word in stops or word in words("pronouns", "determiners")))
            or dateline[i]
            or silent[i]
            or (upper and (word in ("the", "a", "an") or (headline[i] and word in stops | speech)))
        ):
            upper = False
        cap.append(upper)
        ends = token.is_space or (not any(c.isalnum() for c in word) and word not in POSSESSIVE and word != "-")
        ends = ends or word.rstrip(".") in calendar or (word in stops and not upper) or dateline[i] or silent[i]
        if not ends and not upper:
            ends = token.tag_ in _FINITE if tagged and token.tag_ else word in speech
            ends = ends or (word in speech and word.endswith(("ed", "id", "ld", "ys", "ies")))
        stop.append(ends)
    return View(doc, low, tuple(cap), tuple(stop), tuple(headline), _quoted(doc))


def own_names(v: View) -> frozenset[str]:
    """What the datelines say that the outlet is called: "SEOUL, Oct 18 (NAME) -"."""
    return frozenset(m[1] for m in re.finditer(r"(?m)^[^\n()]{2,60}\(([^\n()]{2,40})\)[.,]?\s*[-–—]", v.doc.text))


def _silent(doc: Doc, low: tuple[str, ...]) -> list[bool]:
    """Whether each word is no part of a sentence: of boilerplate, a clock time, a heading or label all in capitals."""
    silent = [_CLOCK.fullmatch(word) is not None for word in low]
    for span in doc.spans.get("paragraphs", ()):
        if span.label_ == "BOILERPLATE":
            silent[span.start : span.end] = [True] * len(span)
    breaks = [-1, *(t.i for t in doc if "\n" in t.text), len(doc)]
    for before, after in pairwise(breaks):
        body = [i for i in range(before + 1, after) if doc[i].is_alpha]
        label = next((i for i in range(before + 1, min(after, before + 6)) if low[i] == ":"), after)
        opening = [i for i in body if i < label]
        if len(opening) > 1 and all(doc[i].is_upper for i in opening):
            silent[opening[0] : label] = [True] * (label - opening[0])
    return silent


def _quoted(doc: Doc) -> tuple[bool, ...]:
    text = doc.text
    inside = bytearray(len(text) + 1)
    for quotation in quotations(text, [m.span() for m in re.finditer(r"[^\n]+", text)]):
        start, end = quotation.inner
        if text.count(" ", start, end) >= 3:  # a name or a word set off is no speech
            inside[start:end] = b"\x01" * (end - start)
    return tuple(bool(inside[t.idx]) for t in doc)


def _marked(doc: Doc, low: tuple[str, ...]) -> tuple[list[bool], list[bool]]:
    """Whether each word stands in a headline in title case, and whether in a dateline ("SEOUL, Oct 18 (X) -")."""
    headline, dateline = [False] * len(doc), [False] * len(doc)
    stops, calendar, speech = (words("pronouns", key) for key in ("stops", "calendar", "speech"))
    breaks = [-1, *(t.i for t in doc if "\n" in t.text), len(doc)]
    for before, after in pairwise(breaks):
        body = range(before + 1, after)
        plain = [i for i in body if doc[i].is_alpha and (low[i] not in stops or low[i] in speech)]
        if len(plain) >= 4 and sum(doc[i].text[0].islower() for i in plain) <= len(plain) // 8:
            for i in body:
                headline[i] = True
        for i in body[1:16]:
            if low[i] in ("-", "–", "—", "--") and doc[i - 1].whitespace_:
                opening = [k for k in body if k < i and doc[k].is_alpha and low[k].rstrip(".") not in calendar]
                dated = low[i - 1] == ")" or any(low[k].rstrip(".") in calendar for k in body if k < i)
                if opening and (dated or all(doc[k].is_upper for k in opening)) and doc[opening[0]].is_upper:
                    for k in body:
                        dateline[k] = dateline[k] or k <= i
                break
    return headline, dateline


def attached(v: View, i: int) -> bool:
    """Whether token i stands against the one before it, with no space between."""
    return i > 0 and not v.doc[i - 1].whitespace_


def left_edge(v: View, i: int) -> int:
    """Where the noun phrase whose last word is token i begins, possessors included."""
    determiners = words("pronouns", "determiners")
    j = i
    while j > 0:
        p = j - 1
        word = v.low[p]
        if word in POSSESSIVE:
            if not attached(v, p) or v.stop[p - 1]:
                break
            j = p
        elif word == "-":
            if not attached(v, p):
                break
            j = p
        elif word in determiners and not v.cap[p]:
            return p
        elif v.stop[p] or (v.doc[p].tag_ == "RB" and not word.endswith("ly")):
            break
        else:
            j = p
    while j < i and (v.low[j] in POSSESSIVE or v.low[j] == "-" or (v.low[j].endswith("ing") and _verbal(v, j))):
        j += 1
    return j


def _verbal(v: View, i: int) -> bool:
    """Whether a word in -ing opens no noun phrase: "contradicting the police", not "acting governor"."""
    return not v.cap[i] and v.low[i] not in (
        "acting",
        "outgoing",
        "incoming",
        "ruling",
        "leading",
        "governing",
        "sitting",
    )


def right_edge(v: View, end: int) -> int:
    """Where the noun phrase ends whose head ends at ``end``, with an acronym in brackets and prepositional phrases."""
    papers = words("institutions", "papers")
    n = len(v.low)
    j = end
    while j < n:
        word = v.low[j]
        if word == "(":
            if j + 2 < n and v.low[j + 2] == ")" and v.doc[j + 1].text.isupper():
                j += 3
                continue
            break
        if (
            word == "and"
            and j + 1 < n
            and v.cap[j - 1]
            and v.cap[j + 1]
            and j - 1 > 0
            and v.low[j - 2] in ("of", "for", "and", ",")
        ):
            j = _phrase_end(v, j + 1)
            continue
        if word not in _PREPOSITIONS or j + 1 >= n:
            break
        first = j + 1
        if v.low[first] in words("pronouns", "determiners"):
            first += 1
        if first >= n or v.stop[first] or v.low[first] in papers or v.low[first] in _TIMES:
            break
        if word == "to" and not v.cap[first]:
            break
        if word in ("in", "on") and (v.low[first] in _TIMES or v.doc[first].like_num):
            break
        stop = _phrase_end(v, first)
        if v.low[stop - 1] in papers or v.low[stop - 1] in _TIMES:
            break
        j = stop
    return j


def _phrase_end(v: View, i: int) -> int:
    while i < len(v.low) and not v.stop[i] and v.low[i] not in ("(", ")"):
        if v.low[i] == "-" and not attached(v, i):
            break
        if v.low[i] == "'" and not attached(v, i):
            break
        i += 1
    return i


def runs(v: View) -> Iterator[TokenRange]:
    """Maximal runs of capitalised words, hyphens and particles ("de", "bin") inside, without possessive endings."""
    particles = words("pronouns", "particles")
    n, i = len(v.low), 0
    while i < n:
        if not v.cap[i]:
            i += 1
            continue
        j = i + 1
        while j < n:
            if v.cap[j] and not (v.low[j - 1] == "-" and not attached(v, j)):
                j += 1
            elif v.low[j] == "-" and attached(v, j) and j + 1 < n and attached(v, j + 1) and v.doc[j + 1].is_alpha:
                j += 2
            elif v.low[j] in particles:
                k = j
                while k < n and v.low[k] in particles and not v.cap[k]:
                    k += 1
                if k >= n or not v.cap[k] or k - j > 2:
                    break
                j = k + 1
            else:
                break
        yield i, j
        i = j


def role_ending(v: View, end: int, low: int = 0) -> tuple[int, str] | None:
    """(start, class) of the longest role phrase whose last word ends at ``end``, not before ``low``."""
    table = roles()
    best = None
    for start in range(end - 1, max(low, end - 7) - 1, -1):
        phrase = v.plain(start, end)
        if len(phrase) > 4:
            break
        if phrase and v.low[start] != "-" and phrase in table:
            best = (start, table[phrase])
    return best


def title_end(v: View, start: int, end: int) -> int:
    """Where the titles and ranks end that open the range."""
    known = titles()
    while True:
        for stop in range(min(end, start + 4), start, -1):
            if tuple(w.rstrip(".") for w in v.plain(start, stop)) in known:
                start = stop + (stop < end and v.low[stop] == "." and v.doc[stop].text == ".")
                break
        else:
            return start


def is_country(v: View, start: int, end: int) -> bool:
    """Whether the words name a country, its people, or its seat of government."""
    phrase = " ".join(v.plain(start, end))
    return phrase in countries(capitals=True)


def is_acronym(text: str) -> bool:
    """Whether a word is spelt like an acronym: "NIS", "UNICEF", "NGOs"; not a country's."""
    letters = text.replace(".", "").replace("&", "")
    return (
        2 <= len(letters) <= 9
        and letters.isalpha()
        and letters[:2].isupper()
        and sum(c.isupper() for c in letters) >= len(letters) - 2
        and text.lower() not in countries(capitals=True)
    )


def is_brand(text: str) -> bool:
    """Whether a word is spelt like a company's or fund's name, with a capital inside: not "MacArthur"."""
    inner = next((i for i, c in enumerate(text) if i >= 3 and c.isupper()), None)
    return inner is not None and text[1:inner].islower() and text[:inner] not in ("Mac", "Fitz")
