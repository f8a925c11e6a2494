"""What a claim is about: event classes, participants, content words, scope. Knows nothing of spaCy."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from claimledger.records import Topic
from claimledger.vocabulary import (
    EventClass,
    Phrase,
    Trigger,
    base,
    countries,
    event_classes,
    name_words,
    noun_classes,
    scope_phrases,
    stems,
    triggers,
)

_FRACTION = re.compile(r"\d\.\d")
_GAP = 2
_CONTEXT = 60
_NAMED_SO = 4.0
_KEPT_CONTEXT = 16
_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
_LIGHT = name_words("light")
_EMPTY = name_words("dull") | name_words("elliptic")
_BEFORE_PLACE = name_words("before_place")
_BREAKS = frozenset([",", ";", ":", "and", "but", "while", "—", "–"])
_BACKGROUND = name_words("background")
_PERCENT = frozenset(["percent", "per", "cent", "%", "pct"])
_AMOUNTS_TO = name_words("amounts_to")
_ORDINALS = frozenset(["first", "second", "last"])
_SELF = frozenset(["it", "we", "they", "i"])
_OWN = frozenset(["its", "our", "their", "my", "her", "his"])
_HELPERS = name_words("helpers")
_TIMES = name_words("times") - {"second", "last", "next"} | {"time", "half", "round"}


class Token(Protocol):
    """A word as topics need it: universal part of speech, and the entity label or ""."""

    @property
    def text(self) -> str: ...
    @property
    def lemma(self) -> str: ...
    @property
    def pos(self) -> str: ...
    @property
    def ent(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Word:
    """A plain Token."""

    text: str
    lemma: str
    pos: str = ""
    ent: str = ""


def topic(
    tokens: Sequence[Token],
    context_tokens: Sequence[Token] = (),
    figures: Sequence[tuple[int, int]] = (),
    after: Sequence[Token] = (),
) -> Topic:
    """The topic of a statement.

    ``context_tokens`` are the words before it, in text order: the sentences before, and the start of its own sentence;
    ``after`` the rest of that sentence. ``figures`` are the token ranges (start, end) of the claim's quantities, in
    their order; ``measures`` of the topic is parallel to them.

    >>> found = topic([Word(word, word) for word in "Seoul counted 300 soldiers killed".split()], figures=[(2, 4)])
    >>> found.events, found.participants, found.measures
    (('kill',), ('South Korea', 'soldier'), ('kill',))
    """
    starts = {start for start, _ in figures}
    hits = [hit for hit in _hits(tokens) if not _amounts(tokens, hit, starts)]
    main = _foreground(tokens, hits)
    near = context_tokens[-_CONTEXT:]
    bare = any(not _has_noun(tokens[start:end]) for start, end in figures)
    fraction = any(_FRACTION.fullmatch(token.text) for start, end in figures for token in tokens[start:end])
    borrowed: list[_Hit] = []
    if not hits and ((bare and _elliptical(tokens, figures)) or _leans(tokens, figures)):
        around = [*reversed([*_hits(near)]), *_hits(after)]
        borrowed = _nearest(around, fraction=fraction and not _speaks_of_shares(near))
    participants = _participants(tokens)
    return Topic(
        events=_names(main or borrowed),
        participants=participants,
        words=tuple(sorted(set(_content(tokens)))),
        context=_context((*near, *after), set(participants), numbers=any("wrong_figure" in hit.names for hit in hits)),
        measures=tuple(_measure(span, figures, hits, tokens) or _first_measure(borrowed) for span in figures),
        scope=tuple(_scope(tokens, hits)),
    )


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    names: tuple[str, ...]


def _hits(tokens: Sequence[Token]) -> Iterator[_Hit]:
    """Triggers in text order, the longest and tightest at each place; words taken by one are not looked at again."""
    table = triggers()
    forms = [_forms(token) for token in tokens]
    at = 0
    while at < len(tokens):
        found: list[tuple[int, int, str]] = []
        for trigger in (t for form in sorted(forms[at]) for t in table.get(form, ())):
            end = _match(trigger.words, forms, tokens, at)
            if end is None or (len(trigger.words) == 1 and not _may_be(tokens[at], trigger)):
                continue
            found.append((len(trigger.words), end, trigger.name))
        if not found:
            at += 1
            continue
        longest = max(words for words, _, _ in found)
        end = min(end for words, end, _ in found if words == longest)
        names = tuple(dict.fromkeys(name for words, last, name in found if words == longest and last == end))
        if all(names):
            yield _Hit(at, end, names)
        at = end


def _amounts(tokens: Sequence[Token], hit: _Hit, starts: set[int]) -> bool:
    """Whether it is "reached" or "comes to" before a figure, where nothing arrives."""
    if hit.end == hit.start + 1 and hit.end + 1 in starts and tokens[hit.end].text.lower() == "to":
        return "come" in _forms(tokens[hit.start])
    return hit.end in starts and hit.end == hit.start + 1 and not _AMOUNTS_TO.isdisjoint(_forms(tokens[hit.start]))


def _foreground(tokens: Sequence[Token], hits: Sequence[_Hit]) -> Sequence[_Hit]:
    """The hits outside clauses that only say when or why ("when it left"), or all where nothing else is named."""
    kept = [hit for hit in hits if not _in_background(tokens, hit.start)]
    known = event_classes()
    return kept if any(not known[name].weak for hit in kept for name in hit.names) else hits


def _in_background(tokens: Sequence[Token], at: int) -> bool:
    for i in range(at - 1, -1, -1):
        word = tokens[i].text.lower()
        if word in (",", ";", "and", "but"):
            return False
        if word in _BACKGROUND and tokens[i].pos in ("SCONJ", "ADV", "PRON", ""):
            return True
    return False


def _elliptical(tokens: Sequence[Token], figures: Sequence[tuple[int, int]]) -> bool:
    """Whether the statement says nothing but its figures ("the total was 11"): what is counted was said before."""
    inside = {i for start, end in figures for i in range(start, end)}
    return _EMPTY.issuperset(_content([token for i, token in enumerate(tokens) if i not in inside]))


def _leans(tokens: Sequence[Token], figures: Sequence[tuple[int, int]]) -> bool:
    """Whether the statement has an auxiliary and no content of its own outside its figures ("It did, for hours")."""
    inside = {i for start, end in figures for i in range(start, end)}
    outside = [token for i, token in enumerate(tokens) if i not in inside]
    return any(token.pos == "AUX" or token.text.lower() in ("did", "do", "does") for token in outside) and not any(
        _content(outside)
    )


def _speaks_of_shares(tokens: Sequence[Token]) -> bool:
    return any(token.text.lower() in ("percent", "%", "rate", "cent", "share") for token in tokens)


def _scope(tokens: Sequence[Token], hits: Sequence[_Hit]) -> Iterator[str]:
    """The scope markers of the statement; "own" where the speaker counts what it did itself."""
    forms = [{token.text.lower(), token.lemma.lower()} for token in tokens]
    said = frozenset[str]().union(*forms)
    for name, phrases in scope_phrases().items():
        if any(phrase[0] in said and _contains(tokens, forms, phrase, ordinal=name in _ORDINALS) for phrase in phrases):
            yield name
    known = event_classes()
    if any(known[name].doer for hit in hits for name in hit.names) and _by_speaker(tokens, hits):
        yield "own"


def _by_speaker(tokens: Sequence[Token], hits: Sequence[_Hit]) -> bool:
    """Whether "it", "we" or "its crews" do the act, or it is done "by its crews"."""
    words = [token.text.lower() for token in tokens]
    if any(word in _OWN and (i == 0 or words[i - 1] == "by") for i, word in enumerate(words)):
        return True
    for hit in hits:
        before = [word for word in words[: hit.start] if word not in _HELPERS]
        if before and before[-1] in _SELF:
            return True
    return False


def _forms(token: Token) -> frozenset[str]:
    """The words that a token can stand for: its lemma, and what its form can be inflected from."""
    return _forms_of(token.text, token.lemma)


# The words of a sentence are asked for by each claim in it and after it.
@lru_cache(maxsize=4096)
def _forms_of(text: str, lemma: str) -> frozenset[str]:
    return stems(text.lower().replace("’", "'")) | {lemma.lower()}


def _may_be(token: Token, trigger: Trigger) -> bool:
    if trigger.adjective and trigger.words[0] not in (token.text.lower(), token.lemma.lower()):
        return False
    return not token.pos or not trigger.parts or (token.pos != "PROPN" and token.pos in trigger.parts)


def _match(words: Phrase, forms: Sequence[frozenset[str]], tokens: Sequence[Token], start: int) -> int | None:
    """End of the phrase that begins at ``start``, with up to two other words between its words.

    After "be" only adverbs may stand between, so that "was sent in" is no "was in".
    """
    at = start + 1
    for word in words[1:]:
        nearby = range(at, min(at + _GAP + 1, len(forms)))
        found = next((i for i in nearby if word in forms[i]), None)
        if found is None or any(not forms[i].isdisjoint(_BREAKS) for i in range(at, found)):
            return None
        if words[0] == "be" and any(tokens[i].pos not in ("ADV", "PART") for i in range(at, found)):
            return None
        at = found + 1
    return at


def _names(hits: Sequence[_Hit]) -> tuple[str, ...]:
    known = event_classes()
    ordered = dict.fromkeys(name for hit in hits for name in hit.names)
    return tuple(sorted(ordered, key=lambda name: known[name].weak))


def _measure(
    span: tuple[int, int], figures: Sequence[tuple[int, int]], hits: Sequence[_Hit], tokens: Sequence[Token]
) -> str:
    """The class whose extent the figure gives: named inside the figure, else by the nearest trigger of its clause."""
    known = event_classes()
    start, end = span

    def cost(hit: _Hit, name: str) -> tuple[float, int, bool]:
        inside = start <= hit.start < end
        left = hit.end <= start
        between = range(hit.end, start) if left else range(end, hit.start)
        named = inside and hit.end < end and tokens[hit.start].pos in ("VERB", "ADJ")
        distance = _NAMED_SO * named if inside else len(between) + 1.0
        distance += 6 * any(tokens[i].text.lower() in _BREAKS for i in between)
        distance += 6 * any(other != span and other[0] in between for other in figures)
        event = known[name]
        measured = event.unit is not None or event.grows
        return distance + 12 * event.weak + 8 * (not measured), hit.start, left

    options = [(cost(hit, name), name) for hit in hits for name in hit.names if _counts(known[name])]
    return min(options, key=lambda option: option[0])[1] if options else ""


def _nearest(hits: Sequence[_Hit], *, fraction: bool) -> list[_Hit]:
    """The first two hits without what sets a claim apart; no people are counted in fractions."""
    known = event_classes()
    usable = [hit for hit in hits if not any(known[name].distinct for name in hit.names)]
    if fraction:
        usable = [hit for hit in usable if all(known[name].unit == "magnitude" for name in hit.names)]
    return usable[:2]


def _first_measure(hits: Sequence[_Hit]) -> str:
    known = event_classes()
    names = [name for hit in hits for name in hit.names if _counts(known[name])]
    return next((name for name in names if not known[name].weak), names[0] if names else "")


def _counts(event: EventClass) -> bool:
    return not event.uncounted and (not event.distinct or event.unit is not None)


def _has_noun(tokens: Sequence[Token]) -> bool:
    return any(token.pos in ("NOUN", "PROPN") and token.text.lower() not in _PERCENT for token in tokens)


def _participants(tokens: Sequence[Token]) -> tuple[str, ...]:
    nouns = noun_classes()
    found = {
        nouns[form] for token in tokens if token.pos in ("NOUN", "PROPN", "") for form in _forms(token) if form in nouns
    }
    return tuple(sorted(found | set(_countries(tokens))))


def _countries(tokens: Sequence[Token]) -> Iterator[str]:
    """Countries named by their people, or by name or capital where that is no place ("in Lima", "to Russia")."""
    named, governments = countries(capitals=False), countries(capitals=True)
    texts = [token.text.lower() for token in tokens]
    at = 0
    while at < len(texts):
        if not tokens[at].text[:1].isupper():
            at += 1
            continue
        for length in (4, 3, 2, 1):
            name = " ".join(texts[at : at + length])
            if at + length > len(texts):
                continue
            place = not _BEFORE_PLACE.isdisjoint(texts[max(0, at - 3) : at])
            country = named.get(name) or governments.get(name)
            if country:
                if not place or (name in named and name != country.lower()):
                    yield country
                at += length - 1
                break
        at += 1


def _content(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        lemma = _content_form(token)
        wanted = token.pos in _CONTENT or (not token.pos and len(lemma) > 3)
        if wanted and _LIGHT.isdisjoint(_forms(token)) and any(c.isalnum() for c in lemma):
            yield lemma


def _content_form(token: Token) -> str:
    """The dictionary form that the spelling tells; a tagger's lemma only where it knows an irregular form."""
    return _content_form_of(token.text, token.lemma, token.pos)


@lru_cache(maxsize=4096)
def _content_form_of(text: str, lemma: str, part: str) -> str:
    text, lemma = text.lower().replace("’", "'"), lemma.lower()
    form = base(text, part)
    return lemma if form == text and lemma in stems(text) else form


def _context(tokens: Sequence[Token], known: set[str], *, numbers: bool) -> tuple[str, ...]:
    """Countries and kinds of participant around the statement, its nearest content words, and the figures if asked."""
    words = list(dict.fromkeys(list(_content(tokens))[::-1]))[:_KEPT_CONTEXT]
    figures = {token.text for token in tokens if numbers and token.text[:1].isdigit()}
    return tuple(sorted((set(_participants(tokens)) - known) | set(words) | figures))


def _contains(tokens: Sequence[Token], forms: Sequence[set[str]], phrase: Phrase, *, ordinal: bool = False) -> bool:
    """Whether the words stand side by side, as they are or as lemmas (``forms``); "third" is not in "two thirds", and
    with ``ordinal`` a stretch of time after them is none of it ("last week", "the first 24 hours")."""
    places = range(len(forms) - len(phrase) + 1)
    return any(
        all(word in forms[i + j] for j, word in enumerate(phrase))
        and not (ordinal and _is_time(tokens[i + len(phrase) : i + len(phrase) + 2]))
        for i in places
    )


def _is_time(tokens: Sequence[Token]) -> bool:
    """Whether the words begin with a name of time, or a number of such."""
    for token in tokens:
        if base(token.text.lower(), "NOUN") in _TIMES:
            return True
        if token.pos != "NUM" and not token.text[:1].isdigit():
            return False
    return False
