"""Marked spans put right before they are linked: quotations, and sources that were marked as content."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from claimledger.extract.attribution import TokenRange
from claimledger.extract.lexicon import cue_words
from claimledger.extract.linking import Spans
from claimledger.extract.quotes import Layout, Quote, is_title
from claimledger.extract.tokens import CLAUSE_CLOSERS, FINITE, Doc, text_of
from claimledger.extract.wordlists import roles, words

_CITING = frozenset({"citing", "quoting", "cites", "cited", "quoted", "quotes"})
_TELLING = frozenset({"told", "tell", "tells", "telling"})
_ACCUSING = frozenset({"accuse", "accuses", "accused", "accusing"})
_LONGEST_OWNER = 10
_ASIDES = frozenset({"who", "whose", "a", "an", "the", "its", "his", "her", "their"})
_RELATIVE = frozenset({"who", "whom", "whose"})


def tidy(doc: Doc, lay: Layout, spans: Spans) -> Spans:
    """The spans as linking needs them."""
    return _nominal(doc, _relabel(doc, _whole_sources(doc, _subjects_out(doc, _snap(doc, lay, spans)))))


def _subjects_out(doc: Doc, spans: Spans) -> Spans:
    """Contents without the subject of the verb of speech behind them, marked with them: "P, X, who leads Y, said"."""
    sources, contents = list(spans.sources), []
    verbs = {cue[0]: cue for cue in spans.cues if doc[cue[1] - 1].lower_ in cue_words().speech}
    for start, end in spans.contents:
        cue = verbs.get(end) or (verbs.get(end + 1) if end < len(doc) and doc[end].text == "," else None)
        first = _subject_in(doc, (start, end), cue) if cue else None
        if cue and first is not None and doc[cue[1] - 1].tag_ in FINITE | {""}:
            contents.append((start, first - 1))
            sources.append((first, end))
        else:
            contents.append((start, end))
    return replace(spans, sources=tuple(sorted(sources)), contents=tuple(contents))


def _subject_in(doc: Doc, content: TokenRange, cue: TokenRange) -> int | None:
    """The first word of the cue's subject after a comma of the content: by the parse, else a name with an aside."""
    start, end = content
    subjects = [t.i for t in doc[cue[1] - 1].children if t.dep_ == "nsubj"]
    if subjects:
        first = subjects[0]
        return first if start + 1 < first < end and doc[first - 1].text == "," else None
    for i in range(end - 2, start + 1, -1):
        if doc[i - 1].text != "," or not _is_name(doc, i):
            continue
        after = next((j for j in range(i, end) if not _is_name(doc, j)), end)
        aside = after + 1 < end and doc[after].text == "," and doc[after + 1].lower_ in _ASIDES
        return i if aside and cue[0] == end + 1 else None
    return None


def _is_name(doc: Doc, i: int) -> bool:
    return doc[i].pos_ in ("PROPN", "") and doc[i].text[:1].isupper()


def _nominal(doc: Doc, spans: Spans) -> Spans:
    """The spans with the nouns that announce a content ("her claim that", "the president's warning that") as cues.

    Their possessors are sources: nobody else can have said it.
    """
    cues, sources = list(spans.cues), list(spans.sources)
    # "the president's announcement" just before "that …" announces it, even where it was marked as content itself.
    owned = {c for c in spans.contents if c[1] - c[0] <= _LONGEST_OWNER and not _says(doc, *c)}
    inside = {i for c in spans.contents if c not in owned for i in range(*c)}
    used: set[TokenRange] = set()
    for start, end in spans.contents:
        noun = start - 1 if doc[start].lower_ == "that" else start - 2
        if noun < 1 or doc[noun + 1].lower_ != "that" or noun in inside or noun + 2 >= end:
            continue
        if doc[noun].lower_ not in cue_words().nominal:
            continue
        if not any(s <= noun < e for s, e in cues):
            cues.append((noun, noun + 1))
        used.update(c for c in owned if c[0] <= noun < c[1])
        owner = possessor(doc, noun)
        if owner and not any(s < owner[1] and owner[0] < e for s, e in sources):
            sources.append(owner)
    return Spans(tuple(sorted(sources)), tuple(sorted(cues)), tuple(c for c in spans.contents if c not in used))


def possessor(doc: Doc, noun: int) -> TokenRange | None:
    """The words that own the noun: a possessive pronoun, or a noun phrase before "'s"."""
    before = noun - 1
    while before > 0 and doc[before].pos_ == "ADJ":
        before -= 1
    if doc[before].tag_ == "PRP$":
        return before, before + 1
    if doc[before].lower_ not in {"'s", "’s", "'", "’"} or before == 0:
        return None
    start = before
    while start > 0 and doc[start - 1].pos_ in {"PROPN", "NOUN", "ADJ", "DET"}:
        start -= 1
    return (start, before) if start < before else None


def _whole_sources(doc: Doc, spans: Spans) -> Spans:
    """Sources broken after a word that cannot end them ("a report by" "the agency") united; no pronoun at the end."""
    sources: list[TokenRange] = []
    for start, end in spans.sources:
        if end - start > 1 and doc[end - 1].lower_ in {"that", "which", "who"}:
            end -= 1
        if all(t.pos_ == "DET" for t in doc[start:end]):
            continue
        if end - start > 1 and doc[end - 1].lower_ in {"'s", "’s"}:
            end -= 1
        if sources and sources[-1][1] == start and doc[start - 1].tag_ in {"IN", "DT", "POS", "CC"}:
            sources[-1] = (sources[-1][0], end)
        else:
            sources.append((start, end))
    return replace(spans, sources=tuple(sources))


def _snap(doc: Doc, lay: Layout, spans: Spans) -> Spans:
    """Contents stretched to the quotations they mostly fill, pieces of one quotation united; lone titles left out."""
    contents: list[TokenRange] = []
    others = bytearray(len(doc))
    for start, end in (*spans.sources, *spans.cues):
        others[start:end] = b"\x01" * (end - start)
    for start, end in spans.contents:
        if any(
            not quote.utterance and is_title(doc, quote) and quote.tokens[0] <= start and end <= quote.tokens[1]
            for quote in lay.quotes
        ):
            continue
        for quote in lay.quotes:
            if quote.utterance and _mostly(quote, start, end):
                while start > quote.tokens[0] and not others[start - 1]:
                    start -= 1
                while end < quote.tokens[1] and not others[end]:
                    end += 1
        if contents and start < contents[-1][1]:
            contents[-1] = (contents[-1][0], max(end, contents[-1][1]))
        else:
            contents.append((start, end))
    return replace(spans, contents=tuple(contents))


def _mostly(quote: Quote, start: int, end: int) -> bool:
    shared = min(end, quote.tokens[1]) - max(start, quote.tokens[0])
    return 2 * shared >= quote.tokens[1] - quote.tokens[0]


def _relabel(doc: Doc, spans: Spans) -> Spans:
    sources, contents = list(spans.sources), []
    ends = {cue[1]: cue for cue in spans.cues}
    source_ends = {end for _, end in spans.sources}
    for start, end in spans.contents:
        cue = ends.get(start)
        word = doc[start].lower_
        if word in _RELATIVE and (start in source_ends or (start and doc[start - 1].pos_ in {"NOUN", "PROPN"})):
            continue
        if _questioned(doc, start):
            continue
        if cue and doc[cue[1] - 1].lower_ in _ACCUSING:
            start = _charge(doc, start, end)
            word = doc[start].lower_
        if word in {"whom", "which"} and cue and doc[start - 1].lower_ == "to":
            continue
        if word == "that" and doc[start].tag_ == "WDT" and doc[start + 1].tag_ in FINITE and not cue:
            continue
        opener = text_of(doc, *cue).lower() if cue else ""
        if opener in cue_words().according and doc[start - 1].lower_ not in _CITING and not _clausal(doc, start, end):
            sources.append((start, _phrase_end(doc, start, end)))
            continue
        if word == "that" and any(s[1] == start and _accords(doc, s, ends) for s in spans.sources):
            continue
        if cue and doc[cue[1] - 1].lower_ in _TELLING and not _says(doc, start, end):
            continue
        if cue and doc[cue[1] - 1].lower_ in _CITING:
            that = next((i for i in range(start + 1, end - 2) if _reports(doc, i)), None)
            if that is not None:
                sources.append((start, _phrase_end(doc, start, that)))
                contents.append((that, end))
                continue
            if not _says(doc, start, end) or _describes(doc, start, end):
                sources.append((start, end))
                continue
        if cue and cue[0] > 0 and _inverted(doc, cue, start, end):
            sources.append((start, _phrase_end(doc, start, end)))
            continue
        contents.append((start, end))
    return Spans(tuple(sorted(sources)), spans.cues, tuple(contents))


def _charge(doc: Doc, start: int, end: int) -> int:
    """Where the charge opens behind the accused: "accused the firm of | hiding losses"."""
    of = next((i for i in range(start, min(end - 1, start + _LONGEST_OWNER)) if doc[i].lower_ == "of"), None)
    following = doc[of + 1 + doc[of + 1].is_quote] if of is not None and of + 2 < end else None
    charged = of is not None and following is not None and following.tag_ == "VBG"
    return of + 1 if charged and of is not None and not any(t.tag_ in FINITE for t in doc[start:of]) else start


def _questioned(doc: Doc, start: int) -> bool:
    """Whether the words are what somebody was asked: "Asked whether …, she said", "he said when asked about …"."""
    asked = start - 1 - (doc[start - 1].lower_ in {"about", "on"})
    if asked < 0 or doc[asked].lower_ != "asked":
        return False
    return doc[asked].is_sent_start is True or asked == 0 or doc[asked - 1].lower_ in {"when", "if", "once"}


def _accords(doc: Doc, source: TokenRange, ends: Mapping[int, TokenRange]) -> bool:
    """Whether the source stands behind its opener ("according to a letter"), so that "that" opens a relative clause."""
    cue = ends.get(source[0])
    return cue is not None and text_of(doc, *cue).lower() in cue_words().according


def _clausal(doc: Doc, start: int, end: int) -> bool:
    """Whether a verb stands in the words before any relative clause: they are more than somebody's name."""
    named = doc[start].lower_ == "what"  # "according to what was announced"
    return not named and any(t.tag_ in FINITE for t in doc[start : _phrase_end(doc, start, end)])


def _reports(doc: Doc, i: int) -> bool:
    """Whether "that" opens reported speech rather than a relative clause."""
    return doc[i].lower_ == "that" and (doc[i].dep_ == "mark" or doc[i].tag_ == "IN" or doc[i - 1].text == ",")


def _says(doc: Doc, start: int, end: int) -> bool:
    """Whether the words hold a verb, a figure or a quotation, and are not only those that were told."""
    return any(t.pos_ in {"VERB", "AUX"} or t.like_num or t.is_quote for t in doc[start:end])


def _describes(doc: Doc, start: int, end: int) -> bool:
    """Whether the words that are cited only say whom: "two officials", "an officer it does not name"."""
    if any(t.is_quote for t in doc[start:end]):
        return False
    last = next(
        (
            i
            for i in range(start, end)
            if doc[i].tag_ in {"NN", "NNS"} and (i + 1 == len(doc) or doc[i + 1].tag_ not in {"NN", "NNS"})
        ),
        None,
    )
    if last is None or any(t.tag_ in FINITE for t in doc[start:last]):
        return False
    return doc[last].lower_ in words("roles", "people") | {phrase[-1] for phrase in roles()}


def _inverted(doc: Doc, cue: TokenRange, start: int, end: int) -> bool:
    """Whether what follows the cue is its subject: ", says the minister"."""
    if doc[cue[0] - 1].text not in CLAUSE_CLOSERS or doc[cue[1] - 1].lower_ not in cue_words().speech:
        return False
    if doc[cue[1] - 1].tag_ in {"VBG", "VBN", "VB"} or doc[start].pos_ not in {
        "PROPN",
        "DET",
        "NOUN",
        "ADJ",
        "PRON",
        "",
    }:
        return False
    return not any(t.tag_ in FINITE for t in doc[start : _phrase_end(doc, start, end)])


def _phrase_end(doc: Doc, start: int, end: int) -> int:
    return next(
        (i for i in range(start, end) if doc[i].text in {",", ";", ":"} or doc[i].lower_ in {"who", "which", "that"}),
        end,
    )
