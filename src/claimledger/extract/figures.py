"""Figures and passives: "X puts the toll at N", "X's bulletin has N dead", "P is believed to Q"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from claimledger.extract.attribution import Attribution, TokenRange
from claimledger.extract.lexicon import cue_words
from claimledger.extract.quotes import Layout

_BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "'s", "’s", "'re"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "VBG", ""})
_CLAUSE = frozenset({",", ";", ":", "—", "–"})
_OPENERS = frozenset({"while", "but", "and", "when", "as", "whereas", "that"})
_LONGEST_SUBJECT = 16
_AFTER_FIGURE = frozenset(["when", "while", "as", "after", "because", "since", "although", "though", "whereas"])
_PLACING = frozenset({"on", "in", "into", "to", "under", "by", "with"})
_COUNTING = frozenset({"counts", "counted", "counting"})
_NUMBER_OF = frozenset({"number", "figure", "count", "total", "depth", "magnitude", "estimate", "bill", "cost"})


def figures(doc: Doc, lay: Layout) -> Iterator[Attribution]:
    """Attributions whose verb sets a figure: cue is the verb, content what it governs up to the end of the figure."""
    words = cue_words().figure
    for token in doc:
        if lay.paragraph[token.i] < 0 or lay.quoted[token.i] >= 0:
            continue
        if token.lower_ not in words or token.tag_ not in _FINITE:
            continue
        content = _governed(doc, lay, token)
        subject = _subject(doc, lay, token) if content else None
        if content and subject:
            yield Attribution((content,), subject, (token.i, token.i + 1))


def _governed(doc: Doc, lay: Layout, verb: Token) -> TokenRange | None:
    _, end = lay.sentence_range(verb.i)
    start = stop = verb.i + 1
    counted = False
    while stop < end:
        token = doc[stop]
        counted = counted or _number(token)
        if token.text in {".", ";", "—", ":"} or (
            token.text == "," and not (stop + 1 < end and _number(doc[stop + 1]))
        ):
            break
        if counted and (token.lower_ in _AFTER_FIGURE or _in_report(doc, stop)):
            break
        stop += 1
    lower = [t.lower_ for t in doc[start:stop]]
    number = next((k for k, t in enumerate(doc[start:stop]) if _number(t)), None)
    if number is None:
        return None
    if verb.lower_.startswith("put"):
        linking = [k for k, w in enumerate(lower[:number]) if w in {"at", "between", "above", "below"}]
        elsewhere = any(t.lower_ in _PLACING for t in doc[start : start + linking[0]]) if linking else True
        return (start, stop) if linking and linking[0] >= 1 and not elsewhere else None
    if verb.lower_ in {"has", "have", "had"}:
        if any(w not in cue_words().hedges for w in lower[:number]) or verb.dep_ in {"aux", "aux:pass"}:
            return None
        last = max((k for k in range(number + 1, len(lower)) if lower[k] in cue_words().states), default=None)
        return (start, start + last + 1) if last is not None and last <= number + 12 else None
    if verb.lower_ in _COUNTING:
        return (start, stop) if all(w in cue_words().hedges for w in lower[:number]) else None
    topic = (cue_words().tolls | _NUMBER_OF) & set(lower[:number])
    linked = any(w in {"as", "at", "of", "from", "to"} for w in lower[1:number])
    return (start, stop) if topic and linked else None


def _in_report(doc: Doc, i: int) -> bool:
    """Whether "in this evening's bulletin" begins here."""
    return doc[i].lower_ == "in" and any(
        t.lower_ in {"bulletin", "report", "statement", "update", "briefing", "note", "announcement"}
        for t in doc[i + 1 : i + 6]
    )


def _subject(doc: Doc, lay: Layout, verb: Token) -> TokenRange | None:
    """The subject by the parse, else what stands before the verb in its clause."""
    for child in verb.children:
        if child.dep_ in {"nsubj", "nsubj:pass"} and child.i < verb.i:
            inside = [t.i for t in child.subtree if t.i < verb.i and not (t.is_punct or t.is_space)]
            return min(inside), max(inside) + 1
    return _clause_start(doc, lay.sentence_range(verb.i)[0], verb.i)


def _clause_start(doc: Doc, start: int, end: int) -> TokenRange | None:
    first = end
    while first > start and doc[first - 1].text not in _CLAUSE and doc[first - 1].lower_ not in _OPENERS:
        first -= 1
    return (first, end) if 0 < end - first <= _LONGEST_SUBJECT else None


def passives(doc: Doc, lay: Layout) -> Iterator[Attribution]:
    """ "Their interpreters are believed to be students": subject and infinitive are content, the "by" phrase source."""
    words = cue_words()
    for token in doc:
        i = token.i
        if lay.paragraph[i] < 0 or token.lower_ not in words.unsourced or i + 1 >= len(doc) or lay.quoted[i] >= 0:
            continue
        start, end = lay.sentence_range(i)
        be = next((k for k in range(i - 1, max(start - 1, i - 4), -1) if doc[k].lower_ in _BE), None)
        if be is None:
            continue
        opens, source = i + 1, None
        if doc[opens].lower_ == "by":
            to = next((k for k in range(opens, end) if doc[k].lower_ == "to"), None)
            if to is None:
                continue
            source, opens = (opens + 1, to), to
        trapped = token.lower_ == "feared" and doc[opens].lower_ in words.states
        if opens >= end or not (trapped or (doc[opens].lower_ == "to" and doc[opens].tag_ in {"TO", "PART", ""})):
            continue
        subject = _clause_start(doc, start, be)
        stop = next((k for k in range(opens, end) if doc[k].text in {";", "."} and k + 2 > opens + 2), end)
        while stop > opens and doc[stop - 1].is_space:
            stop -= 1
        if subject and doc[subject[0]].lower_ not in {"it", "who", "which"}:
            yield Attribution((subject, (opens, stop)), source, (be, i + 1))


def _number(token: Token) -> bool:
    return token.like_num or token.tag_ == "CD" or token.text.lstrip("$€£")[:1].isdigit()
