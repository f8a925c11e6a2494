"""Who is behind an attribution: the innermost speaker, the agency that the claim rests on, and who relayed it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from claimledger.extract.attribution import Attribution, TokenRange
from claimledger.extract.names import Cast
from claimledger.extract.referents import Referent
from claimledger.extract.relays import broadcaster, chain
from claimledger.extract.subjects import sentence, signature, source_span
from claimledger.extract.tokens import Doc, text_of
from claimledger.records import Speaker

_CONTINUED = frozenset(["and", "but", ",", "adding", "also", "then"])


class Source(NamedTuple):
    """Who stands behind a claim. ``speaker.span`` counts characters of the Doc's text; ``referent`` and ``at`` (its
    tokens) are for the resolution of what follows."""

    speaker: Speaker | None
    agency: str | None = None
    via: tuple[str, ...] = ()
    referent: Referent | None = None
    at: TokenRange | None = None


def speaker_of(doc: Doc, attribution: Attribution, cast: Cast, history: Sequence[Source] = ()) -> Source:
    """The source of an attribution, given the sources of those before it in the article (latest last).

    A Source of Nones where nobody in particular speaks ("is believed to").
    """
    span = source_span(cast, attribution) or signature(cast, attribution)
    if span is None:
        return _goes_on(cast, attribution, history)
    if known := next((s for s in history if s.at == span and s.speaker), None):
        return known
    past = [s.referent for s in history if s.referent is not None]
    found = chain(cast, attribution, span, past)
    if not found:
        return Source(None, at=span)
    inner = found[-1]
    via = tuple(r.name for r in found[:-1])
    if not via and (relay := broadcaster(cast, attribution, inner, past)):
        via = (relay,)
    elif not via and inner.anaphor:
        via = _carried(inner, history)
    return _source(doc, inner, via, span)


def _source(doc: Doc, r: Referent, via: tuple[str, ...], at: TokenRange) -> Source:
    first, last = doc[r.span[0]], doc[r.span[1] - 1]
    speaker = Speaker(
        name=r.name,
        kind=r.kind,
        role=r.role,
        affiliation=r.agency if r.kind != "organization" else None,
        mention=" ".join(text_of(doc, *r.span).split()),
        span=(first.idx, last.idx + len(last)),
    )
    return Source(speaker, r.agency, via, r, at)


def _goes_on(cast: Cast, attribution: Attribution, history: Sequence[Source]) -> Source:
    """Without a source of its own, a quotation without cue, or a second verb of one subject, has the last speaker."""
    last = history[-1] if history else Source(None)
    if last.referent is None:
        return Source(None)
    v = cast.view
    if attribution.cue is None:
        gap = text_of(v.doc, last.referent.span[1], attribution.content[0][0])
        return last if gap.count("\n\n") <= 2 else Source(None)
    at = attribution.cue[0]
    first, _ = sentence(v, at)
    together = first <= last.referent.span[0] < at and at > 0 and v.low[at - 1] in _CONTINUED
    return last if together else Source(None)


def _carried(inner: Referent, history: Sequence[Source]) -> tuple[str, ...]:
    """The relays of the same speech: of the speaker's last claim, if nobody spoke between or a report is cited."""
    if inner.document:
        return next((s.via for s in reversed(history) if s.via and s.speaker and s.speaker.name == inner.name), ())
    last = next((s for s in reversed(history) if s.referent is not None), None)
    return last.via if last and last.referent and last.referent.name == inner.name else ()
