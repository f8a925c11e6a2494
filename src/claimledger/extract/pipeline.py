"""The order of extraction: a Doc and its article in, the article's record out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from spacy.tokens import Doc as Parsed

from claimledger.extract import topic as topics
from claimledger.extract.attribution import Attribution, CharRange, Proposition
from claimledger.extract.certainty import modality_of, stance_of
from claimledger.extract.contents import propositions
from claimledger.extract.cues import attributions
from claimledger.extract.dates import choose
from claimledger.extract.dates.choose import ClaimDates, claim_dates
from claimledger.extract.dates.find import find_dates
from claimledger.extract.dates.match import DateMatch
from claimledger.extract.ellipsis import with_shared_unit
from claimledger.extract.names import cast
from claimledger.extract.places import Entity, find_places
from claimledger.extract.polarity import polarity_of
from claimledger.extract.quantities import find_quantities
from claimledger.extract.quotes import Layout, layout
from claimledger.extract.sources import Source, speaker_of
from claimledger.extract.tokens import Doc, read
from claimledger.records import (
    Article,
    ArticleRecord,
    Claim,
    Cue,
    DateValue,
    Quantity,
    Span,
    Speaker,
    Topic,
    claim_ids,
)
from claimledger.settings import DEFAULTS, Settings

CONTEXT_SENTENCES = 3
FIGURE_REACH = 600
"""Characters before a bare figure in which the one may stand whose unit it takes."""
_SPACE = re.compile(r"\s+")
_FULL_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class _Draft:
    """A claim in the making; offsets are the Doc's."""

    proposition: Proposition
    speaker: Speaker | None
    agency: str | None
    via: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _View:
    """An article as the steps of extraction share it. ``text`` is the file's body, as long as the Doc's."""

    doc: Doc
    text: str
    offset: int
    entities: tuple[Entity, ...]
    paragraphs: tuple[int, ...]
    settings: Settings
    words: tuple[topics.Word, ...]

    def place(self, start: int, end: int) -> Span:
        """A range of the Doc as offsets of the file."""
        return start + self.offset, end + self.offset

    def chars(self, start: int, end: int) -> CharRange:
        """The characters of the tokens from ``start`` to ``end``."""
        last = self.doc[end - 1]
        return self.doc[start].idx, last.idx + len(last)


def extract(
    parsed: Parsed, article: Article, *, settings: Settings = DEFAULTS, own_voice: bool = False
) -> ArticleRecord:
    """The record of an article, given the Doc that ``parse`` made of it; claims in text order.

    ``own_voice`` adds figures and dates that the outlet states itself, with the outlet as speaker.
    """
    text = article.text[article.body :]
    doc = read(parsed)
    entities = tuple((e.start_char, e.end_char, e.label_, e.text) for e in doc.ents)
    words = tuple(topics.Word(t.text, t.lemma_, t.pos_, t.ent_type_) for t in doc)
    paragraphs = tuple(p.start_char for p in doc.spans.get("paragraphs", ()))
    view = _View(doc, text, article.body, entities, paragraphs, settings, words)
    drafts = list(_drafts(view, article))
    if own_voice and article.info.outlet:
        drafts += _own_voice(view, article.info.outlet, drafts)
    drafts = sorted(_distinct(drafts), key=lambda d: (d.proposition.ranges, _distance(d.proposition)))
    dates = _dates(view, drafts, _published(article.info.published))
    ids = claim_ids(
        article.info.id,
        [(_statement(view, d.proposition.ranges), d.speaker.name if d.speaker else None) for d in drafts],
    )
    claims = tuple(_claim(view, draft, when, name) for draft, when, name in zip(drafts, dates, ids, strict=True))
    return ArticleRecord(article.info, claims)


def _drafts(view: _View, article: Article) -> Iterator[_Draft]:
    people = cast(view.doc, article.info.title, article.info.outlet)
    history: list[Source] = []
    lay = layout(view.doc)
    for attribution in attributions(view.doc, lay):
        if _in_own_voice(view.doc, lay, attribution):
            continue
        resolved = speaker_of(view.doc, attribution, people, history)
        history.append(resolved)
        speaker = resolved.speaker
        if speaker and speaker.span:
            speaker = replace(speaker, span=view.place(*speaker.span))
        for proposition in propositions(view.doc, attribution, lay):
            if proposition.ranges:
                yield _Draft(proposition, speaker, resolved.agency, resolved.via)


def _distance(proposition: Proposition) -> int:
    """Tokens between cue and content: of "X denied the report by Y that P", what Y says comes first."""
    cue = proposition.attribution.cue
    first, last = proposition.attribution.content[0][0], proposition.attribution.content[-1][1]
    return 0 if cue is None else max(first - cue[1], cue[0] - last, 0)


def _in_own_voice(doc: Doc, lay: Layout, attribution: Attribution) -> bool:
    """Whether the outlet speaks of itself: "we assess that", "our reporter saw", outside quotation marks."""
    if attribution.carried:
        return False
    source = attribution.source
    if source is not None and doc[source[0]].lower_ == "our" and lay.quoted[source[0]] < 0:
        return True
    subjects = [attribution.source[0]] if attribution.source and len(range(*attribution.source)) == 1 else []
    if attribution.cue and attribution.cue[0] > 0:
        subjects.append(attribution.cue[0] - 1)
    return any(doc[i].lower_ in {"we", "i"} and lay.quoted[i] < 0 for i in subjects)


def _distinct(drafts: Sequence[_Draft]) -> Iterator[_Draft]:
    """Each stretch of text once for each speaker."""
    seen: set[tuple[object, ...]] = set()
    for draft in drafts:
        key = (draft.proposition.ranges, draft.speaker.name if draft.speaker else None)
        if key not in seen:
            seen.add(key)
            yield draft


def _own_voice(view: _View, outlet: str, drafts: Sequence[_Draft]) -> Iterator[_Draft]:
    """The sentences with a figure that no attribution touches, as claims of the outlet."""
    taken = sorted(span for draft in drafts for span in draft.proposition.ranges)
    boilerplate = [
        (p.start_char, p.end_char) for p in view.doc.spans.get("paragraphs", ()) if p.label_ == "BOILERPLATE"
    ]
    for sentence in view.doc.sents:
        words = [token for token in sentence if not token.is_space]
        if not words or not any(token.pos_ in ("VERB", "AUX") for token in words):
            continue
        start, end = words[0].idx, words[-1].idx + len(words[-1])
        end -= view.text[end - 1] in ".;:"
        if any(s < end and start < e for s, e in (*taken, *boilerplate)):
            continue
        if find_quantities(view.text[start:end], policy=view.settings):
            attribution = Attribution(((words[0].i, words[-1].i + 1),))
            yield _Draft(Proposition(((start, end),), "indirect", attribution), Speaker(outlet, "outlet"), outlet, ())


def _published(value: str | None) -> date | None:
    return date.fromisoformat(value) if value and _FULL_DATE.fullmatch(value) else None


def _statement(view: _View, ranges: Sequence[CharRange]) -> str:
    return " … ".join(_SPACE.sub(" ", view.text[start:end]) for start, end in ranges)


def _dates(view: _View, drafts: Sequence[_Draft], published: date | None) -> list[ClaimDates]:
    claims = []
    for draft in drafts:
        attribution = draft.proposition.attribution
        cue = view.chars(*attribution.cue) if attribution.cue and not attribution.carried else None
        source = view.chars(*attribution.source) if attribution.source and not attribution.carried else None
        spans = [*draft.proposition.ranges, *(s for s in (cue, source) if s)]
        speaker = "|".join((draft.speaker.name if draft.speaker else "", *draft.via))
        claims.append(
            choose.Attribution(_sentence(view, spans), draft.proposition.ranges, cue, source, speaker or None)
        )
    return claim_dates(view.text, claims, find_dates(view.text, published=published), published=published)


def _sentence(view: _View, spans: Sequence[CharRange]) -> CharRange:
    """The sentences that hold all the spans, from the first character to the last."""
    span = view.doc.char_span(min(s for s, _ in spans), max(e for _, e in spans), alignment_mode="expand")
    if span is None:
        return min(s for s, _ in spans), max(e for _, e in spans)
    return view.doc[span.start].sent.start_char, view.doc[span.end - 1].sent.end_char


def _claim(view: _View, draft: _Draft, dates: ClaimDates, name: str) -> Claim:
    ranges, attribution = draft.proposition.ranges, draft.proposition.attribution
    statement = _statement(view, ranges)
    cue = _cue(view, attribution)
    cue_text = _around_cue(view, attribution)
    stance = stance_of(cue_text, statement, context=_source_text(view, draft))
    quantities = tuple(_quantities(view, ranges))
    return Claim(
        id=name,
        statement=statement,
        span=tuple(view.place(*r) for r in ranges),
        quote=draft.proposition.quote,
        cue=cue,
        stance=stance,
        speaker=draft.speaker,
        agency=draft.agency,
        via=draft.via,
        said_on=_date(view, dates.said_on),
        when=_date(view, dates.when),
        polarity=polarity_of(statement, cue_text),
        modality=modality_of(statement, stance, cue_text, ahead=dates.ahead),
        places=tuple(place.text for place in find_places(view.text, ranges, view.entities)),
        quantities=quantities,
        about=_topic(view, ranges, quantities),
    )


def _cue(view: _View, attribution: Attribution) -> Cue | None:
    if not attribution.cue:
        return None
    start, end = view.chars(*attribution.cue)
    return Cue(_SPACE.sub(" ", view.text[start:end]), view.place(start, end))


def _around_cue(view: _View, attribution: Attribution) -> str:
    """The cue with its auxiliaries and negation ("could not confirm"), which the tagger leaves out at times."""
    if not attribution.cue:
        return ""
    first, last = attribution.cue
    while (
        first > 0
        and view.doc[first - 1].pos_ in ("AUX", "PART")
        and view.doc[first - 1].lower_ not in ("to", "'s", "’s")
    ):
        first -= 1
    start, end = view.chars(first, last)
    return view.text[start:end]


def _source_text(view: _View, draft: _Draft) -> str:
    """How the text describes the source: its mention with what stands in apposition, and the role known of it."""
    source, speaker = draft.proposition.attribution.source, draft.speaker
    if source is None or speaker is None:
        return ""
    start, end = view.chars(*source)
    return " ".join(filter(None, (view.text[start:end], speaker.role)))


def _date(view: _View, match: DateMatch | None) -> DateValue | None:
    if match is None:
        return None
    start, end = match.span
    return DateValue(_SPACE.sub(" ", view.text[start:end]), match.value, view.place(start, end), match.time)


def _told(view: _View, at: int) -> Iterator[Quantity]:
    """The quantities that the paragraph tells shortly before a place."""
    index = bisect_right(view.paragraphs, at)
    start = max(view.paragraphs[index - 1] if index else 0, at - FIGURE_REACH)
    for q in find_quantities(view.text[start:at], policy=view.settings):
        if q.span is not None:
            yield replace(q, span=(q.span[0] + start, q.span[1] + start))


def _quantities(view: _View, ranges: Sequence[CharRange]) -> Iterator[Quantity]:
    for start, end in ranges:
        for q in find_quantities(view.text[start:end], policy=view.settings):
            if q.span is not None:
                first, last = q.span[0] + start, q.span[1] + start
                if q.unit is None:
                    q = with_shared_unit(view.text, replace(q, span=(first, last)), [*_told(view, first)])
                yield replace(q, span=view.place(first, last))


def _topic(view: _View, ranges: Sequence[CharRange], quantities: Sequence[Quantity]) -> Topic:
    tokens = [
        token
        for start, end in ranges
        for token in view.doc.char_span(start, end, alignment_mode="expand") or ()
        if not token.is_space
    ]
    if not tokens:
        return Topic()
    figures = []
    for quantity in quantities:
        start, end = (offset - view.offset for offset in quantity.span or (0, 0))
        inside = [i for i, t in enumerate(tokens) if t.idx < end and t.idx + len(t) > start]
        figures.append((inside[0], inside[-1] + 1) if inside else (0, 0))
    chosen = {token.i for token in tokens}
    sentence = tokens[0].sent
    first = sentence.start
    for _ in range(CONTEXT_SENTENCES):
        first = view.doc[first - 1].sent.start if first > 0 else 0
    around = [
        word
        for i, word in enumerate(view.words[first : tokens[-1].sent.end], start=first)
        if i not in chosen and not word.text.isspace()
    ]
    return topics.topic([view.words[token.i] for token in tokens], around, figures)
