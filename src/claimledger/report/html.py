"""The whole ledger → one HTML page that needs nothing but itself: no network, no script to read it."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from claimledger.findings import by_urgency, count, is_open, is_silenced
from claimledger.records import ArticleInfo, ArticleRecord, Relation
from claimledger.report.chart import symbols
from claimledger.report.claims import Told, claim_details, claim_side
from claimledger.report.days import in_words
from claimledger.report.figures import figures_section
from claimledger.report.markup import Markup, link, tag
from claimledger.report.passage import legend

if TYPE_CHECKING:
    from claimledger.workflows.report import Overview

MOST_CONFLICTS = 1000
MOST_NAMES = 500


def page(overview: Overview, title: str = "Claim ledger") -> str:
    """The page as text to be written in UTF-8; the same ledger gives the same text."""
    told = Told(overview)
    css, script = _asset("report.css"), _asset("report.js")
    policy = (
        f"default-src 'none'; style-src {_hash(css)}; script-src {_hash(script)}; base-uri 'none'; form-action 'none'"
    )
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("title", title),
        tag("style", Markup(css)),
    )
    body = tag(
        "body",
        tag("a", "Skip to the claims", href="#claims", class_="skip"),
        symbols(),
        _header(overview, title),
        tag(
            "div",
            _aside(overview),
            tag("main", _conflicts(overview, told), figures_section(overview), _claims(overview, told)),
            class_="columns",
        ),
        tag("script", Markup(script)),
    )
    return f"<!DOCTYPE html>\n{tag('html', head, body, lang='en')}\n"


def _header(overview: Overview, title: str) -> Markup:
    conflicts = [one for one in overview.findings.relations if one.relation == "conflicts"]
    unruled = sum(map(is_open, conflicts))
    ruled = len(conflicts) - unruled
    dates = sorted(record.article.published for record in overview.records if record.article.published)
    agencies = {entry.claim.agency for entry in overview.findings.entries.values() if entry.claim.agency}
    facts = (
        (count(len(overview.records), "article"), None),
        (count(len(overview.findings.entries), "claim"), None),
        (count(unruled, "open conflict") + (f", {ruled:,} ruled on" if ruled else ""), "alarm" if unruled else None),
        (f"{len(agencies):,} {'agency' if len(agencies) == 1 else 'agencies'}", None),
        (_between(dates), None),
    )
    warnings = overview.findings.warnings
    return tag(
        "header",
        tag("h1", title, dir="auto"),
        tag("ul", (tag("li", text, class_=style) for text, style in facts if text), class_="facts"),
        tag(
            "details",
            tag("summary", count(len(warnings), "warning")),
            tag("ul", (tag("li", str(problem)) for problem in warnings)),
        )
        if warnings
        else None,
    )


def _between(dates: Sequence[str]) -> str:
    if not dates:
        return "no dates"
    return in_words(f"{dates[0]}/{dates[-1]}" if dates[0] != dates[-1] else dates[0])


def _aside(overview: Overview) -> Markup:
    names = overview.names.values()
    lists = {
        "speaker": Counter(name for speakers, _ in names for name in speakers[:1]),
        "agency": Counter(name for _, agencies in names for name in agencies[:1]),
        "place": Counter(place for entry in overview.findings.entries.values() for place in entry.claim.places),
    }
    fields = [tag("label", "Words", tag("input", type="search", name="words", autocomplete="off"))]
    for name, counted in lists.items():
        options = sorted(counted, key=lambda one: (-counted[one], one))[:MOST_NAMES]
        listed = tag("datalist", (tag("option", value=one) for one in options), id=f"{name}-names")
        typed = tag("input", name=name, list=f"{name}-names", autocomplete="off")
        fields += [tag("label", name.capitalize(), typed), listed]
    fields.append(
        tag(
            "fieldset",
            tag("legend", "Date of the event, else when said"),
            tag("label", tag("span", "from"), tag("input", type="date", name="first")),
            tag("label", tag("span", "to"), tag("input", type="date", name="last")),
        )
    )
    form = tag(
        "form",
        tag("details", tag("summary", "Filter"), fields, tag("button", "Clear", type="reset")),
        tag("p", role="status", id="matches"),
        id="filter",
        role="search",
        aria_label="Filter claims",
        hidden=True,
    )
    parts = (("conflicts", "Conflicts"), ("figures", "Figures over time"), ("claims", "All claims"))
    contents = tag("ul", (tag("li", tag("a", text, href=f"#{ident}")) for ident, text in parts))
    return tag("aside", tag("nav", contents, aria_label="Sections"), form)


def _conflicts(overview: Overview, told: Told) -> Markup:
    found = [one for one in by_urgency(overview.findings.relations) if one.relation == "conflicts"]
    standing, silenced = [one for one in found if not is_silenced(one)], [one for one in found if is_silenced(one)]
    unruled = sum(map(is_open, standing))
    shown = standing[:MOST_CONFLICTS]
    rest = len(standing) - len(shown)
    return tag(
        "section",
        tag("h2", "Conflicts", tag("small", f"{unruled:,} open") if unruled else None, id="conflicts-h"),
        tag("p", "No claim conflicts with another.", class_="none") if not found else None,
        tag("p", "Decide on a pair: ", tag("code", "claimledger rule ID ID --as no-conflict --note …"), class_="hint")
        if unruled
        else None,
        (_against(claim, rivals, told) for claim, rivals in _stars(shown)),
        tag("p", f"{rest:,} less grave ones are not shown; claimledger diff --all lists them.", class_="hint")
        if rest
        else None,
        tag(
            "details",
            tag("summary", f"{len(silenced):,} ruled out"),
            (_against(claim, rivals, told) for claim, rivals in _stars(silenced[:MOST_CONFLICTS])),
            class_="ruled",
        )
        if silenced
        else None,
        id="conflicts",
        aria_labelledby="conflicts-h",
    )


def _stars(relations: Iterable[Relation]) -> Iterator[tuple[str, list[Relation]]]:
    """The relations by one of their claims, so that a claim against ten others is read once: each goes to the claim
    of the two that stands in more of them. The order of the gravest is kept."""
    listed = list(relations)
    degree = Counter(claim for one in listed for claim in (one.a, one.b))
    stars: dict[str, list[Relation]] = {}
    for one in listed:
        centre = min(one.a, one.b, key=lambda claim: (-degree[claim], claim))
        stars.setdefault(centre, []).append(one)
    yield from stars.items()


def _against(claim: str, relations: Sequence[Relation], told: Told) -> Markup:
    rivals = [(one.b if one.a == claim else one.a, one) for one in relations]
    return tag(
        "article",
        tag("div", claim_side(told, claim), class_="one"),
        tag(
            "ul",
            (
                tag(
                    "li",
                    claim_side(told, other),
                    tag("p", one.why, class_="why", dir="auto"),
                    _ruling(told, one),
                    data_c=f"{claim} {other}",
                )
                for other, one in rivals
            ),
            class_="others",
            aria_label="conflicts with",
        ),
        class_="conflict",
        data_c=" ".join((claim, *(other for other, _ in rivals))),
    )


def _ruling(told: Told, relation: Relation) -> Markup | None:
    if relation.ruling is None:
        return None
    ruling = told.overview.rulings.get(frozenset((relation.a, relation.b)))
    note = f": {ruling.note}" if ruling and ruling.note else ""
    by = f" ({ruling.by})" if ruling and ruling.by else ""
    return tag("p", tag("b", f"Ruled {relation.ruling}"), note, by, class_="ruling")


def _claims(overview: Overview, told: Told) -> Markup:
    return tag(
        "section",
        tag("h2", "All claims", tag("small", f"{len(overview.findings.entries):,}"), id="claims-h"),
        legend(),
        tag("button", "Expand all shown", type="button", id="expand", hidden=True),
        (_article(record, told) for record in overview.records if record.claims),
        id="claims",
        aria_labelledby="claims-h",
    )


def _article(record: ArticleRecord, told: Told) -> Markup:
    info = record.article
    return tag(
        "section",
        tag("h3", link(_title(info), info.url), dir="auto"),
        tag(
            "p",
            " · ".join(part for part in (info.outlet, in_words(info.published or ""), info.author, info.path) if part),
            class_="by",
            dir="auto",
        ),
        (claim_details(told, claim) for claim in record.claims),
        class_="from",
        aria_label=_title(info),
    )


def _title(info: ArticleInfo) -> str:
    return info.title or info.path or info.id


@cache
def _asset(name: str) -> str:
    return files("claimledger").joinpath("data", name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"
