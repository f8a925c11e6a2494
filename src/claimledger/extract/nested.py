"""Contents that report in their turn: "the president said that P, the agency reported", "X denied Y's claim that P"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from claimledger.extract.asides import before_verb
from claimledger.extract.attribution import Attribution, TokenRange
from claimledger.extract.lexicon import cue_words
from claimledger.extract.quotes import Layout
from claimledger.extract.tidying import possessor
from claimledger.extract.tokens import FINITE, Doc

_HAVE = frozenset({"has", "have", "had"})
_PROMISING = frozenset({"vowed", "pledged", "promised", "vows", "pledges", "promises", "threatened", "threatens"})
_DENYING = frozenset({"denied", "denies", "deny", "rejected", "rejects", "dismissed", "refuted", "not", "n't", "asked"})
_JUDGING = frozenset(
    {
        "disputed",
        "disputes",
        "contested",
        "questioned",
        "backed",
        "backs",
        "supported",
        "supports",
        "echoed",
        "endorsed",
    }
)
_OPENING = frozenset(
    {
        "that",
        "who",
        "which",
        "what",
        "how",
        "when",
        "where",
        "while",
        "if",
        "as",
        "because",
        "and",
        "or",
        "after",
        ",",
        ";",
    }
)
_LONGEST_SUBJECT = 14
_FARTHEST_THAT = 12
_PUBLISHED = 12


def unwrapped(doc: Doc, lay: Layout, attribution: Attribution) -> Iterator[Attribution]:
    """The attribution, or what it comes to where its content is another's: that one, or both where one denies it."""
    yield from _claimed(doc, _told(doc, lay, _closed(doc, lay, _bounded(doc, lay, attribution))))


def _bounded(doc: Doc, lay: Layout, attribution: Attribution) -> Attribution:
    """The attribution of a noun that opens its sentence ("the claim that P has its merit") without what is told of it.

    The sentence needs a verb of its own: the second one, where nothing between it and the first opens another clause.
    """
    cue, (start, end) = attribution.cue, attribution.content[0]
    if cue is None or doc[cue[1] - 1].lower_ not in cue_words().nominal or not cue[1] <= start <= cue[1] + 1:
        return attribution
    opening, _ = lay.sentence_range(cue[0])
    if any(t.tag_ in FINITE for t in doc[opening : cue[1]]) or lay.sentence[end - 1] != lay.sentence[start]:
        return attribution
    finite = [i for i in range(start, end) if doc[i].tag_ in FINITE and lay.quoted[i] < 0]
    if len(finite) < 2 or any(doc[i].lower_ in _OPENING for i in range(finite[0] + 1, finite[1])):
        return attribution
    if finite[1] == finite[0] + 1 and doc[finite[0]].lower_ in _HAVE:
        return attribution
    return replace(attribution, content=((start, finite[1]), *attribution.content[1:]))


def cues_of(attribution: Attribution) -> Iterator[TokenRange | None]:
    """The cue of an attribution and of those that relay it."""
    yield attribution.cue
    if attribution.relay is not None:
        yield from cues_of(attribution.relay)


def _closed(doc: Doc, lay: Layout, attribution: Attribution) -> Attribution:
    """The attribution inside the content where a reporting clause closes it: "P, the spokesman said"."""
    start, end = attribution.content[-1]
    while end > start and doc[end - 1].is_punct:
        end -= 1
    verb = end - 1
    if attribution.cue is None or verb - start < 4 or doc[verb].lower_ not in cue_words().speech:
        return attribution
    if doc[verb].tag_ not in FINITE or lay.quoted[verb] >= 0 or start <= attribution.cue[0] < end:
        return attribution
    source = before_verb(doc, start, verb)
    if source is None or doc[source[0] - 1].text != "," or source[0] - 1 <= start:
        return attribution
    content = (*attribution.content[:-1], (start, source[0] - 1))
    return Attribution(content, source, (verb, verb + 1), relay=attribution)


def _told(doc: Doc, lay: Layout, attribution: Attribution) -> Attribution:
    """The attribution inside the content where all of it is one: who relays it is left to the chain of sources."""
    cue = attribution.cue
    if cue is None or doc[cue[1] - 1].lower_ not in cue_words().speech | {"to"}:
        return attribution
    if any(doc[i].lower_ in _DENYING for i in range(*cue)):
        return attribution
    start, end = attribution.content[0]
    while start < end and (doc[start].lower_ == "that" or doc[start].is_punct):
        start += 1
    if start >= end or lay.quoted[start] >= 0:
        return attribution
    verb = _inner_verb(doc, lay, start, end)
    opens = _opening(doc, verb, end) if verb is not None else None
    if verb is None or opens is None or not any(t.tag_ in FINITE or t.tag_ == "VB" for t in doc[opens:end]):
        return attribution
    first = verb - 1 if doc[verb - 1].lower_ in _HAVE else verb
    content = ((opens, end), *attribution.content[1:])
    return Attribution(content, (start, first), (first, verb + 1), relay=attribution)


def _inner_verb(doc: Doc, lay: Layout, start: int, end: int) -> int | None:
    """The verb of speech whose subject opens the content; what stands between commas is passed over."""
    i = start
    while i < min(end, start + 2 * _LONGEST_SUBJECT):
        word = doc[i]
        if word.text == "," and i > start:
            closing = next((k for k in range(i + 1, min(end, i + _LONGEST_SUBJECT)) if doc[k].text == ","), None)
            if closing is None:
                return None
            i = closing + 1
            continue
        past = word.tag_ == "VBN" and i > start and doc[i - 1].lower_ in _HAVE
        if (word.tag_ in FINITE and word.lower_ not in _HAVE) or past:
            said = (
                word.lower_ in cue_words().speech and i > start and (doc[i - 1].text == "," or not doc[i - 1].is_punct)
            )
            negated = any(t.lower_ in _DENYING for t in doc[i - 1 : i + 1])
            return i if said and not negated and lay.quoted[i] < 0 else None
        if word.lower_ in {"that", "who", "which", "if", "when", "while", "after", "as", "because"} or word.is_quote:
            return None
        i += 1
    return None


def _opening(doc: Doc, verb: int, end: int) -> int | None:
    """Where what was said opens: at "that", at "to" after a promise, or with the clause that the verb governs."""
    for i in range(verb + 1, min(end - 2, verb + _FARTHEST_THAT)):
        if doc[i].lower_ == "that" and (doc[i].dep_ == "mark" or doc[i].tag_ in {"IN", ""}):
            return i
        if doc[i].lower_ == "to" and doc[verb].lower_ in _PROMISING and doc[i].tag_ == "TO":
            return i
        if doc[i].tag_ in FINITE or doc[i].text in {";", ":"}:
            break
    for child in doc[verb].children:
        if child.dep_ == "ccomp" and verb < child.i < end:
            first = min(t.i for t in child.subtree)
            return first if first > verb else None
    return None


def _claimed(doc: Doc, attribution: Attribution) -> Iterator[Attribution]:
    """The attribution; one about what another claims ("X denied Y's claim that P") as two on P, X's and Y's."""
    start, end = attribution.content[0]
    rest = attribution.content[1:]
    if rest and doc[rest[0][0]].lower_ == "that" and end <= rest[0][0] <= end + _PUBLISHED:
        end, rest = rest[0][1], rest[1:]
    noun = next((i for i in range(start, min(start + 9, end - 3)) if doc[i].lower_ in cue_words().nominal), None)
    if attribution.cue is None or noun is None:
        yield attribution
        return
    owner: TokenRange | None
    if doc[noun + 1].lower_ == "that":
        owner, opens = possessor(doc, noun), noun + 2
    else:
        owner, opens = _author(doc, noun, end)
    if owner is None or owner[0] < start:
        yield attribution
        return
    content = ((opens, end), *rest)
    if any(doc[i].lower_ in cue_words().speech | _DENYING | _JUDGING for i in range(*attribution.cue)):
        yield replace(attribution, content=content)
    yield Attribution(content, owner, (noun, noun + 1))


def _author(doc: Doc, noun: int, end: int) -> tuple[TokenRange | None, int]:
    """Whose the noun is where its owner follows ("the report by the agency that P"), and where P opens."""
    if doc[noun + 1].lower_ not in {"by", "of", "from"}:
        return None, end
    that = next(
        (i for i in range(noun + 2, min(noun + _FARTHEST_THAT + _PUBLISHED, end - 2)) if doc[i].lower_ == "that"), None
    )
    if that is None or any(t.tag_ in FINITE for t in doc[noun + 2 : that]):
        return None, end
    if not any(doc[i].tag_ in FINITE for i in range(that + 1, end)) or doc[that + 1].tag_ in FINITE:
        return None, end
    stop = next((i for i in range(noun + 2, that) if doc[i].text == ","), that)
    return (noun + 2, stop), that + 1
