"""Body text → paragraphs, those that are no part of the article marked as boilerplate."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from importlib import resources
from itertools import pairwise

import yaml

from claimledger.records import Paragraph, Span

LONGEST_WRAPPED_LINE = 100
LONGEST_BOILERPLATE = 600
LONGEST_HEADLINE = 180
MOST_HEADLINES = 8
AROUND = 300

_LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")
_WORD = re.compile(r"\S+")
_SENTENCE_END = re.compile(r"""[.!?…:;,][)\]"'”’»]*$|[.!?,]["'”’»][^"“”]{0,40}$""")


def split_paragraphs(text: str, start: int = 0) -> tuple[Paragraph, ...]:
    """The paragraphs of ``text[start:]`` in order, without the white space around them; spans index ``text``.

    A line is a paragraph, except where the text is hard-wrapped: there lines run on until a blank or a short line.
    """
    lines = list(_lines(text, start))
    spans = _unwrap(text, lines) if _is_wrapped(text, lines) else [(begin, end) for begin, end, _ in lines]
    return tuple(_mark(text, spans))


def around(text: str, first: int, last: int) -> Span:
    """The line that holds ``text[first:last]``, cut between words some hundred characters before and after it."""
    start = text.rfind("\n", 0, first) + 1
    if start < first - AROUND:
        start = text.find(" ", first - AROUND, first) + 1 or first
    end = text.find("\n", last)
    end = len(text) if end < 0 else end
    if end > last + AROUND:
        end = max(text.rfind(" ", last, last + AROUND), last)
    return start, end


def _lines(text: str, start: int) -> Iterator[tuple[int, int, bool]]:
    """(start, end, first of its block) of each line that is not blank, trimmed."""
    last = start
    for match in _LINE.finditer(text, start):
        line = match.group()
        body = line.strip()
        if not body:
            continue
        begin = match.start() + len(line) - len(line.lstrip())
        gap = text[last : match.start()].replace("\r\n", "\n")
        yield begin, begin + len(body), last == start or sum(char not in " \t" for char in gap) > 1
        last = match.end()


def _is_wrapped(text: str, lines: list[tuple[int, int, bool]]) -> bool:
    """Whether most line breaks inside blocks stand where the next word would not have fitted, many in mid-sentence."""
    width = max((end - begin for begin, end, _ in lines), default=0)
    if not 30 <= width <= LONGEST_WRAPPED_LINE:
        return False
    breaks = forced = running = 0
    for (begin, end, _), (following, stop, first) in pairwise(lines):
        if not first:
            breaks += 1
            forced += _with_next_word(text, end - begin, following, stop) > 0.92 * width
            running += text[following].islower()
    return breaks >= 2 and forced >= 0.6 * breaks and running >= 0.4 * breaks


def _with_next_word(text: str, length: int, start: int, end: int) -> int:
    """How long a line would be with the first word of the next, which is ``text[start:end]``."""
    word = _WORD.match(text, start, end)
    return length + 1 + (len(word.group()) if word else 0)


def _unwrap(text: str, lines: list[tuple[int, int, bool]]) -> list[Span]:
    width = max(end - begin for begin, end, _ in lines)
    spans: list[Span] = []
    ended = True
    for index, (begin, end, first) in enumerate(lines):
        if spans and not first and not ended:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((begin, end))
        following = lines[index + 1] if index + 1 < len(lines) else None
        ended = following is None or _with_next_word(text, end - begin, *following[:2]) < 0.7 * width
    return spans


def _mark(text: str, spans: Iterable[Span]) -> Iterator[Paragraph]:
    """Paragraphs; a list of other articles' headlines lasts until the first paragraph that reads as a sentence."""
    related, line = patterns()
    headlines = 0
    for begin, end in spans:
        paragraph = Paragraph((begin, end))
        if end - begin > LONGEST_BOILERPLATE:
            headlines = 0
            yield paragraph
            continue
        words = " ".join(text[begin:end].split()).lstrip("#*>•·►▶- ").rstrip("*_ ")
        if related.fullmatch(words):
            headlines = MOST_HEADLINES
        elif not words or line.fullmatch(words):
            pass
        elif headlines and _is_headline(words):
            headlines -= 1
        else:
            headlines = 0
            yield paragraph
            continue
        yield replace(paragraph, boilerplate=True)


def _is_headline(words: str) -> bool:
    if len(words) > LONGEST_HEADLINE:
        return False
    if not _SENTENCE_END.search(words):
        return True
    long = [word for word in re.findall(r"[^\W\d_][\w’'-]*", words) if len(word) > 3]
    return words[-1] not in ".,;:" and sum(word[0].isupper() for word in long) > 0.7 * len(long)


@cache
def patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """(opens a list of headlines, is boilerplate by itself), each to be matched against a whole paragraph."""
    source = resources.files("claimledger").joinpath("data/boilerplate.yaml").read_text(encoding="utf-8")
    data = yaml.load(source, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    if set(data) != {"related", "line"}:
        raise ValueError(f"data/boilerplate.yaml: keys are related and line, not {sorted(data)}")
    related, line = (re.compile("|".join(f"(?:{one})" for one in data[key]), re.I) for key in ("related", "line"))
    return related, line
