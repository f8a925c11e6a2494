"""What a person is, from the words beside the name: the role, and the institution on whose authority it speaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claimledger.extract.agencies import Institution
from claimledger.extract.attribution import TokenRange
from claimledger.extract.phrases import POSSESSIVE, View, is_acronym, is_country, role_ending
from claimledger.extract.wordlists import load, words
from claimledger.vocabulary import countries

_BOUNDS = frozenset(["of", "for", "at", "in", "to", "from", "with", "on", "who", "that", "which", "inside", "within"])


_PAST = frozenset(["former", "ex", "retired"])


@dataclass(frozen=True, slots=True)
class Role:
    """A role as the text words it. ``head`` is its noun in lower case, ``kind`` its class in ``data/roles.yaml``,
    ``agency`` the institution behind it. ``owner`` stands for one that the context must give: a noun ("company" in
    "a company spokesman") or the pronoun of "its director"."""

    text: str
    head: str
    kind: str
    agency: str | None = None
    owner: str = ""


def owned_by(v: View, span: TokenRange) -> str:
    """The bare noun for an institution in what follows a name: "NAME of the league"."""
    return _generic(v, (span[0], span[0]), span)


def describe(v: View, span: TokenRange, cast: Sequence[Institution]) -> Role | None:
    """The role that a descriptor names: "the head of Ukraine's military intelligence directorate". None without one."""
    start, end = span
    if start < end and v.low[start] == "who":
        return _relative(v, span, cast)
    bound = start
    found = None
    for i in range(start + 1, end + 1):
        if i == end or v.low[i] in _BOUNDS:
            if found is None and (ending := role_ending(v, i, start)):
                found, bound = ending, i
            if found:
                break
    if found is None:
        return None
    # "secretary of state" and the like run over their preposition.
    for stop in range(min(end, bound + 4), bound, -1):
        if (longer := role_ending(v, stop, start)) and longer[0] <= found[0]:
            found, bound = longer, stop
            break
    head_start, kind = found
    head = " ".join(v.plain(head_start, bound))
    inner = start + (v.low[start] in words("pronouns", "determiners") and not v.cap[start])
    agency = _agency(v, (inner, head_start), head, kind, (bound, end), cast)
    if v.low[inner] in _PAST:
        return Role(v.text(inner, end), head, kind)
    owner = v.low[start] if inner > start and v.low[start] in ("its", "their", "his", "her") else ""
    owned = any(v.low[i] in POSSESSIVE for i in range(start, head_start)) and head not in words("roles", "kin")
    if agency is None and (kind in ("speaks", "expert") or (kind == "plain" and owned)):
        owner = _generic(v, (inner, head_start), (bound, end)) or owner
    return Role(v.text(inner, end), head, kind, agency, owner if agency is None else "")


def _generic(v: View, before: TokenRange, after: TokenRange) -> str:
    """The bare noun for an institution beside a role: "ministry spokesman", "a lawyer for the company"."""
    heads = words("institutions", "heads") | words("institutions", "before") | words("institutions", "media")
    heads -= words("institutions", "capital") - {"paper", "daily", "weekly", "club", "port", "group"}
    owner = next((k for k in range(before[1] - 1, before[0], -1) if v.low[k] in POSSESSIVE), before[1])
    last = owner - 1  # "the agency's press officer"
    told = owner < before[1] or v.low[last] not in words("institutions", "vague")
    if last >= before[0] and v.low[last] in heads and told:
        return v.low[last]
    for i in range(*after):
        # The last complement tells, where the one before names nobody: "of the press service of the ministry".
        first = i == after[0] or v.low[i - 1] in heads
        if not first or v.low[i] not in ("of", "for", "at", "from", "with"):
            continue
        k = i + 1 + (i + 1 < after[1] and v.low[i + 1] in words("pronouns", "determiners"))
        unknown = words("institutions", "vague") - words("institutions", "alone")
        known = k < after[1] and v.low[k] in heads - unknown
        if known and (k + 1 == after[1] or v.stop[k + 1]):
            return v.low[k]
    return ""


def _led(v: View, i: int, end: int) -> str | None:
    """The name of what somebody leads: "who chairs Families of 418"; nobody leads a person."""
    stop = i
    while stop < end and (v.cap[stop] or (stop > i and (v.low[stop] == "of" or v.low[stop].isdigit()))):
        stop += 1
    person = any(v.doc[k].ent_type_ in ("PERSON", "LOC", "GPE") for k in range(i, stop))
    named = stop > i + 1 and v.low[stop - 1] != "of" and not person and not role_ending(v, stop, i)
    return v.text(i, stop) if named else None


def _object(v: View, i: int, end: int) -> str:
    """What somebody leads who is said to, by its bare noun: "who commands that army", "who chairs it"."""
    if v.low[i] in words("pronouns", "neuter"):
        return "its"
    k = i + (v.low[i] in words("pronouns", "determiners"))
    return v.low[k] if k > i and k < end and v.low[k] in words("institutions", "heads") and k + 1 == end else ""


def _agency(
    v: View, before: TokenRange, head: str, kind: str, after: TokenRange, cast: Sequence[Institution]
) -> str | None:
    if after[0] < after[1] and v.low[after[0]] == "close":
        return None  # "a source close to the ministry" is none of its own
    if kind == "minister":
        return _ministry(v, before, head, after)
    if kind == "speaks" and head in load("metonyms")["secretaries"]:
        known: str = load("metonyms")["secretaries"][head]
        return known
    if kind == "plain":
        if after[0] < after[1] and v.low[after[0]] in ("at", "of", "for", "from"):
            return _inside(v, after, cast)
        owner = next((k for k in range(*before) if v.low[k] in POSSESSIVE), None)
        owned = owner is not None and head not in words("roles", "kin")
        adjacent = any(m.proper and m.span[1] == before[1] for one in cast for m in one.mentions)  # "NAMECORP pilot"
        if owned and owner is not None:
            return _inside(v, (before[0], owner), cast)
        return _inside(v, before, cast) if adjacent else None
    beside = _before(v, before, cast)
    if kind == "state":
        if head == "governor":
            return _inside(v, before, cast, headed=True) or _inside(v, after, cast, headed=True)
        if head not in ("president", "chancellor", "vice chancellor", "captain", "deputy"):
            return None
        if after[0] < after[1] and v.low[after[1] - 1] in words("names", "kinds_of_place"):
            return None  # "the president of the NAME region"
        found = beside or _after(v, after, cast)
        return found if found and not _seat_of_state(found) else None
    if beside:
        return beside
    official = kind == "speaks"
    portfolio = [k for k in range(*before) if v.low[k] in words("roles", "portfolio")]
    if official and portfolio and head in ("official", "source", "spokesman", "spokeswoman", "spokesperson"):
        name = " ".join(v.low[k] for k in portfolio)
        if name in (
            "defence",
            "defense",
            "foreign",
            "health",
            "interior",
            "finance",
            "transport",
            "justice",
            "treasury",
        ):
            return _ministry(v, before, "minister", after)
    return _after(v, after, cast)


def _before(v: View, span: TokenRange, cast: Sequence[Institution]) -> str | None:
    """The institution in front of a role noun: "White House national security spokesperson", "the company's lawyer"."""
    start, end = span
    for i in range(start, end):
        if v.low[i] in POSSESSIVE and role_ending(v, i, start):
            inner = describe(v, (start, i), cast)
            if inner:
                return inner.agency or (inner.text if inner.kind in ("state", "minister") else None)
    inside = _inside(v, span, cast)
    if inside:
        return inside
    owner = next((i for i in range(end - 1, start, -1) if v.low[i] in POSSESSIVE), None)
    if owner is not None:
        proper = all(v.cap[i] for i in range(start, owner)) and not _people(v, start, owner)
        described = owner - start > 1 and v.low[owner - 1] in words("institutions", "heads")
        return v.text(start, owner) if proper or described else None
    while start < end and (v.low[start] in words("roles", "modifiers") or v.low[start] == "-"):
        start += 1
    stop = start
    while stop < end and v.cap[stop]:
        stop += 1
    if (
        stop > start
        and not _people(v, start, stop)
        and not _from_abroad(v, start, stop, end)
        and not (stop - start == 1 and v.doc[start].is_sent_start and not v.doc[start].ent_type_)
        and not role_ending(v, stop, start)
        and v.low[start] not in words("roles", "partisan")
        and not all(v.doc[i].tag_ == "JJ" or v.doc[i].ent_type_ == "NORP" for i in range(start, stop))
    ):
        return v.text(start, stop)
    if end - 1 >= start and v.low[end - 1] in words("institutions", "heads"):
        bare = (
            end - start == 1
            and v.low[start] not in words("institutions", "alone")
            and v.low[start] in words("institutions", "heads")
        )
        bare = bare or (
            end - start == 1
            and v.low[start]
            in (
                "intelligence",
                "party",
                "group",
                "unit",
                "force",
                "forces",
                "house",
                "staff",
            )
        )
        return None if bare else v.text(start, end)
    return None


def _from_abroad(v: View, start: int, stop: int, role: int) -> bool:
    """Whether a word before a role tells where its holder is from: "a Ruritanian diplomat"."""
    labels = {v.doc[i].ent_type_ for i in range(start, stop)}
    if labels <= {"LOC", "GPE", "NORP"}:
        return True
    diplomat = role < len(v.low) and v.low[role] in words("roles", "abroad")
    return diplomat and not is_acronym(v.text(start, stop))


def _after(v: View, span: TokenRange, cast: Sequence[Institution]) -> str | None:
    """The institution in the phrase after a role noun: "of the General Staff", "for the seamen's union"."""
    start, end = span
    inside = _inside(v, span, cast)
    if inside:
        return inside
    i = start + 1
    while i < end and v.low[i] in words("pronouns", "determiners"):
        i += 1
    if i >= end or v.low[start] not in ("of", "for", "at", "from", "with", "to"):
        return None
    role = role_ending(v, min(end, i + 2), i) or role_ending(v, min(end, i + 1), i)
    if role:
        edge = next((k for k in range(i, end) if v.low[k] in (",", "who", "–", "—")), end)
        return v.text(i, edge) if role[1] in ("state", "minister") else None
    stop = i
    while stop < end and v.cap[stop]:
        stop += 1
    named = stop - i > 1 or is_acronym(v.text(i, stop)) if stop > i else False
    return (
        v.text(i, stop) if named and not _people(v, i, stop) and v.low[start] in ("of", "at", "for", "from") else None
    )


def _inside(v: View, span: TokenRange, cast: Sequence[Institution], *, headed: bool = False) -> str | None:
    """The institution of the cast that is mentioned first in a range; ``headed``: by a noun, not by a name alone."""
    start, end = span
    best: tuple[int, int, str] | None = None
    for one in cast:
        for mention in one.mentions:
            a, b = mention.span
            if headed and not mention.head:
                continue
            if start <= a + (a < start) and b <= end and b > start and a >= start - 1:
                rank = (a, -b, one.name)
                if best is None or rank < best:
                    best = rank
    return best[2] if best else None


def _ministry(v: View, before: TokenRange, head: str, after: TokenRange) -> str | None:
    """The ministry of a minister in the text's words, from "vice foreign minister" or "Minister of Defence of USA"."""
    portfolios = words("roles", "portfolio")
    modifiers = words("roles", "modifiers")
    secretaries = load("metonyms")["secretaries"]
    start, end = before
    kept = [k for k in range(start, end) if v.low[k] not in modifiers and v.low[k] != "-"]
    portfolio = [k for k in kept if v.low[k] in portfolios]
    owner = [k for k in kept if k < min(portfolio, default=end)]
    country = _country(v, owner) or _country_after(v, after)
    if head in secretaries and not (
        head.startswith(("defence", "home", "foreign")) and country not in (None, "Britain")
    ):
        known: str = secretaries[head]
        return known if "ministry" not in known or not owner else f"{v.text(owner[0], owner[-1] + 1)} {known}"
    if portfolio:
        words_ = " ".join(v.low[k] for k in portfolio)
        if known := load("metonyms")["departments"].get(country or "", {}).get(words_):
            return str(known)
        first = owner[0] if owner else portfolio[0]
        return f"{v.text(first, portfolio[-1] + 1)} ministry".replace("- ", "-")
    i, stop = after
    if i < stop and v.low[i] in ("of", "for"):
        k = i + 1 + (i + 1 < stop and v.low[i + 1] == "the")
        last = k
        while last < stop and (v.low[last] in portfolios or v.low[last] == "and" or v.cap[last]):
            last += 1
        if last > k and v.low[k] in portfolios:
            if known := load("metonyms")["departments"].get(country or "", {}).get(v.low[k]):
                return str(known)
            word = "Ministry" if v.cap[k] else "ministry"
            return f"{word} of {v.text(k, stop if country else last)}"
    return None


def _country(v: View, at: Sequence[int]) -> str | None:
    kept = [k for k in at if v.low[k] not in POSSESSIVE]
    return countries(capitals=True).get(" ".join(v.low[k] for k in kept)) if kept else None


def _country_after(v: View, after: TokenRange) -> str | None:
    table = countries(capitals=True)
    for i in range(*after):
        for length in (2, 1):
            if v.cap[i] and (name := table.get(" ".join(v.low[i : i + length]))):
                return name
    return None


def _people(v: View, start: int, end: int) -> bool:
    """Whether the words are a country or its people, which is no institution."""
    if is_country(v, start, end):
        return True
    return any(is_country(v, start, k) and (k == end or v.low[k] in POSSESSIVE) for k in range(start + 1, end + 1))


def _seat_of_state(name: str) -> bool:
    return name.lower() in countries(capitals=True) or name.lower() in {"republic", "state", "nation", "federation"}


def _relative(v: View, span: TokenRange, cast: Sequence[Institution]) -> Role | None:
    """A role in a relative clause: "who runs the Centre", "who studies … at the Institute", "who is director of …"."""
    start, end = span
    if end - start < 3:
        return None
    text, verb = v.text(start, end), v.low[start + 1]
    if verb in words("roles", "leads") or (verb in ("works", "worked", "speaks") and v.low[start + 2] in ("for", "at")):
        agency = _inside(v, (start + 2, end), cast) or _after(v, (start + 1, end), cast) or _led(v, start + 2, end)
        owner = "" if agency else _generic(v, (start, start), (start + 2, end)) or _object(v, start + 2, end)
        return Role(text, "coordinator" if verb.startswith(("coord", "co-")) else verb, "speaks", agency, owner)
    if verb in ("is", "was", "serves", "acts"):
        return describe(v, (start + 2 + (v.low[start + 2] == "as"), end), cast)
    if verb in ("studies", "teaches", "researches", "lectures", "works", "sits", "serves"):
        for i in range(start + 2, end):
            if v.low[i] in ("at", "for", "on") and (agency := _inside(v, (i, end), cast) or _after(v, (i, end), cast)):
                return Role(text, verb, "expert", agency if verb != "sits" else None)
        return Role(text, verb, "expert")
    return None
