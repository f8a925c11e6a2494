"""Contents put right by quotations and sentences: completed, found where the model missed them, carried on."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace

from claimledger.extract.attribution import Attribution, TokenRange
from claimledger.extract.lexicon import cue_words
from claimledger.extract.quotes import Layout, Quote
from claimledger.extract.tokens import FINITE, Doc

_OPEN_ENDED = frozenset({"DT", "IN", "TO", "PRP$", "POS", "CD", "MD", "JJ"})
_BREAKS = frozenset({";", ":", "—", "–", "."})
_HELPERS = frozenset({"AUX", "ADV", "PART"})
_LONGEST_GAP = 30
_LONGEST_SUBJECT = 12
_LONGEST_BRACKET = 8
_LONGEST_REST = 8
_SAYING = frozenset({"said", "says", "say", "claim", "claims", "claimed", "argued", "added", "adds"})
_COMPLEMENTS = frozenset({"of", "for", "from", "by", "with", "against", "between"})
_CLAUSAL = frozenset({"and", "but", "while", "when", "after", "as", "because", "that", "which", "who", "on"})
_LONG_ENOUGH = 5
_LONGEST_TAIL = 12
_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "expl"})


def complete(doc: Doc, lay: Layout, attribution: Attribution, marked: frozenset[int]) -> Attribution:
    """The attribution with contents that break off made whole; ``marked`` are all words that the model marked.

    Before a reporting clause ("P, X said") a content is all of its sentence up to the comma; a content that ends on a
    word that cannot end a phrase runs on to the next border.
    """
    cue, source = attribution.cue, attribution.source
    if cue is None:
        return attribution
    mine = set(range(*cue)) | (set(range(*source)) if source else set())
    others = marked | mine
    out: list[TokenRange] = []
    for start, end in attribution.content:
        edge = min(cue[0], source[0]) if source and source[0] >= end - 1 and source[1] <= cue[0] else cue[0]
        if end <= edge and lay.sentence[start] == lay.sentence[cue[0]]:
            start, end = _clause_before(doc, lay, (start, end), edge, others, bool(source))
        elif start >= cue[1]:
            start = _with_auxiliaries(doc, lay, start, others)
            end = _to_border(doc, lay, _unbroken(doc, lay, end, others), others)
            end = _with_predicate(doc, lay, cue, (start, end), others)
            if not out and (subject := _subject_before(doc, lay, cue, start, others)):
                out.append(subject)
        out.append((start, end))
    return replace(attribution, content=tuple(out)) if tuple(out) != attribution.content else attribution


def _subject_before(doc: Doc, lay: Layout, cue: TokenRange, start: int, others: Set[int]) -> TokenRange | None:
    """The subject before an aside, of a content that goes on with its verb: "The truck, X said, was full"."""
    first, _ = lay.sentence_range(cue[0])
    comma = next((i for i in range(cue[0] - 1, first, -1) if doc[i].text == ","), first)
    words = doc[first:comma]
    if doc[start].tag_ not in FINITE or doc[start - 1].text != "," or lay.sentence[start] != lay.sentence[cue[0]]:
        return None
    whole = 0 < len(words) <= _LONGEST_SUBJECT and not any(t.i in others or t.tag_ in FINITE for t in words)
    named = any(t.pos_ in {"NOUN", "PROPN", "PRON"} for t in words) and words[0].pos_ not in {"ADP", "SCONJ", "ADV"}
    return (first, comma) if whole and named else None


def _clause_before(
    doc: Doc, lay: Layout, content: TokenRange, edge: int, others: Set[int], sourced: bool
) -> TokenRange:
    start, end = content
    comma = doc[edge - 1].text == ","
    if not comma or (end < edge - 1 and not sourced):
        return content
    gap = range(end, edge - 1)
    if any(i in others or lay.quoted[i] >= 0 or doc[i].text in _BREAKS for i in gap) or len(gap) > _LONGEST_GAP:
        return content
    end = max(end, edge - 1)
    quote = _quote_at(lay, start)
    if quote is not None and quote.utterance:
        return start, end
    first, _ = lay.sentence_range(start)
    before = range(first, start)
    if any(i in others or doc[i].text in _BREAKS or doc[i].lower_ == "that" for i in before):
        return start, end
    return first, end


def _with_auxiliaries(doc: Doc, lay: Layout, start: int, others: Set[int]) -> int:
    """The start of a content that goes on after an aside, its auxiliaries included: "The truck, X said, was full"."""
    first = start
    while first > 0 and doc[first - 1].pos_ in _HELPERS and first - 1 not in others:
        first -= 1
    aside = 1 < first < start and doc[first - 1].text == "," and first - 2 in others
    return first if aside and lay.sentence[first - 2] == lay.sentence[start] else start


def _unbroken(doc: Doc, lay: Layout, end: int, others: Set[int]) -> int:
    """The end of a content that breaks off: past an open bracket, and past a phrase that the last word leaves open."""
    if end < len(doc) and (doc[end].text == "(" or doc[end - 1].text == "("):
        closing = next((i for i in range(end, min(end + _LONGEST_BRACKET, len(doc))) if doc[i].text == ")"), None)
        if closing is not None and not any(i in others for i in range(end, closing)):
            end = closing + 1
            while end < len(doc) and end not in others and not doc[end].is_punct and not doc[end].is_space:
                end += 1
    while end < len(doc) and doc[end - 1].tag_ in _OPEN_ENDED and end not in others:
        if doc[end].is_punct or doc[end].is_space or lay.sentence[end] != lay.sentence[end - 1]:
            break
        end += 1
    return end


def _to_border(doc: Doc, lay: Layout, end: int, others: Set[int]) -> int:
    """The end of a content with the few words left before the next punctuation, which no verb opens a clause in."""
    stop = end
    if end < len(doc) and not (doc[end].pos_ in {"NOUN", "PROPN", "ADJ"} or doc[end].lower_ in _COMPLEMENTS):
        return end
    while stop < len(doc) and stop - end <= _LONGEST_REST and lay.sentence[stop] == lay.sentence[end - 1]:
        word = doc[stop]
        if word.is_punct or word.is_space:
            if word.text in {"-", "'"}:
                stop += 1
                continue
            return stop
        if stop in others or lay.quoted[stop] >= 0 or word.lower_ in _CLAUSAL or word.tag_ in FINITE:
            return end
        stop += 1
    return end


def _with_predicate(doc: Doc, lay: Layout, cue: TokenRange, content: TokenRange, others: Set[int]) -> int:
    """The end of what was said, its predicate included where only the subject is marked: "said 11,000 of the staff"."""
    start, end = content
    said = doc[cue[1] - 1].lower_ in _SAYING and (start == cue[1] or doc[start].lower_ == "that")
    if not said or end >= len(doc) or doc[end].tag_ not in FINITE | {"POS"} or lay.quoted[end] >= 0:
        return end
    if any(t.tag_ in FINITE for t in doc[start:end]):
        return end
    stop = end
    while stop < len(doc) and lay.sentence[stop] == lay.sentence[start] and stop not in others:
        if doc[stop].text in {",", ";", "."} or doc[stop].is_space:
            break
        stop += 1
    return stop


def resume(doc: Doc, lay: Layout, attribution: Attribution, taken: bytearray) -> Attribution:
    """The attribution with the clause that goes on behind its reporting clause: "P, she says, and Q", "P, she says; Q".

    A quotation ends with its marks, and what holds a source or cue of its own is somebody else's.
    """
    cue, source = attribution.cue, attribution.source
    start, end = attribution.content[-1]
    if cue is None or end > cue[0] or lay.sentence[end - 1] != lay.sentence[cue[0]]:
        return attribution
    if any(lay.quoted[i] >= 0 for i in range(max(start, end - 3), end)):
        return attribution
    behind = max(cue[1], source[1] if source else 0)
    _, stop = lay.sentence_range(cue[0])
    while stop > behind and (doc[stop - 1].is_space or doc[stop - 1].text in {".", "!", "?"}):
        stop -= 1
    joint = next((i for i in range(behind, stop) if doc[i].text in {",", ";", ":"}), None)
    if joint is None or joint - behind > _LONGEST_TAIL or lay.quoted[joint] >= 0 or end < start + 2:
        return attribution
    opens = joint + 1 if doc[joint].text != "," else joint + 2
    if opens >= stop or (doc[joint].text == "," and doc[joint + 1].lower_ not in {"and", "but"}):
        return attribution
    if any(taken[i] or lay.quoted[i] >= 0 for i in range(joint, stop)) or not _own_clause(doc, opens, stop):
        return attribution
    if any(t.tag_ in FINITE for t in doc[behind:joint]) or any(t.lower_ in cue_words().speech for t in doc[opens:stop]):
        return attribution
    return replace(attribution, content=(*attribution.content, (joint + 1, stop)))


def _own_clause(doc: Doc, start: int, end: int) -> bool:
    """Whether the words open with a subject of their own and its verb."""
    verb = next((i for i in range(start, end) if doc[i].tag_ in FINITE), None)
    subject = any(t.dep_ in _SUBJECTS and t.tag_ not in {"WP", "WDT"} for t in doc[start : verb or start])
    return verb is not None and subject and doc[start].tag_ not in {"VBG", "VBN", "IN", "WP", "WDT", "WRB"}


def _quote_at(lay: Layout, token: int) -> Quote | None:
    return next((q for q in lay.quotes if q.tokens[0] <= token < q.tokens[1]), None)


def uncovered(doc: Doc, lay: Layout, taken: bytearray, clauses: bool = False) -> list[Quote]:
    """Quotations that read as utterances (with ``clauses`` also those that hold a verb) and that no attribution has."""
    return [
        q
        for q in lay.quotes
        if (q.utterance or (_clause(doc, q) and clauses)) and q.closed and not any(taken[i] for i in range(*q.inner))
    ]


def _clause(doc: Doc, quote: Quote) -> bool:
    words = doc[quote.inner[0] : quote.inner[1]]
    return len(words) >= 5 and any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in words)


def signed(doc: Doc, lay: Layout, quote: Quote) -> Attribution | None:
    """The attribution of a quotation with its speaker after a dash: "…" — Name, role."""
    end = quote.inner[1]
    stop = lay.paragraphs[lay.paragraph[quote.inner[0]]][1]
    dash = next(
        (i for i in range(end, min(end + 3, stop)) if doc[i].text[-1] in "―—–" or doc[i].text in {"-", "--"}), None
    )
    if dash is None or not 1 <= stop - dash - 1 <= 10 or not doc[dash + 1].text[0].isupper():
        return None
    return Attribution((quote.inner,), (dash + 1, stop), (dash, dash + 1))


def carry(doc: Doc, lay: Layout, found: list[Attribution], taken: bytearray) -> list[Attribution]:
    """The attributions, with quotations that nobody was linked to given to the speaker before them.

    A quotation goes on where the one before was left open, or where it follows in the same paragraph, or alone in the
    next; contents of quotations without a cue are treated alike.
    """
    loose = [a for a in found if a.cue is None]
    out = [a for a in found if a.cue is not None]
    quotes: list[tuple[TokenRange, Quote]] = []
    for attribution in loose:
        start, end = attribution.content[0]
        quote = next((q for q in lay.quotes if q.tokens[0] <= start + 1 and start < q.tokens[1]), None)
        if quote is not None and quote.utterance:
            quotes.append(((start, end), quote))
        elif attribution.source is not None or end - start >= _LONG_ENOUGH:
            out.append(attribution)
    mine = bytearray(taken)
    for tokens, _ in quotes:
        mine[tokens[0] : tokens[1]] = b"\x01" * (tokens[1] - tokens[0])
    quotes.extend((q.tokens, q) for q in uncovered(doc, lay, mine))
    out.sort(key=lambda a: a.content)
    for tokens, quote in sorted(quotes, key=lambda one: one[0]):
        number = _speaker_before(doc, lay, out, tokens, quote)
        if number is not None:
            before = out[number]
            content = tuple(sorted((*before.content, tokens)))
            crosses = lay.paragraph[tokens[0]] != lay.paragraph[before.content[-1][0]]
            out[number] = replace(before, content=content, carried=before.carried or crosses)
            taken[tokens[0] : tokens[1]] = b"\x01" * (tokens[1] - tokens[0])
        elif any(a.content == (tokens,) for a in loose):
            out.append(Attribution((tokens,)))
            out.sort(key=lambda a: a.content)
    return out


def _speaker_before(doc: Doc, lay: Layout, found: list[Attribution], tokens: TokenRange, quote: Quote) -> int | None:
    number, last = None, -1
    for k, attribution in enumerate(found):
        end = attribution.content[-1][1]
        if attribution.content[0][0] < tokens[0] and last < end <= tokens[0]:
            number, last = k, end
    if number is None:
        return None
    before = found[number].content[-1]
    direct = lay.quoted[before[0]] >= 0 or lay.quoted[min(before[0] + 1, len(doc) - 1)] >= 0
    if not direct:
        return None
    here, there = lay.paragraph[tokens[0]], lay.paragraph[before[1] - 1]
    if here == there:
        gap = doc[before[1] : tokens[0]]
        return number if lay.sentence[tokens[0]] - lay.sentence[before[1] - 1] <= 2 and len(gap) <= 40 else None
    if here - there == 1:
        open_quote = next((q for q in lay.quotes if q.tokens[0] <= before[1] - 1 < q.tokens[1]), None)
        start, end = lay.paragraphs[here]
        alone = quote.tokens[0] <= start + 1 and quote.tokens[1] >= end - 1
        if quote.continues or (open_quote and open_quote.continued) or alone:
            return number
    return None


def quoted_speech(doc: Doc, lay: Layout, quote: Quote, taken: bytearray) -> TokenRange | None:
    """The verb of speech next to a quotation: before its opening mark or after its closing one."""
    speech = cue_words().speech
    start, end = quote.tokens
    for i in range(end, min(end + 8, len(doc))):
        if lay.paragraph[i] != lay.paragraph[start] or doc[i].text in {".", ";", "“", '"', "?", "!"} or taken[i]:
            break
        if doc[i].lower_ in speech and doc[i].tag_ not in {"NN", "NNS", "NNP"}:
            return i, i + 1
    for i in range(start - 1, max(start - 9, -1), -1):
        if lay.paragraph[i] != lay.paragraph[start] or doc[i].text in {".", ";", "”", "?", "!"}:
            break
        if (
            doc[i].lower_ in speech
            and not taken[i]
            and doc[i].tag_ not in {"NN", "NNS", "NNP"}
            and doc[start - 1].lower_ in {",", ":", "that"}
        ):
            return i, i + 1
    return None
