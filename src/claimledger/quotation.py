"""Where a text stands inside quotation marks, paragraph by paragraph.

Straight and typographic marks, single and double, guillemets, the ``doubled marks'' of old wires, and quotations that
run over several paragraphs, each of which opens with a mark while only the last one closes. An apostrophe is no mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claimledger.records import Span

_CLOSERS = {"“": "”“", "„": "“”", "«": "»", '"': '"', "‘": "’", "'": "'", "‹": "›"}
_MARK = re.compile(f"[{''.join({*_CLOSERS, *''.join(_CLOSERS.values())})}]")
_SINGLE = "‘'"
_END = ".,!?…;:—–"


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation in one paragraph. ``span`` includes the marks; ``inner`` leaves them out.

    ``continued`` says that it goes on in the next paragraph, ``continues`` that it takes up the one before; ``depth``
    is 1 for a quotation inside another.
    """

    span: Span
    inner: Span
    mark: str
    depth: int = 0
    continued: bool = False
    continues: bool = False


def quotations(text: str, paragraphs: Sequence[Span]) -> list[Quotation]:
    """Every quotation of the text, in the order of their opening marks, outer before inner."""
    if "``" in text:
        # Old wire copy: the inner one of the two characters is the mark, the outer one nothing.
        text = text.replace("``", "\u200b“").replace("''", "”\u200b")
    out: list[Quotation] = []
    pending: str | None = None
    for number, (start, end) in enumerate(paragraphs):
        following = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
        found = list(_paragraph(text, start, end, pending))
        pending = None
        for quotation in found:
            if quotation.continued:
                resumes = following is not None and text[following[0]] == quotation.mark
                if quotation.depth == 0 and resumes:
                    pending = quotation.mark
                elif quotation.mark in _SINGLE or quotation.span[1] - quotation.span[0] > 600:
                    continue
                else:
                    quotation = Quotation(quotation.span, quotation.inner, quotation.mark, quotation.depth)
            out.append(quotation)
    out.sort(key=lambda q: (q.span[0], -q.span[1]))
    return out


def _paragraph(text: str, start: int, end: int, pending: str | None) -> Iterator[Quotation]:
    stack: list[tuple[int, str, bool]] = []
    at = start
    while found := _MARK.search(text, at, end):
        at, char = found.start(), found[0]
        if stack and char in _CLOSERS[stack[-1][1]] and _closes(text, at, start, end, stack[-1][1]):
            opened, mark, continues = stack.pop()
            yield Quotation((opened, at + 1), (opened + 1, at), mark, len(stack), continues=continues)
        elif char in _CLOSERS and len(stack) < 2 and _opens(text, at, start, end, char, stack):
            stack.append((at, char, at == start and pending == char))
        elif len(stack) == 2 and char in _CLOSERS[stack[0][1]] and char not in _SINGLE:
            # The inner mark was never closed: it was none.
            stack.pop()
            continue
        at += 1
    for depth, (opened, mark, continues) in enumerate(stack):
        yield Quotation((opened, end), (opened + 1, end), mark, depth, continued=True, continues=continues)


def _opens(text: str, at: int, start: int, end: int, char: str, stack: list[tuple[int, str, bool]]) -> bool:
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    if after.isspace():
        return False
    if stack and stack[-1][1] == char:
        return False
    if char in "“„«‹":
        return True
    if before.isalnum() or before in ".,%)":
        return False
    if char in _SINGLE:
        # A leading apostrophe ('90s, 'tis) opens nothing: a closing mark must follow in the paragraph.
        return not after.isdigit() and _closing(text, at, end, "’'" if char == "'" else "’") is not None
    return True


def _closes(text: str, at: int, start: int, end: int, mark: str) -> bool:
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    if mark not in _SINGLE:
        return not (mark == '"' and before.isspace() and not after.isspace())
    if before.isspace() or after.isalnum():
        return False
    possessive = before == "s" and after == " " and at + 2 < end and text[at + 2].islower()
    return not (possessive and _closing(text, at + 1, end, text[at]) is not None)


def _closing(text: str, at: int, end: int, marks: str) -> int | None:
    """The next place after ``at`` where one of ``marks`` could close, before another single quotation opens."""
    for i in range(at + 1, min(end, at + 1500)):
        if text[i] == "‘":
            return None
        last = i + 1 >= end
        if text[i] not in marks or text[i - 1].isspace() or not (last or not text[i + 1].isalnum()):
            continue
        if text[i - 1] in _END or text[i] == "’" or last or not text[i + 1].islower():
            return i
    return None
