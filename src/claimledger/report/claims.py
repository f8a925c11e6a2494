"""One claim on the page: on one side of a conflict, and in full with its article around it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from claimledger.findings import ORDER, Entry, by_urgency, correction_mark, is_silenced, who
from claimledger.records import Claim, DateValue, Relation
from claimledger.report.days import in_words
from claimledger.report.markup import Markup, join, tag
from claimledger.report.passage import passage, statement

if TYPE_CHECKING:
    from claimledger.workflows.report import Overview

_TAGS = {
    "conflicts": ("conflict", "conflicts"),
    "updates": ("update", "updates"),
    "corroborates": ("corroboration", "corroborations"),
    "echoes": ("echo", "echoes"),
}
_PHRASES = {
    "conflicts": ("conflicts with", "conflicts with"),
    "updates": ("updates", "is updated by"),
    "corroborates": ("corroborates", "corroborates"),
    "echoes": ("echoes", "echoes"),
}
MOST_RELATIONS = 10
_SHORT = 100


class Told:
    """The overview with the relations of each claim."""

    def __init__(self, overview: Overview) -> None:
        self.overview = overview

    @cached_property
    def relations(self) -> Mapping[str, list[Relation]]:
        found: dict[str, list[Relation]] = {}
        for one in by_urgency(self.overview.findings.relations):
            found.setdefault(one.a, []).append(one)
            found.setdefault(one.b, []).append(one)
        return found


def claim_side(told: Told, ident: str) -> Markup:
    """A claim among those that it is held against: its words, who said them and when, and the way to its article."""
    entry = told.overview.findings.entries[ident]
    claim, article = entry.claim, entry.article
    outlet = article.outlet or article.title or article.path
    where = " · ".join(part for part in (outlet, in_words(article.published or "")) if part)
    return join(
        tag("p", _stance(claim), statement(claim), class_="said", dir="auto"),
        tag("p", tag("b", who(entry)), _said_on(claim.said_on), class_="by", dir="auto"),
        tag("p", where, " ", tag("a", ident, href=f"#{ident}", class_="id"), class_="by", dir="auto"),
    )


def claim_details(told: Told, claim: Claim) -> Markup:
    """A claim that opens into its passage, its fields and how it stands to others."""
    overview = told.overview
    entry = overview.findings.entries[claim.id]
    related = told.relations.get(claim.id, [])
    speakers, agencies = overview.names.get(claim.id, ((), ()))
    return tag(
        "details",
        tag(
            "summary",
            tag("span", _stance(claim), statement(claim), class_="said", dir="auto"),
            tag("span", tag("b", who(entry)), _said_on(claim.said_on), _tags(related, entry), class_="by", dir="auto"),
        ),
        passage(entry, overview.texts.get(entry.article.id)),
        _fields(claim),
        (tag("p", tag("b", "Corrected"), f": {note}", class_="ruling") for note in overview.notes.get(claim.id, ())),
        _related(told, claim.id, related),
        class_="claim",
        id=claim.id,
        data_s="|".join(speakers) or None,
        data_a="|".join(agencies) or None,
        data_p="|".join(claim.places) or None,
        data_d="/".join(overview.days[claim.id]) if claim.id in overview.days else None,
    )


def _stance(claim: Claim) -> Markup | None:
    """What keeps the words from being a plain assertion."""
    kinds: list[str] = [claim.stance] if claim.stance != "asserts" else []
    kinds += ["negated"] if claim.polarity == "negated" else []
    kinds += [claim.modality] if claim.modality != "actual" else []
    return join(tag("i", f"{', '.join(kinds)}:", class_="stance"), " ") if kinds else None


def _said_on(value: DateValue | None) -> str | None:
    return f", {in_words(value.date)}" if value and value.date else None


def _tags(relations: list[Relation], entry: Entry) -> list[Markup]:
    counts = Counter(("ruled" if is_silenced(one) else "", one.relation) for one in relations)
    mark = correction_mark(entry)
    out = [join("\u2002", tag("span", mark, class_="tag corrected"))] if mark else []
    for name in ORDER:
        one, many = _TAGS[name]
        for ruled in ("", "ruled"):
            if number := counts[ruled, name]:
                text = f"{number} {one if number == 1 else many}" + (" (ruled out)" if ruled else "")
                out.append(join("\u2002", tag("span", text, class_=f"tag {ruled or name}")))
    return out


def _fields(claim: Claim) -> Markup:
    speaker = claim.speaker
    fields = {
        "Speaker": ", ".join(part for part in (speaker.name, speaker.role, speaker.affiliation) if part)
        if speaker
        else "not named",
        "Agency": claim.agency,
        "Via": ", via ".join(claim.via),
        "Cue": claim.cue.text if claim.cue else None,
        "Said on": _dated(claim.said_on),
        "When": _dated(claim.when),
        "Places": ", ".join(claim.places),
        "Figures": "; ".join(one.text for one in claim.quantities),
        "Id": claim.id,
    }
    known = ((name, value) for name, value in fields.items() if value)
    return tag("dl", (tag("div", tag("dt", name), tag("dd", value, dir="auto")) for name, value in known))


def _dated(value: DateValue | None) -> str | None:
    if value is None:
        return None
    return f"{in_words(value.date)} (“{value.text}”)" if value.date else f"“{value.text}”"


def _related(told: Told, ident: str, relations: list[Relation]) -> Markup | None:
    if not relations:
        return None
    rest = len(relations) - MOST_RELATIONS
    return tag(
        "ul",
        (_relation(told, ident, one) for one in relations[:MOST_RELATIONS]),
        tag("li", f"and {rest:,} more: claimledger show {ident}") if rest > 0 else None,
        class_="related",
    )


def _relation(told: Told, ident: str, one: Relation) -> Markup:
    other = one.b if one.a == ident else one.a
    phrase = _PHRASES[one.relation][one.a != ident]
    entry = told.overview.findings.entries[other]
    ruled = f" (ruled {one.ruling})" if one.ruling else ""
    style = "ruled" if is_silenced(one) else one.relation
    return tag(
        "li",
        tag("span", phrase + ruled, class_=f"tag {style}"),
        " ",
        tag("a", _short(entry.claim.statement), href=f"#{other}", dir="auto"),
        f" {_short(who(entry))}",
    )


def _short(text: str) -> str:
    return text if len(text) <= _SHORT else f"{text[: _SHORT - 1]}…"
