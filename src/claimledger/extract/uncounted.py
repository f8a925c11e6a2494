"""Where a text's figures count nothing: dates, clock times, ages, names and numbers of things, addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimledger.records import Span
from claimledger.wordbook import derived, word_set

_MONTH = (
    r"(?:Jan(?:uary|\b\.?)|Feb(?:ruary|\b\.?)|Mar(?:ch|\b\.?)|Apr(?:il|\b\.?)|May|June?|July?|Aug(?:ust|\b\.?)"
    r"|Sept?(?:ember|\b\.?)|Oct(?:ober|\b\.?)|Nov(?:ember|\b\.?)|Dec(?:ember|\b\.?))"
)
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d½]|[.,:]\d)"
_PLURAL = r"\s(?:[a-z]{2,20}s|people|men|women|percent|per cent|million|thousand)\b"
_BARE_DAY = rf"{_DAY}(?!{_PLURAL})"
_YEAR = r"(?:,?\s(?:1[5-9]|20)\d\d\b(?!,\d))"
_JOIN = r"\s{0,2}(?:[-–—/,]|\bto\b|\band\b|\bor\b|\buntil\b|\bthrough\b|, and\b)\s{0,2}"
_ZONES = (
    *("GMT", "UTC", "BST", "EST", "EDT", "CET", "CEST", "EET", "PST", "PDT", "MSK", "IST", "JST", "KST", "ET"),
    *("local time", "hrs", "Z"),
)
_ZONE = rf"(?:{'|'.join(_ZONES)})\b"
_CLOCK = r"(?:[01]?\d|2[0-4])"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_APM = ("a.m", "p.m", "am", "pm", "clock")
_STREETS = ("Street", "Road", "Avenue", "Lane", "Square", "Drive", "Boulevard", "Place", "St", "Ave", "Rd", "Blvd")
_ANY = ("",)
# Each with strings one of which a text must have for it to match, so that most are never tried.
_PATTERNS: tuple[tuple[tuple[str, ...], str], ...] = (
    (
        _MONTHS,
        rf"(?<!\bIn )(?<!\bin )\b{_MONTH}\s{{1,2}}(?:the\s)?{_DAY}(?:{_JOIN}(?:{_MONTH}\s)?{_BARE_DAY}){{0,3}}{_YEAR}?",
    ),
    (_MONTHS, rf"\b{_MONTH},?(?:\sof)?\s(?:1[5-9]|20)\d\d\b(?!,\d)"),
    (_MONTHS, rf"(?<![\d.,$€£])\b{_DAY}(?:{_JOIN}{_DAY}){{0,3}}\s(?:of\s)?{_MONTH}(?!\w){_YEAR}?"),
    (("-", "/", "."), r"(?<!\d)\d{1,4}([-/.])\d{1,2}\1\d{1,4}(?!\d)"),
    ((".",), r"(?<![\d.])\d+(?:\.\d+){2,}"),
    (("/",), r"(?<![\d/])\d{1,2}/\d{1,2}(?![\d/])(?!\sof\b)"),
    (("-", "–", "/"), r"\b(?:19|20)\d\d\s?[-–/]\s?(?:(?:19|20)\d\d|\d\d)\b(?![,.]\d)"),
    (
        (":", "."),
        rf"\b{_CLOCK}[.:]\d\d(?:{_JOIN}{_CLOCK}[.:]\d\d)?\s?(?:a\.m\.|p\.m\.|[ap]m\b|{_ZONE}|o['’]clock|hours\b)",
    ),
    ((":",), r"\b\d{1,2}:\d\d(?::\d\d)?\b"),
    (_APM, rf"\b{_CLOCK}(?:{_JOIN}{_CLOCK})?\s?(?:[ap]\.m\.|[ap]m\b|o['’]clock)"),
    (_ZONES, rf"\b(?:[01]\d|2[0-4])[0-5]\d\s?{_ZONE}"),
    (("hours", "hrs"), r"(?i:\b(?:at|by|until|from)\s)(?:[01]\d|2[0-4])[0-5]\d\s(?:hours|hrs)\b"),
    ((".",), rf"^{_CLOCK}\.[0-5]\d(?=\s[\"“‘']?[A-Z]|\s?[-–—:])"),
    (("At",), r"\bAt\s(?:[01]?\d|2[0-4])\.[0-5]\d(?=\s(?!percent|per)|,)"),
    ((".", ")"), r"^\d{1,2}[.)]\s{1,4}(?=[\"“‘']?[A-Z])"),
    (_ANY, r"\+\d[\d ().-]{6,20}\d|\b\d{3}[-. ]\d{3,4}[-. ]\d{4}\b"),
    (("0",), r"\b0\d{2,4}(?: \d{2,4}){1,3}\b"),
    (("[",), r"\[\d{1,3}\]"),
    (
        _STREETS,
        rf"\b\d{{1,5}}[A-Za-z]?\s(?:[A-Z][\w’']{{1,20}}\s){{1,3}}(?:{'|'.join(_STREETS)})\b",
    ),
    (
        ("age", "Age", "AGE"),
        r"(?i:\b(?:aged?|ages))\s(?:(?:between|from|of)\s)?\d{1,3}(?!,\d)"
        rf"(?:(?:, | and | to | or |[-–])\d{{1,3}}\b(?!,\d|{_PLURAL})){{0,4}}",
    ),
    (("At",), r"\bAt\s\d{1,2}(?=, s?he\b)"),
    (("°",), r"\d{1,3}(?:\.\d{1,6})?°\s?(?:\d{1,2}(?:\.\d{1,4})?[′'’]\s?)?(?:\d{1,2}(?:\.\d{1,4})?[″\"”]\s?)?[NSEW]\b"),
    (("'", "’", "′"), r"\b\d['’′]\s?\d{1,2}(?:[\"”″]|\b)"),
    (("#", "§", "№"), r"[#§№]\s?\d+"),
    (("'", "’"), r"['’]\d\ds?\b(?!\d)"),
    ((", ",), r"\b[A-Z][\w’'-]{1,30}, \d{1,2},(?=\s)(?! (?:\d|and \d))"),
    (
        ("is", "was"),
        r"(?:^|[.!?:“\"]\s{0,2})(?:[A-Z][\w’'-]{1,30}\s){1,3}(?:is|was)\s\d{1,2}"
        r"(?=[.,;]|$|\sand\s(?:was|is|has|lives?)\b|\syears old)",
    ),
    (
        ("is", "was", "am", "turn", "Turn", "'s", "’s", "'m", "’m"),
        r"(?i:\b(?:he|she|who|i)\s(?:is|was|am|turned|turns)|['’](?:m|s)|\bturn(?:ed|s|ing)?)\s\d{1,2}"
        r"(?=[.,;!?]|$|\s(?:and|when|at|years|on|in|last|this|next)\b)",
    ),
)
_UNCOUNTED = tuple(
    (re.compile("|".join(map(re.escape, needed))), re.compile(pattern, re.M)) for needed, pattern in _PATTERNS
)
_DIGIT = re.compile(r"\d")
_CHUNK = re.compile(r"\S+")
_ADDRESS = re.compile(r"://|www\.|@|^#\w*[^\W\d]")


def uncounted(text: str) -> list[Span]:
    """The spans, sorted and apart, whose figures are no quantities whatever stands around them."""
    spans: list[Span] = []
    for begin, end in sorted(_found(text)):
        if spans and begin < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((begin, end))
    return spans


def _found(text: str) -> Iterator[Span]:
    if not _DIGIT.search(text):
        return
    for needed, pattern in _UNCOUNTED:
        if needed.search(text):
            for match in pattern.finditer(text):
                yield match.span()
    for match in _references().finditer(text):
        yield match.span()
    if any(sign in text for sign in ("://", "www.", "@", "#")):
        for chunk in _CHUNK.finditer(text):
            if _ADDRESS.search(chunk.group()):
                yield chunk.span()


@derived
def _references() -> re.Pattern[str]:
    """ "article 5", "Resolutions 1701 and 1559", "No. 10"."""
    listed = sorted(word_set("units", "references") - {"number"})
    names = "|".join(map(re.escape, listed))
    openers = "".join(sorted({letter for name in ("number", *listed) for letter in (name[0].lower(), name[0].upper())}))
    return re.compile(
        # What a name begins with comes first, so that the other words are passed over at once.
        rf"\b(?=[{re.escape(openers)}])(?i:(?<!dead )(?<!missing )(?<!injured )(?<!s )number|{names})\.?"
        r"\s\d{1,4}(?:\.\d{1,3})?(?![\d,.]\d|\d)"
        rf"(?:(?:, | and | or |-|–)\d{{1,4}}(?![\d,]\d)\b(?!{_PLURAL})){{0,3}}(?:\s[A-Z]{{2,8}}\s\d{{1,3}}\b)?"
    )
