"""Attributions of a Doc: what the model marked, linked, put right by quotations and completed by patterns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from claimledger.extract.asides import asides
from claimledger.extract.attribution import Attribution, TokenRange
from claimledger.extract.continuation import continued
from claimledger.extract.deeds import is_deed
from claimledger.extract.figures import figures, passives
from claimledger.extract.headings import headings, turns
from claimledger.extract.lexicon import cue_words
from claimledger.extract.linking import Spans, link
from claimledger.extract.nested import cues_of, unwrapped
from claimledger.extract.quotes import Layout, after_dateline, layout
from claimledger.extract.repairs import carry, complete, quoted_speech, resume, signed, uncovered
from claimledger.extract.reporting import Reporting
from claimledger.extract.tidying import tidy
from claimledger.extract.tokens import Doc, text_of
from claimledger.extract.wordlists import roles, words

ATTRIBUTION = "attribution"
_ASIDE_WORDS = 3
_DECLINING = frozenset({"declined", "declines", "refused", "refuses", "decline", "refuse", "declining", "refusing"})
_SAYING_NOTHING = frozenset({"comment", "say", "discuss", "elaborate", "answer", "disclose", "specify", "respond"})


def attributions(doc: Doc, lay: Layout | None = None) -> list[Attribution]:
    """Every attribution that claims something, in text order."""
    lay = lay or layout(doc)
    spans = tidy(doc, lay, marked(doc))
    patterns = (
        *turns(doc, lay),
        *headings(doc, lay),
        *asides(doc, lay, spans),
        *figures(doc, lay),
        *passives(doc, lay),
    )
    fixed, spans = settle(doc, lay, patterns, spans)
    inside = frozenset(i for s in (*spans.sources, *spans.cues, *spans.contents) for i in range(*s))
    linked = [complete(doc, lay, a, inside) for a in link(doc, lay, spans)]
    linked = list(framed(doc, lay, linked, spans))
    linked = [part for a in linked for part in unwrapped(doc, lay, a)]
    unsaid = [a for a in linked if silent(doc, a)]
    found = [*fixed, *(a for a in linked if a not in unsaid)]
    taken = bytearray(len(doc))
    for attribution in (*found, *unsaid):
        if attribution.cue is not None:
            _take(taken, attribution)
    reporting = Reporting(doc, lay, spans.sources, taken)
    found = [_sourced(doc, lay, reporting, a, found) for a in found]
    others = bytearray(taken)
    for start, end in (*spans.sources, *(c for c in spans.cues if _speaks(doc, c))):
        others[start:end] = b"\x01" * (end - start)
    found = [resume(doc, lay, a, others) for a in found]
    for attribution in found:
        if attribution.cue is not None:
            _take(taken, attribution)
    for quote in uncovered(doc, lay, taken, clauses=True):
        if by := signed(doc, lay, quote):
            found = [a for a in found if a.cue or not quote.tokens[0] <= a.content[0][0] < quote.tokens[1]]
            found.append(_take(taken, by))
        elif cue := quoted_speech(doc, lay, quote, taken):
            found.append(_take(taken, Attribution((quote.tokens,), reporting.source(cue, quote.tokens), cue)))
    with_content = {cue for a in (*found, *linked) for cue in cues_of(a)}
    empty = tuple(c for c in spans.cues if c not in with_content and not _is_silent(doc, c))
    found.extend(a for a in reporting.find(empty) if not silent(doc, a))
    for attribution in found:
        if attribution.cue is not None:
            _take(others, attribution)
    found = continued(doc, lay, found, others)
    found = carry(doc, lay, told_of(doc, lay, found), taken)
    return sorted((a for a in found if claims(doc, lay, a) and not is_deed(doc, lay, a)), key=lambda a: a.content)


def framed(doc: Doc, lay: Layout, linked: list[Attribution], spans: Spans) -> Iterator[Attribution]:
    """The attributions, a closing clause of speech ("P, the agency said in a statement") given all of its sentence.

    What the model took for an attribution inside P by a verb that is none of speech ("workers voted to …, the port
    said") is a part of P.
    """
    with_content = {a.cue for a in linked}
    frames = []
    for cue in spans.cues:
        start, end = lay.sentence_range(cue[0])
        source = next((s for s in spans.sources if s[1] == cue[0] and s[0] - 1 > start), None)
        if cue in with_content or source is None or lay.quoted[cue[0]] >= 0:
            continue
        comma = source[0] - 1
        late = all(doc[i].text not in {",", ";", ":"} and doc[i].lower_ != "that" for i in range(cue[1], end))
        if doc[comma].text != "," or not late or not _speaks(doc, cue):
            continue
        inside = [a for a in linked if a.cue and start <= a.cue[0] < comma]
        if not inside or any(_speaks(doc, a.cue) for a in inside if a.cue):
            continue
        frames.append((start, comma))
        yield Attribution(((after_dateline(doc, start, comma), comma),), source, cue)
    for one in linked:
        if one.cue is None or not any(start <= one.cue[0] < end for start, end in frames):
            yield one


def _speaks(doc: Doc, cue: TokenRange) -> bool:
    return any(doc[i].lower_ in cue_words().speech for i in range(*cue))


def told_of(doc: Doc, lay: Layout, found: list[Attribution]) -> list[Attribution]:
    """The attributions, those to somebody who only acts ("The unit was expecting to …") given to the speaker before.

    They go on with what the sentence before reports, where it reports something.
    """
    out = sorted(found, key=lambda a: a.content)
    for number, one in enumerate(out):
        if one.cue is None or one.source is None or not _acts(doc, one):
            continue
        sentence = lay.sentence[one.cue[0]]
        before = next(
            (
                a
                for a in reversed(out[:number])
                if a.cue is not None
                and lay.sentence[a.content[-1][1] - 1] == sentence - 1
                and lay.paragraph[a.content[0][0]] == lay.paragraph[one.cue[0]]
                and lay.quoted[a.content[-1][0]] < 0
            ),
            None,
        )
        if before is not None:
            out[number] = Attribution((lay.sentence_range(one.cue[0]),), before.source, before.cue, carried=True)
    return out


def _acts(doc: Doc, attribution: Attribution) -> bool:
    """Whether the source is a thing or troop that expects or plans to do something, and no name, role or person."""
    assert attribution.cue is not None and attribution.source is not None
    first, last = attribution.source
    purpose = doc[attribution.cue[1] - 1].lower_ in cue_words().purpose or (
        attribution.cue[1] - attribution.cue[0] > 1 and doc[attribution.cue[1] - 2].lower_ in cue_words().purpose
    )
    onward = doc[attribution.content[0][0]]
    infinitive = onward.tag_ in {"TO", "VB"} or doc[onward.i - 1].tag_ == "TO"
    common = doc[first].lower_ in {"the", "this", "that"} and not any(t.pos_ == "PROPN" for t in doc[first:last])
    if not (purpose and infinitive and common):
        return False
    spoken = words("roles", "people") | {word for phrase in roles() for word in phrase}
    return spoken.isdisjoint(t.lower_ for t in doc[first:last])


def settle(doc: Doc, lay: Layout, fixed: Sequence[Attribution], spans: Spans) -> tuple[list[Attribution], Spans]:
    """The attributions by pattern that stand, and the spans without what they replace.

    A pattern inside a content is part of what is said there, unless it opens a clause of its own after a comma
    ("..., while the ministry put the toll at 61"): then the content ends before it.
    """
    out: list[Attribution] = []
    contents = list(spans.contents)
    used: set[int] = set()
    sources = []
    for one in fixed:
        assert one.cue is not None
        mine = {i for s, e in (*one.content, one.cue) for i in range(s, e)}
        start = min(r[0] for r in (one.source, one.cue) if r)
        around = next((c for c in contents if c[0] <= one.cue[0] < c[1]), None)
        if used & mine or (around is not None and _reported(doc, lay, around, one.cue, spans)):
            continue
        told = any(doc[i].lower_ in cue_words().speech for c in spans.cues if c[0] in mine for i in range(*c))
        if around is not None and around[0] < (start - 1 if told else min(start - 1, one.content[0][0])):
            if doc[start - 1].lower_ not in {"while", "whereas", "but", "and"} or doc[start - 2].text not in {",", ";"}:
                continue
            contents[contents.index(around)] = (around[0], start - 2)
        elif around is not None and one.source is None and len(set(range(*around)) - mine) > _ASIDE_WORDS:
            continue
        used |= mine
        out.append(one)
        if one.source is not None and one.source[0] > one.content[0][0]:
            sources.append(one.source)
    keep = tuple(c for c in contents if not used & set(range(*c)) and not any(s <= c[0] < e for s, e in sources))
    cues = tuple(c for c in spans.cues if not used & set(range(*c)))
    return out, Spans(spans.sources, cues, keep)


def _reported(doc: Doc, lay: Layout, content: TokenRange, cue: TokenRange, spans: Spans) -> bool:
    """Whether a verb of speech stands right before the content or behind its comma: the verb inside is said too."""
    if lay.sentence[content[0]] != lay.sentence[cue[0]] or (content[0] == cue[0]):
        return False
    for other in spans.cues:
        before = other[1] == content[0] or (other[1] + 1 == content[0] and doc[other[1]].lower_ == "that")
        behind = (
            other[0] >= content[1]
            and doc[content[1]].text == ","
            and any((s[0] == content[1] + 1 and s[1] == other[0]) or other[0] == content[1] + 1 for s in spans.sources)
        )
        if (before or behind) and _speaks(doc, other):
            return True
    return False


def _sourced(
    doc: Doc, lay: Layout, reporting: Reporting, attribution: Attribution, found: list[Attribution]
) -> Attribution:
    """The attribution with the verb of speech and its subject that linking did not find.

    A second verb without a subject of its own has the source of the one before it in the sentence.
    """
    cue = attribution.cue or reporting.cue_of(attribution.content[0])
    if cue is None or attribution.source is not None or doc[cue[1] - 1].lower_ not in cue_words().speech:
        return replace(attribution, cue=cue)
    source = reporting.source(cue, attribution.content[0])
    if source is None and doc[cue[1] - 1].tag_ != "VBN":
        before = [
            a for a in found if a.cue and a.source and a.cue < cue and lay.sentence[a.cue[0]] == lay.sentence[cue[0]]
        ]
        source = before[-1].source if before else None
    return replace(attribution, cue=cue, source=source)


def marked(doc: Doc) -> Spans:
    """The spans of ``doc.spans["attribution"]`` by label."""
    by: dict[str, list[TokenRange]] = {"SOURCE": [], "CUE": [], "CONTENT": []}
    for span in doc.spans.get(ATTRIBUTION, ()):
        by[span.label_].append((span.start, span.end))
    return Spans(tuple(by["SOURCE"]), tuple(by["CUE"]), tuple(by["CONTENT"]))


def silent(doc: Doc, attribution: Attribution) -> bool:
    """Whether the cue says that nothing was said, or that something was only asked by the reporter."""
    if attribution.cue is None:
        return False
    first = doc[attribution.cue[0]]
    opener = next((doc[i].lower_ for s, e in attribution.content for i in range(s, e) if doc[i].lower_ != "to"), "")
    if first.lower_ in _DECLINING and opener in _SAYING_NOTHING:
        return True
    asked = first.lower_ == "asked" and (attribution.source is None or first.is_sent_start is True)
    words = {doc[i].lower_ for s, e in attribution.content for i in range(s, e)}
    comment = first.lower_ in {"declined", "refused"} and words <= {
        "to",
        "comment",
        "further",
        "publicly",
        "immediately",
        "on",
        "it",
        ".",
    }
    nameless = bool(words & {"named", "identified", "anonymity", "anonymous"}) and bool(
        words & {"not", "condition", "anonymity", "anonymous"}
    )
    hidden = nameless and first.lower_ in {
        "asked",
        "requested",
        "insisted",
        "insists",
        "spoke",
        "speaking",
        "asking",
        "wanted",
    }
    unnamed = first.lower_ in _DECLINING and bool(words & {"named", "identified", "quoted"})
    if asked or comment or hidden or unnamed or _is_silent(doc, attribution.cue):
        return True
    return _says_nothing(doc, attribution.cue, attribution)


def _says_nothing(doc: Doc, cue: TokenRange, attribution: Attribution) -> bool:
    """Whether nobody says it ("neither would explain"), or it is left unsaid: "he did not say who".

    So is what the text itself calls to mind: "it is to be recalled that", "it is worth mentioning that".
    """
    source = attribution.source
    if source is not None and source[1] - source[0] == 1 and doc[source[0]].lower_ in cue_words().nobody:
        return True
    opener = doc[attribution.content[0][0]]
    background = doc[max(0, cue[0] - 2) : cue[1]]
    if source is None and (
        any(t.lower_ == "worth" for t in background) or "to be" in text_of(doc, max(0, cue[0] - 2), cue[1])
    ):
        return True
    denied = any(t.lower_ in {"not", "n't", "n’t", "never"} for t in doc[max(0, cue[0] - 2) : cue[1]])
    return denied and _speaks(doc, cue) and (opener.tag_ in {"WP", "WRB", "WP$"} or opener.lower_ in {"whether", "if"})


def _is_silent(doc: Doc, cue: TokenRange) -> bool:
    return text_of(doc, *cue).lower() in cue_words().silent


def claims(doc: Doc, lay: Layout, attribution: Attribution) -> bool:
    """Whether there is something said: words, and more than a lone name, pronoun or title in marks without a cue."""
    words = [doc[i] for s, e in attribution.content for i in range(s, e) if doc[i].is_alpha or doc[i].text[0].isdigit()]
    if len(words) == 1:
        return words[0].like_num or words[0].text[0].isdigit() or lay.quoted[words[0].i] >= 0
    return bool(words)


def _take(taken: bytearray, found: Attribution) -> Attribution:
    if found.relay is not None:
        _take(taken, found.relay)
    for start, end in (*found.content, *([found.cue] if found.cue else [])):
        taken[start:end] = b"\x01" * (end - start)
    return found
