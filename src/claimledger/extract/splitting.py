"""Which coordinated clauses, list members and sentences of a content state facts of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from claimledger.extract.attribution import TokenRange
from claimledger.extract.lexicon import cue_words
from claimledger.extract.quotes import Layout
from claimledger.extract.tokens import FINITE, Doc, Token

_DURATIONS = ("second", "minute", "hour", "day", "week", "month", "year")
_COORDINATORS = frozenset({"and", "but", "while", "or"})
_LINKS = frozenset({"conj", "parataxis"})
_CLAUSES = frozenset({"VERB", "AUX", "ADJ"})
_MEASURING = frozenset({"of", "at", "to", "was", "is", "were", "are", "about", "around"})
_ORDINAL = ("first", "second", "third", "th", "1st", "2nd", "3rd")
_DIGIT = re.compile(r"\d")


def sentences(lay: Layout, stretch: TokenRange) -> Iterator[TokenRange]:
    """The stretch cut at the borders of sentences and quotations' paragraphs."""
    start, end = stretch
    for i in range(start + 1, end):
        if lay.sentence[i] != lay.sentence[i - 1] and lay.sentence[i] >= 0:
            yield start, i
            start = i
    if start < end:
        yield start, end


def facts(doc: Doc, lay: Layout, stretches: Sequence[TokenRange]) -> list[list[TokenRange]]:
    """The stretches of a content grouped into facts: each inner list is one proposition.

    Sentences of a direct quotation stay together unless at least two of them hold figures. Reported clauses part at
    "and that", and wherever both sides of a coordination hold a figure.
    """
    groups: list[list[TokenRange]] = []
    for part in (p for s in stretches for p in _coordinated(doc, lay, s)):
        groups.append([part])
    return _united(doc, lay, groups)


def _united(doc: Doc, lay: Layout, groups: list[list[TokenRange]]) -> list[list[TokenRange]]:
    """Groups that state no fact of their own join the one before."""
    figured = sum(_figure(doc, g[0]) for g in groups)
    out: list[list[TokenRange]] = []
    for (part,) in groups:
        direct = _direct(doc, lay, part)
        if not out:
            out.append([part])
            continue
        previous = out[-1][-1]
        if direct and _direct(doc, lay, previous):
            apart = figured >= 2 and _figure(doc, part) and any(_figure(doc, p) for p in (previous, part))
        elif previous[1] == part[0]:
            # Cut on purpose: at a sentence border or a coordination.
            apart = True
        else:
            apart = (
                _figure(doc, part)
                and any(_figure(doc, p) for p in out[-1])
                and _verb(doc, part)
                and _verb(doc, previous)
            ) or (lay.sentence[part[0]] != lay.sentence[previous[1] - 1] and _verb(doc, part) and _verb(doc, previous))
            apart = apart or (not direct and _resumed(doc, previous, part))
        if apart:
            out.append([part])
        else:
            out[-1].append(part)
    return out


def _resumed(doc: Doc, before: TokenRange, part: TokenRange) -> bool:
    """Whether a second clause follows the reporting one: "P, she says, and Q", "P, says the judge: Q"."""
    joint = doc[part[0]].lower_ in {"and", "but", ";", ":"} or doc[part[0] - 1].text in {";", ":"}
    return joint and _independent(doc, before) and _independent(doc, part)


def _independent(doc: Doc, part: TokenRange) -> bool:
    """Whether the words are a clause of their own: a finite verb with its subject, which no relative pronoun is."""
    start, end = part
    return any(
        t.dep_ in {"nsubj", "nsubj:pass", "expl"}
        and t.tag_ not in {"WP", "WDT"}
        and start <= t.head.i < end
        and _finite(t.head)
        for t in doc[start:end]
    )


def _coordinated(doc: Doc, lay: Layout, stretch: TokenRange) -> Iterator[TokenRange]:
    if _direct(doc, lay, stretch):
        yield stretch
        return
    start, end = stretch
    at = start
    for i in range(start + 1, end - 1):
        if i > at and _cut(doc, lay, at, i, end):
            yield at, i
            at = i
    yield at, end


def _cut(doc: Doc, lay: Layout, start: int, i: int, end: int) -> bool:
    """Whether the word at ``i`` opens a fact of its own: a coordinator, or a comma or semicolon of a list."""
    word = doc[i].lower_
    if lay.quoted[i] >= 0:
        return False
    if (
        word in _COORDINATORS
        and doc[i + 1].lower_ == "that"
        and doc[i + 1].tag_ in {"IN", "", "DT", "WDT"}
        and end - i > 4
    ):
        return True
    if word == "," and doc[i + 1].lower_ == "that" and doc[start].lower_ == "that":
        return doc[i + 1].tag_ == "IN" and _verb(doc, (start, i)) and _verb(doc, (i + 1, end))
    if word == ":":
        return (
            _figure(doc, (i + 1, end))
            and not _figure(doc, (start, i))
            and _verb(doc, (start, i))
            and not _verb(doc, (i + 1, end))
        )
    if word not in _COORDINATORS and word not in {",", ";"}:
        return False
    if word in {",", ";"} and doc[i + 1].lower_ in _COORDINATORS:
        return False
    left, right = (start, i), (i + 1, end)
    if word == ";" and _independent(doc, left) and _independent(doc, right):
        return True
    if not (_figure(doc, left) and _figure(doc, right)):
        return False
    return (
        _states(doc, left, right)
        or _measures(doc, left, right)
        or (word != "," and (_clause(doc, left, right) or _own_subject(doc, left, right) or _clauses(doc, left, right)))
    )


def _states(doc: Doc, left: TokenRange, right: TokenRange) -> bool:
    """ "187 dead and 46 missing", "90 people are missing and some 900 hurt": figures with a state each."""
    states = cue_words().states
    following = [doc[i] for i in range(*right)][:8]
    number = next((k for k, t in enumerate(following[:4]) if _number(t)), None)
    if number is None or any(t.text in ",;" for t in following[:number]):
        return False
    tail = following[number : number + 5]
    before = [doc[i] for i in range(*left)][-8:]
    return any(t.lower_ in states for t in tail) and any(t.lower_ in states for t in before)


def _measures(doc: Doc, left: TokenRange, right: TokenRange) -> bool:
    """ "a magnitude of 6.9 and a depth of 28 km", "the magnitude was 7.1 and its depth 12 km"."""
    words = [doc[i] for i in range(*right)][:6]
    if len(words) < 3 or words[0].lower_ not in {"a", "an", "the", "its", "their", "his", "her"}:
        return False
    if not any(_number(doc[i]) and doc[i - 1].lower_ in _MEASURING for i in range(left[0] + 1, left[1])):
        return False
    return any(
        words[k].pos_ in {"NOUN", "PROPN", ""} and _number(words[k + 1 + (words[k + 1].lower_ in {"of", "at", "to"})])
        for k in (1, 2)
        if k + 2 < len(words)
    )


def _own_subject(doc: Doc, left: TokenRange, right: TokenRange) -> bool:
    """ "..., and 17 persons are still missing": a counted subject with a verb of its own after a clause."""
    words = [doc[i] for i in range(*right)][:9]
    number = next((k for k, t in enumerate(words[:4]) if _number(t)), None)
    if number is None or any(t.text in {",", ";"} or t.lower_ == "to" for t in words[:number]):
        return False
    verb = next((k for k in range(number + 1, len(words)) if words[k].tag_ in FINITE), None)
    relative = {"who", "which", "that", ","}
    return (
        verb is not None
        and not any(t.lower_ in relative for t in words[number:verb])
        and any(t.tag_ in FINITE for t in doc[left[0] : left[1]])
    )


def _clauses(doc: Doc, left: TokenRange, right: TokenRange) -> bool:
    """Whether both sides are clauses and the right one opens with its subject: "…, and the number of cases is 12"."""
    opens = (t for t in doc[right[0] : right[1]] if t.dep_ in {"nsubj", "nsubj:pass"} and t.tag_ not in {"WP", "WDT"})
    subject = next(opens, None)
    if subject is None or not right[0] <= subject.head.i < right[1] or not _finite(subject.head):
        return False
    return min(t.i for t in subject.subtree) == right[0] and _independent(doc, left)


def _clause(doc: Doc, left: TokenRange, right: TokenRange) -> bool:
    """Whether a predicate on the right is coordinated with the main one on the left."""
    for token in doc[right[0] : min(right[1], right[0] + 25)]:
        if (
            token.dep_ in _LINKS
            and left[0] <= token.head.i < left[1]
            and token.pos_ in _CLAUSES
            and _main(token.head, left[0])
        ):
            edge = min((t.i for t in token.subtree if t.i >= right[0]), default=token.i)
            return edge - right[0] <= 1 and _finite(token)
    return False


def _main(token: Token, start: int) -> bool:
    """Whether the token is the predicate of its content: no clause inside the content governs it."""
    while token.dep_ in _LINKS and token.head.i >= start:
        token = token.head
    return token.pos_ in _CLAUSES and (
        token.head.i == token.i or token.head.i < start or token.dep_ in {"ccomp", "parataxis", "ROOT", "root"}
    )


def _finite(token: Token) -> bool:
    return token.tag_ in FINITE or any(
        t.dep_ in {"aux", "aux:pass", "cop", "nsubj", "nsubj:pass"} for t in token.children
    )


def _direct(doc: Doc, lay: Layout, part: TokenRange) -> bool:
    words = [i for i in range(*part) if doc[i].is_alpha or doc[i].like_num]
    return bool(words) and all(lay.quoted[i] >= 0 for i in words)


def _verb(doc: Doc, part: TokenRange) -> bool:
    return any(t.pos_ in {"VERB", "AUX"} for t in doc[part[0] : part[1]])


def _figure(doc: Doc, part: TokenRange) -> bool:
    return any(_number(doc[i]) and not _dated(doc, i) for i in range(*part))


def _number(token: Token) -> bool:
    return (
        (token.like_num and not token.lower_.endswith(_ORDINAL))
        or token.tag_ == "CD"
        or token.lower_ in cue_words().vague
        or bool(_DIGIT.match(token.text.lstrip("$€£")))
    )


def _dated(doc: Doc, i: int) -> bool:
    """Whether the number belongs to a date: next to a month, a bare year, or in a DATE or TIME entity."""
    near = [doc[k].lower_.rstrip(".") for k in (i - 1, i + 1) if 0 <= k < len(doc)]
    year = re.fullmatch(r"(19|20)\d\d", doc[i].text) is not None
    following = doc[i + 1].lower_ if i + 1 < len(doc) else ""
    if following.startswith(_DURATIONS):
        return False
    return (
        bool(cue_words().months & set(near))
        or year
        or (doc[i].ent_type_ in {"DATE", "TIME"} and doc[i].lower_ != "dozen")
    )
