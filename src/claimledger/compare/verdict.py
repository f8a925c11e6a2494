"""Whether two claims agree, and why: a pure function of two claims, in whichever order they come."""

from __future__ import annotations

from claimledger.compare.by_event import by_event, repetition
from claimledger.compare.by_figure import by_estimates, by_figures, by_likeness
from claimledger.compare.denials import denial_against, two_denials, wrong_figure
from claimledger.compare.entry import Entry
from claimledger.compare.facts import denies, distinct, same_story
from claimledger.compare.figures import counts_none
from claimledger.compare.origin import Canonical, origin, same_origin
from claimledger.compare.pair import Pair
from claimledger.compare.thresholds import DEFAULTS, Thresholds
from claimledger.records import Relation


def relate(a: Entry, b: Entry, *, canonical: Canonical = str, settings: Thresholds = DEFAULTS) -> Relation | None:
    """How two claims stand to each other, or None where they are not about the same fact.

    ``canonical`` gives the one name under which a source is known (aliases). The answer does not depend on the order
    of the two; ``a`` of an update is the later claim.
    """
    if a.claim.id == b.claim.id or not same_story(a, b, settings):
        return None
    if {a.claim.stance, b.claim.stance} & {"questions", "demands"}:
        return None
    marks_a, marks_b = distinct(a.claim), distinct(b.claim)
    critical = "wrong_figure" in marks_a or "wrong_figure" in marks_b
    if not critical and marks_a != marks_b:
        return None
    first, second = sorted((a, b), key=_order)
    one = same_origin(
        origin(first.claim, first.article),
        origin(second.claim, second.article),
        canonical,
        same_article=first.article.id == second.article.id,
        apart=(first.agencies, second.agencies),
    )
    pair = Pair(first, second, one, settings)
    if critical:
        return wrong_figure(pair)
    if any(_counts_none(entry, settings) for entry in (first, second)) and (found := by_figures(pair)):
        return found
    denials = denies(first.claim), denies(second.claim)
    if all(denials):
        return two_denials(pair)
    if any(denials):
        return denial_against(pair, first if denials[0] else second, second if denials[0] else first)
    if first.claim.modality != second.claim.modality or first.claim.modality in ("conditional", "required"):
        return by_estimates(pair) or repetition(pair)
    if first.claim.modality == "possible" and "predicts" in (first.claim.stance, second.claim.stance):
        return repetition(pair)
    return by_figures(pair) or by_event(pair) or by_likeness(pair) or repetition(pair)


def _counts_none(entry: Entry, settings: Thresholds) -> bool:
    """That there was none is a count; that there will be none is a denial of what is planned."""
    return entry.claim.modality == "actual" and counts_none(entry.claim, settings)


def _order(entry: Entry) -> tuple[str, str, str]:
    return entry.article.published or "", entry.article.id, entry.claim.id
