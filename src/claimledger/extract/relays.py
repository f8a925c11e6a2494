"""Who relayed a claim: outlets that cite others, people who pass on what they were told, broadcasters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from claimledger.extract.agencies import Institution
from claimledger.extract.attribution import Attribution, TokenRange
from claimledger.extract.coreference import resolve
from claimledger.extract.described import Mention
from claimledger.extract.lexicon import cue_words
from claimledger.extract.names import Cast
from claimledger.extract.phrases import View, left_edge, role_ending
from claimledger.extract.referents import Referent
from claimledger.extract.subjects import phrase, sentence, source_span, subject_before
from claimledger.extract.wordlists import load, words
from claimledger.wordbook import derived

_TOLD = frozenset(["told", "tells", "tell", "telling"])
_PASSED_ON = words("pronouns", "relayed")
_FINITE = frozenset(["cited", "quoted", "cites", "quotes"])
_AUXILIARIES = frozenset(["has", "had", "have"])
_HANDED = frozenset(
    ["seen", "obtained", "reviewed", "published", "printed", "carried", "aired", "broadcast", "quoted", "cited"]
)
_RELATIVE = frozenset(["which", "that", "who"])
_BEEN = frozenset(["been", "was", "appeared", "spoke", "speaking", "interviewed", "is"])
_FARTHEST = 12
_OURS = frozenset(["correspondent", "reporter", "reporters", "us", "me", "journalists", "conference"])


def chain(cast: Cast, attribution: Attribution, span: TokenRange, past: Sequence[Referent]) -> list[Referent]:
    """Who relayed whom, outermost first and the speaker last; empty where nobody in particular speaks."""
    if attribution.relay is not None:
        relay = attribution.relay
        holder, inner = source_span(cast, relay), resolve(cast, span, past)
        outer = chain(cast, relay, holder, past) if holder else []
        return [*(r for r in outer if r.name != inner.name and not cast.is_own(r.name)), inner] if inner else outer
    v = cast.view
    first, last = sentence(v, attribution.cue[0] if attribution.cue else span[0])
    markers = [m for m in _markers(v, first, last) if not _is_cue(v, m, attribution)]
    for at, _ in markers:
        if span[0] < at < span[1]:
            span = span[0], at
            break
    if quoted := _quoted_as(cast, attribution, (first, last), past):
        return [r for r in quoted[:-1] if not cast.is_own(r.name)] + quoted[-1:]
    source = resolve(cast, span, past)
    if source is None:
        return []
    if source.document and source.agency is None and "internal" in v.low[span[0] : span[1]]:
        source = _in_house(cast, attribution, source, past)
    links = _links(cast, attribution, span, source, markers, past)
    links = [r for r in links[:-1] if not cast.is_own(r.name)] + links[-1:]
    inner = _told(cast, attribution, past)
    return links if inner is None or inner.name in (r.name for r in links) else [*links, inner]


def _quoted_as(
    cast: Cast, attribution: Attribution, around: TokenRange, past: Sequence[Referent]
) -> list[Referent] | None:
    """Who is quoted, and by whom: "the daily quoted X as saying", "X was quoted as saying by the daily"."""
    v = cast.view
    cue = attribution.cue
    if cue is None or not {"quoted", "cited", "saying"} & set(v.low[slice(*cue)]):
        return None
    first, last = max(around[0], cue[0] - 2 * _FARTHEST), min(around[1], cue[1] + _FARTHEST)
    as_ = next((i for i in range(first, last - 1) if v.low[i : i + 2] == ("as", "saying")), None)
    verb = next((i for i in range((as_ or 0) - 1, first, -1) if v.low[i] in ("quoted", "cited")), None)
    if as_ is None or verb is None or not cue[0] - 1 <= as_ + 1 <= cue[1] + 2 * _FARTHEST:
        return None
    passive = v.low[verb - 1] in ("was", "were", "is", "are", "been")
    speaker = subject_before(cast, verb - 1 - (v.low[verb - 2] in _AUXILIARIES)) if passive else phrase(v, verb + 1)
    if not passive and speaker and speaker[1] > as_:
        speaker = speaker[0], as_
    by = next((i for i in (verb + 1, as_ + 2) if passive and i < last and v.low[i] == "by"), None)
    relay = phrase(v, by + 1) if by is not None else None if passive else subject_before(cast, verb)
    inner = resolve(cast, speaker, past) if speaker else None
    outer = resolve(cast, relay, past) if relay else None
    if inner is None:
        return None
    return _pair(outer, inner) if outer else [inner]


def _in_house(cast: Cast, attribution: Attribution, paper: Referent, past: Sequence[Referent]) -> Referent:
    """An internal paper speaks for the institution that its content opens with: "that the company planned …"."""
    v = cast.view
    first, last = attribution.content[0]
    first += v.low[first] == "that"
    found = resolve(cast, phrase(v, first), past) if first < last and not v.quoted[first] else None
    return replace(found, span=paper.span, document=True) if found and found.kind == "organization" else paper


def _links(
    cast: Cast,
    attribution: Attribution,
    span: TokenRange,
    source: Referent,
    markers: Sequence[TokenRange],
    past: Sequence[Referent],
) -> list[Referent]:
    first, last = sentence(cast.view, attribution.cue[0] if attribution.cue else span[0])
    for marker in markers:
        if found := _cited(cast, marker, span, source, past):
            return found
    if inner := _cited_by(cast, span, past):
        return _pair(source, inner)
    if outer := _teller(cast, attribution, span, first, past):
        return _pair(outer, source)
    if found := _second_cue(cast, attribution, span, source, (first, last), past):
        return found
    if outer := _handed_by(cast, span, last, past):
        return _pair(outer, source)
    return [source]


def broadcaster(cast: Cast, attribution: Attribution, inner: Referent, past: Sequence[Referent]) -> str | None:
    """The outlet that the speaker talked to: "told Radio NAME", "in an interview with the newspaper"."""
    v = cast.view
    cue = attribution.cue
    if inner.anaphor and cue is not None and (stage := _appearance(cast, cue, inner)):
        return stage
    if cue is None:
        cue = inner.span if inner.span[0] >= attribution.content[-1][1] else None
    if cue is None:
        return None
    _, last = sentence(v, cue[0])
    at = next((i + 1 for i in range(*cue) if v.low[i] in _TOLD), None)
    if at is not None and attribution.source and at == attribution.source[0] and v.low[at - 1] in _TOLD:
        at = attribution.source[1] if inner.span[0] >= at else at
    if at is None:  # "X told Radio NAME, adding that …"
        at = next((i + 1 for i in range(inner.span[1], min(inner.span[1] + 14, cue[0])) if v.low[i] in _TOLD), None)
    for i in range(cue[1], min(cue[1] + 8, last - 2)):
        if v.low[i : i + 2] in (("interview", "with"), ("interview", "to"), ("speaking", "to"), ("speaking", "on")):
            at = at or i + 2
    if at is None:  # "on Radio NAME", "on the air of Radio NAME"
        for mention, one in cast.institutions_in(cue[1], min(cue[1] + 14, last)):
            opens = mention.proper and v.low[mention.span[0]] in ("radio", "tv", "television")
            if one.media and opens and "on" in v.low[max(cue[1], mention.span[0] - 4) : mention.span[0]]:
                return None if cast.is_own(one.name) or one.name == inner.name else one.name
    if at is None or at >= len(v.low):
        return None
    object_ = phrase(v, at)
    if not _OURS.isdisjoint(v.low[slice(*object_)]):
        return None
    for mention, one in cast.institutions_in(*object_):
        if _outlet(v, mention, one) and mention.span[0] <= object_[0] + 2:
            return None if cast.is_own(one.name) or one.name == inner.name else one.name
    for generic in cast.generic:
        if object_[0] <= generic.span[0] < object_[1] and generic.head in words("institutions", "media"):
            found = resolve(cast, object_, past)
            return found.name if found and found.media and found.name != inner.name else None
    return None


def _appearance(cast: Cast, cue: TokenRange, inner: Referent) -> str | None:
    """The broadcaster on which the sentence before says that the speaker was: "NAME has been on state television."."""
    v = cast.view
    first, _ = sentence(v, cue[0])
    if first == 0 or v.doc[first - 1].is_space:
        return None
    opening, end = sentence(v, first - 1)
    if not any(person.name == inner.name for _, person in cast.people_in(opening, end)):
        return None
    for mention, one in cast.institutions_in(opening, end):
        on = v.low[mention.span[0] - 1] == "on" and v.low[mention.span[0] - 2] in _BEEN
        if one.media and on and not cast.is_own(one.name):
            return one.name
    return None


def _outlet(v: View, mention: Mention, one: Institution) -> bool:
    """Whether who was told something is an outlet: by its noun, or by a bare name that no noun explains."""
    first, last = mention.span
    if one.media:
        return mention.proper or not (v.low[first] in words("pronouns", "determiners") or any(v.cap[first:last]))
    name = " ".join(v.low[first:last])
    known = any(name in names for names in load("participants")["institutions"].values())
    told = v.low[first - 1 - (v.low[first - 1] == "the")] in _TOLD or v.low[first] == "the"
    return mention.proper and not one.heads and not known and told


def _pair(outer: Referent, inner: Referent) -> list[Referent]:
    return [outer, inner] if outer.name != inner.name else [inner]


def _markers(v: View, first: int, last: int) -> Iterator[TokenRange]:
    """Where the words stand by which one source cites another."""
    phrases = _citing()
    for i in range(first, last - 1):
        for words_ in phrases.get(v.low[i], ()):
            if v.low[i : i + len(words_)] == words_:
                yield i, i + len(words_)
                break


@derived
def _citing() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """The phrases by their first word, in the order of the list."""
    phrases = [tuple(p.split()) for p in load("institutions")["citing"]]
    return {first: tuple(p for p in phrases if p[0] == first) for first, *_ in phrases}


def _is_cue(v: View, marker: TokenRange, attribution: Attribution) -> bool:
    """Whether the marker is nothing but the verb of the attribution: "she cited delays"."""
    cue = attribution.cue
    inside = cue is not None and cue[0] <= marker[0] < cue[1] and v.low[marker[0] - 1] not in _RELATIVE
    return (
        inside and v.low[marker[0]] in _FINITE and attribution.source is not None and marker[0] >= attribution.source[1]
    )


def _cited(
    cast: Cast, marker: TokenRange, span: TokenRange, source: Referent, past: Sequence[Referent]
) -> list[Referent] | None:
    v = cast.view
    at, stop = marker
    inner_span = phrase(v, stop)
    inner = resolve(cast, inner_span, past)
    if inner is None or not _can_speak(v, inner):
        return None
    if v.low[at] in _FINITE and not (source.media or inner.kind == "unnamed"):
        return None
    if (span[0] < inner_span[1] and span[1] > inner_span[0]) or inner.name == source.name:
        outer = _citing_subject(cast, at, past)
        return _pair(outer, source) if outer and outer.name != source.name else None
    return _pair(source, inner)


def _cited_by(cast: Cast, span: TokenRange, past: Sequence[Referent]) -> Referent | None:
    """Whom the marked source only relays: "a source, cited by the daily NAME, says"."""
    v = cast.view
    at = left_edge(v, span[0]) - 2
    if at < 1 or v.low[at] not in ("cited", "quoted") or v.low[at + 1] != "by":
        return None
    end = at - (v.low[at - 1] == ",")
    start = left_edge(v, end - 1)
    while (
        start > 1 and v.low[start - 1] in ("of", "to", "at", "in", "from") and any(map(str.isalnum, v.low[start - 2]))
    ):
        start = left_edge(v, start - 2)
    return resolve(cast, (start, end), past) if start < end else None


def _can_speak(v: View, r: Referent) -> bool:
    """Whether a referent is somebody: not just any noun that "citing" may govern."""
    if r.kind in ("person", "organization") or r.document or r.agency:
        return True
    return any(role_ending(v, i + 1, r.span[0]) or v.low[i] in words("roles", "people") for i in range(*r.span))


def _citing_subject(cast: Cast, at: int, past: Sequence[Referent]) -> Referent | None:
    """The subject of the clause that a marker ("citing") hangs on: of the verb of speech before it, or beside it."""
    v = cast.view
    first, _ = sentence(v, at)
    for i in range(at - 1, first, -1):
        if v.low[i] in cue_words().speech:
            found = subject_before(cast, i)
            return resolve(cast, found, past) if found else None
    if at > first and v.low[at - 1] == ",":
        found = subject_before(cast, at - 1)
        return resolve(cast, found, past) if found else None
    return None


def _teller(
    cast: Cast, attribution: Attribution, span: TokenRange, first: int, past: Sequence[Referent]
) -> Referent | None:
    """Who relays a source that is itself reported: "a lawmaker said (that) the agency had told members that …"."""
    v = cast.view
    cue = attribution.cue
    if cue is None or cue[0] < span[1] or _PASSED_ON.isdisjoint(v.low[cue[0] : cue[1]]):
        return None
    i = left_edge(v, span[0]) - 1
    if i > first and v.low[i] == "that":
        i -= 1
    if i <= first or v.low[i] not in cue_words().speech:
        return None
    people = [mention for mention, _ in cast.people_in(first, i)]
    found = people[0] if people else subject_before(cast, i)
    return resolve(cast, found, past) if found else None


def _told(cast: Cast, attribution: Attribution, past: Sequence[Referent]) -> Referent | None:
    """Whose words the content relays in its turn: "… that the agency had told members that …"."""
    v = cast.view
    i, end = attribution.content[0]
    while i < end and (v.low[i] == "that" or not any(map(str.isalnum, v.low[i]))):
        i += 1
    if i >= end or v.quoted[i]:
        return None
    inner_span = phrase(v, i)
    k = inner_span[1]
    while k < end and v.low[k] in _AUXILIARIES:
        k += 1
    if k >= end or v.low[k] not in _PASSED_ON or "that" not in v.low[k + 1 : min(k + 14, end)]:
        return None
    inner = resolve(cast, inner_span, past)
    return inner if inner and inner.kind in ("person", "organization") else None


def _second_cue(
    cast: Cast,
    attribution: Attribution,
    span: TokenRange,
    source: Referent,
    around: TokenRange,
    past: Sequence[Referent],
) -> list[Referent] | None:
    """Two attributions of one content: "P, the agency believes, according to X", "P, X has told Y, his office says"."""
    v = cast.view
    first, last = around
    cue = attribution.cue
    if cue is None:
        return None
    if v.low[cue[0]] == "according":
        i = cue[0] - 1
        if i > first + 2 and v.low[i] == "," and v.low[i - 1] in words("pronouns", "speech"):
            found = subject_before(cast, i - 1)
            if found and found[0] > first and v.low[found[0] - 1] == "," and (inner := resolve(cast, found, past)):
                return _pair(source, inner)
        return None
    for i in range(cue[1], last - 2):
        near = i < cue[1] + 4 or attribution.content[-1][1] <= i
        if near and v.low[i : i + 3] == (",", "according", "to") and (outer := resolve(cast, phrase(v, i + 3), past)):
            return _pair(outer, source)
    if v.low[last - 1] in ("reports", "reported", "says", "said", "announced") and last - 1 >= cue[1]:
        found = subject_before(cast, last - 1)
        if found and found[0] > max(cue[1], span[1]) and v.low[found[0] - 1] == ",":
            outer = resolve(cast, found, past)
            if outer and outer.name != source.name:
                owned = v.low[found[0]] in ("his", "her", "their", "its")
                return [replace(outer, name=v.text(*found)) if owned else outer, source]
    return None


def _handed_by(cast: Cast, span: TokenRange, last: int, past: Sequence[Referent]) -> Referent | None:
    """The outlet through which a document came: "a letter seen by NAME", "a draft …, which NAME printed"."""
    v = cast.view
    for i in range(span[0], min(span[1] + 5, last - 1)):
        if v.low[i] in _HANDED and v.low[i + 1] == "by":
            found = resolve(cast, phrase(v, i + 2), past)
            return found if found and found.kind == "organization" else None
        if v.low[i] in ("which", "that") and i + 1 < last:
            verb = next((k for k in range(i + 2, min(i + 8, last)) if v.low[k] in _HANDED), None)
            if verb is not None:
                found = resolve(cast, (i + 1, verb), past)
                return found if found and found.kind == "organization" else None
    return None
