"""Reporting clauses inside or after what they report: "P, she adds, Q", "P, X, the head of Y, said", "by her words"."""

from __future__ import annotations

from collections.abc import Iterator

from claimledger.extract.attribution import Attribution, TokenRange
from claimledger.extract.lexicon import cue_words
from claimledger.extract.linking import Spans
from claimledger.extract.quotes import Layout
from claimledger.extract.tokens import FINITE, Doc
from claimledger.extract.wordlists import roles, words
from claimledger.wordbook import derived

_OPENERS = frozenset({"VERB", "AUX", "ADP", "CCONJ", "SCONJ", "PART", "ADV", "PUNCT"})
_HAVE = frozenset({"has", "have", "had", "’s", "'s"})
_ADDRESSED = frozenset({"told", "tells", "tell", "informed", "informs", "assured", "reminded", "asked"})
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose", "where", "when", "while", "and", "but"})
_CIRCUMSTANCE = frozenset({"as", "with", "after", "before", "amid", "because", "although", "though", "since", "hours"})
_GOING = frozenset({"goes", "went", "go"})
_DAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday"})
_INSIDE = frozenset({"-", "(", ")", "’", "'"})
_PERSONAL = frozenset({"he", "she", "it", "they", "his", "her", "its", "their"})
_OWNERS = frozenset({"'s", "’s", "'", "’"})
_LONGEST_NAME = 14
_SHORT_FIGURE = 7
_LONGEST_TAIL = 16
_MOST = 0.6


def asides(doc: Doc, lay: Layout, spans: Spans) -> Iterator[Attribution]:
    """The attributions of such clauses whose content the model did not mark, in text order."""
    marked, cued, speech = bytearray(len(doc)), bytearray(len(doc)), cue_words().speech | cue_words().reporting
    for start, end in spans.contents:
        marked[start:end] = b"\x01" * (end - start)
    for start, end in spans.cues:
        if doc[end - 1].lower_ in speech:
            cued[start:end] = b"\x01" * (end - start)
    for token in doc:
        i = token.i
        if lay.paragraph[i] < 0 or lay.quoted[i] >= 0:
            continue
        if reckoned := _reckoned(doc, lay, i):
            yield reckoned
        elif token.lower_ in speech or _goes_on(doc, i):
            found = _so(doc, lay, i) or _impersonal(doc, lay, i) or _clause(doc, lay, i)
            if found is not None and _news(doc, lay, found, marked, cued):
                yield found


def _news(doc: Doc, lay: Layout, found: Attribution, marked: bytearray, cued: bytearray) -> bool:
    """Whether the content is a statement that the model left out, outside quotation marks."""
    mine = [i for start, end in found.content for i in range(start, end) if not doc[i].is_punct]
    if any(cued[i] or (lay.quoted[i] >= 0 and lay.quotes[lay.quoted[i]].utterance) for i in mine):
        return False
    stated = any(doc[i].tag_ in FINITE for i in mine) or any(doc[i].like_num for i in mine)
    return stated and sum(marked[i] for i in mine) < _MOST * len(mine)


def _clause(doc: Doc, lay: Layout, verb: int) -> Attribution | None:
    start, end = _content_range(doc, lay, verb)
    helper = _HAVE | {"was", "were"} if doc[verb].lower_ == "quoted" else _HAVE
    first = verb
    if doc[verb].tag_ in {"VBN", "VBD"}:
        before = verb - 2 if verb - 2 > start and doc[verb - 1].pos_ == "ADV" else verb - 1
        first = before if before > start and doc[before].lower_ in helper else verb
    if doc[verb].tag_ not in FINITE and first == verb:
        return None
    cue = (first, verb + 1 + _goes_on(doc, verb))
    if first - 1 > start and doc[first - 1].text == ",":
        source = _inverted(doc, cue, end)
        told = source and source[1] < end and not doc[source[1]].is_punct
        if source and not (told and doc[verb].lower_ in _ADDRESSED):
            return _around(doc, (start, first - 1), source, cue, _past_relative(doc, source[1], end), end)
        source = _with_apposition(doc, start, first - 1)
    else:
        source = before_verb(doc, start, first)
    if source is None or source[0] - 1 <= start or doc[source[0] - 1].text != ",":
        return None
    return _around(doc, (start, source[0] - 1), source, cue, cue[1], end)


def _past_relative(doc: Doc, i: int, end: int) -> int:
    """The end of the relative clause that opens at a word, or the word itself."""
    if i >= end or doc[i].tag_ not in {"WP", "WP$", "WDT"}:
        return i
    return next((k for k in range(i, end) if doc[k].text == ","), end)


def _goes_on(doc: Doc, verb: int) -> bool:
    return doc[verb].lower_ in _GOING and verb + 1 < len(doc) and doc[verb + 1].lower_ == "on"


def _so(doc: Doc, lay: Layout, verb: int) -> Attribution | None:
    """ "P. So says the minister": the sentence before, in the same paragraph."""
    start, end = lay.sentence_range(verb)
    if verb != start + 1 or doc[start].lower_ != "so" or lay.paragraphs[lay.paragraph[start]][0] >= start:
        return None
    source = _inverted(doc, (verb, verb + 1), end)
    return Attribution((lay.sentence_range(start - 1),), source, (verb, verb + 1)) if source else None


def _impersonal(doc: Doc, lay: Layout, verb: int) -> Attribution | None:
    """ "P, it was said in the ministry", "As was reported by X, P", "As the agency was told by X, P"."""
    if doc[verb].tag_ not in {"VBN", "VBD"} or doc[verb - 1].lower_ not in {"was", "were", "is", "been"}:
        return None
    start, end = _content_range(doc, lay, verb)
    last = next((i for i in range(verb + 1, end) if doc[i].text == ","), end)
    if doc[start].lower_ == "as" and verb - start <= _LONGEST_NAME and last < end - 1:
        by = next((i for i in range(verb + 1, last) if doc[i].lower_ in {"by", "in", "at"}), None)
        return Attribution(((last + 1, end),), (by + 1, last), (verb - 1, verb + 1)) if by and by + 1 < last else None
    it = verb - 2
    if it <= start + 2 or doc[it].lower_ != "it" or doc[it - 1].text != "," or verb + 2 >= end:
        return None
    if doc[verb + 1].lower_ not in {"in", "at", "by"}:
        return None
    stop = next((i for i in range(verb + 2, last) if doc[i].tag_ in {"VBN", "VBG"} or doc[i].lower_ == "on"), last)
    return Attribution(((start, it - 1),), (verb + 2, stop), (verb - 1, verb + 1)) if stop > verb + 2 else None


def _content_range(doc: Doc, lay: Layout, i: int) -> TokenRange:
    """The sentence around a token, from its last semicolon on, without dateline and final punctuation."""
    start, end = lay.sentence_range(i)
    start = max((k + 1 for k in range(start, i) if doc[k].text in {";", ":"}), default=start)
    end = min((k for k in range(i, end) if doc[k].text in {";", ":"}), default=end)
    while end > i + 1 and (doc[end - 1].is_space or doc[end - 1].text in {".", "!", "?"}):
        end -= 1
    return start, end


def _around(
    doc: Doc, before: TokenRange, source: TokenRange, cue: TokenRange, after: int, end: int
) -> Attribution | None:
    """The clause before the reporting one, with what follows it where it only interrupts."""
    stop = next((i for i in range(after, min(end, after + _LONGEST_TAIL)) if doc[i].text in {",", ";"}), end)
    tail = doc[after:stop]
    if any(t.tag_ in FINITE or t.lower_ in {"that", "whether", "how"} or t.is_quote for t in tail):
        return None
    if doc[before[0]].lower_ in _RELATIVE:
        return None
    rest = (stop + 1, end)
    goes_on = stop + 1 < end and doc[stop].text != ";" and doc[stop + 1].lower_ not in _RELATIVE
    goes_on = goes_on and doc[stop + 1].lower_ not in _CIRCUMSTANCE
    another = doc[end - 1].lower_ in cue_words().speech and _finite(doc, before)
    goes_on = goes_on and doc[stop + 1].tag_ not in {"VBG", "IN"} and not another
    if goes_on and (doc[stop + 1].is_quote or any(t.lower_ == "that" for t in doc[stop + 1 : stop + 4])):
        return None
    if goes_on and _finite(doc, rest) and not _names_somebody(doc, rest):
        return Attribution((before, rest), source, cue)
    return Attribution((before,), source, cue) if _finite(doc, before) or _elliptical(doc, before) else None


def _elliptical(doc: Doc, part: TokenRange) -> bool:
    """Whether the words are a figure that answers for a sentence: "at least 240, insists the governor"."""
    inside = [t for t in doc[part[0] : part[1]] if not t.is_punct]
    number = next((k for k, t in enumerate(inside) if t.like_num), None)
    hedged = number is not None and all(t.lower_ in cue_words().hedges for t in inside[:number])
    return hedged and len(inside) <= _SHORT_FIGURE


def _finite(doc: Doc, part: TokenRange) -> bool:
    return any(t.tag_ in FINITE for t in doc[part[0] : part[1]])


def _names_somebody(doc: Doc, part: TokenRange) -> bool:
    """Whether the words go on about who spoke: an apposition with a relative clause."""
    return any(t.lower_ in {"who", "whose", "whom"} for t in doc[part[0] : part[0] + 8])


def before_verb(doc: Doc, start: int, verb: int) -> TokenRange | None:
    """The few words between a comma and the verb, if they are a noun phrase: ", the ministry said"."""
    first = verb
    while (
        first > start
        and verb - first < _LONGEST_NAME
        and not (doc[first - 1].is_punct and doc[first - 1].text not in {"-", "(", ")"})
    ):
        first -= 1
    while verb > first and doc[verb - 1].pos_ in {"ADV", "AUX"}:
        verb -= 1
    return (first, verb) if first < verb and _nominal(doc, (first, verb)) and _speaker(doc, (first, verb)) else None


def _with_apposition(doc: Doc, start: int, comma: int) -> TokenRange | None:
    """The noun phrase before an apposition or relative clause that ends in a comma: ", X, the head of Y, said"."""
    opening = next((i for i in range(comma - 1, max(start, comma - _LONGEST_NAME), -1) if doc[i].text == ","), None)
    if opening is None:
        return None
    inside = doc[opening + 1 : comma]
    if _finite(doc, (opening + 1, comma)) and inside[0].lower_ not in {"who", "which"}:
        return None
    found = before_verb(doc, start, opening)
    return (found[0], comma) if found and found[1] == opening else None


def _inverted(doc: Doc, cue: TokenRange, end: int) -> TokenRange | None:
    """The noun phrase after the verb that can be its subject: ", says a spokesman for the port"."""
    first = cue[1]
    while first < end and (
        doc[first].lower_ in _DAYS or (doc[first].lower_ == "on" and doc[first + 1].lower_ in _DAYS)
    ):
        first += 1
    stop = first
    while stop < end and doc[stop].tag_ not in FINITE and doc[stop].lower_ not in _RELATIVE:
        if (doc[stop].is_punct and doc[stop].text not in _INSIDE) or doc[stop].lower_ in {"on", "to", "after"}:
            break
        stop += 1
    if not first < stop or (stop < end and doc[stop].tag_ in FINITE):
        return None
    if not (_nominal(doc, (first, stop)) and _speaker(doc, (first, stop))):
        return None
    name = stop + 1
    while stop < end and doc[stop].text == "," and name < end and doc[name].pos_ == "PROPN":
        name += 1
    return (first, name if name > stop + 1 and (name == end or doc[name].is_punct) else stop)


def _nominal(doc: Doc, part: TokenRange) -> bool:
    """Whether the words are a noun phrase that can be a subject."""
    inside = doc[part[0] : part[1]]
    if inside[0].pos_ in _OPENERS or inside[0].lower_ in _RELATIVE or _finite(doc, part):
        return False
    return any(t.pos_ in {"PROPN", "NOUN", "PRON"} for t in inside) and inside[-1].pos_ != "ADP"


def _speaker(doc: Doc, part: TokenRange) -> bool:
    """Whether the words name somebody who can speak: a name, a role, an institution, people or a pronoun."""
    known = _speakers()
    return any(t.pos_ == "PROPN" or t.lower_ in known for t in doc[slice(*part)])


@derived
def _speakers() -> frozenset[str]:
    known = words("roles", "people") | words("institutions", "heads") | words("institutions", "papers")
    return known | _PERSONAL | {phrase[-1] for phrase in roles()}


def _reckoned(doc: Doc, lay: Layout, i: int) -> Attribution | None:
    """ "P, by her own account", "in the ministry's telling P": what somebody reckons, between commas or at an edge."""
    if doc[i].lower_ not in {"by", "in"} or i + 2 >= len(doc):
        return None
    start, end = _content_range(doc, lay, i)
    noun = next((k for k in range(i + 2, min(i + 9, end)) if doc[k].lower_ in cue_words().reckoning), None)
    if noun is None:
        return None
    owner = next((k for k in range(i + 1, noun) if doc[k].tag_ == "PRP$" or doc[k].text in _OWNERS), None)
    if owner is None or any(doc[k].pos_ not in {"ADJ", "NOUN"} for k in range(owner + 1, noun)):
        return None
    source = (owner, owner + 1) if doc[owner].tag_ == "PRP$" else (i + 1, owner)
    if doc[source[0]].lower_ in {"this", "our", "my"} or not (source[1] - source[0] == 1 or _nominal(doc, source)):
        return None
    stop = noun + 1 + (noun + 1 < end and doc[noun + 1].text == ",")
    opening = i - (doc[i - 1].text == ",") if i > start else start
    pieces = tuple(p for p in ((start, opening), (stop, end)) if p[0] < p[1])
    return Attribution(pieces, source, (i, noun + 1)) if pieces else None
