"""Records → JSON-LD: claims as schema.org Claim, where they stand as W3C Web Annotations on the article's text.

The context is part of the document: nothing has to be fetched to read it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from claimledger.export.exact import exact_json
from claimledger.records import ArticleInfo, ArticleRecord, Claim, DateValue, Quantity, Speaker
from claimledger.report.uri import relative_uri

CONTEXT: dict[str, Any] = {
    "@vocab": "https://schema.org/",
    "id": "@id",
    "type": "@type",
    "url": {"@type": "@id"},
    "appearance": {"@type": "@id"},
    "oa": "http://www.w3.org/ns/oa#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "Annotation": "oa:Annotation",
    "SpecificResource": "oa:SpecificResource",
    "TextPositionSelector": "oa:TextPositionSelector",
    "TextQuoteSelector": "oa:TextQuoteSelector",
    "identifying": "oa:identifying",
    "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"},
    "body": {"@id": "oa:hasBody", "@type": "@id"},
    "target": {"@id": "oa:hasTarget", "@type": "@id"},
    "source": {"@id": "oa:hasSource", "@type": "@id"},
    "selector": {"@id": "oa:hasSelector", "@type": "@id"},
    "start": {"@id": "oa:start", "@type": "xsd:nonNegativeInteger"},
    "end": {"@id": "oa:end", "@type": "xsd:nonNegativeInteger"},
    "exact": "oa:exact",
    "prefix": "oa:prefix",
    "suffix": "oa:suffix",
    # What schema.org has no word for.
    "cue": "urn:x-claimledger:cue",
    "stance": "urn:x-claimledger:stance",
    "polarity": "urn:x-claimledger:polarity",
    "modality": "urn:x-claimledger:modality",
    "saidOn": "urn:x-claimledger:saidOn",
}

_AROUND = 32
_DAY = r"\d{4}(?:-\d\d(?:-\d\d(?:T[0-9:.]+(?:Z|[+-][0-9:]+)?)?)?)?"
_ISO = re.compile(_DAY)
_ISO_INTERVAL = re.compile(rf"{_DAY}(?:/(?:{_DAY}|\.\.))?|\.\./{_DAY}")
_WEB = re.compile(r"https?://[^\s<>\"{}|\\^`\x00-\x1f\x7f-\x9f]+")


def jsonld_lines(
    records: Iterable[ArticleRecord],
    text_of: Callable[[ArticleInfo], str | None] = lambda info: None,
    path_of: Callable[[ArticleInfo], str | None] = lambda info: info.path,
) -> Iterator[str]:
    """One JSON document, a node of its graph a line: each article, each of its claims, each claim's annotation.

    ``text_of`` gives an article's text as long as it still is what was recorded; with it, selectors quote the words
    around a claim, too. ``path_of`` gives the file that its offsets are of.
    """
    yield f'{{"@context": {exact_json(CONTEXT)},\n"@graph": ['
    separator = "\n"
    for node in _nodes(records, text_of, path_of):
        yield f"{separator}{exact_json(node)}"
        separator = ",\n"
    yield "\n]}\n"


def _nodes(
    records: Iterable[ArticleRecord],
    text_of: Callable[[ArticleInfo], str | None],
    path_of: Callable[[ArticleInfo], str | None],
) -> Iterator[dict[str, Any]]:
    for record in records:
        info = record.article
        yield _article(info)
        path, text = path_of(info), text_of(info) if record.claims else None
        source = (relative_uri(path) if path else None) or _urn(info.id)
        for claim in record.claims:
            yield _claim(claim, info)
            yield _annotation(claim, source, text)


def _article(info: ArticleInfo) -> dict[str, Any]:
    file = relative_uri(info.path) if info.path else None
    return _filled(
        {
            "id": _urn(info.id),
            "type": "NewsArticle",
            "headline": info.title,
            "publisher": _named("Organization", info.outlet),
            "datePublished": _if(_ISO, info.published),
            "author": _named(None, info.author),
            "url": _if(_WEB, info.url),
            "encoding": {"id": file, "type": "MediaObject"} if file else None,
        }
    )


def _claim(claim: Claim, info: ArticleInfo) -> dict[str, Any]:
    when = claim.when.date if claim.when else None
    return _filled(
        {
            "id": _urn(claim.id),
            "type": ["Claim", "Quotation"] if claim.quote == "direct" else "Claim",
            "text": claim.statement,
            "author": _speaker(claim.speaker),
            "sourceOrganization": _named("Organization", claim.agency),
            "publisher": [_named("Organization", name) for name in claim.via],
            "dateCreated": _if(_ISO, claim.said_on.date if claim.said_on else None),
            "saidOn": _day(claim.said_on),
            "temporalCoverage": _if(_ISO_INTERVAL, when),
            "temporal": _day(claim.when),
            "contentLocation": [_named("Place", name) for name in claim.places],
            "mentions": [_quantity(one) for one in claim.quantities],
            "appearance": _urn(info.id),
            "cue": claim.cue.text if claim.cue else None,
            "stance": claim.stance,
            "polarity": claim.polarity,
            "modality": claim.modality,
        }
    )


def _annotation(claim: Claim, source: str, text: str | None) -> dict[str, Any]:
    # An interrupted statement stands in several places; without the text its parts are told by the joints.
    parts = claim.statement.split(" … ") if len(claim.span) > 1 else [claim.statement]
    targets = []
    for number, (start, end) in enumerate(claim.span):
        selectors: list[dict[str, Any]] = [{"type": "TextPositionSelector", "start": start, "end": end}]
        if text is not None:
            quote = {"exact": text[start:end], "prefix": text[max(start - _AROUND, 0) : start]}
            selectors.append(_filled({"type": "TextQuoteSelector", **quote, "suffix": text[end : end + _AROUND]}))
        elif len(parts) == len(claim.span):
            selectors.append({"type": "TextQuoteSelector", "exact": parts[number]})
        targets.append({"type": "SpecificResource", "source": source, "selector": selectors})
    return {
        "id": f"{_urn(claim.id)}:annotation",
        "type": "Annotation",
        "motivation": "identifying",
        "body": _urn(claim.id),
        "target": targets,
    }


def _speaker(speaker: Speaker | None) -> dict[str, Any] | None:
    if speaker is None:
        return None
    # "Officials" and "residents" are neither one person nor an organization: they go without a type.
    types = {"person": "Person", "organization": "Organization", "outlet": "Organization"}
    node: dict[str, Any] = {"type": types.get(speaker.kind), "name": speaker.name}
    if speaker.kind == "person":
        node |= {"jobTitle": speaker.role, "affiliation": _named("Organization", speaker.affiliation)}
    else:
        node |= {"description": speaker.role}
    return _filled(node)


def _quantity(quantity: Quantity) -> dict[str, Any]:
    exact = quantity.min is not None and quantity.min == quantity.max
    return _filled(
        {
            "type": "QuantitativeValue",
            "name": quantity.text,
            "value": quantity.min if exact else None,
            "minValue": None if exact else quantity.min,
            "maxValue": None if exact else quantity.max,
            "unitText": " ".join(part for part in (quantity.of, quantity.unit) if part),
        }
    )


def _day(value: DateValue | None) -> str | None:
    return (value.date or value.text) if value else None


def _named(kind: str | None, name: str | None) -> dict[str, Any] | None:
    return _filled({"type": kind, "name": name}) if name else None


def _if(pattern: re.Pattern[str], text: str | None) -> str | None:
    return text if text and pattern.fullmatch(text) else None


def _filled(node: dict[str, Any]) -> dict[str, Any]:
    """The node without what is empty; a figure of 0 stays."""
    return {key: value for key, value in node.items() if value is not None and value != "" and value != []}


def _urn(ident: str) -> str:
    return f"urn:x-claimledger:{ident}"
