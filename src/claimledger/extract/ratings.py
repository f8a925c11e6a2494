"""Which bare names are institutions', by all that an article says of them: "Name", its workers, "Name, which"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from claimledger.extract.attribution import TokenRange
from claimledger.extract.phrases import POSSESSIVE, View, is_brand, is_country, left_edge, role_ending, runs, title_end
from claimledger.extract.wordlists import roles, words
from claimledger.wordbook import derived

_PLACED = frozenset(["in", "near", "across", "around", "outside", "throughout", "inside"])
_TOLD = frozenset(["told", "tells", "telling"])
_AUXILIARIES = frozenset(["was", "is", "has", "had"])
_PARTICIPLES = frozenset(["VBN", "VBG"])
_CITES = frozenset(["citing", "quoting", "cited", "quoted"])


@dataclass(frozen=True, slots=True)
class Ratings:
    """``scores``: how much speaks for each name being an institution's, above zero it is one; ``places``: where each
    stands."""

    scores: Mapping[str, int]
    places: Mapping[str, tuple[TokenRange, ...]]

    def rejected(self, name: str) -> bool:
        """Whether the article speaks against the name being an institution's."""
        return self.scores.get(name, 1) <= 0


def ratings(v: View) -> Ratings:
    """The names without a noun that tells what they are, rated over all their mentions."""
    heads = words("institutions", "heads") | words("institutions", "media")
    places: dict[str, list[TokenRange]] = {}
    for start, end in _names(v):
        if not any(v.low[i] in heads for i in range(start, end)):
            places.setdefault(v.text(start, end), []).append((start, end))
    full = {word for name in places if " " in name for word in name.split()}
    scores = {
        name: _label(v, found, alone=not (" " in name or name in full)) + sum(_beside(v, *at) for at in found)
        for name, found in places.items()
    }
    surnames = {name.split()[-1] for name, score in scores.items() if " " in name and score <= 0}
    openings = {name.split()[0] for name, score in scores.items() if " " in name and score > 0}
    for name in scores:
        if name in surnames:
            scores[name] = min(scores[name], 0)
        elif name in openings:
            scores[name] += 3
    common = words("roles", "portfolio") | words("names", "kinds_of_place")
    scores.update({name: 0 for name in scores if name.lower() in common})
    return Ratings(scores, {name: tuple(found) for name, found in places.items()})


def _names(v: View) -> Iterator[TokenRange]:
    """Capitalised runs without titles, countries and roles; what stands before a role and after it apart."""
    for start, end in runs(v):
        if v.headline[start]:
            continue
        at = start
        for stop in range(start + 1, end + 1):
            role = role_ending(v, stop, at)
            if role and not (stop < end and role_ending(v, stop + 1, at)):
                yield from _stripped(v, at, role[0])
                at = stop
        yield from _stripped(v, at, end)


def _stripped(v: View, start: int, end: int) -> Iterator[TokenRange]:
    start = title_end(v, start, end)
    while start < end and v.low[end - 1] in (*POSSESSIVE, "-"):
        end -= 1
    while start < end and v.low[start] in words("roles", "portfolio") and _portfolio(v, start):
        start += 1  # "the Minister of Finance NAME"
    none = words("pronouns", "stops") | words("pronouns", "own") | words("roles", "people")
    pronoun = end - start == 1 and v.low[start] in none
    if start < end and v.doc[start].is_alpha and not pronoun and not is_country(v, start, end):
        yield start, end + _numbered(v, start, end)


def _portfolio(v: View, i: int) -> bool:
    """Whether a word completes a role, alone or with the one before it: "Minister of Foreign Affairs"."""
    of = next((k for k in (i - 1, i - 2) if k > 0 and v.low[k] == "of"), 0)
    return bool(of and role_ending(v, of, max(0, of - 6)))


def _numbered(v: View, start: int, end: int) -> bool:
    """Whether a number belongs to a name that is told something or says it: "told Channel 9"."""
    if end >= len(v.low) or not v.low[end].isdigit() or len(v.low[end]) > 3:
        return False
    after = v.low[end + 1] if end + 1 < len(v.low) else "."
    return v.low[start - 1] in _TOLD or after in words("pronouns", "speech") - _AUXILIARIES


def _label(v: View, places: list[TokenRange], *, alone: bool) -> int:
    """Points for the tagger's label; few against a name of one word, since people are told with two at first."""
    labels = Counter(v.doc[i].ent_type_ for at in places for i in range(*at))
    others = labels["PERSON"] + labels["LOC"] + labels["GPE"] + labels["NORP"]
    person = alone and labels["PERSON"] == others
    if person and others == labels["ORG"] > 0:
        return 1
    return 2 if labels["ORG"] > others else 0 if not others else -1 if person else -2


def _beside(v: View, start: int, end: int) -> int:
    """What the words beside one mention say, in points."""
    n = len(v.low)
    before = v.low[start - 1] if start else "."
    score = 3 if start and not v.cap[start - 1] and before in _kinds() and not _complement(v, start - 1) else 0
    score -= 5 if any(title_end(v, k, start) == start for k in range(max(0, start - 3), start)) else 0
    score += 2 if before in _TOLD and (end >= n or v.stop[end]) else 0
    score += 3 if v.low[end - 1].isdigit() or (end - start == 1 and is_brand(v.doc[start].text)) else 0
    score += 3 if before == "by" and start > 1 and v.low[start - 2] in ("operated", "manufactured") else 0
    score += _self(v, end)
    score -= 2 if before in _PLACED and not (end < n and v.low[end] in POSSESSIVE) else 0
    score += 3 if before in words("roles", "leads") and start > 1 and v.low[start - 2] == "who" else 0
    if before in ("of", "at", "for") and start > 1:
        score += _held(v, start, end)
    at = end + (end < n and v.low[end] in POSSESSIVE)
    score += _holds(v, at)
    after = v.low[end] if end < n else "."
    following = v.low[end + 1] if end + 1 < n else "."
    if after in ("reported", "reports"):
        score += 3 if not _CITES.isdisjoint(v.low[end : min(n, end + 9)]) else 1
    if "which" in (after, following if after == "," else ""):
        score += 3
    if (
        after == ","
        and following == "whose"
        and v.low[end + 2 : end + 3]
        and v.low[end + 2] in words("institutions", "belongings")
    ):
        score += 3
    if "who" in (after, following if after == "," else ""):
        score -= 3
    return score + (3 if after == "," and _explained(v, end + 1) else 0)


def _self(v: View, end: int) -> int:
    """Points for what says "it" of itself: "NAME said it was sending a team"; against, for "NAME said he"."""
    if end >= len(v.low) or v.low[end] not in words("pronouns", "speech"):
        return 0
    for i in range(end + 1, min(end + 6, len(v.low))):
        if v.cap[i] or not any(map(str.isalnum, v.low[i])):
            return 0
        if v.low[i] in ("it", "its"):
            return 2 if v.low[i + 1 : i + 2] != () and v.low[i + 1].isalpha() else 0
        if v.low[i] in words("pronouns", "masculine") | words("pronouns", "feminine"):
            return -2
    return 0


@derived
def _kinds() -> frozenset[str]:
    """Nouns that say of the name after them that it is an institution's."""
    heads = words("institutions", "heads") - words("institutions", "holders")
    return words("institutions", "before") | heads | words("institutions", "media")


def _complement(v: View, i: int) -> bool:
    """Whether a noun only complements a role: "the head of the mission NAME"."""
    start = left_edge(v, i)
    return start > 1 and v.low[start - 1] in ("of", "for", "at") and bool(role_ending(v, start - 1, max(0, start - 6)))


def _held(v: View, start: int, end: int) -> int:
    """Points for "director of NAME" and ", of NAME,"; against, for "mayor of NAME" and "the city of NAME"."""
    closed = end >= len(v.low) or v.stop[end] or v.low[end] in POSSESSIVE
    role = role_ending(v, start - 1, max(0, start - 6))
    if role:
        kind = role[1]
        served = kind == "speaks" and " ".join(v.plain(role[0], start - 1)) not in words("roles", "personal")
        return 3 if served and closed else -3 if kind == "state" else 0
    if v.low[start - 2] in words("names", "kinds_of_place"):
        return -3
    return 3 if closed and v.low[start - 2] == "," and v.cap[start - 3] else 0


def _holds(v: View, at: int) -> int:
    """Points for "NAME chief executive" and "NAME's workers"; against, for "NAME mayor"."""
    n = len(v.low)
    if at < n and v.low[at] in words("institutions", "belongings"):
        return 2
    known = roles()
    found = None
    for stop in range(at + 1, min(at + 5, n + 1)):
        if v.stop[stop - 1] or v.low[stop - 1] in words("institutions", "heads"):
            break
        found = next((phrase for first in range(at, stop) if (phrase := v.plain(first, stop)) in known), found)
    if found is None:
        return 0
    if " ".join(found) in words("roles", "abroad"):
        return 0
    if known[found] == "speaks":
        return 2 if " ".join(found) in words("roles", "personal") else 3
    return -2 if known[found] == "state" else 0


def _explained(v: View, at: int) -> bool:
    """Whether an apposition begins here whose noun is an institution's: ", the carmaker,"."""
    n = len(v.low)
    owner = next((k for k in range(at, min(at + 4, n)) if v.stop[k] or v.low[k] in POSSESSIVE), n)
    owned = owner < n and v.low[owner] in POSSESSIVE  # ", COUNTRY's biggest carmaker,"
    if at >= n or not (owned or v.low[at] in ("a", "an", "the")):
        return False
    # A participle after the noun is no part of it: "a service run by", not "the CITY-based manufacturer".
    run = next(
        (k for k in range(at + 2, min(at + 8, n)) if v.doc[k].tag_ in _PARTICIPLES and v.low[k - 1] in _kinds()), n
    )
    end = next((k for k in range(at + 1, min(at + 8, n)) if v.stop[k] or k == run), n)
    closes = end >= n or not any(map(str.isalnum, v.low[end]))
    closes = closes or v.low[end] in ("which", "that", "in", "of", "with") or end == run
    return end > at + 1 and closes and not v.cap[end - 1] and v.low[end - 1] in _kinds()
